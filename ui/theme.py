"""Every colour, size and font on the screen, and nowhere else. Red and yellow are alarms only."""

import dataclasses
import math
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Inter"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one dress, by what they are for."""

    background: str
    panel: str
    card: str
    line: str
    edge: str
    ink: str
    dim: str
    faint: str
    pressure: str
    mean: str
    rate: str
    spo2: str
    sedation: str
    dissociation: str
    on_dissociation: str
    nausea: str
    infusion: str
    on_infusion: str
    primary: str
    on_primary: str
    alarm_high: str
    alarm_medium: str
    alarm_text: str
    on_alarm: str
    on_alarm_medium: str
    live: str
    infusion_shade: str
    future_shade: str
    baseline_shade: str
    gap_shade: str
    chart: str
    limit: str


DARK = Palette(
    background="#0d1116",
    panel="#141a21",
    card="#10151b",
    line="#28323d",
    edge="#3a4653",
    ink="#eef2f6",
    dim="#a7b0ba",
    faint="#8b98a5",
    pressure="#eef0ff",
    mean="#a7b0ba",
    rate="#52d18b",
    spo2="#4fc3e8",
    sedation="#b9d3cf",
    dissociation="#b493ff",
    on_dissociation="#0d1116",
    nausea="#c5ced8",
    infusion="#3f6f9f",
    on_infusion="#eef2f6",
    primary="#3f6f9f",
    on_primary="#eef2f6",
    alarm_high="#ff4d4f",
    alarm_medium="#ffd23f",
    alarm_text="#ffd23f",
    on_alarm="#0d1116",
    on_alarm_medium="#0d1116",
    live="#52d18b",
    infusion_shade="#161f29",
    future_shade="#12181f",
    baseline_shade="#1c2732",
    gap_shade="#252d36",
    chart="#0d1116",
    limit="#ffd23f",
)

LIGHT = Palette(
    background="#f4f6f8",
    panel="#ffffff",
    card="#ffffff",
    line="#dde3e9",
    edge="#c3ccd5",
    ink="#1a222b",
    dim="#596672",
    faint="#66717c",
    pressure="#28336b",
    mean="#5a66c9",
    rate="#1b804c",
    spo2="#0b7ea8",
    sedation="#44635e",
    dissociation="#7a4fd0",
    on_dissociation="#ffffff",
    nausea="#337694",
    infusion="#3a6ea8",
    on_infusion="#ffffff",
    primary="#3a6ea8",
    on_primary="#ffffff",
    alarm_high="#c62828",
    alarm_medium="#c99700",
    alarm_text="#8e6a00",
    on_alarm="#ffffff",
    on_alarm_medium="#1a222b",
    live="#1b804c",
    infusion_shade="#eef4fb",
    future_shade="#f7f9fb",
    baseline_shade="#e9edf9",
    gap_shade="#e6eaee",
    chart="#ffffff",
    limit="#886500",
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in pixels at 96 dpi for one layout."""

    panel: int
    header: int
    strip: int
    footer: int
    row: int
    cuff: int
    gap: int
    margin: int
    pressure_digits: int
    vital_digits: int
    phase: int
    next: int
    button: int
    label: int
    axis: int
    bottom: int
    gutter: int
    lane: int
    row_of_signs: bool
    """Whether "Also seen" has a row of its own, or only a button."""
    title_width: int
    """Of the titles beside the rows of scores; 0: they stand above."""
    around_words: int
    """What a button of a row needs beside its words."""
    heading: int
    """Of a section or a card."""
    text: int
    """Of what is typed, and of what is chosen from a list."""
    said: int
    """The height of the line under a field."""

    @property
    def bottom_line(self) -> int:
        """The height of the line that nothing may cover."""
        return self.bottom + 8


FULL = Sizes(
    panel=520,
    header=56,
    strip=48,
    footer=66,
    row=44,
    cuff=48,
    gap=8,
    margin=12,
    pressure_digits=84,
    vital_digits=64,
    phase=25,
    next=23,
    button=15,
    label=14,
    axis=13,
    bottom=12,
    gutter=112,
    lane=68,
    row_of_signs=True,
    title_width=0,
    around_words=20,
    heading=19,
    text=16,
    said=20,
)

COMPACT = Sizes(
    panel=500,
    header=46,
    strip=38,
    footer=52,
    row=44,
    cuff=44,
    gap=6,
    margin=10,
    pressure_digits=68,
    vital_digits=56,
    phase=22,
    next=20,
    button=14,
    label=13,
    axis=12,
    bottom=12,
    gutter=104,
    lane=58,
    row_of_signs=False,
    title_width=80,
    around_words=10,
    heading=16,
    text=16,
    said=20,
)

START = dataclasses.replace(
    COMPACT,
    panel=520,
    header=48,
    strip=32,
    footer=62,
    cuff=46,
    margin=18,
    vital_digits=42,
    phase=20,
    next=17,
    label=14,
    heading=18,
)
"""Of the start screen where it has 1366×768: all of it is seen there, and nothing scrolls."""


NEEDS = {"full": (1500, 985), "compact": (1366, 768)}
"""Width and height each layout wants at 96 dpi; less, and its window would leave the screen."""

USUAL_DPI = 96.0
BELIEVABLE_DPI = (70.0, 320.0)
"""A projector or a faulty cable tells screens of no size; outside of this nobody is believed."""

GLOVE_MM, TOUCH_MM = 9.0, 15.0
"""How wide a button has to be for a gloved finger, and in the touch layout (nurse.md B3)."""


def sizes_for(
    height: int, width: int = 1920, dpi: float = USUAL_DPI, *, touch: bool = False
) -> Sizes:
    """Return the layout for a screen, larger where its pixels are small.

    Lengths in pixels as Qt counts them, `dpi` as the screen itself tells: a button is never
    smaller than a finger, as far as the screen has the room.
    """
    wanted = _growth(dpi, touch=touch)
    for layout, (least_width, least_height) in ((FULL, NEEDS["full"]), (COMPACT, NEEDS["compact"])):
        room = min(width / least_width, height / least_height)
        if room >= wanted:
            return scaled(layout, wanted)
    # Both are too large: the compact one, as large as the screen allows.
    return scaled(COMPACT, max(1.0, room))


ROOMY = 1.3
"""How much larger the start screen is drawn on a screen that has the room: it is read standing."""


def start_sizes_for(
    height: int, width: int = 1920, dpi: float = USUAL_DPI, *, touch: bool = False
) -> Sizes:
    """Return the sizes of the start screen; takes what `sizes_for` takes.

    It has one layout, which grows with the room until its letters are large enough.
    """
    least_width, least_height = NEEDS["compact"]
    room = min(width / least_width, height / least_height)
    return scaled(START, max(1.0, min(room, ROOMY * _growth(dpi, touch=touch))))


def grown(px: int, sizes: Sizes) -> int:
    """Return a length of the start screen that one view alone has, grown as `sizes` are."""
    return round(px * sizes.row / START.row)


def _growth(dpi: float, *, touch: bool) -> float:
    low, high = BELIEVABLE_DPI
    real = dpi if low <= dpi <= high else USUAL_DPI
    finger = (TOUCH_MM if touch else GLOVE_MM) / 25.4 * real
    return max(1.0, finger / FULL.row)


def scaled(sizes: Sizes, by: float) -> Sizes:
    """Return a layout with every length multiplied."""
    if by == 1.0:
        return sizes
    lengths = {f.name: getattr(sizes, f.name) for f in dataclasses.fields(sizes)}
    return Sizes(
        **{
            name: value if isinstance(value, bool) else math.floor(value * by)
            for name, value in lengths.items()
        }
    )


def font(px: float, weight: int = 400) -> QFont:
    """Inter with tabular figures, so that digits do not dance."""
    made = QFont(FAMILY)
    made.setPixelSize(round(px))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def digits(px: float, *, tabular: bool = True) -> QFont:
    """The big numbers: drawn a little closer together, as large figures want to be.

    Not tabular for what stands for minutes: 118 reads as one number, not as 1 and 18.
    """
    made = font(px, 600)
    made.setFeature(QFont.Tag("tnum"), int(tabular))
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 96)
    return made


def colour(value: str, alpha: float = 1.0) -> QColor:
    """A palette entry as Qt wants it; `alpha` below 1 lets through what it is laid over."""
    made = QColor(value)
    made.setAlphaF(alpha)
    return made


def role(widget: QWidget, name: str) -> None:
    """Say what a widget is, for the style sheet; may change while it is shown."""
    if widget.property("role") == name:
        return
    kept = QFont(widget.font())
    widget.setProperty("role", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # The style sheet forgets a font's spacing and figures on the way.
    widget.setFont(kept)
    # Only so does a label learn that its border and padding are others now.
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def load_fonts() -> None:
    """Let Qt know our fonts; they come with us."""
    if FAMILY not in QFontDatabase.families():
        for file in sorted(FONTS.glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))


def dress(app: QApplication, palette: Palette) -> None:
    """Fusion, our fonts, our colours. Once per start, or when the dress changes."""
    load_fonts()
    app.setStyle("Fusion")
    app.setFont(font(15))
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(style_sheet(palette))


def _qt_palette(palette: Palette) -> QPalette:
    made = QPalette()
    for which, value in (
        (QPalette.ColorRole.Window, palette.background),
        (QPalette.ColorRole.Base, palette.card),
        (QPalette.ColorRole.AlternateBase, palette.panel),
        (QPalette.ColorRole.Button, palette.panel),
        (QPalette.ColorRole.WindowText, palette.ink),
        (QPalette.ColorRole.Text, palette.ink),
        (QPalette.ColorRole.ButtonText, palette.ink),
        (QPalette.ColorRole.PlaceholderText, palette.faint),
        (QPalette.ColorRole.Mid, palette.dim),
        (QPalette.ColorRole.Highlight, palette.primary),
        (QPalette.ColorRole.HighlightedText, palette.on_primary),
        (QPalette.ColorRole.ToolTipBase, palette.panel),
        (QPalette.ColorRole.ToolTipText, palette.ink),
        (QPalette.ColorRole.Link, palette.primary),
    ):
        made.setColor(which, QColor(value))
    made.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(palette.faint)
    )
    return made


def style_sheet(p: Palette) -> str:
    """The roles a widget may have, in one dress. Fonts are set by `font`, never here."""
    return f"""
    QWidget {{ color: {p.ink}; }}
    QWidget[role="window"], QMainWindow {{ background: {p.background}; }}
    QDialog {{ background: {p.panel}; border: 1px solid {p.edge}; }}
    QDialog QWidget[role="window"] {{ background: {p.panel}; }}
    QWidget[role="panel"] {{ background: {p.panel}; }}
    QFrame[role="header"], QFrame[role="strip"] {{
        background: {p.panel}; border: none; border-bottom: 1px solid {p.line}; }}
    QFrame[role="footer"] {{ background: {p.panel}; border: none; border-top: 1px solid {p.line}; }}
    QFrame[role="side"] {{ background: {p.panel}; border: none; border-left: 1px solid {p.line}; }}
    QFrame[role="card"] {{
        background: {p.card}; border: 1px solid {p.line}; border-radius: 9px; }}
    QFrame[role="tile"] {{
        background: {p.card}; border: 1px solid {p.line}; border-radius: 9px; padding: 2px; }}
    QFrame[role="tile-high"], QFrame[role="tile-medium"] {{
        background: {p.card}; border: 3px solid {p.alarm_high}; border-radius: 9px; }}
    QFrame[role="tile-medium"] {{ border-color: {p.alarm_medium}; }}
    QFrame[role="tile-unconfirmed"] {{
        background: {p.card}; border: 1px solid {p.alarm_medium}; border-radius: 9px;
        padding: 2px; }}
    QFrame[role="card-next"] {{
        background: {p.card}; border: 1px solid {p.edge}; border-radius: 9px; }}
    QFrame[role="card-overdue"] {{
        background: {p.card}; border: 2px solid {p.ink}; border-radius: 9px; }}
    QFrame[role="item"] {{
        background: {p.card}; border: 2px solid {p.line}; border-radius: 9px; }}
    QFrame[role="item-here"] {{
        background: {p.card}; border: 2px solid {p.dim}; border-radius: 9px; }}
    QFrame[role="bar"] {{ background: {p.line}; border: none; border-radius: 8px; }}
    QLabel {{ background: transparent; }}
    QLabel[role="dim"] {{ color: {p.dim}; }}
    QLabel[role="faint"] {{ color: {p.faint}; }}
    QLabel[role="pressure"] {{ color: {p.pressure}; }}
    QLabel[role="rate"] {{ color: {p.rate}; }}
    QLabel[role="spo2"] {{ color: {p.spo2}; }}
    QLabel[role="dissociation"] {{ color: {p.dissociation}; }}
    QLabel[role="nausea"] {{ color: {p.nausea}; }}
    QLabel[role="live"] {{ color: {p.live}; }}
    QLabel[role="technical"] {{ color: {p.alarm_text}; }}
    QLabel[role="in-high"] {{ color: {p.alarm_high}; }}
    QLabel[role="in-medium"] {{ color: {p.alarm_text}; }}
    QLabel[role="wrong"] {{ color: {p.ink}; border-left: 3px solid {p.ink}; padding-left: 6px; }}
    QLabel[role="cell-technical"] {{
        background: {p.alarm_medium}; color: {p.on_alarm_medium}; padding: 0 18px; }}
    QLabel[role="cell-high"] {{
        background: {p.alarm_high}; color: {p.on_alarm}; padding: 0 18px; }}
    QLabel[role="cell-outline"] {{
        background: {p.panel}; color: {p.alarm_text}; border: 3px solid {p.alarm_medium};
        padding: 0 15px; }}
    QLabel[role="cell-plain"] {{ background: {p.panel}; color: {p.ink}; padding: 0 18px; }}
    QLabel[role="tag"] {{
        background: {p.line}; color: {p.dim}; border-radius: 9px; padding: 2px 8px; }}
    QLabel[role="tag-open"] {{
        color: {p.primary}; border: 1px solid {p.primary}; border-radius: 10px;
        padding: 2px 9px; }}
    QLabel[role="tag-good"] {{
        color: {p.live}; border: 1px solid {p.live}; border-radius: 10px; padding: 2px 9px; }}
    QLabel[role="tag-wrong"] {{
        background: {p.ink}; color: {p.panel}; border-radius: 10px; padding: 3px 10px; }}
    QPushButton, QToolButton {{
        background: {p.panel}; border: 1px solid {p.edge}; border-radius: 9px; padding: 0 14px; }}
    QPushButton:hover, QToolButton:hover {{ background: {p.line}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {p.edge}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {p.dim}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {p.faint}; border-color: {p.line}; }}
    QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton[role="quiet"], QToolButton[role="quiet"] {{ color: {p.dim}; }}
    QPushButton[role="line"] {{ text-align: left; }}
    QPushButton[role="primary"] {{
        background: {p.primary}; color: {p.on_primary}; border-color: {p.primary}; }}
    QPushButton[role="primary"]:disabled {{
        background: {p.panel}; color: {p.faint}; border-color: {p.line}; }}
    QPushButton[role="technical"] {{ color: {p.alarm_text}; border-color: {p.alarm_medium}; }}
    QPushButton[role="stands-out"] {{
        background: {p.ink}; color: {p.background}; border: 2px solid {p.ink}; }}
    QPushButton[role="running"]:disabled {{ color: {p.ink}; border-color: {p.edge}; }}
    QPushButton[role="value"] {{ padding: 0 2px; }}
    QPushButton[role="lit-dissociation"] {{
        background: {p.dissociation}; color: {p.on_dissociation};
        border-color: {p.dissociation}; padding: 0 2px; }}
    QPushButton[role="last-dissociation"] {{
        color: {p.dissociation}; border: 2px solid {p.dissociation}; padding: 0 2px; }}
    QPushButton[role="lit-nausea"] {{
        background: {p.nausea}; color: {p.background}; border-color: {p.nausea}; padding: 0 2px; }}
    QPushButton[role="last-nausea"] {{
        color: {p.nausea}; border: 2px solid {p.nausea}; padding: 0 2px; }}
    QPushButton[role="lit-sedation"] {{
        background: {p.sedation}; color: {p.background}; border-color: {p.sedation};
        padding: 0 2px; }}
    QPushButton[role="last-sedation"] {{
        color: {p.sedation}; border: 2px solid {p.sedation}; padding: 0 2px; }}
    QPushButton[role="old"] {{ color: {p.dim}; border: 2px solid {p.edge}; padding: 0 2px; }}
    QPushButton[role="choice"] {{ padding: 0 8px; }}
    QPushButton[role="choice"]:checked {{ background: {p.line}; border: 2px solid {p.ink}; }}
    QPushButton[role="answer"] {{ padding: 0 4px; }}
    QPushButton[role="answer"]:checked {{
        background: {p.ink}; color: {p.background}; border: 2px solid {p.ink}; }}
    QPushButton[role="tab"] {{ background: transparent; color: {p.dim}; border: none; }}
    QPushButton[role="tab"]:hover {{ background: {p.background}; }}
    QPushButton[role="tab"]:focus {{ border: 2px solid {p.dim}; }}
    QPushButton[role="tab"]:checked {{ background: {p.infusion_shade}; color: {p.ink}; }}
    QPushButton[role="chip"] {{
        background: {p.background}; color: {p.ink}; border-radius: 17px; padding: 0 12px; }}
    QLineEdit, QDateEdit, QDoubleSpinBox, QSpinBox, QComboBox, QPlainTextEdit {{
        background: {p.card}; border: 1px solid {p.edge}; border-radius: 8px;
        padding: 4px 10px; selection-background-color: {p.primary};
        placeholder-text-color: {p.faint}; }}
    QLineEdit:focus, QDateEdit:focus, QDoubleSpinBox:focus, QComboBox:focus {{
        border: 2px solid {p.dim}; }}
    QLineEdit[wrong="true"], QDateEdit[wrong="true"], QDoubleSpinBox[wrong="true"] {{
        border: 2px solid {p.ink}; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 30px; }}
    QComboBox::down-arrow {{ image: none; }}
    QMenu {{ background: {p.panel}; border: 1px solid {p.edge}; padding: 6px; }}
    QMenu::item {{ padding: 10px 22px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {p.line}; }}
    QTableView, QListView {{
        background: {p.card}; border: 1px solid {p.line}; border-radius: 9px;
        gridline-color: {p.line}; selection-background-color: {p.infusion_shade};
        selection-color: {p.ink}; }}
    QTableView::item {{ padding: 0 6px; border-bottom: 1px solid {p.line}; }}
    QTableView::item:selected {{ background: {p.infusion_shade}; color: {p.ink}; }}
    QHeaderView {{ background: transparent; border: none; }}
    QHeaderView::section {{
        background: {p.panel}; color: {p.dim}; border: none;
        border-bottom: 1px solid {p.line}; padding: 6px 8px; }}
    QHeaderView::section:first {{ border-top-left-radius: 8px; }}
    QHeaderView::section:last {{ border-top-right-radius: 8px; }}
    QToolTip {{ background: {p.panel}; color: {p.ink}; border: 1px solid {p.edge}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; }}
    QScrollBar::handle:vertical {{ background: {p.edge}; border-radius: 5px; min-height: 30px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """


ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
