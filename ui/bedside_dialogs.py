"""What the bedside asks on a dialog of its own: each opens it and hands the answer to `Entering`.

No dialog is modal: vitals go on behind it, and Stop cuff can be pressed. None is open twice.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtWidgets import QDialog, QWidget

from monitor.clinic_wording import offer
from monitor.clock import Clock
from monitor.events import CheckAnswer, CuffReading, Entry, MedicationGiven, PumpStep
from monitor.infusion import dose
from monitor.scale import Answers, Scale, scales
from monitor.session import Session
from monitor.settings import PRESSURE, Medication
from ui import theme
from ui.dialogs.correct_dialog import CorrectDialog, CorrectionDialog, correctable
from ui.dialogs.hand_over_card import HandOverCard
from ui.dialogs.keys_card import KeysCard
from ui.dialogs.medication_dialog import MedicationDialog
from ui.dialogs.note_dialog import NoteDialog
from ui.dialogs.number_dialog import NumberDialog
from ui.dialogs.people_dialog import PeopleDialog
from ui.dialogs.rate_dialog import RateDialog
from ui.dialogs.reject_dialog import RejectDialog
from ui.dialogs.scale_form import ScaleForm
from ui.dialogs.small_dialog import place_beside_panel
from ui.dialogs.type_vitals_dialog import BREATHING, TypeVitalsDialog, typed_entries
from ui.dialogs.when_dialog import WhenDialog
from ui.entering import Entering
from ui.places import clinic_scales
from ui.scale_words import spoken_scales
from ui.words import complain, decimal, number, say

log = logging.getLogger("dripwatch")

MOST_ML, MOST_MG, MOST_MG_PER_H = 1000.0, 1000.0, 1000.0
"""More than any bag holds or pump gives: what lies above is a slip of the finger."""


class BedsideDialogs:
    """The dialogs of one window. `open` has those that need nothing but their code."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        entering: Entering,
        clock: Clock,
        sizes: theme.Sizes,
        keys: Callable[[], list[tuple[str, str]]],
    ) -> None:
        self._window = window
        self._session = session
        self._entering = entering
        self._clock = clock
        self._sizes = sizes
        self._keys = keys
        self._shown: dict[str, QDialog] = {}
        self.open: dict[str, Callable[[], QDialog]] = {
            "medication": self.medication,
            "note": self.note,
            "signs": partial(self.form, spoken_scales()["also_seen"]),
            "type_vitals": self.type_vitals,
            "rates": self.rates,
            "correct": self.correct,
            "rate_changed": self.rate_changed,
            "volume_read": self.volume_read,
            "waste": self.waste,
            "people": self.people,
            "hand_over": self.hand_over,
            "keys": self.keys,
        }

    def shown(self, code: str) -> QDialog | None:
        """The dialog of this code, while it is open."""
        return self._shown.get(code)

    def close(self) -> None:
        """Close what is open; what was typed in it is not entered."""
        for dialog in list(self._shown.values()):
            dialog.reject()

    def _show(self, code: str, make: Callable[[], QDialog]) -> QDialog:
        dialog = self._shown.get(code)
        if dialog is None:
            dialog = self._shown[code] = make()
            dialog.finished.connect(lambda _result: self._shown.pop(code, None))
        dialog.show()
        # Over the chart: neither the strip nor the button that stops a cuff is ever under it.
        place_beside_panel(dialog, self._window, self._sizes)
        dialog.activateWindow()
        return dialog

    # -- vitals and scales -----------------------------------------------------------------

    def type_vitals(self, at_ms: int | None = None, *, standing: bool = False) -> QDialog:
        """Read off the device, typed on a keypad; `standing`: of a patient who stands."""

        def make() -> QDialog:
            dialog = TypeVitalsDialog(self._window, self._sizes)
            dialog.accepted.connect(lambda: self._enter_typed(dialog, at_ms, standing))
            return dialog

        return self._show("type_vitals", make)

    def _enter_typed(self, dialog: TypeVitalsDialog, at_ms: int | None, standing: bool) -> None:
        entering = self._entering
        when = entering.now_ms() if at_ms is None else at_ms
        for entry in typed_entries(dialog.numbers(), when, entering.author):
            if standing and isinstance(entry, CuffReading):
                entry = replace(entry, standing=True)
            entering.post(entry)

    def form(
        self, scale: Scale, answers: Answers | None = None, at_ms: int | None = None
    ) -> QDialog:
        """A whole scale, rated now or as of an earlier moment."""

        def make() -> QDialog:
            form = ScaleForm(self._window, self._sizes, scale, answers)
            form.rated.connect(
                lambda rated, given: self._entering.observe(rated, given, at_ms=at_ms)
            )
            return form

        return self._show(f"form.{scale.id}", make)

    def rates(self) -> QDialog:
        """One of the scales that have no row of their own."""

        def make() -> QDialog:
            dialog = RateDialog(self._window, self._sizes, self._without_row())
            dialog.rated.connect(self._entering.observe)
            return dialog

        return self._show("rates", make)

    def _without_row(self) -> list[Scale]:
        """A licensed scale is offered once the clinic has its wording, with a permission."""
        rows = self._session.profile.scales
        offered = offer(clinic_scales())
        for name, fault in offered.faults.items():
            # Of a licensed scale that nobody worded there is nothing to say.
            if fault.code != "wording_missing":
                log.warning("scale %s: %s", name, complain(fault))
        # In the clinic's words where it has its own, else in the language that is spoken.
        ours, spoken = scales(), spoken_scales()
        known = (spoken[n] if scale is ours[n] else scale for n, scale in offered.scales.items())
        return [s for s in known if s.id not in rows and s.beside is None]

    def reject(self, reading: CuffReading) -> QDialog:
        """Why a doubtful pressure is not believed."""

        def make() -> QDialog:
            dialog = RejectDialog(self._window, self._sizes, reading)
            dialog.entered.connect(self._entering.reject)
            return dialog

        return self._show("reject", make)

    # -- what was wrong --------------------------------------------------------------------

    def correct(self) -> QDialog:
        """Which of the entries so far is wrong."""

        def make() -> QDialog:
            entries = correctable(self._session)
            dialog = CorrectDialog(self._window, self._sizes, entries)
            dialog.chosen.connect(self.amend)
            return dialog

        return self._show("correct", make)

    def amend(self, entry: Entry) -> QDialog:
        """Correct an entry or take it back, for a reason; what a device measured is rejected."""
        if isinstance(entry, CuffReading) and entry.by is None:
            return self.reject(entry)

        def make() -> QDialog:
            dialog = CorrectionDialog(self._window, self._sizes, entry, self._clock)
            dialog.accepted.connect(lambda: self._enter_amendment(dialog))
            return dialog

        return self._show("amend", make)

    def _enter_amendment(self, dialog: CorrectionDialog) -> None:
        told = dialog.amendment
        if told is not None:
            self._entering.correct(told.of, told.reason, told.instead, told.comment)

    # -- words and drugs -------------------------------------------------------------------

    def medication(self, usual: Medication | None = None, at_ms: int | None = None) -> QDialog:
        """A drug other than the infusion; `usual` is filled in as far as the clinic's list goes."""

        def make() -> QDialog:
            dialog = MedicationDialog(self._session, self._clock, self._window, self._sizes)
            dialog.entered.connect(self._entering.give)
            if usual is not None:
                dialog.pick(usual)
            if at_ms is not None:
                dialog.when.choose_ms(at_ms)
            return dialog

        return self._show("medication", make)

    def give_usual(self, usual: Medication) -> None:
        """One press where the clinic's list has a dose; else the dose is typed."""
        if usual.dose is None:
            self.medication(usual)
            return
        given = MedicationGiven(
            t_ms=self._entering.now_ms(),
            drug=usual.drug,
            dose=usual.dose,
            unit=usual.unit,
            route=usual.route or None,
        )
        self._entering.give(given)

    def note(self, of: int | None = None, at_ms: int | None = None) -> QDialog:
        """Free words, also about a mark."""

        def make() -> QDialog:
            dialog = NoteDialog(self._session, self._clock, self._window, self._sizes, of)
            dialog.entered.connect(self._entering.note)
            if at_ms is not None:
                dialog.when.choose_ms(at_ms)
            return dialog

        return self._show("note", make)

    def catch_up(self, item: str, due_ms: int) -> None:
        """What was missed is entered after all, as of the time it was due."""
        if item == PRESSURE or item in spoken_scales():
            self.late("pressure" if item == PRESSURE else item, due_ms)
        elif item == BREATHING:
            dialog = cast("TypeVitalsDialog", self.type_vitals(due_ms))
            dialog.fields[BREATHING].setFocus()
        else:
            self._entering.check(item, CheckAnswer.YES, at_ms=due_ms)

    def late(self, lane: str, at_ms: int) -> QDialog:
        """A lane of the chart was pressed: enter what belongs there, as of that time."""
        if lane in spoken_scales():
            return self.form(spoken_scales()[lane], at_ms=at_ms)
        if lane in {"pressure", "rate", "spo2"}:
            return self.type_vitals(at_ms)
        if lane == "infusion":
            return self.medication(at_ms=at_ms)
        return self.note(at_ms=at_ms)

    # -- the pump --------------------------------------------------------------------------

    def finished_earlier(self) -> QDialog:
        """The pump finished a while ago."""

        def make() -> QDialog:
            dialog = WhenDialog(
                self._window, self._sizes, say("finish.when"), self._clock, self._late_min
            )
            dialog.entered.connect(
                lambda at_ms: self._entering.move_pump(PumpStep.STOPPED, "finished", at_ms)
            )
            return dialog

        return self._show("finished_earlier", make)

    @property
    def _late_min(self) -> float:
        return self._session.profile.schedule.late_min

    def rate_changed(self) -> QDialog:
        """What the pump's rate was set to, in mg/h."""
        return self._number(
            "rate_changed", "mg/h", MOST_MG_PER_H, self._change_rate, self._said_rate()
        )

    def _change_rate(self, mg_per_h: float, _text: str) -> None:
        self._entering.change_rate(mg_per_h)

    def _said_rate(self) -> str:
        rate = self._session.infusion.mg_per_h
        return "" if rate is None else say("number.rate_now", rate=number(rate))

    def volume_read(self) -> QDialog:
        """What the pump shows as delivered, beside our arithmetic."""
        return self._number("volume_read", "mL", MOST_ML, self._read_volume, self._said_by_clock())

    def _read_volume(self, ml: float, _text: str) -> None:
        self._entering.read_volume(ml)

    def _said_by_clock(self) -> str:
        plan = self._session.infusion.plan
        mg = self._session.infusion.delivered_mg(self._entering.now_ms())
        if plan is None or mg is None:
            return ""
        ml = mg * plan.bag_ml / plan.bag_mg
        return say("number.by_clock", mg=decimal(mg), ml=decimal(ml), of=decimal(dose(plan).mg))

    def waste(self) -> QDialog:
        """What was destroyed of a controlled drug, before a witness."""
        return self._number(
            "waste", "mg", MOST_MG, self._entering.waste, self._said_left(), say("number.witness")
        )

    def _said_left(self) -> str:
        plan = self._session.infusion.plan
        mg = self._session.infusion.delivered_mg(self._entering.now_ms())
        if plan is None or mg is None:
            return ""
        return say("number.left_in_bag", mg=decimal(plan.bag_mg - mg))

    def _number(
        self,
        code: str,
        unit: str,
        high: float,
        enter: Callable[[float, str], None],
        compared: str,
        second_field: str | None = None,
    ) -> QDialog:
        def make() -> QDialog:
            dialog = NumberDialog(
                self._window,
                self._sizes,
                say(f"number.{code}"),
                unit,
                0,
                high,
                second_field=second_field,
                compared=compared,
            )
            dialog.entered.connect(enter)
            return dialog

        return self._show(code, make)

    # -- people ----------------------------------------------------------------------------

    def people(self) -> QDialog:
        """Who is here, and who enters from now on."""

        def make() -> QDialog:
            entering = self._entering
            dialog = PeopleDialog(self._window, self._sizes, self._session, entering.author)
            dialog.chosen.connect(entering.be)
            dialog.arrived.connect(entering.arrive)
            dialog.gone.connect(entering.leave)
            return dialog

        return self._show("people", make)

    def hand_over(self) -> QDialog:
        """The card the next nurse reads and accepts."""

        def make() -> QDialog:
            author = self._entering.author
            card = HandOverCard(self._window, self._sizes, self._session, self._clock, author)
            card.taken_over.connect(self._entering.hand_over)
            return card

        return self._show("hand_over", make)

    def refresh_people(self) -> None:
        """Somebody came, went or took over while the dialog is open."""
        dialog = self._shown.get("people")
        if isinstance(dialog, PeopleDialog):
            dialog.refresh(self._entering.author)

    # -- the rest --------------------------------------------------------------------------

    def keys(self) -> QDialog:
        """Which key does what."""
        return self._show("keys", lambda: KeysCard(self._window, self._sizes, self._keys()))
