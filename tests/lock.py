"""`make lock`: pin what setup.cfg allows, with hashes, for every Python from 3.11 on. Needs `uv` and the index."""

import configparser
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ("--universal", "--python-version", "3.11.2", "--generate-hashes", "--no-header", "--no-annotate", "--quiet")


def main() -> None:
    """Write both lock files: what tests need first, so that what runs is pinned to the same versions."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    needed = setup["options"]["install_requires"]
    tests = needed + setup["options.extras_require"]["test"]
    _lock(tests, "requirements-test.lock")
    _lock(needed, "requirements.lock", "--constraint", str(ROOT / "requirements-test.lock"))


def _lock(requirements: str, name: str, *more: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "requirements.in"
        source.write_text(requirements, encoding="utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", str(source), *OPTIONS, "-o", str(ROOT / name), *more]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
