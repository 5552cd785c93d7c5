"""What the record knows of an alarm's course, whatever came after it."""

from monitor.events import AlarmStep, LinkState
from tests.ui.alarmed import Alarmed
from ui.alarm_course import answer_to, cuff_of, ended_ms, silence_of, was_waiting


def test_an_alarm_has_the_cuff_that_was_there_when_it_was_told() -> None:
    """Not one that came later."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    first = alarmed.alarm().told
    alarmed.cuff(150, 166, 92)
    second = alarmed.alarm().told
    cuffs = [cuff_of(told, alarmed.session) for told in (first, second)]
    assert [cuff.systolic for cuff in cuffs if cuff is not None] == [164, 166]


def test_a_repeat_tells_confirmed_from_waited_for() -> None:
    """Told without a second cuff, it waited."""
    seconded, alone = Alarmed(), Alarmed()
    for alarmed in (seconded, alone):
        alarmed.cuff(60, 164, 92)
    seconded.cuff(150, 166, 92)
    alone.until(420)
    for alarmed, waited in ((seconded, False), (alone, True)):
        told = alarmed.alarm().told
        assert told.step is AlarmStep.RAISED
        cuff = cuff_of(told, alarmed.session)
        assert cuff is not None
        assert was_waiting(told, cuff, alarmed.session) is waited


def test_a_silence_is_the_last_one_before_the_alarm() -> None:
    """From its first word; what became of the link later does not change it."""
    alarmed = Alarmed()
    alarmed.link(20, LinkState.LOST)
    alarmed.link(40, LinkState.RECEIVING)
    alarmed.link(60, LinkState.SILENT)
    alarmed.until(90)
    told = alarmed.alarm("link", "ge-dinamap").told
    alarmed.link(100, LinkState.LOST)
    assert silence_of(told, alarmed.session) == (60_000, LinkState.SILENT)


def test_its_end_and_its_answer_are_its_own() -> None:
    """An alarm nobody answered has none, and one that stands no end but its own beginning."""
    alarmed = Alarmed()
    alarmed.cuff(60, 164, 92)
    alarmed.cuff(150, 166, 92)
    told = alarmed.alarm().told
    assert answer_to(told, alarmed.session) is None
    assert ended_ms(told, alarmed.session) == told.t_ms
    alarmed.cuff(400, 140, 84)
    assert ended_ms(told, alarmed.session) == 400_000
    alarmed.acknowledge(430)
    answer = answer_to(told, alarmed.session)
    assert answer is not None
    assert (answer.t_ms, answer.by) == (430_000, "Adeyemi")
