"""A new question of each kind, as it is stored before anybody has written a word of it."""

from typing import Any

from pydantic import TypeAdapter

from elearn.authoring.rules.question_fields import KINDS, Fresh, blank_rows
from elearn.authoring.rules.question_reading import Question
from elearn.catalogue.rules.quiz_values import AnyKey, OptionWords, QuestionWords

_KEY: TypeAdapter[AnyKey] = TypeAdapter(AnyKey)


def blank_question(kind: str, fresh: Fresh) -> Question:
    """A question of a kind with a new id, enough empty rows to begin with, and any of them as the right one.

    ValueError for a kind that is none.
    """
    if kind not in KINDS:
        raise ValueError(f"There is no kind of question called {kind}.")
    key, words = _scenario(fresh) if kind == "scenario" else _simple(kind, fresh)
    return Question(_KEY.validate_python({"id": new_id(kind, fresh), **key}), words)


def new_id(kind: str, fresh: Fresh) -> str:
    """An id that no other question has had."""
    return f"{kind.replace('_', '-')}-{fresh()}"


def _scenario(fresh: Fresh) -> tuple[dict[str, Any], QuestionWords]:
    key, words = _simple("single", fresh)
    part = new_id("single", fresh)
    return {"kind": "scenario", "parts": [{"id": part, **key}]}, QuestionWords("", parts={part: words})


def _simple(kind: str, fresh: Fresh) -> tuple[dict[str, Any], QuestionWords]:
    fields = blank_rows(kind, "", fresh)
    options, items, groups = fields.get("option", []), fields.get("item", []), fields.get("group", [])
    empty_items = {one: OptionWords() for one in items}
    empty_options = {one: OptionWords() for one in options}
    key: dict[str, Any] = {"kind": kind}
    match kind:
        case "single" | "several":
            first = options[0] if kind == "single" else options[:1]
            return {**key, "options": options, "right": first}, QuestionWords("", options=empty_options)
        case "true_false":
            return {**key, "right": True}, QuestionWords("", options=empty_options)
        case "number":
            return {**key, "right": 0}, QuestionWords("")
        case "ordering":
            return {**key, "right": items}, QuestionWords("", items=empty_items)
        case "matching":
            right = {one: one.replace("item", "answer") for one in items}
            return {**key, "right": right}, QuestionWords(
                "", items=empty_items, answers=dict.fromkeys(right.values(), "")
            )
        case "groups":
            names = dict.fromkeys(groups, "")
            chosen = dict.fromkeys(items, groups[0])
            return {**key, "groups": groups, "right": chosen}, QuestionWords("", items=empty_items, groups=names)
        case "gap":
            return {**key, "gaps": {}}, QuestionWords("")
    return key, QuestionWords("")
