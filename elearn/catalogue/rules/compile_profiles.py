"""Compiles profiles (the forms of funders and lenders) and rubrics (how reviewers judge)."""

from collections.abc import Container, Iterable
from typing import Any

from elearn.catalogue.rules.source_file import SourceFile
from elearn.catalogue.rules.wording import in_every_language
from elearn.catalogue.rules.workbook_schemas import MARKS, BudgetFile, CriterionFile, ProfileFile, RubricFile
from elearn.catalogue.rules.workbook_values import (
    BudgetRules,
    Criterion,
    Heading,
    LoanRules,
    Profile,
    Rubric,
    Section,
)
from elearn.core.problems import Level

WHOLE = 100  # per cent


def compile_profile(profile_id: str, file: SourceFile) -> Profile | None:
    """A profile; None when its file has mistakes. What it names is checked by `check_profile`."""
    head = file.read(ProfileFile)
    if head is None:
        return None
    _check_repeated(file, "narrative", (section.id for section in head.narrative))
    return Profile(
        id=profile_id,
        audience=head.audience,
        names=in_every_language(head.name, file, "name"),
        about=in_every_language(head.about, file, "about"),
        sheets=head.sheets,
        required=head.required,
        blocking=frozenset(head.blocking),
        terms={level: in_every_language(names, file, "terms", level) for level, names in head.terms.items()},
        outcomes_max=head.outcomes_max,
        indicators_max=head.indicators_max,
        budget=_budget(head.budget, file) if head.budget else None,
        loan=LoanRules(**head.loan.model_dump()) if head.loan else None,
        narrative=tuple(
            Section(
                section.id,
                in_every_language(section.title, file, "narrative", index, "title"),
                in_every_language(section.hint, file, "narrative", index, "hint"),
                section.words,
            )
            for index, section in enumerate(head.narrative)
        ),
        rubric=head.rubric,
        peer_rubric=head.peer_rubric,
        peers_are_hidden=head.peers == "hidden",
    )


def _budget(budget: BudgetFile, file: SourceFile) -> BudgetRules:
    _check_repeated(file, "budget", (heading.id for heading in budget.headings))
    headings = tuple(
        Heading(
            heading.id,
            in_every_language(heading.name, file, "budget", "headings", index, "name"),
            heading.group,
            heading.allowed,
        )
        for index, heading in enumerate(budget.headings)
    )
    groups = {heading.group for heading in headings}
    for group in budget.demands:
        if group not in groups:
            file.problem("demand_without_heading", "budget", "demands", level=Level.WARNING, id=group)
    rules: dict[str, Any] = budget.model_dump(exclude={"headings"})
    return BudgetRules(headings=headings, **rules)


def check_profile(
    profile: Profile, file: SourceFile, sheets: Container[str], checks: Container[str], rubrics: Container[str]
) -> None:
    """Whether what a profile names is there: ids of sheets, codes of checks, ids of rubrics."""
    for index, one in enumerate(profile.sheets):
        if one not in sheets:
            file.problem("unknown_sheet", "sheets", index, id=one)
    for index, one in enumerate(profile.required):
        if one not in profile.sheets:
            file.problem("unlisted_sheet", "required", index, id=one)
    for one in sorted(profile.blocking):
        if one not in checks:
            file.problem("unknown_check", "blocking", id=one)
    for key, one in (("rubric", profile.rubric), ("peer_rubric", profile.peer_rubric)):
        if one and one not in rubrics:
            file.problem("unknown_rubric", key, id=one)
    _check_repeated(file, "sheets", profile.sheets)


def compile_rubric(rubric_id: str, file: SourceFile) -> Rubric | None:
    """A rubric; None when its file has mistakes."""
    head = file.read(RubricFile)
    if head is None:
        return None
    total = sum(criterion.weight for criterion in head.criteria)
    if total != WHOLE:
        file.problem("wrong_weights", "criteria", total=total)
    _check_repeated(file, "criteria", (criterion.id for criterion in head.criteria))
    criteria = tuple(_criterion(index, criterion, file) for index, criterion in enumerate(head.criteria))
    return Rubric(rubric_id, criteria, head.pass_mark)


def _criterion(index: int, criterion: CriterionFile, file: SourceFile) -> Criterion:
    at = ("criteria", index)
    for mark in MARKS:
        if not criterion.anchors.get(mark):
            file.problem("mark_without_words", *at, "anchors", id=criterion.id, mark=mark)
    return Criterion(
        criterion.id,
        criterion.weight,
        in_every_language(criterion.title, file, *at, "title"),
        {mark: in_every_language(names, file, *at, "anchors", mark) for mark, names in criterion.anchors.items()},
    )


def _check_repeated(file: SourceFile, key: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            file.problem("repeated_id", key, id=one)
        seen.add(one)
