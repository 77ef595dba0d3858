"""What happened to a file that somebody sent, in words; why one cannot be used, and what to do instead."""

from collections.abc import Mapping

from flask_babel import LazyString, format_decimal, gettext
from flask_babel import lazy_gettext as _

from elearn.authoring.exchange.arrivals import Prepared, Remark
from elearn.authoring.rules.weight import kilobytes

REMARKS: Mapping[str, LazyString] = {
    "kept_as_it_is": _("It was light enough already."),
    "made_smaller": _("It had %(before)s pixels and has %(after)s now."),
    "first_frame": _("It moved: only the first picture was kept."),
    "place_removed": _("The place where it was taken, and the device, were removed from the file."),
    "traces_removed": _("What the device had written into the file was removed."),
    "still_heavy": _("It is still heavy: take a calmer picture or cut off its edges."),
}

REFUSALS: Mapping[str, LazyString] = {
    "empty_file": _("This file is empty. Choose another one."),
    "large_file": _("This file has more than %(limit)s MB. Make it smaller in another program."),
    "huge_picture": _(
        "This picture claims %(size)s pixels; at most %(limit)s million are possible. Make it smaller in another"
        " program."
    ),
    "broken_picture": _("This picture is damaged. Open it in another program and save it again."),
    "unsafe_drawing": _(
        "This drawing holds more than a drawing: a script, a link, or something from another place. Save it as a PNG"
        " picture."
    ),
    "drawing_without_size": _("This drawing does not say its size. Save it again with its size, or as a PNG picture."),
    "heic_picture": _(
        "This is a HEIC picture, which most telephones cannot show. Save it as JPEG: on an iPhone, choose “Most"
        " compatible” in the settings of the camera."
    ),
    "film": _("This is a film. Films are too heavy for the telephones of our readers; use a picture or a recording."),
    "web_page": _("This is a web page, not a picture. Save the picture itself and upload it."),
    "wave_sound": _("This is a WAV recording, which is very heavy. Save it as MP3, M4A or Opus."),
    "pdf_file": _("This is a PDF. Take a picture of the page, or copy its text into the lesson."),
    "other_kind": _("Only a file of the kind %(suffix)s can stand here. Upload this one as a new file."),
    "unknown_file_type": _("This is no picture, recording or drawing that can be shown. Choose another file."),
}


def remark_words(remark: Remark) -> str:
    """What was done to a file. A code without words is a mistake: KeyError."""
    return str(REMARKS[remark.code]) % remark.params


def weight_words(prepared: Prepared) -> str:
    """How heavy a file was and is: "2,400 KB have become 58 KB."."""
    now, before = kilobytes(len(prepared.data)), kilobytes(prepared.was_bytes)
    if now == before:
        return str(gettext("It weighs %(size)s KB.", size=format_decimal(now)))
    return str(
        gettext("%(before)s KB have become %(after)s KB.", before=format_decimal(before), after=format_decimal(now))
    )


def length_words(seconds: int) -> str:
    """How long a recording lasts: minutes and seconds."""
    return str(gettext("%(minutes)s min %(seconds)s s", minutes=seconds // 60, seconds=seconds % 60))
