"""What weights of answers mean for us, who mark "right choices minus wrong ones" and typed words all or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from elearn.authoring.exchange.questions.building import Gap, LeftOutError
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.catalogue.rules.quiz_values import Reasons

WILD = re.compile(r"(?<!\\)\*")
ROUNDING = 0.6  # percent: other programs keep 33.33333


@dataclass(frozen=True, slots=True)
class Weighed:
    """A typed answer with its weight in percent and its feedback."""

    weight: float
    text: str
    feedback: str = ""


def note_weights(notebook: Notebook, weights: Sequence[float], *, is_several: bool) -> None:
    """Note weights that our marking does not keep."""
    right = [weight for weight in weights if weight > 0]
    if not is_several:
        if any(weight not in (0, 100) for weight in weights):
            notebook.add("weights_lost", weights=_listed(weights))
        return
    wrong = [weight for weight in weights if weight <= 0]
    share = 100 / len(right) if right else 0
    is_ours = all(abs(weight - share) < ROUNDING for weight in right)
    if not is_ours or not all(abs(weight + share) < ROUNDING for weight in wrong):
        notebook.add("weights_changed", weights=_listed(weights))


def _listed(weights: Sequence[float]) -> str:
    return ", ".join(f"{weight:g} %" for weight in weights)


def typed(notebook: Notebook, answers: Sequence[Weighed]) -> Gap:
    """A gap of the answers that a short-answer question accepts; `*` stands for any other answer."""
    full = [one for one in answers if one.weight >= 100 and one.text != "*"]
    accepted = [one for one in full if not WILD.search(one.text)]
    for one in full:
        if WILD.search(one.text):
            notebook.add("wildcard_lost", text=one.text)
    rest = next((one for one in answers if one.text == "*"), None)
    for one in answers:
        if one.weight < 100 and one is not rest:
            notebook.add("answer_lost", text=one.text, weight=f"{one.weight:g}")
    if rest and rest.weight > 0:
        raise LeftOutError("anything_right")
    right = next((one.feedback for one in accepted if one.feedback), "")
    for one in accepted:
        if one.feedback not in ("", right):
            notebook.add("feedback_lost", text=one.feedback)
    words = tuple(one.text.replace("\\*", "*") for one in accepted)
    return Gap(accepted=words, reasons=Reasons(right, rest.feedback if rest else ""))
