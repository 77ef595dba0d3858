"""Sending forms as a browser does: with the token of the page."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def token_of(page: TestResponse) -> str:
    """The form token on a page. AssertionError if it has no form."""
    found = TOKEN.search(page.get_data(as_text=True))
    assert found, "The page has no form token."
    return found.group(1)


def post(client: FlaskClient, url: str, data: dict[str, Any] | None = None, *, page: str | None = None) -> TestResponse:
    """Open `page` (default: the address itself), take its token and send the form to `url`."""
    token = token_of(client.get(page or url, follow_redirects=True))
    return client.post(url, data={"form_token": token, **(data or {})})
