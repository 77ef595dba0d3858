"""Modules of content/ on their way out to Word, as the service puts them together."""

from datetime import date
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from elearn.authoring.exchange.docx_out import OutFile, Outgoing, whole_file

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


def _lesson(path: str) -> str:
    parts = path.split("/")
    return parts[3] if len(parts) > 4 else ""
