"""What is read from a foreign file and written to one.

A note says what could not be taken or expressed. It holds no sentence: the reader's language decides the words, which
stand beside the code in `authoring/words/notes.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.catalogue.rules.quiz_values import AnyKey, QuestionWords

MOST_QUESTIONS = 500
MOST_TEXT = 16 * 1024  # of one text in a question, as of a block of a lesson
MOST_CHOICES = 60
MOST_QUESTION = 4 * MOST_TEXT  # letters of a whole question, as its file has it
MOST_PARTS = 1_000  # elements of a question in XML


@dataclass(frozen=True, slots=True)
class Note:
    """What was lost. `where` names the question, "" is the whole file; `params` fill the words of the code."""

    where: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForeignQuestion:
    """A question on its way: the key, the words by language, and what the other program called it.

    The ids inside it are only its own: whoever puts it into a quiz gives the question a permanent one.
    """

    key: AnyKey
    words: Mapping[str, QuestionWords]
    tags: tuple[str, ...] = ()
    name: str = ""
    where: str = ""  # as its notes call it


@dataclass(frozen=True, slots=True)
class Read:
    """The questions of a file, and what could not be taken."""

    questions: tuple[ForeignQuestion, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file for another program, and what it cannot carry."""

    data: bytes
    file_name: str
    notes: tuple[Note, ...] = ()
