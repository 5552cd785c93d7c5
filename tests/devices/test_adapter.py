"""An adapter is found by its serial number, and nothing is guessed where it has none."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.adapter import Adapter, PortInfo, port_of_name
from devices.ports import SerialPort
from monitor.errors import PortError
from tests.devices.cable import Cable

FTDI = (0x0403, 0x6001)


def usb(name: str, number: str | None, made_by: tuple[int, int] = FTDI) -> PortInfo:
    """An adapter as the system lists it."""
    return PortInfo(name, "adapter", *made_by, number)


class Computer:
    """The ports of a computer, and how often they were listed."""

    def __init__(self, *ports: PortInfo) -> None:
        self.ports = list(ports)
        self.looks = 0

    def look(self) -> list[PortInfo]:
        """List them."""
        self.looks += 1
        return self.ports


def opened_at(name: str, *ports: PortInfo) -> tuple[Adapter, Computer]:
    """An adapter whose port was open under this name, and the computer."""
    computer = Computer(*ports)
    adapter = Adapter(computer.look)
    adapter.remember(name)
    return adapter, computer


def test_it_is_found_under_another_name() -> None:
    """And back again under the old one."""
    adapter, computer = opened_at("ttyUSB0", usb("ttyUSB0", "A7"))
    computer.ports = [usb("ttyS0", None), usb("ttyUSB1", "A7")]
    assert adapter.port("ttyUSB0") == "ttyUSB1"
    computer.ports = [usb("ttyUSB0", "A7")]
    assert adapter.port("ttyUSB1") == "ttyUSB0"


def test_out_it_keeps_its_name() -> None:
    """Opening that then says that it is missing."""
    adapter, computer = opened_at("ttyUSB0", usb("ttyUSB0", "A7"))
    computer.ports = []
    assert adapter.port("ttyUSB0") == "ttyUSB0"


@pytest.mark.parametrize("number", [None, ""])
def test_without_a_serial_number_nothing_is_guessed(number: str | None) -> None:
    """The name alone counts, and nobody looks."""
    adapter, computer = opened_at("ttyUSB0", usb("ttyUSB0", number))
    computer.ports = [usb("ttyUSB1", number)]
    looks = computer.looks
    assert adapter.port("ttyUSB0") == "ttyUSB0"
    assert computer.looks == looks
    assert adapter.serial_number is None


def test_a_name_that_went_to_a_stranger_is_not_opened() -> None:
    """It may be the next patient's."""
    adapter, computer = opened_at("ttyUSB0", usb("ttyUSB0", "A7"))
    for stranger in (usb("ttyUSB0", "B8"), usb("ttyUSB0", None)):
        computer.ports = [stranger]
        with pytest.raises(PortError) as caught:
            adapter.port("ttyUSB0")
        assert (caught.value.code, caught.value.values) == ("other_adapter", {"port": "ttyUSB0"})
    computer.ports = [usb("ttyUSB0", "B8"), usb("ttyUSB1", "A7")]
    assert adapter.port("ttyUSB0") == "ttyUSB1"


def test_the_same_number_of_another_maker_is_a_stranger() -> None:
    """Numbers like 0001 are everybody's."""
    adapter, computer = opened_at("ttyUSB0", usb("ttyUSB0", "0001"))
    computer.ports = [usb("ttyUSB1", "0001", (0x10C4, 0xEA60))]
    assert adapter.port("ttyUSB0") == "ttyUSB0"


def test_of_two_with_one_number_neither_is_guessed() -> None:
    """A batch with one number, or an adapter with two ports; the name tells them apart."""
    twins = [usb("ttyUSB0", "0001"), usb("ttyUSB1", "0001")]
    adapter, computer = opened_at("ttyUSB1", *twins)
    assert adapter.port("ttyUSB1") == "ttyUSB1"
    computer.ports = [usb("ttyUSB2", "0001"), usb("ttyUSB3", "0001")]
    assert adapter.port("ttyUSB1") == "ttyUSB1"


def test_one_that_is_known_from_before_is_found_at_once() -> None:
    """By the number the record has of it; another one is refused."""
    computer = Computer(usb("ttyUSB0", "B8"), usb("ttyUSB1", "A7"))
    assert Adapter(computer.look, "A7").port("ttyUSB0") == "ttyUSB1"
    with pytest.raises(PortError):
        Adapter(computer.look, "C9").port("ttyUSB0")


def test_the_first_adapter_stays_the_one() -> None:
    """Whatever is listed by the time the next opening is done."""
    adapter, computer = opened_at("ttyUSB0", usb("ttyUSB0", "A7"))
    computer.ports = [usb("ttyUSB0", "B8")]
    adapter.remember("ttyUSB0")
    assert adapter.serial_number == "A7"
    known = Adapter(computer.look, "A7")
    known.remember("ttyUSB0")
    assert known.serial_number == "A7"


def test_a_list_that_cannot_be_made_is_empty() -> None:
    """A port may go while it is asked for its number."""

    def fail() -> list[PortInfo]:
        raise OSError

    adapter = Adapter(fail, "A7")
    adapter.remember("ttyUSB0")
    assert adapter.port("ttyUSB0") == "ttyUSB0"


def test_a_link_to_a_port_names_it(tmp_path: Path) -> None:
    """As those of the system do that have the number in their name."""
    (tmp_path / "by-id").symlink_to(tmp_path / "ttyUSB0")
    real = os.path.realpath(tmp_path / "ttyUSB0")
    assert port_of_name(str(tmp_path / "by-id"), [usb(real, "A7")]) == usb(real, "A7")
    assert port_of_name(str(tmp_path / "other"), [usb(real, "A7")]) is None


@pytest.fixture
def cables() -> Iterator[Callable[[], Cable]]:
    """Cables that are pulled in the end."""
    made: list[Cable] = []

    def cable() -> Cable:
        made.append(Cable())
        return made[-1]

    yield cable
    for each in made:
        each.pull()


def test_a_port_follows_its_adapter(cables: Callable[[], Cable]) -> None:
    """On real pseudo-terminals: the second opening is of another name."""
    first, second = cables(), cables()
    computer = Computer(usb(first.name, "A7"))
    port = SerialPort(first.name, look=computer.look)
    port.open()
    port.close()
    first.pull()
    computer.ports = [usb(second.name, "A7")]
    port.open()
    assert port.name == second.name
    os.write(second.device, b"!")
    assert port.read(5) == b"!"
    port.close()
