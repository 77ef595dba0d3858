"""Export: the drafts as files, byte for byte, so that git is a first-class reader."""

from pathlib import Path

from sqlalchemy import select

from elearn.catalogue.models import ContentHead
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.folder import is_left_over
from elearn.catalogue.service.media import is_media, media_files
from elearn.catalogue.service.texts import texts_of
from elearn.infra.database import db


def export_content(folder: Path) -> list[str]:
    """Write every draft into a folder, and remove content files that exist no more; returns the paths, sorted.

    Files that are not content (a README, a .git folder) are left alone.
    """
    heads = select(ContentHead.path, ContentHead.digest).order_by(ContentHead.path)
    digests = dict(db.session.execute(heads).all())
    bodies = texts_of(digest for path, digest in digests.items() if not is_media(path))
    for path, digest in digests.items():
        data = media_files().get(digest) if is_media(path) else bodies[digest].encode()
        _write(folder / path, data)
    _remove_others(folder, frozenset(digests))
    return sorted(digests)


def _write(target: Path, data: bytes) -> None:
    if target.is_file() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _remove_others(folder: Path, kept: frozenset[str]) -> None:
    for file in sorted(folder.rglob("*"), reverse=True):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and unit_of(path) and path not in kept and not is_left_over(path):
            file.unlink()
        elif file.is_dir() and unit_of(path + "/any") and not any(file.iterdir()):
            file.rmdir()
