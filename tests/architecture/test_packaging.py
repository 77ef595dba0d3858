"""What is installed is what stands here: packages, layers, settings."""

import configparser
import re
import subprocess
import sys
from pathlib import Path

from elearn.infra.config import Settings
from tests.architecture.house import LAYERS, ROOT


def setup() -> configparser.ConfigParser:
    """setup.cfg."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_the_wheel_holds_every_package() -> None:
    declared = set(setup()["options"]["packages"].split())
    real = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "elearn").rglob("__init__.py")}
    assert {name for name in declared if not name.startswith("elearn.shipped")} == real


def test_import_linter_knows_the_same_layers() -> None:
    layers = setup()["importlinter:contract:layers"]["layers"].replace("|", " ").split()
    assert layers == list(reversed(LAYERS))


def test_import_linter_finds_a_seeded_violation(tmp_path: Path) -> None:
    (tmp_path / "elearn" / "core").mkdir(parents=True)
    (tmp_path / "elearn" / "infra").mkdir()
    for file, text in {
        "__init__.py": "",
        "core/__init__.py": "",
        "infra/__init__.py": "",
        "core/ids.py": "import elearn.infra\n",
    }.items():
        (tmp_path / "elearn" / file).write_text(text, encoding="utf-8")
    contract = re.sub(
        r"layers =.*",
        "layers =\n    infra\n    core\ncontainers = elearn\nexhaustive = True\n",
        (ROOT / "setup.cfg").read_text(encoding="utf-8").partition("[importlinter]")[2].partition("layers =")[0]
        + "layers =",
        flags=re.DOTALL,
    )
    (tmp_path / "setup.cfg").write_text("[importlinter]" + contract, encoding="utf-8")
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "elearn.core" in done.stdout


def test_the_readme_explains_every_setting() -> None:
    """The table in the README and the code name the same settings with the same defaults."""
    rows = re.findall(r"^\| `ELEARN_(\w+)` \| (.*?) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    documented = {name.lower(): default.strip("`") for name, default in rows}
    real = {
        name: str(field.default.default) if field.default.default != "" else "—"
        for name, field in Settings.__dataclass_fields__.items()
    }
    assert documented == real
