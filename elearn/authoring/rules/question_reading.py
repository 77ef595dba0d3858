"""From the fields of a question's form to its key and its words.

What is merely missing (a reason, a text) makes a question that `check_quiz.py` complains about: an author may save
half a question. What cannot be written into a key at all (no right answer, "ten" for a number) is misread.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from elearn.authoring.rules.question_fields import (
    LIST,
    SIMPLE_KINDS,
    Fields,
    Fresh,
    clean,
    first,
    lines,
    rows,
    with_new_gaps,
)
from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapWords,
    OptionWords,
    QuestionWords,
    Reasons,
)
from elearn.core.numbers import Doubtful, read_number

COUNTRIES = ("it", "es", "fr", "de", "be")
MOST_MARKS = 20
MOST_TAGS = 12
LONGEST_TAG = 40
FEWEST_ROWS = 2
_KEY: TypeAdapter[AnyKey] = TypeAdapter(AnyKey)


class Fault(StrEnum):
    """Why a field makes no question. The words stand in `authoring/forms/question.py`."""

    NOTHING_RIGHT = "nothing_right"
    NO_GROUP = "no_group"
    NOT_A_NUMBER = "not_a_number"
    DOUBTFUL_NUMBER = "doubtful_number"
    BELOW_ZERO = "below_zero"
    BAD_MARKS = "bad_marks"
    NO_PARTS = "no_parts"
    TOO_MANY_TAGS = "too_many_tags"


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one field, with the values that its message names."""

    name: str
    fault: Fault
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """The key of a question and its words in the source language."""

    key: AnyKey
    words: QuestionWords


@dataclass(frozen=True)
class Misread:
    """The fields make no question; at least one complaint, in the order of the page."""

    complaints: tuple[Complaint, ...]


def read_question(kind: str, question_id: str, fields: Fields, fresh: Fresh) -> Question | Misread:
    """The question that the fields of a form make. `fresh` names what has no id yet."""
    form = _Form(with_new_gaps({**fields, "kind": [kind]}, fresh), "", fresh, [])
    key, words = form.question(kind)
    if form.complaints:
        return Misread(tuple(form.complaints))
    return Question(_KEY.validate_python({"id": question_id, "kind": kind, **key}), QuestionWords(**words))


def tags_of(text: str) -> tuple[str, ...]:
    """The tags of a text with commas: small letters, digits and hyphens, each once."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    found = (re.sub(r"[^a-z0-9]+", "-", one).strip("-")[:LONGEST_TAG].strip("-") for one in plain.split(","))
    return tuple(dict.fromkeys(one for one in found if one))


@dataclass
class _Form:
    """The fields of a question or of a part of one. Complaints are collected: a page shows all of them at once."""

    fields: Fields
    prefix: str
    fresh: Fresh
    complaints: list[Complaint]

    def question(self, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
        key, words = {
            "single": self.single,
            "several": self.several,
            "true_false": self.true_false,
            "number": self.number,
            "ordering": self.ordering,
            "matching": self.matching,
            "gap": self.gaps,
            "groups": self.groups,
            "short_text": self.short_text,
            "scenario": self.scenario,
        }[kind]()
        return {**self.shared(), **key}, {"stem": self.text("stem"), **words}

    def shared(self) -> dict[str, Any]:
        typed = self.text("marks") or "1"
        marks = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
        if not 1 <= marks <= MOST_MARKS:
            self.complain("marks", Fault.BAD_MARKS, most=str(MOST_MARKS))
        tags = tags_of(first(self.fields, f"{self.prefix}tags"))
        if len(tags) > MOST_TAGS:
            self.complain("tags", Fault.TOO_MANY_TAGS, most=str(MOST_TAGS))
        country = self.text("country")
        return {"marks": marks or 1, "tags": tags, "country": country if country in COUNTRIES else None}

    # --- the kinds ---------------------------------------------------------------------------------------------

    def single(self, at: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
        """One choice; `at` is the place of a gap that is a list."""
        options = self.written(f"{at}option", ("text", "reason"))
        right = self.text(f"{at}right")
        if right not in options:
            self.complain(f"{at}right", Fault.NOTHING_RIGHT)
        return {"options": options, "right": right}, {"options": self.option_words(f"{at}option", options)}

    def several(self) -> tuple[dict[str, Any], dict[str, Any]]:
        options = self.written("option", ("text", "reason"))
        right = [one for one in rows(self.fields, f"{self.prefix}right") if one in options]
        if not right:
            self.complain("right", Fault.NOTHING_RIGHT)
        return {"options": options, "right": right}, {"options": self.option_words("option", options)}

    def true_false(self) -> tuple[dict[str, Any], dict[str, Any]]:
        right = self.text("right")
        if right not in ("true", "false"):
            self.complain("right", Fault.NOTHING_RIGHT)
        return {"right": right == "true"}, {"options": self.option_words("option", ("true", "false"))}

    def number(self) -> tuple[dict[str, Any], dict[str, Any]]:
        right, tolerance = self.decimal("right"), self.decimal("tolerance", "0")
        if tolerance < 0:
            self.complain("tolerance", Fault.BELOW_ZERO)
        return {"right": right, "tolerance": tolerance}, {"unit": self.text("unit"), "reasons": self.reasons()}

    def ordering(self) -> tuple[dict[str, Any], dict[str, Any]]:
        items = self.written("item", ("text", "reason"))
        return {"right": items}, {"items": self.option_words("item", items)}

    def matching(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Two items whose answers have the same words have the same answer."""
        items = self.written("item", ("text", "reason", "answer-text"))
        answers: dict[str, str] = {}  # id -> words
        right = {}
        for item in items:
            words = self.text(f"item.{item}.answer-text")
            right[item] = self.answer(answers, words, self.text(f"item.{item}.answer"))
            answers[right[item]] = words
        extra = [one for one in self.written("extra", ("text",), fewest=0) if one not in answers]
        answers |= {one: self.text(f"extra.{one}.text") for one in extra}
        return {"right": right, "extra": extra}, {"items": self.option_words("item", items), "answers": answers}

    def gaps(self) -> tuple[dict[str, Any], dict[str, Any]]:
        keys: dict[str, Any] = {}
        words: dict[str, GapWords] = {}
        for gap in self.ids("gap"):
            at = f"gap.{gap}."
            if self.text(f"{at}kind") == LIST:
                keys[gap], own = self.single(at)
                words[gap] = GapWords(**own)
            else:
                keys[gap] = {"accepted": True}
                accepted = lines(first(self.fields, f"{self.prefix}{at}accepted"))
                words[gap] = GapWords(accepted=accepted, reasons=self.reasons(at))
        return {"gaps": keys}, {"text": self.text("text"), "gaps": words}

    def groups(self) -> tuple[dict[str, Any], dict[str, Any]]:
        items = self.written("item", ("text", "reason"))
        chosen = {item: self.text(f"item.{item}.group") for item in items}
        groups = self.written("group", ("text",), keep=tuple(chosen.values()))
        for item, group in chosen.items():
            if group not in groups:
                self.complain(f"item.{item}.group", Fault.NO_GROUP)
        names = {group: self.text(f"group.{group}.text") for group in groups}
        return {"groups": groups, "right": chosen}, {"items": self.option_words("item", items), "groups": names}

    def short_text(self) -> tuple[dict[str, Any], dict[str, Any]]:
        criteria = lines(first(self.fields, f"{self.prefix}criteria"))
        return {}, {"model": self.text("model"), "criteria": criteria, "reason": self.text("reason")}

    def scenario(self) -> tuple[dict[str, Any], dict[str, Any]]:
        keys: list[dict[str, Any]] = []
        words: dict[str, QuestionWords] = {}
        for part in self.ids("part"):
            form = _Form(self.fields, f"part.{part}.", self.fresh, self.complaints)
            kind = form.text("kind")
            if kind in SIMPLE_KINDS and not part[0].isdigit():
                key, own = form.question(kind)
                keys.append({"id": part, "kind": kind, **key})
                words[part] = QuestionWords(**own)
        if not keys:
            self.complain("part", Fault.NO_PARTS)
        return {"parts": keys}, {"parts": words}

    # --- their fields ------------------------------------------------------------------------------------------

    def complain(self, name: str, fault: Fault, **params: str) -> None:
        self.complaints.append(Complaint(self.prefix + name, fault, params))

    def text(self, name: str) -> str:
        return clean(first(self.fields, self.prefix + name))

    def ids(self, name: str) -> tuple[str, ...]:
        return rows(self.fields, self.prefix + name)

    def written(
        self, name: str, fields: Sequence[str], fewest: int = FEWEST_ROWS, keep: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """The rows in which somebody wrote something; the empty ones too where nothing else is left."""
        ids = self.ids(name)
        some = tuple(one for one in ids if one in keep or any(self.text(f"{name}.{one}.{part}") for part in fields))
        return some if len(some) >= fewest else ids

    def option_words(self, name: str, ids: Sequence[str]) -> dict[str, OptionWords]:
        return {one: OptionWords(self.text(f"{name}.{one}.text"), self.text(f"{name}.{one}.reason")) for one in ids}

    def reasons(self, at: str = "") -> Reasons:
        return Reasons(self.text(f"{at}reason-right"), self.text(f"{at}reason-wrong"))

    def answer(self, answers: Mapping[str, str], words: str, own: str) -> str:
        """The id of the answer with these words: one that has them, else the row's own, else a new one."""
        known = next((one for one, text in answers.items() if words and text == words), "")
        own = own if own in rows({"": [own]}, "") and own not in answers else ""
        return known or own or f"answer-{self.fresh()}"

    def decimal(self, name: str, otherwise: str = "") -> float:
        typed = self.text(name) or otherwise
        value = read_number(typed)
        if isinstance(value, Doubtful):
            self.complain(name, Fault.DOUBTFUL_NUMBER, typed=typed, whole=value.whole, decimals=value.decimals)
        elif value is None:
            self.complain(name, Fault.NOT_A_NUMBER)
        return float(value) if isinstance(value, Decimal) else 0.0
