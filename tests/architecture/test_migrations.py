"""Law 9: one head, the head equals the models on SQLite and on PostgreSQL, versions stand on their own."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from elearn.app import create_app
from elearn.infra.database import Base, db
from elearn.infra.migrations import upgrade
from elearn.infra.schema import current_version, newest_version
from tests.architecture.house import ROOT
from tests.conftest import settings_for

VERSIONS = ROOT / "migrations" / "versions"


def differences(app: Flask) -> list[object]:
    """What the models say and the migrated database does not, or the other way round."""
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            found = list(compare_metadata(context, Base.metadata))
        db.engine.dispose()
    return found


def test_there_is_one_head_and_its_number_is_the_newest_version() -> None:
    assert ScriptDirectory(str(ROOT / "migrations")).get_heads() == [newest_version()]


def test_the_head_equals_the_models_on_sqlite(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        assert current_version() is None
    assert differences(app) == []
    with app.app_context():
        assert current_version() == newest_version()
        db.engine.dispose()


@pytest.mark.postgres
def test_the_head_equals_the_models_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    assert differences(create_app(settings_for(tmp_path, database_url=postgres_url))) == []


def imports_of_application_code(folder: Path) -> list[str]:
    """The lines of migrations that import the application."""
    return [
        f"{path.name}: {line}"
        for path in sorted(folder.glob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*(?:from|import)\s+elearn\b", line)
    ]


def test_versions_import_no_application_code(tmp_path: Path) -> None:
    assert list(VERSIONS.glob("*.py"))
    assert imports_of_application_code(VERSIONS) == []
    (tmp_path / "0002_bad.py").write_text("from elearn.accounts.models import PersonRow\n", encoding="utf-8")
    assert imports_of_application_code(tmp_path) != []
