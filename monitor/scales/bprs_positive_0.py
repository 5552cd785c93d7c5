"""The four positive items of the BPRS, each 0 to 6: numbers only. The clinic brings the wording."""

from monitor.scale import Scale
from monitor.scales._parts import by_number

SCALE = Scale(
    id="bprs_positive_0",
    version="1",
    title="BPRS+ (0–6)",
    rater="observer",
    # Their numbers in the version of 18 items.
    items=by_number((4, 11, 12, 15), low=0, high=6),
    source="four positive items of the BPRS counted from 0, total 0-24; as in NCT04226963",
    wording="the authors'; the clinic supplies it with a permission",
    licensed=True,
    worst="highest",
)
