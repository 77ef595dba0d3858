"""Who may do what in a workbook."""

from datetime import timedelta
from enum import StrEnum


class MemberRole(StrEnum):
    """What a person is in a workbook. A mentor reads and comments."""

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"
    MENTOR = "mentor"


WRITERS = frozenset({MemberRole.OWNER, MemberRole.EDITOR})
COMMENTERS = frozenset({MemberRole.OWNER, MemberRole.EDITOR, MemberRole.MENTOR})
INVITED = (MemberRole.EDITOR, MemberRole.READER, MemberRole.MENTOR)  # what a link can make of somebody
RANK = (MemberRole.READER, MemberRole.MENTOR, MemberRole.EDITOR, MemberRole.OWNER)
INVITATION_LIFETIME = timedelta(days=14)


def may_write(role: MemberRole) -> bool:
    """Whether this role changes sheets."""
    return role in WRITERS


def may_manage(role: MemberRole) -> bool:
    """Whether this role invites people, changes the workbook itself and removes it."""
    return role is MemberRole.OWNER


def may_comment(role: MemberRole) -> bool:
    """Whether this role writes remarks and replies."""
    return role in COMMENTERS


def higher(one: MemberRole, other: MemberRole) -> MemberRole:
    """The role that may do more: an invitation never takes rights away."""
    return max(one, other, key=RANK.index)
