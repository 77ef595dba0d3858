"""What all editors share: the choice between two texts, the history of a unit, taking an act back."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import (
    TEACH,
    bp,
    person_id,
    require_translator,
    require_writer,
    rights,
    writers,
)
from elearn.authoring.rules.merging import Clash, merge
from elearn.authoring.service.drafts import EditClash, save, undo
from elearn.authoring.service.events import event_of
from elearn.authoring.service.facts import UNIT as FACTS
from elearn.authoring.service.preview import source_language
from elearn.authoring.views.unit_pages import unit_url
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.texts import texts_of
from elearn.core.languages import LANGUAGES
from elearn.infra.security import safe_next

SOURCED = ("modules", "paths", "pages")  # units with texts that are written first in one language
#: What somebody may have been doing when two texts clashed.
ACTS = frozenset(
    {"created", "edited", "typed", "moved", "duplicated", "removed", "retired", "restored", "imported", "pasted"}
    | {"translated", "reworded", "corrected", "update_taken"}
)


def clash_page(clash: EditClash, back: str) -> ResponseReturnValue:
    """Both texts, to choose from. Nothing is lost: the author's is in the store. `back` is the editor's address."""
    return render_template("authoring/clash.html", clash=clash, back=back), 409


def require_writer_of(path: str) -> None:
    """403 for whoever may not change this file: translators may change the translations into their languages.

    What a unit is translated from is its authors' own. The files of country facts have the names of countries.
    """
    unit, (language, _dot, ending) = unit_of(path), path.rpartition("/")[2].partition(".")
    if unit != FACTS and language in LANGUAGES and ending in ("md", "yml") and not _is_source(unit, language):
        require_translator(unit, language)
    else:
        require_writer(unit)


def _is_source(unit: str, language: str) -> bool:
    return unit.partition("/")[0] in SOURCED and not rights().writes(unit) and source_language(unit) == language


@bp.post(f"{TEACH}/choose")
@allow(writers)
def choose() -> ResponseReturnValue:
    """Save what somebody chose where two people had changed the same place."""
    form = request.form
    path, back = form.get("path", ""), safe_next(form.get("back")) or url_for(".modules")
    act = form.get("act", "edited")
    if not unit_of(path) or act not in ACTS:
        abort(400)
    require_writer_of(path)
    names = [form.get(name, "") for name in ("base", "mine", "theirs")]
    texts = texts_of(names)
    if any(name not in texts for name in names):
        abort(400)
    merged = merge(path, *(texts[name] for name in names)).text(_chosen)
    try:
        save(person_id(), path, merged, names[2], act)
    except EditClash as again:
        return clash_page(again, back)
    except ValueError:  # no text of content/
        abort(400)
    return redirect(back, 303)


def _chosen(number: int, clash: Clash) -> str:
    both = clash.theirs + clash.mine
    return {"theirs": clash.theirs, "both": both}.get(request.form.get(f"choice-{number}", ""), clash.mine)


@bp.post(f"{TEACH}/undo/<int:event>")
@allow(writers)
def take_back(event: int) -> ResponseReturnValue:
    """Take one act back; where the file was changed again since, say so."""
    found = event_of(event) or abort(404)
    require_writer_of(found.path) if found.path else require_writer(found.unit)
    done = undo(person_id(), event)
    back = safe_next(request.form.get("back")) or unit_url("acts", found.unit)
    return redirect(f"{back}{'&' if '?' in back else '?'}undone={'yes' if done else 'no'}", 303)
