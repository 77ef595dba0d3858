"""Questions into the files of a quiz: `quiz.yml` and the words of one language. What is not changed keeps its bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, cast

from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap

from elearn.authoring.rules.question_reading import Question
from elearn.authoring.rules.yaml_writing import edited_yaml, plain, write_yaml
from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapWords,
    OptionWords,
    QuestionKey,
    QuestionWords,
    Reasons,
    all_words,
)

SHORT_MAPPING = 6  # a mapping of ids with no more entries stands on one line
DEFAULTS: Mapping[str, object] = {"marks": 1, "country": None, "tags": (), "retired": False, "extra": ()}
FIRST = ("id", "kind", "marks", "country", "tags", "retired")


# --- the key -------------------------------------------------------------------------------------------------------


def key_value(key: AnyKey) -> dict[str, Any]:
    """The key of a question as it stands in quiz.yml: nothing that goes without saying."""
    names = [*FIRST, *(name for name in type(key).model_fields if name not in FIRST)]
    given = {name: getattr(key, name) for name in names}
    return {name: _value(one) for name, one in given.items() if name not in DEFAULTS or one != DEFAULTS[name]}


def _value(value: Any) -> Any:
    if isinstance(value, QuestionKey):
        return key_value(cast(AnyKey, value))
    if isinstance(value, BaseModel):
        return {name: _value(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {name: _value(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_value(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def new_key_file(purpose: str, questions: Sequence[AnyKey]) -> str:
    """quiz.yml of a new quiz. Nothing is asked of practice questions; a check takes the path's pass mark."""
    settings: dict[str, Any] = {"purpose": purpose, "attempts": "unlimited", "shuffle": ["options"], "draw": "all"}
    settings |= {"reveal": "submitted"} | ({"pass_mark": "none"} if purpose == "practice" else {})
    return write_yaml({**settings, "questions": [key_value(one) for one in questions]})


def with_key(text: str, key: AnyKey, after: str | None = None) -> str:
    """quiz.yml with this question: in the place of the one with its id, else behind `after`, else at the end."""

    def change(file: Any) -> None:
        value = _flowing(plain(key_value(key)))
        questions = file["questions"]
        places = {str(one["id"]): place for place, one in enumerate(questions)}
        if key.id in places:
            _update(questions[places[key.id]], value)
        else:
            questions.insert(places[after] + 1 if after in places else len(questions), value)

    return edited_yaml(text, change)


def with_order(text: str, order: Sequence[str]) -> str:
    """quiz.yml with its questions in this order; those that are not named follow as they stood."""

    def change(file: Any) -> None:
        questions = list(file["questions"])
        place = {name: number for number, name in enumerate(order)}
        questions.sort(key=lambda one: place.get(str(one["id"]), len(place)))
        file["questions"][:] = questions

    return edited_yaml(text, change)


def with_settings(text: str, settings: Mapping[str, Any]) -> str:
    """quiz.yml with other rules: purpose, attempts, pass_mark, shuffle, draw, reveal. None removes a rule."""

    def change(file: Any) -> None:
        for place, (name, value) in enumerate(settings.items()):
            if value is None:
                file.pop(name, None)
            elif name in file:
                file[name] = plain(value)
            else:
                file.insert(min(place, len(file)), name, plain(value))

    return edited_yaml(text, change)


def with_minutes(text: str, quiz: str, minutes: int) -> str:
    """module.yml that lists a quiz with its minutes."""

    def change(file: Any) -> None:
        entry = next((one for one in file.get("quizzes") or () if str(one["id"]) == quiz), None)
        if entry is not None:
            entry["minutes"] = minutes
        else:
            if not file.get("quizzes"):
                file["quizzes"] = plain([])
            file["quizzes"].append(plain({"id": quiz, "minutes": minutes}))

    return edited_yaml(text, change)


def _update(old: Any, new: Mapping[str, Any]) -> None:
    """Change only what is another value: comments and the way of writing stay."""
    for name in [name for name in old if name not in new]:
        del old[name]
    for name, value in new.items():
        if name not in old or _plainly(old[name]) != _plainly(value):
            old[name] = value


def _plainly(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [(str(name), _plainly(one)) for name, one in value.items()]
    if isinstance(value, list):
        return [_plainly(one) for one in value]
    return value


def _flowing(value: Any) -> Any:
    """The answers of a matching, `right: {target: value-to-reach}`, and gaps stand on one line."""
    if isinstance(value, CommentedMap):
        for one in value.values():
            _flowing(one)
        small = value.get("right") if isinstance(value.get("right"), CommentedMap) else None
        if small is not None and len(small) <= SHORT_MAPPING:
            small.fa.set_flow_style()
        for gap in (value.get("gaps") or {}).values() if isinstance(value.get("gaps"), CommentedMap) else ():
            gap.fa.set_flow_style()
    elif isinstance(value, list):
        for one in value:
            _flowing(one)
    return value


# --- the words -----------------------------------------------------------------------------------------------------


def words_value(words: object) -> Any:
    """Words as they stand in {lang}.yml: empty fields are left out, the entries of a list never."""
    if isinstance(words, QuestionWords | GapWords | OptionWords | Reasons):
        given = {one.name: getattr(words, one.name) for one in fields(words)}
        kept = {name: value for name, value in given.items() if name == "stem" or _says_something(value)}
        return {name: words_value(value) for name, value in kept.items()}
    if isinstance(words, Mapping):
        return {name: words_value(one) for name, one in words.items()}
    if isinstance(words, tuple):
        return [words_value(one) for one in words]
    return words


def _says_something(value: object) -> bool:
    return bool(value) if isinstance(value, Mapping) else any(all_words(value))


def new_words_file(questions: Mapping[str, QuestionWords], title: str = "", translates: str = "") -> str:
    """{lang}.yml of a new quiz."""
    head = {name: text for name, text in (("translates", translates), ("title", title)) if text}
    return write_yaml({**head, "questions": {name: words_value(words) for name, words in questions.items()}})


def with_words(text: str, question_id: str, words: QuestionWords, after: str | None = None) -> str:
    """{lang}.yml with the words of a question: in the place of its old ones, else behind those of `after`."""

    def change(file: Any) -> None:
        questions = file["questions"]
        value = plain(words_value(words))
        if question_id in questions:
            _update_words(questions[question_id], value)
            return
        names = list(questions)
        questions.insert(names.index(after) + 1 if after in names else len(names), question_id, value)

    return edited_yaml(text, change)


def with_title(text: str, title: str) -> str:
    """{lang}.yml with another title; an empty one is taken away."""

    def change(file: Any) -> None:
        if not title:
            file.pop("title", None)
        elif file.get("title", "") != title:
            place = 1 if "translates" in file else 0
            if "title" in file:
                file["title"] = plain(title)
            else:
                file.insert(place, "title", plain(title))

    return edited_yaml(text, change)


def _update_words(old: Any, new: Mapping[str, Any]) -> None:
    """The same for words, which stand inside each other: what says the same keeps its quotes."""
    for name in [name for name in old if name not in new]:
        del old[name]
    for name, value in new.items():
        if name in old and isinstance(value, Mapping) and isinstance(old[name], Mapping):
            _update_words(old[name], value)
        elif name not in old or _plainly(old[name]) != _plainly(value):
            old[name] = value


# --- whole questions -----------------------------------------------------------------------------------------------


def with_new_id(question: Question, question_id: str) -> Question:
    """The same question under another id. It is asked, whatever the other one is."""
    return replace(question, key=question.key.model_copy(update={"id": question_id, "retired": False}))
