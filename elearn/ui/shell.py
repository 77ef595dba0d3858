"""What frames every page and is the same for everybody: navigation, language lists, footer.

It depends on the address and its language alone, so it is rendered once per address and kept in this process. What
depends on the person (the account panel, the banner) is not part of it.
"""

from flask import request
from markupsafe import Markup

from elearn.core.lru import Lru
from elearn.infra.i18n import current_language
from elearn.ui.slots import render_part

MOST_SHELLS = 500
LONGEST_QUERY = 100

_shells: Lru[tuple[Markup, Markup]] = Lru(MOST_SHELLS)


def shell() -> tuple[Markup, Markup]:
    """(top, foot) of the current address in its language."""
    query = request.query_string
    key = (current_language(), request.endpoint, request.method, request.path, query)
    if len(query) > LONGEST_QUERY or request.endpoint is None:
        return _render()
    return _shells.get(key) or _shells.put(key, _render())


def _render() -> tuple[Markup, Markup]:
    return render_part("ui/top.html"), render_part("ui/foot.html")
