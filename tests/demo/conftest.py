"""The small library of progress, shared."""

import pytest

from tests.progress.conftest import stocked, stocked_database

__all__ = ["stocked", "stocked_database"]


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""
