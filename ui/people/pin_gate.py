"""Whether a PIN is asked at the bedside, of whom, and what follows it. It enters nothing itself.

Where nobody is set up, and in a demo or a training, none is asked and what follows comes at once.
"""

import logging
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from monitor.errors import DripwatchError
from monitor.people import Access, People, Person
from monitor.people_here import same_name
from monitor.roles import Act, may
from monitor.session import Session
from ui import theme
from ui.people.access import note
from ui.people.pin_dialog import PinDialog
from ui.words import say

REMEMBERED_S = 60.0
"""[exp] Three drugs in a row are one person's hand."""

WITNESS = "witness"
Then = Callable[[str], object]
"""Called with the name of whose PIN it was."""

log = logging.getLogger("dripwatch")


class PinGate:
    """`lapse` is called where something goes through that a PIN has yet to confirm.

    `author` says in whose name is entered; `given` is called with what a right PIN was asked for
    and whose it was, a witness's not.
    """

    def __init__(
        self,
        window: QWidget,
        people: People | None,
        session: Session,
        sizes: theme.Sizes,
        author: Callable[[], str],
        lapse: Callable[[], object],
        given: Callable[[str, str], object],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._window = window
        self.people = people
        self._session = session
        self._sizes = sizes
        self._author = author
        self._lapse = lapse
        self._take = given
        self.now_s = now_s
        self._last: tuple[str, float] = ("", float("-inf"))
        self.asking: PinDialog | None = None
        """The dialog that is open."""

    @property
    def asks(self) -> bool:
        """Whether PINs are asked at all."""
        return self._session.of_a_patient and self.people is not None and self.people.known

    def forget(self) -> None:
        """Whoever touches the screen next may be somebody else."""
        self._last = ("", float("-inf"))

    # -- asking ----------------------------------------------------------------------------

    def ask(self, why: str, name: str, then: Then, *, act: Act = Act.RECORD, but: str = "") -> None:
        """Ask for the PIN of `name`, or of anybody else who may, except `but`."""
        if not self.asks:
            then(name)
            return
        names = [p.name for p in self._known() if may(p.roles, act) and not same_name(p.name, but)]
        if names:
            self._open(why, names, name, then)
        else:  # nobody could ever answer: a patient does not wait for that
            self._put_off(name, then)

    def sign(self, kind: str, name: str, then: Then) -> None:
        """Ask `name` alone, once more: for a drug, an override; a witness, whoever may be one.

        Whose PIN nobody can give (an emergency, a name from before) is not held up: what is
        entered in that name is not confirmed anyway.
        """
        known = self._named(name) if self.asks else None
        if kind == WITNESS:
            self.ask(kind, name, then, act=Act.CHECK, but=self._author())
        elif known is None or self._is_fresh(known.name):
            then(name)
        else:
            other = say("pin.later") if kind == "drug" else ""
            self._open(kind, [known.name], known.name, then, other)

    def _open(self, why: str, names: list[str], name: str, then: Then, other: str = "") -> None:
        assert self.people is not None
        self.stop()
        dialog = PinDialog(self._window, self._sizes, self.people, why, names, name, other=other)
        dialog.signed.connect(partial(self._let_through, why, then))
        dialog.other_way.connect(partial(self._put_off, name, then))
        dialog.finished.connect(partial(self._closed, dialog))
        self.asking = dialog
        dialog.show()
        dialog.activateWindow()

    def stop(self) -> None:
        """Ask no more."""
        if self.asking is not None:
            self.asking.reject()

    def _closed(self, dialog: PinDialog, _result: int) -> None:
        if self.asking is dialog:
            self.asking = None

    # -- what came of it -------------------------------------------------------------------

    def _let_through(self, why: str, then: Then, name: str) -> None:
        then(name)
        if why != WITNESS:
            self._last = (name, self.now_s())
            self._take(why, name)

    def _put_off(self, name: str, then: Then) -> None:
        """It was done to the patient: it is recorded, and confirmed by the next PIN."""
        self._lapse()
        then(name)

    def _is_fresh(self, name: str) -> bool:
        who, at_s = self._last
        return same_name(who, name) and self.now_s() - at_s < REMEMBERED_S

    def note(self, person: str, what: Access) -> None:
        """Add a line to the access log, about this session."""
        note(self.people if self.asks else None, person, what, self._session.start.uid)

    # -- who is known ----------------------------------------------------------------------

    def _known(self) -> list[Person]:
        """Everybody who may sign in; nobody where the file cannot be read."""
        assert self.people is not None
        try:
            return [person for person in self.people.all() if person.active]
        except DripwatchError as error:
            log.warning("people not read: %s", error.code)
            return []

    def _named(self, name: str) -> Person | None:
        return next((person for person in self._known() if same_name(person.name, name)), None)
