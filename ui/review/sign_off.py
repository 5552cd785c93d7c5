"""What a press on the sign-off card means: who signs what, or why nothing can be signed now.

It asks `Signer` for what waits for the disk, and the window to read again what was stored.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from monitor import signing
from monitor.events import Correction, Entry, Meaning, Signature
from monitor.people_here import same_name
from monitor.roles import Act
from monitor.session import Session
from monitor.signing import Standing
from ui import theme
from ui.hand_keys import HandKeys
from ui.review.amend_dialog import AmendDialog
from ui.review.entry_lines import reason_words
from ui.review.listed import Listed
from ui.review.session_list import SessionList
from ui.review.session_page import SessionPage
from ui.review.sign_bar import KEYS
from ui.signer import Amendment, Signer
from ui.who import Who, unconfirmed
from ui.words import clock_time, say, short_date

LOOK_MS = 3000
"""How often it is found out whether a session runs on this record."""


class SignOff(QObject):
    """The list, the page and the card of one window, together.

    who: asks who signs; without people set up it is the name on the card.

    Signals: stored(session): its entries are more now.
    """

    stored = Signal(int)

    def __init__(self, sessions: SessionList, page: SessionPage, signer: Signer) -> None:
        super().__init__(page)
        self._list = sessions
        self._page = page
        self._bar = page.bar
        self._signer = signer
        self.who: Who = unconfirmed(self._bar.typed_name)
        self.keys = HandKeys(page.window(), of=page)
        self.amending: AmendDialog | None = None
        self._listed: Listed | None = None
        self._entries: Sequence[Entry] = ()
        self._session: Session | None = None
        self._held = self._problem = ""
        self._busy: str | None = None
        self._warned: int | None = None
        """The session whose signing was held up once by what was not looked at."""
        self._does: dict[str, Callable[[], None]] = {
            "next": lambda: self._sign("next"),
            "sign": lambda: self._sign("sign"),
            "return": self._return,
            "amend": self._amend,
        }
        self._looking = QTimer(self, interval=LOOK_MS)
        self._connect()

    def _connect(self) -> None:
        for what, key in KEYS.items():
            self.keys.add(key, self._presser(what))
        for key, does in self._page.keys().items():
            self.keys.add(key, does)
        self.keys.add("Escape", self._list.setFocus)
        self._bar.wanted.connect(self.press)
        self._bar.left.connect(self._list.setFocus)
        self._page.entries.activated.connect(lambda _index: self.press("amend"))
        self._signer.done.connect(self._note_stored)
        self._signer.refused.connect(self._refuse)
        self._signer.held.connect(self._note_holder)
        self._looking.timeout.connect(self._signer.look)
        self._looking.start()
        self._signer.look()

    def _presser(self, what: str) -> Callable[[], None]:
        return lambda: self.press(what)

    # -- what is shown ---------------------------------------------------------------------

    def show_session(self, listed: Listed, entries: Sequence[Entry], session: Session) -> None:
        """Another session is on the page, or the same one read again."""
        other = self._listed is None or self._listed.session != listed.session
        self._listed, self._entries, self._session = listed, entries, session
        if other:
            self._bar.words.clear()
            self._problem = ""
            self._warned = None
        last = last_words(signing.signatures(entries))
        settled = listed.standing is Standing.SIGNED
        self._page.show_standing(say(listed.status), last, settled=settled)
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done now, and say why nothing can."""
        blocked = self._blocked()
        offered = set(self._does) if not blocked else set()
        if self._page.seal_code == "review.altered":
            offered -= {"next", "sign"}
        self._bar.offer(offered)
        self._page.say(self._problem or blocked)

    def _blocked(self) -> str:
        """Why nothing can be stored in this session; empty where it can."""
        listed = self._listed
        if self._busy is not None:
            return say("sign.busy")
        if self._held:
            return say("sign.held", who=self._held)
        if listed is None or listed.standing is Standing.NOT_FINISHED:
            return say("error.not_ended")
        return "" if listed.of_a_patient else say("sign.not_patient")

    def _note_holder(self, who: str) -> None:
        if who != self._held:
            self._held = who
            self.refresh()

    def _say(self, sentence: str) -> None:
        self._problem = sentence
        self.refresh()

    # -- pressing --------------------------------------------------------------------------

    def press(self, what: str) -> None:
        """Do what a button or a key asks for: next, sign, return or amend."""
        listed = self._listed
        if listed is None or listed.session != self._list.session():
            return  # the list runs on: what is seen is not what is chosen
        self._say("")
        if not self._blocked():
            self._does[what]()

    def _sign(self, what: str) -> None:
        listed = self._listed
        assert listed is not None
        if self._page.seal_code == "review.checking":
            self._say(say("sign.checking"))
        elif self._page.seal_code == "review.altered":
            self._say(say("error.sign_altered"))
        elif what == "next" and not listed.waits:
            self._go_on()
        elif not self._warn(listed.session):
            self._ask(Act.REVIEW, Meaning.SUPERVISOR_REVIEWED, what)

    def _warn(self, session: int) -> bool:
        """Say once what was not looked at; whoever signs again has been told, and signs."""
        warning = self._page.entries.unseen.warning
        if not warning or self._warned == session:
            return False
        self._warned = session
        self._say(warning)
        return True

    def _return(self) -> None:
        if self._bar.said:
            self._ask(Act.REVIEW, Meaning.RETURNED, "return")
        else:
            self._say(say("error.question_missing"))
            self._bar.words.setFocus()

    def _ask(self, act: Act, meaning: Meaning, what: str) -> None:
        """Ask who it is, then sign what was on the page when it was asked."""
        listed, session = self._listed, self._session
        assert listed is not None
        assert session is not None

        def then(by: str) -> None:
            if not self._named(by):
                return
            if meaning is not Meaning.RETURNED and self._has_signed(by):
                self._say(say("sign.already", by=by))
                return
            self._begin(what)
            signature = Signature(
                t_ms=0, by=by, meaning=meaning, head="", comment=self._bar.said or None
            )
            may = session.profile.review.author_may_review
            self._signer.sign(listed.session, signature, author_may_review=may)

        self.who(act, self._if_still(listed, then))

    def _if_still(self, listed: Listed, then: Callable[[str], None]) -> Callable[[str], None]:
        """A PIN takes its time: whoever has gone on to another session signs nothing."""

        def when_known(by: str) -> None:
            if self._listed is not None and self._listed.session == listed.session:
                then(by)

        return when_known

    def _named(self, by: str) -> bool:
        if not by:
            self._say(say("error.signature_nameless"))
            self._bar.name.setFocus()
        return bool(by)

    def _has_signed(self, by: str) -> bool:
        """Whether this review is theirs already, with nothing asked or answered since."""
        taken = reversed(signing.signatures(self._entries))
        for signature in (s for s in taken if s.meaning is not Meaning.AMENDED):
            if signature.meaning not in signing.REVIEWS:
                return False
            if same_name(signature.by or "", by):
                return True
        return False

    # -- amending --------------------------------------------------------------------------

    def _amend(self) -> None:
        line, listed, session = self._page.entries.chosen(), self._listed, self._session
        if line is None or line.gone or isinstance(line.entry, Correction | Signature):
            self._say(say("sign.choose_entry"))
            self._page.entries.setFocus()
            return
        assert listed is not None
        assert session is not None
        sizes = theme.sizes_for(self._page.window().height(), self._page.window().width())
        if self.amending is not None:
            self.amending.close()
        self.amending = dialog = AmendDialog(self._page.window(), sizes, line.entry)
        then = self._if_still(listed, lambda by: self._store(listed.session, dialog.amendment, by))
        dialog.accepted.connect(lambda: self.who(Act.AMEND, then))
        dialog.finished.connect(self._forget_dialog)
        dialog.show()

    def _forget_dialog(self) -> None:
        self.amending = None

    def _store(self, session: int, amendment: Amendment | None, by: str) -> None:
        if amendment is not None and self._named(by):
            self._begin("amend")
            self._signer.amend(session, amendment, by)

    # -- what came of it -------------------------------------------------------------------

    def _begin(self, what: str) -> None:
        self._busy = what
        self.refresh()

    def _note_stored(self, session: int) -> None:
        what, self._busy = self._busy, None
        if what != "amend":
            self._bar.words.clear()
        self.stored.emit(session)
        self.refresh()
        if what == "next":
            self._go_on()

    def _go_on(self) -> None:
        if not self._list.go_to_next():
            self._say(say("sign.none_left"))
        self._list.setFocus()

    def _refuse(self, _session: int, field: str, sentence: str) -> None:
        self._busy = None
        self._say(sentence)
        if field == "by":
            self._bar.name.setFocus()


def last_words(taken: Sequence[Signature]) -> str:
    """Say who signed last, as what and when, with a question or comment."""
    if not taken:
        return say("sign.unsigned")
    last = taken[-1]
    at = last.at or last.entered_at
    told = {
        "meaning": say(f"meaning.{last.meaning}"),
        "by": last.by,
        "day": short_date(at.astimezone(), year=False) if at else "",
        "at": clock_time(at),
    }
    if not last.comment:
        return say("sign.last", **told)
    return say("sign.last.asked", words=reason_words(last.comment), **told)
