"""A module on its way out to Word: its drafts, with pictures and practice questions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from elearn.authoring.exchange.docx_out import OutFile, Outgoing, desk_files, whole_file, write_module
from elearn.authoring.exchange.shown_pictures import for_word
from elearn.authoring.rules.things import thing_in
from elearn.authoring.service.desk import open_desk
from elearn.authoring.service.drafts import Draft, DraftMissingError, drafts
from elearn.authoring.service.outline import Outline, outline
from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.drawings import drawing_words, translated_drawing
from elearn.catalogue.rules.quiz_values import SeveralKey, SingleKey
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service.media import media_files
from elearn.core.clock import today

Labels = Callable[[str, str], str]
MOST_PICTURES = 12 * 2**20  # bytes in a file; those beyond are named, not shown


def files_of(found: Outline) -> list[tuple[str, str]]:
    """The texts of a module that go into a file, in order: (folder, lesson); the module's own text has no lesson."""
    return [(found.unit, ""), *((f"{found.unit}/lessons/{lesson.id}", lesson.id) for lesson in found.lessons)]


def languages_of(module: str) -> list[str]:
    """The languages in which a module has a text of its own, the source first."""
    found = outline(f"modules/{module}", "")
    texts = drafts(found.unit)
    there = [path.rpartition("/")[2][:2] for path in texts if path.count("/") == 2 and path.endswith(".md")]
    return [found.source, *(one for one in there if one != found.source)]


def whole(module: str, language: str, labels: Labels) -> Outgoing:
    """What goes out in one language. DraftMissingError where the module has no text in it."""
    unit = f"modules/{module}"
    found, texts = outline(unit, language), drafts(unit)
    if f"{unit}/{language}.md" not in texts:
        raise DraftMissingError(unit)
    files = list(_texts(files_of(found), texts, language))
    shown = Shown(unit, texts)
    return Outgoing(unit, found.title, language, files, today(), labels, picture=shown.picture, question=shown.question)


def beside(module: str, into: str, labels: Labels) -> Outgoing:
    """What goes out in two columns: the source, and its translation into a language, as far as there is one.

    DraftMissingError where there is nothing to translate; DeskError where a file cannot be read.
    """
    unit = f"modules/{module}"
    found = outline(unit, into)
    if into == found.source:
        raise DraftMissingError(unit)
    pairs = []
    for folder, _lesson in files_of(found):
        thing = thing_in(folder)
        if thing is not None:
            desk = open_desk(thing, into)
            languages = desk.source_language, into
            pairs.append(desk_files(folder, languages, (desk.source_digest, desk.digest or ""), desk.desk))
    shown = Shown(unit, drafts(unit))
    return Outgoing(
        unit=unit,
        title=found.title,
        language=found.source,
        files=[source for source, _target in pairs],
        beside=[target for _source, target in pairs],
        into=into,
        day=today(),
        labels=labels,
        picture=shown.picture,
        question=shown.question,
    )


def as_word(out: Outgoing) -> bytes:
    """The file."""
    return write_module(out)


def _texts(places: Sequence[tuple[str, str]], texts: dict[str, Draft], language: str) -> Iterator[OutFile]:
    for folder, lesson in places:
        path = f"{folder}/{language}.md"
        if path in texts:
            yield whole_file(path, lesson, language, texts[path].body)


@dataclass(slots=True)
class Shown:
    """Pictures and practice questions of a module's drafts, as a Word file shows them."""

    unit: str
    texts: dict[str, Draft]
    used: int = 0
    made: dict[tuple[str, str], bytes | None] = field(default_factory=dict)

    def picture(self, name: str, language: str) -> bytes | None:
        """A picture of the module for readers of a language; None where there is none, or too much by now."""
        if (name, language) not in self.made:
            data = self._data(name, language)
            shown = for_word(data) if data and self.used < MOST_PICTURES else None
            self.used += len(shown or b"")
            self.made[name, language] = shown
        return self.made[name, language]

    def _data(self, name: str, language: str) -> bytes | None:
        module = self._module()
        media = module.media.get(name) if module else None
        data = media_files().get(media.digest) if media else None
        if data is None or not name.endswith(".svg"):
            return data
        words = drawing_words({path: draft.body for path, draft in self.texts.items()})
        return translated_drawing(data.decode(errors="replace"), words.get(language, {}).get(name, {})).encode()

    def question(self, name: str, language: str) -> Sequence[str]:
        """A practice question in lines, as somebody would type it: the right answers bear a star."""
        quiz_id, _, question_id = name.partition("/")
        module = self._module()
        quiz = next((one for one in module.quizzes if one.id == quiz_id), None) if module else None
        if quiz is None or question_id not in quiz.questions:
            return ()
        key, words = quiz.questions[question_id], quiz.choose(language).words.questions.get(question_id)
        if words is None:
            return ()
        lines = [words.stem, *([words.text] if words.text else [])]
        if isinstance(key, SingleKey | SeveralKey):
            right = key.right if isinstance(key, SeveralKey) else (key.right,)
            for letter, option in zip("ABCDEFGH", key.options, strict=False):
                said = words.options.get(option)
                lines.append(f"{'*' if option in right else ''}{letter}) {said.text if said else option}")
        else:
            lines += [f"– {item.text}" for item in words.items.values() if item.text]
        return lines

    def _module(self) -> Module | None:
        value = compiled(self.unit).value
        return value if isinstance(value, Module) else None
