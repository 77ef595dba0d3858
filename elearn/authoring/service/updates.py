"""Decisions about what a new version of the product ships for files that were changed here."""

from elearn.authoring.service.drafts import add_media, remove, save
from elearn.authoring.service.events import Done, note_event
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.offers import Offer, settle_offer


def take_theirs(person_id: int, offer: Offer) -> None:
    """Let the draft be what is shipped; where nothing is shipped any more, the draft goes."""
    if offer.shipped is None:
        remove(person_id, offer.path, offer.ours, "update_taken")
    elif is_media(offer.path):
        add_media(person_id, offer.path, offer.shipped, "update_taken")
    else:
        save(person_id, offer.path, offer.shipped_text or "", offer.ours, "update_taken")
    settle_offer(offer.path)


def keep_ours(person_id: int, offer: Offer) -> None:
    """Keep the draft as it is. The next version is compared with what is shipped now."""
    settle_offer(offer.path)
    note_event(person_id, "update_left", unit_of(offer.path), [Done(offer.path, offer.ours, offer.ours)])
