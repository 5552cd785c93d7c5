"""What the seal says of a session now, for its report. Reads the record, draws nothing."""

from collections.abc import Sequence
from pathlib import Path

from monitor.verification import State, verify
from ui.report.clinic import Clinic
from ui.report.told import About


def about(
    record: Path, session: int, course: Sequence[int] = (), clinic: Clinic | None = None
) -> About:
    """Check the seal and take its digest, which `dripwatch verify --digest` finds again.

    course: the numbers of the patient's sessions, the first one first; none where nobody is a
    patient. RecordError: the record cannot be read. Of an altered session there is no digest: it
    would say nothing.
    """
    found = verify(record, session)
    verdict = next(one for one in found.sessions if one.session == session)
    return About(
        clinic=clinic or Clinic(),
        digest="" if found.state is State.ALTERED else verdict.digest,
        seal=found.state,
        place=(course.index(session) + 1, len(course)) if session in course else None,
    )
