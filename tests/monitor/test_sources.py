"""Which device gives a vital, and that a change of it is an entry."""

from monitor.events import DeviceInUse, Second, SourceChange
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


def in_use(device: str, place: int, *, measures: bool = True, starts: bool = True) -> DeviceInUse:
    """A device the session listens to."""
    return DeviceInUse(
        t_ms=0,
        device=device,
        port="p",
        place=place,
        measures_cuff=measures,
        starts_cuff=starts,
        period_s=5.0,
    )


def test_devices_are_in_the_order_of_their_places() -> None:
    """However they were told; a device that is not in use comes after all."""
    sources = Sources()
    sources.apply_device(in_use("oximeter", 1, measures=False, starts=False))
    sources.apply_device(in_use("monitor", 0))
    assert [device.device for device in sources.devices] == ["monitor", "oximeter"]
    assert [sources.place(name) for name in ("monitor", "oximeter", "other")] == [0, 1, 2]
    assert [sources.period_s(name) for name in ("monitor", "other")] == [5.0, 1.0]


def test_the_cuff_is_the_first_that_can_be_started_else_the_first_there_is() -> None:
    """Nobody asks an oximeter for a pressure."""
    sources = Sources()
    chosen = [sources.cuff_device]
    sources.apply_device(in_use("oximeter", 0, measures=False, starts=False))
    chosen.append(sources.cuff_device)
    for name, place, starts in (("a", 1, False), ("b", 2, True), ("c", 3, True)):
        sources.apply_device(in_use(name, place, starts=starts))
        chosen.append(sources.cuff_device)
    assert [device and device.device for device in chosen] == [None, None, "a", "b", "b"]
