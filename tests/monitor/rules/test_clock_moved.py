"""A clock that was set is told for a while."""

import pytest

from tests.monitor.watched import C, R, Watched


@pytest.mark.parametrize(
    ("step_ms", "steps"), [(1999, []), (2000, [R]), (-3_600_000, [R]), (-1999, [])]
)
def test_a_step_somebody_could_see_is_told(step_ms: int, steps: list[str]) -> None:
    """For two minutes; session time went on undisturbed."""
    w = Watched()
    w.tick_to(10_000)
    w.clock.stepped_ms = step_ms  # type: ignore[attr-defined]
    w.tick_to(60_000)
    assert w.steps("clock") == steps
    if steps:
        assert w.changes("clock")[0].value == step_ms / 1000
        w.tick_to(140_000)
        assert w.steps("clock") == [R, C]
