"""Saving drafts and publishing them, alone and at the same moment as somebody else."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from elearn.catalogue.models import ContentEntry, ContentHead, ContentLive, ContentRelease
from elearn.catalogue.service.importing import import_content
from elearn.catalogue.service.library import library
from elearn.catalogue.service.publishing import UnknownReleaseError, publish, roll_back
from elearn.catalogue.service.saving import EditConflict, save_draft
from elearn.catalogue.service.texts import UnknownTextError, older_text, store_text, text_of
from elearn.core.ids import digest, short_digest
from elearn.infra.database import db, transaction
from tests.catalogue.conftest import FILES, LESSON, MODULE, store_app

OLD = digest(FILES[LESSON])


@pytest.fixture
def filled(store: Flask, folder: Path) -> Flask:
    """A store with the small library."""
    with store.app_context(), transaction():
        import_content(folder, None, "first")
    return store


def retitled(title: str) -> str:
    return FILES[LESSON].replace("title: Prima", f"title: {title}")


def live_release() -> int:
    return db.session.execute(select(ContentLive.release).where(ContentLive.unit == MODULE)).scalar_one() or 0


def title(app: Flask) -> str:
    with app.app_context():
        lesson = library().modules["demo-module"].lesson("first")
        assert lesson is not None
        return lesson.text.choose("it").title


def test_a_draft_is_seen_by_learners_only_when_it_is_published(filled: Flask) -> None:
    with filled.app_context(), transaction():
        save_draft(LESSON, retitled("Seconda"), OLD)
    assert title(filled) == "Prima"
    with filled.app_context(), transaction():
        published = publish(MODULE, None, "second")
    assert published.release is not None
    assert title(filled) == "Seconda"


def test_the_publisher_sees_the_new_release_at_once(filled: Flask) -> None:
    with filled.app_context(), transaction():
        library()
        save_draft(LESSON, retitled("Seconda"), OLD)
        publish(MODULE, None, "second")
        lesson = library().modules["demo-module"].lesson("first")
        assert lesson is not None
        assert lesson.text.choose("it").title == "Seconda"


def test_a_release_that_was_rolled_back_is_never_shown(filled: Flask) -> None:
    def publish_and_fail() -> None:
        with filled.app_context(), transaction():
            save_draft(LESSON, retitled("Mai"), OLD)
            publish(MODULE, None, "undone")
            library()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    with filled.app_context(), transaction():
        save_draft(LESSON, retitled("Seconda"), OLD)
        publish(MODULE, None, "gets the same number on SQLite")
    assert title(filled) == "Seconda"


def test_a_unit_with_errors_is_not_published(filled: Flask) -> None:
    with filled.app_context():
        with transaction():
            save_draft(LESSON, "---\ntitle: [\n---\n", OLD)
            published = publish(MODULE, None, "broken")
        assert published.release is None
        assert any(problem.path == LESSON for problem in published.problems)
    assert title(filled) == "Prima"


def test_publishing_without_a_change_makes_no_release(filled: Flask) -> None:
    with filled.app_context(), transaction():
        before = live_release()
        assert publish(MODULE, None, "nothing new").release == before


def test_an_earlier_release_comes_back(filled: Flask) -> None:
    with filled.app_context():
        first = live_release()
        with transaction():
            save_draft(LESSON, retitled("Seconda"), OLD)
            publish(MODULE, None, "second")
        with transaction():
            roll_back(MODULE, first)
    assert title(filled) == "Prima"


def test_a_release_of_another_unit_cannot_come_back(filled: Flask) -> None:
    with filled.app_context(), pytest.raises(UnknownReleaseError), transaction():
        roll_back("pages/help", live_release())


def test_saving_over_a_text_that_was_not_seen_is_refused(filled: Flask) -> None:
    with filled.app_context():
        with transaction():
            current = save_draft(LESSON, retitled("Seconda"), OLD)
        with pytest.raises(EditConflict) as refused, transaction():
            save_draft(LESSON, retitled("Terza"), OLD)
    assert (refused.value.opened, refused.value.current) == (OLD, current)


def test_a_new_file_that_somebody_else_made_meanwhile_is_refused(filled: Flask) -> None:
    path = LESSON.replace("it.md", "fr.md")
    with filled.app_context():
        with transaction():
            save_draft(path, retitled("Un"), None)
        with pytest.raises(EditConflict), transaction():
            save_draft(path, retitled("Deux"), None)


def test_saving_the_same_text_twice_is_no_conflict(filled: Flask) -> None:
    with filled.app_context(), transaction():
        first = save_draft(LESSON, retitled("Seconda"), OLD)
        assert save_draft(LESSON, retitled("Seconda"), OLD) == first


@pytest.mark.parametrize("path", ["README.md", "modules/../secret", "modules/a/media/x.png", "/etc/passwd", "pages"])
def test_only_texts_of_the_content_can_be_saved(sqlite_store: Flask, path: str) -> None:
    with sqlite_store.app_context(), pytest.raises(ValueError, match="Not a text"):
        save_draft(path, "text", None)


def test_texts_stay_readable_by_their_digest(store: Flask) -> None:
    with store.app_context(), transaction():
        name = store_text("Testo.")
        assert store_text("Testo.") == name
        assert text_of(name) == "Testo."
        assert older_text(short_digest("Testo.")) == "Testo."
        assert older_text("0" * 16) is None
        assert older_text("%") is None
        with pytest.raises(UnknownTextError):
            text_of("0" * 64)


def test_another_process_sees_a_publication_at_its_next_request(filled: Flask, tmp_path: Path) -> None:
    """Two applications on one database stand for two processes: each keeps a library of its own."""
    other = store_app(tmp_path, filled.config["SQLALCHEMY_DATABASE_URI"])
    assert title(other) == "Prima"
    with filled.app_context(), transaction():
        save_draft(LESSON, retitled("Seconda"), OLD)
        publish(MODULE, None, "second")
    assert title(other) == "Seconda"
    with other.app_context():
        db.engine.dispose()


def test_a_request_asks_one_question_however_often_it_looks(filled: Flask) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with filled.app_context():
        library()
    with filled.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        assert library() is library()
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_only_what_moved_is_compiled_again(filled: Flask) -> None:
    with filled.app_context():
        before = library()
    with filled.app_context(), transaction():
        save_draft(LESSON, retitled("Seconda"), OLD)
        publish(MODULE, None, "second")
    with filled.app_context():
        after = library()
    assert after.fingerprint != before.fingerprint
    assert after.modules["demo-module"] is not before.modules["demo-module"]
    assert after.pages["help"] is before.pages["help"]


def test_two_simultaneous_publications_lose_nothing(filled: Flask) -> None:
    """Two people save one file each and publish: the release that is live at the end holds both."""
    paths = [LESSON.replace("it.md", f"{language}.md") for language in ("fr", "de")]
    together = Barrier(2)

    def save_and_publish(path: str) -> int:
        with filled.app_context():
            together.wait(10)
            with transaction():
                save_draft(path, retitled(path[-5:-3]), None)
                published = publish(MODULE, None, path)
            db.session.remove()
            assert published.release is not None, published.problems
            return published.release

    with ThreadPoolExecutor(2) as people:
        releases = list(people.map(save_and_publish, paths))
    with filled.app_context():
        live = live_release()
        entries = select(ContentEntry.path).where(ContentEntry.release == live)
        assert live == max(releases)
        assert set(paths) <= set(db.session.scalars(entries))


@pytest.mark.postgres
def test_the_second_publisher_waits_for_the_first(postgres_store: Flask, folder: Path) -> None:
    """The lock, seen at work: a publication that began later holds what the first one saved before committing."""
    done: list[int | None] = []
    path = LESSON.replace("it.md", "fr.md")

    def publish_later() -> None:
        with postgres_store.app_context():
            with transaction():
                done.append(publish(MODULE, None, "second").release)
            db.session.remove()

    with postgres_store.app_context():
        with transaction():
            import_content(folder, None, "first")
        second = Thread(target=publish_later)
        with transaction():
            save_draft(path, retitled("Un"), None)
            first = publish(MODULE, None, "first").release
            second.start()
            second.join(0.5)
            assert done == []
        second.join(10)
        assert done == [first]  # nothing was new any more: the snapshot was taken after the wait


def test_many_people_saving_at_once_lose_no_text(filled: Flask) -> None:
    """Everybody opened the same text: one is first, the others hear about it, and nothing is overwritten."""

    def save(number: int) -> bool:
        with filled.app_context():
            try:
                with transaction():
                    save_draft(LESSON, retitled(f"Versione {number}"), OLD)
            except EditConflict:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(4) as people:
        saved = list(people.map(save, range(8)))
    assert saved.count(True) == 1
    with filled.app_context():
        head = db.session.execute(select(ContentHead.digest).where(ContentHead.path == LESSON)).scalar_one()
        assert text_of(head) == retitled(f"Versione {saved.index(True)}")
        assert db.session.execute(select(func.count()).select_from(ContentRelease)).scalar_one() == 4
