"""The floor: a bare Flask page under the server that the product uses."""

import logging
import sys

from flask import Flask
from waitress import serve

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """As little as a page can be."""
    return "hello"


@app.get("/healthz")
def healthy() -> str:
    """For whoever waits for the start."""
    return "ok"


if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8, _quiet=True)
