"""What `elearn worker` does for this domain from time to time."""

from datetime import timedelta

from flask import current_app

from elearn.accounts.service import guests, resets, sessions, throttle
from elearn.core.clock import now
from elearn.infra.config import Settings


def tidy() -> int:
    """Erase what is over: sessions, requests for passwords, counted tries, idle guests. Returns the guests erased.

    One batch, in the caller's transaction; call it again until it returns 0.
    """
    settings: Settings = current_app.config["SETTINGS"]
    sessions.erase_old()
    resets.erase_old()
    throttle.erase_old()
    return guests.erase_idle_guests(now() - timedelta(days=settings.guest_days))
