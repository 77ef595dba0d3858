"""What is too much ends in a clear message, within two seconds and 300 MB: each group in a process of its own."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.serving import ROOT

MOST_SECONDS, MOST_MEGABYTES = 2, 300

PICTURES = {
    "png of 30,000 x 30,000": "huge_picture",
    "jpeg of 30,000 x 30,000": "huge_picture",
    "gif of 30,000 x 30,000": "huge_picture",
    "webp of 16,383 x 16,383": "huge_picture",
    "avif of 30,000 x 30,000": "huge_picture",
    "png of 2 x 400,000,000": "huge_picture",
    "png with too few pixels": "broken_picture",
    "jpeg of too many passes": "broken_picture",
    "png with a comment of 100 MB": "broken_picture",
    "drawing of many levels": "unsafe_drawing",
    "drawing of copies": "unsafe_drawing",
    "drawing of entities": "unsafe_drawing",
    "one kind in the clothes of another": "huge_picture",
    "half a picture": "broken_picture",
    "20 MB of zeros": "unknown_file_type",
    "60 MB of a picture": "large_file",
}


TEXTS = {
    "lesson of brackets": "too_many_brackets",
    "lesson of quotes in lists": "too_deep",
    "lesson of a megabyte": "too_many_bytes",
    "pasted brackets": "taken",
    "pasted HTML in HTML": "taken",
    "10 MB pasted": "TooLargeError",
    "questions of brackets": "taken",
    "questions of braces": "taken",
    "10 MB of questions": "too_large",
    "Moodle's brackets": "taken",
    "Moodle's tower": "broken_xml",
    "Word's brackets": "taken",
    "10 MB in Word": "unpacks_too_large",
    "Word's tables in tables": "broken_file",
}
ARCHIVES = {
    "bomb of content": "long_text",
    "bomb in Word": "unpacks_too_large",
    "bomb of questions": "unpacks_too_large",
    "content that climbs": "bad_name",
    "content from the root": "bad_name",
    "content of Windows": "bad_name",
    "Word that climbs": "broken_file",
    "questions that climb": "no_questions",
    "entities in Word": "broken_file",
    "files in Word": "broken_file",
    "entities in Moodle": "document_type",
    "files in Moodle": "document_type",
}


def outcomes(group: str) -> dict[str, dict[str, Any]]:
    """What a process of its own made of the cases of a group, by name."""
    command = [sys.executable, "-m", "tests.authoring.hostile_child", group]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr[-2000:]
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    return {line["name"]: line for line in lines}


@pytest.mark.parametrize(("group", "expected"), [("pictures", PICTURES), ("texts", TEXTS), ("archives", ARCHIVES)])
def test_too_much_ends_in_a_clear_message_soon_and_in_little_memory(group: str, expected: dict[str, str]) -> None:
    found = outcomes(group)
    assert {name: one["outcome"] for name, one in found.items()} == expected
    assert {name: one["seconds"] for name, one in found.items() if one["seconds"] > MOST_SECONDS} == {}
    assert max(one["megabytes"] for one in found.values()) < MOST_MEGABYTES
