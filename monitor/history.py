"""One session as a whole, as views load it and a resumed session begins. No query lives here."""

from array import array
from dataclasses import dataclass, field

from monitor.events import Entry, SessionStart
from monitor.vitals import Vital


@dataclass(slots=True)
class History:
    """A session's start, its entries in seq order, and one column per vital, second by second.

    `t_ms` and each column have one length; NaN is "not measured". Corrections are entries like
    any other: `Session` applies them, so that nobody sees an old value by forgetting to look.
    """

    start: SessionStart
    entries: list[Entry] = field(default_factory=list)
    t_ms: "array[int]" = field(default_factory=lambda: array("q"))
    columns: "dict[Vital, array[float]]" = field(
        default_factory=lambda: {vital: array("d") for vital in Vital}
    )
    ended: bool = False

    @property
    def last_ms(self) -> int:
        """The last moment anything is known of."""
        last_entry = max((entry.t_ms for entry in self.entries), default=0)
        return max(last_entry, self.t_ms[-1] + 1000 if self.t_ms else 0)

    @property
    def last_seq(self) -> int:
        """The number of the last entry; 0 before any."""
        return max((entry.seq or 0 for entry in self.entries), default=0)
