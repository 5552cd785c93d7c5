"""What a profile sets about the course of a session: what is due when, checks, criteria, lists.

Data and their bounds. Everything here has a default that asks for nothing, because a session of a
time before a setting came is read by the same class. No rule lives here.
"""

from typing import Annotated, Literal

import msgspec

from monitor.events import Phase, Priority

PRESSURE = "blood_pressure"
STILL_PAUSED = "still_paused"
CHECKED = ("iv_site", "breathing", STILL_PAUSED)
"""What is due and is no rating: a look at the patient or the pump, told as a `Check`."""

CHECKS = (
    "identity",
    "consent",
    "pump",
    "escort",
    "fasting",
    "usual_medication",
    "substances",
    "pregnancy",
    "risk_screen",
    "contraindications",
    "nasal_spray",
    "equipment",
)
"""What the preparation may ask, in the order it is drawn."""

HARD_STOPS = ("identity", "consent", "pump")
"""Without these no session begins (nurse.md B9); a clinic may add to them."""

CRITERIA = (
    "observed_for",
    "pressure",
    "standing_pressure",
    "sedation",
    "dissociation",
    "nausea",
    "walk",
    "oriented",
    "recovery_score",
    "iv_out",
    "instructions",
    "no_driving",
    "escort",
)
"""What may be asked before a patient leaves, in the order it is drawn."""

PUMP_REASONS = (
    "blood_pressure",
    "distress",
    "vomiting",
    "patient_asked",
    "drowsy",
    "iv_site",
    "pump_alarm",
    "other",
)

Range = tuple[float, float]
Positive = Annotated[float, msgspec.Meta(gt=0, lt=1e6)]
NotNegative = Annotated[float, msgspec.Meta(ge=0, lt=1e6)]
Answered = Annotated[float, msgspec.Meta(gt=-1e6, lt=1e6)]
"""A number of a scale: some go below 0."""
Minutes = Annotated[float, msgspec.Meta(ge=0, le=2880)]
"""Two days at most: a longer list of moments is a slip of the keyboard."""
Step = Annotated[float, msgspec.Meta(ge=1, le=1440)]
Width = tuple[Minutes, Minutes]


class Onward(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After the listed minutes one more every `every_min`, as far as `until_min`."""

    every_min: Step
    until_min: Minutes


class ScheduleSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When things are due. Minutes count from the pump's first start, or from the first spray.

    at_min: item -> its minutes. onward: what follows the longest of an item's minutes.
    baseline: items asked once before that, `baseline_after_min` into the baseline phase.
    every_min: item -> phase -> interval in minutes; pressure has its own in `cuff`.
    window_min, pressure_window_min: minutes before and after, within which an entry counts.
    kept_min: minutes whose items stay on the list when they were missed.
    pause_check_min: how often a pause is asked about. late_min: an entry made later is late.
    """

    at_min: dict[str, tuple[Minutes, ...]] = {}
    onward: dict[str, tuple[Onward, ...]] = {}
    baseline: tuple[str, ...] = ()
    baseline_after_min: Minutes = 5
    every_min: dict[str, dict[Phase, Step]] = {}
    window_min: Width = (5, 20)
    pressure_window_min: Width = (3, 3)
    kept_min: tuple[Minutes, ...] = (40,)
    pause_check_min: Step | None = None
    late_min: Positive = 15

    def minutes(self, item: str) -> tuple[float, ...]:
        """Every minute at which `item` is due, rising, each once."""
        listed = set(self.at_min.get(item, ()))
        at = max(listed, default=0.0)
        for stretch in self.onward.get(item, ()):
            while at + stretch.every_min <= stretch.until_min:
                at += stretch.every_min
                listed.add(at)
        return tuple(sorted(listed))

    def items(self) -> tuple[str, ...]:
        """Everything that can come due by this plan, pressure first, each once."""
        named = (PRESSURE, *self.baseline, *self.at_min, *self.onward, *self.every_min)
        return tuple(dict.fromkeys(named))


class PrepSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Checks of the preparation: those without which nothing begins, and those asked."""

    hard_stops: tuple[str, ...] = HARD_STOPS
    checks: tuple[str, ...] = ()


class DischargeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked before a patient leaves, with the clinic's numbers.

    pressure_within: mmHg or percent from baseline. cap, floor: (systolic, diastolic) in mmHg.
    observe_min: counted from `observe_from`. dissociation_above_baseline: steps allowed.
    recovery_scale: an id of monitor/scales; recovery_pass: None while the clinic has set none.
    """

    criteria: tuple[str, ...] = ()
    pressure_within: Positive = 20
    pressure_unit: Literal["mmHg", "percent"] = "mmHg"
    pressure_cap: Range | None = None
    pressure_floor: Range | None = None
    observe_min: Minutes = 60
    observe_from: Literal["pump_stop", "first_device"] = "pump_stop"
    sedation_min: Annotated[int, msgspec.Meta(ge=0, le=5)] = 5
    dissociation_above_baseline: Annotated[int, msgspec.Meta(ge=0, le=24)] = 0
    nausea_max: Annotated[int, msgspec.Meta(ge=0, le=10)] = 3
    vomiting_free_min: Minutes = 30
    recovery_scale: str | None = None
    recovery_pass: Positive | None = None

    def __post_init__(self) -> None:
        cap, floor = self.pressure_cap, self.pressure_floor
        if cap and floor and not (floor[0] < cap[0] and floor[1] < cap[1]):
            raise ValueError("`pressure_floor` must be below `pressure_cap`")


class FollowUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`item` comes due so many minutes after a drug was given."""

    item: str
    after_min: tuple[Minutes, ...]


class Medication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A drug of the pick list. Without a dose the nurse types what was ordered."""

    drug: str
    dose: Positive | None = None
    unit: str = "mg"
    route: str = ""
    kind: str = ""
    follow_up: tuple[FollowUp, ...] = ()


class PickLists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is offered to tap. `also_seen` names signs of the scale of that name; () is all."""

    pump_reasons: tuple[str, ...] = PUMP_REASONS
    also_seen: tuple[str, ...] = ()


class NasalSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Intranasal devices: what one holds, how many are given, the rest between two."""

    device_mg: Positive = 28
    devices: tuple[Annotated[int, msgspec.Meta(ge=1, le=12)], ...] = (2, 3)
    rest_min: Minutes = 5


class SoundSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether alarms may be heard."""

    on: bool = False


class ReviewSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who reviews, and from when on a session needs a look.

    author_may_review: somebody who recorded a session alone, for a lone nurse. spo2_below: %.
    sedation_at_most, nausea_at_least: scores. short_percent: the dose was so far from its plan,
    either way. gap_s: seconds with nothing measured. coverage_percent: of the seconds of the
    session. omitted_at_least: due items nobody did.
    """

    author_may_review: bool = False
    spo2_below: Annotated[float, msgspec.Meta(ge=0, le=100)] = 90
    sedation_at_most: Annotated[int, msgspec.Meta(ge=0, le=5)] = 3
    nausea_at_least: Annotated[int, msgspec.Meta(ge=1, le=10)] = 7
    short_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 5
    gap_s: NotNegative = 60
    coverage_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 90
    omitted_at_least: Annotated[int, msgspec.Meta(ge=1)] = 1


class HighLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """(low, high) limits of high priority, outside the others; None where there is none."""

    systolic: Range | None = None
    diastolic: Range | None = None
    mean: Range | None = None
    rate: Range | None = None
    spo2_low: NotNegative | None = None


class PhaseLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of medium priority that are others in one phase; None is the same as everywhere."""

    systolic: Range | None = None
    diastolic: Range | None = None
    mean: Range | None = None
    rate: Range | None = None
    spo2_low: NotNegative | None = None


class RelativeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Systolic pressure this many percent above the baseline, and at least so many mmHg."""

    percent: Positive
    at_least: Positive
    priority: Priority


class ObservedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer that raises an alarm: `item` of `scale`, at most or at least a number.

    A sign that is there without a severity counts as 1.
    """

    scale: str
    item: str
    priority: Priority
    at_least: Answered | None = None
    at_most: Answered | None = None

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("`observed` needs one of `at_least` and `at_most`")


class Steps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A difference in mmHg, bpm and percent."""

    pressure: NotNegative
    rate: NotNegative
    spo2: NotNegative


class AlarmSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How alarms behave. The limits are in `limits`; the defaults are clinical table 3.4 to 3.8.

    phases: where values are judged. confirm_min: within this a second pressure confirms a first.
    spo2_delay_s, rate_delay_s: how long a limit is passed before it is said; clear_s: how long a
    value is inside again, by `inside`, before it is over. worse, again_min: what is told once more
    after an answer. latching: priorities that stay until somebody answers. link_s, missing_s: (low,
    medium) seconds without an answer, without a value. pressure_late_min: a pressure older
    than its interval by so much is late, one older than pressure_late_share intervals by so much is
    very late. protocol: the clinic's own text for a rule, shown as it is.
    """

    phases: tuple[Phase, ...] = (
        Phase.BASELINE,
        Phase.INFUSION,
        Phase.RECOVERY,
        Phase.DISCHARGE,
    )
    technical_phases: tuple[Phase, ...] = (Phase.BASELINE, Phase.INFUSION, Phase.RECOVERY)
    confirm_min: Positive = 5
    spo2_delay_s: NotNegative = 15
    rate_delay_s: NotNegative = 10
    clear_s: NotNegative = 10
    inside: Steps = Steps(pressure=5, rate=3, spo2=2)
    worse: Steps = Steps(pressure=10, rate=10, spo2=3)
    again_min: Positive = 10
    latching: tuple[Priority, ...] = (Priority.HIGH, Priority.MEDIUM)
    audio_pause_s: Annotated[float, msgspec.Meta(gt=0, le=120)] = 120
    relative: tuple[RelativeRule, ...] = ()
    observed: tuple[ObservedRule, ...] = ()
    link_s: Range = (5, 15)
    missing_s: Range = (10, 30)
    pressure_late_min: NotNegative = 3
    pressure_late_share: Annotated[float, msgspec.Meta(ge=1)] = 1.5
    cuff_failures: Annotated[int, msgspec.Meta(ge=1)] = 2
    apart_bpm: Positive = 15
    protocol: dict[str, str] = {}
