"""Parts of pages that are the same for many readers: rendered once for each key, kept in this process.

A key names everything that the part depends on: its language, the state of the library, what the reader has done. A
form token belongs to one session, so a kept part holds a stand-in for it, which is filled in for each reader.
"""

from collections.abc import Hashable
from typing import Any

from flask import render_template
from markupsafe import Markup

from elearn.infra.i18n import current_language
from elearn.infra.memory import memory
from elearn.infra.security import TOKEN_STAND_IN, form_token, token_stand_ins
from elearn.markup.trusted import trusted

MOST_PARTS = 2000


def render_kept(template: str, key: Hashable, **context: Any) -> Markup:
    """Render a template as a part of a page, or take it from memory if it was rendered for this key before."""
    name = (template, current_language(), key)
    parts = memory("kept parts", MOST_PARTS)
    html: str | None = parts.get(name)
    if html is None:
        with token_stand_ins():
            html = parts.put(name, render_template(template, **context))
    return trusted(html.replace(TOKEN_STAND_IN, form_token()) if TOKEN_STAND_IN in html else html)
