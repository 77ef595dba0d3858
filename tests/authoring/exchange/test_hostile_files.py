"""Files made to hurt: each ends in words, because a limit was met, before it costs time or memory."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from elearn.authoring.exchange.questions.sniffing import read_any
from elearn.core.refused import RefusedError


def packed(files: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def moodle(kind: str, text: str, times: int = 1) -> bytes:
    one = f'<question type="{kind}"><questiontext><text>{text}</text></questiontext></question>'
    return f"<quiz>{one * times}</quiz>".encode()


SPAN = '&lt;span class="multilang" lang="it"&gt;x&lt;/span&gt;'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * 10 * 2**20, "too_large"),
        (b"{" * 2**20, "unknown_format"),
        (b"<!--" * 500_000, "unknown_format"),
        (b"<?" * 500_000, "unknown_format"),
        (b'<!--x--> <!DOCTYPE a [<!ENTITY b "c">]><quiz>&b;</quiz>', "document_type"),
        (b"<quiz>" + b"<a>" * 20_000, "broken_xml"),
        (b"<quiz>" + b"<a/>" * 310_000 + b"</quiz>", "too_many_elements"),
        (moodle("multichoice", SPAN * 500, 150), "too_many_elements"),
        (b"q\nA. x\nB. y\nANSWER: A\n" * 501, "too_many_questions"),
        (packed({"a.xml": b"\0" * 30 * 2**20}), "unpacks_too_large"),
        (packed({f"{number}.xml": b" " * 200 * 1024 for number in range(200)}), "unpacks_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}",
)
def test_whole_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_any(data, "it")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a{" + b"~x" * 2**20 + b"}", "too_long"),
        (b"a{" + b"~x#y" * 2_000 + b"}", "too_many_choices"),
        (b"a {>" + b"x\n" * 5_000 + b"}", "too_many_choices"),
        (moodle("cloze", "{1:SA:" * 9_000), "too_many_choices"),
        (moodle("shortanswer", "[" * 70_000), "too_long"),
        (moodle("shortanswer", "</text><text>" * 2_000), "too_many_parts"),
        (b"<assessmentItem>" + b"<simpleChoice/>" * 5_000 + b"</assessmentItem>", "too_many_parts"),
        (
            b"<assessmentItem><itemBody>" + b"<div>" * 200 + b"</div>" * 200 + b"</itemBody></assessmentItem>",
            "description",
        ),
    ],
)
def test_single_questions_are_left_out(data: bytes, code: str) -> None:
    _format, found = read_any(data, "it")
    assert [note.code for note in found.notes] == [code]
    assert not found.questions
