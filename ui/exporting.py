"""A session as the bytes of an export, composed alike for the window and the command line.

What an export is made from comes together here; what a format looks like is monitor/exports/.
"""

from devices.driver import models
from monitor.deidentifying import deidentified
from monitor.errors import ProfileError
from monitor.export_run import Names
from monitor.extract import Extract
from monitor.history import History
from monitor.listing import SessionRow
from ui import places
from ui.describe import describe
from ui.words import WORDS, say


def extract(row: SessionRow, history: History, names: Names | None = None) -> Extract:
    """Return what a format is given of a session.

    names: what the session and its patient are called outside; with them everything else that
    would tell who it was is left out. ProfileError: the clinic's own codes cannot be read.
    """
    whole = Extract(
        history=history,
        subject=row.record_number or row.patient,
        ended_ms=row.ended_ms,
        describe=describe,
        say=say,
        codes=_codes(),
    )
    if names is None:
        return whole
    codes = {code.rpartition(".")[2] for code in WORDS}
    words = frozenset({*models(), *codes})
    return deidentified(whole, uid=names.uid, subject=names.subject, words=words)


def _codes() -> str:
    """Return the clinic's own codes, if it has any."""
    path = places.clinic_codes()
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError("codes_unreadable", path=str(path)) from error
