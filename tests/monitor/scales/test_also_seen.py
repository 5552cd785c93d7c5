"""What else is seen."""

from monitor.scales.also_seen import SCALE


def test_four_signs_stand_in_the_row_and_the_others_behind_more() -> None:
    """Nurse's page, B11."""
    assert [item.id for item in SCALE.items if not item.more] == [
        "dizzy",
        "anxious",
        "seeing_hearing",
        "headache",
    ]
    assert len(SCALE.items) == 15


def test_a_sign_starts_has_a_severity_and_goes() -> None:
    """Each answer is an entry of its own, without a score."""
    for item in SCALE.items:
        assert item.answers == (0, 1, 2, 3, "started")
        assert item.anchors[0] == "Gone"
    assert SCALE.entries({"dizzy": "started", "headache": 2}) == [
        {"dizzy": "started"},
        {"headache": 2},
    ]
    assert SCALE.score({"dizzy": 3}) is None


def test_three_signs_show_the_clinics_protocol() -> None:
    """Chest pain and short breath at once, a headache when it is severe."""
    prompting = {item.id: item.prompts for item in SCALE.items if item.prompts}
    assert prompting == {
        "chest_pain": ("started", 1, 2, 3),
        "short_of_breath": ("started", 1, 2, 3),
        "headache": (3,),
    }
