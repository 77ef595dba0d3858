"""Law 6: every route stands in a ledger with who may use it, and the ledger is true."""

import csv
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

LEDGER = Path(__file__).with_name("routes.csv")
OPEN_BY_NATURE = {"ui.healthz"}
SAMPLES = {
    "language": "it",
    "path": "operators",
    "module": "logical-framework",
    "lesson": "four-levels",
    "quiz": "practice",
    "question": "which-level",
    "number": 1,
    "position": 1,
    "digest": "0" * 64,
    "name": "x.svg",
    "token": "nobody-knows-this-token",
    "public_id": "nobody-knows-this-id",
    "country": "it",
    "page": "privacy",
    "book": "nobody-knows-this-book",
    "sheet": "budget",
    "node": "c1",
    "old": 1,
    "new": 2,
    "version": 1,
    "review": "nobody-knows-this-review",
    "term": "outcome",
    "fact": "equal-treatment",
    "act": "retire",
    "folder": "sheets",
    "take": False,
    "of": "de",
    "comment": "nobody-knows-this-comment",
    "unit": "modules/logical-framework",
    "event": 1,
    "language_out": "it",
}


def ledger() -> dict[str, str]:
    """Endpoint -> who may use it."""
    with LEDGER.open(encoding="utf-8", newline="") as source:
        return {row["endpoint"]: row["who"] for row in csv.DictReader(source)}


def decided(app: Flask) -> dict[str, str]:
    """Endpoint -> the predicate on its view ("" where nobody decided)."""
    return {
        endpoint: getattr(getattr(view, "allowed_to", None), "__name__", "anyone" if endpoint in OPEN_BY_NATURE else "")
        for endpoint, view in app.view_functions.items()
    }


def addresses(app: Flask, who: set[str]) -> list[tuple[str, str, str]]:
    """(method, address, endpoint) of all routes for these people, with sample values."""
    return [
        (method, _build(app, rule), rule.endpoint)
        for rule in app.url_map.iter_rules()
        if ledger().get(rule.endpoint) in who
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def _build(app: Flask, rule: Rule) -> str:
    values = {name: SAMPLES[name] for name in rule.arguments}
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        address: str = adapter.build(rule.endpoint, values)
    return address


def test_the_ledger_names_every_route_and_no_other(app: Flask) -> None:
    assert ledger() == decided(app)


def test_a_view_without_a_decision_is_found(app: Flask) -> None:
    app.view_functions["surprise"] = lambda: "surprise"
    assert decided(app)["surprise"] == ""


def test_strangers_are_asked_to_sign_in_where_an_account_is_needed(app: Flask, client: FlaskClient) -> None:
    found = [
        entry
        for entry in addresses(app, {"known", "signed_in", "staff", "administrator", "writers", "managers"})
        if entry[0] == "GET"
    ]
    assert found
    for _method, address, endpoint in found:
        reply = client.get(address)
        assert (reply.status_code, "/sign-in" in reply.location) == (302, True), endpoint


def test_no_write_is_taken_without_a_form_token(app: Flask, client: FlaskClient) -> None:
    found = [
        (address, endpoint) for method, address, endpoint in addresses(app, set(ledger().values())) if method == "POST"
    ]
    assert len(found) > 5
    for address, endpoint in found:
        assert client.post(address).status_code == 400, endpoint


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_no_write_is_taken_from_another_site(app: Flask, client: FlaskClient, origin: str) -> None:
    for method, address, endpoint in addresses(app, set(ledger().values())):
        if method == "POST":
            assert client.post(address, headers={"Origin": origin}).status_code == 400, endpoint
