"""Serving: static files with content hashes, compression, the error pages' plumbing."""

from functools import cache
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from whitenoise import WhiteNoise

from elearn.core.ids import digest

STATIC_PREFIX = "/static/"
HASH_LENGTH = 10


def init_app(app: Flask, static: Path) -> None:
    """Serve `static` with far-future caching under addresses that carry a hash of the file."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 4
    Compress(app)
    files = {f"{_hashed(path)}": path for path in sorted(static.iterdir()) if path.is_file()}
    server = WhiteNoise(app.wsgi_app, max_age=31_536_000, immutable_file_test=lambda _path, _url: True)
    for name, path in files.items():
        server.add_file_to_dictionary(STATIC_PREFIX + name, str(path))
    app.wsgi_app = server  # type: ignore[method-assign]
    app.jinja_env.globals["static"] = lambda name: STATIC_PREFIX + _hashed(static / name)


@cache
def _hashed(path: Path) -> str:
    """`q.css` becomes `q.1a2b3c4d5e.css`: a new content has a new address."""
    return f"{path.stem}.{digest(path.read_bytes())[:HASH_LENGTH]}{path.suffix}"
