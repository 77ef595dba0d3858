"""Workbooks as files, through the pages: downloads, spreadsheets that come back, calculators that are kept."""

import io
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.forms import post, token_of
from tests.workbooks.spreadsheets import Edited, edited

COVER = {"profile": "small-grant", "language": "en", "currency": "EUR", "country": "it", "months": "18"}


@pytest.fixture
def browser(product: Flask) -> FlaskClient:
    """A guest at a browser of their own, on the whole product."""
    return product.test_client()


def begin(browser: FlaskClient, **values: str) -> str:
    """Begin a workbook; returns the address of its cover."""
    page = browser.get("/en/w/new")
    name = re.search(r'name="name"[^>]*value="([^"]+)"', page.text)
    assert name
    sent = {**COVER, "name": name[1], "title": "Dried vegetables", "copy": "empty", **values}
    reply = browser.post("/en/w/new", data={"form_token": token_of(page), **sent})
    assert reply.status_code == 303
    return reply.location


def send(browser: FlaskClient, address: str, data: bytes, name: str = "file.xlsx") -> TestResponse:
    """Send a file with the form of a page."""
    token = token_of(browser.get(address))
    sent = {"form_token": token, "file": (io.BytesIO(data), name)}
    return browser.post(address, data=sent, content_type="multipart/form-data")


def test_every_file_that_the_page_offers_can_be_downloaded(browser: FlaskClient) -> None:
    book = begin(browser, copy="sahel-insieme")
    offered = set(re.findall(rf'href="({book}files/[^"]+)"', browser.get(f"{book}files").text))
    assert len(offered) > 17
    for address in sorted(offered):
        reply = browser.get(address)
        assert (reply.status_code, len(reply.data) > 100) == (200, True), address
        assert "attachment" in reply.headers["Content-Disposition"]


def test_a_file_carries_the_title_in_any_script(browser: FlaskClient) -> None:
    book = begin(browser, title="Été à Thiès: 東京")
    header = browser.get(f"{book}files/card.csv").headers["Content-Disposition"]
    assert "filename*=UTF-8''%C3%89t%C3%A9-%C3%A0-Thi%C3%A8s" in header


def test_no_other_person_downloads_a_workbook(browser: FlaskClient, product: Flask) -> None:
    book = begin(browser)
    stranger = product.test_client()
    begin(stranger)
    assert stranger.get(f"{book}files/workbook.json").status_code == 404


@pytest.mark.parametrize("name", ["nothing.xlsx", "budget.exe", "workbook.csv", "budget", "budget.json", "canvas.xlsx"])
def test_what_is_not_offered_is_not_there(browser: FlaskClient, name: str) -> None:
    assert browser.get(f"{begin(browser)}files/{name}").status_code == 404


def test_a_budget_comes_back_as_a_comparison_and_changes_only_what_was_ticked(browser: FlaskClient) -> None:
    book = begin(browser, copy="sahel-insieme")

    def edit(sheet: Edited) -> None:
        sheet.write("field", lines__quantity=20)
        sheet.write("rome", lines__quantity=21)

    page = send(browser, f"{book}files", edited(browser.get(f"{book}files/budget.xlsx").data, edit, "budget"))
    assert page.status_code == 200
    upload = re.search(r'name="upload" value="([^"]+)"', page.text)
    assert upload
    assert "<ins>20</ins>" in page.text
    before = browser.get(f"{book}budget").text
    assert "6,400" not in before
    accepted = {"form_token": token_of(page), "upload": upload[1], "row": "budget/field"}
    assert browser.post(f"{book}files/accept", data=accepted).status_code == 303
    after = browser.get(f"{book}budget").text
    assert "€6,400" in after  # 20 months of 320
    assert "€5,250" not in after  # 21 months of 250: not ticked
    assert browser.post(f"{book}files/accept", data=accepted).status_code == 410


def test_an_unchanged_file_changes_nothing_and_says_so(browser: FlaskClient) -> None:
    book = begin(browser, copy="sahel-insieme")
    page = send(browser, f"{book}files", browser.get(f"{book}files/logframe.xlsx").data)
    assert "There is nothing to take over." in page.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a file first."),
        (b"hello", "This is not a spreadsheet."),
        (b"PK\x03\x04" + b"x" * 100, "This file is broken."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "This file is in the old format"),
        (b"x" * 400_001, "This file is too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(browser: FlaskClient, data: bytes, words: str) -> None:
    reply = send(browser, f"{begin(browser)}files", data)
    assert (reply.status_code, words in reply.text) == (422, True)


def test_a_workbook_moves_to_another_place_as_json_without_loss(browser: FlaskClient, product: Flask) -> None:
    book = begin(browser, copy="sahel-insieme", place="Thiès")
    data = browser.get(f"{book}files/workbook.json").data
    other = product.test_client()
    reply = send(other, "/en/w/from-file", data, "kept.json")
    assert reply.status_code == 303
    again = json.loads(other.get(f"{reply.location}files/workbook.json").data)
    assert again == json.loads(data)
    assert send(other, "/en/w/from-file", b"{}", "kept.json").status_code == 422


def test_a_loan_of_the_calculator_is_kept_in_a_new_workbook(browser: FlaskClient) -> None:
    address = "/en/t/loan?m=8000&d=48&t=6&f=150"
    page = browser.get(address)
    nodes = re.search(r'name="nodes" value="([^"]+)"', page.text)
    assert nodes
    sent = {"sheet": "loan", "nodes": nodes[1].replace("&#34;", '"'), "book": ""}
    reply = post(browser, "/en/w/keep", sent, page=address)
    assert reply.status_code == 303
    assert "€187.88" in browser.get(reply.location).text
    assert (
        post(
            browser, "/en/w/keep", {**sent, "nodes": '{"loan": {"part": "loan", "rate": "much"}}'}, page=address
        ).status_code
        == 400
    )


def test_the_wrong_hands_keep_nothing(browser: FlaskClient, product: Flask) -> None:
    book = Path(begin(browser, profile="entrepreneur")).name
    stranger = product.test_client()
    sent = {"sheet": "loan", "nodes": '{"loan": {"part": "loan", "amount": "1"}}', "book": book}
    assert post(stranger, "/en/w/keep", sent, page="/en/t/loan").status_code == 404


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""
