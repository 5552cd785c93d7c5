"""Where this computer keeps the clinic's record."""

from pathlib import Path

import platformdirs
import pytest

from monitor.errors import RecordError
from ui.checkups import disk, record
from ui.places import clinic_codes, clinic_profiles, clinic_record, clinic_settings, known_devices


def test_the_clinics_record_is_where_the_platform_keeps_data() -> None:
    """The bedside writes the file that the review reads, in a folder that is there."""
    assert clinic_record().name == "record.sqlite"
    assert "dripwatch" in clinic_record().parts
    assert clinic_record().parent.is_dir()


def test_the_known_devices_are_where_the_platform_keeps_settings() -> None:
    """Asking for the place makes nothing."""
    assert known_devices().name == "devices.json"
    assert "dripwatch" in known_devices().parts


def test_the_clinics_profiles_lie_beside_its_record() -> None:
    """So that one backup holds both."""
    assert clinic_profiles() == clinic_record().parent / "profiles"


def test_the_clinics_codes_lie_there_too() -> None:
    assert clinic_codes() == clinic_record().parent / "codes.toml"


def test_the_clinics_paper_lies_beside_its_record() -> None:
    """It is this computer's and comes with no record."""
    assert clinic_settings() == clinic_record().parent / "clinic.toml"


def test_a_folder_that_cannot_be_made_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what the doctor says, instead of falling over."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(
        platformdirs, "user_data_path", lambda *_, **__: tmp_path / "file" / "dripwatch"
    )
    with pytest.raises(RecordError, match="folder_not_made"):
        clinic_record()
    assert [found.code for found in disk.look()] == ["disk_no_folder"]
    assert [found.code for found in record.look()] == ["record_unusable"]
