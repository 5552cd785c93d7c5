"""Nausea as the patient rates it, 0 to 10. A generic numeric rating scale."""

from monitor.scale import Item, Scale

SCALE = Scale(
    id="nausea",
    version="1",
    title="Nausea, patient's number",
    rater="patient",
    items=(Item(id="nausea", low=0, high=10, extra=("cannot_answer",)),),
    source="numeric rating scale 0-10; medians by category: Acad Emerg Med 2015, PubMed 25996342",
    wording="generic; ships",
    lane=True,
    worst="highest",
    shortcut="N",
)
