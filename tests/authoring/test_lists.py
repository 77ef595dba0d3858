"""Country facts, paths and the words of workbooks in the browser."""

from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask

from elearn.accounts.rules import Role
from elearn.authoring.forms.workbook import file_of, word_groups
from elearn.authoring.models import GrantRow
from elearn.authoring.service import facts as country_facts
from elearn.authoring.service.drafts import draft
from elearn.authoring.service.places import place_of
from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.yaml_files import read_mapping
from elearn.core.clock import now
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem
from elearn.infra.config import shipped
from elearn.infra.database import db, transaction
from tests.authoring.conftest import NewWriter, fields_of
from tests.forms import post, token_of

FACTS = "country-facts/it.yml"
NEW = {
    f"{FACTS}:how-much.text.en": "Up to 75,000 euros.",
    f"{FACTS}:how-much.source.title": "Decree 211",
    f"{FACTS}:how-much.source.issuer": "Gazette",
    f"{FACTS}:how-much.source.year": "2023",
    f"{FACTS}:how-much.valid_on": "2026-02-01",
    f"{FACTS}:how-much.review_by": "2026-03-01",
    f"{FACTS}:how-much.topic": "microcredit",
}
SHEETS = sorted(folder.name for folder in (shipped("content") / "workbooks" / "sheets").iterdir())
SPOKEN = [
    f"{folder}/{file.stem}"
    for folder in ("profiles", "checks", "rubrics")
    for file in sorted((shipped("content") / "workbooks" / folder).glob("*.yml"))
]


def text_of(course: Flask, path: str) -> str:
    with course.app_context():
        return draft(path).body


def shipped_words() -> Mapping[str, str]:
    root = shipped("content")
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in (root / "workbooks").rglob("*.yml")}


def test_a_fact_begins_with_a_title_and_is_saved_when_it_is_complete(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    begun = post(marta, "/en/teach/facts/new", {"title": "How much?", "country": "it"})
    assert begun.location == "/en/teach/facts/it/how-much?title=How+much?"
    form = marta.get(begun.location)
    typed = {**fields_of(form), **NEW}
    assert typed[f"{FACTS}:how-much.title.en"] == "How much?"
    wrong = marta.post(begun.location, data={**typed, f"{FACTS}:how-much.valid_on": "yesterday"})
    assert wrong.status_code == 422
    assert "must be a date" in wrong.get_data(as_text=True)
    assert marta.post(begun.location, data={**fields_of(wrong), **NEW}).location.endswith("saved=yes")
    fact = read_mapping(text_of(course, FACTS), FACTS)[0]["how-much"]
    assert fact["source"] == {"title": "Decree 211", "issuer": "Gazette", "year": 2023}  # type: ignore[index]
    assert fact["review_by"] == date(2026, 3, 1)  # type: ignore[index]
    page = marta.get("/en/teach/facts").get_data(as_text=True)
    assert "check now" in page


def test_a_retired_fact_keeps_its_id(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    address = "/en/teach/facts/it/how-much"
    marta.post(address, data={**fields_of(marta.get(address)), **NEW, f"{FACTS}:how-much.title.en": "How much?"})
    marta.post(f"{address}/retire", data={"form_token": token_of(marta.get(address))})
    with course.app_context():
        assert compiled("country-facts").value == {}
        assert country_facts.new_fact_id("How much?") == "how-much-2"
    marta.post(f"{address}/restore", data={"form_token": token_of(marta.get(address))})
    with course.app_context():
        assert compiled("country-facts").value != {}


def test_a_path_changes_its_modules_hours_and_mark(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    with course.app_context(), transaction():
        marta_made = "source: it\nminutes: 60\n"
        from_scratch = {"modules/wax/module.yml": marta_made, "modules/wax/it.md": "---\ntitle: C\nsummary: C\n---\n"}
        for path, body in from_scratch.items():
            country_facts.save(1, path, body, None, "created")
    address = "/en/teach/paths/operators"
    token = {"form_token": token_of(marta.get(address))}
    for act in ({"do": "add", "module": "wax"}, {"do": "up", "module": "wax"}, {"do": "out", "module": "bees"}):
        assert marta.post(f"{address}/modules", data={**token, **act}).status_code == 303
    assert marta.post(f"{address}/modules", data={**token, "do": "out", "module": "wax"}).status_code == 303
    assert text_of(course, "paths/operators/path.yml").endswith("modules:\n  - wax\n")
    typed = {**fields_of(marta.get(address)), "paths/operators/path.yml:hours": "12,5"}
    assert marta.post(address, data=typed).location.endswith("saved=yes")
    assert "hours: 12.5\n" in text_of(course, "paths/operators/path.yml")
    refused = marta.post(address, data={**typed, "paths/operators/path.yml:pass_mark": "170"})
    assert refused.status_code == 422


def test_a_new_path_begins_with_one_module(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    typed = {"title": "Für Anfänger", "audience": "entrepreneurs", "module": "bees"}
    made = post(marta, "/de/teach/paths/new", typed)
    assert made.location == "/de/teach/paths/fur-anfanger?saved=yes"
    with course.app_context():
        assert compiled("paths/fur-anfanger").value is not None


@pytest.mark.parametrize("name", [*(f"sheets/{name}" for name in SHEETS), *SPOKEN, "phrases"])
def test_every_word_of_the_shipped_workbooks_has_a_field(name: str, product: Flask) -> None:
    texts = shipped_words()
    with product.test_request_context("/de/"):
        for language in LANGUAGES:
            groups = word_groups(name, texts, language, "it")
            places = [field.place for group in groups for field in group.fields]
            assert len(places) == len(set(places))
            assert all(group.legend for group in groups)
            assert len(places) < 450
            if name.startswith("sheets/"):
                words = read_mapping(texts[file_of(name, language)], "x")[0]
                assert _leaves(words) <= {".".join(str(key) for key in place.keys) for place in places}


def test_sentences_for_feedback_stand_under_their_kind_and_no_id(product: Flask) -> None:
    with product.test_request_context("/en/"):
        product.preprocess_request()
        legends = [group.legend for group in word_groups("phrases", shipped_words(), "en", "it")]
    assert legends[0] == "1 · To change"
    assert not any("-" in legend for legend in legends)


def _leaves(value: object, at: str = "") -> set[str]:
    if not isinstance(value, dict):
        return {at}
    return set().union(*(_leaves(one, f"{at}.{key}" if at else str(key)) for key, one in value.items()))


def test_words_of_a_sheet_are_changed_in_one_language(product: Flask) -> None:
    with product.app_context(), transaction():
        db.session.execute(db.delete(GrantRow))
    address = "/en/teach/workbooks/sheets/logframe/de"
    with product.app_context():
        before = draft("workbooks/sheets/logframe/de.yml").body
    marta = product.test_client()
    post(marta, "/en/sign-in", {"identity": "marta", "password": "quaderno"})
    place = "workbooks/sheets/logframe/de.yml:parts.results.fields.text.hint"
    assert marta.post(address, data={**fields_of(marta.get(address)), place: "Ein Satz."}).location.endswith("yes")
    with product.app_context():
        after = draft("workbooks/sheets/logframe/de.yml").body
    assert [line for line in after.split("\n") if line not in before.split("\n")] == ["        hint: Ein Satz."]


def test_who_has_no_right_reads_and_does_not_write(course: Flask, new_writer: NewWriter) -> None:
    tina = new_writer("tina", Role.LEARNER)
    for address in ("facts", "paths", "workbooks", "more"):
        assert tina.get(f"/en/teach/{address}").status_code == 403
    with course.app_context(), transaction():
        db.session.add(GrantRow(person_id=1, role="translator", scope="de", granted_at=now()))
    page = tina.get("/en/teach/paths/operators")
    assert page.status_code == 200
    assert "paths/operators/path.yml:hours" not in page.get_data(as_text=True)
    token = {"form_token": token_of(tina.get("/en/account"))}
    assert tina.post("/en/teach/paths/operators/modules", data={**token, "do": "up"}).status_code == 403
    assert tina.get("/en/teach/facts/new").status_code == 403
    assert tina.get("/en/teach/paths/new").status_code == 403


def test_problems_of_lists_lead_to_their_pages(product: Flask) -> None:
    marta = product.test_client()
    post(marta, "/en/sign-in", {"identity": "marta", "password": "quaderno"})
    places = [
        (Problem("country-facts/it.yml", 3, Level.ERROR, "x", {"field": "debt-help.text"}), "/facts/it/debt-help"),
        (Problem("country-facts/be.yml", 0, Level.ERROR, "not_utf8"), "/facts?country=be"),
        (Problem("paths/operators/path.yml", 1, Level.ERROR, "x"), "/paths/operators"),
        (Problem("workbooks/sheets/logframe/de.yml", 1, Level.ERROR, "x"), "/workbooks/sheets/logframe/de"),
        (Problem("workbooks/checks/budget.yml", 1, Level.ERROR, "x"), "/workbooks/checks/budget/it"),
        (Problem("workbooks/phrases.yml", 1, Level.ERROR, "x"), "/workbooks/phrases/it"),
        (Problem("workbooks/words/it.yml", 1, Level.ERROR, "x"), "/workbooks"),
    ]
    for problem, address in places:
        assert place_of(problem, "/en/teach") == f"/en/teach{address}"
        assert marta.get(f"/en/teach{address}").status_code == 200
    assert (
        place_of(Problem("pages/help/de.md", 1, Level.ERROR, "x"), "/en/teach") == "/en/teach/u/pages/help/text?in=de"
    )
