"""The small library of progress, shared."""

from tests.progress.conftest import stocked, stocked_database

__all__ = ["stocked", "stocked_database"]
