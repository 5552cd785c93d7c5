"""The PADSS, five questions, 0 to 10, fit from 9."""

from monitor.scale import PassMark, Scale
from monitor.scales._parts import padss_items

SCALE = Scale(
    id="padss",
    version="1",
    title="PADSS",
    rater="observer",
    items=padss_items(),
    source="PADSS 0-10 with five items: Int J Oral Dent Health 2, 036, table 4",
    wording="structure with our own words; ships",
    discharge=True,
    pass_mark=PassMark(9, "Int J Oral Dent Health 2, 036, table 4"),
)
