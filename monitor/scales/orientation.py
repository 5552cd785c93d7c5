"""Orientation to person, place and time, 0 to 3."""

from monitor.scale import Scale
from monitor.scales._parts import flag

SCALE = Scale(
    id="orientation",
    version="1",
    title="Orientation",
    rater="observer",
    items=(
        flag("person", "Knows who they are"),
        flag("place", "Knows where they are"),
        flag("time", "Knows the day"),
    ),
    source="Dripwatch, 2026: oriented to three, one point each",
    wording="ours; ships",
    worst="lowest",
)
