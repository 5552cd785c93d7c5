"""Buttons as every view makes them: big enough for a glove, named for a screen reader."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui import theme


def button(
    text: str,
    clicked: Callable[[], object],
    *,
    height: int,
    px: float = 15,
    weight: int = 500,
    role: str = "",
) -> QPushButton:
    """A push button `height` pixels high that calls `clicked`."""
    made = QPushButton(text)
    made.setFont(theme.font(px, weight))
    made.setMinimumHeight(height)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(text)
    made.clicked.connect(lambda _checked=False: clicked())
    if role:
        theme.role(made, role)
    return made


def relabel(made: QPushButton, text: str) -> None:
    """Change what a button says, to the eye and to the screen reader."""
    if made.text() != text:
        made.setText(text)
        made.setAccessibleName(text)
