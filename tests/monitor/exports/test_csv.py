"""The long CSV, read back by Python's own reader."""

import csv
import io

import pytest

from monitor.exports._spreadsheet import table
from monitor.exports.csv import EXPORT, HEAD
from tests.monitor.extracts import extract


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    head, *rows = read(EXPORT.write(extract()))
    assert tuple(head) == HEAD
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_value_comes_back(rows: list[dict[str, str]]) -> None:
    back = [(row["param"], row["value"], row["status"], row["user"]) for row in rows]
    assert back == [
        (one.name, "" if one.value is None else f"{one.value:g}", one.status, one.by or "")
        for one in extract().samples()
    ]


def test_times_are_seconds_from_the_pumps_start_and_wall_time(rows: list[dict[str, str]]) -> None:
    assert (rows[0]["t_s"], rows[0]["iso_time"]) == ("-120", "2026-03-01T14:00:00.000+00:00")


def test_without_wall_times_the_relative_ones_stay() -> None:
    _, first, *_ = read(EXPORT.write(extract(deidentified=True)))
    assert (first[2], first[3]) == ("-120", "")


@pytest.mark.parametrize("text", ["=1+1", "+4915112345", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_spreadsheet_calculates_what_somebody_typed(text: str) -> None:
    ((_, cell),) = read(table(["a", "b"], [["x", text]]))[1:]
    assert cell == f"'{text}"


def test_what_needs_quotes_comes_back() -> None:
    text = 'He said "no", then\nslept; „müde“'
    assert read(table(["a"], [[text]]))[1] == [text]
