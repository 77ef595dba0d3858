"""The only place that declares a string to be HTML (law 4)."""

from markupsafe import Markup


def trusted(html: str) -> Markup:
    """Mark HTML as safe. For output of our own templates and of `sanitise`, and for nothing else."""
    return Markup(html)  # noqa: S704 - this module is the one place
