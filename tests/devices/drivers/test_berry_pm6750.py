"""Berry PM6750, packet by packet from its sheet (vectors computed there, layouts the vendor's)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.berry_pm6750 import LONGEST, BerryPm6750, checksum, frame
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event, Reading
from monitor.vitals import Vital

NAME = "berry-pm6750"

# From the sheet: "Host -> module".
ECG_ON, SPO2_ON = bytes.fromhex("55AA040101F9"), bytes.fromhex("55AA040301F7")
START, STOP = bytes.fromhex("55AA040201F8"), bytes.fromhex("55AA040200F9")
ADULT, CHILD = bytes.fromhex("55AA040901F1"), bytes.fromhex("55AA040902F0")
NEONATE, TARGET_150 = bytes.fromhex("55AA040903EF"), bytes.fromhex("55AA040A4BA6")

# From the sheet: "decoded | bytes", and the manual's own example of a wave.
DONE_131 = bytes.fromhex("55AA08030000835F4CC6")
MEASURING = bytes.fromhex("55AA08030450000000A0")
LOOSE = bytes.fromhex("55AA08031000000000E4")
SPO2_98 = bytes.fromhex("55AA060400624A49")
NO_FINGER = bytes.fromhex("55AA0604027FFF75")
RATES_74 = bytes.fromhex("55AA0802004A1000019A")
LEAD_OFF = bytes.fromhex("55AA08020200000000F3")
WAVE = bytes.fromhex("55AA0A018080808080808074")
VECTORS = [DONE_131, MEASURING, LOOSE, SPO2_98, NO_FINGER, RATES_74, LEAD_OFF, WAVE]


def cuff(code: int, sys: int = 0, mean: int = 0, dia: int = 0, mode: int = 0) -> bytes:
    """A cuff packet."""
    return frame(0x03, code << 2 | mode, 0, sys, mean, dia)


DONE_142 = cuff(0, 142, 101, 80)
STOPPED, NO_RESULT, INITIALISING, INITIALISED = cuff(2), cuff(0), cuff(9), cuff(10)


def decoded(*pieces: bytes, t: int = 0) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    driver = BerryPm6750()
    events = [event for piece in pieces for event in driver.receive(piece, t)]
    return events + driver.flush(t)


def cuffs(*pieces: bytes) -> list[tuple[float | None, CuffStatus]]:
    """Systolic and status of every cuff reading in the bytes."""
    found = [event for event in decoded(*pieces) if isinstance(event, CuffReading)]
    return [(event.systolic, event.status) for event in found]


def rates(heart_rate: int | None, breaths: int | None) -> Reading:
    """A reading of the ECG."""
    values: dict[Vital, float | None] = {Vital.HEART_RATE: heart_rate, Vital.RESP_RATE: breaths}
    return Reading(t_ms=0, device=NAME, values=values)


def oximeter(spo2: int | None, pulse: int | None) -> Reading:
    """A reading of the oximeter."""
    values: dict[Vital, float | None] = {Vital.SPO2: spo2, Vital.PULSE_RATE: pulse}
    return Reading(t_ms=0, device=NAME, values=values)


def step(step: CuffStep, t: int, reason: str | None = None) -> CuffChange:
    """A step of the cuff."""
    return CuffChange(t_ms=t, device=NAME, step=step, reason=reason)


def empty(status: CuffStatus, t: int) -> CuffReading:
    """A cuff without numbers."""
    return CuffReading(t_ms=t, device=NAME, status=status)


def sent(driver: BerryPm6750, from_ms: int, until_ms: int) -> list[bytes]:
    """What the driver sends in a stretch of time."""
    t, orders = from_ms, []
    while t < until_ms:
        order, t = driver.wake(t)
        orders += [order] if order else []
    return orders


def listening(*packets: bytes) -> BerryPm6750:
    """A driver that has enabled what it wants, long ago, and heard these packets at 5 s."""
    driver = BerryPm6750()
    sent(driver, 0, 5000)
    driver.receive(SPO2_98 + RATES_74 + b"".join(packets), 5000)
    return driver


# --- the packet ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "bytes_"),
    [
        ((0x02, 0x01), START),
        ((0x02, 0x00), STOP),
        ((0x01, 0x01), ECG_ON),
        ((0x01, 0x00), bytes.fromhex("55AA040100FA")),
        ((0x03, 0x01), SPO2_ON),
        ((0x04, 0x01), bytes.fromhex("55AA040401F6")),
        ((0x09, 0x01), ADULT),
        ((0x09, 0x02), CHILD),
        ((0x09, 0x03), NEONATE),
        ((0x0A, 0x4B), TARGET_150),
        ((0x0A, 0x50), bytes.fromhex("55AA040A50A1")),
        ((0xFE, 0x00), bytes.fromhex("55AA04FE00FD")),
        ((0xFE, 0x01), bytes.fromhex("55AA04FE01FC")),
        ((0xFF, 0x00), bytes.fromhex("55AA04FF00FC")),
        ((0xFC, 0x00), bytes.fromhex("55AA04FC00FF")),
        ((0x05, 0x02), bytes.fromhex("55AA040502F4")),
        ((0x05, 0x03), bytes.fromhex("55AA040503F3")),
    ],
)
def test_every_command_of_the_sheet(content: tuple[int, ...], bytes_: bytes) -> None:
    """Among them 05 03, which one public table prints with a checksum of F2."""
    assert frame(*content) == bytes_


@pytest.mark.parametrize("vector", VECTORS)
def test_checksum_and_length_of_every_vector(vector: bytes) -> None:
    """NOT of the sum; the whole is N + 2 bytes."""
    assert vector[-1] == checksum(vector[2:-1])
    assert len(vector) == vector[2] + 2


def test_a_packet_is_n_plus_2_bytes() -> None:
    """One public host reads N + 3 and eats the next packet's first byte: here both are read."""
    assert decoded(SPO2_98 + RATES_74) == [oximeter(98, 74), rates(74, 16)]


# --- vectors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vector", "events"),
    [
        (SPO2_98, [oximeter(98, 74)]),
        (NO_FINGER, [oximeter(None, None)]),
        (RATES_74, [rates(74, 16)]),
        (LEAD_OFF, [rates(None, None)]),
        (MEASURING, [step(CuffStep.INFLATING, 0)]),
        (LOOSE, [empty(CuffStatus.CUFF_LOOSE, 0)]),
        (WAVE, []),
    ],
)
def test_a_vector_and_what_it_says(vector: bytes, events: list[Event]) -> None:
    """From the sheet."""
    assert decoded(vector) == events


def test_the_order_on_the_wire_is_systolic_mean_diastolic() -> None:
    """From the sheet: 131/76, mean 95; no age and no pulse are told."""
    assert decoded(DONE_131, t=9000) == [
        CuffReading(t_ms=9000, device=NAME, systolic=131, diastolic=76, mean=95)
    ]


@pytest.mark.parametrize("status", [1, 2, 3, 4, 5, 0x80])
def test_an_oximeter_that_is_not_ok_has_no_values(status: int) -> None:
    """Whatever it sends with it."""
    assert decoded(frame(0x04, status, 98, 74)) == [oximeter(None, None)]


@pytest.mark.parametrize(
    ("spo2", "pulse", "reading"),
    [
        (127, 74, oximeter(None, 74)),
        (98, 255, oximeter(98, None)),
        (98, 0, oximeter(98, None)),
        (49, 19, oximeter(None, None)),
        (101, 254, oximeter(None, 254)),
    ],
)
def test_values_of_the_oximeter_that_are_none(spo2: int, pulse: int, reading: Reading) -> None:
    """Sentinels, and what nobody can have."""
    assert decoded(frame(0x04, 0, spo2, pulse)) == [reading]


@pytest.mark.parametrize(
    ("status", "heart_rate", "breaths", "reading"),
    [
        (0x01, 74, 16, rates(74, 16)),  # weak keeps the value
        (0x02, 74, 16, rates(None, None)),
        (0x3C, 74, 16, rates(74, 16)),  # gain and mode
        (0x00, 0, 0, rates(None, None)),
        (0x00, 250, 120, rates(250, 120)),
        (0x00, 251, 121, rates(None, None)),
    ],
)
def test_rates_of_the_ecg(status: int, heart_rate: int, breaths: int, reading: Reading) -> None:
    """Zero, a lead off, and what the module cannot send are none."""
    assert decoded(frame(0x02, status, heart_rate, breaths, 0xFF, 9)) == [reading]


@pytest.mark.parametrize("kind", [0x05, 0x30, 0x31, 0xFC, 0xFD, 0xFE, 0xFF, 0x77])
def test_what_we_do_not_read_is_a_packet_without_an_event(kind: int) -> None:
    """Temperature, marks, versions, waves, and what nobody knows."""
    driver = BerryPm6750()
    assert driver.receive(frame(kind, 1, 2, 3), 0) == []
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (1, 0, 0)


# --- results -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (2, CuffStatus.CANCELLED),
        (3, CuffStatus.OVERPRESSURE),
        (4, CuffStatus.CUFF_LOOSE),
        (5, CuffStatus.TIMEOUT),
        (6, CuffStatus.FAILED),
        (7, CuffStatus.ARTEFACT),
        (8, CuffStatus.OUT_OF_RANGE),
    ],
)
def test_a_failure_is_told_once_and_without_numbers(code: int, status: CuffStatus) -> None:
    """Pressures count only with result code 0; the code is repeated twice a second."""
    failed = cuff(code, 131, 95, 76)
    assert cuffs(MEASURING, failed, failed, failed) == [(None, status)]
    assert cuffs(failed, failed) == [(None, status)]


@pytest.mark.parametrize("code", [9, 10, 11, 12, 13, 14, 15])
def test_codes_without_a_result(code: int) -> None:
    """Initialising, initialised, and those nobody knows."""
    assert cuffs(cuff(code, 131, 95, 76)) == []


def test_a_result_code_without_a_systolic_is_no_result() -> None:
    """The module has measured nothing yet."""
    assert decoded(NO_RESULT, NO_RESULT) == []


def test_numbers_while_measuring_do_not_count() -> None:
    """Only result code 0 has any."""
    assert cuffs(cuff(1, 131, 95, 76)) == []


def test_a_result_that_is_repeated_is_one_result() -> None:
    """As long as it is shown."""
    assert cuffs(*[DONE_131] * 20) == [(131, CuffStatus.OK)]


def test_the_same_numbers_after_an_inflation_are_a_new_result() -> None:
    """Nothing else tells them apart."""
    assert len(cuffs(DONE_131, MEASURING, MEASURING, DONE_131, DONE_131)) == 2


def test_other_numbers_are_a_new_result() -> None:
    """Its inflation fell into a silence."""
    assert cuffs(DONE_131, DONE_142) == [(131, CuffStatus.OK), (142, CuffStatus.OK)]


def test_a_stop_without_an_inflation_is_no_cuff() -> None:
    """And the old result shown again after it is still the old one."""
    assert cuffs(DONE_131, STOPPED, DONE_131) == [(131, CuffStatus.OK)]


@pytest.mark.parametrize("pressures", [(131, 76, 95), (131, 131, 76), (131, 95, 95), (131, 0, 76)])
def test_pressures_in_an_impossible_order_are_kept_and_called_so(
    pressures: tuple[int, int, int],
) -> None:
    """Diastolic below mean below systolic, or it is an artefact."""
    assert cuffs(cuff(0, *pressures)) == [(131, CuffStatus.ARTEFACT)]


def test_a_pressure_the_module_cannot_send_is_none() -> None:
    """From the sheet: 0 to 250."""
    assert cuffs(cuff(0, 250, 95, 76)) == [(250, CuffStatus.OK)]
    assert cuffs(cuff(0, 251, 95, 76)) == [(None, CuffStatus.ARTEFACT)]


# --- enabling ------------------------------------------------------------------------------------


def test_ecg_and_oximeter_are_enabled_on_connect_and_nothing_else() -> None:
    """The cuff's "on" would inflate it; one command at a time, for a BLE gateway's sake."""
    driver = BerryPm6750()
    assert driver.wake(0) == (ECG_ON, 60)
    assert driver.wake(59) == (b"", 60)
    assert driver.wake(60) == (SPO2_ON, 1000)
    assert driver.wake(500) == (b"", 1000)


def test_what_does_not_come_is_enabled_again() -> None:
    """A module that restarted is silent; one without a lead on the patient is not."""
    driver = listening()
    assert sent(driver, 5000, 7000) == []
    driver.receive(LEAD_OFF, 6500)
    assert sent(driver, 7000, 8000) == [SPO2_ON]


def test_nothing_is_ever_waited_for() -> None:
    """No packet answers a command."""
    driver = BerryPm6750()
    driver.start_cuff()
    sent(driver, 0, 1000)
    assert not driver.awaiting


# --- starting and stopping a cuff ----------------------------------------------------------------


def test_a_start_follows_patient_and_target() -> None:
    """The target must be set immediately before each measurement."""
    driver = listening()
    assert driver.start_cuff() == b""
    assert sent(driver, 5000, 6000) == [ADULT, TARGET_150, START]


@pytest.mark.parametrize(
    ("mode", "before"),
    [
        (0, [ADULT, TARGET_150]),
        (1, [CHILD, frame(0x0A, 50)]),
        (2, [NEONATE, frame(0x0A, 35)]),
        (3, []),
    ],
)
def test_the_patient_the_module_is_set_to_is_kept(mode: int, before: list[bytes]) -> None:
    """Modes are told as 0, 1, 2 and set by 1, 2, 3; an unknown one is left alone."""
    driver = listening(cuff(10, mode=mode))
    driver.start_cuff()
    assert sent(driver, 5000, 6000) == [*before, START]


def test_a_cuff_from_start_to_result() -> None:
    """The old result shown first, meanwhile and in between is not the one that was asked for."""
    driver = listening(DONE_131)
    driver.start_cuff()
    sent(driver, 5000, 6000)
    assert driver.receive(DONE_131, 6000) == []
    assert driver.receive(MEASURING, 6500) == [step(CuffStep.INFLATING, 6500)]
    assert driver.receive(MEASURING, 7000) == []
    reading, done = driver.receive(DONE_131, 30_000)
    assert isinstance(reading, CuffReading)
    assert (reading.t_ms, reading.systolic) == (30_000, 131)
    assert done == step(CuffStep.DONE, 30_000)
    assert driver.receive(DONE_131, 30_500) == []


def test_the_first_result_seen_is_older_than_a_start_just_sent() -> None:
    """It ends nothing."""
    driver = listening()
    driver.start_cuff()
    sent(driver, 5000, 6000)
    (reading,) = driver.receive(DONE_131, 6000)
    assert isinstance(reading, CuffReading)


def test_an_adapter_that_tells_nothing_but_the_result() -> None:
    """Its first cuff packet comes long after the start, and ends it."""
    driver = listening()
    driver.start_cuff()
    sent(driver, 5000, 6000)
    assert driver.receive(DONE_131, 30_000)[-1] == step(CuffStep.DONE, 30_000)


def test_a_result_before_the_start_is_sent_ends_nothing() -> None:
    """It belongs to an inflation nobody saw."""
    driver = listening(DONE_131)
    driver.start_cuff()
    (reading,) = driver.receive(DONE_142, 5000)
    assert isinstance(reading, CuffReading)


def test_a_cuff_that_fails() -> None:
    """One reading, and the step; seen inflating or not."""
    for shown in (MEASURING, b""):
        driver = listening(INITIALISED)
        driver.start_cuff()
        sent(driver, 5000, 6000)
        driver.receive(shown, 6000)
        assert driver.receive(LOOSE, 7000) == [
            empty(CuffStatus.CUFF_LOOSE, 7000),
            step(CuffStep.FAILED, 7000, "cuff_no_result"),
        ]
        assert driver.receive(LOOSE, 7500) == []


def test_a_module_that_initialises_refuses() -> None:
    """It ignores commands meanwhile."""
    driver = listening(INITIALISING)
    driver.start_cuff()
    sent(driver, 5000, 6000)
    refused = step(CuffStep.FAILED, 6000, "cuff_refused")
    assert driver.receive(INITIALISING, 6000) == [refused]


@pytest.mark.parametrize("after", [INITIALISING, INITIALISED, NO_RESULT])
def test_an_inflation_that_ends_in_nothing(after: bytes) -> None:
    """A module that restarted: failed, without a reading."""
    driver = listening(MEASURING)
    assert driver.receive(after, 9000) == [step(CuffStep.FAILED, 9000, "cuff_no_result")]


def test_a_cuff_we_stopped() -> None:
    """One reading, and the step."""
    driver = listening(MEASURING)
    assert driver.stop_cuff() == b""
    assert driver.wake(5000)[0] == STOP
    assert driver.receive(STOPPED, 5500) == [
        empty(CuffStatus.CANCELLED, 5500),
        step(CuffStep.CANCELLED, 5500),
    ]
    assert driver.receive(STOPPED, 6000) == []


def test_a_stop_that_shows_nothing_but_an_idle_module() -> None:
    """Cancelled, without a reading."""
    driver = listening(MEASURING)
    driver.stop_cuff()
    driver.wake(5000)
    assert driver.receive(INITIALISED, 5500) == [step(CuffStep.CANCELLED, 5500)]


def test_a_start_that_was_not_sent_yet_is_never_sent() -> None:
    """A stop overtakes it and goes out all the same; two seconds later all is over."""
    driver = listening(DONE_131)
    driver.start_cuff()
    driver.stop_cuff()
    assert sent(driver, 5000, 6000) == [STOP]
    assert driver.receive(DONE_131 + SPO2_98 + RATES_74, 6000)[-1] == rates_at(6000)
    assert driver.receive(STOPPED, 7000) == [step(CuffStep.CANCELLED, 7000)]


def rates_at(t: int) -> Reading:
    """The rates of the sheet's vector at that time."""
    return Reading(t_ms=t, device=NAME, values=rates(74, 16).values)


def test_a_stop_is_repeated_while_the_cuff_goes_on() -> None:
    """Three times."""
    driver = listening(MEASURING)
    driver.stop_cuff()
    stops = []
    for t in range(5000, 12_000, 500):
        driver.receive(SPO2_98 + RATES_74 + MEASURING, t)
        stops += [t for order in sent(driver, t, t + 500) if order == STOP]
    assert stops == [5000, 6000, 7000]


def test_a_stop_without_a_cuff_changes_nothing() -> None:
    """The next inflation is not stopped."""
    driver = listening(DONE_131)
    driver.stop_cuff()
    sent(driver, 5000, 5500)
    driver.start_cuff()
    sent(driver, 5500, 6000)
    driver.receive(MEASURING, 6000)
    assert STOP not in sent(driver, 6000, 9000)
    assert driver.receive(DONE_131, 30_000)[-1] == step(CuffStep.DONE, 30_000)


def test_a_cuff_somebody_else_began_is_not_stopped_by_an_old_stop() -> None:
    """Nor by itself."""
    driver = listening(DONE_131)
    driver.stop_cuff()
    sent(driver, 5000, 5500)
    assert driver.receive(MEASURING, 5500) == [step(CuffStep.INFLATING, 5500)]
    assert STOP not in sent(driver, 5500, 9000)


def test_giving_up() -> None:
    """After 90 s it is over for us, and STOP sees to it that it is for the patient."""
    driver = listening(MEASURING)
    driver.receive(RATES_74 + SPO2_98, 94_900)
    assert driver.receive(MEASURING, 94_999) == []
    failed = step(CuffStep.FAILED, 95_000, "cuff_timeout")
    assert driver.receive(MEASURING, 95_000) == [failed]
    assert STOP in sent(driver, 95_000, 95_500)
    assert driver.receive(STOPPED, 96_000) == [empty(CuffStatus.CANCELLED, 96_000)]


def test_stop_is_the_last_word() -> None:
    """From the sheet: always send stop on exit."""
    assert BerryPm6750().goodbye() == STOP


# --- what a cable carries ------------------------------------------------------------------------

PACKETS = st.sampled_from([*VECTORS, DONE_142, STOPPED, b"\x55", b"\x55\xaa\x40", b"\x00", START])
STREAMS = st.lists(PACKETS).map(b"".join)


@given(stream=STREAMS, data=st.data())
def test_any_cut_gives_the_same_readings(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    whole, cut = BerryPm6750(), BerryPm6750()
    edges = [0, *data.draw(st.lists(st.integers(0, len(stream))).map(sorted)), len(stream)]
    events = [event for a, b in pairwise(edges) for event in cut.receive(stream[a:b], 0)]
    assert events + cut.flush(0) == whole.receive(stream, 0) + whole.flush(0)
    assert cut.counts == whole.counts


@pytest.mark.parametrize("vector", VECTORS)
def test_a_flipped_bit_costs_its_packet_and_no_other(vector: bytes) -> None:
    """Length, kind or checksum do not fit any more."""
    for place in range(len(vector)):
        for bit in range(8):
            broken = bytearray(vector)
            broken[place] ^= 1 << bit
            assert decoded(SPO2_98, bytes(broken), RATES_74) == [oximeter(98, 74), rates(74, 16)]


@pytest.mark.parametrize("vector", VECTORS)
def test_a_lost_byte_costs_its_packet_and_no_other(vector: bytes) -> None:
    """The next packet begins inside what the broken one claims to be."""
    for place in range(len(vector)):
        broken = vector[:place] + vector[place + 1 :]
        assert decoded(SPO2_98, broken, RATES_74) == [oximeter(98, 74), rates(74, 16)]


@pytest.mark.parametrize("kind", [0x02, 0x03, 0x04])
def test_a_packet_of_the_wrong_length_is_refused(kind: int) -> None:
    """Be its checksum right."""
    assert decoded(frame(kind, 0, 98, 74, 76)) == []


@given(noise=st.binary(max_size=600))
def test_a_packet_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good packet after any garbage is never lost."""
    assert oximeter(98, 74) in decoded(noise, SPO2_98)


def test_a_length_of_noise_does_not_hide_what_follows() -> None:
    """The packets inside are read as soon as its check fails."""
    driver = BerryPm6750()
    events = driver.receive(b"\x55\xaa\x40\x77" + SPO2_98 * 8, 0)
    assert events == [oximeter(98, 74)] * 8
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (8, 1, 0)


def test_endless_noise_is_not_kept() -> None:
    """Nothing beyond one packet that may still become whole."""
    driver = BerryPm6750()
    for _ in range(100):
        driver.receive(b"\x55\xaa\x40" * 500, 0)
        assert len(driver._packets._held) <= LONGEST + 2


def test_our_own_commands_are_no_packets() -> None:
    """A plug that joins RX to TX is not a module."""
    driver = BerryPm6750()
    driver.start_cuff()
    for order in sent(driver, 0, 5000):
        assert driver.receive(order, 0) == []
    assert driver.counts.frames == 0


def test_counts() -> None:
    """Good packets, packets whose check failed, bytes that were none."""
    driver = BerryPm6750()
    driver.receive(SPO2_98 + SPO2_98[:-1] + b"\x00" + b"\x01\x02\x55" + RATES_74, 0)
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (2, 1, 3)


@given(contents=st.lists(st.binary(min_size=1, max_size=12)))
def test_anything_under_a_right_checksum_stays_possible(contents: list[bytes]) -> None:
    """A checksum proves the packet, not that its content makes sense."""
    for event in decoded(*(frame(*content) for content in contents)):
        if isinstance(event, Reading):
            assert all(v is None or k.low <= v <= k.high for k, v in event.values.items())
        if isinstance(event, CuffReading):
            pressures = (event.systolic, event.mean, event.diastolic)
            assert all(p is None or 0 < p <= 250 for p in pressures)


def test_events_of_one_driver_bear_its_name() -> None:
    """`device` is the model's name."""
    assert {getattr(event, "device", None) for event in decoded(*VECTORS)} == {NAME}
