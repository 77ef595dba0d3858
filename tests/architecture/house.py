"""Reading the house as text: modules, imports, functions, templates. The laws are built on this."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = (
    *("core", "markup", "infra", "ui", "accounts", "catalogue", "progress", "calculators", "quizzes", "workbooks"),
    *("authoring", "app", "demo", "commands", "cli", "__main__"),
)
DOMAINS = ("accounts", "catalogue", "progress", "calculators", "quizzes", "workbooks", "authoring")
PURE = ("flask", "sqlalchemy", "werkzeug", "flask_sqlalchemy", "flask_babel", "flask_login")


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name below `elearn` ("catalogue.rules.compile") and its syntax tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The layer it stands in."""
        return self.name.split(".")[0]

    @property
    def floor(self) -> str:
        """The file name inside its domain: views, forms, service, models or rules."""
        return self.name.split(".")[1] if "." in self.name else ""

    def imports(self) -> Iterator[tuple[int, str]]:
        """(line, dotted name) of everything that is imported, anywhere in the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def modules(house: Path) -> list[Module]:
    """All modules of a house (the folder that holds `elearn/`). Our own house is read once: it does not change."""
    return _own_modules() if house == ROOT else _read(house)


@cache
def _own_modules() -> list[Module]:
    return _read(ROOT)


def _read(house: Path) -> list[Module]:
    package = house / "elearn"
    found = []
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        found.append(Module(name, path, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def templates(house: Path) -> list[tuple[str, Path]]:
    """(layer, path) of all templates."""
    return [
        (path.relative_to(house / "elearn").parts[0], path)
        for path in sorted((house / "elearn").rglob("templates/**/*"))
        if path.is_file()
    ]
