"""Checking and stamping a folder, without a database."""

from pathlib import Path

import pytest

from elearn.catalogue.problem_texts import TEXT_OF
from elearn.catalogue.rules.addresses import lesson_address, media_address, module_address
from elearn.catalogue.service.checking import check
from elearn.catalogue.service.folder import read_folder
from elearn.catalogue.service.stamping import StampError, stamp
from elearn.core.ids import short_digest
from elearn.core.problems import has_errors
from tests.catalogue.conftest import FILES, LESSON, MODULE


def test_a_sound_folder_has_no_errors(folder: Path) -> None:
    assert not has_errors(check(folder))


def test_problems_name_file_and_code_and_have_words(folder: Path) -> None:
    (folder / LESSON).write_text(FILES[LESSON].replace("term:outcome", "term:nothing"))
    (folder / MODULE / "media/wrong.bin").write_bytes(b"x")
    (folder / "pages/help/it.md").write_bytes(b"\xff")
    problems = check(folder)
    assert {("pages/help/it.md", "not_utf8"), (f"{MODULE}/media/wrong.bin", "unknown_media_type")} <= {
        (problem.path, problem.code) for problem in problems
    }
    assert any(problem.path == LESSON and problem.code == "unknown_term" for problem in problems)
    assert {problem.code for problem in problems} <= set(TEXT_OF)


def test_a_translation_is_missing_then_stale_then_fresh(folder: Path) -> None:
    french = folder / LESSON.replace("it.md", "fr.md")

    def codes() -> set[str]:
        return {problem.code for problem in check(folder) if problem.path == french.relative_to(folder).as_posix()}

    missing = [problem for problem in check(folder) if problem.code == "missing_translation"]
    assert (LESSON, "fr") in {(problem.path, problem.params["language"]) for problem in missing}
    french.write_text(FILES[LESSON].replace("title: Prima", "title: Un\ntranslates: 0000000000000000"))
    assert "stale_translation" in codes()
    assert stamp([french]) == [french]
    assert codes() == set()
    assert stamp([french]) == []


def test_a_stamp_notes_the_source_as_it_is(folder: Path) -> None:
    french = folder / MODULE / "fr.md"
    french.write_text(FILES[f"{MODULE}/it.md"])
    assert stamp([folder]) == [french]
    assert f"translates: {short_digest(FILES[f'{MODULE}/it.md'])}\n" in french.read_text()


def test_the_source_language_is_that_of_the_unit(folder: Path) -> None:
    module = folder / MODULE
    (module / "module.yml").write_text("source: fr\n")
    (module / "fr.md").write_text(FILES[f"{MODULE}/it.md"])
    assert stamp([module / "it.md"]) == [module / "it.md"]
    with pytest.raises(StampError, match="not a translation"):
        stamp([module / "fr.md"])


@pytest.mark.parametrize("name", ["nothing.md", "glossary.csv", LESSON])
def test_what_is_no_translation_cannot_be_stamped(folder: Path, name: str) -> None:
    with pytest.raises(StampError):
        stamp([folder / name])


def test_addresses_have_the_language_first() -> None:
    assert lesson_address("it", "m", "l") == "/it/m/m/l"
    assert module_address("fr", "m") == "/fr/m/m/"
    assert media_address("d", "n.svg") == "/media/d/n.svg"


def test_a_link_publishes_no_other_file_of_the_machine(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret of this site")
    for path in (f"{MODULE}/media/secret.vtt", "pages/privacy/it.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).unlink(missing_ok=True)
        (folder / path).symlink_to(tmp_path / "secret")
    found = read_folder(folder)
    assert not [path for path in found.digests() if "secret" in path or path == "pages/privacy/it.md"]
    assert {problem.code for problem in found.problems} == {"unknown_file"}
