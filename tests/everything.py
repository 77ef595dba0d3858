"""`make test`: every check of the house, in the order in which a mistake shows up fastest."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import find_or_install

PYTHON = sys.executable
WORKERS = str(min(4, os.cpu_count() or 1))


@dataclass(frozen=True)
class Step:
    """One check: a name, a group and a command."""

    group: str
    name: str
    command: tuple[str, ...]


def module(name: str, *arguments: str) -> tuple[str, ...]:
    """A command that runs a Python module of the virtual environment."""
    return (PYTHON, "-m", name, *arguments)


STEPS = (
    Step("lint", "ruff: mistakes", module("ruff", "check", "--quiet", ".")),
    Step("lint", "ruff: layout", module("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", "mypy: types", module("mypy", "--no-error-summary")),
    Step("lint", "import-linter: layers", (str(Path(PYTHON).with_name("lint-imports")), "--no-logo")),
    Step("content", "catalogues of the interface", module("elearn", "translations", "check")),
    Step("content", "content", module("elearn", "content", "check")),
    Step("tests", "tests", module("pytest", "-q", "-n", WORKERS, "-m", "not postgres and not browser")),
    Step("tests", "tests on PostgreSQL", module("pytest", "-q", "-n", WORKERS, "-m", "postgres")),
    Step("browser", "journeys in a browser", module("pytest", "-q", "-n", WORKERS, "-m", "browser")),
)


def run(step: Step) -> bool:
    """Run one step; True if it passed."""
    print(f"\n── {step.name}", flush=True)
    started = time.monotonic()
    passed = subprocess.run(step.command, check=False, env=_environment()).returncode == 0
    print(f"   {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return passed


def _environment() -> dict[str, str]:
    """Ours, but what is compiled is kept: the steps and their servers would compile the same files a hundred times."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main(arguments: list[str], say: Callable[[str], None] = print) -> int:
    """Run the steps; the exit code is 0 when all passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="one group: lint, content, tests or browser")
    only = parser.parse_args(arguments).only
    steps = [step for step in STEPS if only in (None, step.group)]
    browser = find_or_install() if any(step.group == "browser" for step in steps) else None
    if browser is None:
        steps = [step for step in steps if step.group != "browser"]
    failed = [step.name for step in steps if not run(step)]
    no_browser = browser is None and only in (None, "browser")
    if no_browser:
        say("\n" + "!" * 78)
        say("NO BROWSER WAS FOUND, so no journey in a browser was tested.")
        say("Install Chromium (on Debian and Ubuntu: apt install chromium) and run make test again.")
        say("!" * 78)
    if failed:
        say("\nFailed: " + ", ".join(failed))
    return 1 if failed or (no_browser and os.environ.get("CI")) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
