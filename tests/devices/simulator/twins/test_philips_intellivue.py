"""The pretend IntelliVue against the captured session of its sheet."""

import pytest

from devices import intellivue_messages as messages
from devices.driver import Counts
from devices.drivers.philips_intellivue import GREETING, ONCE, RELEASE, STREAM, PhilipsIntellivue
from devices.intellivue_messages import MessageBuffer, PollResult, frame
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import Patient, Profile
from devices.simulator.twins.philips_intellivue import LOGGED, IntellivueTwin
from monitor.events import CuffReading, CuffStatus, Event, Reading
from monitor.vitals import Vital
from tests.devices import intellivue_capture as capture

CAPTURED = Profile(spo2=95, heart_rate=60, white_coat=0, spread=0, noise=0)
AT_1445 = Pressures(-59_000, 120, 80, 90, 60)
RESULT = capture.CREATE_RESULT_FRAME


def twin(
    old: Pressures | None = None, profile: Profile = CAPTURED, seed: int = 0
) -> IntellivueTwin:
    """Return a twin on a patient."""
    patient = Patient(seed, profile)
    return IntellivueTwin(patient, Cuff(patient, seed, old))


def captured() -> IntellivueTwin:
    """Return the monitor of the capture, as it was then."""
    monitor = twin(AT_1445)
    monitor.demo, monitor.breaths = True, 15
    monitor.arterial = {"systolic": 120, "diastolic": 70, "mean": 91}
    return monitor


def joined(monitor: IntellivueTwin, t: int = 0) -> IntellivueTwin:
    """Associate with it."""
    monitor.receive(GREETING + RESULT, t)
    return monitor


def told(data: bytes) -> list[bytes]:
    """The messages in some frames."""
    counts = Counts()
    found = MessageBuffer(counts).feed(data)
    assert (counts.bad, counts.skipped) == (0, 0)
    return found


def numerics(data: bytes) -> list[PollResult]:
    """The poll results in some frames."""
    read = map(messages.read, told(data))
    return [each for each in read if isinstance(each, PollResult)]


def sets(monitor: IntellivueTwin, t: int, until: int) -> list[int]:
    """When it sends something by itself."""
    times = []
    while t < until:
        data, due = monitor.wake(t)
        times += [t] if data else []
        t = until if due is None else due
    return times


# --- the captured session ------------------------------------------------------------------------


def test_the_association_of_the_capture() -> None:
    """Byte for byte: accepted, and introduced at once."""
    answer = captured().receive(frame(capture.ASSOCIATION_REQUEST), 0)
    assert answer == frame(capture.ACCEPTANCE) + frame(capture.CREATE_EVENT)


def test_the_values_of_the_capture() -> None:
    """Byte for byte, 26.528 s after the introduction."""
    monitor = joined(captured())
    for t in (5000, 10_000, 15_000, 20_000):
        monitor.receive(RESULT, t)
    assert monitor.receive(capture.POLL_180_S_FRAME, 25_528) == b""
    assert monitor.wake(26_528)[0] == capture.VALUES_FRAME


def test_the_linked_answer_of_the_capture() -> None:
    """Byte for byte its first part and its end, 2.976 s after the introduction."""
    monitor = joined(captured())
    monitor.receive(capture.POLL_2_S_FRAME, 1976)
    first, second, last = told(monitor.wake(2976)[0])
    assert (first, last) == (capture.PART_1, capture.LAST)
    assert capture.HEART_RATE_OBJECT in second
    assert capture.NIBP_OBJECT in first


def test_the_sets_of_the_capture() -> None:
    """From the sheet: with 2 s they come 1.0, 2.0 and 3.0 s after the poll, then silence."""
    monitor = joined(captured())
    monitor.receive(capture.POLL_2_S_FRAME, 500)
    assert sets(monitor, 500, 9000) == [1500, 2500, 3500]


def test_the_release_of_the_capture() -> None:
    """Answered, and the end of the values."""
    monitor = joined(captured())
    monitor.receive(STREAM, 0)
    assert monitor.receive(capture.RELEASE_FRAME, 500) == frame(capture.RELEASED)
    assert sets(monitor, 500, 9000) == []


# --- the session ---------------------------------------------------------------------------------


def test_an_introduction_is_repeated_until_it_is_answered() -> None:
    """And polls wait for that."""
    monitor = twin()
    monitor.receive(GREETING, 0)
    assert monitor.receive(ONCE, 1000) == b""
    assert sets(monitor, 1000, 5000) == [2000, 4000]
    monitor.receive(RESULT, 5000)
    assert numerics(monitor.receive(ONCE, 5000))
    assert sets(monitor, 5000, 12_000) == []


def test_a_silent_host_is_let_go_of() -> None:
    """After ten seconds; what it asks then is not answered."""
    monitor = joined(twin())
    monitor.receive(STREAM, 0)
    assert sets(monitor, 0, 60_000)[-1] == 9000
    assert monitor.receive(ONCE, 60_000) == b""


def test_who_is_not_associated_gets_no_values() -> None:
    """But a release is answered."""
    assert twin().receive(ONCE + STREAM, 0) == b""
    assert twin().receive(RELEASE, 0) == frame(capture.RELEASED)


def test_a_poll_without_a_period_gives_one_set() -> None:
    """Our choice; the sheet does not say."""
    monitor = joined(twin())
    monitor.receive(capture.EXTENDED_POLL_FRAME, 0)
    assert sets(monitor, 0, 5000) == [1000]


def test_a_single_poll_is_answered_at_once() -> None:
    """With all attributes in linked parts, with values only in one message."""
    monitor = joined(twin())
    assert [each.counter for each in numerics(monitor.receive(ONCE, 0))] == [0]
    parts = numerics(monitor.receive(capture.SINGLE_POLL_FRAME, 0))
    assert [(each.state, each.counter) for each in parts] == [(1, 1), (3, 2), (0, 0)]
    assert sum(len(each.objects) for each in parts) == 20


@pytest.mark.parametrize(
    "asked",
    [
        frame(messages.single_poll(0).replace(messages.NUMERICS, b"\0\1\0\x09")),
        frame(messages.data_message(messages.INVOKE, 1, 3, bytes(30))),
        frame(messages.data_message(messages.INVOKE, 1, 7, b"")),
        frame(capture.LAST),
        frame(capture.ACCEPTANCE),
        frame(b"\x19\x00"),
        capture.SINGLE_POLL_FRAME[:-1] + b"\x7d\xc1",
        capture.SINGLE_POLL_FRAME[1:],
        b"\xc0\xc1\x7d" * 9,
    ],
)
def test_what_is_not_known_to_be_answered_is_not(asked: bytes) -> None:
    """And the next poll is."""
    monitor = joined(twin())
    assert monitor.receive(asked, 0) == b""
    assert numerics(monitor.receive(ONCE, 0))


def test_bytes_may_come_one_by_one() -> None:
    """The answers are the same."""
    slow, fast = twin(), twin()
    asked = RELEASE + GREETING + RESULT + capture.SINGLE_POLL_FRAME
    answers = b"".join(slow.receive(bytes([byte]), 0) for byte in asked)
    assert answers == fast.receive(asked, 0)


def test_endless_noise_is_not_kept() -> None:
    """A frame that never ends costs no memory."""
    monitor = twin()
    monitor.receive(b"\xc0", 0)
    for _ in range(200):
        monitor.receive(b"x" * 1000, 0)
    assert len(monitor._said._held) <= messages.LONGEST_FRAME


# --- what is shown -------------------------------------------------------------------------------


def test_what_is_not_attached_shows_nothing() -> None:
    """Objects without attributes, and nulls in the log."""
    monitor = joined(twin())
    monitor.leads_on = monitor.probe_on = False
    (shown,) = numerics(monitor.receive(ONCE, 0))
    assert [each.values for each in shown.objects] == [()] * 20
    assert {line["kind"]: line["value"] for line in monitor.log} == dict.fromkeys(LOGGED.values())


def test_the_states_of_real_values_are_zero() -> None:
    """From the sheet: 0000 instead of 04xx."""
    (shown,) = numerics(joined(twin(AT_1445)).receive(ONCE, 0))
    assert {value.state for each in shown.objects for value in each.values} == {0}


def test_it_inflates_by_itself_and_by_hand() -> None:
    """No host can start a cuff here."""
    monitor = twin()
    monitor.wake(700_000)
    starts = [line["started_ms"] for line in monitor.log]
    assert starts == [60_000, 360_000, 660_000]
    monitor.automatic = False
    monitor.press_start(800_000)
    monitor.wake(900_000)
    assert monitor.log[-1]["started_ms"] == 800_000


def test_the_log_has_every_value_sent() -> None:
    """What a record is held against."""
    monitor = joined(twin(AT_1445))
    monitor.receive(ONCE, 0)
    assert monitor.log == [
        {"t_ms": 0, "kind": "heart_rate", "value": 60, "raw": "41 82 00 00 0a a0 00 00 00 3c"},
        {"t_ms": 0, "kind": "pulse_rate", "value": 60, "raw": "48 22 00 00 0a a0 00 00 00 3c"},
        {"t_ms": 0, "kind": "spo2", "value": 95.0, "raw": "4b b8 00 00 02 20 ff 00 03 b6"},
        {"t_ms": 0, "kind": "resp_rate", "value": 14, "raw": "50 0a 00 00 0a e0 00 00 00 0e"},
        {
            "t_ms": 0,
            "kind": "cuff",
            "systolic": 120,
            "diastolic": 80,
            "mean": 90,
            "raw": "09 4b 00 22 00 03 00 1e 4a 05 00 00 0f 20 00 00 00 78 4a 06 00 00 0f 20"
            " 00 00 00 50 4a 07 00 00 0f 20 00 00 00 5a",
        },
    ]


# --- with the driver -----------------------------------------------------------------------------


def talk(
    driver: PhilipsIntellivue, monitor: IntellivueTwin, until: int
) -> tuple[list[Event], bytes]:
    """Let them talk, waking both as they ask for it."""
    heard: list[Event] = []
    said, t = b"", 0
    while t < until:
        request, due = driver.wake(t)
        sent = monitor.receive(request, t)
        _, next_ms = monitor.wake(t)
        heard += driver.receive(sent, t)
        said += sent
        # A reply that is awaited has come by now.
        due = due if request or driver.awaiting else min(due, next_ms or due)
        t = t if request else max(due, t + 1)
    return heard, said


def test_the_driver_hears_what_the_twin_says() -> None:
    """A quarter of an hour with an arterial line: value for value the twin's own log."""
    driver, monitor = PhilipsIntellivue(), twin(AT_1445, Profile())
    monitor.arterial = {"systolic": 131, "diastolic": 66, "mean": 88}
    heard, _ = talk(driver, monitor, 900_000)
    for vital in Vital:
        live = [(e.t_ms, e.values[vital]) for e in heard if isinstance(e, Reading)]
        sent = [(line["t_ms"], line["value"]) for line in monitor.log if line["kind"] == vital]
        assert live == sent
        assert len(live) > 890
    assert not any(e.demo for e in heard if isinstance(e, Reading))
    old, *cuffs = [e for e in heard if isinstance(e, CuffReading)]
    assert (old.t_ms, old.systolic, old.status) == (-59_000, 120, CuffStatus.OK)
    assert [(e.t_ms, e.systolic, e.diastolic, e.mean, e.pulse) for e in cuffs] == [
        tuple(line[name] for name in ("t_ms", "systolic", "diastolic", "mean", "pulse"))
        for line in monitor.log
        if line["kind"] == "determination"
    ]
    assert len(cuffs) == 3
    assert driver.counts.bad == driver.counts.skipped == 0


def test_no_second_is_without_values() -> None:
    """Renewals included: one set in every second, in the middle of it."""
    heard, _ = talk(PhilipsIntellivue(), twin(), 600_000)
    seconds = {event.t_ms // 1000 for event in heard}
    assert seconds == set(range(1, 600))


def test_demo_is_told() -> None:
    """In every reading."""
    heard, _ = talk(PhilipsIntellivue(), captured(), 10_000)
    assert all(e.demo for e in heard if isinstance(e, Reading))


def test_same_seed_same_bytes() -> None:
    """And another seed, other bytes."""

    def conversation(seed: int) -> bytes:
        return talk(PhilipsIntellivue(), twin(None, Profile(), seed), 180_000)[1]

    assert conversation(1) == conversation(1)
    assert conversation(1) != conversation(2)
