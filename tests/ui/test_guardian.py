"""The guardian with real children: what it starts again, when it beeps, and when it lets go."""

import io
import logging
import signal
import sys
import threading
import time
import wave
from pathlib import Path

import pytest

from ui.guardian import LOOKING_ON, PLAYERS, RESTARTS, Guardian, beep

BEATS = "import os, time\nos.write(1, b'.')\n"


def child(*lines: str) -> list[str]:
    """A program of these lines."""
    return [sys.executable, "-c", "\n".join(lines)]


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_window_that_was_closed_stays_closed(code: int, tmp_path: Path) -> None:
    """Its exit code is ours."""
    again = child(f"open({str(tmp_path / 'again')!r}, 'w')")
    assert Guardian(child(f"raise SystemExit({code})"), again).run() == code
    assert not (tmp_path / "again").exists()


def test_a_window_that_crashed_is_started_again_into_its_session() -> None:
    """With the other command line, and soon."""
    crashes = child("import os", "os.abort()")
    began = time.monotonic()
    assert Guardian(crashes, child("raise SystemExit(0)")).run() == 0
    assert time.monotonic() - began < 5


def test_a_window_that_falls_over_again_and_again_is_left(tmp_path: Path) -> None:
    """Five times in ten minutes it is helped up."""
    tally = tmp_path / "tally"
    falls = child(f"open({str(tally)!r}, 'a').write('x')", "import os", "os._exit(77)")
    assert Guardian(falls, falls).run() == 77
    assert len(tally.read_text()) == RESTARTS + 1


def test_a_window_that_stalls_is_beeped_for_and_left_alone() -> None:
    """Not before it was heard at all: a start may take its time."""
    beeped: list[float] = []
    began = time.monotonic()
    stalls = child("import time", "time.sleep(0.6)", BEATS, "time.sleep(1.2)")
    assert Guardian(stalls, [], lambda: beeped.append(time.monotonic()), stall_s=0.5).run() == 0
    assert beeped
    assert beeped[0] - began > 1.0


def test_a_beating_heart_is_no_alarm() -> None:
    """However long it goes on."""
    beats = child(BEATS, "for _ in range(12): time.sleep(0.1); os.write(1, b'.')")
    beeped: list[str] = []
    assert Guardian(beats, [], lambda: beeped.append("x"), stall_s=0.5).run() == 0
    assert beeped == []


def test_who_ends_the_guardian_ends_the_window(tmp_path: Path) -> None:
    """It is asked to close, and is not started again."""
    ready = tmp_path / "ready"
    waits = child("import time", f"open({str(ready)!r}, 'w')", "time.sleep(60)")
    guardian = Guardian(waits, child("raise SystemExit(9)"))

    def end() -> None:
        while not ready.exists():
            time.sleep(0.01)
        guardian.end()

    threading.Thread(target=end, daemon=True).start()
    assert guardian.run() == -signal.SIGTERM


def player(folder: Path, name: str, *lines: str) -> None:
    """Put a program of these lines where players are looked for."""
    made = folder / name
    made.write_text("\n".join([f"#!{sys.executable}", "import shutil, sys", *lines]))
    made.chmod(0o755)


@pytest.fixture
def players(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="has a player of its own")
@pytest.mark.parametrize("name", [name for name, *_ in PLAYERS])
def test_a_beep_is_the_tone_of_high_priority(
    players: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By whatever plays a file; there may be no terminal to beep at."""
    heard = players / "heard.wav"
    player(players, name, f"shutil.copy(sys.argv[-1], {str(heard)!r})")
    beep()
    with wave.open(io.BytesIO(heard.read_bytes())) as tone:
        assert 2.9 < tone.getnframes() / tone.getframerate() < 3.1
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="has a player of its own")
def test_who_cannot_play_gives_way_to_the_next(
    players: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """At the last the terminal beeps, and the log says that nobody may have heard."""
    tried = players / "tried"
    for name in ("paplay", "aplay"):
        player(players, name, f"open({str(tried)!r}, 'a').write({name!r})", "sys.exit(1)")
    with caplog.at_level(logging.ERROR):
        beep()
    assert tried.read_text() == "paplayaplay"
    assert capsys.readouterr().err == "\a"
    assert "was not heard" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="has a player of its own")
def test_a_player_that_hangs_is_not_waited_for(
    players: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next one gets its turn."""
    monkeypatch.setattr("ui.guardian.PLAY_S", 0.3)
    player(players, "paplay", "import time", "time.sleep(60)")
    began = time.monotonic()
    beep()
    assert time.monotonic() - began < 10
    assert capsys.readouterr().err == "\a"


def test_a_window_that_only_looked_on_does_not_take_the_session_over(tmp_path: Path) -> None:
    """It is started as it was: its recorder may have gone meanwhile."""
    once = tmp_path / "once"
    looks_on = child(
        "import os, sys, time",
        f"if os.path.exists({str(once)!r}): sys.exit(0)",
        f"open({str(once)!r}, 'w')",
        f"os.write(1, {LOOKING_ON!r})",
        "time.sleep(0.2)",
        "os.abort()",
    )
    assert Guardian(looks_on, child("raise SystemExit(9)")).run() == 0
