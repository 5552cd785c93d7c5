"""What somebody typed of a patient and a dose, read and held against the clinic's bounds.

Each reader takes text and raises EntryError with `field` set; the sentence is ui/words.py's.
"""

import re
from datetime import date

from monitor.errors import EntryError
from monitor.events import DosePlan
from monitor.infusion import dose
from monitor.profile import DoseSettings
from monitor.settings import Range

OLDEST_YEARS = 120
_NUMBER = re.compile(r"\d{1,6}([.,]\d{0,4})?|[.,]\d{1,4}")
_DATE = re.compile(r"(\d{4})(?:[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{2})(\d{2}))")
_DIGITS = 6  # 0.7 mg/kg of 100 kg is 70 mg, whatever binary fractions say


def read_number(text: str, field: str) -> float:
    """Read a number above zero; a comma is a point. Nothing like 1e3, inf or a sign."""
    if not _NUMBER.fullmatch(text.strip()):
        raise EntryError("not_a_number", field=field, text=text.strip())
    value = float(text.strip().replace(",", "."))
    if value == 0:
        raise EntryError("zero", field=field)
    return value


def read_weight(text: str, settings: DoseSettings) -> float:
    """Read a body weight in kg."""
    return _within(read_number(text, "weight"), settings.weight_kg, "weight")


def read_minutes(text: str, settings: DoseSettings) -> float:
    """Read how long the infusion is to run."""
    return _within(read_number(text, "minutes"), settings.minutes_range, "minutes")


def read_mg_per_kg(text: str, settings: DoseSettings) -> float:
    """Read a dose per kilogram, at most the ceiling."""
    value = read_number(text, "mg_per_kg")
    if value > settings.ceiling_mg_per_kg:
        raise EntryError(
            "above_mg_per_kg", field="mg_per_kg", value=value, ceiling=settings.ceiling_mg_per_kg
        )
    return value


def _within(value: float, bounds: Range, field: str) -> float:
    low, high = bounds
    if not low <= value <= high:
        raise EntryError("out_of_bounds_" + field, field=field, value=value, low=low, high=high)
    return value


def read_birth_date(text: str, today: date) -> date:
    """Read year, month, day in this order: 1985-03-05, 19850305, 1985 3 5. No order is guessed."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise EntryError("not_a_date", field="birth_date")
    try:
        born = date(*(int(part) for part in found.groups() if part))
    except ValueError:
        raise EntryError("no_such_day", field="birth_date", text=text.strip()) from None
    if born > today:
        raise EntryError("born_in_future", field="birth_date")
    if years_between(born, today) > OLDEST_YEARS:
        raise EntryError("born_too_long_ago", field="birth_date", years=OLDEST_YEARS)
    return born


def years_between(born: date, today: date) -> int:
    """Age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def check_plan(plan: DosePlan, settings: DoseSettings) -> None:
    """Refuse a whole plan above the clinic's ceiling, or one that its bag cannot give."""
    mg = round(dose(plan).mg, _DIGITS)
    if mg > settings.ceiling_mg:
        raise EntryError("above_mg", field="mg_per_kg", mg=mg, ceiling=settings.ceiling_mg)
    if mg > plan.bag_mg:
        raise EntryError("bag_too_small", field="bag_mg", mg=mg, bag=plan.bag_mg)


def unusual(plan: DosePlan, settings: DoseSettings) -> str | None:
    """Say by a code why a plan needs a second look: an unusual dose, or an unusual rate."""
    low, high = settings.usual_mg_per_kg
    if plan.mg_per_kg > high:
        return "above_usual"
    if plan.mg_per_kg < low:
        return "below_usual"
    mg_per_kg_h = round(plan.mg_per_kg * 60 / plan.minutes, _DIGITS)
    return "faster_than_usual" if mg_per_kg_h > settings.usual_mg_per_kg_h else None
