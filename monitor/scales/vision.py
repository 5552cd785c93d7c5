"""What is wrong with seeing: any of three signs."""

from monitor.scale import Scale
from monitor.scales._parts import flag

SCALE = Scale(
    id="vision",
    version="1",
    title="Vision",
    rater="observer",
    items=(
        flag("blurred", "Sees blurred"),
        flag("double", "Sees double"),
        flag("nystagmus", "Nystagmus seen"),
    ),
    source="Dripwatch, 2026: three flags",
    wording="ours; ships",
    rule="none",
)
