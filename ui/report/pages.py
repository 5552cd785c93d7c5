"""Laid-out pages and what stands on each: the clinic, who it is about, the foot, its number."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from ui.report.blocks import DIM, INK, rule
from ui.report.letters import RIGHT, letters, small, strong
from ui.report.sheet import Page, Sheet
from ui.report.told import About
from ui.words import say

LOGO_WIDE, LOGO_HIGH = 420, 88
LOGO_AIR = 25


@dataclass(frozen=True, slots=True)
class Report:
    """Pages of one size. who, clinic, logo, foot: what stands on every one of them."""

    sheet: Sheet
    pages: tuple[Page, ...]
    who: tuple[str, ...]
    clinic: str
    logo: QImage | None
    foot: str

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a page, counted from 0; the painter's unit is a tenth of a millimetre."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._head(painter)
        self.pages[number].paint(painter, self.sheet)
        self._foot(painter, number)

    def _head(self, painter: QPainter) -> None:
        sheet, left = self.sheet, self.sheet.margin
        top, right = sheet.margin * 0.7, sheet.width - sheet.margin
        named = letters(28, 600)
        if self.logo is not None:
            wide, high = _logo_size(self.logo)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
            painter.drawImage(QRectF(left, top, wide, high), self.logo)
            left += wide + LOGO_AIR
        named.write(painter, left, top, self.clinic, INK)
        small().write(painter, right, top, say("report.supplementary"), DIM, RIGHT)
        strong().write_lines(painter, left, top + named.line + 4, self.who, INK)
        rule(painter, sheet.margin, top + sheet.head - 20, sheet.body_width)

    def _foot(self, painter: QPainter, number: int) -> None:
        sheet = self.sheet
        top = sheet.height - sheet.margin * 0.65 - small().line * 2
        rule(painter, sheet.margin, top - 8, sheet.body_width)
        words = small().wrapped(self.foot, sheet.body_width - 260)[:2]
        small().write_lines(painter, sheet.margin, top, words, DIM)
        counted = say("report.page", n=number + 1, of=len(self.pages))
        small().write(painter, sheet.width - sheet.margin, top, counted, INK, RIGHT)


def _logo_size(logo: QImage) -> tuple[int, int]:
    """How wide and high it is painted: no larger than its place."""
    keeps = Qt.AspectRatioMode.KeepAspectRatio
    shape = logo.size().scaled(LOGO_WIDE, LOGO_HIGH, keeps)
    return shape.width(), shape.height()


def headed(about: About, who: str) -> tuple[Sheet, tuple[str, ...]]:
    """The paper with as much room at its head as the name needs, and the name in lines."""
    sheet, logo = about.clinic.sheet, about.clinic.logo
    beside_logo = 0 if logo is None else _logo_size(logo)[0] + LOGO_AIR
    lines = strong().wrapped(who, sheet.body_width - beside_logo)
    return replace(sheet, head=sheet.head + (len(lines) - 1) * strong().line), lines
