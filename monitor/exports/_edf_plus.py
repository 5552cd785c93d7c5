"""EDF+ as bytes: header, signals, annotations. What they are about is not known here.

Facts from Kemp & Olivan, "European data format 'plus' (EDF+)", Clin Neurophysiol 114 (2003)
1755-1761, and the specification on edfplus.info. Header fields are ASCII of fixed widths, samples
16-bit integers, little end first. The last signal of each data record holds annotations (TALs).
"""

import math
import struct
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

RECORD_S = 10
"""Seconds of a data record: room for an annotation in each, and little to fill at the end."""

STEP = 0.1
"""The resolution of every signal; 16 bits of it reach from -3276.8 to 3276.7."""

DIGITAL_LOW, DIGITAL_HIGH = -32768, 32767
MISSING = DIGITAL_LOW
"""EDF knows no missing sample. This one reads as -3276.8, which nobody takes for a measurement."""

PREFILTERING = f"none; {MISSING * STEP:.1f} = not measured"

NO_DATE = "01.01.85"
"""What stands for a start date that is not told, as the EDF tools have it."""

LONGEST_TEXT = 480
"""Bytes of one annotation: EDFlib, which many readers are made of, keeps no more than 512."""

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

_UNKNOWN = "X"
_TO_ASCII = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE"})


@dataclass(frozen=True, slots=True)
class Signal:
    """One value per second; NaN: not measured, as is what 16 bits of STEP cannot hold."""

    label: str
    unit: str
    transducer: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A text from onset_s after the file's start, before it negative; duration_s None: a moment."""

    onset_s: float
    text: str
    duration_s: float | None = None


def file(
    *,
    patient: str,
    recording: str,
    start: datetime | None,
    seconds: int,
    signals: Sequence[Signal],
    annotations: Iterable[Annotation],
) -> bytes:
    """Return a continuous file (EDF+C). start: its local wall time; None: not told.

    patient, recording: the identification fields, each `subfield` made. Every signal reaches over
    all `seconds`; the last data record is filled up with MISSING. Without signals the file has one
    data record without duration that holds all annotations.
    """
    count = max(1, math.ceil(seconds / RECORD_S)) if signals else 1
    first_s = start.microsecond / 1_000_000 if start else 0.0
    tals = _tal_records(count, first_s, list(annotations))
    digital = [_digital(signal.values, count * RECORD_S) for signal in signals]
    samples = [RECORD_S] * len(signals) + [len(tals[0]) // 2]
    head = _fixed_header(patient, recording, start, count, signals)
    parts = [head + _signal_headers(signals, samples)]
    for at, tal in enumerate(tals):
        within = slice(at * RECORD_S, (at + 1) * RECORD_S)
        parts += [_little_endian(samples[within]) for samples in digital]
        parts.append(tal)
    return b"".join(parts)


def subfield(text: str | None, most: int = 80) -> str:
    """Return a part of an identification: no space within it, X for what is not known.

    most: its characters, so that what follows still has room in the field's 80.
    """
    return "_".join(ascii_text(text or "").split())[:most] or _UNKNOWN


def ascii_text(text: str) -> str:
    """Return a text as ASCII that can be printed: without accents, ? for what has no such form."""
    plain = unicodedata.normalize("NFKD", text.translate(_TO_ASCII))
    spelled = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return "".join(sign if " " <= sign <= "~" else "?" for sign in spelled)


# --- the header ----------------------------------------------------------------------------------


def _fixed_header(
    patient: str, recording: str, start: datetime | None, count: int, signals: Sequence[Signal]
) -> bytes:
    number = len(signals) + 1
    fields = (
        ("0", 8),
        (patient, 80),
        (recording, 80),
        (f"{start:%d.%m.%y}" if start else NO_DATE, 8),
        (f"{start:%H.%M.%S}" if start else "00.00.00", 8),
        (str(256 * (number + 1)), 8),
        ("EDF+C", 44),
        (str(count), 8),
        (str(RECORD_S if signals else 0), 8),
        (str(number), 4),
    )
    return b"".join(_field(text, width) for text, width in fields)


def _signal_headers(signals: Sequence[Signal], samples: list[int]) -> bytes:
    """Return the fields of all signals: first every label, then every transducer, and so on."""
    low, high = f"{DIGITAL_LOW * STEP:.1f}", f"{DIGITAL_HIGH * STEP:.1f}"
    rows = [(one.label, one.transducer, one.unit, low, high, PREFILTERING) for one in signals]
    rows.append(("EDF Annotations", "", "", "-1", "1", ""))
    labels, transducers, units, lows, highs, filters = zip(*rows, strict=True)
    number = len(rows)
    columns: tuple[tuple[Sequence[str], int], ...] = (
        (labels, 16),
        (transducers, 80),
        (units, 8),
        (lows, 8),
        (highs, 8),
        ([str(DIGITAL_LOW)] * number, 8),
        ([str(DIGITAL_HIGH)] * number, 8),
        (filters, 80),
        ([str(count) for count in samples], 8),
        ([""] * number, 32),
    )
    return b"".join(_field(text, width) for texts, width in columns for text in texts)


def _field(text: str, width: int) -> bytes:
    return ascii_text(text)[:width].ljust(width).encode("ascii")


# --- the data records ----------------------------------------------------------------------------


def _digital(values: Sequence[float], length: int) -> "array[int]":
    filled = array("h", [MISSING]) * length
    for at, value in enumerate(values):
        steps = value / STEP
        if MISSING + 0.5 < steps < DIGITAL_HIGH + 0.5:
            filled[at] = round(steps)
    return filled


def _little_endian(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        return struct.pack(f"<{len(samples)}h", *samples)
    return samples.tobytes()


def _tal_records(count: int, first_s: float, annotations: list[Annotation]) -> list[bytes]:
    """Return the annotation signal of each data record, all of one length.

    Each begins with the time of its record. An annotation may stand in any record, so they are
    dealt out evenly, in their order: the more at once, the more bytes in all records.
    """
    told = [
        _tal(first_s + one.onset_s, piece, one.duration_s)
        for one in sorted(annotations, key=lambda one: one.onset_s)
        for piece in _pieces(one.text)
    ]
    records = [_tal(first_s + at * RECORD_S, b"") for at in range(count)]
    for at, tal in enumerate(told):
        records[at * count // len(told)] += tal
    longest = max(map(len, records))
    return [record.ljust(longest + longest % 2, b"\0") for record in records]


def _tal(onset_s: float, text: bytes, duration_s: float | None = None) -> bytes:
    lasting = b"" if duration_s is None else b"\x15" + _decimal(duration_s)
    sign = b"-" if onset_s < 0 else b"+"
    return sign + _decimal(abs(onset_s)) + lasting + b"\x14" + text + b"\x14\0"


def _decimal(seconds: float) -> bytes:
    """Return a number without an exponent, to the millisecond."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".").encode("ascii")


def _pieces(text: str) -> list[bytes]:
    """Return a text as UTF-8, in pieces that are numbered where it is longer than LONGEST_TEXT.

    Some readers sort what happened at one time by its text. Control characters become spaces: they
    are what divides TALs.
    """
    plain = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    rest = " ".join(plain.split()).encode("utf-8", "replace")
    cut: list[bytes] = []
    while rest:
        # Whole signs only.
        piece = rest[:LONGEST_TEXT].decode("utf-8", "ignore").encode("utf-8")
        cut.append(piece)
        rest = rest[len(piece) :]
    if len(cut) < 2:
        return cut
    digits = len(str(len(cut)))
    return [b"(%0*d/%d) " % (digits, at, len(cut)) + piece for at, piece in enumerate(cut, 1)]
