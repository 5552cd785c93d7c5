"""The clinic's settings: read from TOML, checked whole, and copied into every session as text."""

import tomllib
from pathlib import Path

import msgspec

from monitor.errors import ProfileError
from monitor.events import Phase

SHIPPED = Path(__file__).parent / "profiles"

Range = tuple[float, float]


class DoseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the start screen offers, and between which bounds. mg, mL, minutes, kg."""

    drug: str
    mg_per_kg: float
    minutes: float
    bag_mg: float
    bag_ml: float
    ceiling_mg_per_kg: float
    ceiling_mg: float
    usual_mg_per_kg: Range
    usual_mg_per_kg_h: float
    weight_kg: Range
    minutes_range: Range


class CuffSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often pressure is due in each phase, and how automatic cuffs behave."""

    interval_min: dict[str, float]
    choices_min: tuple[float, ...]
    announce_s: float
    rest_s: float

    def interval_ms(self, phase: Phase) -> int | None:
        """Milliseconds between pressures in `phase`; None where none is due."""
        minutes = self.interval_min.get(phase)
        return None if minutes is None else round(minutes * 60_000)


class BaselineSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many cuffs a baseline is the mean of, and the band drawn around it."""

    cuffs: int
    relative_percent: float


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """(low, high) limits in mmHg, bpm and %."""

    systolic: Range
    diastolic: Range
    rate: Range
    spo2_low: float


class Staleness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a number that did not change turns grey, and when it goes."""

    grey_s: float
    blank_s: float


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One clinic's way of doing one treatment. `text` is the TOML it was read from."""

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
    text: str = ""

    @property
    def rules_version(self) -> str:
        """What a session names as the version of its limits."""
        return f"{self.name} v{self.version}"


def parse(text: str) -> Profile:
    """Read a profile's TOML. ProfileError says where it is wrong."""
    try:
        return msgspec.convert(tomllib.loads(text) | {"text": text}, Profile)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError("profile_not_toml", where=str(error)) from error
    except msgspec.ValidationError as error:
        raise ProfileError("profile_wrong", where=str(error)) from error


def shipped(name: str = "iv-ketamine-40") -> Profile:
    """Return one of the example profiles that come with Dripwatch."""
    return parse((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
