"""Contec CMS50, frame by frame from its sheet, old format and new (vectors computed there)."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.contec_cms50 import (
    KEEP_ALIVE,
    NAME,
    START,
    STOP,
    WINDOW,
    ContecCms50,
    restored,
)
from devices.oximeter import reading
from monitor.events import Event
from tests.devices.damage import contains, cuts, damaged, heard

# From the sheet.
OLD = bytes.fromhex("853C074A62")
NEW = bytes.fromhex("018085BC87CAE2AC81")
NEW_FINGER_OUT = bytes.fromhex("0189808080FFFF8080")

GOOD, NONE = reading(NAME, 0, 98, 74), reading(NAME, 0, None, None)


def old(rate: int = 74, spo2: int = 98, status: int = 5, more: int = 7) -> bytes:
    """A frame of the old format."""
    return bytes([0x80 | status, 0x3C, more | (rate >> 7) << 6, rate & 0x7F, spo2])


def new(rate: int = 74, spo2: int = 98, status: int = 5, pleth: int = 0x3C, pi: int = 300) -> bytes:
    """A frame of the new format, its high bits in byte 1."""
    data = [status, pleth, 7, rate, spo2, pi & 0xFF, pi >> 8]
    highs = sum((byte >> 7) << place for place, byte in enumerate(data))
    return bytes([1, 0x80 | highs, *(byte | 0x80 for byte in data)])


BOTH = pytest.mark.parametrize("frame", [old, new])


def decoded(*pieces: bytes) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    return heard(ContecCms50(), list(pieces))[0]


# --- vectors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vector", "event"), [(OLD, GOOD), (NEW, GOOD), (NEW_FINGER_OUT, NONE)], ids=["A", "B", "out"]
)
def test_a_vector_and_what_it_says(vector: bytes, event: Event) -> None:
    """From the sheet: one alone, at the end of the input, and a second of them; none is thinned."""
    assert decoded(vector) == [event]
    assert decoded(vector * 60) == [event] * 60


def test_the_frames_of_these_tests_are_those_of_the_sheet() -> None:
    """Byte for byte."""
    assert (old(), new()) == (OLD, NEW)
    assert new(0xFF, 0x7F, 0x80, 0, 0)[:4] == NEW_FINGER_OUT[:4]


def test_the_high_bits_are_put_back() -> None:
    """Bit 0 of byte 1 belongs to byte 2, and so on."""
    assert restored(NEW) == bytes.fromhex("0100053C074A622C01")
    assert restored(NEW_FINGER_OUT) == bytes.fromhex("0109800000FF7F0000")


@BOTH
@pytest.mark.parametrize("rate", [20, 127, 128, 200, 254])
def test_a_rate_of_eight_bits(frame: Callable[..., bytes], rate: int) -> None:
    """Bit 7 travels elsewhere."""
    expected = reading(NAME, 0, 98, rate)
    assert decoded(frame(rate) * 3) == [expected] * 3


@pytest.mark.parametrize(
    "frame",
    [
        old(status=0x15),
        old(more=0x17),
        old(more=0x27),
        new(status=0x85),
        new(pleth=0xBC),
        *(make(rate) for make in (old, new) for rate in (0, 0xFF)),
        *(make(74, spo2) for make in (old, new) for spo2 in (0, 101, 0x7F)),
    ],
)
def test_where_either_is_impossible_there_is_no_value(frame: bytes) -> None:
    """Finger out, probe error, searching, and what neither number can be: both are null."""
    assert decoded(frame * 3) == [NONE] * 3


@pytest.mark.parametrize("frame", [old(status=0x65), new(status=0x75), new(74, 98, 5, 0x3C, 0)])
def test_the_other_bits_take_no_value_away(frame: bytes) -> None:
    """Beep, falling or low saturation, a search that took long, no PI."""
    assert decoded(frame * 3) == [GOOD] * 3


def test_a_model_without_pi() -> None:
    """From the sheet: FFFF for the PI, and byte 1 reads E0, E1 without a finger, E2 searching."""
    frames = [new(pi=0xFFFF), new(status=0x85, pi=0xFFFF), new(pleth=0xBC, pi=0xFFFF)]
    assert [frame[1] for frame in frames] == [0xE0, 0xE1, 0xE2]
    assert decoded(*frames) == [GOOD, NONE, NONE]


@BOTH
def test_believable_is_another_question(frame: Callable[..., bytes]) -> None:
    """A number that can be sent but not be true is null by itself."""
    assert decoded(frame(19, 98) * 3) == [reading(NAME, 0, 98, None)] * 3
    assert decoded(frame(74, 49) * 3) == [reading(NAME, 0, None, 74)] * 3


# --- one wire ------------------------------------------------------------------------------------

ANSWERS = [bytes([0x0C, 0x80]), bytes([0x0E, 0x80, 0x81]), bytes([0x06, 0x80, 0x80, 0x85])]
ANSWERS += [bytes([kind] + [0x80] * 8) for kind in (0x02, 0x03, 0x04, 0x11, 0x13, 0x14)]
ANSWERS += [bytes([0x0D, 0x80]), bytes([0x0B, 0x80, 0xFF, 0x85])]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_neither_bad_nor_skipped(answer: bytes) -> None:
    """It shares the wire with live frames and says nothing of the patient."""
    events, counts = heard(ContecCms50(), [NEW * 30, answer, NEW * 3, answer])
    assert events == [GOOD] * 33
    assert (counts.frames, counts.bad, counts.skipped) == (35, 0, 0)


def test_a_packet_nobody_knows_is_skipped() -> None:
    """Opaque, and counted."""
    events, counts = heard(ContecCms50(), [NEW * 30, bytes([0x05, 0x80, 0x80]), NEW])
    assert events == [GOOD] * 31
    assert counts.skipped == 3


def test_the_format_may_change_on_the_way() -> None:
    """A cable may be moved to another device; some frames are lost until that is noticed."""
    events = decoded(OLD * 60, new(80, 97) * 60, old(81, 96) * 60)
    assert events[:59] == [GOOD] * 59
    assert events.count(reading(NAME, 0, 97, 80)) > 30
    assert events.count(reading(NAME, 0, 96, 81)) > 20
    assert len(set(map(repr, events))) == 3


@pytest.mark.parametrize(
    "other", [b"SPO2=097 HR=074\r\n", bytes.fromhex("804A61"), bytes.fromhex("0181010083")]
)
def test_another_device_is_not_understood(other: bytes) -> None:
    """Text, triples and packets of a Nonin hold no frame of this one."""
    assert decoded(other * 300) == []


@BOTH
def test_a_frame_between_others_is_the_only_true_one(frame: Callable[..., bytes]) -> None:
    """A byte too many makes a frame a bad one, for nobody knows which byte it was."""
    broken = frame()[:3] + frame()[3:4] * 2 + frame()[4:]
    events, counts = heard(ContecCms50(), [frame() * 40, broken, frame(80) * 40])
    assert events == [GOOD] * 40 + [reading(NAME, 0, 98, 80)] * 40
    assert counts.bad == 1


# --- pauses --------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("frames", [1, 40], ids=["unknown", "known"])
def test_what_came_before_a_pause_is_never_told_as_new(
    frame: Callable[..., bytes], frames: int
) -> None:
    """Neither with the first byte after it nor when the port is closed."""
    driver = ContecCms50()
    before = driver.receive(frame(60) * frames, 1000)
    assert len(before) == max(0, frames - 1)
    after = driver.receive(frame(90) * 60, 41_000) + driver.flush(41_000)
    assert after == [reading(NAME, 41_000, 98, 90)] * 60
    driver.receive(frame(60) * frames, 50_000)
    assert reading(NAME, 99_000, 98, 60) not in driver.flush(99_000)
    assert driver.counts.bad == 0


@BOTH
def test_half_a_frame_before_a_pause_is_not_made_whole_by_what_follows(
    frame: Callable[..., bytes],
) -> None:
    """The bytes between them are not known to be the ones that were lost."""
    driver = ContecCms50()
    driver.receive(frame(60) * 40 + frame(60)[:3], 1000)
    after = driver.receive(frame(60)[3:] + frame(90) * 40, 41_000) + driver.flush(41_000)
    assert after == [reading(NAME, 41_000, 98, 90)] * 40


@BOTH
def test_a_frame_is_told_with_the_next_one(frame: Callable[..., bytes]) -> None:
    """A sixtieth of a second late, and up to a second on a slow cable."""
    driver = ContecCms50()
    driver.receive(frame(60) * 40, 1000)
    assert driver.receive(frame(61), 2000) == [reading(NAME, 2000, 98, 60)]


# --- the conversation ----------------------------------------------------------------------------


def test_live_data_is_asked_for_until_it_comes_and_then_kept_alive() -> None:
    """From the sheet: one second for a reply, a keep-alive every five."""
    driver = ContecCms50()
    assert bytes.fromhex("7D81A1808080808080") == START
    assert bytes.fromhex("7D81A2808080808080") == STOP
    assert bytes.fromhex("7D81AF808080808080") == KEEP_ALIVE
    sent = []
    for t in range(0, 14_000, 500):
        request, _ = driver.wake(t)
        sent += [(t, request)] if request else []
        if t >= 2000:
            driver.receive(NEW * 30, t)
    started = [(t, START) for t in (0, 1000, 2000)]
    assert sent == [*started, (7000, KEEP_ALIVE), (12_000, KEEP_ALIVE)]
    assert driver.wake(14_000) == (b"", 15_000)
    assert [driver.wake(t)[0] for t in (15_000, 16_000)] == [START, START]
    assert driver.goodbye() == STOP


def test_an_old_device_is_asked_nothing() -> None:
    """It knows no commands, and needs none."""
    driver = ContecCms50()
    driver.wake(0)
    driver.receive(OLD * 60, 500)
    assert [driver.wake(t)[0] for t in range(1000, 20_000, 1000)] == [b""] * 19
    assert driver.goodbye() == b""


# --- what a cable carries ------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("around", [4, 40], ids=["few", "many"])
def test_a_broken_frame_costs_itself_alone(frame: Callable[..., bytes], around: int) -> None:
    """Each bit flipped, each byte lost, with few frames around it and with many."""
    rates = [60 + place for place in range(2 * around)]
    expected: list[Event] = [reading(NAME, 0, 98, rate) for rate in rates]
    before, after = (b"".join(map(frame, half)) for half in (rates[:around], rates[around:]))
    for broken in damaged(frame(200, 90)):
        events = decoded(before, broken, after)
        assert contains(events, expected)
        assert len(events) <= len(expected) + 1


@BOTH
@pytest.mark.parametrize("length", [1, 30, 90, 180, 500])
def test_frames_survive_the_noise_before_them(frame: Callable[..., bytes], length: int) -> None:
    """A stream is recognised after any garbage, without losing its second frame."""
    noise = bytes(n * n * 89 % 251 for n in range(length))
    assert len(decoded(noise, frame() * 60)) >= 59


PARTS = [OLD * 9, OLD, NEW * 9, NEW, NEW_FINGER_OUT, OLD[:3], NEW[:5], NEW[3:], OLD[2:]]
PARTS += [b"\x55" * 40, b"\xaa" * 40, b"\x0c\x80", b"\x01", OLD * 40, NEW * 40]
STREAMS = st.lists(st.sampled_from(PARTS)).map(b"".join)


@given(pieces=cuts(STREAMS))
def test_any_cut_gives_the_same_readings(pieces: list[bytes]) -> None:
    """Bytes come in any chunking; counts are the same as well."""
    assert heard(ContecCms50(), pieces) == heard(ContecCms50(), [b"".join(pieces)])


@given(pieces=st.lists(st.sampled_from([OLD * 30, NEW * 30, b"\x80" * 99, b"\x01" * 99])))
def test_noise_is_not_kept(pieces: list[bytes]) -> None:
    """Never more than the window that tells the formats apart."""
    driver = ContecCms50()
    for piece in pieces:
        driver.receive(piece, 0)
        assert len(driver._held) < WINDOW
