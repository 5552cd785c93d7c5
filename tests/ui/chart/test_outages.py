"""An outage begins when a device that was heard is not, and ends when it is heard again."""

import pytest

from monitor.events import CuffReading, CuffSource, Entry, LinkChange, LinkState, PowerChange
from monitor.events import PowerStep as Power
from ui.chart.outages import SLACK_MS, asleep, outages, recovered


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


def test_the_computer_sleeps_until_it_wakes() -> None:
    """Said twice it slept once; not woken, it sleeps until now."""
    changes = [
        PowerChange(t_ms=10, step=Power.SUSPENDED),
        PowerChange(t_ms=12, step=Power.SUSPENDED),
        PowerChange(t_ms=40, step=Power.RESUMED),
        PowerChange(t_ms=45, step=Power.RESUMED),
        PowerChange(t_ms=70, step=Power.SUSPENDED),
    ]
    assert asleep(changes, 100) == [(10, 40), (70, 100)]


LOSS: list[Entry] = [
    link(0, LinkState.RECEIVING),
    link(60_000, LinkState.LOST),
    link(180_000, LinkState.RECEIVING),
]
SLEEP: list[Entry] = [
    PowerChange(t_ms=60_000, step=Power.SUSPENDED),
    PowerChange(t_ms=180_000, step=Power.RESUMED),
]


@pytest.mark.parametrize(
    ("entries", "t_ms", "device", "source", "kept"),
    [
        (LOSS, 120_000, "x", CuffSource.DEVICE, True),
        (SLEEP, 120_000, "x", CuffSource.DEVICE, True),
        (LOSS, 59_000, "x", CuffSource.DEVICE, False),
        (LOSS, 181_000, "x", CuffSource.DEVICE, False),
        # It ended as the cable was put back in.
        (LOSS, 180_000 - SLACK_MS, "x", CuffSource.DEVICE, False),
        # Typed while the cable was out: somebody looked at the device.
        (LOSS, 120_000, "x", CuffSource.MANUAL, False),
        # Another device was heard all the time.
        (LOSS, 120_000, "y", CuffSource.DEVICE, False),
        # The link is still gone: nothing can have been fetched.
        (LOSS[:2], 120_000, "x", CuffSource.DEVICE, False),
    ],
)
def test_a_pressure_from_within_an_outage_was_recovered(
    entries: list[Entry], t_ms: int, device: str, source: CuffSource, kept: bool
) -> None:
    """Measured while nobody could hear the device, told afterwards."""
    cuff = CuffReading(t_ms=t_ms, device=device, systolic=120, source=source)
    assert (cuff.t_ms in recovered([cuff], entries)) is kept
