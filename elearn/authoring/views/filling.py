"""Pages that are forms over files: one way from the request to the drafts and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn.authoring.blueprint import person_id, rights
from elearn.authoring.rules.fields import Field, Group, Place
from elearn.authoring.service.drafts import EditClash
from elearn.authoring.service.filling import NEW, Filled, fill_in, open_form
from elearn.authoring.views.drafts import clash_page
from elearn.authoring.words.problems import describe
from elearn.core.problems import Level

OPENED = "opened:"


@dataclass(frozen=True)
class Shown:
    """A form on a page: groups of fields, what stands in them, what is wrong. Templates ask it field by field."""

    unit: str
    groups: Sequence[Group]
    filled: Filled
    may_write: Callable[[Field], bool]
    publishes: bool  # whether the person may publish the unit

    def value(self, field: Field) -> str:
        """What stands in a field."""
        return self.filled.values.get(field.place, "")

    def errors(self, field: Field) -> list[str]:
        """What must be put right in a field, in words."""
        return self._said(field, is_error=True)

    def warnings(self, field: Field) -> list[str]:
        """What would be better in a field, in words."""
        return self._said(field, is_error=False)

    def theirs(self, field: Field) -> str | None:
        """What somebody else wrote into a field meanwhile; None where nobody did."""
        return self.filled.theirs.get(field.place)

    @property
    def opened(self) -> dict[str, str]:
        """Hidden fields: the digest of each file as it was opened."""
        return {OPENED + file: name for file, name in self.filled.opened.items()}

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What must be put right: the name of a field ("" for none) and a sentence."""
        fields = [field for group in self.groups for field in group.fields]
        names = {field.place: field.place.name if self.may_write(field) else "" for field in fields}
        found = [(names[field.place], words) for field in fields for words in self.errors(field)]
        return [*found, *(("", describe(one)) for one in self.filled.others)]

    @property
    def clashing(self) -> list[Field]:
        """The fields that somebody else has changed too."""
        return [field for group in self.groups for field in group.fields if field.place in self.filled.theirs]

    @property
    def is_open(self) -> bool:
        """Whether the person may write into any field."""
        return any(self.may_write(field) for group in self.groups for field in group.fields)

    def _said(self, field: Field, *, is_error: bool) -> list[str]:
        found = self.filled.problems.get(field.place, ())
        return [describe(one) for one in found if (one.level is Level.ERROR) == is_error]


def fill_page(
    template: str,
    unit: str,
    groups: Sequence[Group],
    back: str,
    *,
    act: str = "edited",
    begin: Mapping[Place, str] | None = None,
    **context: Any,
) -> ResponseReturnValue:
    """Show a form, or save what was sent and go `back`. A refused form comes back with everything that was typed.

    `begin` is what stands in the fields of something new.
    """
    fields = [field for group in groups for field in group.fields]
    if request.method == "POST":
        if not any(may_write(unit, one) for one in fields):
            abort(403)
        typed = {one.place: request.form[one.place.name] for one in fields if _is_sent(unit, one)}
        opened = {file: request.form.get(OPENED + file, NEW) for file in {one.place.file for one in fields}}
        try:
            filled = fill_in(person_id(), unit, fields, typed, opened, act)
        except EditClash as clash:
            return clash_page(clash, back)
        if not filled.is_refused:
            return redirect(_with_word(back, filled), 303)
    else:
        filled = open_form(unit, fields)
        filled = replace(filled, values={**filled.values, **(begin or {})})
    shown = Shown(unit, groups, filled, lambda field: may_write(unit, field), rights().publishes(unit))
    return render_template(template, form=shown, **context), 422 if filled.is_refused else 200


def may_write(unit: str, field: Field) -> bool:
    """Whether the person may write into a field: translators into those of their languages."""
    return rights().translates(unit, field.language) if field.language else rights().writes(unit)


def _is_sent(unit: str, field: Field) -> bool:
    return field.place.name in request.form and may_write(unit, field)


def _with_word(address: str, filled: Filled) -> str:
    word = "merged" if filled.saved and filled.merged else "yes" if filled.saved else "same"
    address, hash_sign, anchor = address.partition("#")
    return f"{address}{'&' if '?' in address else '?'}saved={word}{hash_sign}{anchor}"
