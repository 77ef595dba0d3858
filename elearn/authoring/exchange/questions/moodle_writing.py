"""Writes Moodle XML. Sentences with gaps become "embedded answers", whose every answer has its feedback."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from elearn.authoring.exchange.questions.building import place
from elearn.authoring.exchange.questions.gift_writing import SHARES, SMALLEST_SHARE
from elearn.authoring.exchange.questions.html_text import html_of
from elearn.authoring.exchange.questions.leaving import count_reasons, figure_text, looks, note_key
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.values import ForeignQuestion, Note, Written
from elearn.authoring.exchange.xml_reading import Element
from elearn.catalogue.rules.check_quiz import PLACEHOLDER
from elearn.catalogue.rules.quiz_values import (
    GapKey,
    GapWords,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    QuestionWords,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TextGap,
    TrueFalseKey,
)

TYPES: Mapping[type, str] = {
    SingleKey: "multichoice",
    SeveralKey: "multichoice",
    TrueFalseKey: "truefalse",
    NumberKey: "numerical",
    OrderingKey: "ordering",
    MatchingKey: "matching",
    GroupsKey: "matching",
    GapKey: "cloze",
    ShortTextKey: "essay",
}
IN_CLOZE = re.compile(r"[}#~\\]")


def write_moodle(questions: Iterable[ForeignQuestion], language: str) -> Written:
    """The questions in one language as Moodle XML."""
    quiz = etree.Element("quiz")
    notes: list[Note] = []
    for question in questions:
        notebook = Notebook(question.key.id, language)
        _write(quiz, notebook, question, language)
        notes += notebook.all()
    etree.indent(quiz)
    data = etree.tostring(quiz, encoding="UTF-8", xml_declaration=True)
    return Written(data, f"questions-{language}.moodle.xml", tuple(notes))


def _write(quiz: Element, notebook: Notebook, question: ForeignQuestion, language: str) -> None:
    key, words, name = question.key, question.words[language], question.name or question.key.id
    if not isinstance(key, ScenarioKey):
        _Writer(quiz, notebook, words).write(name, key, question.tags)
        return
    notebook.add("scenario_parted")
    note_key(notebook, key, has_marks=False)
    story = _Writer(quiz, notebook, words)
    story.head("description", name, f"<p>{story.html(words.stem)}</p>")
    for part in key.parts:
        _Writer(quiz, notebook, words.parts[part.id]).write(f"{name} / {part.id}", part, question.tags)


class _Writer:
    """Writes one question."""

    def __init__(self, quiz: Element, notebook: Notebook, words: QuestionWords) -> None:
        self.quiz = quiz
        self.notebook = notebook
        self.words = words

    def html(self, markdown: str) -> str:
        return html_of(looks(self.notebook, markdown))

    def text(self, parent: Element, name: str, html: str, **attributes: str) -> Element:
        element = etree.SubElement(parent, name, attributes)
        etree.SubElement(element, "text").text = html
        return element

    def setting(self, parent: Element, name: str, value: str) -> None:
        etree.SubElement(parent, name).text = value

    def head(self, kind: str, name: str, html: str, general: str = "", marks: int = 1) -> Element:
        question = etree.SubElement(self.quiz, "question", type=kind)
        self.text(question, "name", name)
        self.text(question, "questiontext", html, format="html")
        self.text(question, "generalfeedback", general, format="html")
        if kind != "cloze":  # whose marks are those of its gaps
            self.setting(question, "defaultgrade", "0" if kind == "description" else str(marks))
        return question

    def write(self, name: str, key: SimpleKey, tags: Iterable[str]) -> None:
        note_key(self.notebook, key, has_marks=not isinstance(key, GapKey))
        stem = f"<p>{self.html(self.words.stem)}</p>"
        general = self.html(self.words.reason)
        stem += f"<p>{self.cloze(key)}</p>" if isinstance(key, GapKey) else ""
        question = self.head(TYPES[type(key)], name, stem, general, key.marks)
        self.body(question, key)
        if tags := list(tags):
            group = etree.SubElement(question, "tags")
            for tag in tags:
                self.text(group, "tag", tag)

    def body(self, question: Element, key: SimpleKey) -> None:
        words = self.words
        match key:
            case SingleKey():
                self.choices(question, {one: "100" if one == key.right else "0" for one in key.options}, single=True)
            case SeveralKey():
                self.choices(question, self.shares(key), single=False)
            case TrueFalseKey():
                for one, is_right in (("true", key.right), ("false", not key.right)):
                    self.answer(question, one, "100" if is_right else "0", words.options[one].reason, "plain_text")
            case NumberKey():
                self.number(question, key)
            case OrderingKey():
                self.setting(question, "gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST")
                for place_of, one in enumerate(key.right, start=1):
                    item = words.items[one]
                    self.answer(question, self.html(item.text), str(place_of), item.reason)
            case MatchingKey():
                self.pairs(question, key.right, words.answers, key.extra)
            case GroupsKey():
                self.notebook.add("groups_as_matching")
                self.pairs(
                    question, key.right, words.groups, [one for one in key.groups if one not in key.right.values()]
                )
            case ShortTextKey():
                self.setting(question, "responseformat", "editor")
                criteria = "".join(f"<li>{self.html(one)}</li>" for one in words.criteria)
                model = f"<p>{self.html(words.model)}</p>" if words.model else ""
                self.text(question, "graderinfo", f"{model}<ul>{criteria}</ul>" if criteria else model, format="html")

    def answer(self, parent: Element, text: str, fraction: str, reason: str, form: str = "html") -> Element:
        answer = self.text(parent, "answer", text, fraction=fraction, format=form)
        self.text(answer, "feedback", self.html(reason), format="html")
        return answer

    def choices(self, question: Element, fractions: Mapping[str, str], *, single: bool) -> None:
        self.setting(question, "single", "true" if single else "false")
        for one, fraction in fractions.items():
            option = self.words.options[one]
            self.answer(question, self.html(option.text), fraction, option.reason)

    def shares(self, key: SeveralKey) -> dict[str, str]:
        share = SHARES.get(len(key.right), SMALLEST_SHARE)
        if len(key.right) not in SHARES and len(key.right) != 10:
            self.notebook.add("weights_rounded", count=str(len(key.right)))
        return {one: share if one in key.right else f"-{share}" for one in key.options}

    def number(self, question: Element, key: NumberKey) -> None:
        answer = self.answer(question, figure_text(key.right), "100", self.words.reasons.right, "plain_text")
        self.setting(answer, "tolerance", figure_text(key.tolerance))
        if self.words.reasons.wrong:
            self.setting(self.answer(question, "*", "0", self.words.reasons.wrong, "plain_text"), "tolerance", "0")
        if self.words.unit:
            unit = etree.SubElement(etree.SubElement(question, "units"), "unit")
            self.setting(unit, "multiplier", "1")
            self.setting(unit, "unit_name", self.words.unit)
            self.setting(question, "unitgradingtype", "0")
            self.setting(question, "showunits", "0")

    def pairs(
        self, question: Element, right: Mapping[str, str], answers: Mapping[str, str], extra: Iterable[str]
    ) -> None:
        count = count_reasons(self.words)
        if count:
            self.notebook.add("reasons_lost", count=str(count))
        rows = [(self.html(self.words.items[item].text), answers[answer]) for item, answer in right.items()]
        for item, answer in (*rows, *(("", answers[one]) for one in extra)):
            row = self.text(question, "subquestion", item, format="html")
            runs = looks(self.notebook, answer)
            if any(run.marks or run.href for run in runs):
                self.notebook.add("look_lost", what=answer)
            self.text(row, "answer", "".join(run.text for run in runs))

    def cloze(self, key: GapKey) -> str:
        """The sentence as HTML, its gaps as embedded answers."""
        ids = list(key.gaps)
        placed = PLACEHOLDER.sub(lambda found: place(ids.index(found[1])) if found[1] in ids else "", self.words.text)
        html = self.html(placed)
        for index, (own_id, gap) in enumerate(key.gaps.items()):
            html = html.replace(place(index), self.embedded(gap, self.words.gaps[own_id]))
        return html

    def embedded(self, gap: SelectGap | TextGap, words: GapWords) -> str:
        if isinstance(gap, SelectGap):
            signs = {one: "=" if one == gap.right else "" for one in gap.options}
            rows = [(signs[one], self.html(words.options[one].text), words.options[one].reason) for one in gap.options]
            return self.one_of("MULTICHOICE", rows)
        self.notebook.add("spelling_stricter")
        accepted = [("=", _typed(word), words.reasons.right) for word in words.accepted]
        wrong = [("%0%", "*", words.reasons.wrong)] if words.reasons.wrong else []
        return self.one_of("SHORTANSWER", [*accepted, *wrong])

    def one_of(self, kind: str, rows: Iterable[tuple[str, str, str]]) -> str:
        answers = []
        for sign, html, reason in rows:
            feedback = f"#{_in_cloze(self.html(reason))}" if reason else ""
            answers.append(f"{sign}{_in_cloze(html)}{feedback}")
        return f"{{1:{kind}:{'~'.join(answers)}}}"


def _in_cloze(html: str) -> str:
    return IN_CLOZE.sub(r"\\\g<0>", html)


def _typed(word: str) -> str:
    """A word that is typed, as HTML; its own asterisks are no wildcards."""
    return word.replace("*", "\\*").replace("&", "&amp;").replace("<", "&lt;")
