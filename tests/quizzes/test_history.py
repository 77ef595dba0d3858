"""An old attempt is shown as it was taken; an edit changes what comes next, and never what was."""

import json
from pathlib import Path

from flask import Flask

from elearn.core.ids import short_digest
from tests.quizzes.conftest import Learner, publish_sample
from tests.quizzes.content import MODULE, content_files
from tests.quizzes.questions import KEY, RIGHT, WRONG


def edited() -> dict[str, str]:
    """The content with another right answer, other words, and one question less."""
    files = content_files()
    key = json.loads(json.dumps(KEY))
    key["pass_mark"] = 5
    key["questions"][0]["right"] = "train"
    del key["questions"][1]
    changes = {f"{MODULE}/quizzes/check/quiz.yml": json.dumps(key)}
    for language in ("it", "fr"):
        path = f"{MODULE}/quizzes/check/{language}.yml"
        words = json.loads(files[path])
        del words["questions"]["assumptions"]
        words["questions"]["best-outcome"]["stem"] = f"Edited ({language})"
        words["questions"]["best-outcome"]["options"]["sell"]["reason"] = f"Edited reason ({language})."
        if language == "fr":
            words["translates"] = short_digest(changes[f"{MODULE}/quizzes/check/it.yml"])
        changes[path] = json.dumps(words, ensure_ascii=False)
    return changes


def test_an_old_attempt_stays_as_it_was_taken(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    number = amina.start()
    amina.send(number, 1, RIGHT["best-outcome"])
    amina.hand_in(number)
    before = amina.review(number)
    publish_sample(quiz_app, tmp_path / "content", edited())
    after = amina.review(number)
    assert _main(after) == _main(before)
    assert "Assumptions? (it)" in after
    assert "Edited" not in after
    assert "not passed yet" in after


def test_a_running_attempt_ends_as_it_began(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    number = amina.start()
    publish_sample(quiz_app, tmp_path / "content", edited())
    assert "Best outcome? (it)" in amina.page(number, 1)
    amina.send(number, 1, RIGHT["best-outcome"])
    amina.hand_in(number)
    assert "9 %" in amina.review(number)


def test_the_next_attempt_takes_the_new_quiz(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    amina.hand_in(amina.start())
    publish_sample(quiz_app, tmp_path / "content", edited())
    number = amina.start()
    assert "Edited (it)" in amina.page(number, 1)
    amina.send(number, 1, WRONG["best-outcome"])
    amina.hand_in(number)
    review = amina.review(number)
    assert "10 %" in review  # 1 of 10 marks, with the key as it is now
    assert ", passed" in review


def test_limits_and_silence_are_obeyed(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    changes = {f"{MODULE}/quizzes/check/quiz.yml": json.dumps({**KEY, "attempts": 1, "reveal": "never"})}
    publish_sample(quiz_app, tmp_path / "content", changes)
    number = amina.start()
    amina.send(number, 1, WRONG["best-outcome"])
    amina.hand_in(number)
    review = amina.review(number)
    assert "This quiz does not show reasons." in review
    assert "(your answer)" in review
    for secret in ("Reason", "Not yet.", "This is right.", "Try again", "Model", "The right answer"):
        assert secret not in review, secret
    page = amina.client.get(amina.url()).get_data(as_text=True)
    assert "You can start it 0 more times." in page
    assert "Start again" not in page


def _main(page: str) -> str:
    """The main part of a page, without its form token."""
    body = page[page.index("<main") : page.index("</main>")]
    return "\n".join(line for line in body.splitlines() if "form_token" not in line)
