"""Which scales have a lane follows from the profile and the scales' own data."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from monitor import scale
from monitor.events import Entry
from monitor.profile import shipped
from monitor.scale import Item, Scale
from monitor.session import Session
from tests.ui.infusion_course import START, course, observation, wall
from ui import theme
from ui.chart import lanes as module
from ui.chart.lanes import lanes, scales_with_lane
from ui.chart.paper import Paper
from ui.chart.score_lane import ScoreLane


def session(*scales: str, entries: tuple[Entry, ...] = ()) -> Session:
    """Return a session whose profile has these scales."""
    profile = msgspec.structs.replace(shipped(), scales=scales)
    made = Session(profile, START)
    for seq, entry in enumerate(entries, start=1):
        made.apply(replace(entry, seq=seq))
    return made


def test_the_lanes_stand_in_the_designs_order(qapp: QApplication) -> None:
    """Measured ones, the infusion, the scales as the profile has them, alarms."""
    paper = Paper(session("sedation", "dissociation", "nausea"), theme.DARK, theme.FULL, wall)
    assert [lane.id for lane in lanes(paper)] == [
        "pressure",
        "rate",
        "spo2",
        "infusion",
        "sedation",
        "dissociation",
        "nausea",
        "alarms",
    ]


def test_only_scales_that_ask_for_a_lane_have_one() -> None:
    """And only those of this profile."""
    assert [s.id for s in scales_with_lane(session("nausea", "also_seen", "suds"))] == ["nausea"]
    assert scales_with_lane(session()) == []


def test_what_was_answered_is_drawn_whatever_the_profile_says() -> None:
    """An older record may hold more."""
    seen = (observation("sedation", 3, 4),)
    found = scales_with_lane(session("dissociation", entries=seen))
    assert [s.id for s in found] == ["dissociation", "sedation"]


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> Scale:
    """A scale nobody thought of, in a file of its own."""
    made = Scale(
        id="warmth",
        version="1",
        title="Warmth, patient's word",
        rater="patient",
        items=(Item("warmth", 1, 3),),
        source="test",
        wording="ours",
        rule="none",
        lane=True,
    )
    known: Mapping[str, Scale] = MappingProxyType({**scale.scales(), made.id: made})
    monkeypatch.setattr(module, "spoken_scales", lambda: known)
    return made


def test_a_scale_of_another_kind_gets_a_plain_lane(qapp: QApplication, another: Scale) -> None:
    """Named by its title, in a colour that means nothing, without bars."""
    paper = Paper(session("warmth"), theme.DARK, theme.FULL, wall)
    (lane,) = (lane for lane in lanes(paper) if isinstance(lane, ScoreLane))
    assert (lane.id, lane.item, lane.label, lane.bars) == ("warmth", "warmth", "Warmth", False)
    assert lane.colour == theme.colour(theme.DARK.dim)


def test_the_pictures_course_has_what_its_profile_has(qapp: QApplication) -> None:
    """As shipped."""
    made = course().session()
    wanted = {s for s in made.profile.scales if scale.scales()[s].lane}
    assert wanted <= {lane.id for lane in lanes(Paper(made, theme.DARK, theme.FULL, wall))}
