"""The blueprint that all pages of this domain share."""

from flask import Blueprint

bp = Blueprint("accounts", "elearn.accounts", template_folder="templates")
AT = "/<any(it,en,es,fr,de):language>"
