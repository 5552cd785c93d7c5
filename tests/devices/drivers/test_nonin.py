"""Nonin, format by format from its sheet (vectors computed there, none captured)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.nonin import NAME, PACKET_BYTES, PROOF_BYTES, Nonin
from devices.oximeter import reading
from monitor.events import Event
from tests.devices.damage import contains, cuts, damaged, heard

# From the sheet.
LINE, NO_LINE = b"SPO2=097 HR=074\r\n", b"SPO2=--- HR=---\r\n"
TRIPLE, NO_TRIPLE = bytes.fromhex("804A61"), bytes.fromhex("C37F7F")
FIRST_FRAME = bytes.fromhex("0181010083")

GOOD, NONE = reading(NAME, 0, 97, 74), reading(NAME, 0, None, None)
DISCONNECTED, ARTEFACT, OUT_OF_TRACK, ALARM = 0x40, 0x20, 0x10, 0x08

FORMATS = pytest.mark.parametrize("form", [2, 7])


def frames(form: int, floats: dict[int, int], status: int = 0) -> list[bytes]:
    """The 25 frames of a packet with these float bytes, by frame number."""
    made = []
    for number in range(1, 26):
        first = number == 1
        now = 0x80 | status | first
        head = [1, now, 1] if form == 2 else [now, 1, 200]
        frame = [*head, floats.get(number, 0)]
        made.append(bytes([*frame, sum(frame) & 0xFF]))
    return made


def packet(form: int, rate: int = 74, spo2: int = 97, status: int = 0) -> bytes:
    """A packet with a rate and a saturation, and another one in the display values."""
    floats = {1: rate >> 7, 2: rate & 0x7F, 3: spo2}
    shown = dict.fromkeys((9, 16, 17), 88) | dict.fromkeys((14, 20, 22), 0)
    return b"".join(frames(form, floats | shown | dict.fromkeys((15, 21, 23), 60), status))


def triple(rate: int, spo2: int, status: int = 0) -> bytes:
    """A triple of format 1."""
    return bytes([0x80 | status | rate >> 7, rate & 0x7F, spo2])


def decoded(*pieces: bytes) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    return heard(Nonin(), list(pieces))[0]


def numbers(*pieces: bytes) -> list[tuple[object, ...]]:
    """Rate and saturation of every reading."""
    return [tuple(getattr(event, "values", {}).values()) for event in decoded(*pieces)]


# --- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (LINE, GOOD),
        (NO_LINE, NONE),
        (b"SPO2=097 HR=074 F\r\n", GOOD),
        (b"SPO2=097 HR=074*\r\n", GOOD),
        (b"SPO2=097 HR=074 F*\r\n", GOOD),
        (b"SPO2=097 HR=074 B\r\n", GOOD),
        (b"SPO2=097 HR=---\r\n", reading(NAME, 0, 97, None)),
        (b"12:34:56 SPO2=097 HR=074\r\n", reading(NAME, 0, 97, 74, "12:34:56")),
        (b"SPO2=100 HR=240\r\n", reading(NAME, 0, 100, 240)),
        (b"SPO2=049 HR=301\r\n", NONE),
    ],
)
def test_a_line_and_what_it_says(line: bytes, event: Event) -> None:
    """From the sheet: missing values, fast response, event mark, breath, and a time before it."""
    assert decoded(line) == [event]


@pytest.mark.parametrize(
    "line",
    [b"SPO2=97 HR=074", b"SPO2=097 HR=74", b"SPO2=097HR=074", b"SPO2=0-7 HR=074", b"SPO2=097"],
)
def test_a_line_of_another_shape_is_a_bad_frame(line: bytes) -> None:
    """There is no checksum."""
    events, counts = heard(Nonin(), [line + b"\r\n"])
    assert events == []
    assert counts.bad == 1


def test_a_header_line_is_skipped() -> None:
    """It comes at power-up."""
    events, counts = heard(Nonin(), [b"NONIN 9600 V1.0 2010-09-15\r\n", LINE])
    assert events == [GOOD]
    assert (counts.frames, counts.bad, counts.skipped) == (1, 0, 26)


def test_half_a_line_does_not_swallow_the_next() -> None:
    """It is a bad frame by itself."""
    for length in range(1, 14):
        assert decoded(LINE[:length], LINE) == [GOOD]


def test_a_line_is_read_as_soon_as_it_ends() -> None:
    """At its CR, and not with the next line a second later."""
    driver = Nonin()
    assert driver.receive(LINE[:-2], 0) == []
    assert driver.receive(b"\r", 0) == [GOOD]
    assert driver.receive(b"\n" + LINE[:-1], 0) == [GOOD]


# --- format 1 ------------------------------------------------------------------------------------


def test_five_triples_prove_format_1() -> None:
    """From the sheet: nothing is reported before; then none of them is lost."""
    assert decoded(TRIPLE * 4) == []
    assert decoded(TRIPLE * 5) == [GOOD] * 5
    assert decoded(TRIPLE * 7 + NO_TRIPLE) == [GOOD] * 7 + [NONE]
    assert decoded(NO_TRIPLE * 5) == [NONE] * 5


@pytest.mark.parametrize("rate", [20, 127, 128, 240, 255, 256, 300])
def test_a_rate_of_nine_bits(rate: int) -> None:
    """Bits 8 and 7 stand in the status."""
    assert numbers(triple(rate, 98) * 5) == [(rate, 98)] * 5


@pytest.mark.parametrize(("rate", "spo2"), [(17, 97), (322, 97), (510, 97), (74, 101), (74, 126)])
def test_a_triple_that_cannot_be_proves_nothing(rate: int, spo2: int) -> None:
    """From the sheet: rate 18-321 or 511, saturation 0-100 or 127."""
    assert decoded(TRIPLE * 4, triple(rate, spo2), TRIPLE * 4) == []
    assert decoded(TRIPLE * 5, triple(rate, spo2), TRIPLE) == [GOOD] * 6


@pytest.mark.parametrize(
    "other",
    [
        triple(74 + 31, 97),
        triple(74, 91),
        triple(511, 97),
        triple(74, 127),
        triple(74, 97, DISCONNECTED),
    ],
)
def test_triples_that_are_of_no_one_patient_prove_nothing(other: bytes) -> None:
    """Each may be one; a patient's rate and saturation do not leap, and the sensor stays on."""
    assert decoded(TRIPLE * 2, other, TRIPLE * 2) == []
    assert decoded(triple(74 + 30, 97 - 5) + TRIPLE * 4) == [reading(NAME, 0, 92, 104)] + [GOOD] * 4


def test_noise_proves_nothing() -> None:
    """A megabyte of it, some seeds: a proof by range alone would pass some of them."""
    for seed in range(8):
        driver, rng = Nonin(), random.Random(seed)
        told = [event for _ in range(32) for event in driver.receive(rng.randbytes(4096), 0)]
        assert told + driver.flush(0) == []


def test_noise_behind_a_proof_invents_no_number() -> None:
    """A cable that is pulled: what follows looks like a triple now and then."""
    for seed in range(300):
        events = decoded(TRIPLE * 5, random.Random(seed).randbytes(300))
        values = [value for event in events for value in getattr(event, "values", {}).values()]
        assert set(values) <= {97, 74, None} or all(
            value is None or min(abs(value - 97), abs(value - 74)) <= 60 for value in values
        )


def test_a_leap_is_told_when_it_stays() -> None:
    """The first triple behind it is not, for it may be noise; a finger that comes is told."""
    after = triple(140, 88)
    assert decoded(TRIPLE * 5, after * 3) == [GOOD] * 5 + [reading(NAME, 0, 88, 140)] * 2
    assert decoded(TRIPLE * 5, after, TRIPLE) == [GOOD] * 6
    assert decoded(TRIPLE * 5, NO_TRIPLE, after) == [GOOD] * 5 + [NONE, reading(NAME, 0, 88, 140)]


def test_a_triple_with_the_sensor_off_has_no_values() -> None:
    """Disconnected nulls both, be there numbers; out of track keeps them."""
    assert decoded(triple(74, 97, DISCONNECTED) * 5) == [NONE] * 5
    assert decoded(triple(74, 97, OUT_OF_TRACK | ARTEFACT) * 5) == [GOOD] * 5


def test_once_proven_a_triple_is_read_at_its_last_byte() -> None:
    """A second is too long to wait for the next one."""
    driver = Nonin()
    driver.receive(TRIPLE * 5, 0)
    assert driver.receive(TRIPLE[:2], 0) == []
    assert driver.receive(TRIPLE[2:], 0) == [GOOD]


def test_a_broken_triple_costs_itself_alone() -> None:
    """Each bit flipped, each byte lost, after the proof."""
    for broken in damaged(TRIPLE):
        before, after = [triple(80 + n, 98) for n in range(5)], [triple(90, 95), triple(91, 96)]
        events = decoded(*before, broken, *after)
        assert contains(events, [reading(NAME, 0, 98, 80 + n) for n in range(5)])
        assert events[-2:] == [reading(NAME, 0, 95, 90), reading(NAME, 0, 96, 91)]
        assert len(events) <= 8


def test_a_broken_triple_now_and_then_is_forgiven() -> None:
    """Three good ones make up for it."""
    assert decoded(TRIPLE * 5, (b"\x80\x4a\xe1" + TRIPLE * 3) * 10) == [GOOD] * 35


def test_noise_ends_the_belief_in_triples() -> None:
    """Then five have to prove themselves again."""
    assert decoded(TRIPLE * 5, b"\x55" * 5, TRIPLE * 4) == [GOOD] * 5
    assert decoded(TRIPLE * 5, b"\x55" * 5, TRIPLE * 5) == [GOOD] * 10


# --- formats 2 and 7 -----------------------------------------------------------------------------


def test_the_first_frame_of_the_sheet() -> None:
    """01 81 01 00 83, for any rate below 128."""
    assert packet(2)[:5] == FIRST_FRAME


@FORMATS
@pytest.mark.parametrize("rate", [20, 74, 127, 128, 129, 240, 255, 256, 300])
def test_a_rate_of_seven_bits_a_byte(form: int, rate: int) -> None:
    """A known trap: MSB times 256 is wrong above 127 bpm."""
    assert numbers(packet(form, rate)) == [(rate, 97)]


@FORMATS
def test_the_upper_bits_of_a_float_byte_do_not_count(form: int) -> None:
    """From the sheet: MSB & 03, LSB & 7F, saturation & 7F."""
    assert numbers(b"".join(frames(form, {1: 0xFD, 2: 0x80 | 10, 3: 0x80 | 97}))) == [(138, 97)]


@FORMATS
def test_a_packet_without_values(form: int) -> None:
    """511 and 127 are missing; the display values, which hold the last ones, are not read."""
    assert decoded(packet(form, 511, 127)) == [NONE]


@FORMATS
def test_the_bits_of_the_status(form: int) -> None:
    """Disconnected nulls both; out of track and the others keep them."""
    assert decoded(packet(form, status=DISCONNECTED)) == [NONE]
    for status in (OUT_OF_TRACK, ARTEFACT, ALARM, 2, 4, 6):
        assert decoded(packet(form, status=status)) == [GOOD]


@FORMATS
def test_a_packet_is_found_from_its_sync_on(form: int) -> None:
    """A stream is joined anywhere; the packet that was under way is lost."""
    for start in (1, 4, 5, 64, 124):
        assert decoded(packet(form)[start:], packet(form), packet(form)) == [GOOD, GOOD]


@FORMATS
def test_a_lost_frame_discards_the_packet(form: int) -> None:
    """From the sheet: 25 good sums are required."""
    for lost in range(25):
        made = frames(form, {2: 90, 3: 95})
        del made[lost]
        events, counts = heard(Nonin(), [packet(form), b"".join(made), packet(form)])
        assert events == [GOOD, GOOD]
        assert counts.bad + counts.skipped > 0


@FORMATS
def test_a_second_sync_within_a_packet_discards_it(form: int) -> None:
    """Two halves are no whole, be their sums right."""
    made = frames(form, {2: 90, 3: 95})
    assert decoded(b"".join(made[:10] + made[:15]), packet(form)) == [GOOD]


@FORMATS
def test_a_broken_packet_costs_itself_alone(form: int) -> None:
    """Each bit flipped, each byte lost."""
    around = [reading(NAME, 0, 97, 74), reading(NAME, 0, 98, 80)]
    for broken in damaged(packet(form, 90, 95)):
        assert decoded(packet(form), broken, packet(form, 80, 98)) == around


@FORMATS
@pytest.mark.parametrize("status", [0x80, 0x80 | DISCONNECTED])
def test_a_flat_line_does_not_lead_astray(form: int, status: int) -> None:
    """Where pleth and most float bytes are zero, sums of format 2 are right in wrong places too."""
    floats = {0: 3, 1: 0x7F, 2: 0x7F}
    flat = b""
    for place in range(25):
        frame = [status | (place == 0), 0, floats.get(place, 0)]
        frame = [1, *frame] if form == 2 else [frame[0], 0, *frame[1:]]
        flat += bytes([*frame, sum(frame) & 0xFF])
    assert decoded(flat) == [NONE]
    for broken in damaged(flat):
        assert decoded(broken, packet(form)) == [GOOD]


# --- telling them apart --------------------------------------------------------------------------


def test_the_format_may_change_on_the_way() -> None:
    """Each way proves itself; a cable may be moved to another device."""
    stream = [LINE, packet(2), packet(7), TRIPLE * 5, b"\x55" * 6, LINE, packet(7)]
    assert decoded(*stream) == [GOOD] * 10


def test_a_stream_of_one_format_is_no_other() -> None:
    """As many readings as frames, however long."""
    assert len(decoded(LINE * 50)) == 50
    assert len(decoded(TRIPLE * 50)) == 50
    for form in (2, 7):
        assert len(decoded(packet(form) * 50)) == 50


def test_a_few_frames_of_a_packet_prove_no_value() -> None:
    """Two good sums in a row name the format; a value takes a packet."""
    for form in (2, 7):
        assert decoded(packet(form)[: PACKET_BYTES - 1]) == []


@given(noise=st.binary(max_size=400))
def test_a_line_and_a_packet_survive_the_noise_before_them(noise: bytes) -> None:
    """The next good frame after any garbage is never lost; only its time may be."""
    for frame in (LINE, packet(2), packet(7)):
        assert numbers(noise, b"\r\n", frame)[-1] == (74, 97)


PARTS = [LINE, NO_LINE, b"12:34:56 " + LINE, LINE[:9], TRIPLE * 5, TRIPLE, NO_TRIPLE, packet(2)]
PARTS += [packet(7), packet(7)[:40], packet(2)[3:90], b"\r\n", b"\xff", b"\x01\x81", b"\x55" * 4]
STREAMS = st.lists(st.sampled_from(PARTS)).map(b"".join)


@given(pieces=cuts(STREAMS))
def test_any_cut_gives_the_same_readings(pieces: list[bytes]) -> None:
    """Bytes come in any chunking; counts are the same as well."""
    assert heard(Nonin(), pieces) == heard(Nonin(), [b"".join(pieces)])


@given(pieces=st.lists(st.binary(max_size=300), max_size=20))
def test_noise_is_not_kept(pieces: list[bytes]) -> None:
    """Never more than a packet and what it takes to prove one."""
    driver = Nonin()
    for piece in pieces:
        driver.receive(piece, 0)
        assert len(driver._held) <= PACKET_BYTES + PROOF_BYTES


def test_nonin_is_asked_nothing() -> None:
    """It talks by itself, whatever its format."""
    assert Nonin().wake(0) == (b"", 1000)
