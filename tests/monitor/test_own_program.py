"""Dripwatch finds itself in a checkout and in a bundle."""

import subprocess
import sys

import pytest

from monitor.own_program import own_program


def test_in_a_checkout_python_runs_it() -> None:
    done = subprocess.run(
        [*own_program(), "--version"], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.strip()[0].isdigit()


def test_a_bundle_is_a_program_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_program() == [sys.executable]
