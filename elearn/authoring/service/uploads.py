"""Files that somebody sent and has not accepted yet: kept for a day, seen by nobody else."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select

from elearn.authoring.models import UploadRow
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits. `kind` says for what, `target` where it goes."""

    id: str
    kind: str
    target: str
    name: str
    data: bytes


class UploadMissingError(LookupError):
    """There is no such file: it was taken in, it is older than a day, or it is somebody else's."""


def keep(person_id: int, kind: str, target: str, name: str, data: bytes) -> str:
    """Keep a file until its sender has decided; returns its id. Files older than a day are forgotten."""
    db.session.execute(delete(UploadRow).where(UploadRow.made_at < now() - KEPT))
    public_id = random_id()
    values = {"person_id": person_id, "kind": kind, "target": target, "name": name[:200], "data": data}
    db.session.execute(insert(UploadRow).values(public_id=public_id, made_at=now(), **values))
    return public_id


def kept(person_id: int, upload: str, kind: str) -> Upload:
    """A file that this person sent. UploadMissingError if there is none of this kind."""
    row = db.session.execute(
        select(UploadRow).where(
            UploadRow.public_id == upload,
            UploadRow.person_id == person_id,
            UploadRow.kind == kind,
            UploadRow.made_at >= now() - KEPT,
        )
    ).scalar_one_or_none()
    if row is None:
        raise UploadMissingError(upload)
    return Upload(row.public_id, row.kind, row.target, row.name, row.data)


def forget(person_id: int, upload: str) -> None:
    """Forget a file of this person."""
    mine = UploadRow.public_id == upload, UploadRow.person_id == person_id
    db.session.execute(delete(UploadRow).where(*mine))
