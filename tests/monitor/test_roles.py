"""What each role may do."""

from monitor.roles import MAY, Act, Role, may


def test_everything_that_asks_for_a_role_has_one() -> None:
    """An act nobody may do could never be done."""
    assert all(MAY[act] for act in Act)


def test_a_nurse_records_and_a_supervisor_reviews() -> None:
    """Neither does the other's part by their role alone."""
    nurse, supervisor = frozenset({Role.NURSE}), frozenset({Role.SUPERVISOR})
    assert may(nurse, Act.RECORD)
    assert not may(nurse, Act.REVIEW)
    assert may(supervisor, Act.REVIEW)
    assert not may(supervisor, Act.RECORD)
    assert not any(may(frozenset(), act) for act in Act)
