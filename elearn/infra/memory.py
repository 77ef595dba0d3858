"""What an application keeps in this process: small memories by name. Another application has its own."""

from typing import Any

from flask import current_app

from elearn.core.lru import Lru


def memory(name: str, size: int) -> Lru[Any]:
    """The memory with this name of the current application, for at most `size` values."""
    found: Lru[Any] | None = current_app.extensions.get(f"memory:{name}")
    if found is None:  # two threads may both come here: the second finds the first one's
        found = current_app.extensions.setdefault(f"memory:{name}", Lru(size))
    return found
