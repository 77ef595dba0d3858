"""The blueprint that all pages of this domain share."""

from flask import Blueprint

bp = Blueprint("quizzes", "elearn.quizzes", template_folder="templates")
AT = "/<any(it,en,es,fr,de):language>/m/<module>"
