"""What somebody typed at the bedside, read and held against what can be: amounts, times of day.

Each reader takes text and raises EntryError with `field` set; the sentence is ui/words.py's.
"""

import re
from datetime import datetime, timedelta

from monitor.dose_check import read_number
from monitor.errors import EntryError

_NOTHING = re.compile(r"0{1,6}([.,]0{0,4})?|[.,]0{1,4}")
_TWO_WAYS = re.compile(r"[1-9]\d{0,2},\d{3}")
_TIME = re.compile(r"(\d{1,2})[:. ](\d{2})|(\d{1,2})(\d{2})")

LATEST_DAYS = 2
"""How many midnights a session may have seen: no infusion here is longer."""


def read_amount(text: str, field: str, low: float, high: float) -> float:
    """Read a number from `low` to `high`; zero is one only where `low` is.

    A comma is a point, except where three digits after it could be thousands: 1,000 is refused,
    for a thousandth or a thousandfold dose must not hang on how it is read.
    """
    text = text.strip()
    if not text:
        raise EntryError("amount_missing", field=field)
    if _TWO_WAYS.fullmatch(text):
        raise EntryError("read_two_ways", field=field, text=text)
    value = 0.0 if low == 0 and _NOTHING.fullmatch(text) else read_number(text, field)
    if not low <= value <= high:
        raise EntryError("typed_out_of_range", field=field, low=low, high=high)
    return value


def read_moment(text: str, now: datetime, began: datetime) -> datetime:
    """Read a time of day as the last such moment before `now`, back over midnight.

    now, began: aware. The room's zone is this computer's. The minute of `began` counts from it.
    """
    hours, minutes = _time(text)
    moment = max(found for found in _moments(now, hours, minutes) if found <= now)
    if moment <= began - timedelta(minutes=1):
        said = {"began": _clock(began), "now": _clock(now)}
        raise EntryError("not_in_session", field="when", text=f"{hours}:{minutes:02d}", **said)
    return max(moment, began)


def _time(text: str) -> tuple[int, int]:
    text = text.strip()
    if not text:
        raise EntryError("time_missing", field="when")
    found = _TIME.fullmatch(text)
    hours, minutes = (int(part) for part in found.groups() if part) if found else (99, 99)
    if hours > 23 or minutes > 59:
        raise EntryError("no_such_time", field="when", text=text)
    return hours, minutes


def _moments(now: datetime, hours: int, minutes: int) -> list[datetime]:
    """That time today and on the days before; twice on the night an hour comes twice."""
    naive = now.astimezone().replace(tzinfo=None, hour=hours, minute=minutes, second=0)
    days = [naive.replace(microsecond=0) - timedelta(days=back) for back in range(LATEST_DAYS + 1)]
    # A naive time becomes the room's own only by astimezone(), which knows its summer time.
    return [day.replace(fold=fold).astimezone() for day in days for fold in (0, 1)]


def _clock(moment: datetime) -> str:
    return moment.astimezone().strftime("%H:%M")
