"""Why a file is not taken in, in words that say what to do."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

REFUSED: Mapping[str, LazyString] = {
    "too_large": lazy_gettext("This file is too large: at most %(most)s KB. Send only the sheet that you changed."),
    "old_or_locked": lazy_gettext("This file is in the old format, or has a password. Save it as .xlsx, unlocked."),
    "no_archive": lazy_gettext("This is not a spreadsheet. Choose the .xlsx file that you downloaded here."),
    "no_spreadsheet": lazy_gettext("This is not a spreadsheet. Choose the .xlsx file that you downloaded here."),
    "open_document": lazy_gettext("This is an OpenDocument file. Save it as .xlsx, then send it again."),
    "macros": lazy_gettext("This file holds macros. Save it as .xlsx without macros."),
    "unpacks_too_large": lazy_gettext("This file unpacks to too much. Copy your changes into a fresh download."),
    "too_many_parts": lazy_gettext("This file unpacks to too much. Copy your changes into a fresh download."),
    "broken_file": lazy_gettext("This file is broken. Open it, save it again as .xlsx, and send that."),
    "no_known_sheet": lazy_gettext(
        "None of its sheets is ours. Download the budget or the logframe here, and change that."
    ),
    "other_workbook": lazy_gettext(
        "This file was made from another workbook. Download this one's file and change that."
    ),
    "sheet_twice": lazy_gettext("The same sheet is in this file twice. Remove the copy."),
    "merged_cells": lazy_gettext("Row %(row)s has merged cells. Separate them, so that each row stands for itself."),
    "formulas_without_values": lazy_gettext(
        "Row %(row)s holds a formula without a result. Open the file and save it again."
    ),
    "too_many_rows": lazy_gettext("This file has too many rows: at most %(rows)s."),
    "too_many_columns": lazy_gettext("This file has too many columns: at most %(columns)s."),
    "unknown_version": lazy_gettext("This file was made by another version of the program. Download it again."),
    "not_json": lazy_gettext("This is not a workbook file. Choose the .json file that you downloaded."),
    "other_format": lazy_gettext("This is not a workbook file. Choose the .json file that you downloaded."),
    "unknown_profile": lazy_gettext("This workbook follows a profile that this site does not have."),
    "wrong_shape": lazy_gettext("This file was changed by hand and does not fit any more (at: %(at)s)."),
}
