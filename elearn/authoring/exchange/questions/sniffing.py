"""Which format a file has, by what stands in it: names and endings of files say little."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from elearn.authoring.exchange.decoding import text_of
from elearn.authoring.exchange.questions.aiken import ANSWER, OPTION, read_aiken, write_aiken
from elearn.authoring.exchange.questions.gift_reading import read_gift
from elearn.authoring.exchange.questions.gift_writing import write_gift
from elearn.authoring.exchange.questions.moodle_reading import read_moodle
from elearn.authoring.exchange.questions.moodle_writing import write_moodle
from elearn.authoring.exchange.questions.qti2 import write_qti22
from elearn.authoring.exchange.questions.qti3 import write_qti30
from elearn.authoring.exchange.questions.qti_package import ZIP, read_qti
from elearn.authoring.exchange.questions.values import ForeignQuestion, Read, Written
from elearn.authoring.exchange.xml_reading import first_element
from elearn.core.refused import RefusedError

FIRST_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read and written. `name` is a proper name, the same in all languages."""

    id: str
    name: str
    write: Callable[[Iterable[ForeignQuestion], str], Written]


FORMATS: Mapping[str, Format] = {
    one.id: one
    for one in (
        Format("gift", "GIFT", write_gift),
        Format("moodle", "Moodle XML", write_moodle),
        Format("aiken", "Aiken", write_aiken),
        Format("qti22", "QTI 2.2", write_qti22),
        Format("qti30", "QTI 3.0", write_qti30),
    )
}


def read_any(data: bytes, language: str) -> tuple[str, Read]:
    """The questions of a file and the name of its format.

    Raises RefusedError: as the readers, unknown_format.
    """
    if data.startswith(ZIP):
        return "QTI", read_qti(data, language)
    text = text_of(data)
    begin = first_element(text)
    element = FIRST_ELEMENT.match(text, begin)
    if element and element[1] == "quiz":
        return "Moodle XML", read_moodle(data, language)
    if element and ("assessment" in element[1] or element[1] == "questestinterop"):
        return "QTI", read_qti(data, language)
    if text[begin : begin + 9].upper() == "<!DOCTYPE":
        raise RefusedError("document_type")
    if _is_aiken(text):
        return "Aiken", read_aiken(data, language)
    if "{" in text and "}" in text:
        return "GIFT", read_gift(data, language)
    raise RefusedError("unknown_format")


def _is_aiken(text: str) -> bool:
    """Whether options and an answer stand in lines of their own."""
    lines = text.split("\n")
    return any(ANSWER.match(line) for line in lines) and any(OPTION.match(line) for line in lines)
