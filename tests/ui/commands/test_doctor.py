"""`dripwatch doctor`: a line for each thing, and an exit code."""

import pytest

from ui import checkup
from ui.__main__ import outcome
from ui.checkup import Finding, advice, well, wrong


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([well("sleep_prevented"), advice("ports_none")], 0),
        ([well("sleep_prevented"), wrong("screen_none")], 1),
    ],
)
def test_it_exits_with_one_where_somebody_must_act(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    found: list[Finding],
    code: int,
) -> None:
    monkeypatch.setattr(checkup, "findings", lambda: (("check", one) for one in found))
    assert outcome(["doctor"]) == code
    assert capsys.readouterr().out.count("\n") == len(found)
