"""CSV, wide: one row per second or entry, a column per thing measured, as spreadsheets like it."""

from collections.abc import Iterator
from itertools import groupby

from monitor.exporting import Export
from monitor.exports._spreadsheet import Cell, table
from monitor.extract import CUFF_PARTS, Extract, Sample
from monitor.scale import scales
from monitor.vitals import Vital

BEFORE = ("session_id", "subject", "t_s", "iso_time")
MEASURED = (*(vital.value for vital in Vital), *CUFF_PARTS)


def write(extract: Extract) -> bytes:
    """Return the session's values, those of one moment in one row; empty: not measured.

    The columns are the same for every session, so that files can be put under one another. A
    pressure that was doubted or rejected stands with its `cuff_status`.
    """
    columns = [*MEASURED, *_scale_columns()]
    head = [*BEFORE, *columns, "cuff_status", "source", "user"]
    return table(head, _rows(extract, columns))


def _scale_columns() -> Iterator[str]:
    """The total of each scale; of one whose items stand for themselves, the items."""
    for name, scale in sorted(scales().items()):
        yield from (f"{name}.{item.id}" for item in scale.items) if scale.separate else [name]


def _rows(extract: Extract, columns: list[str]) -> Iterator[list[Cell]]:
    for (t_ms, _), group in groupby(extract.samples(), key=lambda one: (one.t_ms, one.seq)):
        yield _row(extract, t_ms, list(group), columns)


def _row(extract: Extract, t_ms: int, samples: list[Sample], columns: list[str]) -> list[Cell]:
    at = extract.at(t_ms)
    values = {sample.name: sample.value for sample in samples}
    cuff = next((one.status for one in samples if one.name in CUFF_PARTS), None)
    return [
        extract.start.uid,
        extract.subject,
        (t_ms - extract.zero_ms) / 1000,
        at.isoformat(timespec="milliseconds") if at else None,
        *(values.get(name) for name in columns),
        cuff,
        samples[0].source,
        samples[0].by,
    ]


EXPORT = Export(".csv", write)
