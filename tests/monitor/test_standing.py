"""What was withdrawn is gone, with what replaced it in its place in time."""

from monitor.events import Correction, Mark
from monitor.standing import still_standing
from tests.monitor.records import Numbered


def test_what_stands_is_in_the_order_it_was_true() -> None:
    """A late entry before what was entered earlier; of one moment, the first told first."""
    make = Numbered()
    entries = [
        make.take(Mark, 30),
        make.take(Mark, 20),
        make.take(Mark, 20),
        make.take(Correction, 40, of=1, replaced_by=5, reason="slip"),
        make.take(Mark, 10),
    ]
    assert [entry.seq for entry in still_standing(entries)] == [5, 2, 3, 4]
    assert still_standing(iter(entries)) == still_standing(entries)
