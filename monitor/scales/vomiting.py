"""Vomiting and retching: events to count, each an entry of its own."""

from monitor.scale import Item, Scale

SCALE = Scale(
    id="vomiting",
    version="1",
    title="Vomiting",
    rater="observer",
    items=(
        Item("vomited", 1, 5, title="Vomited, times"),
        Item("retched", 1, 5, title="Retched, times"),
    ),
    source="emetic episodes, counted apart when a minute or more lies between; generic",
    wording="generic; ships",
    separate=True,
    beside="nausea",
)
