"""Writes GIFT, as Moodle reads it."""

from collections.abc import Iterable, Mapping, Sequence

from elearn.authoring.exchange.questions.building import PLACE, place
from elearn.authoring.exchange.questions.gift_signs import escaped
from elearn.authoring.exchange.questions.leaving import (
    count_reasons,
    figure_text,
    is_plain,
    note_key,
    without_own_links,
)
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.values import ForeignQuestion, Note, Written
from elearn.catalogue.rules.check_quiz import PLACEHOLDER
from elearn.catalogue.rules.quiz_values import (
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OptionWords,
    OrderingKey,
    QuestionWords,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
    all_words,
)

ORDER_HEAD = "ALL VERTICAL RELATIVE_NEXT_EXCLUDE_LAST SHOW"
#: The only weights that Moodle takes for a right answer, by how many of them share the marks.
SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111"}
SMALLEST_SHARE = "10"


def write_gift(questions: Iterable[ForeignQuestion], language: str) -> Written:
    """The questions in one language as a GIFT file."""
    out: list[str] = []
    notes: list[Note] = []
    for question in questions:
        notebook = Notebook(question.key.id, language)
        written = _question(notebook, question, language)
        notes += notebook.all()
        out += written
    return Written("\n".join(out).encode(), f"questions-{language}.gift.txt", tuple(notes))


def _question(notebook: Notebook, question: ForeignQuestion, language: str) -> list[str]:
    key, words = question.key, question.words[language]
    note_key(notebook, key, has_marks=False)
    if not isinstance(key, ScenarioKey):
        return _Writer(notebook, words).simple(question.name or key.id, key, question.tags)
    notebook.add("scenario_parted")
    story = _Writer(notebook, words).head(question.name or key.id, words.stem, ())
    out = [f"{story}\n"]
    for part in key.parts:
        note_key(notebook, part, has_marks=False)
        name = f"{question.name or key.id} / {part.id}"
        out += _Writer(notebook, words.parts[part.id]).simple(name, part, question.tags)
    return out


class _Writer:
    """Writes one question. All its texts have one form: plain where that says the same, else Markdown."""

    def __init__(self, notebook: Notebook, words: QuestionWords) -> None:
        self.notebook = notebook
        self.words = words
        self.is_plain = all(is_plain(without_own_links(notebook, text)) for text in all_words(words))

    def say(self, text: str) -> str:
        return escaped(without_own_links(self.notebook, text))

    def head(self, name: str, stem: str, tags: Sequence[str]) -> str:
        form = "" if self.is_plain else "[markdown]"
        kept = [tag.replace("]", ")").replace("\n", " ") for tag in tags]
        said = f"// {' '.join(f'[tag:{tag}]' for tag in kept)}\n" if kept else ""
        return f"{said}::{escaped(name)}::{form}{self.say(stem)}"

    def simple(self, name: str, key: SimpleKey, tags: Sequence[str]) -> list[str]:
        if isinstance(key, GapKey):
            return self.gap(name, key, tags)
        answers = self.answers(key)
        return [f"{self.head(name, self.words.stem, tags)} {{{answers}}}\n"]

    def answers(self, key: SimpleKey) -> str:
        words = self.words
        match key:
            case SingleKey():
                return self.lines((("=" if one == key.right else "~"), words.options[one]) for one in key.options)
            case SeveralKey():
                return self.several(key)
            case TrueFalseKey():
                right, wrong = ("true", "false") if key.right else ("false", "true")
                reasons = [self.say(words.options[one].reason) for one in (wrong, right)]
                return f"{right.upper()}{''.join(f'#{reason}' for reason in reasons) if any(reasons) else ''}"
            case NumberKey():
                return self.number(key)
            case OrderingKey():
                return self.ordering(key)
            case MatchingKey():
                return self.pairs(key.right, words.answers, key.extra)
            case GroupsKey():
                self.notebook.add("groups_as_matching")
                unused = [group for group in key.groups if group not in key.right.values()]
                return self.pairs(key.right, words.groups, unused)
            case ShortTextKey():
                return self.short_text()
        raise TypeError(type(key).__name__)

    def lines(self, options: Iterable[tuple[str, OptionWords]]) -> str:
        return "".join(f"\n\t{sign}{self.say(one.text)}{self.feedback(one.reason)}" for sign, one in options) + "\n"

    def feedback(self, reason: str) -> str:
        return f"#{self.say(reason)}" if reason else ""

    def several(self, key: SeveralKey) -> str:
        share = SHARES.get(len(key.right), SMALLEST_SHARE)
        if len(key.right) not in SHARES and len(key.right) != 10:
            self.notebook.add("weights_rounded", count=str(len(key.right)))
        signs = {one: f"~%{share}%" if one in key.right else f"~%-{share}%" for one in key.options}
        return self.lines((signs[one], self.words.options[one]) for one in key.options)

    def number(self, key: NumberKey) -> str:
        if self.words.unit:
            self.notebook.add("unit_lost", unit=self.words.unit)
        right = (
            f"#\n\t={figure_text(key.right)}:{figure_text(key.tolerance)}{self.feedback(self.words.reasons.right)}\n"
        )
        wrong = self.words.reasons.wrong
        return f"{right}\t~{self.feedback(wrong)}\n" if wrong else right

    def ordering(self, key: OrderingKey) -> str:
        self.reasons_lost()
        items = "".join(f"{self.say(self.words.items[one].text)}\n" for one in key.right)
        return f">{len(key.right)} {ORDER_HEAD}\n{items}"

    def pairs(self, right: Mapping[str, str], answers: Mapping[str, str], extra: Iterable[str]) -> str:
        self.reasons_lost()
        rows = [(self.words.items[item].text, answers[answer]) for item, answer in right.items()]
        rows += [("", answers[one]) for one in extra]
        return "".join(f"\n\t={self.arrowless(item)} -> {self.arrowless(answer)}" for item, answer in rows) + "\n"

    def arrowless(self, text: str) -> str:
        if "->" in text:
            self.notebook.add("arrow_changed", text=text)
        return self.say(text.replace("->", "→"))

    def reasons_lost(self) -> None:
        count = count_reasons(self.words)
        if count:
            self.notebook.add("reasons_lost", count=str(count))

    def short_text(self) -> str:
        if self.words.model or self.words.criteria:
            self.notebook.add("model_lost")
        return f"####{self.say(self.words.reason)}" if self.words.reason else ""

    def gap(self, name: str, key: GapKey, tags: Sequence[str]) -> list[str]:
        """One gap in the sentence is a missing word; GIFT has no question with several."""
        if len(key.gaps) != 1:
            self.notebook.add("several_gaps_left_out", count=str(len(key.gaps)))
            return []
        ((own_id, gap),) = key.gaps.items()
        words = self.words.gaps[own_id]
        text = self.words.text if PLACE.search(self.words.text) else PLACEHOLDER.sub(place(0), self.words.text)
        before, _mark, after = text.partition(place(0))
        if isinstance(gap, SelectGap):
            answers = self.lines((("=" if one == gap.right else "~"), words.options[one]) for one in gap.options)
        else:
            self.notebook.add("spelling_stricter")
            answers = self.typed(words.accepted, words.reasons.right, words.reasons.wrong)
        is_bare = not isinstance(gap, SelectGap) and not before.strip() and not after.strip()
        if is_bare:
            return [f"{self.head(name, self.words.stem, tags)} {{{answers}}}\n"]
        tail = self.say(after) if after.strip() else "."
        if not after.strip():
            self.notebook.add("stop_added")
        stem = f"{self.words.stem}\n\n{before}"
        return [f"{self.head(name, stem, tags)}{{{answers}}}{tail}\n"]

    def typed(self, accepted: Sequence[str], right: str, wrong: str) -> str:
        lines = [f"\n\t={escaped(word.replace('*', chr(92) + '*'))}{self.feedback(right)}" for word in accepted]
        return "".join(lines) + (f"\n\t=%0%*{self.feedback(wrong)}\n" if wrong else "\n")
