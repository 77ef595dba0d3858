"""Writes one question as an item of QTI: what learners see. The rules that mark it are in `qti_marking.py`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from elearn.authoring.exchange.questions.building import TRUE_FALSE, place
from elearn.authoring.exchange.questions.leaving import looks, note_key
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.qti_marking import Marking, Response
from elearn.authoring.exchange.questions.qti_names import ITEM, XML, XSI, Dialect
from elearn.authoring.exchange.questions.runs import Run
from elearn.authoring.exchange.questions.values import ForeignQuestion
from elearn.authoring.exchange.xml_reading import Element
from elearn.catalogue.rules.check_quiz import PLACEHOLDER
from elearn.catalogue.rules.quiz_values import (
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OptionWords,
    OrderingKey,
    QuestionWords,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)

ALONE = "RESPONSE"
TOOL = "Quaderno"


def write_item(dialect: Dialect, notebook: Notebook, question: ForeignQuestion, language: str) -> Element:
    """The item of a question in one language."""
    key, words = question.key, question.words[language]
    note_key(notebook, key, has_marks=True)
    item = dialect.element(
        None, ITEM, identifier=name_of(key.id), title=question.name or key.id, adaptive="false", timeDependent="false"
    )
    item.set(dialect.attribute("toolName"), TOOL)
    item.set(f"{{{XML}}}lang", language)
    item.set(f"{{{XSI}}}schemaLocation", f"{dialect.namespace} {dialect.schema}")
    body = dialect.element(None, "itemBody")
    marking = Marking(dialect, item)
    if isinstance(key, ScenarioKey):
        story = dialect.html(body, "div", **{"class": "quaderno-story"})
        _Writer(dialect, notebook, words, marking, language, "").paragraph(story, words.stem)
        for part in key.parts:
            note_key(notebook, part, has_marks=True)
            div = dialect.html(body, "div", id=name_of(part.id), **{"class": "quaderno-part"})
            worth = key.marks / len(key.parts)
            _Writer(dialect, notebook, words.parts[part.id], marking, language, part.id).write(div, part, worth)
    else:
        _Writer(dialect, notebook, words, marking, language, "").write(body, key, float(key.marks))
    marking.declare(key.marks)
    item.append(body)
    marking.process()
    for identifier, reason in marking.feedback.items():
        _feedback(dialect, item, identifier, looks(notebook, reason))
    etree.cleanup_namespaces(item)
    return item


def _feedback(dialect: Dialect, item: Element, identifier: str, runs: Sequence[Run]) -> None:
    element = dialect.element(
        item, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=identifier, showHide="show"
    )
    holder = dialect.element(element, "contentBody") if dialect.has_prefix else element
    add_runs(dialect, dialect.html(holder, "p"), runs)


def name_of(*ids: str) -> str:
    """An identifier of QTI from our ids: `question.option`. It may not begin with a digit."""
    joined = ".".join(one for one in ids if one)
    return f"_{joined}" if joined[:1].isdigit() else joined


def add_runs(dialect: Dialect, parent: Element, runs: Iterable[Run]) -> None:
    """Words with their looks at the end of an element."""
    for run in runs:
        holder = dialect.html(parent, "a", href=run.href) if run.href else parent
        for mark in (mark for mark in ("strong", "em", "code") if mark in run.marks):
            holder = dialect.html(holder, mark)
        if holder is parent:
            add_text(parent, run.text)
        else:
            holder.text = run.text


def add_text(parent: Element, text: str) -> None:
    """Plain words at the end of an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one question, or one part of a scenario, into an element of the body."""

    dialect: Dialect
    notebook: Notebook
    words: QuestionWords
    marking: Marking
    language: str
    part: str

    def name(self, own_id: str) -> str:
        return name_of(self.part, own_id)

    @property
    def response(self) -> str:
        return name_of(ALONE, self.part)

    def say(self, parent: Element, markdown: str) -> None:
        add_runs(self.dialect, parent, looks(self.notebook, markdown))

    def paragraph(self, parent: Element, markdown: str) -> None:
        self.say(self.dialect.html(parent, "p"), markdown)

    def plain(self, markdown: str) -> str:
        """Words where QTI has no looks."""
        runs = looks(self.notebook, markdown)
        if any(run.marks or run.href for run in runs):
            self.notebook.add("look_lost", what=markdown)
        return "".join(run.text for run in runs)

    def write(self, parent: Element, key: SimpleKey, worth: float) -> None:
        match key:
            case SingleKey():
                self.choices(parent, {one: self.words.options[one] for one in key.options}, [key.right], worth)
            case SeveralKey():
                options = {one: self.words.options[one] for one in key.options}
                self.choices(parent, options, key.right, worth, is_several=True)
            case TrueFalseKey():
                texts = dict(zip(("true", "false"), TRUE_FALSE[self.language], strict=True))
                options = {one: OptionWords(text, self.words.options[one].reason) for one, text in texts.items()}
                self.choices(parent, options, ["true" if key.right else "false"], worth)
            case NumberKey():
                self.number(parent, key, worth)
            case OrderingKey():
                self.ordering(parent, key, worth)
            case MatchingKey():
                answers = list(dict.fromkeys([*key.right.values(), *key.extra]))
                self.pairs(parent, key.right, {one: self.words.answers[one] for one in answers}, "matching", worth)
            case GroupsKey():
                self.pairs(parent, key.right, {one: self.words.groups[one] for one in key.groups}, "groups", worth)
            case GapKey():
                self.gaps(parent, key, worth)
            case ShortTextKey():
                self.short_text(parent, worth)

    def interaction(self, parent: Element, kind: str, stem: str, **attributes: str) -> Element:
        element = self.dialect.element(parent, kind, responseIdentifier=self.response, **attributes)
        self.say(self.dialect.element(element, "prompt"), stem)
        return element

    def choices(
        self,
        parent: Element,
        options: Mapping[str, OptionWords],
        right: Sequence[str],
        worth: float,
        *,
        is_several: bool = False,
    ) -> None:
        most = "0" if is_several else "1"
        element = self.interaction(parent, "choiceInteraction", self.words.stem, shuffle="false", maxChoices=most)
        for one, option in options.items():
            self.say(self.dialect.element(element, "simpleChoice", identifier=self.name(one)), option.text)
        share = worth / len(right)
        points = {self.name(one): share if one in right else -share for one in options}
        self.marking.choice(
            Response(self.response, [self.name(one) for one in right], worth),
            points if is_several else {name: share for name, share in points.items() if share > 0},
            {self.name(one): option.reason for one, option in options.items()},
            is_several=is_several,
        )

    def number(self, parent: Element, key: NumberKey, worth: float) -> None:
        self.paragraph(parent, self.words.stem)
        line = self.dialect.html(parent, "p")
        self.dialect.element(line, "textEntryInteraction", responseIdentifier=self.response, expectedLength="12")
        self.say(line, f" {self.words.unit}" if self.words.unit else "")
        if self.words.unit:
            line[0].tail = f" {line[0].tail or ''}"
        self.marking.number(Response(self.response, [], worth), key, self.words.reasons, self.part)

    def ordering(self, parent: Element, key: OrderingKey, worth: float) -> None:
        self.notebook.add("all_or_nothing_there")
        element = self.interaction(parent, "orderInteraction", self.words.stem, shuffle="true")
        for one in key.right:
            choice = self.dialect.element(element, "simpleChoice", identifier=self.name(one))
            self.say(choice, self.words.items[one].text)
        reasons = {self.name(one): item.reason for one, item in self.words.items.items()}
        self.marking.order(Response(self.response, [self.name(one) for one in key.right], worth), reasons)

    def pairs(
        self, parent: Element, right: Mapping[str, str], answers: Mapping[str, str], kind: str, worth: float
    ) -> None:
        most = str(len(right))
        element = self.interaction(parent, "matchInteraction", self.words.stem, shuffle="false", maxAssociations=most)
        element.set("class", f"quaderno-{kind}")
        items = {self.name(one): self.words.items[one].text for one in right}
        targets = {name_of(self.part, f"to.{one}"): text for one, text in answers.items()}
        for texts, each in ((items, "1"), (targets, most)):
            group = self.dialect.element(element, "simpleMatchSet")
            for name, text in texts.items():
                choice = self.dialect.element(group, "simpleAssociableChoice", identifier=name, matchMax=each)
                self.say(choice, text)
        pairs = [f"{self.name(item)} {name_of(self.part, f'to.{answer}')}" for item, answer in right.items()]
        reasons = {self.name(one): self.words.items[one].reason for one in right}
        self.marking.pairs(Response(self.response, pairs, worth), reasons)

    def short_text(self, parent: Element, worth: float) -> None:
        if self.words.model or self.words.criteria:
            attributes = {"use": "scoring"} if self.dialect.has_prefix else {}
            rubric = self.dialect.element(parent, "rubricBlock", view="scorer", **attributes)
            holder = self.dialect.element(rubric, "contentBody") if self.dialect.has_prefix else rubric
            if self.words.model:
                self.paragraph(holder, self.words.model)
            if self.words.criteria:
                criteria = self.dialect.html(holder, "ul")
                for one in self.words.criteria:
                    self.say(self.dialect.html(criteria, "li"), one)
        self.interaction(parent, "extendedTextInteraction", self.words.stem, expectedLines="6")
        self.marking.free(Response(self.response, [], worth), self.words.reason, self.part)

    def gaps(self, parent: Element, key: GapKey, worth: float) -> None:
        self.paragraph(parent, self.words.stem)
        line = self.dialect.html(parent, "p")
        ids = list(key.gaps)
        text = PLACEHOLDER.sub(lambda found: place(ids.index(found[1])) if found[1] in ids else "", self.words.text)
        for run in looks(self.notebook, text):
            self.sentence(line, run, key, worth / len(ids))

    def sentence(self, line: Element, run: Run, key: GapKey, worth: float) -> None:
        """One run of the sentence, which may hold places."""
        pieces = run.text.split("\ue000")
        add_runs(self.dialect, line, [Run(pieces[0], run.marks, run.href)] if pieces[0] else [])
        for piece in pieces[1:]:
            number, _mark, after = piece.partition("\ue001")
            self.gap(line, list(key.gaps)[int(number)], key, worth)
            add_runs(self.dialect, line, [Run(after, run.marks, run.href)] if after else [])

    def gap(self, line: Element, own_id: str, key: GapKey, worth: float) -> None:
        response = name_of(ALONE, self.part, own_id)
        gap, words = key.gaps[own_id], self.words.gaps[own_id]
        scope = f"{self.part}.{own_id}" if self.part else own_id
        if not isinstance(gap, SelectGap):
            self.notebook.add("spelling_stricter")
            self.dialect.element(line, "textEntryInteraction", responseIdentifier=response, expectedLength="20")
            self.marking.typed(Response(response, words.accepted, worth), words.reasons, scope)
            return
        element = self.dialect.element(line, "inlineChoiceInteraction", responseIdentifier=response, shuffle="false")
        for one in gap.options:
            choice = self.dialect.element(element, "inlineChoice", identifier=name_of(scope, one))
            choice.text = self.plain(words.options[one].text)
        right = name_of(scope, gap.right)
        reasons = {name_of(scope, one): words.options[one].reason for one in gap.options}
        self.marking.choice(Response(response, [right], worth), {right: worth}, reasons, is_several=False)
