"""The interface's catalogues: brought up to date with the source strings, and checked (law 8).

A catalogue is right when it holds exactly the strings of the source, every one translated, none doubtful, with the
same placeholders and tags, and with as many plural forms as the language has.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po, write_po

from elearn.core.languages import LANGUAGES
from elearn.infra.i18n import SOURCE_LANGUAGE

PRODUCT = "Quaderno"
SOURCES = Path(__file__).resolve().parents[1]
TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
METHODS = (("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2"), ("**.py", "python"))
OPTIONS = {pattern: {"silent": "false"} for pattern, method in METHODS if method == "jinja2"}
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
TRANSLATORS = ("Translators:",)
LINE_WIDTH = 100

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
STRAY_PERCENT = re.compile(r"%(?!%|\(\w+\)[sd])")
TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)


def source_strings(sources: Path = SOURCES) -> Catalog:
    """Every string of the interface, as a catalogue without translations."""
    template = Catalog(project=PRODUCT, charset="utf-8")
    found = extract_from_dir(sources, METHODS, OPTIONS, KEYWORDS, TRANSLATORS, strip_comment_tags=True)
    for name, line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        template.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return template


def catalogue_file(folder: Path, language: str) -> Path:
    """Where the catalogue of a language stands."""
    return folder / language / "LC_MESSAGES" / "messages.po"


def update_catalogues(folder: Path, template: Catalog) -> list[Path]:
    """Bring all catalogues up to date: new strings come in empty, dropped ones go; returns the files that changed."""
    changed = []
    for language in TRANSLATED:
        file = catalogue_file(folder, language)
        before = file.read_bytes() if file.is_file() else b""
        after = updated(before, language, template)
        if after != before:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(after)
            changed.append(file)
    return changed


def updated(before: bytes, language: str, template: Catalog) -> bytes:
    """The text of a catalogue, brought up to date. Translations of strings that are still there stay."""
    old = read_po(BytesIO(before), locale=language) if before else Catalog()
    new = Catalog(locale=language, project=PRODUCT, charset="utf-8", header_comment=f"# {PRODUCT}", fuzzy=False)
    for message in template:
        if message.id:
            known = old.get(message.id, message.context)
            string = known.string if known and isinstance(known.string, type(_empty(message, language))) else None
            new.add(
                message.id,
                string or _empty(message, language),
                message.locations,
                auto_comments=message.auto_comments,
                user_comments=known.user_comments if known else (),
                flags=known.flags if known else (),
                context=message.context,
            )
    new.creation_date = new.revision_date = old.creation_date if before else template.creation_date
    text = BytesIO()
    write_po(text, new, width=LINE_WIDTH, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return text.getvalue()


def check_catalogues(folder: Path, template: Catalog) -> list[str]:
    """What is wrong with the catalogues, one sentence each."""
    found = []
    for language in TRANSLATED:
        file = catalogue_file(folder, language)
        try:
            catalogue = read_po(BytesIO(file.read_bytes()), locale=language, abort_invalid=True)
        except FileNotFoundError:
            found.append(f"{language}: there is no catalogue {file}.")
            continue
        except (PoFileError, UnicodeDecodeError) as error:
            found.append(f"{language}: {file} cannot be read ({error}).")
            continue
        found += [f"{language}: {problem}" for problem in problems_of(catalogue, template, language)]
    return found


def problems_of(catalogue: Catalog, template: Catalog, language: str) -> Iterator[str]:
    """What is wrong with the catalogue of a language."""
    for message in template:
        if message.id and catalogue.get(message.id, message.context) is None:
            yield f"{_name(message)} is missing; run `elearn translations update`."
    for message in catalogue:
        if not message.id:
            continue
        if template.get(message.id, message.context) is None:
            yield f"{_name(message)} is not in the source any more; run `elearn translations update`."
        elif message.fuzzy:
            yield f"{_name(message)} is marked as doubtful (fuzzy)."
        else:
            yield from _string_problems(message, language)


def _string_problems(message: Message, language: str) -> Iterator[str]:
    ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    if len(ids) > 1 and len(strings) != get_plural(language).num_plurals:
        yield f"{_name(message)} needs {get_plural(language).num_plurals} plural forms."
        return
    for number, string in enumerate(strings):
        if not string or not string.strip():
            yield f"{_name(message)} has no translation."
            continue
        # The first form may follow the English singular ("one lesson") or the plural ("%(num)s lessons").
        models = list(ids) if number == 0 else [ids[-1]]
        yield from _differences(message, string, models)


def _differences(message: Message, string: str, models: Sequence[str]) -> Iterator[str]:
    for what, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG), ("lone percent signs", STRAY_PERCENT)):
        own = Counter(pattern.findall(string))
        if all(own != Counter(pattern.findall(model)) for model in models):
            yield f"{_name(message)} and its translation differ in their {what}."


def _empty(message: Message, language: str) -> str | tuple[str, ...]:
    return ("",) * get_plural(language).num_plurals if message.pluralizable else ""


def _name(message: Message) -> str:
    words = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return f"“{words if len(words) <= 60 else words[:57] + '...'}”"
