"""The wide CSV: what was measured at one moment stands in one row."""

import csv
import io

from monitor.exports.csv_wide import EXPORT
from tests.monitor.extracts import extract


def rows() -> list[dict[str, str]]:
    text = EXPORT.write(extract()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_pressure_is_one_row() -> None:
    first = next(row for row in rows() if row["systolic"])
    pressures = [first[name] for name in ("systolic", "diastolic", "mean", "cuff_status")]
    assert pressures == ["128", "80", "93", "ok"]


def test_two_things_of_one_moment_are_two_rows_with_their_own_authors() -> None:
    at_once = [row for row in rows() if row["t_s"] == "-119"]
    assert [(row["systolic"], row["spo2"]) for row in at_once] == [("", ""), ("128", "")]


def test_every_session_has_the_same_columns() -> None:
    empty = extract()
    empty.history.entries.clear()
    assert EXPORT.write(empty).splitlines()[0] == EXPORT.write(extract()).splitlines()[0]
