"""What workbooks show on pages of others: the sheet of a lesson's exercise, the workbook step on a module's cover.

Lessons are kept for all readers alike, so these links lead to whatever sheet the reader has.
"""

import json
from collections.abc import Mapping

from flask import Flask, request, url_for
from markupsafe import Markup

from elearn.accounts.rules import staff
from elearn.accounts.service.access import current_person
from elearn.catalogue.rules.values import Module
from elearn.ui.slots import render_part, slots
from elearn.workbooks.service.books import kit, workbooks_of
from elearn.workbooks.service.inbox import waiting_for


def offer(app: Flask) -> None:
    """Offer the parts."""
    offers = slots(app)
    offers.offer("lesson.turn", turn)
    offers.offer("module.actions", step_on_cover)
    offers.offer("workbook.address", address)
    offers.offer("calculator.keep", keep)
    offers.offer("account.panel", feedback_to_give)


def turn(sheet: str) -> Markup | None:
    """Below an exercise: the way to the reader's own sheet."""
    return render_part("workbooks/turn.html", sheet=sheet) if sheet in kit().sheets else None


def step_on_cover(module: Module, language: str) -> Markup | None:  # noqa: ARG001 - what the slot is asked with
    """On the cover of a module that feeds a sheet: where to write it."""
    if module.is_coming or module.workbook not in kit().sheets:
        return None
    return render_part("workbooks/on_cover.html", sheet=module.workbook)


def keep(sheet: str, nodes: Mapping[str, Mapping[str, str]]) -> Markup | None:
    """Below a calculator's result: keep its numbers in a workbook."""
    if sheet not in kit().sheets:
        return None
    fitting = [book for book in workbooks_of(current_person().id) if sheet in book.profile.sheets]
    return render_part("workbooks/keep.html", sheet=sheet, nodes=json.dumps(nodes), books=fitting)


def feedback_to_give() -> Markup | None:
    """Top right, for trainers: how many workbooks wait for an answer."""
    person = current_person()
    if "/teach" in request.path or not staff(person):  # below /teach the navigation leads there
        return None
    return render_part("workbooks/feedback/panel.html", count=waiting_for(person))


def address(sheet: str) -> str | None:
    """Where the reader writes a sheet."""
    return url_for("workbooks.to_sheet", sheet=sheet) if sheet in kit().sheets else None
