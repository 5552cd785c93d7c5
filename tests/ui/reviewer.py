"""A hand at the review window, for tests: it types, presses, and waits for what comes of it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.archive import Archive
from monitor.events import Entry, Signature
from monitor.signing import signatures
from ui.hand_keys import HandKeys
from ui.review.review_window import ReviewWindow


class Reviewer:
    """A window on a record, and a hand for it; every key comes a while after the one before."""

    def __init__(self, qtbot: QtBot, record: Path, pin: tuple[str, str] | None = None) -> None:
        self.qtbot = qtbot
        self.record = record
        self.archive = Archive(record)
        self.window = ReviewWindow(self.archive)
        self.page, self.bar, self.list = self.window.page, self.window.page.bar, self.window.list
        self.sign_off = self.window.sign_off
        self._hand_s = 0.0
        for keys in self._keys:
            keys.now_s = lambda: self._hand_s
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        if pin is not None:
            self._sign_in(*pin)
        self.settle()

    def _sign_in(self, name: str, pin: str) -> None:
        self.qtbot.waitUntil(lambda: self.window.viewer.asking is not None)
        dialog = self.window.viewer.asking
        assert dialog is not None
        assert dialog.who is not None
        dialog.who.setCurrentText(name)
        dialog.pin.setText(pin)
        dialog.accept()

    def settle(self) -> None:
        """Wait until the chosen session is on the page and its seal was checked."""
        self.qtbot.waitUntil(self._settled, timeout=10_000)

    def _settled(self) -> bool:
        shown = self.sign_off._listed
        return (
            shown is not None
            and shown.session == self.list.session()
            and self.page.seal_code not in {"", "review.checking"}
            and self.sign_off._busy is None
        )

    def choose(self, session: int) -> None:
        """Go to a session of the list."""
        assert self.list.choose(session)
        self.settle()

    def key(self, key: Qt.Key) -> None:
        """Press a key by hand, on whatever has the keys."""
        self._hand_s += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        self.qtbot.waitUntil(lambda: not any(keys.waiting for keys in self._keys))

    def type(self, text: str) -> None:
        """Type on the keyboard, into whatever has the keys."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    @property
    def _keys(self) -> tuple[HandKeys, HandKeys]:
        return self.sign_off.keys, self.window.keys

    def be(self, name: str) -> None:
        """Type a name; Enter goes back to the list."""
        self.bar.name.setFocus()
        self.bar.name.setText(name)
        QTest.keyClick(self.bar.name, Qt.Key.Key_Return)

    def press(self, what: str) -> None:
        """Press a button with the mouse, and wait for what comes of it."""
        made = self.bar.buttons[what]
        assert made.isEnabled(), what
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)

    def status(self, session: int) -> str:
        """What the list says of a session."""
        return next(one.cells["status"] for one in self.list.listed if one.session == session)

    def entries(self, session: int) -> list[Entry]:
        """What is on disk by now."""
        return self.archive.entries(session)

    def until_signed(self, session: int, count: int = 1) -> list[Signature]:
        """Wait for so many signatures on disk and on the screen."""
        self.qtbot.waitUntil(lambda: self.sign_off._busy is None, timeout=10_000)
        self.settle()
        taken = signatures(self.entries(session))
        assert len(taken) == count
        return taken

    def close(self) -> None:
        """Let everything go."""
        self.window.close()
        self.archive.close()
        self.window.deleteLater()
