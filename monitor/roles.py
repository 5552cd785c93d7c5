"""Who may do what, as a table. No names and no PINs."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the clinic; one person may be several."""

    NURSE = "nurse"
    PRESCRIBER = "prescriber"
    WITNESS = "witness"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """What asks for a role."""

    RECORD = "record"
    CHECK = "check"
    COMPLETE = "complete"
    REVIEW = "review"
    AMEND = "amend"
    EXPORT = "export"
    SET_LIMITS = "set_limits"
    MANAGE_PEOPLE = "manage_people"


MAY: dict[Act, frozenset[Role]] = {
    Act.RECORD: frozenset({Role.NURSE, Role.PRESCRIBER}),
    Act.CHECK: frozenset({Role.NURSE, Role.PRESCRIBER, Role.WITNESS}),
    Act.COMPLETE: frozenset({Role.NURSE, Role.PRESCRIBER}),
    Act.REVIEW: frozenset({Role.SUPERVISOR, Role.PRESCRIBER}),
    Act.AMEND: frozenset({Role.SUPERVISOR, Role.PRESCRIBER, Role.NURSE}),
    Act.EXPORT: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Act.SET_LIMITS: frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    Act.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
}
"""CHECK is to compare drug and pump with the screen, or to witness what was wasted."""


def may(roles: frozenset[Role], act: Act) -> bool:
    """Whether somebody of these roles may do it."""
    return bool(roles & MAY[act])
