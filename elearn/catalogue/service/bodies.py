"""The body of a text as HTML. What does not depend on the reader is rendered once and kept in this process.

A lesson's practice questions are the one thing in it that differs from person to person: they stand between stretches
that are the same for everybody.
"""

from itertools import groupby

from markupsafe import Markup

from elearn.catalogue.rules.values import BlockKind
from elearn.catalogue.service.reading import Part, TextView
from elearn.core.countries import COUNTRIES, country_name
from elearn.infra.i18n import current_language
from elearn.infra.memory import memory
from elearn.ui.slots import render_part

MOST_BODIES = 400

#: (HTML, "") for a stretch, ("", "quiz/question") for a practice question.
Body = tuple[tuple[Markup | str, str], ...]


def body_of(view: TextView) -> Body:
    """The stretches and practice questions of a text, in order."""
    bodies = memory("bodies", MOST_BODIES)
    found: Body = bodies.get(view.key) or bodies.put(view.key, _render(view))
    return found


def _render(view: TextView) -> Body:
    body: list[tuple[Markup | str, str]] = []
    countries = {country: country_name(country, current_language()) for country in COUNTRIES}
    for is_question, group in groupby(enumerate(view.parts), key=lambda entry: entry[1].kind is BlockKind.QUESTION):
        parts: list[tuple[int, Part]] = list(group)
        if is_question:
            body += [("", part.question) for _number, part in parts]
        else:
            body.append((render_part("catalogue/parts.html", view=view, parts=parts, countries=countries), ""))
    return tuple(body)
