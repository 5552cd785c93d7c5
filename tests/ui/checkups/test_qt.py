"""What is said of the windows."""

import importlib
import sys

import PySide6
import pytest

from ui.checkups import qt


def screen(environment: dict[str, str], platform: str = "linux") -> str:
    return [found.code for found in qt.look(environment, platform)][-1]


@pytest.mark.parametrize(
    ("environment", "platform", "code"),
    [
        ({"DISPLAY": ":0"}, "linux", "screen"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "screen"),
        ({}, "linux", "screen_none"),
        ({}, "win32", "screen"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", "screen_asked_away"),
    ],
)
def test_whether_there_is_a_screen(environment: dict[str, str], platform: str, code: str) -> None:
    assert screen(environment, platform) == code


def test_a_binding_that_ends_the_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PySide6, "__version_info__", (6, 12, 0))
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    assert next(iter(qt.look({"DISPLAY": ":0"}))).code == "qt_aborts"


def test_a_library_the_system_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str) -> None:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(importlib, "import_module", lacking)
    found = {one.code: one.values for one in qt.look({"DISPLAY": ":0"})}
    assert found["qt_library"] == {"library": "libEGL.so.1"}
