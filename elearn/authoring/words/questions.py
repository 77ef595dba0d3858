"""What kinds of questions are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

KINDS: Mapping[str, LazyString] = {
    "single": lazy_gettext("One right option"),
    "several": lazy_gettext("Several right options"),
    "true_false": lazy_gettext("True or false"),
    "number": lazy_gettext("A number"),
    "ordering": lazy_gettext("Put in order"),
    "matching": lazy_gettext("Find the pairs"),
    "gap": lazy_gettext("Fill the gaps"),
    "groups": lazy_gettext("Sort into groups"),
    "short_text": lazy_gettext("An answer in own words"),
    "scenario": lazy_gettext("A case with several questions"),
}
