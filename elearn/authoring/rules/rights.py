"""Who may write, translate, review and publish what: a truth table over roles, grants and the site's policy."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from elearn.accounts.rules import Role

EVERYTHING = "*"
MANAGERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


class Grant(StrEnum):
    """What a person may do: the scope of an author or reviewer is a unit, that of a translator a language."""

    AUTHOR = "author"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class SitePolicy:
    """How a site writes: whether every trainer may write everything, and whether a second person must agree."""

    trainers_write: bool = True
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do. `grants` are (grant, scope)."""

    role: Role
    grants: Collection[tuple[Grant, str]] = ()
    policy: SitePolicy = SitePolicy()

    @property
    def manages(self) -> bool:
        """Whether this person gives rights to others and decides the site's policy."""
        return self.role in MANAGERS

    @property
    def is_free(self) -> bool:
        """Whether this person may write everything, without a grant."""
        return self.manages or (self.role is Role.TRAINER and self.policy.trainers_write)

    @property
    def any(self) -> bool:
        """Whether the writers' pages are open to this person at all."""
        return self.manages or self.role is Role.TRAINER or bool(self.grants)

    def writes(self, unit: str) -> bool:
        """Whether this person may change a unit, in every language."""
        return self.is_free or self._has(Grant.AUTHOR, unit)

    def translates(self, unit: str, language: str) -> bool:
        """Whether this person may write a unit's texts in a language."""
        return self.writes(unit) or self._has(Grant.TRANSLATOR, language)

    def reviews(self, unit: str) -> bool:
        """Whether this person may agree to the publication of a unit."""
        return self.is_free or self._has(Grant.REVIEWER, unit)

    def publishes(self, unit: str) -> bool:
        """Whether this person may publish a unit (where the site asks for a review, only after it)."""
        return self.writes(unit)

    def _has(self, grant: Grant, scope: str) -> bool:
        return (grant, scope) in self.grants or (grant, EVERYTHING) in self.grants
