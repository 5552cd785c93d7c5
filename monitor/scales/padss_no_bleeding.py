"""The PADSS without its question on bleeding, 0 to 8: another scale, without a known pass mark."""

from monitor.scale import Scale
from monitor.scales._parts import padss_items

SCALE = Scale(
    id="padss_no_bleeding",
    version="1",
    title="PADSS without bleeding",
    rater="observer",
    items=tuple(item for item in padss_items() if item.id != "bleeding"),
    source="PADSS less one item; nobody has published a pass mark for it",
    wording="structure with our own words; ships",
    discharge=True,
)
