"""Filling in a form of a page by machine, as somebody in a hurry would."""

import urllib.request
from urllib.parse import urlencode

import html5lib


def fetch(address: str, cookie: str, encoding: str = "identity") -> tuple[str, bytes, dict[str, str]]:
    """(final address, body as sent, headers) of a page."""
    request = urllib.request.Request(address, headers={"Cookie": cookie, "Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return reply.geturl(), reply.read(), {name.lower(): value for name, value in reply.headers.items()}


def choices(html: str, marker: str, pick: int = 0) -> tuple[str, dict[str, str]]:
    """(action, fields) of the form in a page's main part that holds a field named `marker`.

    Of everything that offers a choice, the one at `pick` is taken: 0 is the first, -1 the last.
    """
    main = next(html5lib.parse(html, namespaceHTMLElements=False).iter("main"))
    form = next(form for form in main.iter("form") if any(i.get("name") == marker for i in form.iter("input")))
    offered: dict[str, list[str]] = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type")
        if not name or control.tag not in ("input", "select", "textarea") or kind == "checkbox":
            continue
        values = [option.get("value") or "" for option in control.iter("option")]
        values = [value for value in values if value] or [control.get("value") or "An answer that is long enough."]
        offered.setdefault(name, []).extend(values)
    return form.get("action") or "", {name: values[pick] for name, values in offered.items()}


def encode(fields: dict[str, str]) -> str:
    """The body of a form."""
    return urlencode(fields)
