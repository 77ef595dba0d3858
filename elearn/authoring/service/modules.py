"""Modules and their lessons: made, put in order, copied, retired, restored. Nothing goes for good by one click."""

import re
from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from elearn.authoring.models import EventRow
from elearn.authoring.rules.front_editing import edited_front, new_text
from elearn.authoring.rules.module_file import Kind, is_listed, moved_entry, with_entry, with_settings, without_entry
from elearn.authoring.rules.naming import free_id
from elearn.authoring.rules.yaml_writing import UnreadableError, edited_yaml, plain, write_yaml
from elearn.authoring.service.drafts import (
    Draft,
    DraftMissingError,
    add_media,
    draft,
    drafts,
    remove,
    save,
    save_all,
    undo,
)
from elearn.authoring.service.past import copied_just_now, made_just_now, was_ever_here
from elearn.catalogue.rules.compile_module import RESERVED
from elearn.catalogue.rules.stamps import stamped
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.publishing import drafts_of
from elearn.core.ids import short_digest
from elearn.infra.database import db

TRANSLATES = re.compile(r"^translates:[ \t]*['\"]?([0-9a-f]+)", re.MULTILINE)
LICENCE = "CC-BY-SA-4.0"
Edit = Callable[[str], str]


def create_module(person_id: int, title: str, summary: str, source: str, path: str | None) -> str:
    """Make a module with a title, written first in `source`; returns its id. `path` is a path that shall list it.

    Making the same once more in the same moment gives the id of the first.
    """
    cover = new_text({"title": title, "summary": summary})
    if made := made_just_now(person_id, "modules/", cover):
        return made.split("/")[1]
    name = free_id(title, lambda one: was_ever_here(f"modules/{one}/"))
    unit = f"modules/{name}"
    files = {
        f"{unit}/module.yml": write_yaml({"source": source, "licence": LICENCE}),
        f"{unit}/{source}.md": cover,
    }
    save_all(person_id, {one: (body, None) for one, body in files.items()}, "created")
    if path:
        list_in_path(person_id, path, name)
    return name


def list_in_path(person_id: int, path: str, module: str) -> None:
    """Add a module at the end of a path's list. Learners see it there once the path is published."""
    _edit(person_id, f"paths/{path}/path.yml", lambda text: edited_yaml(text, lambda value: _append(value, module)))


def duplicate_module(person_id: int, module: str) -> str:
    """Copy a module with all its languages and media under a new id; returns the id. Links to itself follow."""
    unit = f"modules/{module}"
    if copy := copied_just_now(person_id, unit, "modules/"):
        return copy.unit.removeprefix("modules/")
    name = free_id(module, lambda one: was_ever_here(f"modules/{one}/"))
    texts = {path.removeprefix(f"{unit}/"): one.body for path, one in drafts(unit).items()}
    covers = _copies({path: body for path, body in texts.items() if path.endswith(".md") and "/" not in path})
    linked = {path: _with_own_links(body, module, name) for path, body in {**texts, **covers}.items()}
    save_all(person_id, {f"modules/{name}/{path}": (body, None) for path, body in linked.items()}, "duplicated", unit)
    for path, digest in drafts_of(unit).items():
        if is_media(path):
            add_media(person_id, f"modules/{name}/{path.removeprefix(unit + '/')}", digest, "duplicated", unit)
    return name


def retire_module(person_id: int, module: str) -> None:
    """Take a module that was never published off the shelf. `restore_module` brings it back."""
    for path, digest in drafts_of(f"modules/{module}").items():
        remove(person_id, path, digest, "retired")


def retired_modules() -> list[str]:
    """The modules that were taken off the shelf and not brought back."""
    units = select(EventRow.unit).where(EventRow.act == "retired", EventRow.path.endswith("/module.yml")).distinct()
    found = [unit for unit in db.session.execute(units).scalars() if unit.startswith("modules/")]
    return sorted(unit.removeprefix("modules/") for unit in found if not drafts_of(unit))


def restore_module(person_id: int, module: str) -> None:
    """Bring a retired module back as it was."""
    rows = select(EventRow.path, EventRow.id).where(EventRow.unit == f"modules/{module}", EventRow.act == "retired")
    last = dict(db.session.execute(rows.order_by(EventRow.id)).all())
    for event_id in last.values():
        undo(person_id, event_id)


def change_settings(person_id: int, module: str, settings: dict[str, object]) -> None:
    """Change the module's own settings: `workbook`, `licence`, `minutes`. None takes one away."""
    _edit(person_id, _file(module), lambda text: with_settings(text, settings))


def create_lesson(person_id: int, module: str, title: str, minutes: int, source: str) -> str:
    """Add a lesson at the end of a module; returns its id. Two clicks make one lesson."""
    text, folder = new_text({"title": title}), f"modules/{module}/lessons/"
    twin = (made_just_now(person_id, folder, text) or "").removeprefix(folder).partition("/")[0]
    if twin and is_listed(draft(_file(module)).body, "lessons", twin):  # and not retired meanwhile
        return twin
    name = _free_lesson(module, title)
    save(person_id, f"modules/{module}/lessons/{name}/{source}.md", text, None, "created")
    _edit(person_id, _file(module), lambda text: with_entry(text, "lessons", name, minutes))
    return name


def duplicate_lesson(person_id: int, module: str, lesson: str, minutes: int) -> str:
    """Copy a lesson in all its languages, behind itself; returns the new id."""
    lessons = f"modules/{module}/lessons/"
    folder = f"{lessons}{lesson}/"
    if copy := copied_just_now(person_id, folder, lessons):
        return copy.path.removeprefix(lessons).partition("/")[0]
    name = _free_lesson(module, lesson)
    texts = {path: one.body for path, one in drafts(f"modules/{module}").items() if path.startswith(folder)}
    home = f"modules/{module}/lessons/{name}/"
    copies = {path.replace(folder, home): (body, None) for path, body in _copies(texts).items()}
    save_all(person_id, copies, "duplicated", folder)
    _edit(person_id, _file(module), lambda text: with_entry(text, "lessons", name, minutes, behind=lesson))
    return name


def list_entry(person_id: int, module: str, kind: Kind, entry: str, minutes: int, act: str) -> None:
    """List a lesson or quiz with its minutes: a new one, a retired one, or one that takes longer than was thought."""
    _edit(person_id, _file(module), lambda text: with_entry(text, kind, entry, minutes), act, entry)


def move_entry(person_id: int, module: str, kind: Kind, entry: str, steps: int) -> None:
    """Move a lesson or quiz up (negative) or down."""
    _edit(person_id, _file(module), lambda text: moved_entry(text, kind, entry, steps), "moved", entry)


def retire_entry(person_id: int, module: str, kind: Kind, entry: str) -> None:
    """Take a lesson or quiz out of the module. Its files stay, and its id is never used again."""
    _edit(person_id, _file(module), lambda text: without_entry(text, kind, entry), "retired", entry)


def _edit(person_id: int, path: str, change: Edit, act: str = "edited", note: str = "") -> None:
    try:
        opened: Draft = draft(path)
    except DraftMissingError as error:
        raise UnreadableError(path) from error
    body = change(opened.body)
    if body != opened.body:
        save(person_id, path, body, opened.digest, act, note)


def _copies(texts: Mapping[str, str]) -> dict[str, str]:
    """The renderings of a text, each saying in its title that it is a copy. Translations stay as fresh as they were."""
    copies = {path: edited_front(body, _call_it_a_copy) for path, body in texts.items()}
    renamed = {short_digest(body): copies[path] for path, body in texts.items()}
    for path, body in texts.items():
        stamp = TRANSLATES.search(body)
        if stamp and stamp[1] in renamed:
            copies[path] = stamped(copies[path], renamed[stamp[1]], is_markdown=True)
    return copies


def _call_it_a_copy(front: dict[str, object]) -> None:
    front["title"] = plain(_("%(title)s (copy)", title=front.get("title", "")))


def _with_own_links(body: str, old: str, new: str) -> str:
    """A text of a copied module: links to its own lessons lead to the copies."""
    return body.replace(f"](lesson:{old}/", f"](lesson:{new}/").replace(f"](lesson:{old})", f"](lesson:{new})")


def _append(value: dict[str, list[str]], module: str) -> None:
    if module not in value.setdefault("modules", []):
        value["modules"].append(module)


def _free_lesson(module: str, title: str) -> str:
    return free_id(title, lambda one: one in RESERVED or was_ever_here(f"modules/{module}/lessons/{one}/"))


def _file(module: str) -> str:
    return f"modules/{module}/module.yml"
