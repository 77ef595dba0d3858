"""Why a zip is not taken in, in words that say what to do."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

REFUSED: Mapping[str, LazyString] = {
    "too_large": lazy_gettext("This file is too large: at most %(most)s MB. Send single modules instead."),
    "no_archive": lazy_gettext("This is no zip. Choose the file that was downloaded from Quaderno."),
    "broken_file": lazy_gettext("This zip is broken, or of a kind that cannot be read. Download it again."),
    "old_or_locked": lazy_gettext("This zip has a password. Make one without a password."),
    "too_many_parts": lazy_gettext("This zip holds too many files: at most %(most)s. Send single modules instead."),
    "bad_name": lazy_gettext(
        "A name in this zip leads outside its folder or cannot be kept: “%(name)s”. Nothing was unpacked."
    ),
    "linked_file": lazy_gettext("“%(name)s” in this zip is a link or a device, not a file. Nothing was unpacked."),
    "file_twice": lazy_gettext("“%(name)s” is in this zip twice. Remove one of them."),
    "unpacks_too_large": lazy_gettext("This zip unpacks to far more than it should. Nothing was unpacked."),
    "wrong_types": lazy_gettext("This zip holds files that are no content: %(names)s. Remove them."),
    "long_text": lazy_gettext("“%(name)s” is too long: at most %(most)s KB for a text. Divide it."),
    "empty_zip": lazy_gettext("This zip is empty. Choose another one."),
    "no_content": lazy_gettext("There is no content in this zip. Choose the file that was downloaded from Quaderno."),
    "broken_parcel": lazy_gettext("This module file is incomplete. Download it again where it comes from."),
    "newer_parcel": lazy_gettext("This module file was made by a newer version of Quaderno. Update this one first."),
}
