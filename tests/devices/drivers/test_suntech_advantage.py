"""SunTech Advantage, packet by packet from its sheet: the manual's example and computed ones."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.suntech_advantage import (
    LONGEST,
    MODEL,
    PRESSURES,
    SuntechAdvantage,
    answer,
    checks,
    question,
)
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event

NAME = "suntech-advantage"

# From the sheet.
START = bytes.fromhex("3A20A6")
READ_PRESSURE, READ_RESULT = bytes.fromhex("3A79050048"), bytes.fromhex("3A7903004A")
COMPLETED = bytes.fromhex("3E044B73")
PRESSURE_258, PRESSURE_0 = bytes.fromhex("3E050201BA"), bytes.fromhex("3E050000BD")
MANUAL_115 = bytes.fromhex("3E1873004A001E01000000000000310755005800000000E9")
RESULT_131 = bytes.fromhex("3E1883004C001E01000000000000310751005F00000000D4")
VECTORS = [COMPLETED, PRESSURE_258, PRESSURE_0, MANUAL_115, RESULT_131]


def result(
    systolic: int = 131, diastolic: int = 76, mean: int = 95, pulse: int = 81, error: int = 0
) -> bytes:
    """A result packet."""
    pressures = systolic.to_bytes(2, "little") + diastolic.to_bytes(2, "little")
    rest = bytes([pulse, 0]) + mean.to_bytes(2, "little") + bytes([error, 0, 0])
    return answer(pressures + bytes([30, 1, 0, 0, 0, 0, 0, 0, 0x31, 0x07]) + rest)


def pressure(mmhg: int) -> bytes:
    """A pressure packet."""
    return answer(mmhg.to_bytes(2, "little"))


NOTHING_YET = answer(bytes(21))
FAILED = result(error=7)


def decoded(*pieces: bytes, t: int = 0) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    driver = SuntechAdvantage()
    events = [event for piece in pieces for event in driver.receive(piece, t)]
    return events + driver.flush(t)


def cuffs(*pieces: bytes) -> list[tuple[float | None, CuffStatus]]:
    """Systolic and status of every cuff reading in the bytes."""
    found = [event for event in decoded(*pieces) if isinstance(event, CuffReading)]
    return [(event.systolic, event.status) for event in found]


def step(step: CuffStep, t: int, reason: str | None = None) -> CuffChange:
    """A step of the cuff."""
    return CuffChange(t_ms=t, device=NAME, step=step, reason=reason)


OK_131, OK_115 = (131, CuffStatus.OK), (115, CuffStatus.OK)

# --- the packet ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "bytes_"),
    [
        ((0x20,), START),
        ((0x79, 0x05, 0x00), READ_PRESSURE),
        ((0x79, 0x03, 0x00), READ_RESULT),
        ((0x0C, 0x00, 0x01, 0x01), bytes.fromhex("3A0C000101B8")),
    ],
)
def test_every_question_of_the_sheet(payload: tuple[int, ...], bytes_: bytes) -> None:
    """All bytes add up to zero."""
    assert question(*payload) == bytes_


@pytest.mark.parametrize("vector", VECTORS)
def test_checksum_and_length_of_every_vector(vector: bytes) -> None:
    """The length counts the whole packet."""
    assert sum(vector) % 256 == 0
    assert vector[1] == len(vector)
    assert answer(vector[2:-1]) == vector


@given(packet=st.binary(min_size=4, max_size=LONGEST))
def test_the_check_is_the_plain_sum(packet: bytes) -> None:
    """However it is come by."""
    assert checks(packet) == (sum(packet) % 256 == 0)


# --- vectors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vector", "numbers"),
    [(MANUAL_115, (115, 74, 88, 85)), (RESULT_131, (131, 76, 95, 81))],
)
def test_a_result(vector: bytes, numbers: tuple[int, int, int, int]) -> None:
    """The manual's example, and one computed by its layout."""
    systolic, diastolic, mean, pulse = numbers
    assert decoded(vector, t=9000) == [
        CuffReading(
            t_ms=9000, device=NAME, systolic=systolic, diastolic=diastolic, mean=mean, pulse=pulse
        )
    ]


@pytest.mark.parametrize(
    ("vector", "events"),
    [
        (COMPLETED, []),
        (PRESSURE_0, []),
        (PRESSURE_258, [step(CuffStep.INFLATING, 0)]),
        (NOTHING_YET, []),
    ],
)
def test_a_vector_without_a_result(vector: bytes, events: list[Event]) -> None:
    """K is an acknowledgement; a module just switched on has measured nothing."""
    assert decoded(vector) == events


def test_an_error_is_a_failure_without_numbers() -> None:
    """What it means is not known."""
    assert decoded(FAILED) == [CuffReading(t_ms=0, device=NAME, status=CuffStatus.FAILED)]


@pytest.mark.parametrize("pulse", [0, 19])
def test_a_pulse_that_is_none(pulse: int) -> None:
    """From the sheet: zero is null."""
    (reading,) = decoded(result(pulse=pulse))
    assert isinstance(reading, CuffReading)
    assert (reading.systolic, reading.pulse, reading.status) == (131, None, CuffStatus.OK)


@pytest.mark.parametrize(
    ("packet", "systolic"),
    [
        (result(mean=76), 131),
        (result(mean=131), 131),
        (result(diastolic=95, mean=76), 131),
        (result(mean=0), 131),
        (result(systolic=0), None),
        (result(systolic=301), None),
        (result(systolic=256 + 131), None),
    ],
)
def test_pressures_that_cannot_be_are_an_artefact(packet: bytes, systolic: int | None) -> None:
    """Zero and what no cuff measures are null; numbers in a wrong order are kept."""
    assert cuffs(packet) == [(systolic, CuffStatus.ARTEFACT)]


def test_a_pressure_above_one_byte() -> None:
    """Little-endian."""
    assert cuffs(result(systolic=260)) == [(260, CuffStatus.OK)]


@pytest.mark.parametrize("payload", [b"\x4c", b"\x00", b"\x01\x02\x03", bytes(0x40)])
def test_what_we_do_not_read_is_a_packet_without_an_event(payload: bytes) -> None:
    """Of any length up to 0x43."""
    driver = SuntechAdvantage()
    assert driver.receive(answer(payload), 0) == []
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (1, 0, 0)


# --- one inflation, one cuff ---------------------------------------------------------------------


def test_the_last_result_can_be_read_again_and_again() -> None:
    """And is one."""
    assert cuffs(*[RESULT_131, PRESSURE_0, COMPLETED] * 10) == [OK_131]


def test_other_bytes_are_a_new_result() -> None:
    """Be it only the number of beats."""
    other = bytearray(RESULT_131[:-1])
    other[6] += 1
    assert cuffs(RESULT_131, answer(bytes(other[2:]))) == [OK_131, OK_131]


def test_pressure_in_between_makes_the_same_bytes_a_new_result() -> None:
    """The cuff was full meanwhile."""
    assert cuffs(RESULT_131, PRESSURE_258, PRESSURE_0, RESULT_131, RESULT_131) == [OK_131] * 2
    assert cuffs(RESULT_131, PRESSURE_258, RESULT_131) == [OK_131] * 2
    once = [PRESSURE_258, RESULT_131, RESULT_131, PRESSURE_0]
    assert cuffs(RESULT_131, *once, *once) == [OK_131] * 3


@pytest.mark.parametrize("mmhg", [1, 4])
def test_an_empty_cuff_is_no_inflation(mmhg: int) -> None:
    """Below 5 mmHg."""
    assert cuffs(RESULT_131, pressure(mmhg), RESULT_131) == [OK_131]


def test_a_pressure_nobody_believes_is_no_inflation() -> None:
    """Above what a cuff holds."""
    assert decoded(pressure(351)) == []


def test_the_old_result_read_while_the_cuff_is_full_is_not_told_again() -> None:
    """The next pressure shows that it was too early."""
    stream = [RESULT_131]
    for mmhg in (40, 160, 90, 45):
        stream += [pressure(mmhg), RESULT_131]
    assert cuffs(*stream, PRESSURE_0, MANUAL_115, MANUAL_115) == [OK_131, OK_115]
    assert cuffs(*stream[1:], PRESSURE_0, MANUAL_115) == [OK_115]
    assert cuffs(*stream, pressure(20)) == [OK_131]


def test_a_new_result_told_before_the_cuff_is_empty_is_told_once() -> None:
    """The rest of the air is no other inflation."""
    air = [pressure(mmhg) for mmhg in (60, 30, 8, 0)]
    stream = [RESULT_131, pressure(160), COMPLETED, MANUAL_115]
    stream += [packet for full in air for packet in (full, MANUAL_115)]
    assert cuffs(*stream) == [OK_131, OK_115]


def test_the_steps_of_an_inflation_that_somebody_else_began() -> None:
    """Inflating, done; a failure, and an inflation without any result."""
    driver = SuntechAdvantage()
    assert driver.receive(pressure(20), 1000) == [step(CuffStep.INFLATING, 1000)]
    assert driver.receive(pressure(160) + pressure(60) + PRESSURE_0, 30_000) == []
    assert driver.receive(RESULT_131, 30_100)[1:] == [step(CuffStep.DONE, 30_100)]
    driver.receive(pressure(20) + PRESSURE_0, 60_000)
    failed = step(CuffStep.FAILED, 61_000, "cuff_no_result")
    assert driver.receive(FAILED, 61_000)[1:] == [failed]
    driver.receive(pressure(20) + PRESSURE_0, 90_000)
    failed = step(CuffStep.FAILED, 91_000, "cuff_no_result")
    assert driver.receive(NOTHING_YET, 91_000) == [failed]


# --- the conversation ----------------------------------------------------------------------------


def test_a_round_of_questions() -> None:
    """The pressure, then the result, one at a time; then nothing before the next whole second."""
    driver = SuntechAdvantage()
    assert driver.wake(250) == (READ_PRESSURE, 1250)
    waiting = [driver.awaiting]
    assert driver.wake(260) == (b"", 1250)
    driver.receive(COMPLETED, 270)
    waiting.append(driver.awaiting)
    driver.receive(PRESSURE_0, 280)
    waiting.append(driver.awaiting)
    assert waiting == [True, True, False]
    assert driver.wake(280) == (READ_RESULT, 1280)
    driver.receive(RESULT_131, 300)
    assert driver.wake(300) == (b"", 1000)
    assert driver.wake(1000) == (READ_PRESSURE, 2000)


def test_a_full_cuff_is_not_asked_for_its_result() -> None:
    """Until the module says that it is done."""
    driver = SuntechAdvantage()
    driver.wake(0)
    driver.receive(pressure(160), 20)
    assert driver.wake(20) == (b"", 1000)
    driver.wake(1000)
    driver.receive(COMPLETED + pressure(40), 1020)
    assert driver.wake(1020) == (READ_RESULT, 2020)
    driver.receive(RESULT_131, 1040)
    driver.wake(2000)
    driver.receive(pressure(20), 2020)
    assert driver.wake(2020) == (b"", 3000)


def test_a_silent_module_is_asked_again_every_second() -> None:
    """A missed answer is let go after a second."""
    driver = SuntechAdvantage()
    assert [driver.wake(t)[0] for t in (0, 1000, 2000)] == [READ_PRESSURE] * 3


def test_an_answer_behind_noise_that_looks_like_a_packet_is_found() -> None:
    """As soon as the answer is overdue, and not when the noise has got its 67 bytes."""
    driver = SuntechAdvantage()
    driver.wake(0)
    assert driver.receive(b"\x3e\x43" + pressure(160), 50) == []
    driver.wake(1000)
    assert driver.receive(b"", 1010) == [step(CuffStep.INFLATING, 1000)]


def test_nothing_can_be_started() -> None:
    """Do not ship a start command without a known abort."""
    driver = SuntechAdvantage()
    assert (MODEL.can_start, MODEL.can_stop) == (False, False)
    assert driver.start_cuff() == driver.stop_cuff() == driver.goodbye() == b""
    assert {driver.wake(t)[0] for t in range(0, 60_000, 500)} == {READ_PRESSURE, b""}


# --- what a cable carries ------------------------------------------------------------------------

PACKETS = st.sampled_from([*VECTORS, FAILED, b"\x3e", b"\x3e\x43", b"\x00", START, pressure(40)])
STREAMS = st.lists(PACKETS).map(b"".join)


@given(stream=STREAMS, data=st.data())
def test_any_cut_gives_the_same_readings(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    whole, cut = SuntechAdvantage(), SuntechAdvantage()
    edges = [0, *data.draw(st.lists(st.integers(0, len(stream))).map(sorted)), len(stream)]
    events = [event for a, b in pairwise(edges) for event in cut.receive(stream[a:b], 0)]
    assert events + cut.flush(0) == whole.receive(stream, 0) + whole.flush(0)
    assert cut.counts == whole.counts


@pytest.mark.parametrize("vector", VECTORS)
def test_a_flipped_bit_costs_its_packet_and_no_other(vector: bytes) -> None:
    """Length or checksum do not fit any more."""
    for place in range(len(vector)):
        for bit in range(8):
            broken = bytearray(vector)
            broken[place] ^= 1 << bit
            assert cuffs(RESULT_131, bytes(broken), MANUAL_115) == [OK_131, OK_115]


@pytest.mark.parametrize("vector", VECTORS)
def test_a_lost_byte_costs_its_packet_and_no_other(vector: bytes) -> None:
    """The next packet begins inside what the broken one claims to be."""
    for place in range(len(vector)):
        broken = vector[:place] + vector[place + 1 :]
        assert cuffs(RESULT_131, broken, MANUAL_115) == [OK_131, OK_115]


@pytest.mark.parametrize("length", [0, 1, 3, 0x44, 0xFF])
def test_a_length_no_packet_has_is_skipped(length: int) -> None:
    """One byte, and look again."""
    driver = SuntechAdvantage()
    (reading,) = driver.receive(bytes([0x3E, length]) + RESULT_131, 0)
    assert isinstance(reading, CuffReading)
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (1, 0, 2)


@given(noise=st.binary(max_size=600))
def test_a_packet_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good packet after any garbage is never lost."""
    assert OK_131 in cuffs(noise, RESULT_131)


def test_endless_noise_is_not_kept() -> None:
    """Nothing beyond one packet that may still become whole."""
    driver = SuntechAdvantage()
    for _ in range(100):
        driver.receive(b"\x3e\x43" * 500, 0)
        assert len(driver._packets._held) <= LONGEST


def test_our_own_questions_are_no_answers() -> None:
    """A plug that joins RX to TX is not a module."""
    driver = SuntechAdvantage()
    assert driver.receive(READ_PRESSURE + READ_RESULT, 0) == []
    assert driver.counts.frames == 0


def test_counts() -> None:
    """Good packets, packets whose check failed, bytes that were none."""
    driver = SuntechAdvantage()
    driver.receive(PRESSURE_0 + PRESSURE_258[:-1] + b"\x00" + b"\x01\x02\x03" + COMPLETED, 0)
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (2, 1, 3)


@given(payloads=st.lists(st.binary(min_size=21, max_size=21)))
def test_any_result_under_a_right_checksum_stays_possible(payloads: list[bytes]) -> None:
    """A checksum proves the packet, not that its content makes sense."""
    for event in decoded(*map(answer, payloads)):
        if isinstance(event, CuffReading):
            numbers = (event.systolic, event.diastolic, event.mean)
            assert all(number is None or number in PRESSURES for number in numbers)


def test_events_of_one_driver_bear_its_name() -> None:
    """`device` is the model's name."""
    assert {getattr(event, "device", None) for event in decoded(*VECTORS)} == {NAME}
