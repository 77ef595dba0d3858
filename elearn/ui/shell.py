"""What frames every page and is the same for everybody: navigation, language lists, footer.

It depends on the address and its language alone. What depends on the person (the account panel, the banner) is not
part of it.
"""

from flask import request
from markupsafe import Markup

from elearn.ui.kept import render_kept
from elearn.ui.slots import render_part


def shell() -> tuple[Markup, Markup]:
    """(top, foot) of the current address in its language. Addresses that hold a query or a secret are not kept."""
    if request.endpoint is None or request.query_string or "token" in (request.view_args or {}):
        return render_part("ui/top.html"), render_part("ui/foot.html")
    key = (request.endpoint, request.method, request.path)
    return render_kept("ui/top.html", key), render_kept("ui/foot.html", key)
