"""Media by digest: the same bytes are kept once, in a folder of the instance."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from elearn.core.ids import digest


class FileStore:
    """A folder of files named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep bytes; returns their digest. Keeping them twice changes nothing."""
        name = digest(data)
        target = self.path(name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=target.parent, delete=False) as draft:
                draft.write(data)
                draft.flush()
                os.fsync(draft.fileno())
            Path(draft.name).replace(target)
        return name

    def get(self, name: str) -> bytes:
        """The bytes with this digest. FileNotFoundError if there are none."""
        return self.path(name).read_bytes()

    def path(self, name: str) -> Path:
        """Where a digest's bytes stand. ValueError for anything that is not a digest."""
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise ValueError(f"Not a digest: {name!r}")
        return self._folder / name[:2] / name
