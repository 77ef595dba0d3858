"""Short messages after a redirect. The address carries only a code; the words stand here."""

from flask import request
from flask_babel import lazy_gettext, ngettext

NOTICES = {
    "signed-out": lazy_gettext("You are signed out."),
    "password-reset": lazy_gettext("You have a new password. Sign in with it."),
    "password-changed": lazy_gettext("You have a new password. Other browsers are signed out."),
    "profile-saved": lazy_gettext("Your changes are saved."),
    "session-ended": lazy_gettext("That browser is signed out."),
    "others-ended": lazy_gettext("All other browsers are signed out."),
    "erased": lazy_gettext("Everything about you is erased."),
}


def notice() -> str | None:
    """What the last step did, in words, if the address says so."""
    words = NOTICES.get(request.args.get("done", ""))
    return None if words is None else str(words)


def wait_in_words(seconds: int) -> str:
    """When to try again."""
    minutes = -(-seconds // 60)
    words: str = ngettext("Try again in %(num)d minute.", "Try again in %(num)d minutes.", minutes)
    return words
