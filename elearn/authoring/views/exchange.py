"""Questions from other programs, and for them: a file is read, compared, taken in; a quiz goes out in five formats."""

from contextlib import closing
from dataclasses import dataclass

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, known_unit, person_id, require_writer, rights, writers
from elearn.authoring.exchange.decoding import MOST_BYTES
from elearn.authoring.exchange.questions.sniffing import FORMATS, Format, read_any
from elearn.authoring.exchange.questions.values import ForeignQuestion, Note, Read, Written
from elearn.authoring.rules.question_outline import Outline, outline_of
from elearn.authoring.service.adding_questions import (
    NEW,
    NoWordsError,
    add_questions,
    complete_translations,
    take_back_import,
)
from elearn.authoring.service.drafts import EditClash
from elearn.authoring.service.question_bank import all_questions
from elearn.authoring.service.quiz_drafts import QuizBrokenError, QuizDraft, QuizMissingError, quizzes_of
from elearn.authoring.service.uploads import Upload, UploadMissingError, forget, keep, kept
from elearn.authoring.views.drafts import clash_page
from elearn.authoring.views.question import QUIZ, find_draft, point
from elearn.authoring.views.questions import titles
from elearn.authoring.words.notes import LEFT_OUT, REFUSALS, note_words, said_once
from elearn.authoring.words.questions import KINDS
from elearn.catalogue.service.reading import inline
from elearn.catalogue.service.states import draft_files
from elearn.core.languages import LANGUAGE_NAMES, LANGUAGES
from elearn.core.refused import RefusedError
from elearn.infra.i18n import current_language
from elearn.ui.refusals import refused_words

IMPORT = f"{TEACH}/questions/import"
KIND = "questions"
SHOWN_IN_PLACE = "reasons_missing"  # beside each line that lacks one
GAP = "/"


# --- in ------------------------------------------------------------------------------------------------------------


@bp.get(IMPORT)
@allow(writers)
def import_questions() -> ResponseReturnValue:
    """Choose a file or paste a text, and the quiz to which its questions go."""
    return _import_page(request.args.get("into", ""))


@bp.post(IMPORT)
@allow(writers)
def send_questions() -> ResponseReturnValue:
    """Read what was sent, keep it, and show what became of it."""
    target, pasted = request.form.get("into", ""), request.form.get("pasted", "")
    module, _slash, quiz = target.partition(GAP)
    if not module:
        return _import_page(target, pasted, wrong_target=_("Choose a quiz.")), 422
    require_writer(known_unit(f"modules/{module}"))
    name, data = _sent(pasted)
    try:
        read_any(data, _source_of(module, quiz))
    except RefusedError as why:
        return _import_page(target, pasted, wrong_file=refused_words(REFUSALS, why)), 422
    public_id = keep(person_id(), KIND, target, name, data)
    return redirect(url_for(".compare_questions", public_id=public_id), 303)


def _sent(pasted: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that was chosen, else the text that was pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        with closing(file):
            return file.filename, file.read(MOST_BYTES + 1)
    return "", pasted.encode()


def _source_of(module: str, quiz: str) -> str:
    """The language in which a module is written first; 404 where it has no such quiz."""
    try:
        known = quizzes_of(module)
    except QuizMissingError:
        abort(404)
    if quiz != NEW and quiz not in known.by_id:
        abort(404)
    return known.source


def _import_page(target: str, pasted: str = "", wrong_target: str = "", wrong_file: str = "") -> str:
    may = rights()
    known = dict.fromkeys((one.module, one.quiz, one.purpose) for one in all_questions())
    modules = titles({unit.partition(GAP)[2] for unit in draft_files("modules") if may.writes(unit)})
    targets = {
        title: [(quiz, purpose) for module, quiz, purpose in known if module == name] for name, title in modules.items()
    }
    return render_template(
        "authoring/exchange/import.html",
        modules=modules,
        targets=targets,
        target=target,
        pasted=pasted,
        wrong_target=wrong_target,
        wrong_file=wrong_file,
        formats=FORMATS.values(),
    )


@dataclass(frozen=True, slots=True)
class Became:
    """What a question of the file became: laid out to be read, with what it lost."""

    name: str
    outline: Outline
    notes: list[str]
    tags: tuple[str, ...]
    further: tuple[str, ...]


@bp.get(f"{IMPORT}/<public_id>")
@allow(writers)
def compare_questions(public_id: str) -> ResponseReturnValue:
    """What each question became, and what could not be taken."""
    return _comparison(_kept(public_id))


@bp.post(f"{IMPORT}/<public_id>")
@allow(writers)
def take_questions(public_id: str) -> ResponseReturnValue:
    """Take the questions that were ticked into the quiz."""
    upload = _kept(public_id)
    module, _slash, quiz = upload.target.partition(GAP)
    require_writer(f"modules/{module}")
    _format, read = read_any(upload.data, _source_of(module, quiz))
    ticked = set(request.form.getlist("take"))
    chosen = [question for number, question in enumerate(read.questions) if str(number) in ticked]
    if not chosen:
        return _comparison(upload, frozenset(), _("Tick at least one question.")), 422
    try:
        added = add_questions(person_id(), module, quiz, chosen)
    except EditClash as clash:
        return clash_page(clash, url_for(".compare_questions", public_id=public_id))
    except (QuizBrokenError, NoWordsError, QuizMissingError):
        broken = _("This quiz cannot be read. Open it to see what must be mended.")
        return _comparison(upload, frozenset(ticked), broken), 422
    forget(person_id(), public_id)
    return redirect(url_for(".imported_questions", module=module, quiz=added.quiz, taken=len(added.questions)), 303)


def _kept(public_id: str) -> Upload:
    try:
        return kept(person_id(), public_id, KIND)
    except UploadMissingError:
        abort(404)


def _comparison(upload: Upload, ticked: frozenset[str] | None = None, wrong: str = "") -> str:
    module, _slash, quiz = upload.target.partition(GAP)
    require_writer(known_unit(f"modules/{module}"))
    source = _source_of(module, quiz)
    form, read = read_any(upload.data, source)
    outside, general = _outside(read)
    return render_template(
        "authoring/exchange/compare.html",
        upload=upload,
        form=form,
        module=module,
        module_title=titles({module})[module],
        quiz=quiz,
        source=source,
        became=[_became(question, read, source) for question in read.questions],
        outside=outside,
        general=general,
        ticked=ticked,
        wrong=wrong,
        kinds=KINDS,
        inline=inline,
        languages=LANGUAGE_NAMES,
    )


def _became(question: ForeignQuestion, read: Read, source: str) -> Became:
    notes = [note for note in read.notes if note.where == question.where and note.code != SHOWN_IN_PLACE]
    further, lacking = complete_translations(question, source)
    if lacking:
        notes.append(Note(question.where, "translation_left_out", {"languages": ", ".join(lacking)}))
    name = question.name if question.name != question.words[source].stem else ""
    return Became(
        name, outline_of(question.key, question.words[source], point()), said_once(notes), question.tags, further
    )


def _outside(read: Read) -> tuple[list[tuple[str, str]], list[str]]:
    """The questions that stay outside, each with why, and what is said of the whole file."""
    taken = {question.where for question in read.questions}
    outside = [(note.where, note_words(note)) for note in read.notes if note.where and note.code in LEFT_OUT]
    rest = [note for note in read.notes if note.where not in taken and not (note.where and note.code in LEFT_OUT)]
    return list(dict.fromkeys(outside)), said_once(rest)


@bp.get(f"{QUIZ}/imported")
@allow(writers)
def imported_questions(module: str, quiz: str) -> ResponseReturnValue:
    """What was taken in, what is still missing, and the way back."""
    draft = find_draft(module, quiz)
    return render_template(
        "authoring/exchange/imported.html",
        draft=draft,
        taken=request.args.get("taken", 0, type=int),
        writes=rights().writes(draft.unit),
    )


@bp.post(f"{QUIZ}/imported")
@allow(writers)
def take_back_questions(module: str, quiz: str) -> ResponseReturnValue:
    """Take the last import back."""
    require_writer(known_unit(f"modules/{module}"))
    done = take_back_import(person_id(), module, quiz)
    return redirect(url_for(".module", module=module, undone="yes" if done else "no"), 303)


# --- out -----------------------------------------------------------------------------------------------------------


@bp.get(f"{QUIZ}/export")
@allow(writers)
def export_questions(module: str, quiz: str) -> ResponseReturnValue:
    """Choose a format and a language; before the download, what the format cannot carry."""
    draft = find_draft(module, quiz)
    form = FORMATS.get(request.args.get("format", ""))
    language = request.args.get("in", "")
    written = _written(draft, form, language) if form and language in draft.texts and not draft.problems else None
    return render_template(
        "authoring/exchange/export.html",
        draft=draft,
        formats=FORMATS.values(),
        form=form,
        language_chosen=language if language in draft.texts else draft.source,
        choices={one: LANGUAGE_NAMES[one] for one in LANGUAGES if one in draft.texts},
        written=written,
        losses=_by_question(draft, written, language) if written else [],
        language=current_language(),
    )


@bp.get(f"{QUIZ}/export/file")
@allow(writers)
def export_file(module: str, quiz: str) -> ResponseReturnValue:
    """The file itself."""
    draft = find_draft(module, quiz)
    form, language = FORMATS.get(request.args.get("format", "")), request.args.get("in", "")
    if form is None or language not in draft.texts or draft.problems:
        abort(404)
    written = _written(draft, form, language)
    name = written.file_name.replace("questions", f"{module}-{quiz}", 1)
    kind = "application/zip" if name.endswith(".zip") else "application/octet-stream"
    return Response(written.data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _written(draft: QuizDraft, form: Format, language: str) -> Written:
    """The questions that are asked, in one language. What has no words in it is noted."""
    words = draft.words(language).questions
    asked = [key for key in draft.key.asked if key.id in words]
    missing = [Note(key.id, "words_missing") for key in draft.key.asked if key.id not in words]
    questions = [ForeignQuestion(key, {language: words[key.id]}, key.tags) for key in asked]
    written = form.write(questions, language)
    return Written(written.data, written.file_name, (*missing, *written.notes))


def _by_question(draft: QuizDraft, written: Written, language: str) -> list[tuple[str, list[str], bool]]:
    """Each question that loses something: its text, what is lost, and whether it stays outside."""
    words = {**draft.words(draft.source).questions, **draft.words(language).questions}
    found = []
    for key in draft.key.asked:
        notes = [note for note in written.notes if note.where == key.id]
        if notes:
            stem = words[key.id].stem if key.id in words else key.id
            found.append((stem, said_once(notes), any(note.code in LEFT_OUT for note in notes)))
    return found
