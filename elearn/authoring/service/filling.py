"""Forms over drafts: opened, filled in, saved. Two people may fill in one form: fields are merged one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from elearn.authoring.rules.fields import Field, Place, merged, placed, read, written
from elearn.authoring.service.drafts import save
from elearn.authoring.service.preview import compiled
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.states import draft_digests
from elearn.catalogue.service.texts import texts_of
from elearn.core.problems import Level, Problem

NEW = ""  # stands for the digest of a file that was not there when the form was opened


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is to be shown.

    `opened` are the digests of its files; `problems` are about one field, `others` about the unit as a whole;
    `theirs` is what somebody else wrote into a field meanwhile. `saved` are the paths that were written.
    """

    values: Mapping[Place, str]
    opened: Mapping[str, str]
    problems: Mapping[Place, Sequence[Problem]] = field(default_factory=dict)
    others: Sequence[Problem] = ()
    theirs: Mapping[Place, str] = field(default_factory=dict)
    saved: tuple[str, ...] = ()
    merged: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether what was typed could not be saved as it is."""
        errors = any(one.level is Level.ERROR for found in self.problems.values() for one in found)
        return not self.saved and (bool(self.theirs) or errors or any(one.level is Level.ERROR for one in self.others))


def open_form(unit: str, fields: Sequence[Field]) -> Filled:
    """What the drafts hold now: a few queries, however many files."""
    drafts = drafts_of(unit)
    texts, opened = _now(fields, {one.place.file: drafts[one.place.file] for one in fields if one.place.file in drafts})
    found = placed([one for one in compiled(unit).problems if one.level is not Level.NOTICE], fields, texts)
    return Filled(read(texts, fields), opened, found)


def fill_in(
    person_id: int, unit: str, fields: Sequence[Field], typed: Mapping[Place, str], opened: Mapping[str, str], act: str
) -> Filled:
    """Put typed values into the drafts. `opened` are the digests that the form was made from.

    What somebody else wrote into other fields stays. Nothing is saved where both wrote into one field, or where the
    change would bring an error that stops the publication of the unit.
    """
    texts, current = _now(fields, draft_digests({one.place.file for one in fields}))
    before = texts_of(name for name in opened.values() if name)
    base = read({file: before.get(name, "") for file, name in opened.items()}, fields)
    now = read(texts, fields)
    values, clashes = merged(base, {**base, **typed}, now)
    if clashes:
        return Filled(values, current, theirs=clashes)
    changes = written(texts, fields, values)
    errors = _new_errors(unit, changes) if changes else ()
    if errors:
        found = placed(errors, fields, {**texts, **changes})
        beside = {id(one) for some in found.values() for one in some}
        return Filled(values, current, found, [one for one in errors if id(one) not in beside])
    for file, body in sorted(changes.items()):
        save(person_id, file, body, current[file] or None, act)
    return Filled(values, current, saved=tuple(sorted(changes)), merged=now != base)


def _now(fields: Iterable[Field], digests: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The drafts of a form's files: texts, and digests (`NEW` where there is no file)."""
    files = sorted({one.place.file for one in fields})
    texts = texts_of(digests.values())
    return {file: texts[name] for file, name in digests.items()}, {file: digests.get(file, NEW) for file in files}


def _new_errors(unit: str, changes: Mapping[str, str]) -> Sequence[Problem]:
    """The errors that a unit would have after these changes and has not now."""
    known = {(one.path, one.code, str(one.params)) for one in compiled(unit).problems}
    after = [one for one in compiled(unit, changes).problems if one.level is Level.ERROR]
    return [one for one in after if (one.path, one.code, str(one.params)) not in known]
