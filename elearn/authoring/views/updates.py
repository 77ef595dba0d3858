"""What a new version of the product ships for texts that were changed here: compared, then taken or left."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, person_id, rights, writers
from elearn.authoring.service.updates import keep_ours, take_theirs
from elearn.authoring.views.paging import Paging
from elearn.authoring.views.unit_pages import unit_title
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.offers import Offer, offers
from elearn.core.differences import Piece, words_between

ON_A_PAGE = 6
MOST_COMPARED = 6000  # letters of a text that is compared word by word


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer as a person reads it. `pieces` are empty where it cannot be shown word by word."""

    offer: Offer
    title: str
    pieces: tuple[Piece, ...]
    may_decide: bool


@bp.get(f"{TEACH}/updates")
@allow(writers)
def updates() -> ResponseReturnValue:
    """The files that wait for a comparison, a few on a page."""
    page = Paging.of(offers(), request.args.get("page"), ON_A_PAGE)
    return render_template("authoring/updates.html", page=page, shown=[_shown(offer) for offer in page.items])


@bp.post(f"{TEACH}/updates")
@allow(writers)
def decide_update() -> ResponseReturnValue:
    """Take the shipped text of one file, or keep ours. The draft changes; publishing comes later."""
    found: Mapping[str, Offer] = {offer.path: offer for offer in offers()}
    offer = found.get(request.form.get("path", "")) or abort(404)
    if not rights().writes(unit_of(offer.path)):
        abort(403)
    act, seen = request.form.get("do"), (request.form.get("ours", ""), request.form.get("shipped", ""))
    if seen != (offer.ours or "", offer.shipped or ""):
        return redirect(url_for(".updates", changed="1"), 303)
    if act not in ("theirs", "ours"):
        abort(400)
    (take_theirs if act == "theirs" else keep_ours)(person_id(), offer)
    return redirect(url_for(".updates", done=act), 303)


def _shown(offer: Offer) -> Shown:
    ours, shipped = offer.our_text or "", offer.shipped_text or ""
    short = 0 < max(len(ours), len(shipped)) <= MOST_COMPARED
    pieces = words_between(ours, shipped) if short else ()
    unit = unit_of(offer.path)
    return Shown(offer, unit_title(unit), pieces, rights().writes(unit))
