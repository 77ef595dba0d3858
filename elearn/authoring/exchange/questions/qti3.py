"""QTI 3.0: a content package with a file for each question, in the names that begin with `qti-`."""

from collections.abc import Iterable

from elearn.authoring.exchange.questions.qti_names import QTI30
from elearn.authoring.exchange.questions.qti_package import write_package
from elearn.authoring.exchange.questions.values import ForeignQuestion, Written


def write_qti30(questions: Iterable[ForeignQuestion], language: str) -> Written:
    """The questions in one language as a package of QTI 3.0."""
    return write_package(QTI30, questions, language, "qti30")
