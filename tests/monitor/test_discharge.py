"""Ready to leave: what the data say of each criterion, and what a name with a reason accepts."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

import msgspec
import pytest

from monitor.discharge import BY_WORD, Part, Standing, criteria, ready
from monitor.events import (
    Baseline,
    Criterion,
    CuffReading,
    CuffStatus,
    DosePlan,
    Entry,
    InfusionChange,
    Judgement,
    Observation,
    PumpStep,
    SessionKind,
    SessionStart,
    SprayUsed,
    Verdict,
)
from monitor.profile import Profile, shipped
from monitor.session import Session
from monitor.settings import CRITERIA
from tests.monitor.made import NURSE

MIN = 60_000
START_MIN, STOP_MIN = 10, 50
NOW = 120 * MIN


def profile(**settings: object) -> Profile:
    """The shipped profile with other discharge settings."""
    made = shipped()
    wanted = {"criteria": CRITERIA, **settings}
    return msgspec.structs.replace(
        made, discharge=msgspec.structs.replace(made.discharge, **wanted)
    )


def session(*entries: Entry, of: Profile | None = None, bare: bool = False) -> Session:
    """An infusion from minute 10 to 50 with a baseline of 128/79, and then `entries`."""
    start = SessionStart(t_ms=0, uid="u", kind=SessionKind.PATIENT, nurse=NURSE)
    made = Session(of or profile(), start)
    usual: list[Entry] = [
        DosePlan(
            t_ms=0, drug="Ketamine", mg_per_kg=0.5, minutes=40, bag_mg=50, bag_ml=50, weight=72
        ),
        Baseline(t_ms=8 * MIN, systolic=128, diastolic=79),
        pump(START_MIN, PumpStep.STARTED),
        pump(STOP_MIN, PumpStep.STOPPED),
    ]
    told([*([] if bare else usual), *entries], made)
    return made


def told(entries: Iterable[Entry], to: Session) -> None:
    """Number and apply them."""
    numbers = count(1 + max(to.entries, default=0))
    for entry in entries:
        to.apply(numbered(entry, next(numbers)))


def numbered(entry: Entry, seq: int) -> Entry:
    """The same entry with its number."""
    return replace(entry, seq=seq, by=entry.by or NURSE)


def pump(minute: float, step: PumpStep) -> InfusionChange:
    """A pump event."""
    rate = 54.0 if step is PumpStep.STARTED else None
    return InfusionChange(t_ms=round(minute * MIN), step=step, mg_per_h=rate)


def cuff(systolic: float, diastolic: float, minute: float = 110, **more: object) -> CuffReading:
    """A pressure."""
    return CuffReading(
        t_ms=round(minute * MIN),
        device="ge-dinamap",
        systolic=systolic,
        diastolic=diastolic,
        **more,  # type: ignore[arg-type]
    )


def rated(scale: str, answer: int | str, minute: float = 110) -> Observation:
    """A rating by a scale of one item."""
    score = float(answer) if isinstance(answer, int) else None
    return Observation(
        t_ms=round(minute * MIN), scale=scale, version="1", answers={scale: answer}, score=score
    )


def aldrete(score: float | None, minute: float = 110) -> Observation:
    """A recovery score."""
    return Observation(
        t_ms=round(minute * MIN), scale="aldrete_mmhg", version="1", answers={}, score=score
    )


def vomited(minute: float, item: str = "vomited") -> Observation:
    """The patient vomited, or retched."""
    t_ms = round(minute * MIN)
    return Observation(t_ms=t_ms, scale="vomiting", version="1", answers={item: 1}, score=1.0)


def said(
    criterion: str, met: bool | None, minute: float = 112, reason: str | None = None
) -> Criterion:
    """A person's word."""
    return Criterion(t_ms=round(minute * MIN), criterion=criterion, met=met, reason=reason)


def standing(of: Session, name: str, t_ms: int = NOW) -> Standing:
    """How one criterion stands."""
    (found,) = (one for one in criteria(of, t_ms) if one.criterion == name)
    return found


# --- the list ------------------------------------------------------------------------------------


def test_the_profile_says_what_is_asked_and_in_which_order() -> None:
    """Nothing else is."""
    made = session(of=profile(criteria=("walk", "pressure")))
    assert [one.criterion for one in criteria(made, NOW)] == ["walk", "pressure"]
    assert ready(session(of=profile(criteria=())), NOW)


def test_where_nothing_was_measured_nothing_is_known() -> None:
    """Neither met nor not met, except for the time that passed."""
    known = {one.criterion: one.met for one in criteria(session(), NOW)}
    assert known.pop("observed_for") is True
    assert set(known.values()) == {None}
    assert not ready(session(), NOW)


# --- pressure ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("systolic", "diastolic", "met"),
    [
        (128, 79, True),
        (139, 89, True),
        (140, 79, False),  # "below 140/90"
        (128, 90, False),
        (139, 91, False),
        (91, 51, True),  # far below baseline, and no matter: low is its own bound
        (90, 60, False),
        (100, 50, False),
    ],
)
def test_pressure_is_judged_on_one_side(systolic: float, diastolic: float, met: bool) -> None:
    """Not above baseline + 20, below the cap, above the floor; a low one has only the floor."""
    assert standing(session(cuff(systolic, diastolic)), "pressure").met is met


@pytest.mark.parametrize(
    ("unit", "within", "values", "met"),
    [
        ("mmHg", 20, (148, 99), True),
        ("mmHg", 20, (149, 99), False),
        ("mmHg", 20, (148, 100), False),
        ("percent", 25, (160, 98), True),
        ("percent", 25, (161, 98), False),
        ("percent", 25, (160, 99), False),  # 79 and a quarter is 98.75
        ("percent", 10, (140.8, 79), True),
        ("percent", 10, (140.9, 79), False),
    ],
)
def test_pressure_may_rise_by_mmhg_or_percent(
    unit: str, within: float, values: tuple[float, float], met: bool
) -> None:
    """As much as the profile allows, and not a millimetre more."""
    rules = profile(
        pressure_unit=unit, pressure_within=within, pressure_cap=None, pressure_floor=None
    )
    assert standing(session(cuff(*values), of=rules), "pressure").met is met


def test_without_a_baseline_a_pressure_can_only_be_wrong() -> None:
    """Above the cap is above it; below it nobody knows how far it has risen."""
    assert standing(session(cuff(120, 70), bare=True), "pressure").met is None
    assert standing(session(cuff(150, 70), bare=True), "pressure").met is False
    needs = standing(session(bare=True), "pressure").needs
    assert [part.code for part in needs] == ["below", "above", "no_baseline"]


def test_a_pressure_tells_its_numbers_its_time_and_what_is_required() -> None:
    """For the page to say."""
    one = standing(session(cuff(132, 82, 115)), "pressure")
    assert (one.values, one.unit, one.measured_ms) == ((132, 82), "mmHg", 115 * MIN)
    assert one.needs == (
        Part("at_most", (("systolic", 148), ("diastolic", 99))),
        Part("below", (("systolic", 140), ("diastolic", 90))),
        Part("above", (("systolic", 90), ("diastolic", 50))),
    )


def test_the_last_pressure_counts_and_only_one_after_the_drug() -> None:
    """What was measured while it ran, failed, or was rejected says nothing of now."""
    assert standing(session(cuff(128, 79, 40)), "pressure").met is None
    assert standing(session(cuff(128, 79, 100), cuff(160, 79, 110)), "pressure").met is False
    failed = CuffReading(t_ms=115 * MIN, device="x", status=CuffStatus.CUFF_LOOSE)
    assert standing(session(cuff(128, 79, 110), failed), "pressure").met is True
    made = session(cuff(128, 79, 110), cuff(190, 79, 111))
    told([Judgement(t_ms=112 * MIN, of=6, verdict=Verdict.REJECTED)], made)
    assert standing(made, "pressure").values == (128, 79)


def test_a_pressure_in_doubt_speaks_against_leaving_and_never_for_it() -> None:
    """Until a person accepts it."""

    def judged(systolic: float, verdict: Verdict) -> bool | None:
        of = session(cuff(systolic, 80))
        told([Judgement(t_ms=111 * MIN, of=max(of.entries), verdict=verdict)], of)
        return standing(of, "pressure").met

    assert judged(125, Verdict.SUSPECT) is None
    assert judged(170, Verdict.SUSPECT) is False
    assert judged(125, Verdict.ACCEPTED) is True


def test_a_standing_pressure_is_one_that_a_person_says_was() -> None:
    """And it does not stand in for the other."""
    lying, stood = cuff(128, 79), cuff(118, 80, standing=True)
    assert standing(session(lying), "standing_pressure").met is None
    assert standing(session(stood), "pressure").met is None
    both = session(lying, stood)
    assert standing(both, "standing_pressure").values == (118, 80)
    assert standing(both, "pressure").values == (128, 79)
    fell = session(cuff(84, 60, standing=True))
    assert standing(fell, "standing_pressure").met is False


def test_what_is_still_to_come_is_not_known_yet() -> None:
    """A saved session can be asked of a moment in it."""
    made = session(cuff(128, 79, 110))
    assert standing(made, "pressure", 109 * MIN).met is None


# --- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minute", "met"), [(50, False), (109.99, False), (110, True)])
def test_observation_counts_from_the_pumps_stop(minute: float, met: bool) -> None:
    """Sixty minutes in the shipped profile."""
    one = standing(session(), "observed_for", round(minute * MIN))
    assert (one.met, list(one.values)) == (met, [int(minute) - STOP_MIN])
    assert one.needs == (Part("observed.pump_stop", (("minutes", 60),)),)


def test_a_pump_that_runs_has_not_stopped() -> None:
    """Started again is not stopped, and what was measured before is of another time."""
    made = session(cuff(128, 79), said("walk", True), said("escort", True))
    told([pump(115, PumpStep.STARTED)], made)
    assert standing(made, "observed_for").met is False
    assert standing(made, "pressure").met is None
    assert [standing(made, name).met for name in ("walk", "escort")] == [None, True]


def test_where_nothing_was_given_no_time_is_known() -> None:
    """It is neither long enough nor too short."""
    assert standing(session(bare=True), "observed_for").met is None


@pytest.mark.parametrize(("minute", "met"), [(124.9, False), (125, True)])
def test_observation_may_count_from_the_first_spray(minute: float, met: bool) -> None:
    """Not from the last."""
    sprays = [SprayUsed(t_ms=m * MIN, number=n, mg=28) for n, m in ((1, 5), (2, 10))]
    rules = profile(observe_from="first_device", observe_min=120)
    made = session(*sprays, of=rules, bare=True)
    assert standing(made, "observed_for", round(minute * MIN)).met is met
    told([cuff(128, 79, 8), rated("sedation", 5, 9)], made)
    assert standing(made, "sedation").met is None
    assert standing(session(of=rules), "observed_for").met is None


# --- scales --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "met"), [(5, True), (4, False), (0, False), ("not_woken", None)]
)
def test_awake_is_five(answer: int | str, met: bool | None) -> None:
    """Who was not woken is not known to be awake."""
    one = standing(session(rated("sedation", answer)), "sedation")
    assert one.met is met
    assert one.answer == (answer if isinstance(answer, str) else None)
    earlier = session(rated("sedation", 5, 100), rated("sedation", answer, 110))
    assert standing(earlier, "sedation").met is met


@pytest.mark.parametrize(
    ("before", "allowed", "now", "met"),
    [
        (0, 0, 0, True),
        (0, 0, 1, False),
        (0, 1, 1, True),
        (0, 1, 2, False),
        (2, 0, 2, True),
        (2, 0, 1, True),
        (2, 0, 3, False),
        (None, 0, 0, True),
        (None, 0, 1, False),
    ],
)
def test_dissociation_is_back_where_it_was(
    before: int | None, allowed: int, now: int, met: bool
) -> None:
    """Or as many steps above as the clinic allows; not rated before counts as none."""
    first = [] if before is None else [rated("dissociation", before, 5)]
    peak = rated("dissociation", 4, 30)
    rules = profile(dissociation_above_baseline=allowed)
    made = session(*first, peak, rated("dissociation", now), of=rules)
    assert standing(made, "dissociation").met is met
    unrated = Part("not_rated_before") in standing(made, "dissociation").needs
    assert unrated is (before is None)


def test_dissociation_is_asked_by_the_scale_the_clinic_uses() -> None:
    """A clinic with the CADSS-6 alone has no other number."""
    rules = msgspec.structs.replace(profile(), scales=("cadss6", "nausea"))
    assert standing(session(of=rules), "dissociation").scale == "cadss6"
    assert standing(session(), "dissociation").scale == "dissociation"


@pytest.mark.parametrize(
    ("answer", "vomited_at", "met"),
    [
        (0, None, True),
        (3, None, True),
        (4, None, False),
        ("cannot_answer", None, None),
        (None, None, None),
        (0, 90, True),
        (0, 90.1, False),
        (None, 100, False),
        (None, 80, None),
    ],
)
def test_nausea_is_low_and_the_last_vomiting_long_ago(
    answer: int | str | None, vomited_at: float | None, met: bool | None
) -> None:
    """Up to 3, and nothing for 30 minutes."""
    seen = [] if answer is None else [rated("nausea", answer)]
    seen += [] if vomited_at is None else [vomited(vomited_at)]
    assert standing(session(*seen), "nausea").met is met


def test_retching_counts_as_vomiting() -> None:
    """Both are emetic episodes."""
    made = session(rated("nausea", 0), vomited(110, "retched"))
    assert standing(made, "nausea").met is False


@pytest.mark.parametrize(
    ("score", "mark", "met"),
    [(9, 9, True), (10, 9, True), (8, 9, False), (None, 9, None), (10, None, None)],
)
def test_the_recovery_score_reaches_the_clinics_mark(
    score: float | None, mark: float | None, met: bool | None
) -> None:
    """A rating that is not whole has no score, and a clinic without a mark has no answer."""
    made = session(aldrete(score), of=profile(recovery_pass=mark))
    one = standing(made, "recovery_score")
    assert one.met is met
    assert one.answer == ("incomplete" if score is None else None)
    assert (one.needs == (Part("no_pass_mark"),)) is (mark is None)


def test_a_recovery_score_of_no_scale_says_so() -> None:
    """The profile names none."""
    one = standing(session(of=profile(recovery_scale=None)), "recovery_score")
    assert (one.met, one.needs) == (None, (Part("no_scale"),))


# --- a person's word -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(BY_WORD))
def test_some_things_only_a_person_can_say(name: str) -> None:
    """The last word counts."""
    assert standing(session(said(name, True)), name).met is True
    assert standing(session(said(name, True, 111), said(name, False, 112)), name).met is False
    assert standing(session(said(name, False, 111), said(name, True, 112)), name).settled


def test_a_word_makes_no_measurement_good() -> None:
    """Only the data say that a pressure is within its bounds."""
    made = session(cuff(170, 90), said("pressure", True, reason="looks fine"))
    assert standing(made, "pressure").met is False
    assert not standing(made, "pressure").settled


# --- overrides -----------------------------------------------------------------------------------


def test_what_is_not_met_is_accepted_by_a_name_with_a_reason() -> None:
    """Without a reason it is a word and no override."""
    high = cuff(150, 85)
    assert not standing(session(high, said("pressure", False)), "pressure").settled
    made = session(high, said("pressure", False, reason="prescriber accepts"))
    one = standing(made, "pressure")
    assert one.met is False
    assert one.settled
    assert one.override is not None
    assert one.override.by == NURSE


def test_what_nobody_measured_can_be_accepted_too() -> None:
    """A patient declines to be woken, or to stand."""
    made = session(said("standing_pressure", None, reason="declined"))
    assert standing(made, "standing_pressure").met is None
    assert standing(made, "standing_pressure").settled


def test_an_override_is_for_what_was_known_then() -> None:
    """Of a later pressure it says nothing."""
    accepted = said("pressure", False, 112, reason="prescriber accepts")
    made = session(cuff(150, 85, 110), accepted, cuff(190, 110, 113))
    assert not standing(made, "pressure").settled
    better = session(cuff(150, 85, 110), accepted, cuff(130, 80, 113))
    assert standing(better, "pressure").met is True
    assert standing(better, "pressure").override is None


def test_waiting_longer_undoes_no_override_of_the_time() -> None:
    """It was for leaving early."""
    made = session(said("observed_for", False, 70, reason="prescriber accepts"))
    assert standing(made, "observed_for", 80 * MIN).settled


def test_ready_is_when_every_criterion_is_met_or_accepted() -> None:
    """One short, and the patient stays."""
    whole = [
        cuff(128, 79),
        cuff(122, 80, 111, standing=True),
        rated("sedation", 5),
        rated("dissociation", 0),
        rated("nausea", 1),
        aldrete(10),
        *(said(name, True) for name in sorted(BY_WORD)),
    ]
    assert ready(session(*whole), NOW)
    for short in range(len(whole)):
        assert not ready(session(*whole[:short], *whole[short + 1 :]), NOW), whole[short]
    assert not ready(session(*whole), 109 * MIN)
