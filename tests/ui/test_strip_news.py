"""What is wrong, the worst first: of the rules, of links and of the disk, each said once."""

from monitor.events import LinkState, Phase, Priority, SaveFailed
from tests.ui.alarmed import Alarmed
from ui.saved_state import SavedState
from ui.strip_news import News, news


def found(alarmed: Alarmed, saved: SavedState | None = None) -> list[News]:
    """What is so now."""
    return news(alarmed.session, saved or SavedState(), alarmed.wall, alarmed.now_ms)


def titles(alarmed: Alarmed, saved: SavedState | None = None) -> list[str]:
    """Its titles, in their order."""
    return [one.title for one in found(alarmed, saved)]


def failing() -> SavedState:
    """A disk that refused at 14:01."""
    saved = SavedState()
    saved.take(SaveFailed(t_ms=60_000, reason="record_full"))
    return saved


def test_nothing_is_wrong() -> None:
    """Then there is nothing to say."""
    assert titles(Alarmed()) == []


def test_what_asks_to_be_seen_comes_first_then_the_graver() -> None:
    """Flashing, not confirmed, and all that nobody need look at now, answered last."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    alarmed.see(61, "also_seen", "chest_pain", "started")
    assert titles(alarmed) == ["Chest pain 14:01", "SYS 164 (limit 160), not confirmed"]
    alarmed.cuff(150, 186, 92)
    assert [one.priority for one in found(alarmed)] == [Priority.HIGH, Priority.MEDIUM]


def test_a_link_is_said_before_its_rule_and_once_with_it() -> None:
    """With every alarm that is about it, to be answered together."""
    alarmed = Alarmed(Phase.BASELINE)
    alarmed.link(60, LinkState.LOST)
    (at_once,) = found(alarmed)
    assert (at_once.line, at_once.alarms) == ("△  * No data from monitor since 14:01", ())
    alarmed.until(80)
    (later,) = found(alarmed)
    assert later.line == "▲  ** No data from monitor since 14:01"
    assert (later.flashes, len(later.alarms)) == (True, 1)
    assert later.spoken.endswith("Look at the patient and the monitor. Alarms cannot be checked.")


def test_of_two_devices_the_silent_one_is_named() -> None:
    """The other goes on."""
    alarmed = Alarmed(Phase.BASELINE)
    alarmed.link(10, LinkState.RECEIVING, "nonin")
    alarmed.link(60, LinkState.SILENT, "nonin")
    assert titles(alarmed) == ["Nonin silent since 14:01"]
    alarmed.link(61, LinkState.LOST)
    assert titles(alarmed) == ["No data from monitor since 14:01"]


def test_a_disk_that_fails_is_not_a_message() -> None:
    """It is told in full before the rule has found it, and comes before a link."""
    alarmed = Alarmed(Phase.BASELINE)
    alarmed.link(60, LinkState.LOST)
    assert titles(alarmed, failing()) == [
        "NOT SAVED since 14:01",
        "No data from monitor since 14:01",
    ]
    assert found(alarmed, failing())[0].filled


def test_who_answered_is_said_beside_and_the_hearer_is_not_told_again() -> None:
    """Until it is told anew."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    (first,) = found(alarmed)
    alarmed.cuff(150, 166, 92)
    (raised,) = found(alarmed)
    alarmed.acknowledge(170)
    (answered,) = found(alarmed)
    assert answered.what == "Acknowledged 14:02, Adeyemi"
    assert (raised.answered, answered.answered) == (False, True)
    assert raised.identity == answered.identity != first.identity
    assert not answered.flashes
