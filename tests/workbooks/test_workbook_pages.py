"""Workbooks by their pages, without script: beginning, writing, history, people, the bin."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.catalogue.service.library import library
from elearn.infra.database import db
from elearn.workbooks.models import Revision, Sheet, Workbook
from tests.forms import post, token_of
from tests.workbooks.books import LANGUAGES
from tests.workbooks.visits import Writer

TREE = "problem-tree"


@pytest.fixture
def ada(workbook_app: Flask) -> Writer:
    """A guest with an empty workbook."""
    return Writer(workbook_app).begin()


def plant(writer: Writer) -> Writer:
    """A core problem with two causes."""
    writer.add(TREE, "problems", "core", text="Women earn little", core="yes")
    writer.add(TREE, "problems", "alone", text="Each woman sells alone", effects="core")
    writer.add(TREE, "problems", "late", text="Buyers pay late", effects="core")
    return writer


def text_of(writer: Writer, node: str, sheet: str = TREE) -> str:
    """What stands in the field "text" of a node."""
    return writer.form(f"{sheet}?open={node}", f"/nodes/{node}")["f-text"][0]


def version(writer: Writer, sheet: str = TREE) -> int:
    found = re.search(r'name="base" value="(\d+)"', writer.page(f"{sheet}?open=core"))
    assert found
    return int(found[1])


# Beginning -----------------------------------------------------------------------------------------------------------


def test_a_double_click_begins_one_workbook(workbook_app: Flask) -> None:
    writer = Writer(workbook_app).begin()
    client = writer.client
    page = client.get("/en/w/new")
    name = re.search(r'name="name"[^>]*value="([^"]+)"', page.text)
    assert name
    form = {"title": "Once", "profile": "small-grant", "language": "en", "currency": "EUR", "copy": "empty"}
    sent = {**form, "name": name[1], "form_token": token_of(page)}
    first, second = client.post("/en/w/new", data=sent), client.post("/en/w/new", data=sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert client.get("/en/w/").text.count(">Once<") == 1


def test_a_stranger_who_clicks_twice_always_arrives_in_a_workbook_of_their_own(workbook_app: Flask) -> None:
    """Two requests without a cookie make two guests: the second must not end before a closed door."""
    one, two = workbook_app.test_client(), workbook_app.test_client()
    page = one.get("/en/w/new")
    name = re.search(r'name="name"[^>]*value="([^"]+)"', page.text)
    assert name
    sent = {"title": "Mine", "profile": "small-grant", "language": "en", "currency": "EUR", "copy": "empty"}
    sent |= {"name": name[1], "form_token": token_of(page)}
    for client in (one, two):
        reply = client.post("/en/w/new", data=sent)
        assert reply.status_code == 303
        assert client.get(reply.location).status_code == 200


def test_a_workbook_needs_a_title(workbook_app: Flask) -> None:
    client = workbook_app.test_client()
    sent = {"profile": "small-grant", "language": "en", "currency": "EUR", "copy": "empty", "months": "900"}
    reply = post(client, "/en/w/new", sent)
    assert reply.status_code == 422
    assert "Write a title" in reply.text
    assert "whole number from 1 to 120" in reply.text


def test_an_address_of_a_workbook_is_never_taken_from_a_form_as_it_is(workbook_app: Flask) -> None:
    for name in ("new", "../x", "a" * 500):
        assert len(Writer(workbook_app).begin(name=name).book) == 16


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("example", "profile"), [("sahel-insieme", "small-grant"), ("amara", "entrepreneur")])
def test_every_sheet_of_the_examples_is_a_sound_page(
    workbook_app: Flask, example: str, profile: str, language: str
) -> None:
    writer = Writer(workbook_app, language).begin(copy=example, profile=profile)
    writer.page("")
    with workbook_app.app_context():
        sheets = library().kit.profiles[profile].sheets
        nodes = {sheet: next(iter(nodes)) for sheet, nodes in library().examples[example].in_language(language).items()}
    for sheet in sheets:
        for place in (sheet, f"{sheet}?open={nodes.get(sheet, '')}"):
            writer.page(place)


def test_a_form_that_nobody_touched_changes_nothing(workbook_app: Flask) -> None:
    """Every form of every sheet, sent as it comes, in a language with its own numbers."""
    writer = Writer(workbook_app, "de").begin(copy="sahel-insieme")
    with workbook_app.app_context():
        example = library().examples["sahel-insieme"].in_language("de")
        sheets = library().kit.profiles["small-grant"].sheets
    for sheet in sheets:
        for node in list(example.get(sheet, {}))[:2]:
            for action, fields in writer.forms(f"{sheet}?open={node}"):
                if "/nodes/" in action:
                    assert writer.client.post(action, data=fields).status_code == 303, (sheet, node)
    with workbook_app.app_context():
        mine = select(Revision.version).join(Sheet).join(Workbook).where(Workbook.public_id == writer.book)
        assert set(db.session.scalars(mine)) == {1}


# Writing -------------------------------------------------------------------------------------------------------------


def test_a_node_is_added_written_and_read_again(ada: Writer) -> None:
    assert ada.add(TREE, "problems", "core", core="yes").status_code == 303
    reply = ada.save(TREE, "problems", "core", text="Women earn little\r\nin the village", evidence="Survey")
    assert reply.status_code == 303
    assert text_of(ada, "core") == "Women earn little\nin the village"
    assert "Survey" in ada.page(f"{TREE}?open=core")


def test_a_double_click_adds_one_node(ada: Writer, workbook_app: Flask) -> None:
    action, fields = next(form for form in ada.forms(TREE) if form[0].endswith("/nodes"))
    first, second = ada.client.post(action, data=fields), ada.client.post(action, data=fields)
    assert first.location == second.location
    with workbook_app.app_context():
        query = select(Sheet.document).join(Workbook).where(Workbook.public_id == ada.book, Sheet.kind == TREE)
        assert list(db.session.scalars(query).one()) == fields["node"]


def test_causes_and_effects_grow_by_buttons_of_one_form(ada: Writer) -> None:
    ada.add(TREE, "problems", "core", text="Women earn little", core="yes")
    assert 'form="grow" name="below" value="core"' in ada.page(TREE)
    ada.send(f"{TREE}/nodes", {**ada.form(TREE, "/nodes"), "node": "cause", "below": "core"})
    ada.send(f"{TREE}/nodes", {**ada.form(TREE, "/nodes"), "node": "effect", "above": "core"})
    assert ada.form(f"{TREE}?open=cause", "/nodes/cause")["f-effects"] == ["core"]
    assert ada.form(f"{TREE}?open=core", "/nodes/core")["f-effects"] == ["effect"]
    assert 'form="grow" name="above" value="core"' in ada.page(TREE)  # a second effect
    ada.send(f"{TREE}/nodes", {**ada.form(TREE, "/nodes"), "node": "odd", "above": "nobody", "below": "../x"})
    assert ada.form(f"{TREE}?open=odd", "/nodes/odd").get("f-effects", []) == []


def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(ada: Writer) -> None:
    ada.add("budget", "lines", "l1", text="Dryers")
    reply = ada.save("budget", "lines", "l1", text="Six dryers", quantity="many", unit_cost="1.200,50", note="A\nB")
    assert reply.status_code == 422
    assert 'id="f-l1-quantity-error"' in reply.text
    assert 'value="many" ' in reply.text or 'value="many">' in reply.text
    form = ada.form("budget?open=l1", "/nodes/l1")
    assert (form["f-text"], form["f-unit_cost"], form["f-quantity"]) == (["Six dryers"], ["1200.5"], [""])


def test_a_doubtful_number_is_asked_about(ada: Writer) -> None:
    ada.add("budget", "lines", "l1", text="Trips")
    reply = ada.save("budget", "lines", "l1", quantity="1.234")
    assert reply.status_code == 422
    assert "Write 1234 or 1.2340" in reply.text


def test_moving_saves_what_was_typed_and_moves_by_one(ada: Writer) -> None:
    for name in ("a", "b", "c"):
        ada.add("risks", "risks", name, text=f"Risk {name}")
    fields = {"part": "risks", "base": "3", "shown": "text", "f-text": "Risk b, longer", "do": "up"}
    assert ada.send("risks/nodes/b", fields).status_code == 303
    order = re.findall(r'<tr role="row" id="n-(\w)">', ada.page("risks"))
    assert order == ["b", "a", "c"]
    assert text_of(ada, "b", "risks") == "Risk b, longer"
    for _press in range(3):
        ada.send("risks/nodes/b", {"part": "risks", "base": "9", "do": "down"})
    assert re.findall(r'<tr role="row" id="n-(\w)">', ada.page("risks")) == ["a", "c", "b"]


def test_a_node_goes_with_its_own_and_comes_back_with_them(ada: Writer) -> None:
    ada.add("indicators", "indicators", "i1", text="Income")
    ada.add("indicators", "milestones", "m1", indicator="i1", value="12")
    before = ada.page("indicators")
    assert ada.send("indicators/nodes/i1", {"part": "indicators", "do": "remove"}).status_code == 303
    assert "n-m1" not in ada.page("indicators")
    ada.send("indicators/undo")
    after = ada.page("indicators")
    assert re.findall(r'id="n-(\w+)"', after) == re.findall(r'id="n-(\w+)"', before)


def test_taking_back_goes_one_step_at_a_time_through_everything(ada: Writer) -> None:
    plant(ada)
    for text in ("One", "Two", "Three"):
        ada.save(TREE, "problems", "core", text=text)
    seen = []
    for _press in range(3):
        ada.send(f"{TREE}/undo")
        seen.append(text_of(ada, "core"))
    assert seen == ["Two", "One", "Women earn little"]
    ada.save(TREE, "problems", "core", text="Four")
    ada.send(f"{TREE}/undo")
    assert text_of(ada, "core") == "Women earn little"
    for _press in range(3):
        assert ada.send(f"{TREE}/undo").location.endswith("undone=1#main")
    assert ada.send(f"{TREE}/undo").location.endswith("undone=0#main")
    assert "n-core" not in ada.page(TREE)


def test_history_compares_two_versions_and_goes_back(ada: Writer) -> None:
    plant(ada)
    ada.save(TREE, "problems", "core", text="Women earn very little")
    ada.send(f"{TREE}/nodes/late", {"part": "problems", "do": "remove"})
    history = ada.page(f"{TREE}/history")
    assert "Version 5" in history
    page = ada.page(f"{TREE}/history/3-5")
    assert "<ins>very " in page
    assert "Buyers pay late" in page
    assert ada.client.get(ada.url(f"{TREE}/history/5-3")).status_code == 404
    assert ada.client.get(ada.url(f"{TREE}/history/0-99")).status_code == 404
    assert ada.send(f"{TREE}/history/3").status_code == 303
    assert text_of(ada, "core") == "Women earn little"
    assert "n-late" in ada.page(TREE)
    assert "went back to version 3" in ada.page(f"{TREE}/history")
    ada.send(f"{TREE}/undo")
    assert text_of(ada, "core") == "Women earn very little"


def test_a_link_that_closes_a_circle_is_refused_beside_its_field(ada: Writer) -> None:
    plant(ada)
    reply = ada.save(TREE, "problems", "core", text="Women earn too little", effects="alone")
    assert reply.status_code == 422
    assert "“Each woman sells alone” already leads here" in reply.text
    form = ada.form(f"{TREE}?open=core", "/nodes/core")
    assert form.get("f-effects", []) == []
    assert form["f-text"] == ["Women earn too little"]
    reply = ada.save(TREE, "problems", "core", effects="alone", json=True)
    assert "already leads here" in reply.get_json()["errors"]["effects"]


def test_links_to_what_is_gone_are_kept_until_it_comes_back(ada: Writer) -> None:
    ada.add("stakeholders", "groups", "g1", name="Women of the village")
    ada.add("stakeholders", "groups", "g2", name="Buyers")
    plant(ada)
    ada.save(TREE, "problems", "core", affects=["g1", "g2"])
    ada.send("stakeholders/nodes/g1", {"part": "groups", "do": "remove"})
    form = ada.form(f"{TREE}?open=core", "/nodes/core")
    ada.client.post(ada.url(f"{TREE}/nodes/core"), data={**form, "f-text": "Women earn little indeed"})
    ada.send("stakeholders/undo")
    assert sorted(ada.form(f"{TREE}?open=core", "/nodes/core")["f-affects"]) == ["g1", "g2"]


def test_an_assumption_whose_result_is_gone_is_still_on_the_page(ada: Writer) -> None:
    ada.add("logframe", "results", "r1", level="output", text="A shop")
    ada.add("logframe", "assumptions", "a1", result="r1", text="The road stays open")
    ada.save("logframe", "assumptions", "a1", result="")
    assert "The road stays open" in ada.page("logframe")


def test_a_form_of_a_single_part_takes_no_other_name(ada: Writer) -> None:
    assert ada.save("card", "card", "card", summary="Six villages").status_code == 303
    assert ada.save("card", "card", "junk", summary="Anything").status_code == 404
    assert ada.save("governance", "checkup", "junk", note="Anything").status_code == 404
    assert ada.save("governance", "checkup", "statute", answer="yes").status_code == 303
    assert ada.send("card/nodes/card", {"part": "card", "do": "remove"}).status_code == 400


@pytest.mark.parametrize(
    ("place", "fields", "status"),
    [
        (f"{TREE}/nodes", {"part": "nothing", "node": "x"}, 400),
        (f"{TREE}/nodes", {"part": "problems", "node": "UPPER"}, 400),
        ("card/nodes", {"part": "card", "node": "x"}, 400),
        ("nothing/nodes", {"part": "card", "node": "x"}, 404),
        ("nothing/undo", {}, 404),
        (f"{TREE}/history/99", {}, 404),
    ],
)
def test_forms_that_no_page_makes_are_refused(ada: Writer, place: str, fields: dict[str, str], status: int) -> None:
    plant(ada)
    assert ada.send(place, fields).status_code == status


def test_the_example_fills_a_sheet_that_is_empty_even_after_somebody_wrote_and_erased(ada: Writer) -> None:
    ada.save("card", "card", "card", summary="Mine")
    ada.save("card", "card", "card", summary="")
    assert ada.send("card/example").status_code == 303
    assert ada.form("card", "/nodes/card")["f-summary"][0]
    ada.save("card", "card", "card", summary="Mine again")
    ada.send("card/example")
    assert ada.form("card", "/nodes/card")["f-summary"] == ["Mine again"]


def test_the_wizard_turns_an_empty_tree_into_objectives_without_script(ada: Writer) -> None:
    plant(ada)
    too_long = ada.send("turn", problem="core", text="x" * 6001)
    assert too_long.status_code == 422
    assert "x" * 6001 in too_long.text
    texts = {"core": "Women earn enough", "alone": "Women sell together", "late": ""}
    while forms := [fields for action, fields in ada.forms("objective-tree") if action.endswith("/turn")]:
        problem = forms[0]["problem"][0]
        nothing = ada.send("turn", problem=problem, text=" ")
        assert nothing.status_code == 422
        assert "turn-error" in nothing.text
        external = {} if texts[problem] else {"external": "yes"}
        assert ada.send("turn", problem=problem, text=texts[problem], **external).status_code == 303
    page = ada.page("objective-tree")
    assert "Core objective" in page
    assert "Women sell together" in page
    assert "Cannot be turned" in page


def test_an_offer_is_taken_by_its_button_and_is_gone(ada: Writer) -> None:
    ada.add("plan", "activities", "t1", text="Build dryers")
    ada.add("plan", "activities", "t2", text="Train women")
    forms = [fields for action, fields in ada.forms("budget") if action.endswith("/take")]
    assert [form["offer"] for form in forms] == [["add_line.t1"], ["add_line.t2"], ["add_line.t1", "add_line.t2"]]
    for _press in range(2):
        assert ada.send("budget/take", {"offer": ["add_line.t1", "add_line.t2"]}).status_code == 303
    assert re.findall(r'id="n-(l-t\d)"', ada.page("budget")) == ["l-t1", "l-t2"]
    assert [one for one in ada.forms("budget") if one[0].endswith("/take")] == []


# Two people ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def ben(ada: Writer, workbook_app: Flask) -> Writer:
    """Another guest, who writes in the same workbook."""
    plant(ada)
    return Writer(workbook_app).join(ada.invite())


def test_two_texts_for_one_field_are_both_shown_and_somebody_chooses(ada: Writer, ben: Writer) -> None:
    base = version(ada)
    ben.save(TREE, "problems", "core", base, text="Ben's words")
    for choice, expected in (("theirs", "Ben's words"), ("mine", "Ada's words")):
        clash = ada.save(TREE, "problems", "core", base, text="Ada's words", evidence="Both saw it")
        assert clash.status_code == 409
        assert "Ben&#39;s words" in clash.text
        assert "Ada&#39;s words" in clash.text
        found = re.search(r'name="base" value="(\d+)"', clash.text)
        assert found
        sent = {"part": "problems", "base": found[1], "shown": "text ", "f-text": "Ada's words", "keep-text": choice}
        assert ada.send(f"{TREE}/nodes/core", sent).status_code == 303
        assert text_of(ben, "core") == expected
    assert "Both saw it" in ben.page(f"{TREE}?open=core")


def test_an_error_beside_a_conflict_shows_both_and_overwrites_nothing(ada: Writer, ben: Writer) -> None:
    ada.add("budget", "lines", "l1", text="Dryers")
    ben.save("budget", "lines", "l1", 1, text="Ben's dryers")
    reply = ada.save("budget", "lines", "l1", 1, text="Ada's dryers", quantity="many")
    assert reply.status_code == 422
    assert "Theirs, saved now: Ben&#39;s dryers" in reply.text
    assert 'value="Ada&#39;s dryers"' in reply.text
    assert text_of(ben, "l1", "budget") == "Ben's dryers"


def test_a_removed_node_comes_back_with_what_somebody_typed_into_it(ada: Writer, ben: Writer) -> None:
    base = version(ada)
    ben.send(f"{TREE}/nodes/late", {"part": "problems", "do": "remove"})
    assert ada.save(TREE, "problems", "late", base, text="Buyers pay very late").status_code == 303
    assert text_of(ben, "late") == "Buyers pay very late"


def test_the_script_learns_what_others_wrote_in_the_same_node(ada: Writer, ben: Writer) -> None:
    base = version(ada)
    ben.save(TREE, "problems", "core", base, evidence="Ben's survey")
    said = ada.save(TREE, "problems", "core", base, json=True, text="Ada's words").get_json()
    assert said["news"] == {"evidence": ["Ben's survey"]}
    assert said["errors"] == {}
    assert said["conflict"] == ""
    assert said["version"] == base + 2
    assert said["time"]
    assert 'id="checks"' in said["checks"]
    quiet = ada.save(TREE, "problems", "core", said["version"], json=True, text="Ada's words").get_json()
    assert (quiet["news"], quiet["version"]) == ({}, said["version"])


def test_the_script_gets_conflicts_and_errors(ada: Writer, ben: Writer) -> None:
    base = version(ada)
    ben.save(TREE, "problems", "core", base, text="Ben's words")
    clash = ada.save(TREE, "problems", "core", base, json=True, text="Ada's words")
    assert clash.status_code == 409
    assert "Ben&#39;s words" in clash.get_json()["conflict"]
    ada.add("budget", "lines", "l1", text="Dryers")
    wrong = ada.save("budget", "lines", "l1", json=True, quantity="many", text="Six dryers")
    assert wrong.status_code == 422
    assert list(wrong.get_json()["errors"]) == ["quantity"]
    assert text_of(ada, "l1", "budget") == "Six dryers"


def test_readers_look_and_strangers_see_nothing(ada: Writer, workbook_app: Flask) -> None:
    plant(ada)
    reader = Writer(workbook_app).join(ada.invite("reader"))
    mentor = Writer(workbook_app).join(ada.invite("mentor"))
    stranger = Writer(workbook_app).begin()
    stranger.book = ada.book
    nobody = Writer(workbook_app)
    nobody.book = ada.book
    assert "Women earn little" in reader.page(TREE)
    assert "<form" not in re.sub(r"(?s).*<main|</main>.*", "", reader.page(TREE))
    writes = {
        f"{TREE}/nodes/core": {"part": "problems", "shown": "text", "f-text": "No"},
        f"{TREE}/nodes": {"part": "problems", "node": "x"},
        f"{TREE}/undo": {},
        f"{TREE}/take": {"offer": "x"},
        f"{TREE}/example": {},
        f"{TREE}/history/1": {},
        "turn": {"problem": "core", "text": "No"},
        "bin": {},
        "take-out": {},
        "cover": {"title": "No"},
    }
    token = token_of(stranger.client.get("/en/w/new"))
    for place, fields in writes.items():
        assert reader.send(place, fields).status_code == 403, place
        assert mentor.send(place, fields).status_code == 403, place
        assert stranger.client.post(ada.url(place), data={**fields, "form_token": token}).status_code == 404, place
    for place in ("", TREE, "people", f"{TREE}/history", f"{TREE}/history/0-1", "cover"):
        assert stranger.client.get(ada.url(place)).status_code == 404, place
        assert nobody.client.get(ada.url(place)).status_code == 302, place
    assert text_of(ada, "core") == "Women earn little"


def test_roles_change_and_the_last_owner_stays(ada: Writer, ben: Writer) -> None:
    members = re.findall(r'name="member" value="([^"]+)"', ada.page("people"))
    assert ben.send("people", do="invite", role="editor").status_code == 403
    assert ada.send("leave").status_code == 409
    assert ada.send("people", do="role", member=members[0], role="reader").status_code == 409
    assert ada.send("people", do="role", member=members[1], role="owner").status_code == 303
    assert ben.send("people", do="role", member=members[0], role="reader").status_code == 303
    assert ada.send(f"{TREE}/undo").status_code == 403
    assert ben.send("people", do="remove", member=members[0]).status_code == 303
    assert ada.client.get(ada.url()).status_code == 404
    assert ada.client.get(ada.url("people")).status_code == 404
    assert "A guest" in ben.page(f"{TREE}/history")


def test_an_invitation_can_be_withdrawn_and_never_takes_rights_away(ada: Writer, workbook_app: Flask) -> None:
    link = ada.invite("reader")
    ada.join(link)
    assert ada.add(TREE, "problems", "x", text="Still an owner").status_code == 303
    ada.send("people", do="withdraw", role="editor")
    gone = workbook_app.test_client().get(link)
    assert gone.status_code == 410
    assert workbook_app.test_client().get("/en/w/join/nonsense").status_code == 410


def test_the_bin_hides_a_workbook_from_all_and_gives_it_back_to_its_owner(ada: Writer, ben: Writer) -> None:
    ada.send("bin")
    assert ben.client.get(ben.url()).status_code == 404
    assert "Put away" in ada.client.get("/en/w/").text
    token = token_of(ada.client.get("/en/w/"))
    assert ben.client.post(ben.url("take-out"), data={"form_token": token}).status_code == 403
    assert ada.client.post(ada.url("take-out"), data={"form_token": token}).status_code == 303
    assert "Women earn little" in ben.page(TREE)


def test_another_profile_adds_its_sheets_and_loses_none(ada: Writer) -> None:
    plant(ada)
    ada.save("narrative", "sections", "needs", text="x")
    cover = {"title": "Now a business", "language": "en", "currency": "XOF", "profile": "entrepreneur", "months": "18"}
    assert ada.send("cover", cover).status_code == 303
    assert "Now a business" in ada.page("")
    assert ada.add("canvas", "notes", "n1", block="value", text="Good clothes").status_code == 303
    assert "Good clothes" in ada.page("canvas")
    assert "Women earn little" in ada.page(TREE)  # not asked for any more, and not lost
    wrong = ada.save(TREE, "problems", "core", text="x" * 7000)
    assert wrong.status_code == 422


# Guests and accounts -------------------------------------------------------------------------------------------------

PASSWORD = "un treno blu di notte"


def sign_up(writer: Writer, identity: str) -> None:
    form = {"name": "Ada", "identity": identity, "password": PASSWORD, "language": "en"}
    assert post(writer.client, "/en/sign-up", form).status_code == 303


def test_a_guest_carries_a_workbook_into_a_new_account(ada: Writer) -> None:
    plant(ada)
    sign_up(ada, "ada.new")
    assert "Women earn little" in ada.page(TREE)
    assert "Our project" in ada.client.get("/en/w/").text
    assert "Ada wrote" in ada.page(f"{TREE}/history")


def test_a_guest_carries_a_workbook_into_an_account_that_is_a_reader_there(ada: Writer, workbook_app: Flask) -> None:
    plant(ada)
    link = ada.invite("reader")
    owner = Writer(workbook_app)
    sign_up(owner, "ada.old")
    owner.join(link)
    signed = post(ada.client, "/en/sign-in", {"identity": "ada.old", "password": PASSWORD})
    assert signed.status_code == 303
    assert ada.save(TREE, "problems", "core", text="Carried over").status_code == 303
    assert ada.page("people").count('name="member"') == 1


def test_a_lesson_leads_to_the_readers_own_sheet_or_to_a_new_workbook(ada: Writer, workbook_app: Flask) -> None:
    assert ada.client.get(f"/en/w/to/{TREE}").location.endswith(f"/{ada.book}/{TREE}")
    assert "/w/new" in workbook_app.test_client().get(f"/en/w/to/{TREE}").location
    assert ada.client.get("/en/w/to/nothing").status_code == 404


def test_a_sheet_that_content_gave_the_profile_since_is_there(ada: Writer, workbook_app: Flask) -> None:
    with workbook_app.app_context():
        mine = select(Workbook.id).where(Workbook.public_id == ada.book).scalar_subquery()
        db.session.execute(Sheet.__table__.delete().where(Sheet.workbook_id == mine, Sheet.kind == "risks"))
        db.session.commit()
    ada.page("risks")
    ada.page("risks/history")
    ada.page("")
    assert ada.add("risks", "risks", "r1", text="Rain").status_code == 303
    assert "Rain" in ada.page("risks")
