"""`elearn content stamp`: translations note which text they translate."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from elearn.catalogue.rules.stamps import NoFrontMatterError, stamped
from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGE_NAMES

UNIT_FILES = ("module.yml", "path.yml")


class StampError(ValueError):
    """A file that was named cannot be stamped. The message is one sentence."""


def stamp(paths: Iterable[Path]) -> list[Path]:
    """Write `translates:` into translations, given as files or as folders of them; returns what was changed.

    StampError for a file that is no translation.
    """
    changed = []
    for path in paths:
        if not path.exists():
            raise StampError(f"There is no {path}.")
        for file in _translations_in(path) if path.is_dir() else [path]:
            source = source_of(file)
            if source is None:
                raise StampError(f"{file} is not a translation: its folder has no text in the source language.")
            if _stamp(file, source):
                changed.append(file)
    return changed


def source_of(file: Path) -> Path | None:
    """The file that a translation translates; None if it is none (a source, a key, a list of terms)."""
    is_words = file.suffix == ".yml" and file.parent.parent.name == "quizzes"
    if file.stem not in LANGUAGE_NAMES or not (file.suffix == ".md" or is_words):
        return None
    source = file.with_stem(_source_language(file))
    return source if source != file and source.is_file() else None


def _translations_in(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*.*")) if file.is_file() and source_of(file) is not None)


def _source_language(file: Path) -> str:
    for folder in file.absolute().parents:
        for name in UNIT_FILES:
            if (folder / name).is_file():
                value, _problems = read_yaml((folder / name).read_text(encoding="utf-8"), name)
                source = value.get("source") if isinstance(value, dict) else None
                return source if source in LANGUAGE_NAMES else DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def _stamp(file: Path, source: Path) -> bool:
    before = file.read_bytes()
    try:
        after = stamped(before.decode(), source.read_bytes().decode(), is_markdown=file.suffix == ".md").encode()
    except NoFrontMatterError as error:
        raise StampError(f"{file} has no front matter: begin it with a line of three hyphens.") from error
    except UnicodeDecodeError as error:
        raise StampError(f"{file} or its source is not UTF-8: save it as UTF-8.") from error
    if after != before:
        file.write_bytes(after)
    return after != before
