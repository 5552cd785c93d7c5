"""An outage begins when a device that was heard is not, and ends when it is heard again."""

from monitor.events import LinkChange, LinkState
from ui.chart.alarm_lane import outages


def link(t_ms: int, state: LinkState, device: str = "x") -> LinkChange:
    """Return a change of a link."""
    return LinkChange(t_ms=t_ms, device=device, state=state)


def test_looking_for_a_device_is_no_outage() -> None:
    """It was never there."""
    assert outages([link(0, LinkState.SEARCHING), link(900, LinkState.LOST)], 5000) == []


def test_silence_and_loss_are_one_outage() -> None:
    """Until the device is heard."""
    changes = [
        link(0, LinkState.RECEIVING),
        link(10, LinkState.SILENT),
        link(20, LinkState.LOST),
        link(30, LinkState.SEARCHING),
        link(40, LinkState.RECEIVING),
        link(90, LinkState.LOST),
    ]
    assert outages(changes, 100) == [(10, 40), (90, 100)]


def test_every_device_counts_for_itself() -> None:
    """One that is heard does not make up for one that is not."""
    changes = [
        link(0, LinkState.RECEIVING, "a"),
        link(0, LinkState.RECEIVING, "b"),
        link(10, LinkState.LOST, "a"),
    ]
    assert outages(changes, 50) == [(10, 50)]
