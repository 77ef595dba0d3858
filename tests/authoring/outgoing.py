"""Modules of content/ on their way out to Word, as the service puts them together."""

from datetime import date
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from elearn.authoring.exchange.docx_out import OutFile, Outgoing, desk_files, whole_file
from elearn.authoring.rules.desk import Files
from elearn.authoring.rules.desk_text import text_desk
from elearn.catalogue.rules.schemas import Front, ModuleFront

CONTENT = Path(__file__).parents[2] / "content"
MODULES = sorted(path.parent.name for path in CONTENT.glob("modules/*/lessons"))
DAY = date(2026, 3, 1)


def texts_of(module: str, language: str) -> dict[str, str]:
    """The module's own text and those of its lessons, in order: path -> text."""
    home = CONTENT / "modules" / module
    listed = YAML(typ="safe").load(home / "module.yml").get("lessons", [])
    names = [f"{language}.md", *(f"lessons/{one['id']}/{language}.md" for one in listed)]
    return {f"modules/{module}/{name}": (home / name).read_text(encoding="utf-8") for name in names}


@cache
def one_language(module: str, language: str = "it") -> Outgoing:
    return outgoing(module, language, texts_of(module, language))


def outgoing(module: str, language: str, texts: dict[str, str]) -> Outgoing:
    files: list[OutFile] = [whole_file(path, _lesson(path), language, text) for path, text in texts.items()]
    return Outgoing(f"modules/{module}", module, language, files, DAY, lambda _language, name: f"[{name}]")


def two_columns(module: str, into: str) -> Outgoing:
    own = texts_of(module, into)
    pairs = []
    for path, text in texts_of(module, "it").items():
        folder = path.rpartition("/")[0]
        files = Files(text, text, own[f"{folder}/{into}.md"])
        desk = text_desk(files, Front if _lesson(path) else ModuleFront)
        pairs.append(desk_files(folder, ("it", into), ("0" * 64, "1" * 64), desk))
    return Outgoing(
        unit=f"modules/{module}",
        title=module,
        language="it",
        files=[source for source, _own in pairs],
        beside=[own for _source, own in pairs],
        into=into,
        day=DAY,
        labels=lambda _language, name: f"[{name}]",
    )


def _lesson(path: str) -> str:
    parts = path.split("/")
    return parts[3] if len(parts) > 4 else ""
