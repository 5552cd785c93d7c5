"""What else is seen: signs that begin and end, each an entry of its own.

An answer of 0 says that a sign is gone, 1 to 3 how bad it is, "started" that it is there.
"""

from monitor.scale import Answer, Item, Scale

GONE = 0
STARTED = "started"
SEVERITY = {GONE: "Gone", 1: "Mild", 2: "Moderate", 3: "Severe"}
PRESENT: tuple[Answer, ...] = (STARTED, 1, 2, 3)


def _sign(sign: str, title: str, *, more: bool = True, prompts: tuple[Answer, ...] = ()) -> Item:
    return Item(
        sign,
        GONE,
        3,
        SEVERITY,
        extra=(STARTED,),
        title=title,
        numbered=False,
        more=more,
        prompts=prompts,
    )


SCALE = Scale(
    id="also_seen",
    version="1",
    title="Also seen",
    rater="observer",
    items=(
        _sign("dizzy", "Dizzy", more=False),
        _sign("anxious", "Anxious", more=False),
        _sign("seeing_hearing", "Seeing or hearing things", more=False),
        _sign("headache", "Headache", more=False, prompts=(3,)),
        _sign("sleepy", "Sleepy"),
        _sign("blurred_double", "Blurred or double vision"),
        _sign("tearful", "Tearful"),
        _sign("agitated", "Agitated"),
        _sign("floaty", "Floaty"),
        _sign("itching", "Itching"),
        _sign("chest_pain", "Chest pain", prompts=PRESENT),
        _sign("short_of_breath", "Short of breath", prompts=PRESENT),
        _sign("palpitations", "Palpitations"),
        _sign("iv_site", "IV site"),
        _sign("needs_toilet", "Needs toilet"),
    ),
    source="Dripwatch, 2026: signs with onset, end and severity",
    wording="ours; ships",
    rule="none",
    separate=True,
    shortcut="A",
)
