"""A course whose every word wants to run: titles, texts, captions, quizzes, glossary, facts, names of files."""

import csv
from collections.abc import Iterable, Mapping
from html import escape
from io import StringIO

from flask import Flask

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.authoring.exchange.docx_in import read_docx
from elearn.authoring.exchange.pasting import paste_html, paste_text
from elearn.authoring.exchange.questions.sniffing import read_any
from elearn.authoring.rules.yaml_writing import write_yaml
from elearn.authoring.service.drafts import save
from elearn.authoring.service.module_media import receive
from elearn.authoring.service.preview import compiled
from elearn.catalogue.service.publishing import publish
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level
from elearn.infra.database import transaction
from tests.authoring.hostile_child import document
from tests.authoring.pictures import photo
from tests.browser.hostile import VECTORS, Vector

MODULE = "modules/hostile"
QUESTIONS = 5
#: Of each class some, for places that show words in the same way as places that get them all.
SOME, TERMS, FACTS = VECTORS[::20], VECTORS[::3], VECTORS[1::4]
BLOCKS = 4  # lessons with blocks: one text has room for 300 brackets
PASSWORD = "a long and quiet sentence"
AUTHOR = "marta"


def title(vectors: Iterable[Vector]) -> str:
    """All of them in one line."""
    return " ".join(map(str, vectors))


def front(vectors: Iterable[Vector], **more: object) -> str:
    """Front matter whose title and summary are vectors."""
    return "---\n" + write_yaml({"title": title(vectors), "summary": title(vectors), **more}) + "---\n\n"


def lesson_front(name: str) -> str:
    """The front matter of a lesson: all vectors where there is room for them."""
    return front(VECTORS if name == "prose" else SOME)


def one_line(text: str) -> str:
    """As an option of a block, which ends with its line."""
    return " ".join(text.split())


def prose(vectors: Iterable[Vector]) -> str:
    """Each vector as a paragraph of its own."""
    return "".join(f"{vector}\n\n" for vector in vectors)


def blocks(vectors: Iterable[Vector]) -> str:
    """Each vector as title, text and options of special blocks, and as a footnote."""
    text = ""
    for number, vector in enumerate(vectors):
        kind = ("note", "tip", "mistake", "trainer", "case", "details", "checklist", "turn")[number % 8]
        words = f"- {vector}" if kind == "checklist" else str(vector)
        options = "    minutes: 5\n" if kind == "turn" else ""
        line = one_line(str(vector))
        text += f"/// {kind} | {line}\n{options}{words}[^n{number}]\n///\n\n"
        text += f"/// media | chain.webp\n    alt: {line}\n    caption: {line}\n    transcript: {line}\n///\n\n"
        text += f"[^n{number}]: {line}\n\n"
    return text


def lessons() -> dict[str, str]:
    """The bodies of the lessons by id: paragraphs, blocks, and the uses of terms, facts and questions."""
    return {
        **imported(),
        "prose": prose(VECTORS),
        **{f"blocks-{number}": blocks(VECTORS[number::BLOCKS]) for number in range(BLOCKS)},
        "terms": "".join(f"[x](term:{one.mark.lower()})\n\n" for one in TERMS),
        "facts": "".join(f"[x](fact:{one.mark.lower()})\n\n" for one in FACTS),
        "questions": "".join(f"/// question | practice/q{number}\n///\n\n" for number in range(QUESTIONS)),
    }


def imported() -> dict[str, str]:
    """The bodies of lessons that came from elsewhere: pasted as HTML and as words, out of Word, from Moodle."""
    runs = "".join(f"<w:p><w:r><w:t>{escape(clean(str(vector)))}</w:t></w:r></w:p>" for vector in VECTORS)
    read = read_any(moodle().encode(), "it")[1]
    stems = [one.stem for question in read.questions for one in question.words.values()]
    return {
        "pasted-html": "\n\n".join(paste_html(f"<p>{vector}</p>").markdown for vector in VECTORS),
        "pasted-words": paste_text("\n\n".join(map(str, VECTORS))).markdown,
        "from-word": "\n\n".join(one.body(str, str) for one in read_docx(document(runs), "a.docx").lessons),
        "from-moodle": "\n\n".join(stems),
    }


def moodle() -> str:
    """Questions as Moodle exports them; the texts of Moodle are HTML."""
    questions = ""
    for vector in VECTORS:
        text = f"<text><![CDATA[<p>{clean(str(vector)).replace(']]>', ']]')}</p>]]></text>"
        answers = f"<answer fraction='100'>{text}</answer><answer fraction='0'><text>no</text></answer>"
        stem = f"<name><text>{vector.mark}</text></name><questiontext format='html'>{text}</questiontext>"
        questions += f"<question type='multichoice'>{stem}{answers}</question>"
    return f"<?xml version='1.0'?><quiz>{questions}</quiz>"


def clean(text: str) -> str:
    """A text as XML can carry it."""
    return "".join(character for character in text if character >= " ")


def quiz_files() -> dict[str, str]:
    """Practice questions with every vector in a stem, an option and a reason; a check with some of them."""
    shares = [VECTORS[number::QUESTIONS] for number in range(QUESTIONS)]
    return quiz("practice", shares) | quiz("check", [SOME])


def quiz(name: str, shares: Iterable[tuple[Vector, ...]]) -> dict[str, str]:
    """The files of a quiz: for each share of vectors a question that shows them."""
    keys, words = [], {}
    for number, share in enumerate(shares):
        options = [one.mark.lower() for one in share]
        keys.append({"id": f"q{number}", "kind": "several", "options": options, "right": options[:1]})
        said = {one.mark.lower(): {"text": str(one), "reason": str(one)} for one in share}
        words[f"q{number}"] = {"stem": title(share), "options": said}
    folder = f"{MODULE}/quizzes/{name}"
    return {
        f"{folder}/quiz.yml": write_yaml({"purpose": name, "shuffle": [], "questions": keys}),
        f"{folder}/it.yml": write_yaml({"title": title(SOME), "questions": words}),
    }


def lists() -> dict[str, str]:
    """The glossary and the country facts of Italy."""
    sheet = StringIO()
    rows = csv.writer(sheet, lineterminator="\n")
    rows.writerow(("term_id", "en", "it", "es", "fr", "de", "note"))
    rows.writerows((one.mark.lower(), *[str(one)] * 5, str(one)) for one in TERMS)
    entries = {one.mark.lower(): {"definition": str(one), "example": str(one)} for one in TERMS}
    facts = {one.mark.lower(): fact(str(one)) for one in FACTS}
    return {
        "glossary.csv": sheet.getvalue(),
        "glossary/it.yml": write_yaml(entries),
        "country-facts/it.yml": write_yaml(facts),
    }


def fact(words: str) -> dict[str, object]:
    """A country fact that says the same in five languages."""
    spoken = dict.fromkeys(LANGUAGES, words)
    return {
        "topic": "any",
        "title": spoken,
        "text": spoken,
        "source": {"title": words, "issuer": words, "year": 2026, "url": "https://evil.invalid/hit()"},
        "valid_on": "2026-01-01",
        "review_by": "2099-01-01",
    }


def module_files(bodies: Mapping[str, str]) -> dict[str, str]:
    """The files of the module, given the bodies of its lessons."""
    listed = [{"id": name, "minutes": 5} for name in bodies]
    head = {"source": "it", "licence": title(SOME), "lessons": listed, "quizzes": [{"id": "check", "minutes": 5}]}
    files = {
        f"{MODULE}/module.yml": write_yaml(head),
        f"{MODULE}/it.md": front(VECTORS, objectives=list(map(str, VECTORS))),
    }
    files |= {f"{MODULE}/lessons/{name}/it.md": lesson_front(name) + body for name, body in bodies.items()}
    return files | quiz_files()


def without_errors(bodies: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """The lessons without the paragraphs that nobody may publish, and the marks of those."""
    kept, refused = dict(bodies), set()
    while errors := [
        problem for problem in compiled(MODULE, module_files(kept)).problems if problem.level is Level.ERROR
    ]:
        for path in {problem.path for problem in errors}:
            name = path.split("/")[3]
            lines = (lesson_front(name) + kept[name]).split("\n")
            wrong = {lines[problem.line - 1] for problem in errors if problem.path == path}
            marks = {word for line in wrong for word in line.split() if word[0] == "H" and word[1:].isdigit()}
            assert marks, [problem for problem in errors if problem.path == path]
            refused |= marks
            left = [vector for vector in VECTORS if vector.mark not in refused]
            if name == "prose":
                kept[name] = prose(left)
            elif name.startswith("blocks-"):
                kept[name] = blocks([one for one in left if one.mark in kept[name]])
            else:
                kept[name] = "\n\n".join(one for one in kept[name].split("\n\n") if not wrong & set(one.split("\n")))
    return kept, refused


def fill(app: Flask) -> set[str]:
    """Store the course and publish what may be published; returns the marks of what only drafts may hold."""
    with app.test_request_context("/it/"), transaction():
        author = create_account(title(SOME[:3]), Role.ADMINISTRATOR, identity=AUTHOR, password=PASSWORD)
    with app.test_request_context("/it/", method="POST"), transaction():
        receive(author, "hostile", [("chain.png", photo((300, 200)))])
    with app.test_request_context("/it/"), transaction():
        for path, body in (lists() | path_files()).items():
            save(author, path, body, None, "created")
        bodies = lessons()
        kept, refused = without_errors(bodies)
        saved = {
            path: save(author, path, body, None, "created", title(SOME[:2]))
            for path, body in module_files(kept).items()
        }
        for unit in ("glossary", "country-facts", "paths/hostile", MODULE):
            assert publish(unit, author, title(SOME)).release, unit
        for path, body in module_files(bodies).items():
            save(author, path, body, saved[path].digest, "edited")
    return refused


def path_files() -> dict[str, str]:
    """The path that the module belongs to."""
    head = {"source": "it", "audience": "operators", "hours": 1, "modules": ["hostile"]}
    return {"paths/hostile/path.yml": write_yaml(head), "paths/hostile/it.md": front(SOME) + prose(VECTORS[:100:10])}
