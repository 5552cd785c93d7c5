"""What the seal says on a report: a digest that verify finds, none of an altered record."""

from pathlib import Path

from monitor.verification import State, verify
from tests.monitor.records import tampering, write
from ui.report.about import about


def test_the_digest_is_found_again(tmp_path: Path) -> None:
    """By `dripwatch verify FILE SESSION --digest`."""
    record = write(tmp_path / "r.sqlite", seconds=3)
    known = about(record, 1, [1, 4])
    assert (known.seal, known.place) == (State.INTACT, (1, 2))
    assert verify(record, 1, digest=known.digest).state is State.INTACT


def test_an_altered_session_has_no_digest(tmp_path: Path) -> None:
    """It would lend its numbers a seal."""
    record = write(tmp_path / "r.sqlite", seconds=3)
    with tampering(record) as connection:
        connection.execute("UPDATE vitals SET heart_rate = 60")
    known = about(record, 1)
    assert (known.seal, known.digest) == (State.ALTERED, "")
