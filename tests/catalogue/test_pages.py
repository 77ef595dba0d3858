"""The catalogue's pages, with the shipped content, as a reader meets them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.catalogue.rules.addresses import lesson_address, media_address, module_address
from elearn.catalogue.service.importing import import_content
from elearn.core.languages import LANGUAGES
from elearn.infra.config import shipped
from elearn.infra.database import transaction
from tests.conftest import application_on
from tests.forms import post

LESSON = "/m/logical-framework/four-levels"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Flask]:
    """The application with everything that ships; these tests only read it."""
    with application_on(empty_database, tmp_path_factory.mktemp("shipped")) as application:
        with application.app_context(), transaction():
            import_content(shipped("content"), who=None, note="test")
        yield application


@pytest.mark.parametrize(
    ("accepted", "cookie", "goes_to"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "", "/fr/"),
        ("wo, de;q=0.5", "", "/de/"),
        ("de", "es", "/es/"),
        ("de", "xx", "/de/"),
    ],
)
def test_the_entrance_goes_on_in_the_readers_language(
    client: FlaskClient, accepted: str, cookie: str, goes_to: str
) -> None:
    if cookie:
        client.set_cookie("language", cookie)
    reply = client.get("/", headers={"Accept-Language": accepted})
    assert (reply.status_code, reply.location) == (302, goes_to)
    assert {"Cookie", "Accept-Language"} <= set(reply.vary)


def test_the_entrance_asks_where_nothing_says_the_language(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "wo, bn"})
    assert page.status_code == 200
    assert all(f'href="/{language}/"' in page.text for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    ["/", "/p/operators/", "/p/entrepreneurs/", "/m/logical-framework/", LESSON, "/m/idea-to-business/decide",
     "/glossary", "/glossary?q=outcome", "/help/", "/accessibility", "/privacy", "/licence", "/m/stakeholders/"],
)  # fmt: skip
def test_every_page_opens_in_every_language(client: FlaskClient, language: str, address: str) -> None:
    page = client.get(f"/{language}{address}")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert re.search(r'<link rel="canonical" href="http[^"]+/' + language, page.text)
    assert 'hreflang="x-default"' in page.text


def test_the_language_switch_keeps_page_and_query(client: FlaskClient) -> None:
    page = client.get("/it/glossary?q=esito&_external=1").text
    assert 'href="/fr/glossary?q=esito&amp;_external=1"' in page


def test_reading_in_another_language_than_the_browsers_is_remembered(client: FlaskClient) -> None:
    page = client.get("/fr/", headers={"Accept-Language": "de"})
    assert "language=fr" in page.headers["Set-Cookie"]


def test_a_page_in_the_browsers_language_sets_no_cookie(app: Flask) -> None:
    page = app.test_client().get(f"/de{LESSON}", headers={"Accept-Language": "de"})
    assert "Set-Cookie" not in page.headers


def test_unknown_things_get_a_friendly_404_in_the_readers_language(client: FlaskClient) -> None:
    for address in ("/m/nothing/", "/m/logical-framework/nothing", "/p/nothing/", "/p/operators/nothing", "/nothing"):
        page = client.get(f"/it{address}")
        assert page.status_code == 404
        assert '<html lang="it"' in page.text


def test_old_and_short_addresses_lead_on(client: FlaskClient) -> None:
    assert client.get("/fr/i").location == "/fr/p/entrepreneurs/"
    by_path = client.get("/it/p/operators/logical-framework")
    assert (by_path.status_code, by_path.location) == (301, "/it/m/logical-framework/")


def test_a_coming_module_is_no_link_on_its_path(client: FlaskClient) -> None:
    page = client.get("/it/p/operators/").text
    assert 'href="/it/m/logical-framework/"' in page
    assert 'href="/it/m/stakeholders/"' not in page


def test_a_readers_country_decides_the_facts_and_is_remembered(app: Flask) -> None:
    client, lesson = app.test_client(), "/it/m/idea-to-business/remember-and-do"
    assert "ComUnica" not in client.get(lesson).text
    chosen = post(client, "/it/country?at=f-first-desk", {"country": "it", "next": lesson}, page=lesson)
    assert (chosen.status_code, chosen.location) == (303, f"{lesson}#f-first-desk")
    assert "ComUnica" in client.get(lesson).text
    assert (
        post(client, "/it/country", {"country": "de", "next": "https://evil.example/"}, page=lesson).location == "/it/"
    )
    assert post(client, "/it/country", {"country": "xx"}, page=lesson).status_code == 400


def test_media_are_cached_for_ever_and_cannot_run(client: FlaskClient) -> None:
    address = re.search(r'src="(/media/[^"]+\.svg)"', client.get(f"/it{LESSON}").text)
    assert address
    reply = client.get(address.group(1))
    assert reply.mimetype == "image/svg+xml"
    assert "immutable" in reply.headers["Cache-Control"]
    assert "sandbox" in reply.headers["Content-Security-Policy"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/media/{'0' * 64}/x.svg").status_code == 404


def test_words_in_drawings_are_translated(client: FlaskClient) -> None:
    def drawing(language: str) -> str:
        address = re.search(r'src="(/media/[^"]+results-chain\.svg)"', client.get(f"/{language}{LESSON}").text)
        assert address
        return client.get(address.group(1)).text

    assert "Attività" in drawing("it")
    assert "Aktivität" in drawing("de")


def test_the_glossary_finds_words_in_any_language_without_accents(client: FlaskClient) -> None:
    assert "quadro logico" in client.get("/it/glossary?q=LOGISCHER").text
    assert "attività" in client.get("/it/glossary?q=activite").text
    assert client.get("/it/glossary?q=zzzz").status_code == 200


def test_a_term_has_an_address_of_its_own(client: FlaskClient) -> None:
    assert 'id="outcome"' in client.get("/de/glossary?term=outcome").text


def test_the_sitemap_names_the_pages_in_their_languages(client: FlaskClient) -> None:
    text = client.get("/sitemap.xml").text
    assert f"/it{LESSON}</loc>" in text
    assert "/m/stakeholders/" not in text
    assert "Sitemap: " in client.get("/robots.txt").text


def test_rendered_texts_hold_the_addresses_of_the_routes(app: Flask) -> None:
    with app.test_request_context("/it/"):
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        built = adapter.build("catalogue.lesson", {"language": "it", "module": "a", "lesson": "b"})
        assert built == lesson_address("it", "a", "b")
        assert adapter.build("catalogue.module", {"language": "it", "module": "a"}) == module_address("it", "a")
        assert adapter.build("catalogue.media", {"digest": "d", "name": "n.svg"}) == media_address("d", "n.svg")
