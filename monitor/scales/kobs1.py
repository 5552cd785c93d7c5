"""KOBS-1, our own quick set of five: detachment, perception, distress, arousal, nausea."""

from monitor.scale import Item, Scale
from monitor.scales._parts import STEPS, arousal

SCALE = Scale(
    id="kobs1",
    version="1",
    title="KOBS-1",
    rater="observer",
    items=(
        Item("detachment", 0, 4, STEPS, title="Detachment"),
        Item("perception", 0, 4, STEPS, title="Change of perception"),
        Item("distress", 0, 4, STEPS, title="Distress"),
        arousal("arousal", "Arousal"),
        Item("nausea", 0, 10, extra=("cannot_answer",), title="Nausea, patient's number"),
    ),
    source="Dripwatch, 2026: five unlike things in one look; dissociation 0-4 as everywhere",
    wording="ours; ships",
    # Arousal falls while the others rise: a sum of them would mean nothing.
    rule="none",
    how="Our own quick set. Not validated, so it has no total.",
    shortcut="K",
)
