"""The first pages: the entrance to both paths, and the way on from an address that does not exist."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from elearn.catalogue.service.importing import import_content
from elearn.infra.config import shipped
from elearn.infra.database import transaction
from tests.pages import problems_of


def test_the_home_asks_entrepreneurs_where_they_are(product: Flask) -> None:
    page = product.test_client().get("/en/").text
    assert "Where are you?" in page
    assert '<a href="/en/m/idea-to-business/">I have an idea</a>' in page


def test_an_answer_whose_module_is_not_written_is_no_link(app: Flask, tmp_path: Path) -> None:
    announced = tmp_path / "content/modules/microcredit-finance"
    shutil.copytree(shipped("content") / "paths/entrepreneurs", tmp_path / "content/paths/entrepreneurs")
    shutil.copytree(shipped("content") / "modules/idea-to-business", tmp_path / "content/modules/idea-to-business")
    announced.mkdir()
    (announced / "module.yml").write_text("source: it\nminutes: 45\n")
    (announced / "it.md").write_text("---\ntitle: Il microcredito\nsummary: Presto.\n---\n")
    with app.app_context(), transaction():
        import_content(tmp_path / "content", who=None, note="test")
    page = app.test_client().get("/en/").text
    assert "I need money" in page
    assert "/m/microcredit-finance/" not in page


def test_each_path_has_its_door(product: Flask) -> None:
    page = product.test_client().get("/de/").text
    assert all(f'href="/de/p/{path}/"' in page for path in ("operators", "entrepreneurs"))


@pytest.mark.parametrize("language", ["it", "en", "es", "fr", "de"])
def test_an_unknown_address_is_answered_in_its_own_language(product: Flask, language: str) -> None:
    page = product.test_client().get(f"/{language}/nowhere/at/all", headers={"Accept-Language": "pt"})
    assert page.status_code == 404
    assert f'<html lang="{language}"' in page.text
    assert f'href="/{language}/"' in page.text
    assert problems_of(page.text) == []


def test_an_unknown_address_without_a_language_follows_the_browser(product: Flask) -> None:
    page = product.test_client().get("/nowhere", headers={"Accept-Language": "es"})
    assert '<html lang="es"' in page.text


def test_a_path_without_anything_to_read_says_so(app: Flask, tmp_path: Path) -> None:
    path, module = shipped("content") / "paths/operators", shipped("content") / "modules/co-development"
    shutil.copytree(path, tmp_path / "content/paths/operators")
    shutil.copytree(module, tmp_path / "content/modules/co-development")
    with app.app_context(), transaction():
        import_content(tmp_path / "content", who=None, note="test")
    client = app.test_client()
    page = client.get("/en/").text
    assert "There is nothing to read in this path yet." in page
    assert "Ready to read:" not in page
    for address in ("/en/", "/en/p/operators/"):
        assert "1 module," in client.get(address).text  # not the sixteen others, which nobody can see here
