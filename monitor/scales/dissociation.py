"""Dissociation as the nurse sees it, in one touch. Our own wording; not a validated instrument."""

from monitor.scale import Item, Scale

SCALE = Scale(
    id="dissociation",
    version="1",
    title="Dissociation",
    rater="observer",
    items=(
        Item(
            id="dissociation",
            low=0,
            high=4,
            anchors={0: "None", 1: "Mild", 2: "Moderate", 3: "Severe", 4: "Extreme"},
        ),
    ),
    source="Dripwatch, 2026: observed dissociation, one range 0-4 everywhere",
    wording="ours; ships",
    lane=True,
    worst="highest",
    shortcut="D",
)
