"""Whether the computer can be kept awake."""

import shutil

import pytest

from ui.checkups import sleep


@pytest.mark.parametrize(
    ("platform", "there", "code"),
    [
        ("linux", True, "sleep_prevented"),
        ("linux", False, "sleep_possible"),
        ("darwin", True, "sleep_prevented"),
        ("win32", False, "sleep_prevented"),
        ("plan9", True, "sleep_possible"),
    ],
)
def test_by_what_the_platform_has(
    monkeypatch: pytest.MonkeyPatch, platform: str, there: bool, code: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if there else None)
    assert [found.code for found in sleep.look(platform)] == [code]
