"""Distress as the patient rates it, 0 to 100 in tens. A public concept."""

from monitor.scale import Item, Scale

SCALE = Scale(
    id="suds",
    version="1",
    title="Distress (SUDS), patient's number",
    rater="patient",
    items=(
        Item(
            id="suds",
            low=0,
            high=100,
            step=10,
            anchors={0: "None", 100: "Worst"},
            extra=("cannot_answer",),
        ),
    ),
    source="subjective units of distress 0-100, in steps of 10; a public concept",
    wording="generic; ships",
    worst="highest",
)
