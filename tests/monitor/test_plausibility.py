"""Plausibility: every check on its edges, and what a person says of a pressure."""

import pytest

from monitor.events import CuffReading, CuffStatus, Verdict
from monitor.plausibility import CHECKS, judged
from tests.monitor.made import DEVICE
from tests.monitor.watched import Watched

SUSPECT, REJECTED = Verdict.SUSPECT, Verdict.REJECTED


def cuff(
    systolic: float | None,
    diastolic: float | None = 80,
    mean: float | None = None,
    t_s: float = 0,
    status: CuffStatus = CuffStatus.OK,
) -> CuffReading:
    """A result; without a mean it is not judged by one."""
    return CuffReading(
        t_ms=round(t_s * 1000),
        device=DEVICE,
        systolic=systolic,
        diastolic=diastolic,
        mean=mean,
        status=status,
    )


@pytest.mark.parametrize(
    ("pressure", "rule"),
    [
        # Settable ranges of a vendor [S62].
        (cuff(39, 20), "out_of_range"),
        (cuff(40, 20), None),
        (cuff(270, 150), None),
        (cuff(271, 150), "out_of_range"),
        (cuff(60, 9), "out_of_range"),
        (cuff(60, 10), None),
        (cuff(270, 210), None),
        (cuff(270, 211), "out_of_range"),
        (cuff(60, 10, 19), "out_of_range"),
        (cuff(60, 10, 20), None),
        (cuff(0, 0, 0), "out_of_range"),
        (cuff(300, None), "out_of_range"),
        (cuff(120, None), None),
        # Diastolic < mean < systolic; all alike is an artefact [S70].
        (cuff(80, 80, 80), "out_of_order"),
        (cuff(80, 80), "out_of_order"),
        (cuff(80, 120), "out_of_order"),
        (cuff(120, 80, 80), "out_of_order"),
        (cuff(120, 80, 120), "out_of_order"),
        (cuff(120, None, 121), "out_of_order"),
        # [S70] with its 140 widened to 200.
        (cuff(260, 170, 199), None),
        (cuff(260, 170, 200), "mean_too_high"),
        # A third of the way up, give or take 15 [own].
        (cuff(140, 80, 115), None),
        (cuff(140, 80, 115.1), "mean_off"),
        (cuff(140, 80, 85), None),
        (cuff(170, 80, 94.9), "mean_off"),
        # Pulse pressure [S70].
        (cuff(201, 152), "narrow"),
        (cuff(201, 151), None),
        (cuff(200, 171), "narrow"),
        (cuff(200, 170), None),
        (cuff(151, 122), "narrow"),
        (cuff(151, 121), None),
        (cuff(150, 136), "narrow"),
        (cuff(150, 135), None),
        (cuff(100, 86), "narrow"),
        (cuff(100, 85), None),
        (cuff(99, 90), "narrow"),
        (cuff(99, 89), None),
    ],
    ids=str,
)
def test_a_pressure_is_judged_on_the_edge(pressure: CuffReading, rule: str | None) -> None:
    """Clinical table 3.7."""
    found = judged(pressure, None)
    assert (found[1] if found else None) == rule


@pytest.mark.parametrize(
    ("systolic", "after_s", "so"),
    [(170, 60, False), (171, 60, True), (89, 60, True), (90, 60, False), (171, 180, False)],
)
def test_a_jump_is_more_than_40_in_less_than_three_minutes(
    systolic: float, after_s: float, so: bool
) -> None:
    """Up or down."""
    found = judged(cuff(systolic, 60, t_s=after_s), cuff(130))
    assert found == ((SUSPECT, "jump") if so else None)


def test_each_check_has_one_verdict_and_a_rejection_is_looked_for_first() -> None:
    """What no body has is not merely doubtful."""
    verdicts = [check.verdict for check in CHECKS]
    assert verdicts == [REJECTED] * 3 + [SUSPECT] * 3
    assert judged(cuff(271, 265), None) == (REJECTED, "out_of_range")


def test_an_inflation_that_failed_is_not_judged() -> None:
    """It has no numbers to doubt."""
    assert judged(cuff(None, None, status=CuffStatus.CUFF_LOOSE), None) is None


# --- in a session --------------------------------------------------------------------------------


def test_what_was_rejected_stays_as_it_was_measured() -> None:
    """In the record with its rule, and no pressure of the session."""
    w = Watched()
    made = w.cuff(60, 280)
    assert w.verdicts() == [(REJECTED, "out_of_range")]
    assert (made.systolic, w.session.pressures()) == (280, [])
    assert w.session.entries[made.seq or 0] is made


def test_a_repeat_is_compared_with_what_was_believed() -> None:
    """An artefact does not make the pressure after it look like a jump back."""
    w = Watched()
    w.cuff(60, 130)
    w.cuff(120, 176)
    w.cuff(190, 131)
    assert w.verdicts() == [(SUSPECT, "jump")]
    assert [c.systolic for c in w.session.believed_pressures()] == [130, 131]


@pytest.mark.parametrize(
    ("verdict", "known", "believed"),
    [(Verdict.ACCEPTED, [130, 175], [130, 175]), (REJECTED, [130], [130])],
)
def test_a_persons_word_is_the_last_one(
    verdict: Verdict, known: list[float], believed: list[float]
) -> None:
    """Accepted it counts again, rejected it is gone from every sum; both with a reason."""
    w = Watched()
    w.cuff(60, 130)
    doubted = w.cuff(120, 175)
    w.judge(130, doubted, verdict)
    judgement = w.session.judgement(doubted.seq)
    assert judgement is not None
    assert (judgement.verdict, judgement.by, judgement.reason) == (verdict, "Adeyemi", "seen")
    assert [c.systolic for c in w.session.pressures()] == known
    assert [c.systolic for c in w.session.believed_pressures()] == believed
