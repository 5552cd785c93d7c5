"""Where a session stands and how long it still takes."""

from monitor.events import InfusionChange, Phase, PhaseChange, PumpStep
from monitor.profile import shipped
from monitor.session import Session
from tests.ui.infusion_course import START, at, course, wall
from ui.session_clock import left_words, phase_words


def test_an_infusion_counts_up_and_down() -> None:
    """With the time of day at which it ends."""
    session = course(23).session()
    assert phase_words(session, at(23)) == "Infusion 23:00"
    assert left_words(session, at(23), wall) == "17:00 left · ends 14:40"


def test_a_pause_pushes_the_end() -> None:
    """About: nobody knows how long it lasts."""
    session = course(23).session()
    session.apply(InfusionChange(t_ms=at(20), seq=900, by="Adeyemi", step=PumpStep.PAUSED))
    assert left_words(session, at(23), wall) == "Paused 3:00 · ends about 14:43"


def test_the_planned_time_is_a_question_and_no_end() -> None:
    """The phase does not change by itself."""
    session = course(41).session()
    assert left_words(session, at(41), wall) == "Planned 40:00 reached. Has the pump finished?"


def test_outside_an_infusion_nothing_is_left() -> None:
    """Recovery counts from the stop, preparation not at all."""
    session = course(41).session()
    session.apply(InfusionChange(t_ms=at(40), seq=900, by="Adeyemi", step=PumpStep.STOPPED))
    session.apply(PhaseChange(t_ms=at(40), seq=901, phase=Phase.RECOVERY))
    assert phase_words(session, at(41.5)) == "Recovery 1:30"
    assert left_words(session, at(41.5), wall) == ""
    assert phase_words(Session(shipped(), START), 5000) == "Prep"
