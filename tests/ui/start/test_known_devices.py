"""Ports of now beside what is remembered: which device is there again, and who checked it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.adapter import PortInfo
from monitor.events import DeviceInUse, SessionKind, SessionStart
from monitor.history import History
from ui.start.commissioning import Compared
from ui.start.known_devices import KnownDevices
from ui.start.start_sheet import DeviceChoice

A7 = PortInfo("/dev/ttyUSB0", "Serial", 0x0403, 0x6001, "A7")
B8 = PortInfo("/dev/ttyUSB1", "Serial", 0x0403, 0x6001, "B8")
NAMELESS = PortInfo("/dev/ttyUSB2", "Serial", 0x1A86, 0x7523)
DINAMAP, NONIN = DeviceChoice("ge-dinamap", "/dev/ttyUSB0"), DeviceChoice("nonin", "/dev/ttyUSB1")
AT = datetime(2026, 11, 22, 14, tzinfo=UTC)


def moved(port: PortInfo, name: str) -> PortInfo:
    """The same adapter under another name."""
    return PortInfo(name, port.description, port.vendor, port.product, port.serial_number)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where it is kept."""
    return tmp_path / "devices.json"


def known(file: Path, *ports: PortInfo, more: tuple[str, ...] = ()) -> KnownDevices:
    """What a program knows that is started now, with these ports."""
    return KnownDevices(file, more, lambda: list(ports))


def check(devices: KnownDevices, choice: DeviceChoice) -> None:
    """Let an engineer check it."""
    devices.add_check(choice, "SN 12", "Okafor", (Compared("rate", 74, 74),), AT)


def test_the_last_pair_is_chosen_in_its_order(file: Path) -> None:
    """At the next start, too."""
    known(file, A7, B8).remember([DINAMAP, NONIN])
    assert known(file, A7, B8).last() == [DINAMAP, NONIN]


def test_an_adapter_is_found_under_another_name(file: Path) -> None:
    """Its old name may be another's by now, who is not listened to."""
    known(file, A7).remember([DINAMAP])
    swapped = known(file, moved(B8, A7.name), moved(A7, B8.name))
    assert swapped.last() == [DeviceChoice("ge-dinamap", B8.name)]


@pytest.mark.parametrize("there", [(), (B8,), (moved(B8, A7.name),)])
def test_a_stranger_is_not_chosen(file: Path, there: tuple[PortInfo, ...]) -> None:
    """The model is known, the port stays open."""
    known(file, A7).remember([DINAMAP])
    assert known(file, *there).last() == [DeviceChoice("ge-dinamap", "")]


def test_without_a_serial_number_the_name_counts(file: Path) -> None:
    """And the make: another chip is another adapter."""
    choice = DeviceChoice("nonin", NAMELESS.name)
    known(file, NAMELESS).remember([choice])
    assert known(file, NAMELESS).last() == [choice]
    assert known(file, moved(NAMELESS, "/dev/ttyUSB5")).last()[0].port == ""
    other = PortInfo(NAMELESS.name, "Serial", 0x10C4, 0xEA60)
    assert known(file, other).last()[0].port == ""


def test_one_number_on_two_adapters_is_no_proof(file: Path) -> None:
    """Makers give one number to a whole batch."""
    known(file, A7).remember([DINAMAP])
    twins = known(file, moved(A7, "/dev/ttyUSB5"), moved(A7, "/dev/ttyUSB6"))
    assert twins.last() == [DeviceChoice("ge-dinamap", "")]


def test_a_named_port_is_offered_and_remembered(file: Path) -> None:
    """A URL is on no list of the system's."""
    url = "socket://127.0.0.1:9001"
    devices = known(file, A7, more=(url,))
    assert devices.offered() == [(url, ""), (A7.name, "Serial")]
    devices.remember([DeviceChoice("ge-dinamap", url)])
    assert known(file, A7, more=(url,)).last()[0].port == url
    assert known(file, A7).last()[0].port == ""


def test_a_check_holds_for_its_adapter_and_model_alone(file: Path) -> None:
    """Changed is not checked."""
    check(known(file, A7, B8), DINAMAP)
    now = known(file, moved(A7, "/dev/ttyUSB7"), B8)
    assert now.source(DeviceChoice("ge-dinamap", "/dev/ttyUSB7")).checked_by == "Okafor"
    assert now.source(DeviceChoice("nonin", "/dev/ttyUSB7")).checked_by is None
    assert now.source(DeviceChoice("ge-dinamap", B8.name)).checked_by is None


def test_a_check_of_one_of_two_alike_is_not_the_others(file: Path) -> None:
    """Two adapters of one number: the name tells them apart."""
    other = moved(A7, "/dev/ttyUSB5")
    check(known(file, A7, other), DINAMAP)
    now = known(file, A7, other)
    assert now.check_of(DINAMAP) is not None
    assert now.check_of(DeviceChoice("ge-dinamap", other.name)) is None


def test_a_newer_check_replaces_the_older(file: Path) -> None:
    """And a start remembers without losing it."""
    devices = known(file, A7, B8)
    check(devices, DINAMAP)
    devices.add_check(DINAMAP, "SN 13", "Haddad", (), AT)
    devices.remember([NONIN])
    found = known(file, A7, B8).check_of(DINAMAP)
    assert found is not None
    assert (found.by, found.serial_number) == ("Haddad", "SN 13")
    assert found.app_version


def test_a_check_that_is_not_on_disk_is_none(tmp_path: Path) -> None:
    """The engineer is told."""
    (tmp_path / "taken").touch()
    devices = known(tmp_path / "taken" / "devices.json", A7)
    assert devices.add_check(DINAMAP, "SN", "Okafor", (), AT) is None


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        ("ge-dinamap", ("systolic", "diastolic", "mean", "rate", "spo2")),
        ("par-nibp", ("systolic", "diastolic", "mean", "pulse")),
        ("nonin", ("rate", "spo2")),
    ],
)
def test_a_family_is_compared_in_what_it_gives(model: str, asked: tuple[str, ...]) -> None:
    """At most five values."""
    assert KnownDevices.quantities(model) == asked


# --- sessions that were left open ----------------------------------------------------------------


def left_open(*used: DeviceInUse, device: str | None = "ge-dinamap") -> History:
    """A session that began with a device on a port and says which it used."""
    start = SessionStart(
        t_ms=0,
        uid="u",
        kind=SessionKind.PATIENT,
        nurse="Adeyemi",
        device=device,
        port="/dev/ttyS0" if device else None,
    )
    return History(start=start, entries=list(used))


def in_use(device: str, port: str, place: int, adapter: str | None = None) -> DeviceInUse:
    """The session listens to it."""
    return DeviceInUse(t_ms=0, device=device, port=port, place=place, adapter=adapter)


def test_the_devices_of_an_open_session_come_back_in_their_order(file: Path) -> None:
    """Each as it was last."""
    history = left_open(
        in_use("nonin", B8.name, 1, "B8"),
        in_use("ge-dinamap", "/dev/ttyUSB9", 0),
        in_use("ge-dinamap", A7.name, 0, "A7"),
    )
    sources = known(file, A7, B8).sources_of(history)
    assert [(s.model.name, s.port, s.adapter) for s in sources] == [
        ("ge-dinamap", A7.name, "A7"),
        ("nonin", B8.name, "B8"),
    ]


def test_an_adapter_that_moved_is_resumed_where_it_is(file: Path) -> None:
    """With the check that was made of it."""
    check(known(file, A7), DINAMAP)
    history = left_open(in_use("ge-dinamap", A7.name, 0, "A7"))
    (source,) = known(file, moved(A7, "/dev/ttyUSB7")).sources_of(history)
    assert (source.port, source.adapter, source.checked_by) == ("/dev/ttyUSB7", "A7", "Okafor")


def test_a_stranger_under_the_old_name_is_neither_the_adapter_nor_checked(file: Path) -> None:
    """The link waits for the recorded one."""
    stranger = moved(B8, A7.name)
    check(known(file, stranger), DINAMAP)
    history = left_open(in_use("ge-dinamap", A7.name, 0, "A7"))
    (source,) = known(file, stranger).sources_of(history)
    assert (source.adapter, source.checked_by) == ("A7", None)


def test_an_older_record_names_its_device_at_the_start(file: Path) -> None:
    """Or none, where values were typed."""
    (source,) = known(file).sources_of(left_open())
    assert (source.model.name, source.port) == ("ge-dinamap", "/dev/ttyS0")
    assert known(file).sources_of(left_open(device=None)) == []
    assert known(file).sources_of(left_open(device="of-the-future")) == []
