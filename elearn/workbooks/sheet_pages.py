"""The page of a sheet. What stands in it is rendered once for each state of the workbook, and kept in this process."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import render_template
from markupsafe import Markup

from elearn.catalogue.service.library import library
from elearn.core.clock import today
from elearn.core.ids import node_id
from elearn.infra.i18n import current_language
from elearn.infra.memory import memory
from elearn.infra.security import TOKEN_STAND_IN, form_token, token_stand_ins
from elearn.markup.trusted import trusted
from elearn.workbooks import sums
from elearn.workbooks.rules.offer import Offer
from elearn.workbooks.rules.roles import may_write
from elearn.workbooks.service.asking import steps_of
from elearn.workbooks.service.books import OpenBook
from elearn.workbooks.service.comments import by_node, remarks_in, requests_in
from elearn.workbooks.service.offers import offers_for
from elearn.workbooks.service.sheets import documents_of, findings_of
from elearn.workbooks.showing import SheetView, Typed

MOST_SHEETS = 200  # of some 30 KB
NEW_ID = node_id()  # stands for the ids that buttons give to new nodes: each page gets ids of its own
_STAND_INS = re.compile(f"{TOKEN_STAND_IN}|{NEW_ID}")


@dataclass(frozen=True)
class Work:
    """What a sheet's page needs beside its view, worked out only where the page is rendered."""

    view: SheetView
    writes: bool

    @cached_property
    def sum(self) -> Any:
        """What the sheet adds up to."""
        return sums.of(self.view)

    @cached_property
    def extra(self) -> sums.Column | None:
        """The column that is worked out."""
        return sums.column(self.view, self.sum)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """What the sheet could take over from others."""
        return offers_for(self.view.book, self.view.documents, self.view.sheet) if self.writes else ()


def sheet_page(
    found: OpenBook,
    sheet: str,
    opened: str = "",
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
    **more: object,
) -> str:
    """The page of a sheet; `typed` and `errors` belong to the opened node, whose values could not be saved."""
    documents = documents_of(found)
    said = remarks_in(found)
    findings = findings_of(found, documents, requests_in(said))
    view = SheetView(found, sheet, documents, findings, opened, typed or {}, errors or {}, by_node(said, sheet))
    work = Work(view, may_write(found.role))
    context = {"view": view, "book": found, "sheet": sheet, "writes": work.writes, **more}
    is_plain = not (said or opened or more)  # remarks have names in them: those are kept nowhere
    body = _kept(context, work) if is_plain else _rendered(context, work, node_id)
    steps = {module.id for module in steps_of(found)}
    return render_template("workbooks/sheet.html", body=body, steps=steps, **context)


def _kept(context: Mapping[str, Any], work: Work) -> Markup:
    """The inside of a sheet in which no row is open, rendered once for whoever may do the same in it."""
    book = work.view.book
    heads = frozenset(book.sheets.values())
    state = (book.public_id, heads, book.cover, book.role, library().fingerprint, today())
    key = (work.view.sheet, current_language(), state)
    sheets = memory("sheets", MOST_SHEETS)
    html: str | None = sheets.get(key)
    if html is None:
        with token_stand_ins():
            html = sheets.put(key, _rendered(context, work, lambda: NEW_ID))
    token = form_token()
    return trusted(_STAND_INS.sub(lambda found: node_id() if found[0] == NEW_ID else token, html))


def _rendered(context: Mapping[str, Any], work: Work, new_id: Any) -> Markup:
    return trusted(render_template("workbooks/sheet_parts.html", new_id=new_id, work=work, **context))
