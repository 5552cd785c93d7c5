"""The CADSS in its version of 23 items: numbers and ranges only. The clinic brings the wording."""

from monitor.scale import Scale
from monitor.scales._parts import by_number

SCALE = Scale(
    id="cadss23",
    version="1",
    title="CADSS-23",
    rater="patient",
    items=by_number(tuple(range(1, 24)), low=0, high=4),
    source="CADSS (Bremner), version of 23 items, each 0-4, total 0-92: trial NCT04226963",
    wording="the author's; the clinic supplies it with a permission",
    licensed=True,
    worst="highest",
)
