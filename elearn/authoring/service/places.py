"""The way from a Problem to the place in the editor where it is mended."""

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlencode

from elearn.authoring.rules.places import Kind, Place, place_in_content
from elearn.authoring.rules.stretches import stretches
from elearn.authoring.service.drafts import drafts
from elearn.catalogue.rules.yaml_files import CODES, LineFinder, read_yaml
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES
from elearn.core.problems import Problem

Finder = Callable[[Problem], str | None]
MOST_TEXTS = 60
NO_FORM = {"yaml_broken", "yaml_alias", "yaml_too_large", "not_a_list_of_ids", "csv_broken"}
SHAPE = {*CODES.values(), "field_wrong"} - {"empty_text", "out_of_range", "too_few", "bad_address"}


def place_finder(unit: str, teach: str) -> Finder:
    """Finds the addresses of a unit's Problems; reads the drafts once. `teach` is the writers' root: "/it/teach"."""
    texts: dict[str, str] = {}
    read = False

    def find(problem: Problem) -> str | None:
        nonlocal read
        if not read and problem.line:
            texts.update({path: draft.body for path, draft in drafts(unit).items()})
            read = True
        return place_of(problem, teach, texts.get(problem.path, ""))

    return find


def place_of(problem: Problem, teach: str, text: str = "") -> str | None:
    """The address at which a Problem is mended; None where no page knows the file. `text` is what the file says."""
    place = place_in_content(problem.path)
    if problem.code in NO_FORM or (place.kind in (Kind.MODULE, Kind.QUIZ) and problem.code in SHAPE):
        return f"{teach}/file?{urlencode({'path': problem.path})}"
    language = f"?in={place.language}" if place.language else ""
    module = f"{teach}/m/{place.unit.partition('/')[2]}"
    match place.kind:
        case Kind.LESSON:
            return f"{module}/{place.id}/edit{language}{_block(problem, text)}"
        case Kind.COVER:
            return f"{module}/cover{language}{_block(problem, text)}"
        case Kind.QUIZ:
            question = _question(problem, text)
            return f"{module}/quiz/{place.id}/{question}{language if question else ''}"
        case Kind.MODULE:
            return f"{module}/"
        case Kind.MEDIA | Kind.MEDIA_WORDS:
            return f"{module}/media/"
        case Kind.GLOSSARY:
            return f"{teach}/glossary/{problem.params.get('id', '')}"
        case _:
            return _around(problem, place, teach)


def _around(problem: Problem, place: Place, teach: str) -> str | None:
    """The address of what stands around the modules: facts, paths, pages, words of workbooks."""
    match place.kind:
        case Kind.FACTS:
            fact = str(problem.params.get("field") or problem.params.get("id") or "").partition(".")[0]
            return f"{teach}/facts/{place.id}/{fact}" if fact else f"{teach}/facts?country={place.id}"
        case Kind.PATH:
            return f"{teach}/paths/{place.id}"
        case Kind.PATH_TEXT | Kind.PAGE:
            return f"{teach}/u/{place.unit}/text{f'?in={place.language}' if place.language else ''}"
        case Kind.WORKBOOKS:
            return _words(place.id, teach)
    return None


def _words(name: str, teach: str) -> str:
    """The address of the words of a sheet, profile, list of checks or rubric; structure has no page of its own."""
    folder, _slash, rest = name.partition("/")
    thing, _slash, file = rest.partition("/")
    language = file if file in LANGUAGES else DEFAULT_LANGUAGE
    known = folder == "phrases" or (folder in ("sheets", "profiles", "checks", "rubrics") and thing)
    return f"{teach}/workbooks/{folder}{f'/{thing}' if thing else ''}/{language}" if known else f"{teach}/workbooks"


def _block(problem: Problem, text: str) -> str:
    """The anchor of the editor's block on whose lines a Problem stands: 0 is the front matter, "" the whole file."""
    if not problem.line or not text:
        return ""
    return f"#b-{bisect_right(_first_lines(text), problem.line)}"


@lru_cache(MOST_TEXTS)
def _first_lines(text: str) -> tuple[int, ...]:
    """The first line of each block. A file with a thousand Problems is taken apart once."""
    return tuple(block.line for block in stretches(text))


def _question(problem: Problem, text: str) -> str:
    """The question that a Problem is about: named by it, else found by its line; "" for the whole quiz."""
    named = problem.params.get("question_id") or problem.params.get("question")
    if isinstance(named, str) and named != "quiz":
        return named
    before = [name for name, line in _questions(text) if line <= problem.line] if problem.line else []
    return before[-1] if before else ""


@lru_cache(MOST_TEXTS)
def _questions(text: str) -> tuple[tuple[str, int], ...]:
    """The questions of a key or of its words with the lines on which they begin; nothing where they cannot be read."""
    value, problems = read_yaml(text, "")
    if problems or not isinstance(value, dict):
        return ()
    questions = value.get("questions")
    if isinstance(questions, dict):
        keys: list[tuple[str, str | int]] = [(str(name), str(name)) for name in questions]
    else:
        listed = questions if isinstance(questions, list) else []
        keys = [(str(one.get("id", "")), index) for index, one in enumerate(listed) if isinstance(one, dict)]
    lines = LineFinder(text)
    return tuple((name, lines.line("questions", key)) for name, key in keys)
