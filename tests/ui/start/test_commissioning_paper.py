"""The sheet on paper: one page with everything on it."""

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from monitor.errors import RecordError
from ui.start.commissioning import Check, Compared, Plugged
from ui.start.commissioning_paper import page, save_pdf

LONG = "Wolfeschlegelsteinhausenbergerdorff-Montgomery & <b>Sons</b>, Maximiliane"
TITLE = "GE Datex-Ohmeda S/5, AS/3, CS/3, Cardiocap/5, CARESCAPE B450-B850, B20-B125"
CHECK = Check(
    device=Plugged("ge-datex-s5", "/dev/ttyUSB0", 0x0403, 0x6001, "A7"),
    serial_number="SN 12",
    by=LONG,
    at="2026-11-22T14:00:00+01:00",
    app_version="0.1.0",
    values=(
        Compared("systolic", 128, 128),
        Compared("diastolic", 79, 78),
        Compared("mean", 95, None, f"{LONG} was not shown at all, {LONG}"),
        Compared("rate", 74, 90, LONG * 2),
        Compared("spo2", 97, 97),
    ),
)


def test_everything_is_on_it(qapp: QApplication) -> None:
    """As it was typed: nothing is read as markup."""
    text = page(CHECK, TITLE).toPlainText()
    told = (LONG, "SN 12", "2026-11-22 14:00", "/dev/ttyUSB0", "A7", "0.1.0", TITLE)
    assert [word for word in told if word not in text] == []
    assert text.count(LONG) == 5
    assert all(word in text for word in ("128", "−1", "+16", "agrees", "± 3"))


def test_a_pdf_has_one_page(qapp: QApplication, tmp_path: Path) -> None:
    """Even where everything is long."""
    file = tmp_path / "sheet.pdf"
    save_pdf(CHECK, TITLE, file)
    written = file.read_bytes()
    assert written.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in the way is another error there")
def test_a_place_that_cannot_be_written_is_a_sentence(qapp: QApplication, tmp_path: Path) -> None:
    """With the reason of the system."""
    with pytest.raises(RecordError) as caught:
        save_pdf(CHECK, TITLE, tmp_path / "no" / "sheet.pdf")
    assert caught.value.values["reason"]
