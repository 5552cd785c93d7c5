"""Rules on what a person saw, as the shipped profiles have them."""

from pathlib import Path

import pytest

from monitor.alarm_rule import Key
from monitor.events import AlarmChange, Correction, Observation, Priority
from monitor.profile import SHIPPED, parse
from tests.monitor.made import NURSE
from tests.monitor.watched import C, L, R, Watched

M, H = Priority.MEDIUM, Priority.HIGH
DEEP = [("sedation", "sedation", (3, 1)), ("kobs1", "arousal", (3, 1)), ("rass", "rass", (-3, -4))]
"""By each scale of sedation the answer that is deep, and the one that is very deep."""


def see(w: Watched, t_s: float, scale: str, item: str, answer: int | str) -> None:
    """A person answers one item."""
    w.tell(
        Observation(
            t_ms=round(t_s * 1000), scale=scale, version="1", answers={item: answer}, by=NURSE
        )
    )


def told(w: Watched) -> list[tuple[str | None, Priority, float | None]]:
    """Of which item, how gravely, at which answer."""
    return [(c.subject, c.priority, c.value) for c in w.all(AlarmChange)]


@pytest.mark.parametrize(
    ("scale", "item", "answer", "priority"),
    [
        ("sedation", "sedation", 4, None),
        ("sedation", "sedation", 3, M),
        ("sedation", "sedation", 2, M),
        ("sedation", "sedation", 1, H),
        ("sedation", "sedation", "not_woken", None),
        ("kobs1", "arousal", 4, None),
        ("kobs1", "arousal", 3, M),
        ("kobs1", "arousal", 1, H),
        ("kobs1", "arousal", 0, H),
        ("kobs1", "arousal", "not_woken", None),
        ("kobs1", "nausea", 3, None),
        ("rass", "rass", 4, None),
        ("rass", "rass", 0, None),
        ("rass", "rass", -2, None),
        ("rass", "rass", -3, M),
        ("rass", "rass", -4, H),
        ("rass", "rass", -5, H),
        ("also_seen", "chest_pain", "started", M),
        ("also_seen", "chest_pain", 2, M),
        ("also_seen", "chest_pain", "gone", None),
        ("also_seen", "short_of_breath", "started", M),
        ("also_seen", "headache", "started", None),
        ("also_seen", "headache", 2, None),
        ("also_seen", "headache", 3, M),
        ("also_seen", "anxious", 3, M),
        ("also_seen", "agitated", 3, M),
        ("also_seen", "dizzy", 3, None),
        ("suds", "suds", 79, None),
        ("suds", "suds", 80, M),
    ],
)
def test_an_answer_raises_what_the_profile_says(
    scale: str, item: str, answer: int | str, priority: Priority | None
) -> None:
    """At once: it was seen, and no repeat can confirm it."""
    w = Watched()
    see(w, 10, scale, item, answer)
    value = 1 if answer == "started" else answer
    assert told(w) == ([] if priority is None else [(f"{scale}.{item}", priority, value)])


def test_it_holds_until_the_question_is_answered_otherwise() -> None:
    """Not woken is no number: what was seen before stands."""
    w = Watched()
    see(w, 10, "sedation", "sedation", 3)
    see(w, 60, "sedation", "sedation", "not_woken")
    assert w.steps() == [R]
    see(w, 120, "sedation", "sedation", 5)
    assert w.steps() == [R, L]
    w.acknowledge(130, Key("observed", "sedation.sedation"))
    assert w.steps()[-1] is C


def test_worse_is_told_again() -> None:
    """From loud voice to no answer."""
    w = Watched()
    see(w, 10, "sedation", "sedation", 3)
    w.acknowledge(20, Key("observed", "sedation.sedation"))
    see(w, 60, "sedation", "sedation", 1)
    assert [c.priority for c in w.all(AlarmChange)] == [M, M, H]


def test_an_answer_taken_back_takes_its_alarm_back() -> None:
    """Undo, or another answer within ten seconds."""
    w = Watched()
    see(w, 10, "sedation", "sedation", 1)
    seq = w.all(Observation)[0].seq
    assert seq is not None
    w.tell(Correction(t_ms=12_000, of=seq, reason="entry_error", by=NURSE))
    assert w.steps() == [R, L]
    see(w, 60, "suds", "suds", 90)
    see(w, 65, "suds", "suds", 30)
    assert w.session.alarms.active[Key("observed", "suds.suds")].over


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
@pytest.mark.parametrize(("scale", "item", "deep"), DEEP)
def test_every_shipped_profile_tells_deep_sedation_by_each_scale(
    path: Path, scale: str, item: str, deep: tuple[int, int]
) -> None:
    """Whichever a clinic rates by (nurse.md A4)."""
    w = Watched(parse(path.read_text(encoding="utf-8")))
    for t_s, answer in zip((60, 120), deep, strict=True):
        see(w, t_s, scale, item, answer)
    assert [(p, v) for _, p, v in told(w)] == [(M, deep[0]), (H, deep[1])]


def test_two_signs_are_two_alarms() -> None:
    """Each has its own answer."""
    w = Watched()
    see(w, 10, "also_seen", "chest_pain", "started")
    see(w, 30, "also_seen", "short_of_breath", "started")
    assert len(w.session.alarms.standing()) == 2
