"""The wheel needs no checkout: content, translations and migrations travel in it."""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
from pathlib import Path

import pytest

from tests.architecture.house import ROOT
from tests.serving import free_port

SOURCES = ("elearn", "content", "translations", "migrations", "setup.cfg", "pyproject.toml", "README.md")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `elearn` command of an environment into which nothing but the wheel and what it needs was put."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        source, copy = ROOT / name, folder / "source" / name
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(source, copy)
    run = {"check": True, "capture_output": True, "cwd": folder / "source"}
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder], **run)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], **run)
    python = folder / "venv" / "bin" / "python"
    wheel = next(folder.glob("*.whl"))
    install = ["install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install], **run)
    libraries = next((folder / "venv" / "lib").glob("python*/site-packages")) / "libraries.pth"
    libraries.write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    shutil.rmtree(folder / "source")
    return python.with_name("elearn")


def test_an_installed_wheel_sets_itself_up_and_serves(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "ELEARN_INSTANCE": str(tmp_path / "data")}
    administrator = ["--email", "admin@example.org", "--name", "Admin", "--password-stdin"]
    done = subprocess.run(
        [installed, "init", *administrator],
        input="three quiet words\n", text=True, capture_output=True, env=environment, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    port = free_port()
    server = subprocess.Popen([installed, "serve", "--port", str(port)], env=environment, cwd=tmp_path)
    try:
        page = _page(f"http://127.0.0.1:{port}/de/m/logical-framework/four-levels")
        assert "Die vier Ebenen" in page
        assert "Skip to content" not in page
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0


def _page(address: str) -> str:
    for _try in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as reply:
                text: str = reply.read().decode()
                return text
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The server did not start.")
