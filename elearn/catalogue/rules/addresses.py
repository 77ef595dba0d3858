"""Where things of the catalogue stand on the site. Rendered texts are kept for long, so they hold plain addresses;
a test compares them with the routes."""


def lesson_address(language: str, module: str, lesson: str) -> str:
    """The address of a lesson."""
    return f"/{language}/m/{module}/{lesson}"


def module_address(language: str, module: str) -> str:
    """The address of a module's cover."""
    return f"/{language}/m/{module}/"


def media_address(digest: str, name: str) -> str:
    """The address of a file of a module: it never changes, because the bytes never do."""
    return f"/media/{digest}/{name}"
