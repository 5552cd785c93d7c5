"""The clinic's settings: read from TOML, checked whole, and copied into every session as text.

The text of a saved session is read again whenever that session is opened. So a setting is added
with a default and never taken away or narrowed, or old sessions could not be opened any more.
"""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from monitor.errors import ProfileError
from monitor.events import Phase
from monitor.settings import (
    AlarmSettings,
    DischargeSettings,
    HighLimits,
    Medication,
    NasalSettings,
    PhaseLimits,
    PickLists,
    Positive,
    PrepSettings,
    Range,
    ReviewSettings,
    ScheduleSettings,
    SoundSettings,
)

SHIPPED = Path(__file__).parent / "profiles"


def _in_order(**ranges: Range) -> None:
    for name, (low, high) in ranges.items():
        if not low < high:
            raise ValueError(f"`{name}` must go from low to high")


def _outside(name: str, medium: Range, high: Range | None) -> None:
    if high is not None and not (high[0] < medium[0] and medium[1] < high[1]):
        raise ValueError(f"`high.{name}` must lie outside `{name}`")


class DoseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the start screen offers, and between which bounds. mg, mL, minutes, kg."""

    drug: str
    mg_per_kg: Positive
    minutes: Positive
    bag_mg: Positive
    bag_ml: Positive
    ceiling_mg_per_kg: Positive
    ceiling_mg: Positive
    usual_mg_per_kg: Range
    usual_mg_per_kg_h: Positive
    weight_kg: Range
    minutes_range: Range

    def __post_init__(self) -> None:
        _in_order(
            usual_mg_per_kg=self.usual_mg_per_kg,
            weight_kg=self.weight_kg,
            minutes_range=self.minutes_range,
        )


class CuffSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often pressure is due in each phase, and how automatic cuffs behave.

    in_alarm_min: the interval while pressure is in alarm, where that is shorter. A clinic may
    announce longer and rest longer than Dripwatch promises, never shorter.
    """

    interval_min: dict[Phase, Positive]
    choices_min: tuple[Positive, ...]
    announce_s: Annotated[float, msgspec.Meta(ge=10, lt=1e6)]
    rest_s: Annotated[float, msgspec.Meta(ge=60, lt=1e6)]
    in_alarm_min: Positive | None = None

    def interval_ms(self, phase: Phase) -> int | None:
        """Milliseconds between pressures in `phase`; None where none is due."""
        minutes = self.interval_min.get(phase)
        return None if minutes is None else round(minutes * 60_000)


class BaselineSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many cuffs a baseline is the mean of, and the band drawn around it."""

    cuffs: Annotated[int, msgspec.Meta(ge=1)]
    relative_percent: Positive


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """(low, high) limits of medium priority in mmHg, bpm and %; those of high priority outside.

    mean: None ships, or one cuff would be judged thrice. in_phase: where a phase has its own.
    """

    systolic: Range
    diastolic: Range
    rate: Range
    spo2_low: float
    mean: Range | None = None
    high: HighLimits = HighLimits()
    in_phase: dict[Phase, PhaseLimits] = {}

    def __post_init__(self) -> None:
        _in_order(systolic=self.systolic, diastolic=self.diastolic, rate=self.rate)
        for name in ("systolic", "diastolic", "rate"):
            _outside(name, getattr(self, name), getattr(self.high, name))
        if self.high.spo2_low is not None and not self.high.spo2_low < self.spo2_low:
            raise ValueError("`high.spo2_low` must be below `spo2_low`")


class Staleness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a number that did not change turns grey, and when it goes."""

    grey_s: Positive
    blank_s: Positive


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clinic's way of doing one treatment. `text` is the TOML it was read from.

    approved_by: empty while these are example limits. effective_from: None is from now on.
    """

    name: str
    title: str
    version: int
    approved_by: str
    dose: DoseSettings
    cuff: CuffSettings
    baseline: BaselineSettings
    limits: Limits
    stale: Staleness
    scales: tuple[str, ...]
    route: Literal["iv", "intranasal"] = "iv"
    author: str = ""
    effective_from: date | None = None
    schedule: ScheduleSettings = ScheduleSettings()
    prep: PrepSettings = PrepSettings()
    discharge: DischargeSettings = DischargeSettings()
    medications: tuple[Medication, ...] = ()
    pick: PickLists = PickLists()
    nasal: NasalSettings = NasalSettings()
    sound: SoundSettings = SoundSettings()
    review: ReviewSettings = ReviewSettings()
    alarms: AlarmSettings = AlarmSettings()
    text: str = ""

    @property
    def rules_version(self) -> str:
        """What a session names as the version of its limits."""
        return f"{self.name} v{self.version}"


def read_toml(text: str) -> dict[str, Any]:
    """Return a profile's TOML as tables and values. ProfileError: it is none."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides its own error tomllib lets through what Python says of a number of 5000 digits.
        raise ProfileError("profile_not_toml", where=str(error)) from error


@lru_cache(maxsize=16)
def parse(text: str) -> Profile:
    """Read a profile's TOML. ProfileError says where it is wrong.

    Every session brings its own text along, and nearly all the same: nobody may change what is
    returned.
    """
    values = read_toml(text)
    try:
        return msgspec.convert(values | {"text": text}, Profile)
    except msgspec.ValidationError as error:
        raise ProfileError("profile_wrong", where=str(error)) from error


def shipped(name: str = "iv-ketamine-40") -> Profile:
    """Return one of the example profiles that come with Dripwatch."""
    return parse((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
