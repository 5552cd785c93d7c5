"""Who else compared drug, dose and pump with the screen: the second of two names, never the first.

It outlives the form of one treatment; another treatment asks for a new comparison. Where people are
set up, each of the two gives a PIN.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCompleter, QListView

from monitor.errors import DripwatchError, EntryError
from monitor.people_here import same_name
from monitor.roles import Act, may
from ui import theme
from ui.field import Field, Row, read_text
from ui.start.start_sheet import Missing
from ui.words import say

if TYPE_CHECKING:  # its module reads a file, for which the first paint does not wait
    from monitor.people import People, Person
    from ui.people.pin_field import PinField


ROOM_FOR_A_FINGER = 12
"""Pixels around each name of the list."""


class SecondChecker(Row):
    """`field` is the second person's name; the nurse's stands beside it. `how` is a code of words.

    Its `field.missing` holds while nobody, or the nurse alone, is named. `people` are those who
    may sign in; where none are set up names are as typed and no PIN is asked.
    """

    def __init__(
        self, nurse: Field[str], sizes: theme.Sizes = theme.START, people: "People | None" = None
    ) -> None:
        self._nurse = nurse
        self._people = people
        self._known: list[Person] = []
        self.emergency = False
        self.field = Field("second_checker", self._read, sizes=sizes)
        self.pins = _pins(self.field, nurse, people, sizes)
        fields = [self.field, *self.pins[:1], nurse, *self.pins[1:]]
        super().__init__(*fields, shares=(3, 2, 3, 2) if self.pins else (1, 1), sizes=sizes)
        for named in (self.field, nurse):
            # The completer shows its list only after this signal.
            away = partial(QTimer.singleShot, 0, partial(_put_list_away, named))
            named.edit.textEdited.connect(lambda _text, away=away: away())
        self.refresh_people()
        self.asks_for("start.second_checker.how")

    def asks_for(self, how: str) -> None:
        """Say what is to be compared. What was compared before was something else."""
        self.field.edit.clear()
        self.hint(say(how))

    def show_nurse(self) -> None:
        """Another nurse: the second checker may now be one and the same."""
        self.field.take()

    # -- who is set up ---------------------------------------------------------------------

    @property
    def asks_pins(self) -> bool:
        """Whether both have to sign in."""
        return bool(self._known) and not self.emergency

    def refresh_people(self) -> None:
        """Offer those who are set up now. RecordError is told as nobody being there."""
        try:
            self._known = [p for p in self._people.all() if p.active] if self._people else []
        except DripwatchError:
            self._known = []
        for field, act in ((self.field, Act.CHECK), (self._nurse, Act.RECORD)):
            _offer(field, [p.name for p in self._known if may(p.roles, act)])
        self._show_pins()

    def begin_emergency(self, on: bool) -> None:
        """Whether it goes on without anybody signing in."""
        self.emergency = on
        self._show_pins()

    def _show_pins(self) -> None:
        for pin in self.pins:
            pin.setVisible(self.asks_pins)
        for field in (self.field, self._nurse):
            field.take()

    def missing_pins(self) -> list[Missing]:
        """The PINs that are still to be typed."""
        return [pin.asks() for pin in self.pins if self.asks_pins and pin.missing]

    # -- reading ---------------------------------------------------------------------------

    def _read(self, text: str) -> str:
        name = self.known_as(text, Act.CHECK, "second_checker")
        if same_name(name, self._nurse.text):
            raise EntryError("same_person", field="second_checker")
        return name

    def known_as(self, text: str, act: Act, field: str) -> str:
        """Return a name as the clinic writes it. EntryError: nobody here may do that by it."""
        name = read_text(text)
        if not self.asks_pins:
            return name
        found = next((p for p in self._known if same_name(p.name, name)), None)
        if found is None:
            raise EntryError("person_unknown", field=field, person=name)
        if not may(found.roles, act):
            raise EntryError("person_may_not", field=field, person=found.name)
        return found.name


def _put_list_away(field: Field[str]) -> None:
    """A name typed to its end needs no list, which would catch the next click."""
    completer: QCompleter | None = field.edit.completer()
    shown = completer.popup() if completer is not None else None
    if completer is None or shown is None:
        return
    if completer.currentCompletion() == field.edit.text():
        shown.hide()


def _pins(
    checker: Field[str], nurse: Field[str], people: "People | None", sizes: theme.Sizes
) -> "list[PinField]":
    if people is None:
        return []
    from ui.people.pin_field import PinField

    return [
        PinField("checker_pin", checker, people, sizes),
        PinField("nurse_pin", nurse, people, sizes),
    ]


def _offer(field: Field[str], names: list[str]) -> None:
    """Let a name be finished by the list of those who are known."""
    if not names:
        field.edit.setCompleter(None)  # type: ignore[arg-type]
        return
    completer = QCompleter(names, field.edit)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    shown = QListView()
    shown.setFont(field.edit.font())
    shown.setSpacing(ROOM_FOR_A_FINGER)
    completer.setPopup(shown)
    field.edit.setCompleter(completer)
