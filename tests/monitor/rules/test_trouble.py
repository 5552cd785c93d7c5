"""What Dripwatch itself cannot do is told, once it is more than a moment."""

import pytest

from monitor.events import Priority, Saved, SaveFailed, Trouble, TroubleChange
from tests.monitor.watched import C, R, Watched


def trouble(t_ms: int, kind: Trouble, present: bool = True, of: str | None = None) -> TroubleChange:
    """It comes or goes."""
    return TroubleChange(t_ms=t_ms, trouble=kind, present=present, detail=of)


@pytest.mark.parametrize(
    ("kind", "detail", "after_s", "subject", "priority"),
    [
        (Trouble.NOT_SAVED, None, 3, "not_saved", Priority.MEDIUM),
        (Trouble.NO_SOUND, None, 0, "no_sound", Priority.LOW),
        (Trouble.LOW_SPACE, None, 0, "low_space", Priority.LOW),
        (Trouble.RULE_OFF, "rate", 0, "rate", Priority.MEDIUM),
    ],
)
def test_each_has_its_alarm(
    kind: Trouble, detail: str | None, after_s: int, subject: str, priority: Priority
) -> None:
    """A disk that was busy for a moment has none."""
    w = Watched()
    w.tell(trouble(10_000, kind, of=detail))
    w.tick_to(20_000)
    (change,) = w.changes()
    told = (change.t_ms, change.subject, change.priority, change.step)
    assert told == (10_000 + after_s * 1000, subject, priority, R)
    w.tell(trouble(20_000, kind, present=False, of=detail))
    assert w.steps() == [R, C]


def test_a_disk_that_is_back_soon_is_no_trouble() -> None:
    """One second is none."""
    w = Watched()
    w.tick_to(10_000)
    w.tell(SaveFailed(t_ms=10_000, reason="full"), Saved(t_ms=11_000, up_to_seq=1, up_to_ms=0))
    w.tick_to(30_000)
    assert w.changes() == []
