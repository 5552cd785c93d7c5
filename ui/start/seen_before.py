"""What the record tells the start screen: who was here lately, and by which treatment. No Qt."""

from dataclasses import dataclass
from pathlib import Path

from monitor.archive import Archive
from monitor.events import SessionKind
from monitor.last_time import LastTime, Patient, RecentPatient, last_time, recent_patients
from monitor.returned import Returned, returned_to

MOST = 60
"""As many patients are offered; somebody not seen for longer is entered anew."""


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """Patients, the last one first; the name of the last profile, empty where there was none."""

    patients: tuple[RecentPatient, ...] = ()
    profile: str = ""


def seen_before(record: Path) -> SeenBefore:
    """Read the list. RecordError where the record cannot be read."""
    if not record.exists():
        return SeenBefore()
    with Archive(record) as archive:
        rows = (row for row in archive.sessions(limit=50) if row.kind is SessionKind.PATIENT)
        last = next(rows, None)
        # A version is named "iv-ketamine-40 v2".
        name = last.rules_version.rpartition(" v")[0] if last else ""
        return SeenBefore(tuple(recent_patients(archive, MOST)), name)


def last_time_of(record: Path, patient: Patient) -> LastTime | None:
    """Read what the patient's last session came to. RecordError as above."""
    with Archive(record) as archive:
        return last_time(archive, patient)


def returned_of(record: Path, nurse: str) -> list[Returned]:
    """Read which sessions wait for an answer of this nurse. RecordError as above."""
    if not nurse or not record.exists():
        return []
    with Archive(record) as archive:
        return returned_to(archive, nurse)
