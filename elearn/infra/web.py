"""Serving: static files with content hashes, packed once; compression of pages."""

import shutil
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from flask_compress import Compress
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from elearn.core.ids import digest
from elearn.infra.config import Settings
from elearn.infra.security import security_headers

STATIC_PREFIX = "/static/"
HASH_LENGTH = 10


def init_app(app: Flask, settings: Settings, static: Path) -> None:
    """Serve `static` with far-future caching under addresses that carry a hash of the file."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 3
    Compress(app)
    packed = _pack(static, settings.instance / "static")

    def dress(headers: Headers, _path: str, _url: str) -> None:
        for name, value in security_headers(settings).items():
            headers[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=packed,
        prefix=STATIC_PREFIX,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=dress,
    )
    addresses = {path.name: STATIC_PREFIX + _hashed(path) for path in static.iterdir() if path.is_file()}
    app.jinja_env.globals["static"] = addresses.__getitem__


def _pack(static: Path, target: Path) -> Path:
    """Copy static files under their hashed names, with .br and .gz beside them; what is there already stays."""
    target.mkdir(parents=True, exist_ok=True)
    compressor = Compressor(quiet=True)
    for path in sorted(static.iterdir()):
        copy = target / _hashed(path)
        if path.is_file() and not copy.exists():
            shutil.copyfile(path, copy)
            list(compressor.compress(str(copy)))
    return target


@cache
def _hashed(path: Path) -> str:
    """`q.css` becomes `q.1a2b3c4d5e.css`: a new content has a new address."""
    return f"{path.stem}.{digest(path.read_bytes())[:HASH_LENGTH]}{path.suffix}"
