"""Filling a database with people who have learnt for a while."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from elearn.core.ids import digest

FACTS_EACH = 200
WRITTEN = {
    "logical-framework": ("what-for", "four-levels", "columns"),
    "idea-to-business": ("not-yet-a-business", "customers-first"),
}


def fill(database: Path, people: int) -> list[str]:
    """Add learners, each signed in once and with 200 facts; returns their session cookies' values."""
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    cookies = [f"bench-session-of-learner-{number}" for number in range(people)]
    with closing(sqlite3.connect(database)) as connection, connection:
        first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM accounts_person").fetchone()[0]
        connection.executemany(
            "INSERT INTO accounts_person (id, public_id, role, name, language, is_demo, created_at)"
            " VALUES (?, ?, 'learner', ?, 'it', 0, ?)",
            ((first + number, f"bench-{number}", f"Learner {number}", moment) for number in range(people)),
        )
        connection.executemany(
            "INSERT INTO accounts_session (public_id, person_id, token_digest, browser, created_at, seen_at)"
            " VALUES (?, ?, ?, '', ?, ?)",
            ((f"bench-{n}", first + n, digest(cookie), moment, moment) for n, cookie in enumerate(cookies)),
        )
        connection.executemany(
            "INSERT INTO progress_fact (person_id, module, item, verb, at, received_at, source, client_id)"
            " VALUES (?, ?, ?, ?, ?, ?, 'online', ?)",
            (
                (first + number, module, item, verb, moment, moment, f"{verb}:{item}")
                for number in range(people)
                for module, item, verb in _facts()
            ),
        )
    return cookies


def _facts() -> list[tuple[str, str, str]]:
    """200 facts: lessons that are on the shelves, and lessons of modules that will be."""
    facts = [
        (module, f"lesson:{module}/{lesson}", verb)
        for module, lessons in WRITTEN.items()
        for lesson in lessons
        for verb in ("opened", "done")
    ]
    number = 0
    while len(facts) < FACTS_EACH:
        module, number = f"to-come-{number // 10}", number + 1
        facts += [(module, f"lesson:{module}/lesson-{number}", verb) for verb in ("opened", "done")]
    return facts
