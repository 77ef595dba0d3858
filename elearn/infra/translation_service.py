"""A machine translation service behind one address, if the site has one. The protocol is a single POST of JSON:

    {"source": "it", "target": "fr", "texts": ["...", "..."]}   ->   {"texts": ["...", "..."]}

with `Authorization: Bearer <key>` where a key is set. LibreTranslate understands the same request: it also carries `q`,
`format` and `api_key`, and `translatedText` is taken for `texts`. Redirects are not followed, and an answer that is
late, large or odd counts as none.
"""

import json
from collections.abc import Sequence
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from flask import current_app

SECONDS = 20
MOST_BYTES = 2_000_000


class TranslationFailedError(Exception):
    """The service gave no usable answer."""


class _NoRedirect(HTTPRedirectHandler):
    """Where the texts go is the administrator's decision, not the service's."""

    def redirect_request(self, *_about: Any) -> None:
        return None


_OPENER = build_opener(_NoRedirect)


def is_there() -> bool:
    """Whether this site has a service."""
    return bool(current_app.config["SETTINGS"].translation_url)


def translate_texts(source: str, target: str, texts: Sequence[str]) -> list[str]:
    """Texts in another language, in their order. TranslationFailedError where the service did not do it."""
    settings = current_app.config["SETTINGS"]
    key = settings.translation_key
    body = {"source": source, "target": target, "texts": list(texts), "q": list(texts), "format": "text"}
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Quaderno"}
    if key:
        headers["Authorization"], body["api_key"] = f"Bearer {key}", key
    # the address is a setting, checked at the start: it begins with http
    request = Request(settings.translation_url, json.dumps(body).encode(), headers)  # noqa: S310
    try:
        with _OPENER.open(request, timeout=SECONDS) as reply:
            return _texts(reply, len(texts))
    except (URLError, HTTPException, OSError, ValueError, RecursionError) as error:
        raise TranslationFailedError from error


def _texts(reply: HTTPResponse, expected: int) -> list[str]:
    data = reply.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError("too large")
    said = json.loads(data)
    texts = said.get("texts", said.get("translatedText")) if isinstance(said, dict) else None
    if not isinstance(texts, list) or len(texts) != expected or not all(isinstance(one, str) for one in texts):
        raise ValueError("not the texts that were asked for")
    return texts
