"""CSV, long: one row per value, as statistics programs like it (clinical table 4.5)."""

from collections.abc import Iterator

from monitor.exporting import Export
from monitor.exports._spreadsheet import Cell, table
from monitor.extract import Extract, Sample

HEAD = (
    "session_id",
    "subject",
    "t_s",
    "iso_time",
    "param",
    "value",
    "unit",
    "source",
    "device",
    "status",
    "rule",
    "user",
)
"""t_s: seconds after the pump's first start or the first spray, before it negative; after the
session's where nothing was given. iso_time: with the clinic's offset. unit: UCUM."""


def write(extract: Extract) -> bytes:
    """Return the session's values in the order of time; a value not measured is an empty cell."""
    return table(HEAD, _rows(extract))


def _rows(extract: Extract) -> Iterator[tuple[Cell, ...]]:
    return (_row(extract, sample) for sample in extract.samples())


def _row(extract: Extract, sample: Sample) -> tuple[Cell, ...]:
    at = extract.at(sample.t_ms)
    return (
        extract.start.uid,
        extract.subject,
        (sample.t_ms - extract.zero_ms) / 1000,
        at.isoformat(timespec="milliseconds") if at else None,
        sample.name,
        sample.value,
        sample.unit,
        sample.source,
        sample.device,
        sample.status,
        sample.rule,
        sample.by,
    )


EXPORT = Export(".csv", write)
