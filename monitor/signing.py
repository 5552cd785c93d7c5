"""What signatures mean: how a session stands, and what may still be added to it. Pure; no file.

A nurse completes, a supervisor or prescriber reviews or returns with a question, and what is added
to a session that was reviewed is an amendment: it has a reason and a name, and takes nothing away.
"""

from collections.abc import Iterable
from enum import StrEnum

from monitor.events import Entry, Meaning, Signature
from monitor.people_here import same_name

REVIEWS = frozenset({Meaning.PRESCRIBER_REVIEWED, Meaning.SUPERVISOR_REVIEWED})

REASONS = (
    "entry_error",
    "late_entry",
    "wrong_patient",
    "artefact",
    "device_fault",
    "clarification",
    "other",
)
"""Why an entry is corrected (clinical table 6.1); "other" is followed by words."""


class Standing(StrEnum):
    """Where a session stands between its nurse and its reviewer."""

    NOT_FINISHED = "not_finished"
    TO_REVIEW = "to_review"
    RETURNED = "returned"
    SIGNED = "signed"


def standing(entries: Iterable[Entry], *, ended: bool) -> Standing:
    """Return where a session stands by its signatures, the one taken last first."""
    if not ended:
        return Standing.NOT_FINISHED
    for signature in reversed(signatures(entries)):
        if signature.meaning in REVIEWS:
            return Standing.SIGNED
        if signature.meaning is Meaning.RETURNED:
            return Standing.RETURNED
        if signature.meaning is Meaning.NURSE_COMPLETED:
            return Standing.TO_REVIEW
    return Standing.TO_REVIEW


def signatures(entries: Iterable[Entry]) -> list[Signature]:
    """Return every signature in the order in which they were taken."""
    found = (entry for entry in entries if isinstance(entry, Signature))
    return sorted(found, key=lambda entry: entry.seq or 0)


def question(entries: Iterable[Entry]) -> Signature | None:
    """Return the return that waits for its nurse, with the question; None where none does."""
    entries = list(entries)
    if standing(entries, ended=True) is not Standing.RETURNED:
        return None
    return next(s for s in reversed(signatures(entries)) if s.meaning is Meaning.RETURNED)


def authors(entries: Iterable[Entry]) -> list[str]:
    """Return who entered something that is no signature, each once, in that order."""
    found: list[str] = []
    for entry in entries:
        by = entry.by
        if by and not isinstance(entry, Signature) and not any(same_name(by, one) for one in found):
            found.append(by)
    return found


def refuses(
    signature: Signature, entries: Iterable[Entry], *, ended: bool, author_may_review: bool = False
) -> str | None:
    """Say by a code why somebody cannot sign so, or None.

    entries: what the session holds. author_may_review: the clinic's setting for a lone nurse.
    """
    entries = list(entries)
    if not signature.by:
        return "signature_nameless"
    if not ended:
        return "not_ended"
    wrote = authors(entries)
    if signature.meaning in REVIEWS and not author_may_review and _alone(signature.by, wrote):
        return "own_review"
    if signature.meaning is Meaning.RETURNED and not (signature.comment or "").strip():
        return "question_missing"
    if (
        signature.meaning is Meaning.AMENDED
        and standing(entries, ended=True) is not Standing.SIGNED
    ):
        return "not_signed"
    return None


def _alone(reviewer: str, wrote: list[str]) -> bool:
    """Whether nobody but the reviewer recorded the session."""
    return bool(wrote) and all(same_name(reviewer, one) for one in wrote)
