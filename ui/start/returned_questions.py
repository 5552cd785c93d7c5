"""Reads what was returned to the nurse who signs in; has her answer signed. It draws nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from monitor.errors import DripwatchError
from monitor.events import Signature
from monitor.roles import Act
from ui.field import Field
from ui.signer import Signer
from ui.start.returned_card import ReturnedCard
from ui.who import Who


class ReturnedQuestions(QObject):
    """Follows the nurse's name on a start screen, which shows `card` and says what is in the way.

    who: asks who signs the answer.
    """

    def __init__(
        self,
        record: Path,
        card: ReturnedCard,
        nurse: Field[str],
        say_problem: Callable[[str], None],
        who: Who,
    ) -> None:
        super().__init__(card)
        self._record = record
        self._card = card
        self._nurse = nurse
        self._say = say_problem
        self._who = who
        self._signer: Signer | None = None
        nurse.settled.connect(self.read)
        card.answered.connect(self._answer)

    def read(self) -> None:
        """Show what waits for who is named now; that a record cannot be read is said elsewhere."""
        from ui.start.seen_before import returned_of

        name = self._nurse.value or ""
        try:
            self._card.show_waiting(name, returned_of(self._record, name))
        except DripwatchError:
            self._card.show_waiting(name, [])

    def stop(self) -> None:
        """Finish what is being signed; a session takes the record now."""
        if self._signer is not None:
            self._signer.stop()
            self._signer = None

    def _answer(self, session: int, signature: Signature) -> None:
        self._who(Act.COMPLETE, lambda by: self._sign(session, replace(signature, by=by)))

    def _sign(self, session: int, signature: Signature) -> None:
        if self._signer is None:
            self._signer = Signer(self._record)
            self._signer.done.connect(self._note_stored)
            self._signer.refused.connect(self._refuse)
        self._signer.sign(session, signature)

    def _note_stored(self, _session: int) -> None:
        self._say("")
        self.read()

    def _refuse(self, _session: int, _field: str, sentence: str) -> None:
        self._say(sentence)
