"""Ten thousand people and two million facts: the questions of a page read the facts of one person, by the index."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from elearn.infra.database import db
from elearn.progress.service.standing import records_of


@pytest.mark.parametrize("module", ["m", None])
def test_an_index_finds_the_facts_of_a_person(app: Flask, module: str | None) -> None:
    statement = records_of(7, module).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with app.app_context():
        plan = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]
    columns = "person_id=? AND module=?" if module else "person_id=?"
    assert any("SEARCH progress_fact USING INDEX" in step and columns in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan
