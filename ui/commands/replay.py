"""`dripwatch replay FILE SESSION [--profile P]`: which alarms other rules would have raised."""

import argparse
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import ProfileError
from ui.commands._table import print_table, printable
from ui.words import clock_time, say

if TYPE_CHECKING:
    from monitor.events import AlarmChange
    from monitor.history import History
    from monitor.policy import Comparison, Pair
    from monitor.profile import Profile

NAME = "replay"
HELP = "play a saved session through a profile's rules: what it recorded, what they would have done"

DONE, DIFFERENT = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument("session", metavar="SESSION", help="its number, its uid or last")
    parser.add_argument(
        "--profile",
        metavar="P",
        help="a profile's file or a shipped one's name; without it, the session's own rules,"
        " which must give what was recorded",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, with every step")


def run(args: argparse.Namespace) -> int:
    """Replay and say what came of it; nothing is written."""
    from monitor.archive import Archive
    from monitor.people import Access
    from monitor.policy import compared
    from monitor.profile import parse
    from ui.people.access import note_account

    given = None if args.profile is None else named_profile(args.profile)
    note_account(args.file, Access.VIEWED, NAME)
    with Archive(args.file) as archive:
        number = archive.find(args.session)
        history = archive.history(number)
    profile = given or parse(history.start.profile)
    replay = _Replay(number, history, profile, compared(history, profile))
    if args.json:
        print(json.dumps(_as_json(replay), ensure_ascii=False, indent=1))
    else:
        _tell(replay, own=given is None)
    return DONE if given is not None or replay.found.same else DIFFERENT


def named_profile(name: str) -> "Profile":
    """Read a profile by its file or by the name of a shipped one. ProfileError where it is none."""
    from monitor.profile import SHIPPED, parse, shipped
    from ui.commands.profile import text_of

    known = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    path = Path(name)
    if path.exists():
        return parse(text_of(path))
    if name not in known:
        raise ProfileError("profile_unknown", name=name, known=", ".join(known))
    return shipped(name)


@dataclass(frozen=True, slots=True)
class _Replay:
    """One session and what came of it."""

    number: int
    history: "History"
    profile: "Profile"
    found: "Comparison"

    def wall(self, change: "AlarmChange") -> datetime | None:
        """The room's time of a step; of one that was not recorded, by the session's start."""
        started = self.history.start.at
        after = timedelta(milliseconds=change.t_ms)
        return change.at or (started + after if started else None)


# --- for people ----------------------------------------------------------------------------------


def _tell(replay: _Replay, *, own: bool) -> None:
    started = replay.history.start.at
    day = started.astimezone().strftime("%Y-%m-%d %H:%M") if started else "–"
    print(say("replay.session", session=replay.number, started=day))
    print()
    _tell_counts(replay)
    print()
    pairs = replay.found.pairs()
    if pairs:
        _tell_alarms(replay, pairs)
    else:
        print(say("replay.none"))
    if replay.found.same or own:
        print()
        print(say("replay.same" if replay.found.same else "replay.differs"))


def _tell_counts(replay: _Replay) -> None:
    from monitor.events import Priority
    from monitor.policy import counts

    titles = ["", *(say(f"replay.{priority}") for priority in Priority)]
    lines = [
        [name, *(str(count) for count in counts(changes).values())]
        for name, changes in (
            (say("replay.recorded"), replay.found.recorded),
            (printable(replay.profile.rules_version), replay.found.replayed),
        )
    ]
    print_table([titles, *lines])


def _tell_alarms(replay: _Replay, pairs: "list[Pair]") -> None:
    from monitor.policy import answers

    answered = answers(replay.history)
    titles = [say(f"replay.{name}") for name in ("at", "alarm", "answered", "recorded")]
    titles.append(printable(replay.profile.rules_version))
    print_table([titles, *(_cells(replay, pair, answered) for pair in pairs)])


def _cells(replay: _Replay, pair: "Pair", answered: "dict[int, AlarmChange]") -> list[str]:
    from ui.alarm_words import mark, short_words

    change = pair.change
    answer = answered.get(pair.recorded.seq or 0) if pair.recorded else None
    who = f"{answer.by or '–'} {clock_time(replay.wall(answer))}" if answer else "–"
    return [
        clock_time(replay.wall(change), seconds=True),
        printable(f"{mark(change)} {short_words(change)}"),
        printable(who),
        say("replay.yes" if pair.recorded else "replay.no"),
        say("replay.yes" if pair.replayed else "replay.no"),
    ]


# --- for programs --------------------------------------------------------------------------------


def _as_json(replay: _Replay) -> dict[str, object]:
    """Every step of both, and how many alarms of each priority were raised."""
    from monitor.policy import counts

    found, start = replay.found, replay.history.start
    return {
        "session": replay.number,
        "uid": start.uid,
        "rules_version": start.rules_version,
        "profile": replay.profile.rules_version,
        "same": found.same,
        "counts": {"recorded": counts(found.recorded), "replayed": counts(found.replayed)},
        "recorded": [_answered(step, replay) for step in found.recorded],
        "replayed": [_step(step, replay) for step in found.replayed],
    }


def _step(change: "AlarmChange", replay: _Replay) -> dict[str, object]:
    from monitor.rows import utc_text

    at = replay.wall(change)
    names = ("rule", "subject", "step", "priority", "value", "threshold")
    told: dict[str, object] = {"t_ms": change.t_ms, "at": utc_text(at) if at else None}
    return told | {name: getattr(change, name) for name in names}


def _answered(change: "AlarmChange", replay: _Replay) -> dict[str, object]:
    """A step that was recorded, and who acknowledged it."""
    from monitor.policy import answers

    answer = answers(replay.history).get(change.seq or 0)
    return _step(change, replay) | {"acknowledged_by": answer.by if answer else None}
