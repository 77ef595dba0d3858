"""The form of a country fact: words in five languages, where they come from, until when they can be trusted."""

from collections.abc import Sequence

from flask_babel import gettext as _

from elearn.authoring.forms.term import languages_from
from elearn.authoring.rules.fields import Field, Group, Kind, Place
from elearn.authoring.service.facts import file_of
from elearn.core.languages import LANGUAGE_NAMES


def fact_groups(fact_id: str, country: str, first: str) -> Sequence[Group]:
    """The fields of a fact: what authors must check first, then the words, the reader's language first."""

    def at(*keys: str) -> Place:
        return Place(file_of(country), (fact_id, *keys))

    source = [
        Field(at("source", "title"), _("Title of the source")),
        Field(at("source", "issuer"), _("Who says so")),
        Field(at("source", "year"), _("Year of the source"), Kind.NUMBER),
        Field(at("source", "url"), _("Address of the page (optional)"), hint=_("Begin it with https://.")),
    ]
    checked = _("The day on which somebody checked it.")
    days = [
        Field(at("valid_on"), _("Valid on"), Kind.DAY, hint=checked),
        Field(at("review_by"), _("Check again by"), Kind.DAY),
        Field(at("topic"), _("Topic"), hint=_("An id that several facts share, like “microcredit”.")),
    ]
    words = [
        Group(
            LANGUAGE_NAMES[language],
            [
                Field(at("title", language), _("Title"), language=language),
                Field(at("text", language), _("Text"), Kind.TEXT, language, rows=4),
            ],
            language=language,
        )
        for language in languages_from(first)
    ]
    return [Group(_("Dates"), days), Group(_("Source"), source), *words]
