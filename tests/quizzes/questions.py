"""One quiz with all ten kinds: the one of content/README.md, in two languages, small enough to read."""

from pydantic import TypeAdapter

from elearn.catalogue.rules.quiz_values import AnyKey, Quiz, QuizKey, QuizWords, WordsRendering

KEY = {
    "pass_mark": 70,
    "questions": [
        {"id": "best-outcome", "kind": "single", "options": ["sell", "train", "dryers"], "right": "sell"},
        {"id": "assumptions", "kind": "several", "options": ["fees", "rain", "staff"], "right": ["fees", "rain"]},
        {"id": "losses", "kind": "true_false", "right": False},
        {"id": "broken", "kind": "number", "right": 12.5, "tolerance": 0.5},
        {"id": "upwards", "kind": "ordering", "right": ["activities", "outputs", "outcome", "impact"]},
        {
            "id": "columns",
            "kind": "matching",
            "right": {"baseline": "before", "target": "reach"},
            "extra": ["cost"],
        },
        {
            "id": "verb",
            "kind": "gap",
            "gaps": {
                "verb": {"options": ["contribute", "guarantee"], "right": "contribute"},
                "word": {"accepted": True},
            },
        },
        {
            "id": "levels",
            "kind": "groups",
            "groups": ["outcome", "output"],
            "right": {"tested": "output", "income": "outcome"},
        },
        {"id": "own", "kind": "short_text"},
        {
            "id": "road",
            "kind": "scenario",
            "marks": 2,
            "parts": [
                {"id": "first", "kind": "single", "options": ["redesign", "hope"], "right": "redesign"},
                {"id": "why", "kind": "true_false", "right": True},
                {"id": "steps", "kind": "ordering", "right": ["look", "decide"]},
            ],
        },
    ],
}


def _option(text: str, language: str) -> dict[str, str]:
    return {"text": f"{text} ({language})", "reason": f"Reason of {text} ({language})."}


def words(language: str, accepted: list[str]) -> dict[str, object]:
    """The words in one language: texts and reasons name their language."""

    def options(*names: str) -> dict[str, dict[str, str]]:
        return {name: _option(name, language) for name in names}

    sides = {side: {"reason": f"Reason of {side} ({language})."} for side in ("true", "false")}
    reasons = {"right": f"Reason of right ({language}).", "wrong": f"Reason of wrong ({language})."}
    return {
        "title": f"Quiz ({language})",
        "questions": {
            "best-outcome": {"stem": f"Best outcome? ({language})", "options": options("sell", "train", "dryers")},
            "assumptions": {"stem": f"Assumptions? ({language})", "options": options("fees", "rain", "staff")},
            "losses": {"stem": f"Losses. ({language})", "options": sides},
            "broken": {"stem": f"How many? ({language})", "unit": "EUR", "reasons": reasons},
            "upwards": {
                "stem": f"In order. ({language})",
                "items": options("activities", "outputs", "outcome", "impact"),
            },
            "columns": {
                "stem": f"Columns? ({language})",
                "items": options("baseline", "target"),
                "answers": {name: f"answer {name} ({language})" for name in ("before", "reach", "cost")},
            },
            "verb": {
                "stem": f"Fill in. ({language})",
                "text": f"We {{verb}} and read a {{word}} ({language}).",
                "gaps": {
                    "verb": {"options": options("contribute", "guarantee")},
                    "word": {"accepted": accepted, "reasons": reasons},
                },
            },
            "levels": {
                "stem": f"Levels? ({language})",
                "groups": {name: f"group {name} ({language})" for name in ("outcome", "output")},
                "items": options("tested", "income"),
            },
            "own": {
                "stem": f"Write one. ({language})",
                "model": f"Model ({language}).",
                "criteria": [f"Criterion ({language})."],
                "reason": f"Reason of own ({language}).",
            },
            "road": {
                "stem": f"The road is closed. ({language})",
                "parts": {
                    "first": {"stem": f"First? ({language})", "options": options("redesign", "hope")},
                    "why": {"stem": f"Why? ({language})", "options": sides},
                    "steps": {"stem": f"Steps? ({language})", "items": options("look", "decide")},
                },
            },
        },
    }


WORDS = {"it": words("it", ["indicatore"]), "fr": words("fr", ["indicateur"])}


def sample_quiz() -> Quiz:
    """The quiz as a value, without a database."""
    renderings = {
        language: WordsRendering(language, f"digest-{language}", TypeAdapter(QuizWords).validate_python(value))
        for language, value in WORDS.items()
    }
    return Quiz("check", "logframe", QuizKey.model_validate(KEY), "digest-key", "it", renderings)


def question(name: str) -> AnyKey:
    """The key of one question."""
    return sample_quiz().questions[name]


#: Fields that make the fully right answer to each question, as a browser sends them.
RIGHT: dict[str, dict[str, list[str]]] = {
    "best-outcome": {"answer": ["sell"]},
    "assumptions": {"answer": ["fees", "rain"]},
    "losses": {"answer": ["false"]},
    "broken": {"answer": ["12,5"]},
    "upwards": {"place-activities": ["1"], "place-outputs": ["2"], "place-outcome": ["3"], "place-impact": ["4"]},
    "columns": {"row-baseline": ["before"], "row-target": ["reach"]},
    "verb": {"row-verb": ["contribute"], "row-word": ["L'Indicatore."]},
    "levels": {"row-tested": ["output"], "row-income": ["outcome"]},
    "own": {"answer": ["Buyers in town accept dried food."]},
    "road": {
        "first.answer": ["redesign"],
        "why.answer": ["true"],
        "steps.place-look": ["1"],
        "steps.place-decide": ["2"],
    },
}

#: The same, as far from right as the kind allows.
WRONG: dict[str, dict[str, list[str]]] = {
    "best-outcome": {"answer": ["train"]},
    "assumptions": {"answer": ["staff"]},
    "losses": {"answer": ["true"]},
    "broken": {"answer": ["99"]},
    "upwards": {"place-activities": ["4"], "place-outputs": ["3"], "place-outcome": ["2"], "place-impact": ["1"]},
    "columns": {"row-baseline": ["cost"], "row-target": ["cost"]},
    "verb": {"row-verb": ["guarantee"], "row-word": ["something"]},
    "levels": {"row-tested": ["outcome"], "row-income": ["output"]},
    "road": {
        "first.answer": ["hope"],
        "why.answer": ["false"],
        "steps.place-look": ["2"],
        "steps.place-decide": ["1"],
    },
}
