"""The clinic on its paper: name, address, logo, paper size, from a file of this computer's.

None of it comes from a record: a record may be anybody's, and a path in it would put any picture
of this computer onto paper.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec
from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage, QImageReader

from monitor.errors import ProfileError
from monitor.profile import read_toml
from ui.report.sheet import A4, LETTER, Sheet

MOST_BYTES, MOST_PIXELS = 4_000_000, 16_000_000
"""Of a logo. What is larger is no logo, and would be unpacked in full."""
FORMATS = {b"png", b"jpeg"}
"""Pictures that are read and no programs: an SVG may name other files."""


class ClinicSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `clinic.toml` may say. logo: a PNG or JPEG beside that file; paper: "" by locale."""

    name: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    logo: str = ""
    paper: Literal["", "A4", "Letter"] = ""


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic as reports show it. problem: why its logo could not be used, as an error."""

    settings: ClinicSettings = field(default_factory=ClinicSettings)
    logo: QImage | None = None
    problem: ProfileError | None = None

    @property
    def sheet(self) -> Sheet:
        """The paper it prints on."""
        paper = self.settings.paper or _paper_here()
        return LETTER if paper == "Letter" else A4


def clinic(path: Path, *, asked: bool = False) -> Clinic:
    """Read the clinic's file; without one reports have no head of their own.

    asked: somebody named this file, so it has to be there. ProfileError: it cannot be read.
    """
    if not asked and not path.exists():
        return Clinic()
    settings = _settings(path)
    if not settings.logo:
        return Clinic(settings)
    logo = path.parent / settings.logo
    try:
        return Clinic(settings, picture(logo))
    except ProfileError as error:
        return Clinic(settings, problem=error)


def _settings(path: Path) -> ClinicSettings:
    try:
        # A pipe would be waited for, and an editor may have put a mark before the first letter.
        written = path.read_text(encoding="utf-8-sig") if path.is_file() else None
    except (OSError, ValueError) as error:
        raise ProfileError("clinic_unreadable", path=str(path)) from error
    if written is None:
        raise ProfileError("clinic_unreadable", path=str(path))
    try:
        return msgspec.convert(read_toml(written), ClinicSettings)
    except msgspec.ValidationError as error:
        raise ProfileError("clinic_wrong", path=str(path), where=str(error)) from error
    except ProfileError as error:
        where = error.values.get("where")
        raise ProfileError("clinic_wrong", path=str(path), where=where) from error


def picture(path: Path) -> QImage:
    """Read a logo. ProfileError: there is none, or it is no picture of a sensible size."""
    try:
        size = path.stat().st_size if path.is_file() else -1
    except (OSError, ValueError) as error:
        raise ProfileError("logo_missing", path=str(path)) from error
    if size < 0:
        raise ProfileError("logo_missing", path=str(path))
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    told = reader.size()
    sound = size <= MOST_BYTES and told.width() * told.height() <= MOST_PIXELS
    image = reader.read() if sound and reader.format().data() in FORMATS else QImage()
    if image.isNull():
        raise ProfileError("logo_unreadable", path=str(path))
    return image


def _paper_here() -> str:
    system = QLocale.system().measurementSystem()
    return "Letter" if system == QLocale.MeasurementSystem.ImperialUSSystem else "A4"
