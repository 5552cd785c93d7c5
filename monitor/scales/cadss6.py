"""The CADSS-6: six numbers of the version of 23 items. The clinic brings the wording."""

from monitor.scale import Scale
from monitor.scales._parts import by_number

SCALE = Scale(
    id="cadss6",
    version="1",
    title="CADSS-6",
    rater="patient",
    items=by_number((1, 2, 6, 7, 15, 22), low=0, high=4),
    source="items 1, 2, 6, 7, 15, 22 of 23, total 0-24: doi 10.1016/j.jad.2020.12.119; unvalidated",
    wording="the author's; the clinic supplies it with a permission",
    licensed=True,
    worst="highest",
)
