"""The sample quiz as a folder of content, in Italian and French, with a lesson that holds practice questions."""

import json
from collections.abc import Mapping
from pathlib import Path

from elearn.core.ids import short_digest
from tests.quizzes.questions import KEY, WORDS

MODULE = "modules/logframe"
QUIZ_URL = "/{language}/m/logframe/quiz"
LESSON_URL = "/{language}/m/logframe/levels"
TITLES = {"it": "Il quadro logico", "fr": "Le cadre logique"}
PRACTICE_QUESTIONS = ("best-outcome", "broken", "upwards")


def content_files() -> dict[str, str]:
    """Every file, by path below `content/`. JSON is YAML too."""
    listed = {"source": "it", "lessons": [{"id": "levels", "minutes": 5}], "quizzes": [{"id": "check", "minutes": 8}]}
    files = {f"{MODULE}/module.yml": _yaml(listed)}
    files[f"{MODULE}/quizzes/check/quiz.yml"] = _yaml(KEY)
    questions = [question for question in KEY["questions"] if question["id"] in PRACTICE_QUESTIONS]  # type: ignore[index]
    files[f"{MODULE}/quizzes/practice/quiz.yml"] = _yaml({"purpose": "practice", "questions": questions})
    for language, words in WORDS.items():
        _add_translation(files, f"{MODULE}/quizzes/check", "yml", language, words)
        spoken: dict[str, object] = words["questions"]  # type: ignore[assignment]
        practice = {"questions": {name: spoken[name] for name in PRACTICE_QUESTIONS}}
        _add_translation(files, f"{MODULE}/quizzes/practice", "yml", language, practice)
        cover = {"title": TITLES[language], "summary": "Testo.", "objectives": ["Testo."]}
        _add_translation(files, MODULE, "md", language, cover, "Testo.\n")
        blocks = "\n".join(f"/// question | practice/{name}\n///\n" for name in PRACTICE_QUESTIONS)
        lesson = {"title": "Lezione", "summary": "Testo."}
        _add_translation(files, f"{MODULE}/lessons/levels", "md", language, lesson, f"Testo.\n\n{blocks}")
    return files


def write_content(folder: Path, changes: Mapping[str, str] | None = None) -> Path:
    """Write the files, with changes, and return their folder."""
    for path, text in {**content_files(), **(changes or {})}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def _add_translation(
    files: dict[str, str], folder: str, ending: str, language: str, head: Mapping[str, object], body: str = ""
) -> None:
    if language != "it":
        head = {"translates": short_digest(files[f"{folder}/it.{ending}"]), **head}
    text = _yaml(head)
    files[f"{folder}/{language}.{ending}"] = text if ending == "yml" else f"---\n{text}\n---\n{body}"


def _yaml(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
