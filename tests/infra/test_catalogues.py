"""The interface's catalogues: what `elearn translations` says about them (law 8)."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from elearn.infra.catalogues import (
    TRANSLATED,
    catalogue_file,
    check_catalogues,
    problems_of,
    source_strings,
    update_catalogues,
    updated,
)

LESSONS = ("%(num)s lesson", "%(num)s lessons")


Entry = tuple[str | tuple[str, str], str | tuple[str, ...] | None]


def catalogue(*entries: Entry, language: str | None = None) -> Catalog:
    found = Catalog(locale=language)
    for name, translation in entries:
        found.add(name, translation)
    return found


def problems(name: str | tuple[str, str], translation: str | tuple[str, ...]) -> list[str]:
    return list(problems_of(catalogue((name, translation), language="it"), catalogue((name, None)), "it"))


def test_strings_are_found_in_code_and_templates(tmp_path: Path) -> None:
    room = tmp_path / "room" / "templates" / "room"
    room.mkdir(parents=True)
    (room / "page.html").write_text("{{ _('From a page') }} {{ ngettext('%(num)s day', '%(num)s days', n) }}")
    (room / "mail.txt").write_text("{{ _('From a mail') }}")
    (tmp_path / "room" / "views.py").write_text("a = _('From code')\nb = lazy_gettext('Later')\nc = _(name)\n")
    found = {message.id for message in source_strings(tmp_path) if message.id}
    assert found == {"From a page", ("%(num)s day", "%(num)s days"), "From a mail", "From code", "Later"}


def test_a_broken_template_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{{ _('open }}")
    with pytest.raises(Exception, match="unexpected"):
        source_strings(tmp_path)


def test_an_update_brings_new_strings_in_and_takes_dropped_ones_out(tmp_path: Path) -> None:
    assert len(update_catalogues(tmp_path, catalogue(("Stays", None), ("Goes", None)))) == len(TRANSLATED)
    file = catalogue_file(tmp_path, "it")
    file.write_text(file.read_text().replace('msgid "Stays"\nmsgstr ""', 'msgid "Stays"\nmsgstr "Resta"'))
    template = catalogue(("Stays", None), (LESSONS, None))
    assert file in update_catalogues(tmp_path, template)
    text = file.read_text()
    assert 'msgid "Stays"\nmsgstr "Resta"' in text
    assert "Goes" not in text
    assert 'msgstr[1] ""' in text
    assert update_catalogues(tmp_path, template) == []


def test_a_string_that_gets_a_plural_form_begins_anew() -> None:
    before = updated(b"", "de", catalogue(("Lesson", None)))
    before = before.replace(b'msgid "Lesson"\nmsgstr ""', b'msgid "Lesson"\nmsgstr "Lektion"')
    after = updated(before, "de", catalogue((("Lesson", "Lessons"), None)))
    assert b"Lektion" not in after


def test_a_complete_catalogue_has_no_problems() -> None:
    assert problems("Hello %(name)s, <b>you</b>: 100 %", "Ciao %(name)s, <b>tu</b>: 100 %") == []
    assert problems(LESSONS, ("%(num)s lezione", "%(num)s lezioni")) == []
    assert problems(("One lesson", "%(num)s lessons"), ("Una lezione", "%(num)s lezioni")) == []
    assert problems(("One lesson", "%(num)s lessons"), ("%(num)s lezione", "%(num)s lezioni")) == []


@pytest.mark.parametrize(
    ("name", "translation", "problem"),
    [
        ("Hello", "", "has no translation"),
        ("Hello", "  ", "has no translation"),
        ("Hello %(name)s", "Ciao %(nome)s", "placeholders"),
        ("Hello %(name)s", "Ciao", "placeholders"),
        ("Hello %(name)s", "Ciao %(name)s, 50 % di te", "percent"),
        ("<b>Hello</b>", "<i>Ciao</i>", "tags"),
        ("<b>Hello</b>", "<b>Ciao", "tags"),
        (LESSONS, ("%(num)s lezione", ""), "has no translation"),
        (LESSONS, ("%(num)s lezione", "lezioni"), "placeholders"),
        (LESSONS, ("%(num)s lezione",), "plural forms"),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(
    name: str | tuple[str, str], translation: str | tuple[str, ...], problem: str
) -> None:
    [found] = problems(name, translation)
    assert problem in found


def test_missing_dropped_and_doubtful_strings_are_named() -> None:
    doubtful = catalogue(("Hello", "Ciao"), ("Old", "Vecchio"), language="it")
    doubtful["Hello"].flags.add("fuzzy")
    found = list(problems_of(doubtful, catalogue(("Hello", None), ("New", None)), "it"))
    assert len(found) == 3
    assert all(any(word in line for line in found) for word in ("“New” is missing", "“Old” is not in", "doubtful"))


def test_a_missing_or_broken_catalogue_is_named(tmp_path: Path) -> None:
    catalogue_file(tmp_path, "fr").parent.mkdir(parents=True)
    catalogue_file(tmp_path, "fr").write_text('msgid "a"\nnonsense\n')
    found = check_catalogues(tmp_path, catalogue())
    assert len(found) == len(TRANSLATED)
    assert sum("cannot be read" in line for line in found) == 1
