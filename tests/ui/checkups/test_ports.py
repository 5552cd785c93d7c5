"""What is said of the serial ports."""

import os
from pathlib import Path

import pytest

from devices.adapter import PortInfo
from ui.checkups import ports


def codes(*found: PortInfo) -> list[str]:
    return [finding.code for finding in ports.look(lambda: list(found))]


def test_without_a_port_somebody_is_told_to_plug_one_in() -> None:
    assert codes() == ["ports_none", "isolation"]


def test_a_port_that_opens(tmp_path: Path) -> None:
    port = tmp_path / "ttyUSB0"
    port.touch()
    assert codes(PortInfo(str(port), "FT232R")) == ["port_free", "isolation"]


def test_a_port_this_account_may_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert codes(PortInfo("/dev/ttyUSB0", "FT232R")) == ["port_forbidden", "isolation"]
