"""Two authors save the same lesson at the same time: nobody's words are lost, on both databases."""

import pytest
from flask import Flask

from tests.authoring.together import AUTHORS, begin, lost_words, save_together

SAVES = 40


def test_two_authors_at_once_lose_nothing(app: Flask) -> None:
    begin(app)
    taken = save_together(app, SAVES)
    assert [len(one) for one in taken] == [SAVES] * len(AUTHORS)
    assert lost_words(app, taken) == []


@pytest.mark.postgres
def test_two_authors_at_once_lose_nothing_on_postgresql(postgres_app: Flask) -> None:
    begin(postgres_app)
    assert lost_words(postgres_app, save_together(postgres_app, SAVES)) == []
