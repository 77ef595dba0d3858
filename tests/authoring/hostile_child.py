"""Runs one hostile thing after the other in a process of its own, and says for each what came of it.

    python -m tests.authoring.hostile_child pictures

Writes a line of JSON for each: its name, the outcome in a word, seconds of the processor, and the most megabytes that
the process ever held.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping

from elearn.authoring.exchange.arrivals import RefusedFileError
from elearn.authoring.exchange.pictures import prepare
from tests.authoring import pictures

Case = Callable[[], object]


def sent(data: bytes) -> Case:
    """A file that somebody sends for a lesson."""

    def send() -> object:
        try:
            return prepare(data, "a.jpg").content_type
        except RefusedFileError as refused:
            return refused.code

    return send


def picture_cases() -> Mapping[str, Case]:
    """Pictures that claim too much, and such as no camera makes."""
    files = {
        "png of 30,000 x 30,000": pictures.claimed_png(30_000, 30_000),
        "jpeg of 30,000 x 30,000": pictures.claimed_jpeg(30_000, 30_000),
        "gif of 30,000 x 30,000": pictures.claimed_gif(30_000, 30_000),
        "webp of 16,383 x 16,383": pictures.claimed_webp(),
        "avif of 30,000 x 30,000": pictures.claimed_avif(),
        "png of 2 x 400,000,000": pictures.claimed_png(2, 400_000_000),
        "png with too few pixels": pictures.claimed_png(6_000, 6_000),
        "jpeg of too many passes": pictures.many_passes(5_000),
        "png with a comment of 100 MB": pictures.text_bomb(),
        "drawing of many levels": pictures.svg("<g>" * 15_000 + "</g>" * 15_000),
        "drawing of copies": pictures.copies(99),
        "drawing of entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + pictures.svg("<text>&a;</text>"),
        "one kind in the clothes of another": b"\x89PNG\r\n\x1a\n" + pictures.photo((40, 30)),
        "half a picture": pictures.photo((800, 600), "WEBP")[:900],
        "20 MB of zeros": bytes(20_000_001),
        "60 MB of a picture": pictures.photo((40, 30)) + bytes(60_000_000),
    }
    return {name: sent(data) for name, data in files.items()}


CASES = {"pictures": picture_cases}


def main() -> None:
    """Run the cases of the group that the command line names."""
    for name, case in CASES[sys.argv[1]]().items():
        before = time.process_time()
        outcome = case()
        seconds = time.process_time() - before
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"name": name, "outcome": outcome, "seconds": seconds, "megabytes": most}), flush=True)


if __name__ == "__main__":
    main()
