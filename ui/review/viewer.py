"""Who looks at saved sessions: asked for a PIN where people are set up. It opens no session.

Whoever signs gives the PIN again; this one is for who may see names, and whose look is noted.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from monitor.errors import DripwatchError
from monitor.people import Access, People, Person
from monitor.roles import Act, may
from ui import theme
from ui.people.access import account, note
from ui.people.pin_dialog import PinDialog
from ui.words import complain, say


class Viewer(QObject):
    """`asking` is the dialog that is open.

    Signals:
        known(): somebody may look from now on, or somebody else does.
        turned_away(sentence): nobody signed in, and what to do.
    """

    known = Signal()
    turned_away = Signal(str)

    def __init__(self, window: QWidget, people: People) -> None:
        super().__init__(window)
        self._window = window
        self._people = people
        self.asking: PinDialog | None = None
        self.person: Person | None = None
        """Who signed in; None where nobody has to, or in an emergency."""
        self.may_look = not people.known
        """Whether names may be shown."""

    @property
    def asks(self) -> bool:
        """Whether anybody has to sign in."""
        return self._people.known

    def ask(self) -> None:
        """Let somebody sign in, or somebody else; where nobody is set up all may look."""
        if not self.asks:
            self.known.emit()
            return
        try:
            names = [person.name for person in self._people.all() if person.active]
        except DripwatchError as error:
            self.turned_away.emit(complain(error))
            return
        if self.asking is not None:
            self.asking.reject()
        sizes = theme.sizes_for(self._window.height(), self._window.width())
        likely, emergency = names[0] if len(names) == 1 else "", say("start.emergency")
        dialog = PinDialog(
            self._window, sizes, self._people, "review", names, likely, other=emergency
        )
        dialog.signed.connect(self._let_in)
        dialog.other_way.connect(self._let_in_unnamed)
        dialog.finished.connect(self._close)
        self.asking = dialog
        dialog.show()
        dialog.activateWindow()

    def _let_in(self, name: str) -> None:
        self.person, self.may_look = self._people.named(name), True
        self.known.emit()

    def _let_in_unnamed(self) -> None:
        """An emergency is no time for a PIN: it is noted, and takes nothing out."""
        self.person, self.may_look = None, True
        self.note(Access.EMERGENCY, "review")
        self.known.emit()

    def _close(self, result: int) -> None:
        self.asking = None
        if result == PinDialog.DialogCode.Rejected and not self.may_look:
            self.turned_away.emit(say("review.sign_in_first"))

    # -- what follows ----------------------------------------------------------------------

    @property
    def words(self) -> str:
        """Who it is, for the head of the window; empty where nobody signed in."""
        if self.person is None:
            return ""
        roles = (say(f"role.{role}") for role in sorted(self.person.roles))
        return f"{self.person.name} · {', '.join(roles)}"

    @property
    def may_export(self) -> bool:
        """Whether data may be taken out: by whose role allows it, or where no roles are."""
        if not self.asks:
            return True
        return self.person is not None and may(self.person.roles, Act.EXPORT)

    def note(self, what: Access, detail: str) -> None:
        """Add a line to the access log, in whose name it is known."""
        note(self._people, self.person.name if self.person else account(), what, detail)
