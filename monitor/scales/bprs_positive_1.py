"""The four positive items of the BPRS, each 1 to 7: numbers only. The clinic brings the wording."""

from monitor.scale import Scale
from monitor.scales._parts import by_number

SCALE = Scale(
    id="bprs_positive_1",
    version="1",
    title="BPRS+ (1–7)",
    rater="observer",
    # Their numbers in the version of 18 items.
    items=by_number((4, 11, 12, 15), low=1, high=7),
    source="four positive items of the BPRS counted from 1, total 4-28; the other school",
    wording="the authors'; the clinic supplies it with a permission",
    licensed=True,
    worst="highest",
)
