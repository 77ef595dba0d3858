"""Pages in the language of the code."""

import pytest


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""
