"""The short form of `make tamper`: every change is found, and no untouched record is blamed."""

from unittest.mock import patch

from monitor import verification
from tests.tamper import tamper, untouched

TIMES = 300


def test_no_change_goes_unseen() -> None:
    """A forgery that is sound in itself is told by the digest; by hand ten thousand."""
    found = tamper(TIMES)
    assert found.wrong == []
    assert found.tried.total() == TIMES


def test_no_untouched_record_is_blamed() -> None:
    """Written to, ended, amended, closed, vacuumed, backed up: none of it is a finding."""
    found = untouched(TIMES)
    assert found.wrong == []
    assert found.tried.total() == TIMES


def test_a_seal_that_looked_away_would_be_found() -> None:
    """The study sees what it is there to see."""
    with patch.object(verification._SessionCheck, "_vitals", lambda self: iter(())):
        assert tamper(100).wrong
