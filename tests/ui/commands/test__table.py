"""Columns of a command's output."""

import pytest

from ui.commands._table import print_table, printable


def test_columns_stand_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    """As wide as their widest cell, and no line ends in blanks."""
    print_table([["No.", "Name"], ["1", "A longer name"], ["12", ""]])
    assert capsys.readouterr().out == "No.  Name\n1    A longer name\n12\n"


def test_what_would_steer_a_terminal_is_taken_out() -> None:
    """Letters of any language stay."""
    assert printable("\x1b]0;x\x07Müller\n") == "?]0;x?Müller?"
