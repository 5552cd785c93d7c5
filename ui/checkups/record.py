"""The clinic's record: whether there is one, who writes it, and whether it is as it was sealed."""

from collections.abc import Iterator
from pathlib import Path

from monitor.errors import DripwatchError
from monitor.verification import State, verify
from ui import places
from ui.checkup import Finding, advice, well, wrong
from ui.words import complain


def look(record: Path | None = None) -> Iterator[Finding]:
    """Check the seal of every session; nothing is written, and a session that runs goes on."""
    try:
        path = record or places.clinic_record()
        if not path.exists():
            yield _not_there(path)
            return
        found = verify(path)
    except DripwatchError as error:
        yield wrong("record_unusable", why=complain(error))
        return
    told = {"path": path, "count": len(found.sessions)}
    altered = found.state is State.ALTERED
    yield wrong("record_altered", **told) if altered else well("record_sealed", **told)


def _not_there(path: Path) -> Finding:
    if path.is_symlink():
        return wrong("record_dangling", path=path, to=path.readlink())
    return advice("record_none", path=path)
