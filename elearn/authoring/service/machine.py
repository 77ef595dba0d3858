"""Words from a translation machine. They wait for a person: until somebody confirms them, learners read the source."""

from collections.abc import Sequence

from elearn.authoring.rules.desk import Segment, State
from elearn.authoring.rules.desk_saving import Change, opened_as
from elearn.authoring.rules.machine import fragments, hidden, shown, with_fragments
from elearn.authoring.service.desk import OpenDesk
from elearn.infra.database import let_go
from elearn.infra.translation_service import translate_texts

MOST_PARTS = 40  # at a time: a person waits for them


def machine_parts(opened: OpenDesk, key: str = "") -> list[Segment]:
    """The parts that a machine would do now: the one with this key, or the first missing ones."""
    wanted = [one for one in opened.desk.segments if one.has_words]
    if key:
        return [one for one in wanted if one.key == key]
    return [one for one in wanted if one.state is State.MISSING][:MOST_PARTS]


def machine_words(opened: OpenDesk, parts: Sequence[Segment]) -> list[Change]:
    """These parts in the words of the machine. Call it before anything is written: others need not wait meanwhile.

    TranslationFailedError where the service did not do it.
    """
    if not parts:
        return []
    let_go()
    pair = opened.source_language, opened.language
    texts = translate_texts(*pair, [hidden(one.source) for one in parts])
    words = [shown(text, one.source) for one, text in zip(parts, texts, strict=True)]
    lost = [place for place, text in enumerate(words) if text is None]
    pieces = [fragments(parts[place].source) for place in lost]
    flat = [one for some in pieces for one in some]
    answers = iter(translate_texts(*pair, flat) if flat else [])
    for place, some in zip(lost, pieces, strict=True):
        words[place] = with_fragments(parts[place].source, [next(answers) for _one in some])
    return [
        Change(one.key, text or "", State.MACHINE, opened_as(one.key, one.words))
        for one, text in zip(parts, words, strict=True)
    ]
