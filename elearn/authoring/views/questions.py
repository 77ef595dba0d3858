"""The question bank: all questions of all modules, to find, to look at, and to use again."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, known_unit, person_id, require_writer, rights, writers
from elearn.authoring.rules.question_search import Wanted, matching, tags_in
from elearn.authoring.service.question_bank import all_questions
from elearn.authoring.service.quiz_drafts import QuizBrokenError, QuizMissingError, quiz_draft
from elearn.authoring.service.quizzes import OtherLanguageError, copy_question
from elearn.authoring.words.questions import KINDS
from elearn.catalogue.service.library import library
from elearn.core.languages import LANGUAGE_NAMES
from elearn.infra.i18n import current_language
from elearn.quizzes.service.statistics import NEVER, first_tries

BANK = f"{TEACH}/questions"
ON_A_PAGE = 30


@bp.get(BANK)
@allow(writers)
def questions() -> ResponseReturnValue:
    """The questions that fit what is asked for. `into` is the quiz ("module/quiz") for which somebody looks."""
    asked = request.args
    wanted = Wanted(**{name: asked.get(name, "").strip() for name in Wanted.__dataclass_fields__})
    everything = all_questions()
    found = matching(everything, wanted)
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(max(asked.get("page", 1, type=int), 1), pages)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return render_template(
        "authoring/quiz/bank.html",
        wanted=wanted,
        found=len(found),
        shown=shown,
        page=page,
        pages=pages,
        tries=first_tries({one.module for one in shown}),
        never=NEVER,
        kinds=KINDS,
        tag_choices=[(tag, tag) for tag in tags_in(everything)],
        languages=LANGUAGE_NAMES,
        modules=titles({one.module for one in everything}),
        into=asked.get("into", "") if _quiz_name(asked.get("into", "")) else "",
        filters={name: value for name, value in asked.items() if name != "page" and value},
    )


@bp.get(f"{BANK}/copy")
@allow(writers)
def copy_page() -> ResponseReturnValue:
    """Choose the quiz into which a question is copied."""
    return _copy_page(_origin(request.args.get("question", "")))


@bp.post(f"{BANK}/copy")
@allow(writers)
def copy() -> ResponseReturnValue:
    """Copy a question into another quiz, and open the copy."""
    origin, into = _origin(request.form.get("question", "")), _quiz_name(request.form.get("into", ""))
    if into is None:
        return _copy_page(origin, _("Choose a quiz.")), 422
    require_writer(known_unit(f"modules/{into[0]}"))
    try:
        new = copy_question(person_id(), origin, *into)
    except QuizMissingError:
        abort(404)
    except OtherLanguageError as other:
        return _copy_page(origin, _no_words(str(other))), 422
    except QuizBrokenError:
        return _copy_page(origin, _("This quiz cannot be read. Open it to see what must be mended.")), 422
    return redirect(url_for(".question", module=into[0], quiz=into[1], question=new), 303)


def titles(modules: set[str]) -> Mapping[str, str]:
    """The titles of modules in the reader's language, by id, in the order of the titles."""
    known = library().modules
    named = {one: known[one].text.choose(current_language()).title if one in known else one for one in modules}
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))


def _no_words(language: str) -> str:
    words: str = _(
        "That module is written in %(language)s first, and this question has no words in it. Translate it first.",
        language=LANGUAGE_NAMES[language],
    )
    return words


def _copy_page(origin: tuple[str, str, str], error: str = "") -> str:
    try:
        question = quiz_draft(*origin[:2]).question(origin[2])
    except (QuizMissingError, QuizBrokenError):
        abort(404)
    may = rights()
    quizzes = dict.fromkeys((one.module, one.quiz, one.purpose) for one in all_questions())
    targets = [one for one in quizzes if may.writes(f"modules/{one[0]}") and one[:2] != origin[:2]]
    return render_template(
        "authoring/quiz/copy.html",
        origin=origin,
        question=question,
        error=error,
        targets=targets,
        modules=titles({one[0] for one in targets}),
    )


def _origin(name: str) -> tuple[str, str, str]:
    """A question written "module/quiz/question"; 404 for anything else."""
    parts = name.split("/")
    if len(parts) != 3 or not all(parts):
        abort(404)
    known_unit(f"modules/{parts[0]}")
    return parts[0], parts[1], parts[2]


def _quiz_name(name: str) -> tuple[str, str] | None:
    module, _slash, quiz = name.partition("/")
    return (module, quiz) if module and quiz and "/" not in quiz else None
