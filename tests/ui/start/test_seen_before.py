"""Whom and which treatment the start screen offers is what the record says."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import RecordError
from monitor.events import SessionKind
from monitor.profile import shipped
from tests.ui import saved_sessions as saved
from ui.start.seen_before import SeenBefore, last_time_of, seen_before


def test_without_a_record_nobody_was_here(tmp_path: Path) -> None:
    """The first day is no mistake."""
    assert seen_before(tmp_path / "none.sqlite") == SeenBefore()


def test_patients_come_with_the_treatment_of_the_last_session(tmp_path: Path) -> None:
    """A demo's is not it."""
    record, long = tmp_path / "r.sqlite", shipped("iv-ketamine-long")
    saved.save(record, saved.start(uid="1"), saved.infusion())
    ada = saved.start(
        "Okafor, Ada",
        uid="2",
        record_number="7",
        at=saved.STARTED + timedelta(days=1),
        profile=long.text,
        rules_version=long.rules_version,
    )
    saved.save(record, ada, [])
    saved.save(record, replace(saved.start(uid="3"), kind=SessionKind.DEMO), [])
    seen = seen_before(record)
    assert [found.patient.name for found in seen.patients] == ["Okafor, Ada", "MARTIN R."]
    assert seen.profile == "iv-ketamine-long"
    told = last_time_of(record, seen.patients[1].patient)
    assert told is not None
    assert (told.systolic, told.nausea) == (168, 5)


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    """By the error a person can act on."""
    strange = tmp_path / "r.sqlite"
    strange.write_text("not a record")
    with pytest.raises(RecordError):
        seen_before(strange)
