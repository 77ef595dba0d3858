"""Somebody's Word file as new lessons of a module, or as a new module: drafts, with pictures and practice questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.authoring.exchange.docx_in import DocxDraft, DraftLesson
from elearn.authoring.exchange.plain_questions import PlainQuestion
from elearn.authoring.exchange.rich import Image
from elearn.authoring.rules.front_editing import new_text
from elearn.authoring.rules.naming import free_id
from elearn.authoring.rules.quiz_writing import new_key_file, new_words_file, with_key, with_words
from elearn.authoring.service.drafts import draft, drafts, save, save_all
from elearn.authoring.service.module_media import Arrived, make_ready, place
from elearn.authoring.service.modules import create_lesson, create_module
from elearn.authoring.service.past import left_texts
from elearn.catalogue.rules.yaml_files import read_mapping

PRACTICE = "practice"
WORDS_A_MINUTE = 130
SHORTEST = 5  # minutes


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file became: the module, its new lessons by id, the pictures that could not be kept."""

    module: str
    lessons: Mapping[str, str]
    refused: tuple[Arrived, ...] = ()


def new_module_from(person_id: int, found: DocxDraft, source: str, summary: str) -> TakenIn:
    """Make a module of a file: each of its chapters becomes a lesson."""
    pictures = make_ready(found.pictures.items())
    return _taken(person_id, create_module(person_id, found.title, summary, source, None), found, source, pictures)


def take_lessons(person_id: int, module: str, found: DocxDraft, source: str) -> TakenIn:
    """Add the chapters of a file to a module, as lessons behind the others."""
    return _taken(person_id, module, found, source, make_ready(found.pictures.items()))


def _taken(person_id: int, module: str, found: DocxDraft, source: str, pictures: Sequence[Arrived]) -> TakenIn:
    arrived = place(person_id, module, pictures)
    names = {one.sent_as: one.name for one in arrived if one.name}
    questions = _take_questions(person_id, module, found, source)
    lessons: dict[str, str] = {}
    for chapter in found.lessons:
        minutes = max(SHORTEST, round(len(chapter.body(_nothing, _nothing).split()) / WORDS_A_MINUTE))
        name = create_lesson(person_id, module, chapter.title, minutes, source)
        _write_body(person_id, f"modules/{module}/lessons/{name}/{source}.md", chapter, questions, names)
        lessons[name] = chapter.title
    return TakenIn(module, lessons, tuple(one for one in arrived if one.refused))


def _write_body(
    person_id: int, path: str, chapter: DraftLesson, questions: Mapping[int, str], pictures: Mapping[str, str]
) -> None:
    def question(part: PlainQuestion) -> str:
        return f"/// question | {PRACTICE}/{questions[id(part)]}\n///"

    def picture(part: Image) -> str:
        if part.name not in pictures:
            return ""
        alt = f"\n    alt: {part.alt}" if part.alt else ""
        return f"/// media | {pictures[part.name]}{alt}\n///"

    opened = draft(path)
    body = new_text({"title": chapter.title}, chapter.body(question, picture))
    save(person_id, path, body, opened.digest, "imported", "Word")


def _take_questions(person_id: int, module: str, found: DocxDraft, source: str) -> dict[int, str]:
    """Put the questions of all chapters into the module's practice quiz; returns their ids there."""
    wanted = [question for chapter in found.lessons for question in chapter.questions]
    if not wanted:
        return {}
    home = f"modules/{module}/quizzes/{PRACTICE}"
    texts = drafts(f"modules/{module}")
    key, words = texts.get(f"{home}/quiz.yml"), texts.get(f"{home}/{source}.yml")
    past = [words.body] if words else []
    taken = {name for text in (*past, *left_texts(f"{home}/{source}.yml")) for name in _known(text)}
    names: dict[int, str] = {}
    for question in wanted:
        names[id(question)] = free_id(question.stem, lambda one: one in taken)
        taken.add(names[id(question)])
    keys = [question.key(names[id(question)]) for question in wanted]
    said = {names[id(question)]: question.words() for question in wanted}
    if key is None or words is None:
        new_key, new_words = new_key_file(PRACTICE, keys), new_words_file(said)
    else:
        new_key, new_words = key.body, words.body
        for one in keys:
            new_key, new_words = with_key(new_key, one), with_words(new_words, one.id, said[one.id])
    changes = {
        f"{home}/quiz.yml": (new_key, key.digest if key else None),
        f"{home}/{source}.yml": (new_words, words.digest if words else None),
    }
    save_all(person_id, changes, "imported", "Word")
    return names


def _known(text: str) -> set[str]:
    value = read_mapping(text, "")[0].get("questions", {})
    return set(map(str, value)) if isinstance(value, dict) else set()


def _nothing(_part: object) -> str:
    return ""
