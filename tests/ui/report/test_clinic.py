"""The clinic on its paper: what its file may say, and what is no logo."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from monitor.errors import ProfileError
from ui.report.clinic import Clinic, ClinicSettings, clinic, picture
from ui.report.sheet import A4, LETTER

CLINIC = 'name = "Riverside"\naddress = ["1 River Street"]\nlogo = "logo.png"\npaper = "Letter"\n'


def logo(path: Path, width: int = 40) -> Path:
    """A small picture."""
    image = QImage(width, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF3A6EA8)
    assert image.save(str(path))
    return path


def test_name_logo_and_paper_come_from_the_clinics_file(tmp_path: Path) -> None:
    """The logo lies beside it."""
    (tmp_path / "clinic.toml").write_text(CLINIC, encoding="utf-8")
    logo(tmp_path / "logo.png")
    made = clinic(tmp_path / "clinic.toml")
    assert made.settings.name == "Riverside"
    assert made.logo is not None
    assert made.sheet == LETTER
    assert Clinic(ClinicSettings(paper="A4")).sheet == A4


def test_without_a_file_there_is_no_head(tmp_path: Path) -> None:
    """Unless it was named: then it has to be there."""
    assert clinic(tmp_path / "clinic.toml") == Clinic()
    with pytest.raises(ProfileError, match="clinic_unreadable"):
        clinic(tmp_path / "clinic.toml", asked=True)


@pytest.mark.parametrize("text", ["name = ", "nam = 'x'", "paper = 'A3'", "name = 3"])
def test_a_wrong_file_is_a_sentence(text: str, tmp_path: Path) -> None:
    """It says where it is wrong."""
    (tmp_path / "clinic.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match="clinic_wrong"):
        clinic(tmp_path / "clinic.toml")


def test_a_report_goes_without_a_logo_that_is_not_there(tmp_path: Path) -> None:
    """The reason is kept, to be said."""
    (tmp_path / "clinic.toml").write_text(CLINIC, encoding="utf-8")
    made = clinic(tmp_path / "clinic.toml")
    assert made.logo is None
    assert made.problem is not None
    assert made.problem.code == "logo_missing"


def test_only_a_picture_is_a_logo(tmp_path: Path) -> None:
    """No SVG, which may name other files; no folder; nothing that claims to be vast."""
    svg = tmp_path / "logo.svg"
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    torn = tmp_path / "torn.png"
    torn.write_bytes(logo(tmp_path / "logo.png").read_bytes()[:30])
    vast = bytearray((tmp_path / "logo.png").read_bytes())
    vast[16:24] = (60_000).to_bytes(4, "big") * 2
    (tmp_path / "vast.png").write_bytes(vast)
    for path in (svg, torn, tmp_path / "vast.png"):
        with pytest.raises(ProfileError, match="logo_unreadable"):
            picture(path)
    with pytest.raises(ProfileError, match="logo_missing"):
        picture(tmp_path)
    assert not picture(logo(tmp_path / "good.jpg")).isNull()


def test_a_mark_before_the_first_letter_is_no_part_of_it(tmp_path: Path) -> None:
    """Some editors write it."""
    (tmp_path / "clinic.toml").write_text(CLINIC, encoding="utf-8-sig")
    assert clinic(tmp_path / "clinic.toml").settings.name == "Riverside"


@pytest.mark.skipif(os.name != "posix", reason="no such pipes there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "clinic.toml")
    with pytest.raises(ProfileError, match="clinic_unreadable"):
        clinic(tmp_path / "clinic.toml", asked=True)
