"""Five minutes without a number of the patient are told, while a drug flows."""

from monitor.events import LinkState, ManualVitals, Phase
from tests.monitor.made import NURSE
from tests.ui.alarmed import Alarmed
from ui.strip_unseen import UNSEEN_MS, unseen_ms


def test_nobody_has_a_number_for_five_minutes() -> None:
    """Counted from the silence or from what was typed last, while a drug flows."""
    alarmed = Alarmed()
    alarmed.link(60, LinkState.LOST)
    assert unseen_ms(alarmed.session, 60_000 + UNSEEN_MS - 1) is None
    assert unseen_ms(alarmed.session, 60_000 + UNSEEN_MS) == UNSEEN_MS
    alarmed.bedside.tell(ManualVitals(t_ms=120_000, by=NURSE, pulse_rate=80))
    assert unseen_ms(alarmed.session, 60_000 + UNSEEN_MS) is None
    alarmed.link(130, LinkState.RECEIVING)
    assert unseen_ms(alarmed.session, 10_000_000) is None


def test_without_a_drug_that_flows_it_is_a_link_like_any_other() -> None:
    """No banner."""
    alarmed = Alarmed(Phase.BASELINE)
    alarmed.link(60, LinkState.LOST)
    assert unseen_ms(alarmed.session, 10_000_000) is None
