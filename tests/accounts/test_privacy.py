"""Taking everything away, and leaving no trace."""

import csv
import json
import logging
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, func, select, text, update
from werkzeug.test import TestResponse

from elearn.accounts.models import PersonRow, SessionRow, ThrottleRow
from elearn.accounts.rules import Role
from elearn.accounts.service import guests, people, privacy, upkeep
from elearn.core.clock import now
from elearn.core.lru import Lru
from elearn.infra import mail
from elearn.infra.database import Base, db, empty_write_ahead_log, transaction
from elearn.ui.slots import slots
from tests.accounts.conftest import PASSWORD
from tests.accounts.visits import sign_in, steal, write
from tests.forms import post

MAP = Path(__file__).parents[2] / "docs" / "privacy-map.csv"
CANARY = "Kanarienvogel"


def mapped() -> list[dict[str, str]]:
    with MAP.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def concern_a_person() -> set[str]:
    """Names of all tables of the product that lead to a person by foreign keys, or that hold addresses of people."""
    tables = Base.metadata.tables
    found = {"accounts_person", "accounts_throttle", "infra_outbox_mail"}
    while True:
        more = {name for name, table in tables.items() if name not in found and leads_to(table, found)}
        if not more:
            return found
        found |= more


def leads_to(table: Table, names: set[str]) -> bool:
    return any(key.column.table.name in names for key in table.foreign_keys)


def test_the_privacy_map_names_every_column_that_concerns_a_person() -> None:
    tables = Base.metadata.tables
    lines = {f"{line['table']}.{line['column']}" for line in mapped()}
    columns = {
        f"{name}.{column.name}"
        for name in concern_a_person()
        for column in tables[name].columns
        if f"{name}.*" not in lines
    }
    assert sorted(columns - lines) == [], "Add these columns to docs/privacy-map.csv"
    known = {f"{name}.{column.name}" for name, table in tables.items() for column in table.columns}
    known |= {f"{name}.*" for name in tables}
    assert sorted(lines - known) == [], "These lines of docs/privacy-map.csv have no column any more"


def test_every_line_of_the_privacy_map_is_complete_and_says_why_not() -> None:
    for line in mapped():
        assert all(line[name].strip() for name in ("what", "why", "kept until", "exported", "erased")), line
        assert line["exported"] == "yes" or line["exported"].startswith("no: "), line
        assert line["erased"].split(":")[0] in ("yes", "anonymous") or line["erased"].startswith("no: not about"), line


def test_a_table_that_leads_to_a_person_is_found_however_far() -> None:
    metadata = MetaData()
    Table("accounts_person", metadata, Column("id", Integer, primary_key=True))
    near = Table(
        "near", metadata, Column("id", Integer, primary_key=True), Column("p", ForeignKey("accounts_person.id"))
    )
    far = Table("far", metadata, Column("near", ForeignKey("near.id")))
    assert leads_to(near, {"accounts_person"})
    assert leads_to(far, {"near"})
    assert not leads_to(far, {"accounts_person"})


def unzip(reply: TestResponse) -> tuple[dict[str, object], str]:
    with ZipFile(BytesIO(reply.data)) as archive:
        assert sorted(archive.namelist()) == ["data.json", "index.html"]
        return json.loads(archive.read("data.json")), archive.read("index.html").decode()


def fill(app: Flask, client: FlaskClient, person_id: int) -> None:
    """Give a person something in every table of this domain."""
    with app.app_context(), transaction():
        people.create_card(person_id)
        db.session.execute(update(PersonRow).values(username="asmerom"))
    sign_in(client)
    post(client, "/en/account/profile", {"name": "ኣስመሮም <b>", "language": "de", "country": "be"})
    post(client, "/en/forgotten", {"email": "amina@example.org"})


def kept(line: dict[str, str]) -> list[str]:
    """The texts that a column holds now. Moments and numbers are written differently in an export."""
    values = db.session.scalars(select(Base.metadata.tables[line["table"]].columns[line["column"]]))
    return [value for value in values if isinstance(value, str) and value]


def test_the_export_holds_every_exported_column_and_no_secret(app: Flask, client: FlaskClient, amina: int) -> None:
    slots(app).offer("person.export", lambda person_id: ("progress.json", [{"item": f"lesson of {person_id}"}]))
    fill(app, client, amina)
    reply = post(client, "/en/account/export", page="/en/account")
    assert reply.mimetype == "application/zip"
    assert "attachment" in reply.headers["Content-Disposition"]
    data, page = unzip(reply)
    packed = json.dumps(data, ensure_ascii=False)
    checked = 0
    with app.app_context():
        for line in mapped():
            if not line["table"].startswith(("accounts_", "infra_")):
                continue
            for value in kept(line):
                found = json.dumps(value, ensure_ascii=False)[1:-1] in packed
                assert found is (line["exported"] == "yes"), line
                checked += 1
    assert checked >= 15
    assert data["progress"] == [{"item": f"lesson of {amina}"}]
    assert "ኣስመሮም &lt;b&gt;" in page
    assert f"lesson of {amina}" in page
    assert "<b>" not in page


def test_nobody_exports_or_erases_without_being_known(client: FlaskClient) -> None:
    assert client.get("/en/account").status_code == 302
    assert client.get("/en/account/erase").status_code == 302
    assert post(client, "/en/account/export", page="/en/sign-in").status_code == 302


def test_erasing_needs_the_password(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    for form in ({}, {"password": ""}, {"password": "not mine at all"}, {"word": "erase"}):
        assert post(client, "/en/account/erase", form).status_code == 422
    assert "Amina" in client.get("/en/who").text


def test_people_without_a_password_write_a_word(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), transaction():
        card = people.create_card(people.create_account("Joseph", Role.LEARNER))
    post(client, "/en/sign-in/card", {"code": card.code, "pin": card.pin})
    assert post(client, "/en/account/erase", {"word": "no"}).status_code == 422
    assert post(client, "/en/account/erase", {"word": " Erase "}).status_code == 303
    assert client.get("/en/who").text == "guest  None"


def test_guests_can_see_take_and_erase_what_is_kept(app: Flask, client: FlaskClient) -> None:
    guest = int(write(client).text)
    assert "We do not know who you are" in client.get("/en/account").text
    data, _page = unzip(post(client, "/en/account/export", page="/en/account"))
    assert isinstance(data["account"], dict)
    assert data["account"]["role"] == "guest"
    erased = note_erased(app)
    assert post(client, "/en/account/erase", {"word": "erase"}).status_code == 303
    assert erased == [guest]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_erasing_leaves_no_trace_in_the_files_of_the_database(
    app: Flask, client: FlaskClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    form = {"name": f"{CANARY} Eins", "identity": f"{CANARY}@example.org", "password": PASSWORD, "language": "en"}
    client.environ_base["HTTP_USER_AGENT"] = f"{CANARY}/1.0 Firefox/130.0"
    post(client, "/en/sign-up", form)
    post(client, "/en/account/profile", {"name": f"{CANARY} Zwei", "language": "en", "country": "de"})
    post(client, "/en/forgotten", {"email": f"{CANARY}@example.org"})
    sign_in(app.test_client(), f"{CANARY}@example.org")
    thief = steal(app, client)
    assert files_with(tmp_path, CANARY)
    done = post(client, "/en/account/erase", {"password": PASSWORD})
    assert done.status_code == 303
    assert '"cache"' in done.headers["Clear-Site-Data"]
    with app.app_context():
        for model in (PersonRow, SessionRow, mail.OutboxMail):
            assert db.session.scalar(select(func.count()).select_from(model)) == 0
        db.session.rollback()
        empty_write_ahead_log()
    assert files_with(tmp_path, CANARY) == []
    assert CANARY.casefold() not in caplog.text.casefold()
    assert thief.get("/en/who").text == "guest  None"
    assert sign_in(app.test_client(), f"{CANARY}@example.org").status_code == 422
    assert "Everything about you is erased" in client.get(done.location).text


def note_erased(app: Flask) -> list[int]:
    """The ids of the people whom another domain is asked to erase from now on."""
    erased: list[int] = []

    def note(person_id: int) -> None:
        erased.append(person_id)

    slots(app).offer("person.erase", note)
    return erased


def files_with(folder: Path, word: str) -> list[str]:
    wanted = word.casefold().encode()
    return [path.name for path in folder.iterdir() if path.is_file() and wanted in path.read_bytes().lower()]


def test_idle_guests_are_erased_and_nobody_else(app: Flask, client: FlaskClient, amina: int) -> None:
    erased = note_erased(app)
    start = now()
    idle, busy = app.test_client(), app.test_client()
    gone = [int(write(browser).text) for browser in (idle, app.test_client())]
    stays = int(write(busy).text)
    with time_machine.travel(start + timedelta(days=60), tick=False):
        busy.get("/en/who")
    with time_machine.travel(start + timedelta(days=100), tick=False), app.app_context():
        before = now() - timedelta(days=90)
        with transaction():
            assert guests.erase_idle_guests(before, batch=1) == 1
        with transaction():
            assert guests.erase_idle_guests(before) == 1
        with transaction():
            assert guests.erase_idle_guests(before) == 0
        assert erased == gone
        assert set(db.session.scalars(select(PersonRow.id))) == {amina, stays}
        db.session.rollback()
    with time_machine.travel(start + timedelta(days=101), tick=False):
        assert idle.get("/en/who").text == "guest  None"
        assert busy.get("/en/who").text == f"guest  {stays}"


def test_upkeep_erases_what_is_over(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    post(client, "/en/sign-in/card", {"code": "CCCCCCCC", "pin": "000000"}, page="/en/forgotten")
    post(client, "/en/forgotten", {"email": "amina@example.org"})
    with time_machine.travel(now() + timedelta(days=31), tick=False), app.app_context():
        with transaction():
            assert upkeep.tidy() == 0
        for model in (SessionRow, ThrottleRow):
            assert db.session.scalar(select(func.count()).select_from(model)) == 0
        assert db.session.scalar(text("SELECT count(*) FROM accounts_reset")) == 0
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 1


def test_logs_hold_no_names_and_no_secrets(
    app: Flask, client: FlaskClient, amina: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in(client, password="wrong password here")
    sign_in(client)
    post(client, "/en/forgotten", {"email": "amina@example.org"})
    assert "amina" not in caplog.text.casefold()
    assert "wrong password" not in caplog.text


def test_personal_data_is_readable_by_machines(app: Flask, amina: int) -> None:
    with app.app_context():
        assert json.loads(json.dumps(privacy.personal_data(amina)))["account"]["email"] == "amina@example.org"


def test_a_name_stands_in_no_memory_of_parts(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[object] = []
    put = Lru.put
    monkeypatch.setattr(Lru, "put", lambda memory, key, value: (keys.append((key, value)), put(memory, key, value))[1])
    with app.app_context(), transaction():
        people.create_account(f"<b>{CANARY}", Role.LEARNER, identity="canary@example.org", password=PASSWORD)
    sign_in(client, "canary@example.org")
    assert f'<span class="lg">&lt;b&gt;{CANARY}</span>' in client.get("/en/account").text
    assert keys
    assert CANARY not in repr(keys)
