"""The laws of the house. Each takes the folder of a house and returns its violations, one sentence each."""

import ast
import re
from pathlib import Path

from tests.architecture.house import DOMAINS, LAYERS, PURE, Module, modules, templates

FLOORS = ("rules", "models", "exports", "exchange", "service", "forms", "views")
FRONT_DOORS = ("service", "rules")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
MOST_LINES = {"function": 40, "file": 300, "template": 120}

#: Argued exceptions to the sizes: path -> why.
LARGER_BY_CHOICE: dict[str, str] = {}


def imports_run_downwards(house: Path) -> list[str]:
    """Law 1: a layer imports only what lies below it, a floor of a domain only what lies below it."""
    return [
        f"{module.name}:{line} imports {target}"
        for module in modules(house)
        for line, target in module.imports()
        if target.startswith("elearn.") and _goes_up(module, target.removeprefix("elearn."))
    ]


def _goes_up(module: Module, target: str) -> bool:
    here, there = module.room, target.split(".", maxsplit=1)[0]
    if here not in LAYERS or there not in LAYERS:
        return module.name != "" and there in LAYERS and here != "__init__" and here not in LAYERS
    if here != there:
        return LAYERS.index(there) > LAYERS.index(here)
    floor = target.split(".")[1] if "." in target else ""
    if here in DOMAINS and floor in FLOORS and module.floor in FLOORS:
        return FLOORS.index(floor) > FLOORS.index(module.floor)
    return False


def domains_have_a_front_door(house: Path) -> list[str]:
    """Law 1: from outside, a domain is entered through its service or rules; the wiring may see its views."""
    return [
        f"{module.name}:{line} imports {target}"
        for module in modules(house)
        for line, target in module.imports()
        if target.startswith("elearn.") and _comes_through_a_window(module, target.split(".")[1:])
    ]


def _comes_through_a_window(module: Module, target: list[str]) -> bool:
    if target[0] not in DOMAINS or module.room == target[0] or len(target) < 2:
        return False
    if module.room == "app":
        return target[1] != "views"
    if module.floor == "models" and target[1] == "models":
        return False  # foreign keys may name another domain's models
    return target[1] not in FRONT_DOORS


def every_room_has_its_place(house: Path) -> list[str]:
    """Law 1: a new package must take its place among the layers, and no file hides behind an empty name."""
    found = [
        f"elearn/{path.name} is no layer"
        for path in sorted((house / "elearn").iterdir())
        if path.name.removesuffix(".py") not in (*LAYERS, "__init__", "__pycache__", "shipped")
    ]
    return found + [
        f"{module.name} says nothing by its name"
        for module in modules(house)
        if module.name.split(".")[-1] in FORBIDDEN_NAMES
    ]


def interface_words_are_found(house: Path) -> list[str]:
    """Law 8: who reads the sources for strings knows `_` and the functions' own names, and no others."""
    return [
        f"{module.name}:{node.lineno} calls {alias.name} by the name {alias.asname}"
        for module in modules(house)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel"
        for alias in node.names
        if alias.asname not in (None, "_")
    ]


def no_import_hides_in_a_function(house: Path) -> list[str]:
    """Law 1: imports stand on top, where everybody sees them."""
    return [
        f"{module.name}:{node.lineno} imports inside {function.name}()"
        for module in modules(house)
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def package_files_hold_a_docstring_only(house: Path) -> list[str]:
    """`__init__.py` says what the room is for, and nothing else (the package's own version aside)."""
    found = []
    for module in modules(house):
        if module.path.name != "__init__.py" or module.name == "__init__":
            continue
        body = module.tree.body
        if len(body) != 1 or not isinstance(body[0], ast.Expr) or not ast.get_docstring(module.tree):
            found.append(f"{module.name}/__init__.py holds more or less than a docstring")
    return found


def rules_are_pure(house: Path) -> list[str]:
    """Law 2: rules, core and markup know neither the web nor the database nor the clock nor chance."""
    found = []
    for module in modules(house):
        if module.room in ("core", "markup") or (module.room in DOMAINS and module.floor == "rules"):
            found += [
                f"{module.name}:{line} imports {target}"
                for line, target in module.imports()
                if target.split(".")[0] in PURE
                or target.startswith("elearn.infra")
                or (
                    module.floor == "rules"
                    and (target.startswith("elearn.core.clock") or target.split(".")[0] == "random")
                )
            ]
    return found


def one_place_commits(house: Path) -> list[str]:
    """Law 3: nobody commits or rolls back but infra/database.py."""
    return [
        f"{module.name}:{node.lineno} calls .{node.attr}"
        for module in modules(house)
        if module.name != "infra.database"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "rollback")
    ]


def one_place_makes_html(house: Path) -> list[str]:
    """Law 4: text becomes HTML in markup/; templates trust nothing by themselves."""
    found = [
        f"{path.name}: {match.group(0)}"
        for _room, path in templates(house)
        for match in re.finditer(r"\|\s*safe\b|autoescape\s+false|\{%-?\s*autoescape", path.read_text(encoding="utf-8"))
    ]
    for module in modules(house):
        if module.name == "markup.trusted":
            continue
        found += [
            f"{module.name}:{node.lineno} builds Markup"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and _called(node) in ("Markup", "render_template_string", "from_string")
        ]
        found += [
            f"{module.name}:{line} imports {target}"
            for line, target in module.imports()
            if target.split(".")[0] in ("markdown", "bleach", "nh3") and module.room != "markup"
        ]
    return found


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def templates_obey_the_layers(house: Path) -> list[str]:
    """Law 5: no url_for, include, extends or import of something that lies above."""
    reference = re.compile(r"""(?:url_for\(\s*|(?:include|extends|import|from)\s+)["'](\w+)[./]""")
    found = []
    for room, path in templates(house):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in reference.finditer(line):
                there = match.group(1)
                if there in LAYERS and LAYERS.index(there) > LAYERS.index(room):
                    found.append(f"{path.relative_to(house)}:{number} reaches up to {there}")
    return found


def nothing_outgrows_its_size(house: Path) -> list[str]:
    """Law 10: a function is read at a glance, a file in one sitting."""
    found = []
    for module in modules(house):
        lines = module.path.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES["file"]:
            found.append(f"{module.path.relative_to(house)} has {lines} lines")
        for function in module.functions():
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > MOST_LINES["function"]:
                found.append(f"{module.path.relative_to(house)}: {function.name} has {length} lines")
    for _room, path in templates(house):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MOST_LINES["template"]:
            found.append(f"{path.relative_to(house)} has {lines} lines")
    return [line for line in found if line.split(" has ")[0] not in LARGER_BY_CHOICE]


def nothing_inline(house: Path) -> list[str]:
    """Law 7, seen in the source: no inline script, style or handler in a template."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
    return [
        f"{path.relative_to(house)}:{number}: {match.group(0).strip()}"
        for _room, path in templates(house)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in inline.finditer(line)
    ]
