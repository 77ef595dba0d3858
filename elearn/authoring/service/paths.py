"""Paths: which modules they list, in which order; and new ones."""

from collections.abc import Callable
from dataclasses import dataclass

from elearn.authoring.rules.front_editing import new_text
from elearn.authoring.rules.naming import free_id
from elearn.authoring.rules.yaml_writing import edited_yaml, write_yaml
from elearn.authoring.service.drafts import DraftMissingError, draft, save, save_all
from elearn.authoring.service.past import made_just_now, was_ever_here
from elearn.catalogue.rules.yaml_files import read_mapping
from elearn.catalogue.service.library import library
from elearn.catalogue.service.states import draft_files

NEW_PATH = {"hours": 6, "pass_mark": 70}


@dataclass(frozen=True, slots=True)
class Listed:
    """A module of a path: its title, "" for one that learners do not read yet."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PathDraft:
    """A path as its drafts have it: the modules it lists, and those that it could list."""

    id: str
    title: str
    source: str
    modules: tuple[Listed, ...]
    others: tuple[Listed, ...]


def unit_of_path(path: str) -> str:
    """The unit of a path."""
    return f"paths/{path}"


def path_ids() -> list[str]:
    """All paths that have drafts."""
    return sorted(unit.removeprefix("paths/") for unit in draft_files("paths/"))


def path_draft(path: str, language: str) -> PathDraft | None:
    """A path, or None where there is no such draft."""
    try:
        body = draft(_file(path)).body
    except DraftMissingError:
        return None
    value = read_mapping(body, _file(path))[0]
    modules = value.get("modules")
    listed = [str(one) for one in modules] if isinstance(modules, list) else []
    others = sorted(unit.removeprefix("modules/") for unit in draft_files("modules/"))
    shelf = library()
    found = shelf.paths.get(path)
    return PathDraft(
        path,
        found.text.choose(language).title if found else path,
        str(value.get("source") or "it"),
        tuple(_listed(one, language) for one in listed),
        tuple(_listed(one, language) for one in others if one not in listed),
    )


def move_module(person_id: int, path: str, module: str, steps: int) -> None:
    """Move a module up (negative) or down; it stops at the ends."""

    def change(listed: list[str]) -> None:
        place = listed.index(module)
        listed.insert(max(0, min(len(listed) - 1, place + steps)), listed.pop(place))

    _change(person_id, path, module, "moved", change)


def add_module(person_id: int, path: str, module: str) -> None:
    """List a module at the end."""
    _change(person_id, path, module, "edited", lambda listed: None if module in listed else listed.append(module))


def take_out_module(person_id: int, path: str, module: str) -> None:
    """List a module no more. The module itself stays. A path keeps at least one."""
    _change(person_id, path, module, "edited", lambda listed: listed.remove(module) if len(listed) > 1 else None)


def create_path(person_id: int, title: str, audience: str, module: str, source: str) -> str:
    """Make a path with its first module; returns its id, which nothing ever had. Two clicks make one path."""
    words = new_text({"title": title})
    if made := made_just_now(person_id, "paths/", words):
        return made.split("/")[1]
    name = free_id(title, lambda one: was_ever_here(f"paths/{one}/"))
    head = write_yaml({"source": source, "audience": audience, **NEW_PATH, "modules": [module]})
    files = {_file(name): head, f"paths/{name}/{source}.md": words}
    save_all(person_id, {file: (body, None) for file, body in files.items()}, "created")
    return name


def _change(person_id: int, path: str, module: str, act: str, change: Callable[[list[str]], None]) -> None:
    opened = draft(_file(path))
    body = edited_yaml(opened.body, lambda value: change(value["modules"]))
    if body != opened.body:
        save(person_id, opened.path, body, opened.digest, act, module)


def _listed(module: str, language: str) -> Listed:
    found = library().modules.get(module)
    return Listed(module, found.text.choose(language).title if found else "")


def _file(path: str) -> str:
    return f"paths/{path}/path.yml"
