"""The editor of a lesson, as people use it without script."""

from flask import Flask

from elearn.authoring.service.drafts import draft
from tests.authoring.conftest import LESSON, NewWriter
from tests.forms import post

EDIT = "/it/teach/m/bees/first/edit"


def test_a_block_is_opened_written_and_saved(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    page = marta.get(f"{EDIT}?in=it&b=1").get_data(as_text=True)
    assert "Prima lezione" in page
    print(page)
