"""A module's Word file that comes back: what changed, whether somebody wrote there meanwhile, what is accepted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from elearn.authoring.exchange.docx_accept import accepted, overtaken
from elearn.authoring.exchange.docx_back import Returned, read_back
from elearn.authoring.exchange.docx_compare import Change, compare
from elearn.authoring.exchange.docx_out import Outgoing, whole_file
from elearn.authoring.service.drafts import Saved, drafts, save_all
from elearn.catalogue.service.texts import texts_of
from elearn.core.clock import today
from elearn.core.refused import RefusedError


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came back: the changes by path, the keys of those where somebody wrote meanwhile, pictures left out."""

    changes: tuple[Change, ...]
    overtaken: frozenset[str]
    base: Mapping[str, str]
    pictures: int = 0

    def key(self, change: Change) -> str:
        """The name of a change among all of the file."""
        return f"{change.path}#{change.key}"


def incoming(module: str, data: bytes) -> Incoming:
    """Read a file that came back.

    Raises RefusedError: no_marks, other_module, unknown_state, and what `open_package` raises.
    """
    returned = read_back(data)
    if returned.origin.unit != f"modules/{module}":
        raise RefusedError("other_module")
    base = _base(returned)
    files = [
        whole_file(path, _lesson(path), returned.origin.language, base[path])
        for _digest, path in returned.origin.files.values()
    ]
    out = Outgoing(returned.origin.unit, "", returned.origin.language, files, today(), lambda _language, name: name)
    changes = compare(returned, out)
    now = drafts(returned.origin.unit)
    late: set[str] = set()
    for path in base:
        own = [change for change in changes if change.path == path]
        current = now[path].body if path in now else ""
        late |= {f"{path}#{key}" for key in overtaken(base[path], current, own)}
    return Incoming(changes, frozenset(late), base, returned.pictures)


def accept(person_id: int, module: str, found: Incoming, chosen: Collection[str]) -> dict[str, Saved]:
    """Take chosen changes over into the drafts. EditClash when somebody saves in this very moment."""
    now = drafts(f"modules/{module}")
    texts: dict[str, tuple[str, str | None]] = {}
    for path, base in found.base.items():
        own = [change for change in found.changes if change.path == path and found.key(change) in chosen]
        if own and path in now:
            body = accepted(base, now[path].body, own)
            if body != now[path].body:
                texts[path] = body, now[path].digest
    return save_all(person_id, texts, "imported", "Word")


def _base(returned: Returned) -> dict[str, str]:
    """The very texts that left. RefusedError unknown_state where the store does not know one of them."""
    texts = texts_of(digest for digest, _path in returned.origin.files.values())
    missing = [path for digest, path in returned.origin.files.values() if digest not in texts]
    if missing:
        raise RefusedError("unknown_state")
    return {path: texts[digest] for digest, path in returned.origin.files.values()}


def _lesson(path: str) -> str:
    parts = path.split("/")
    return parts[3] if len(parts) > 4 else ""
