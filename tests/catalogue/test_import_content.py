"""Taking content in and giving it back."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from elearn.catalogue.service.exporting import export_content
from elearn.catalogue.service.folder import NotContentError
from elearn.catalogue.service.importing import ImportReport, import_content
from elearn.catalogue.service.library import library
from elearn.catalogue.service.media import media_files, media_of
from elearn.catalogue.service.publishing import publish
from elearn.catalogue.service.saving import save_draft
from elearn.catalogue.service.texts import text_of
from elearn.core.ids import digest
from elearn.core.problems import Level
from elearn.infra.config import shipped
from elearn.infra.database import transaction
from tests.catalogue.conftest import FILES, LESSON, MODULE
from tests.catalogue.workbook_files import FILLED, KIT


def take_in(folder: Path) -> ImportReport:
    with transaction():
        return import_content(folder, None, "test")


def take_in_own(folder: Path) -> ImportReport:
    with transaction():
        return import_content(folder, None, "test", own=True)


def save(path: str, body: str, opened: str | None) -> None:
    with transaction():
        save_draft(path, body, opened)


def title_of_lesson() -> str:
    lesson = library().modules["demo-module"].lesson("first")
    assert lesson is not None
    return lesson.text.choose("it").title


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_can_be_read_after_the_import(store: Flask, folder: Path) -> None:
    with store.app_context():
        report = take_in(folder)
        assert report.broken == [], report.problems
        assert report.published == ["country-facts", "glossary", MODULE, "pages/help"]
        assert title_of_lesson() == "Prima"
        assert library().terms["outcome"].names["de"] == "Wirkung"
        assert library().facts["ceiling"]["it"].source_year == 2023
        assert library().pages["help"].text.choose("fr").title == "Aiuto"


def test_workbooks_and_their_examples_are_taken_in_and_given_back(store: Flask, tmp_path: Path, folder: Path) -> None:
    for path, text in {**KIT, **FILLED}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    with store.app_context():
        report = take_in(folder)
        assert report.published == ["country-facts", "examples/sahel", "glossary", MODULE, "pages/help", "workbooks"]
        assert library().kit.sheets["plan"].say("de").title == "Plan"
        assert library().examples["sahel"].places["it"] == "Kayes"
        export_content(tmp_path / "out")
    assert files_in(tmp_path / "out") == files_in(folder)


def test_importing_again_changes_nothing(store: Flask, folder: Path) -> None:
    with store.app_context():
        take_in(folder)
        before = library()
        report = take_in(folder)
        assert (report.taken, report.published, report.conflicts) == ([], [], [])
        assert library() is before


def test_the_shipped_content_comes_back_byte_for_byte(store: Flask, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(shipped("content"), copy)  # people are writing in the original
    with store.app_context():
        take_in(copy)
        export_content(tmp_path / "out")
    before = files_in(copy)
    before.pop("README.md")  # the description of the format is no content
    assert files_in(tmp_path / "out") == before


def test_line_endings_and_byte_order_marks_survive(store: Flask, folder: Path, tmp_path: Path) -> None:
    body = b"\xef\xbb\xbf---\r\ntitle: Prima\r\n---\r\nTesto.\r\n\r\n"
    (folder / LESSON).write_bytes(body)
    with store.app_context():
        assert take_in(folder).broken == []
        export_content(tmp_path / "out")
    assert (tmp_path / "out" / LESSON).read_bytes() == body


def test_an_export_removes_files_that_exist_no_more_and_leaves_others_alone(
    store: Flask, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with store.app_context():
        take_in(folder)
        export_content(out)
        (out / "modules" / "old" / "lessons").mkdir(parents=True)
        (out / "modules" / "old" / "it.md").write_text("old")
        (out / "README.md").write_text("mine")
        paths = export_content(out)
    assert paths == sorted(FILES)
    assert sorted(files_in(out)) == sorted([*FILES, "README.md"])
    assert not (out / "modules" / "old").exists()


def test_a_shipped_change_is_taken_where_nobody_changed_the_file(store: Flask, folder: Path) -> None:
    with store.app_context():
        take_in(folder)
        (folder / LESSON).write_text(FILES[LESSON].replace("Prima", "Nuova"))
        report = take_in(folder)
        assert (report.taken, report.published) == ([LESSON], [MODULE])
        assert title_of_lesson() == "Nuova"


def test_our_change_stays_where_upstream_changed_nothing(store: Flask, folder: Path) -> None:
    ours = FILES[LESSON].replace("Prima", "Nostra")
    with store.app_context():
        take_in(folder)
        save(LESSON, ours, digest(FILES[LESSON]))
        with transaction():
            publish(MODULE, None, "ours")
        report = take_in(folder)
        assert (report.kept, report.taken, report.conflicts) == ([LESSON], [], [])
        assert title_of_lesson() == "Nostra"


def test_a_change_on_both_sides_keeps_ours_and_names_both(store: Flask, folder: Path) -> None:
    ours, theirs = FILES[LESSON].replace("Prima", "Nostra"), FILES[LESSON].replace("Prima", "Loro")
    with store.app_context():
        take_in(folder)
        save(LESSON, ours, digest(FILES[LESSON]))
        (folder / LESSON).write_text(theirs)
        for _again in range(2):
            [conflict] = take_in(folder).conflicts
            assert (conflict.path, conflict.ours, conflict.shipped) == (LESSON, digest(ours), digest(theirs))
        assert text_of(conflict.ours) == ours
        assert text_of(digest(theirs)) == theirs


def test_a_conflict_is_over_when_both_sides_agree(store: Flask, folder: Path) -> None:
    ours, theirs = FILES[LESSON].replace("Prima", "Nostra"), FILES[LESSON].replace("Prima", "Loro")
    with store.app_context():
        take_in(folder)
        save(LESSON, ours, digest(FILES[LESSON]))
        (folder / LESSON).write_text(theirs)
        take_in(folder)
        save(LESSON, theirs, digest(ours))
        assert take_in(folder).conflicts == []
        assert take_in(folder).kept == []


def test_a_file_removed_upstream_goes_unless_somebody_changed_it(store: Flask, folder: Path) -> None:
    french, german = (LESSON.replace("it.md", name) for name in ("fr.md", "de.md"))
    for path in (french, german):
        (folder / path).write_text(FILES[LESSON])
    with store.app_context():
        take_in(folder)
        save(german, FILES[LESSON] + "\nMehr.\n", digest(FILES[LESSON]))
        for path in (french, german):
            (folder / path).unlink()
        report = take_in(folder)
        assert report.removed == [french]
        assert [(conflict.path, conflict.shipped) for conflict in report.conflicts] == [(german, None)]


def test_a_unit_that_upstream_removed_is_withdrawn(store: Flask, folder: Path) -> None:
    with store.app_context():
        take_in(folder)
        shutil.rmtree(folder / "pages")
        assert take_in(folder).removed == ["pages/help/it.md"]
        assert library().pages == {}


def test_a_folder_with_one_module_touches_nothing_else(store: Flask, folder: Path, tmp_path: Path) -> None:
    with store.app_context():
        take_in(folder)
        part = tmp_path / "part" / MODULE
        shutil.copytree(folder / MODULE, part)
        (part / "lessons/first/it.md").write_text(FILES[LESSON].replace("Prima", "Nuova"))
        report = take_in(tmp_path / "part")
        assert (report.taken, report.removed) == ([LESSON], [])
        assert set(library().pages) == {"help"}


def test_drafts_of_people_are_not_published_by_an_import(store: Flask, folder: Path) -> None:
    with store.app_context():
        take_in(folder)
        save(LESSON, FILES[LESSON].replace("Prima", "Bozza"), digest(FILES[LESSON]))
        cover = FILES[f"{MODULE}/it.md"].replace("Un modulo", "Il modulo")
        (folder / MODULE / "it.md").write_text(cover)
        report = take_in(folder)
        assert (report.taken, report.waiting, report.published) == ([f"{MODULE}/it.md"], [MODULE], [])
        assert title_of_lesson() == "Prima"


def test_a_broken_unit_keeps_its_release_and_stops_nobody(store: Flask, folder: Path) -> None:
    with store.app_context():
        take_in(folder)
        (folder / LESSON).write_text("---\ntitle: [\n---\nTesto.\n")
        (folder / "pages/help/it.md").write_text("---\ntitle: Guida\n---\nScrivi.\n")
        report = take_in(folder)
        assert (report.broken, report.published) == ([MODULE], ["pages/help"])
        assert any(problem.path == LESSON for problem in report.problems)
        assert title_of_lesson() == "Prima"
        assert library().pages["help"].text.choose("it").title == "Guida"


def test_a_repaired_unit_is_published(store: Flask, folder: Path) -> None:
    (folder / LESSON).write_text("---\ntitle: [\n---\nTesto.\n")
    with store.app_context():
        assert take_in(folder).broken == [MODULE]
        assert "demo-module" not in library().modules
        (folder / LESSON).write_text(FILES[LESSON])
        assert take_in(folder).published == [MODULE]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("media/photo.png", b"this is no picture", "unreadable_picture"),
        ("media/tool.exe", b"MZ", "unknown_media_type"),
        ("media/drawing.svg", b"<svg viewBox='0 0 1 1'><script>alert(1)</script></svg>", "unsafe_drawing"),
        ("media/drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "drawing_without_size"),
        ("lessons/first/fr.md", b"---\ntitle: \xff\n---\n", "not_utf8"),
    ],
)
def test_a_file_that_cannot_be_read_stops_its_unit_only(
    sqlite_store: Flask, folder: Path, name: str, data: bytes, code: str
) -> None:
    with sqlite_store.app_context():
        take_in(folder)
        (folder / MODULE / name).write_bytes(data)
        (folder / "pages/help/it.md").write_text("---\ntitle: Guida\n---\nScrivi.\n")
        report = take_in(folder)
        assert (report.broken, report.published) == ([MODULE], ["pages/help"])
        assert [problem.code for problem in report.problems if problem.level is Level.ERROR] == [code]
        assert title_of_lesson() == "Prima"


def test_a_folder_without_content_is_refused(sqlite_store: Flask, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Nothing here.")
    with sqlite_store.app_context(), pytest.raises(NotContentError):
        import_content(tmp_path, None, "test")


def test_drawings_are_kept_in_every_language_with_their_size(store: Flask, folder: Path) -> None:
    with store.app_context():
        take_in(folder)
        drawing = library().modules["demo-module"].media["drawing.svg"]
        assert (drawing.width, drawing.height, drawing.content_type) == (40, 20, "image/svg+xml")
        assert b">Haut<" in media_files().get(drawing.in_language("fr"))
        assert b">Alto<" in media_files().get(drawing.in_language("de"))
        french = media_of(drawing.in_language("fr"))
        assert french is not None
        assert french.content_type == "image/svg+xml"


def test_a_former_drawing_can_still_be_read(store: Flask, folder: Path) -> None:
    with store.app_context():
        take_in(folder)
        before = library().modules["demo-module"].media["drawing.svg"].digest
        file = folder / MODULE / "media/drawing.svg"
        file.write_text(file.read_text().replace("40 20", "80 20"))
        take_in(folder)
        after = library().modules["demo-module"].media["drawing.svg"]
        assert after.width == 80
        assert media_files().get(before) == FILES[f"{MODULE}/media/drawing.svg"].encode()


def test_an_update_of_the_product_leaves_content_of_ones_own_alone(store: Flask, folder: Path, tmp_path: Path) -> None:
    own_lesson = FILES[LESSON].replace("Prima", "Nostra")
    own = tmp_path / "own"
    with store.app_context():
        take_in(folder)
        shutil.copytree(folder, own)
        (own / LESSON).write_text(own_lesson)
        (own / "pages" / "privacy").mkdir()
        (own / "pages/privacy/it.md").write_text("---\ntitle: Privacy\n---\nNostra.\n")
        report = take_in_own(own)
        assert report.taken == [LESSON, "pages/privacy/it.md"]
        (folder / "pages/help/it.md").write_text("---\ntitle: Guida\n---\nScrivi.\n")
        report = take_in(folder)
        assert (report.taken, report.removed, report.waiting) == (["pages/help/it.md"], [], [])
        assert report.kept == [LESSON, "pages/privacy/it.md"]
        assert set(library().pages) == {"help", "privacy"}
        assert title_of_lesson() == "Nostra"


def test_content_of_ones_own_can_be_imported_again_and_never_undoes_an_update(
    store: Flask, folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    with store.app_context():
        take_in(folder)
        shutil.copytree(folder, own)
        take_in_own(own)
        (folder / LESSON).write_text(FILES[LESSON].replace("Prima", "Aggiornata"))
        take_in(folder)
        (own / "pages/help/it.md").write_text("---\ntitle: La nostra guida\n---\nScrivi.\n")
        report = take_in_own(own)
        assert (report.taken, report.kept, report.conflicts) == (["pages/help/it.md"], [LESSON], [])
        assert title_of_lesson() == "Aggiornata"
