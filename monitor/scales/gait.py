"""How the patient walks, 0 steady to 2 unable."""

from monitor.scale import Item, Scale

SCALE = Scale(
    id="gait",
    version="1",
    title="Gait",
    rater="observer",
    items=(Item("gait", 0, 2, {0: "Steady", 1: "With help", 2: "Unable"}, numbered=False),),
    source="Dripwatch, 2026: steady, with help, unable",
    wording="ours; ships",
    worst="highest",
)
