"""QTI 2.2: a content package with a file for each question. Any QTI 2 is read."""

from collections.abc import Iterable

from elearn.authoring.exchange.questions.qti_names import QTI22
from elearn.authoring.exchange.questions.qti_package import write_package
from elearn.authoring.exchange.questions.values import ForeignQuestion, Written


def write_qti22(questions: Iterable[ForeignQuestion], language: str) -> Written:
    """The questions in one language as a package of QTI 2.2."""
    return write_package(QTI22, questions, language, "qti22")
