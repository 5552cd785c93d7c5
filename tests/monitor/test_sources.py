"""Which device gives a vital, and that a change of it is an entry."""

from monitor.events import Second, SourceChange
from monitor.sources import Sources
from monitor.vitals import Vital


def second(t_ms: int, device: str, value: float | None = 80) -> Second:
    """A second in which one device gave the pulse."""
    return Second(t_ms=t_ms, values={Vital.PULSE_RATE: value}, sources={Vital.PULSE_RATE: device})


def test_the_first_source_is_no_change() -> None:
    """Somebody has to begin."""
    sources = Sources()
    assert sources.changes(second(0, "monitor")) == []


def test_another_device_is_a_change() -> None:
    """With who gave it before; once it is taken there is no more to say."""
    sources = Sources()
    sources.apply_second(second(0, "monitor"))
    (change,) = sources.changes(second(1000, "oximeter"))
    assert isinstance(change, SourceChange)
    assert (change.vital, change.source, change.before) == (
        Vital.PULSE_RATE,
        "oximeter",
        "monitor",
    )
    sources.apply_change(change)
    assert sources.changes(second(2000, "oximeter")) == []


def test_a_device_that_tried_and_could_not_gives_nothing() -> None:
    """Its probe is off; the other one goes on."""
    sources = Sources()
    sources.apply_second(second(0, "monitor"))
    assert sources.changes(second(1000, "oximeter", None)) == []
