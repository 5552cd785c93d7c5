"""The clinic's figures: from sums alone, each with how many it rests on."""

import csv
import io
from collections.abc import Mapping

from monitor.clinic import GROUPS, HEAD, NAUSEA_FROM, Figure, summed_up, to_csv
from monitor.listing import ClinicRow
from monitor.spread import Share, Spread
from tests.ui.courses import clinic_rows


def figures(rows: list[ClinicRow]) -> dict[str, Figure]:
    """Every figure by its code."""
    return {figure.code: figure for group in summed_up(rows).values() for figure in group}


def told(code: str, *changes: Mapping[str, float | None]) -> Spread | Share:
    """One figure over rows that differ from an ordinary session."""
    rows = [clinic_rows(1)[0]._replace(**change) for change in changes]  # type: ignore[arg-type]
    return figures(rows)[code].told


def test_sessions_of_before_the_sums_are_missing_and_not_zero() -> None:
    """Every ninth of these has none."""
    for figure in figures(clinic_rows(18)).values():
        assert figure.told.missing == 2, figure.code


def test_the_rise_is_from_the_sessions_own_baseline() -> None:
    rise = told("rise", {"peak_systolic": 160, "baseline_systolic": 120}, {"peak_systolic": None})
    assert rise == Spread((40,), 1)


def test_nausea_counts_from_where_rescue_is_usual() -> None:
    seen = ({"peak_nausea": NAUSEA_FROM}, {"peak_nausea": 3}, {"peak_nausea": None})
    assert told("nausea", *seen) == Share(1, 2, 1)


def test_a_session_without_a_reading_was_at_no_limit_and_below_none() -> None:
    rows = ({"readings": 0, "readings_over": 0}, {"readings": 9, "readings_over": 2})
    assert told("over", *rows) == Share(1, 1, 1)


def test_completeness_is_of_what_came_due() -> None:
    rows = ({"due_items": 16, "done_items": 12}, {"due_items": 0, "done_items": 0})
    assert told("done", *rows) == Spread((75.0,), 1)


def test_nothing_measured_is_no_coverage_and_not_unknown() -> None:
    rows = ({"coverage": 0.0}, {"coverage": 0.5}, {"coverage": None})
    assert told("coverage", *rows) == Spread((0.0, 50.0), 1)


def test_a_dose_is_short_of_its_own_plan() -> None:
    rows = ({"dose_mg": 30, "planned_mg": 36}, {"dose_mg": 35, "planned_mg": 36})
    assert told("short", *rows, {"planned_mg": None}) == Share(1, 2, 1)


def test_unanswered_counts_alarms_and_not_sessions() -> None:
    rows = (
        {"alarms_high": 1, "alarms_medium": 4, "unanswered": 1},
        {"alarms_high": 0, "alarms_medium": 3, "unanswered": 0},
        {"alarms_high": None, "unanswered": None},
    )
    assert told("unanswered", *rows) == Share(1, 8, 1)


def test_no_session_at_all_is_no_figure() -> None:
    for figure in figures([]).values():
        assert figure.told in (Spread(()), Share(0, 0))


def test_no_figure_is_about_one_person() -> None:
    """It is not told whose sessions they were."""
    assert not {"nurse", "patient", "ended_by", "record_number"} & set(ClinicRow._fields)


def test_the_table_has_every_figure_with_its_numbers() -> None:
    rows = clinic_rows(27)
    told = figures(rows)
    text = to_csv(told.values()).decode("utf-8-sig")
    lines = {line["measure"]: line for line in csv.DictReader(io.StringIO(text))}
    assert list(lines) == list(told)
    assert tuple(lines["rise"]) == HEAD
    assert (lines["rise"]["n"], lines["rise"]["missing"]) == ("24", "3")
    assert lines["rise"]["median"] == "24"
    assert (lines["nausea"]["count"], lines["nausea"]["n"]) == ("8", "24")
    assert lines["nausea"]["median"] == ""


def test_few_values_are_told_without_quartiles() -> None:
    text = to_csv(figures(clinic_rows(3)).values()).decode("utf-8-sig")
    (dose,) = (line for line in csv.DictReader(io.StringIO(text)) if line["measure"] == "dose")
    assert (dose["n"], dose["lower_quartile"], dose["median"]) == ("3", "", "36")


def test_every_measure_has_a_step_for_its_bars() -> None:
    assert all(getattr(one, "step", 1) > 0 for group in GROUPS.values() for one in group)
