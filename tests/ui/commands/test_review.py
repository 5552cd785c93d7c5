"""`dripwatch review`: which file it opens, what it says of one it cannot."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.ui.saved_sessions import ENDED, infusion, save, seconds, start
from ui.__main__ import outcome


def test_a_picture_of_the_window_can_be_taken(tmp_path: Path) -> None:
    """For the README, without a display."""
    record, png = tmp_path / "record.sqlite", tmp_path / "review.png"
    save(record, start(), infusion(), measured=seconds(ENDED))
    assert outcome(["review", str(record), "--screenshot", str(png)]) == 0
    assert QImage(str(png)).width() == 1600


def test_a_file_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the file."""
    assert outcome(["review", str(tmp_path / "none.sqlite")]) == 1
    assert "none.sqlite" in capsys.readouterr().err


def test_without_a_file_it_is_the_clinics_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing has to be typed at the desk."""
    clinic = tmp_path / "dripwatch" / "record.sqlite"
    monkeypatch.setattr("ui.places.clinic_record", lambda: clinic)
    assert outcome(["review"]) == 1
    assert str(clinic) in capsys.readouterr().err
