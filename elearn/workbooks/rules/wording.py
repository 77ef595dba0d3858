"""What a sentence of a learner looks like: a missing solution, an activity, a count of people ...

Everything here is a guess from lists of words (content/workbooks/words), so it may only lead to tips and warnings. How
often each guess is wrong stands in docs/workbook-checks.md; tests/workbooks/test_wording.py measures it.
"""

import re
from functools import lru_cache

from elearn.catalogue.rules.workbook_values import WordLists
from elearn.workbooks.rules.word_patterns import entries, find, fold, has, sentence, without

LONGEST_STATEMENT = 25  # words
ALIKE = 0.8  # `same_words` from here on: two sentences say the same

_STOPS = re.compile(r" [.,;:!?()] ")
_NEW_SENTENCE = re.compile(r"[.!?;]\s+\S")
_FIRST_NUMBER = re.compile(r"^ \d\S* ")
_STEM_AT_LEAST = 4  # letters


def count_words(text: str) -> int:
    """How many words a text has; a number counts as one."""
    return len(re.findall(r"\w+(?:['’.,-]\w+)*", text))


def shorten(text: str, most: int = 70) -> str:
    """A text for quoting, cut after a word, at most so many characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


# Problems and objectives ---------------------------------------------------------------------------------------------


def is_absence(text: str, words: WordLists) -> bool:
    """Whether it says that something is missing: a solution that is not there, and not what people live with."""
    return has(text, words, "absence")


def is_negative(text: str, words: WordLists) -> bool:
    """Whether it is still worded as a problem. What ends something bad ("fewer debts", "nobody is hungry") is not."""
    folded = sentence(text, words.language)
    if find(folded, words, "relief"):
        return False
    return any(_is_bad(part, words) for part in _clauses(folded, words))


def _is_bad(clause: str, words: WordLists) -> bool:
    denied = bool(find(clause, words, "negations") or find(clause, words, "absence"))
    return denied != bool(find(clause, words, "negatives"))


def _clauses(folded: str, words: WordLists) -> list[str]:
    """The parts of a sentence between its stops and its "and"s."""
    return [f" {part.strip()} " for part in _STOPS.split(entries(words, "and").sub(" ,", folded))]


def joins_two(text: str, words: WordLists) -> bool:
    """Whether it says two things: two sentences, or two clauses with a verb each, joined by "and" or "because"."""
    if is_two_sentences(text, words):
        return True
    folded = without(sentence(text, words.language), words, "verbs_not")
    return any(
        _has_two_verbs(folded[: joint.start() + 1], folded[joint.end() :], words)
        for joint in entries(words, "joints").finditer(folded)
    )


def _has_two_verbs(before: str, after: str, words: WordLists) -> bool:
    """Whether there is a verb on both sides of an "and". "They wash and cut" is one clause: both stand next to it."""
    verbs = entries(words, "verbs")
    turn = entries(words, "turns").search(after)
    earlier, later = list(verbs.finditer(before)), verbs.search(after[: turn.start() + 1] if turn else after)
    if not earlier or not later:
        return False
    return bool(before[earlier[-1].end() :].strip()) or later.start() > 0


def is_two_sentences(text: str, words: WordLists) -> bool:
    """Whether a sentence ends and another one begins; "e.g." and "approx. 20" end none."""
    line = text.strip()
    if not _NEW_SENTENCE.search(line):
        return False
    shorts = "|".join(re.escape(fold(short, words.language)) for short in words.lists.get("abbreviations", ()))
    folded = fold(line, words.language)
    return bool(_NEW_SENTENCE.search(re.sub(rf"\b(?:{shorts})", " ", folded) if shorts else folded))


def names_means(text: str, words: WordLists) -> bool:
    """Whether it names the way as well as the state: "through", "by means of", "thanks to"."""
    return has(text, words, "means")


# Results -------------------------------------------------------------------------------------------------------------


def starts_with_activity(text: str, words: WordLists) -> bool:
    """Whether it says what somebody does ("organise", "training of") instead of what is then different.

    "We organise", "The project will train" count too, and so does a German infinitive at the end of a clause.
    """
    folded = without(_FIRST_NUMBER.sub(" ", sentence(text, words.language)), words, "activity_not")
    doer = entries(words, "doers").match(folded)
    begin = doer.end() if doer else 0
    if entries(words, "activity").match(folded, begin):
        return True
    if entries(words, "activity_nouns").match(folded, begin):
        return not find(folded, words, "states")
    return find(folded, words, "closing_activity") is not None


def has_change_verb(text: str, words: WordLists) -> bool:
    """Whether it says that something gets better, more or less."""
    return has(text, words, "change")


# Indicators ----------------------------------------------------------------------------------------------------------


def counts_people(text: str, words: WordLists) -> bool:
    """Whether an indicator counts people: they are what is counted, not only mentioned ("meetings with women")."""
    counted = without(_counted(text, words), words, "people_not")
    things = entries(words, "things")  # "youth associations" are no people
    return any(not things.match(counted, one.end()) for one in entries(words, "people").finditer(counted))


def counts_one_sex(text: str, words: WordLists) -> bool:
    """Whether an indicator counts people of one sex only, by its own words."""
    counted = _counted(text, words)
    women, men, mixed = (find(counted, words, name) for name in ("women", "men", "mixed"))
    return counts_people(text, words) and (women is None) != (men is None) and mixed is None


def is_growth_rate(text: str, words: WordLists) -> bool:
    """Whether a percentage says how much something grows or shrinks: it may be over 100 or under 0."""
    return find(_counted(text, words), words, "growth") is not None


def _counted(text: str, words: WordLists) -> str:
    """What an indicator counts: without "number of" in front, up to the first word that only adds to it."""
    folded = sentence(text, words.language)
    counter = entries(words, "counters").match(folded)
    rest = folded[counter.end() :] if counter else folded
    rest = without(rest, words, "additions_not")
    stop = entries(words, "additions").search(rest, 1)
    return rest[: stop.start() + 1] if stop else rest


def is_report_only(text: str, words: WordLists) -> bool:
    """Whether a source of verification is only our own reports, and nothing that others could check."""
    return has(text, words, "reports") and not has(text, words, "records")


def is_costly_source(text: str, words: WordLists) -> bool:
    """Whether a source of verification has to be paid for: a survey, a study, an evaluation."""
    return has(text, words, "costly_source")


# Comparing -----------------------------------------------------------------------------------------------------------


def same_words(one: str, other: str, words: WordLists) -> float:
    """How alike two sentences are, by their words without endings and without "the", "of" ...: 0 to 1 (Dice)."""
    first, second = content_words(one, words), content_words(other, words)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def content_words(text: str, words: WordLists) -> frozenset[str]:
    """The words of a sentence that carry meaning, folded, without their endings; numbers too."""
    folded = without(sentence(text, words.language), words, "stop_words")
    return _stems(folded, _longest_first(words.lists.get("endings", ()), words.language))


@lru_cache(maxsize=4096)
def _stems(folded: str, endings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_stem(word, endings) for word in folded.split() if word[0].isalnum())


@lru_cache(maxsize=16)
def _longest_first(endings: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(sorted((fold(one, language) for one in endings), key=len, reverse=True))


def _stem(word: str, endings: tuple[str, ...]) -> str:
    """A word without its endings, as many as it has: "prices" and "price" become the same."""
    for ending in endings if word.endswith(endings) else ():
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_AT_LEAST:
            return _stem(word.removesuffix(ending), endings)
    return word
