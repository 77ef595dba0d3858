"""The words of hints: one sentence says how a text reads, others say what could be easier."""

from collections.abc import Iterator, Mapping

from flask_babel import LazyString, format_decimal, lazy_gettext
from flask_babel import gettext as _

from elearn.authoring.rules.hints import Ease, Hints
from elearn.catalogue.rules.check_style import MAX_SENTENCE
from elearn.catalogue.service.checking import in_words
from elearn.core.problems import Level, Problem

EASE: Mapping[Ease, LazyString] = {
    Ease.NOTHING: lazy_gettext("There is nothing to read yet."),
    Ease.EASY: lazy_gettext("Easy to read."),
    Ease.FAIR: lazy_gettext("It could be easier to read."),
    Ease.HARD: lazy_gettext("Hard to read."),
}


def in_one_sentence(hints: Hints) -> str:
    """How a text reads, like “Easy to read. 12 words a sentence on average.”"""
    words = [str(EASE[hints.ease])]
    if hints.ease is not Ease.NOTHING:
        words.append(_("%(average)s words a sentence on average.", average=format_decimal(round(hints.average))))
    if hints.gulpease is not None:
        words.append(_("Gulpease %(index)s.", index=hints.gulpease))
    return " ".join(words)


def in_detail(hints: Hints) -> Iterator[tuple[int, str]]:
    """What could be easier: the line (from 1; 0 for the whole text) and a sentence."""
    for long in hints.long_sentences:
        params: dict[str, object] = {"words": long.words, "start": long.start, "limit": MAX_SENTENCE}
        yield long.line, in_words(Problem("", long.line, Level.WARNING, "long_sentence", params))
    for one in hints.avoided:
        params = {"word": one.word, "better": one.better}
        yield one.line, in_words(Problem("", one.line, Level.WARNING, "avoided_word", params))
    if hints.long_words:
        yield 0, _("Long words: %(words)s.", words=", ".join(hints.long_words))
