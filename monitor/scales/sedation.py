"""Sedation as the nurse sees it: the MOAA/S, 0 to 5, in our own words."""

from monitor.scale import Scale
from monitor.scales._parts import arousal

SCALE = Scale(
    id="sedation",
    version="1",
    title="Sedation",
    rater="observer",
    items=(arousal("sedation"),),
    source="MOAA/S 0-5 (Chernik 1990), structure as in the table of a Thorax supplement",
    wording="our own words; ships",
    lane=True,
    worst="lowest",
    shortcut="S",
)
