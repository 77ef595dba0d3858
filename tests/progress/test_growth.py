"""Ten thousand people and two million facts: the questions of a page read the facts of one person, by the index."""

import pytest
from flask import Flask
from sqlalchemy import event, text

from elearn.infra.database import db
from elearn.progress.service.standing import all_records, records_in_module


@pytest.mark.parametrize("module", ["m", None])
def test_an_index_finds_the_facts_of_a_person(stocked: Flask, module: str | None) -> None:
    asked: list[str] = []
    with stocked.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *event: asked.append(event[2]))
        assert (records_in_module(7, module) if module else all_records(7)) == {}
        question = next(statement for statement in asked if "progress_fact" in statement)
        values = {f"p{number}": "m" for number in range(question.count("?"))}
        plain = question
        for name in values:
            plain = plain.replace("?", f":{name}", 1)
        plan = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {plain}"), values)]
    assert any("SEARCH progress_fact USING INDEX" in step and "person_id=? AND module=?" in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan
