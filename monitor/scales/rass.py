"""Agitation and sedation in one range, -5 to +4: the RASS, in our own words."""

from monitor.scale import Item, Scale

SCALE = Scale(
    id="rass",
    version="1",
    title="Agitation and sedation (RASS)",
    rater="observer",
    items=(
        Item(
            id="rass",
            low=-5,
            high=4,
            anchors={
                4: "Combative",
                3: "Very agitated",
                2: "Agitated",
                1: "Restless",
                0: "Alert and calm",
                -1: "Looks at you over 10 s when called",
                -2: "Looks at you under 10 s when called",
                -3: "Stirs when called, does not look",
                -4: "Stirs only when touched",
                -5: "No answer",
            },
            high_first=True,
        ),
    ),
    source="RASS -5 to +4, structure as in the R package cliot; paraphrased",
    wording="our own words; ships",
    how="Watch first, then call, then touch.",
)
