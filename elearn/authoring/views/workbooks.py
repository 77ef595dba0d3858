"""The words of workbooks: sheets, profiles, checks, rubrics and phrases, one language at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, writers
from elearn.authoring.forms.workbook import FOLDER, file_of, word_groups
from elearn.authoring.rules.fields import Field, Place, read
from elearn.authoring.service.drafts import drafts
from elearn.authoring.service.preview import compiled
from elearn.authoring.views.filling import fill_page
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES
from elearn.infra.i18n import current_language

OF = "<any(it,en,es,fr,de):of>"


@dataclass(frozen=True, slots=True)
class Thing:
    """A sheet, profile, list of checks, rubric or list of phrases. `title` is "" where it has only an id."""

    name: str
    title: str

    @property
    def id(self) -> str:
        """Its id within its folder."""
        return self.name.rpartition("/")[2]


@bp.get(f"{TEACH}/workbooks")
@allow(writers)
def workbook_words() -> ResponseReturnValue:
    """All files with words, by what they are."""
    texts = {path: draft.body for path, draft in drafts(FOLDER).items()}
    problems = [one for one in compiled(FOLDER).problems if one.level != "notice"]
    return render_template("authoring/workbook_words.html", shelves=_shelves(texts), problems=problems)


@bp.route(f"{TEACH}/workbooks/<any(sheets,profiles,checks,rubrics):folder>/<name>/{OF}", methods=["GET", "POST"])
@bp.route(f"{TEACH}/workbooks/phrases/{OF}", methods=["GET", "POST"], defaults={"folder": "", "name": "phrases"})
@allow(writers)
def words_of(folder: str, name: str, of: str) -> ResponseReturnValue:
    """The words of one thing in one language, beside the words in the reader's own."""
    thing = f"{folder}/{name}" if folder else name
    texts = {path: draft.body for path, draft in drafts(FOLDER).items() if path.startswith(f"{FOLDER}/{thing}")}
    known = f"{FOLDER}/{thing}/sheet.yml" if folder == "sheets" else f"{FOLDER}/{thing}.yml"
    if known not in texts:
        abort(404)
    wanted = request.args.get("beside")
    beside = wanted if wanted in LANGUAGES else _other_language(of)
    endpoint: dict[str, Any] = {"folder": folder, "name": name} if folder else {}
    return fill_page(
        "authoring/words_of.html",
        FOLDER,
        word_groups(thing, texts, of, beside),
        url_for(".words_of", of=of, beside=wanted if wanted in LANGUAGES else None, **endpoint),
        thing=Thing(thing, _title(thing, texts, current_language())),
        of=of,
        beside=beside,
        endpoint=endpoint,
    )


def _shelves(texts: Mapping[str, str]) -> Mapping[str, Sequence[Thing]]:
    """The things by their folder; phrases stand alone."""
    found: dict[str, list[Thing]] = {"sheets": [], "profiles": [], "checks": [], "rubrics": [], "": []}
    for path in texts:
        parts = path.removesuffix(".yml").split("/")[1:]
        if parts[0] == "sheets" and parts[-1] == "sheet":
            parts = parts[:2]
        if len(parts) == 2 and parts[0] in found:
            name = "/".join(parts)
            found[parts[0]].append(Thing(name, _title(name, texts, current_language())))
        elif parts == ["phrases"]:
            found[""].append(Thing("phrases", ""))
    return found


def _title(name: str, texts: Mapping[str, str], language: str) -> str:
    keys = {"sheets": ("title",), "profiles": ("name", language)}.get(name.split("/", maxsplit=1)[0])
    file = file_of(name, language)
    return read(texts, [Field(Place(file, keys), "")])[Place(file, keys)] if keys else ""


def _other_language(of: str) -> str:
    """The language to translate from: the reader's own, Italian, or English."""
    return next(one for one in (current_language(), DEFAULT_LANGUAGE, "en") if one != of)
