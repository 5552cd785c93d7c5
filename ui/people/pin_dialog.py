"""Asks for a PIN: whose, a keypad, dots. What the PIN opens is the caller's; digits are not shown.

A wrong one is told with how long the next try waits; the window behind it, alarms above all, goes
on meanwhile and can be touched.
"""

import math
import time
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from monitor.errors import EntryError
from monitor.people import People
from monitor.people_here import same_name
from ui import theme
from ui.buttons import button
from ui.combo import Combo
from ui.dialogs.keypad import Keypad
from ui.dialogs.small_dialog import SmallDialog
from ui.labels import ElidedLabel
from ui.people.aside import why
from ui.people.pin_check import PinCheck
from ui.people.pin_edit import PinEdit
from ui.words import say, span

WIDTH = 380
LOOK_MS = 200


class PinDialog(SmallDialog):
    """`names` are those who may; `name` is chosen where it is one of them.

    why: the code of its title, in words `pin.why.<why>`. other: the words of a button for who has
    no PIN to give; without it there is none.

    Signals:
        signed(name): that person's PIN was right; the dialog is closed by then.
        other_way(): the other button was pressed; the dialog is closed by then.
    """

    signed = Signal(str)
    other_way = Signal()

    def __init__(
        self,
        parent: QWidget,
        sizes: theme.Sizes,
        people: People,
        why: str,
        names: Sequence[str],
        name: str,
        *,
        other: str = "",
    ) -> None:
        super().__init__(parent, sizes, say(f"pin.why.{why}"))
        self.check = PinCheck(people, self)
        self.wall_s = time.monotonic
        self._waits_until_s = 0.0
        self.title.setWordWrap(True)
        self.pin = PinEdit(say("pin"), sizes)
        self.pin.textChanged.connect(self._typed)
        self.who = self._whose(names, name)
        self.fields["pin"] = self.pin
        self.body.addWidget(self.pin)
        self.body.addWidget(Keypad([self.pin], sizes, point=False))
        self.other = button(other, self._go_another_way, height=sizes.row)
        self.other.setVisible(bool(other))
        if other:
            self.body.addWidget(self.other)
        self.setFixedWidth(WIDTH)
        self._connect()
        if name and not self.name:
            self._say(say("pin.unknown", person=name))

    def _connect(self) -> None:
        self.check.right.connect(self._let_in)
        self.check.wrong.connect(self._refuse)
        self.check.failed.connect(self._say_why)
        self._counting = QTimer(self, interval=LOOK_MS)
        self._counting.timeout.connect(self._count)

    def _whose(self, names: Sequence[str], name: str) -> Combo | None:
        """One name stands there; of several one is chosen."""
        known = next((known for known in names if same_name(known, name)), "")
        self._name = known
        if known and len(names) == 1:
            shown = ElidedLabel(self.sizes.button + 1, 600)
            shown.set_text(known)
            self.body.addWidget(shown)
            return None
        who = Combo(say("pin.person"), say("start.choose"), self.sizes)
        who.addItems(list(names))
        who.setCurrentIndex(list(names).index(known) if known else -1)
        who.currentTextChanged.connect(self._choose)
        self.body.addWidget(who)
        self.fields["name"] = who
        return who

    @property
    def name(self) -> str:
        """Whose PIN it asks for; empty until somebody was chosen."""
        return self._name

    def first(self) -> QWidget:
        """The PIN, once it is known whose."""
        return self.pin if self._name or self.who is None else self.who

    # -- touching --------------------------------------------------------------------------

    def _choose(self, name: str) -> None:
        self._name = name
        self._waits_until_s = 0.0
        self._count()
        self.forgive()
        self.pin.clear()
        self.pin.setFocus()

    def _typed(self) -> None:
        if not self._counting.isActive():
            self.forgive()

    def accept(self) -> None:
        """Have it compared; while that lasts, or a wrong one is waited for, nothing is asked."""
        if self.check.busy or self.left_s > 0:
            return
        pin = self.pin.text()
        if not self._name:
            self.complain(EntryError("name_missing", field="name"))
        elif not pin:
            self.complain(EntryError("pin_wanted", field="pin"))
        else:
            self.pin.clear()
            self._say(say("pin.checking"))
            self.enter.setEnabled(False)
            self.check.ask(self._name, pin)

    def _go_another_way(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self.other_way.emit()

    # -- what came of it -------------------------------------------------------------------

    def _let_in(self, name: str) -> None:
        # Whoever closed it meanwhile wanted it no more.
        if self.isVisible():
            self.done(QDialog.DialogCode.Accepted)
            self.signed.emit(name)

    def _refuse(self, wait_s: float) -> None:
        self._waits_until_s = self.wall_s() + wait_s
        self.complain(EntryError("pin_wrong", field="pin"))
        self._count()
        if self.left_s > 0:
            self._counting.start()

    @property
    def left_s(self) -> float:
        """How long the next try waits, in seconds."""
        return max(0.0, self._waits_until_s - self.wall_s())

    def _count(self) -> None:
        left_s = self.left_s
        self.enter.setEnabled(left_s <= 0)
        if left_s > 0:
            self._say(say("pin.wait", time=span(math.ceil(left_s) * 1000)))
        elif self._counting.isActive():
            self._counting.stop()
            self.forgive()

    def _say_why(self, error: Exception) -> None:
        self.enter.setEnabled(True)
        self._say(why(error))

    def _say(self, sentence: str) -> None:
        theme.role(self._problem, "wrong")
        self._problem.setText(sentence)
