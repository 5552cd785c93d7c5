"""The pretend DINAMAP against the vectors of its sheet."""

import pytest

from devices.drivers.ge_dinamap import GeDinamap, frame
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import TYPICAL, Patient, Profile
from devices.simulator.twins.ge_dinamap import DinamapTwin
from monitor.events import CuffReading, CuffStatus, Event, Reading

REST = Profile(spo2=97, heart_rate=74, white_coat=0, spread=0, noise=0)


def twin(old: Pressures | None = None, profile: Profile = REST, seed: int = 0) -> DinamapTwin:
    """Return a twin on a patient."""
    patient = Patient(seed, profile)
    return DinamapTwin(patient, Cuff(patient, seed, old))


def ago(seconds: int, systolic: int, diastolic: int, mean: int, pulse: int = 81) -> Pressures:
    """Return a result from before the start."""
    return Pressures(-seconds * 1000, systolic, diastolic, mean, pulse)


@pytest.mark.parametrize(
    ("old", "asked", "answer"),
    [
        (ago(42, 131, 76, 95), b" NA!2\r", b" NA1000042131076095&)\r"),
        (ago(3, 188, 112, 137), b" NA!2\r", b" NA1000003188112137&&\r"),
        (ago(42, 130, 67, 86), b" NA!2\r", b" NA1000042130067086&(\r"),
        (None, b" NA!2\r", b" NA0000000000000000%B\r"),
        (None, b" OA!3\r", b" OA1097000#;\r"),
        (None, b" RA!6\r", b' RA2074"G\r'),
    ],
)
def test_vectors_of_the_sheet(old: Pressures | None, asked: bytes, answer: bytes) -> None:
    """Byte for byte, from the sheet."""
    assert twin(old).receive(asked, 0) == answer


@pytest.mark.parametrize(
    ("old", "asked", "answer"),
    [
        (None, b" OA!3\r", b" OA0000000#*\r"),
        (None, b" RA!6\r", b' RA2000"<\r'),
        (ago(42, 131, 76, 95), b" RA!6\r", b' RA3081"F\r'),
        (ago(42, 131, 76, 95), b" RC!8\r", b' RC3081"H\r'),
    ],
)
def test_vectors_without_a_probe(old: Pressures | None, asked: bytes, answer: bytes) -> None:
    """The cuff's pulse takes the probe's place."""
    bare = twin(old)
    bare.probe_on = False
    assert bare.receive(asked, 0) == answer


def test_a_determination_in_progress_shows_the_last_numbers() -> None:
    """The sheet's vector with status 2; and the echo that answers the start is our assumption."""
    busy = twin(ago(42, 131, 76, 95))
    assert busy.receive(b" NC0!E\r", 0) == b" NC0!E\r"
    assert busy.receive(b" NA!2\r", 0) == b" NA2000042131076095&*\r"


def test_a_first_determination_in_progress_has_no_numbers_yet() -> None:
    """Zeros, as with none."""
    busy = twin()
    busy.receive(b" NC0!E\r", 0)
    assert busy.receive(b" NA!2\r", 1000) == frame(" NA2000000000000000")


def test_a_determination_ends_by_itself_and_then_counts_seconds() -> None:
    """Nothing is sent when it is done; the host finds a small elapsed time and status 1."""
    busy = twin(profile=TYPICAL)
    busy.receive(b" NC0!E\r", 0)
    _, due = busy.wake(1000)
    assert due is not None
    assert 20_000 <= due <= 40_000
    assert busy.receive(b" NA!2\r", due - 1)[:4] == b" NA2"
    assert busy.wake(due) == (b"", None)
    assert busy.receive(b" NA!2\r", due + 7_900) == frame(" NA1000007122076092")


def test_a_cancelled_determination_leaves_the_last_result() -> None:
    """With its age going on."""
    busy = twin(ago(42, 131, 76, 95))
    busy.receive(b" NC0!E\r", 0)
    assert busy.receive(b" ND!5\r", 5_000) == b" ND!5\r"
    assert busy.receive(b" NA!2\r", 60_000) == frame(" NA1000102131076095")


def test_the_elapsed_time_stops_at_four_digits() -> None:
    """Longer than that fits nowhere."""
    assert twin(ago(20_000, 131, 76, 95)).receive(b" NA!2\r", 0)[:10] == b" NA1009999"


def test_a_pulse_of_the_cuff_is_told_for_half_an_hour() -> None:
    """Then there is none."""
    bare = twin(ago(0, 131, 76, 95))
    bare.probe_on = False
    assert bare.receive(b" RA!6\r", 1_800_000) == b' RA3081"F\r'
    assert bare.receive(b" RA!6\r", 1_801_000) == b' RA2000"<\r'


@pytest.mark.parametrize("asked", [b"\r NA!2\r", b" NA!2\r\n", b"\r\n\r NA!2\r\n", b" NA!2\n"])
def test_every_known_host_is_understood(asked: bytes) -> None:
    """CR before, LF after: nothing between messages matters."""
    assert twin().receive(asked, 0) == b" NA0000000000000000%B\r"


def test_bytes_may_come_one_by_one() -> None:
    """And two commands at once get two answers."""
    slow = twin()
    answers = [slow.receive(bytes([byte]), 0) for byte in b" OA!3\r RA!6\r"]
    assert b"".join(answers) == b' OA1097000#;\r RA2074"G\r'
    assert twin().receive(b" OA!3\r RA!6\r", 0) == b' OA1097000#;\r RA2074"G\r'


@pytest.mark.parametrize(
    "garbage", [b" NA!3\r", b"NA!2\r", b"\r", b"A\r", b"\xff\xfe\x80\r", b"  \r"]
)
def test_what_does_not_check_gets_no_reply(garbage: bytes) -> None:
    """A wrong checksum, half a message, noise; and the next message is understood."""
    noisy = twin()
    assert noisy.receive(garbage, 0) == b""
    assert noisy.receive(b" OA!3\r", 0) == b" OA1097000#;\r"


def test_endless_noise_is_not_kept() -> None:
    """A line that never ends costs no memory."""
    noisy = twin()
    for _ in range(100):
        noisy.receive(b"x" * 1000, 0)
    assert len(noisy._line) <= 64


@pytest.mark.parametrize(
    ("asked", "answer"),
    [(b" TC!:\r", " -5"), (b" TD!;\r", " -5"), (frame(" MA"), " -1")],
    ids=["temperature", "temperature, other form", "no such command"],
)
def test_what_the_unit_has_not_is_refused(asked: bytes, answer: str) -> None:
    """Minus and a code; 5 is "not on this unit" for the vendor's library."""
    assert twin().receive(asked, 0) == frame(answer)


def conversation(seed: int) -> bytes:
    """Ask for everything for three minutes, with one cuff."""
    monitor = twin(profile=Profile(), seed=seed)
    said = monitor.receive(b" NC0!E\r", 0)
    for t in range(0, 180_000, 1000):
        said += monitor.receive(b" NA!2\r RA!6\r OA!3\r", t)
    return said


def test_same_seed_same_bytes() -> None:
    """And another seed, other bytes."""
    assert conversation(1) == conversation(1)
    assert conversation(1) != conversation(2)


def test_the_log_has_every_value_sent_and_each_determination_once() -> None:
    """What a record is held against."""
    monitor = twin(ago(42, 131, 76, 95))
    monitor.receive(b" OA!3\r RA!6\r NA!2\r NC0!E\r", 0)
    for t in range(0, 60_000, 1000):
        monitor.wake(t)
    saturation, pulse, cuff, determination = monitor.log
    assert saturation == {"t_ms": 0, "kind": "spo2", "value": 97, "raw": " OA1097000#;"}
    assert pulse == {"t_ms": 0, "kind": "pulse_rate", "value": 74, "raw": ' RA2074"G'}
    assert cuff == {
        "t_ms": 0,
        "kind": "cuff",
        "status": 1,
        "seconds_ago": 42,
        "systolic": 131,
        "diastolic": 76,
        "mean": 95,
        "raw": " NA1000042131076095&)",
    }
    assert determination["kind"] == "determination"
    assert determination["started_ms"] == 0
    assert (determination["systolic"], determination["pulse"]) == (122, 74)


def test_the_log_says_where_a_rate_came_from() -> None:
    """A pulse of the cuff is not a live one, and a missing one is null."""
    bare = twin(ago(42, 131, 76, 95))
    bare.probe_on = False
    bare.receive(b" RA!6\r OA!3\r", 0)
    assert [(line["kind"], line["value"]) for line in bare.log] == [
        ("cuff_pulse", 81),
        ("spo2", None),
    ]


def talk(driver: GeDinamap, monitor: DinamapTwin, t: int) -> list[Event]:
    """Let the driver ask everything it wants to know at `t`."""
    heard: list[Event] = []
    request, _ = driver.wake(t)
    while request:
        heard += driver.receive(monitor.receive(request, t), t)
        request, _ = driver.wake(t)
    return heard


def test_the_driver_hears_what_the_twin_says() -> None:
    """Ten minutes with four cuffs, one of them cancelled: value for value the twin's own log."""
    driver, monitor = GeDinamap(), twin(profile=Profile())
    heard: list[Event] = []
    for t in range(0, 600_000, 1000):
        if t % 150_000 == 30_000:
            driver.start_cuff()
        if t == 190_000:
            driver.stop_cuff()
        heard += talk(driver, monitor, t)
    live = [(e.t_ms, *e.values.items()) for e in heard if isinstance(e, Reading)]
    assert live == [
        (line["t_ms"], (line["kind"], line["value"]))
        for line in monitor.log
        if line["kind"] in {"spo2", "pulse_rate"}
    ]
    cuffs = [e for e in heard if isinstance(e, CuffReading)]
    assert [e.status for e in cuffs].count(CuffStatus.CANCELLED) == 1
    assert [(e.systolic, e.diastolic, e.mean) for e in cuffs if e.status is CuffStatus.OK] == [
        (line["systolic"], line["diastolic"], line["mean"])
        for line in monitor.log
        if line["kind"] == "determination"
    ]
    assert len(cuffs) == 4
    assert driver.counts.bad == driver.counts.skipped == 0
