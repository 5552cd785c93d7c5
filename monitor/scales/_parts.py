"""Items that several scales share. Data and functions that make data; no scale of its own."""

from collections.abc import Mapping

from monitor.scale import Item, PassMark, Scale

STEPS = {0: "None", 1: "Mild", 2: "Moderate", 3: "Severe", 4: "Extreme"}
"""One range for everything that is dissociation (nurse's and KOBS-1 alike)."""

AROUSAL = {
    5: "Awake",
    4: "Sluggish",
    3: "Only to loud voice",
    2: "Only to shaking",
    1: "No answer to shaking",
    0: "No answer to pain",
}
"""The steps of the MOAA/S in our own words."""


def flag(item: str, title: str) -> Item:
    """Ask for no or yes, 0 or 1."""
    return Item(item, 0, 1, {0: "No", 1: "Yes"}, title=title, numbered=False)


def arousal(item: str, title: str = "") -> Item:
    """Ask for the MOAA/S number, 0 to 5 only: a variant from 1 to 6 is printed here and there."""
    return Item(
        item,
        low=0,
        high=5,
        anchors=AROUSAL,
        extra=("not_woken",),
        title=title,
        high_first=True,
        folded=(1, 0),
        folded_as="≤1 No answer…",
        brief={3: "If called", 2: "If shaken", 1: "No answer"},
    )


def graded(item: str, title: str, anchors: Mapping[int, str]) -> Item:
    """Grade a question of a discharge score 2, 1 or 0, best first."""
    return Item(item, 0, 2, anchors, title=title, high_first=True)


def numeric(scale: str, title: str, worst: str) -> Scale:
    """Make a generic numeric rating, 0 to 10, that the patient gives; `worst` is what 10 means."""
    anchors = {0: "None", 10: worst}
    return Scale(
        scale,
        "1",
        f"{title}, patient's number",
        "patient",
        (Item(scale, 0, 10, anchors, extra=("cannot_answer",)),),
        source="numeric rating scale 0-10, whole numbers; a public concept",
        wording="generic; ships",
        worst="highest",
    )


def aldrete(scale: str, title: str, bounds: tuple[str, str, str]) -> Scale:
    """Make the modified Aldrete score; `bounds` say what 2, 1 and 0 for the pressure are."""
    best, middle, poor = bounds
    return Scale(
        scale,
        "1",
        title,
        "observer",
        (
            graded("activity", "Moves", {2: "All four limbs", 1: "Two limbs", 0: "None"}),
            graded(
                "respiration",
                "Breathing",
                {2: "Deep breath and cough", 1: "Limited or laboured", 0: "None"},
            ),
            graded("circulation", "Pressure against before", {2: best, 1: middle, 0: poor}),
            graded("consciousness", "Consciousness", {2: "Awake", 1: "Rousable", 0: "No answer"}),
            graded(
                "oxygen",
                "Oxygen saturation",
                {2: "Over 92 % on air", 1: "Over 90 % with oxygen", 0: "Below 90 % with oxygen"},
            ),
        ),
        source="modified Aldrete 1995, five items: World J Gastroenterol 2015;21:3671, table 2",
        wording="structure with our own words; ships",
        discharge=True,
        pass_mark=PassMark(9, "World J Gastroenterol 2015;21:3671, table 2"),
    )


def padss_items() -> tuple[Item, ...]:
    """Return the questions of the PADSS, bleeding among them."""
    return (
        graded(
            "vital_signs",
            "Pressure and pulse against before",
            {2: "Within 20 %", 1: "Off by 20 to 40 %", 0: "Off by over 40 %"},
        ),
        graded(
            "activity",
            "Oriented and steady on the feet",
            {2: "Both", 1: "One of them", 0: "Neither"},
        ),
        graded("discomfort", "Pain, nausea, vomiting", {2: "Little", 1: "Moderate", 0: "Severe"}),
        graded("bleeding", "Bleeding", {2: "Little", 1: "Moderate", 0: "Severe"}),
        graded("intake", "Drinks, passes urine", {2: "Both", 1: "One of them", 0: "Neither"}),
    )


def by_number(numbers: tuple[int, ...], low: int, high: int) -> tuple[Item, ...]:
    """Make items that are only a number and a range: their wording is not ours to ship."""
    return tuple(Item(f"{number:02d}", low, high) for number in numbers)
