"""The form of a term: names, definition, example and words to avoid, language by language."""

from collections.abc import Sequence

from flask_babel import gettext as _

from elearn.authoring.rules.fields import Field, Group, Kind, Place
from elearn.catalogue.rules.compile_lists import GLOSSARY, MAX_DEFINITION_WORDS
from elearn.core.languages import LANGUAGE_NAMES


def languages_from(first: str) -> list[str]:
    """The five languages, the reader's own first."""
    return sorted(LANGUAGE_NAMES, key=lambda one: one != first)


def term_groups(term_id: str, first: str) -> Sequence[Group]:
    """The fields of a term, the reader's language first, and a note that only authors read."""
    groups = [_in_language(term_id, language) for language in languages_from(first)]
    note = Field(Place(GLOSSARY, (term_id, "note")), _("Note for authors and translators"), Kind.LINE)
    return [*groups, Group(_("For authors"), [note])]


def _in_language(term_id: str, language: str) -> Group:
    file = f"glossary/{language}.yml"
    fields = [
        Field(Place(GLOSSARY, (term_id, language)), _("Name"), language=language),
        Field(
            Place(file, (term_id, "definition")),
            _("What it means"),
            Kind.TEXT,
            language,
            _("At most %(words)s words. Leave it empty where no lesson explains the term.", words=MAX_DEFINITION_WORDS),
            rows=2,
        ),
        Field(Place(file, (term_id, "example")), _("Example"), Kind.TEXT, language, rows=2),
        Field(
            Place(file, (term_id, "avoid")),
            _("Words to avoid"),
            Kind.LINES,
            language,
            _("One per line. Whoever writes one of them is told to write the name instead."),
            rows=2,
        ),
    ]
    return Group(LANGUAGE_NAMES[language], fields, language=language)
