"""Finding the words of a list in a sentence, whatever their case and accents.

How the lists are written (content/workbooks/words):

- `lack of`: these whole words, one after the other.
- `organis-`: a word that begins so; `-mangel`: a word that ends so.
- `there is ... no`: up to three other words may stand between; no stop may.
- `^no`: only at the start of the sentence; `schulen$`: only at its end or before a stop.
- The list `<name>_not` holds what looks like the list `<name>` and is not: it is taken away first.

Accents count only in words of one or two letters, where they make another word: "è" is not "e", "à" is not "a".
"""

import re
import unicodedata
from functools import lru_cache

from elearn.catalogue.rules.workbook_values import WordLists

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’]s(?![^\W_]))?|[%#.,;:!?()]")
_LEAD = re.compile(r"^[\s\"'«»“”„‘’•*–—¿¡_-]*(?:\d+(?:\.\d+)+\.?\s+|(?:\d+|[a-z]\d*)[.):]\s+)?")  # bullets, "1.2", "a)"
_BETWEEN = r"(?:[\w%'’]+ ){0,3}"
_END = "(?= (?:[.,;:!?] |$))"
_NEVER = re.compile(r"(?!)")
_LONGEST_WITH_ACCENTS = 2  # letters

#: How people write accents without the key for them.
_TYPED = {
    "it": (("e'", "è"), ("e’", "è")),
    "de": (("ae", "ä"), ("oe", "ö"), ("ue", "ü")),
}


def fold(text: str, language: str) -> str:
    """A text in small letters; without accents, but in words of one or two letters."""
    small = unicodedata.normalize("NFC", text).casefold().replace("œ", "oe")
    for typed, letter in _TYPED.get(language, ()):
        small = small.replace(typed, letter)
    return small if small.isascii() else re.sub(r"[^\W\d_]+", _plain, small)


def _plain(word: re.Match[str]) -> str:
    if len(word[0]) <= _LONGEST_WITH_ACCENTS:
        return word[0]
    return "".join(one for one in unicodedata.normalize("NFKD", word[0]) if not unicodedata.combining(one))


def tokens(text: str, language: str) -> list[str]:
    """The words and stops of a text, folded."""
    return _TOKEN.findall(fold(text, language))


@lru_cache(maxsize=4096)
def sentence(text: str, language: str) -> str:
    """The words and stops of a text, folded, with a blank around each; without bullets and numbering in front."""
    return f" {' '.join(tokens(_LEAD.sub('', text.casefold()), language))} "


def entries(words: WordLists, name: str) -> re.Pattern[str]:
    """A list as one expression for what `sentence` made: what it finds begins with the blank before the words.

    It finds nothing where there is no such list.
    """
    return _pattern(words.lists.get(name, ()), words.language)


@lru_cache(maxsize=1024)
def _pattern(found: tuple[str, ...], language: str) -> re.Pattern[str]:
    longest_first = sorted(found, key=len, reverse=True)
    parts = "|".join(_entry(entry, language) for entry in longest_first)
    return re.compile(f" (?:{parts})(?= )") if found else _NEVER


def _entry(entry: str, language: str) -> str:
    inner = entry.removeprefix("^").removesuffix("$")
    start = "(?<!. )" if entry.startswith("^") else ""
    end = _END if entry.endswith("$") else ""
    return start + "".join(_word(word, language) for word in inner.split()).removesuffix(" ") + end


def _word(word: str, language: str) -> str:
    if word == "...":
        return _BETWEEN
    before = r"\w*" if word.startswith("-") else ""
    after = r"\w*" if word.endswith("-") else ""
    return before + " ".join(re.escape(token) for token in tokens(word.strip("-"), language)) + after + " "


def find(folded: str, words: WordLists, name: str) -> re.Match[str] | None:
    """The first word of a list in what `sentence` made."""
    pattern = entries(words, name)
    return pattern.search(folded) and pattern.search(without(folded, words, f"{name}_not"))


def has(text: str, words: WordLists, name: str) -> bool:
    """Whether a sentence has a word of a list."""
    return find(sentence(text, words.language), words, name) is not None


def without(folded: str, words: WordLists, name: str) -> str:
    """What `sentence` made, with a sign that is no word and no stop in the place of each word of a list."""
    return entries(words, name).sub(" &", folded)
