"""PAR NIBP, message by message from its sheet (bytes computed there from the vendor's layout)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.par_nibp import MOST_BYTES, ParNibp, checksum, command, frame
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event

NAME = "par-nibp"

# From the sheet: "Commands".
START, MANUAL = bytes.fromhex("0230313B3B443703"), bytes.fromhex("0230333B3B443903")
ADULT, READ = bytes.fromhex("0232343B3B444303"), bytes.fromhex("0231383B3B444603")
ABORT = b"\x58"

# From the sheet: "Replies".
PRESSURE_35 = bytes.fromhex("0230333543305333030D")
END = bytes.fromhex("02393939030D")
DONE_131 = bytes.fromhex(
    "0253313B41303B4330303B4D30303B503133313037363039353B523038313B542D2D2D2D3B3B3330030D"
)
LOOSE = bytes.fromhex(
    "0253323B41303B4330303B4D30363B502D2D2D2D2D2D2D2D2D3B522D2D2D3B542D2D2D2D3B3B4541030D"
)
MEASURING = bytes.fromhex(
    "0253333B41303B4330303B4D30303B502D2D2D2D2D2D2D2D2D3B522D2D2D3B542D2D2D2D3B3B4535030D"
)
VECTORS = [PRESSURE_35, END, DONE_131, LOOSE, MEASURING]
PRINTED_D2 = frame("S1;A0;C03;M00;P125080090;R075;T0005;;D2")  # the vendor's; the rule gives 40
LOGGED_D9 = frame("S1;A0;C03;M00;P135345234;R087;T6890;;D9")  # a user's, shortened in the sheet


def status(
    state: int = 1, message: str = "00", pressures: str = "-" * 9, pulse: str = "---"
) -> bytes:
    """A status with a right checksum."""
    text = f"S{state};A0;C00;M{message};P{pressures};R{pulse};T----;;"
    return frame(text + checksum(text))


IDLE = status()
DONE_142 = status(pressures="142080101", pulse="077")


def decoded(*pieces: bytes, t: int = 0) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    driver = ParNibp()
    events = [event for piece in pieces for event in driver.receive(piece, t)]
    return events + driver.flush(t)


def cuffs(*pieces: bytes) -> list[tuple[float | None, CuffStatus]]:
    """Systolic and status of every cuff reading in the bytes."""
    found = [event for event in decoded(*pieces) if isinstance(event, CuffReading)]
    return [(event.systolic, event.status) for event in found]


def step(step: CuffStep, t: int, reason: str | None = None) -> CuffChange:
    """A step of the cuff."""
    return CuffChange(t_ms=t, device=NAME, step=step, reason=reason)


def empty(status: CuffStatus, t: int) -> CuffReading:
    """A cuff without numbers."""
    return CuffReading(t_ms=t, device=NAME, status=status)


def sent(driver: ParNibp, from_ms: int, until_ms: int) -> list[tuple[int, bytes]]:
    """What the driver sends in a stretch of time, and when."""
    t, orders = from_ms, []
    while t < until_ms:
        order, due = driver.wake(t)
        orders += [(t, order)] if order else []
        t = max(due, t)
    return orders


def connected(shown: bytes = IDLE) -> ParNibp:
    """A driver whose first question, at 0, was answered."""
    driver = ParNibp()
    driver.wake(0)
    driver.receive(shown, 100)
    return driver


def started(shown: bytes = IDLE) -> ParNibp:
    """A driver that has sent START at 4200."""
    driver = connected(shown)
    driver.start_cuff()
    assert sent(driver, 2000, 4300) == [(2000, ADULT), (3100, MANUAL), (4200, START)]
    return driver


# --- the frame -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "bytes_"),
    [
        ("01", "02 30 31 3B 3B 44 37 03"),
        ("03", "02 30 33 3B 3B 44 39 03"),
        ("04", "02 30 34 3B 3B 44 41 03"),
        ("05", "02 30 35 3B 3B 44 42 03"),
        ("06", "02 30 36 3B 3B 44 43 03"),
        ("07", "02 30 37 3B 3B 44 44 03"),
        ("08", "02 30 38 3B 3B 44 45 03"),
        ("09", "02 30 39 3B 3B 44 46 03"),
        ("10", "02 31 30 3B 3B 44 37 03"),
        ("11", "02 31 31 3B 3B 44 38 03"),
        ("12", "02 31 32 3B 3B 44 39 03"),
        ("13", "02 31 33 3B 3B 44 41 03"),
        ("14", "02 31 34 3B 3B 44 42 03"),
        ("16", "02 31 36 3B 3B 44 44 03"),
        ("17", "02 31 37 3B 3B 44 45 03"),
        ("18", "02 31 38 3B 3B 44 46 03"),
        ("21", "02 32 31 3B 3B 44 39 03"),
        ("22", "02 32 32 3B 3B 44 41 03"),
        ("24", "02 32 34 3B 3B 44 43 03"),
        ("25", "02 32 35 3B 3B 44 44 03"),
        ("28", "02 32 38 3B 3B 45 30 03"),
        ("29", "02 32 39 3B 3B 45 31 03"),
    ],
)
def test_every_command_of_the_sheet(code: str, bytes_: str) -> None:
    """The sum of the four characters before it."""
    assert command(code) == bytes.fromhex(bytes_)


@pytest.mark.parametrize("vector", [DONE_131, LOOSE, MEASURING])
def test_checksum_of_every_status(vector: bytes) -> None:
    """The rule reproduces the sheet's replies; STX to ETX are 41 bytes."""
    text = vector[1:-2].decode()
    assert checksum(text[:-2]) == text[-2:]
    assert len(vector) == 42


# --- vectors -------------------------------------------------------------------------------------


def test_the_order_is_systolic_diastolic_mean() -> None:
    """From the sheet: one public host shows the mean as diastolic."""
    assert decoded(DONE_131, t=9000) == [
        CuffReading(t_ms=9000, device=NAME, systolic=131, diastolic=76, mean=95, pulse=81)
    ]


@pytest.mark.parametrize(
    ("vector", "events"),
    [
        (LOOSE, [empty(CuffStatus.CUFF_LOOSE, 0)]),
        (MEASURING, [step(CuffStep.INFLATING, 0)]),
        (PRESSURE_35, [step(CuffStep.INFLATING, 0)]),
        (END, []),
        (IDLE, []),
    ],
)
def test_a_vector_and_what_it_says(vector: bytes, events: list[Event]) -> None:
    """From the sheet; a status with dashes is no result and no failure."""
    assert decoded(vector) == events


@pytest.mark.parametrize(
    ("message", "status_"),
    [
        ("06", CuffStatus.CUFF_LOOSE),
        ("07", CuffStatus.FAILED),
        ("08", CuffStatus.FAILED),
        ("09", CuffStatus.TIMEOUT),
        ("10", CuffStatus.OUT_OF_RANGE),
        ("11", CuffStatus.ARTEFACT),
        ("12", CuffStatus.OVERPRESSURE),
        ("13", CuffStatus.ARTEFACT),
        ("14", CuffStatus.FAILED),
        ("15", CuffStatus.FAILED),
        ("42", CuffStatus.FAILED),
    ],
)
@pytest.mark.parametrize("state", [1, 2])
def test_a_message_and_what_it_means(state: int, message: str, status_: CuffStatus) -> None:
    """No numbers, even where the module sends some; what nobody knows is a plain failure."""
    failed = status(state, message, "131076095", "081")
    assert cuffs(PRESSURE_35, END, failed, failed) == [(None, status_)]


@pytest.mark.parametrize("message", ["00", "03"])
def test_messages_that_are_none(message: str) -> None:
    """Both mean ok."""
    assert cuffs(status(message=message, pressures="131076095")) == [(131, CuffStatus.OK)]


def test_an_error_without_a_message_is_a_failure() -> None:
    """From the sheet: S = 2 gives no numbers."""
    assert cuffs(status(2, "00", "131076095")) == [(None, CuffStatus.FAILED)]


def test_an_invalid_command_is_no_cuff() -> None:
    """The module reset itself."""
    assert decoded(status(2, "02")) == []


@pytest.mark.parametrize("state", [0, 4, 5, 7])
def test_states_that_tell_of_no_cuff(state: int) -> None:
    """Some boards send a status when they are switched on; manometer and leak test are no cuffs."""
    assert decoded(status(state, "00", "131076095"), status(state, "15")) == []


@pytest.mark.parametrize("state", [4, 7])
def test_a_service_inflation_is_no_cuff(state: int) -> None:
    """Manometer mode and leak test."""
    assert decoded(frame(f"200C0S{state}")) == []


@pytest.mark.parametrize("pressures", ["131095076", "131131076", "076131095", "131---095"])
def test_pressures_in_an_impossible_order_are_kept_and_called_so(pressures: str) -> None:
    """Diastolic below mean below systolic, or it is an artefact."""
    assert cuffs(status(pressures=pressures)) == [(int(pressures[:3]), CuffStatus.ARTEFACT)]


@pytest.mark.parametrize(
    ("pressures", "numbers"),
    [
        ("300200250", (300, 200, 250)),
        ("301200250", (None, 200, 250)),
        ("300201250", (300, None, 250)),
        ("039020030", (None, 20, 30)),
        ("040019030", (40, None, 30)),
        ("131076019", (131, 76, None)),
    ],
)
def test_pressures_nobody_believes(
    pressures: str, numbers: tuple[int | None, int | None, int | None]
) -> None:
    """From the sheet: systolic 40 to 300, diastolic 20 to 200."""
    (reading,) = decoded(status(pressures=pressures))
    assert isinstance(reading, CuffReading)
    assert (reading.systolic, reading.diastolic, reading.mean) == numbers
    assert (reading.status is CuffStatus.OK) == (None not in numbers)


@pytest.mark.parametrize("pulse", ["019", "301", "---"])
def test_a_pulse_nobody_has(pulse: str) -> None:
    """The pressures stand all the same."""
    (reading,) = decoded(status(pressures="131076095", pulse=pulse))
    assert isinstance(reading, CuffReading)
    assert (reading.systolic, reading.pulse) == (131, None)


@pytest.mark.parametrize("seconds", ["----", "    ", "0005"])
def test_the_seconds_may_be_dashes_blanks_or_digits(seconds: str) -> None:
    """Nobody knows whether they count up or down; they are not read."""
    text = f"S6;A0;C05;M00;P131076095;R081;T{seconds};;"
    assert cuffs(frame(text + checksum(text))) == [(131, CuffStatus.OK)]


# --- a status in doubt ---------------------------------------------------------------------------


def test_the_vendors_printed_example_breaks_the_rule_and_is_believed() -> None:
    """From the sheet: counted as bad; believed, as nothing better came."""
    driver = ParNibp()
    events = driver.receive(PRINTED_D2, 0) + driver.flush(0)
    assert events == [
        CuffReading(t_ms=0, device=NAME, systolic=125, diastolic=80, mean=90, pulse=75)
    ]
    assert (driver.counts.frames, driver.counts.bad) == (1, 1)


def test_a_logged_example_breaks_the_rule_and_the_order() -> None:
    """From the sheet; its diastolic is 345."""
    (reading,) = decoded(LOGGED_D9)
    assert isinstance(reading, CuffReading)
    assert (reading.systolic, reading.diastolic, reading.mean) == (135, None, 234)
    assert reading.status is CuffStatus.ARTEFACT


def test_a_module_with_another_rule_is_believed_one_answer_later() -> None:
    """The second doubtful status proves that there will be no better one."""
    driver = connected(PRINTED_D2)
    (reading,) = driver.receive(PRINTED_D2, 2000)
    assert isinstance(reading, CuffReading)
    assert reading.t_ms == 100
    assert driver.receive(PRINTED_D2, 4000) == []


def test_a_bent_status_gives_way_to_the_next_good_one() -> None:
    """Noise on a line whose module keeps the rule."""
    bent = DONE_131.replace(b"131", b"171")
    assert cuffs(PRESSURE_35, END, bent, DONE_131) == [(131, CuffStatus.OK)]


def test_a_bent_answer_among_repeated_ones_says_nothing() -> None:
    """Other numbers are new only where the checksum is right."""
    bent = DONE_131.replace(b"131", b"171")
    assert cuffs(DONE_131, bent, bent, DONE_131, bent) == [(131, CuffStatus.OK)]


def test_a_doubtful_status_belongs_to_the_inflation_before_it() -> None:
    """The next inflation settles it."""
    assert cuffs(PRINTED_D2, PRESSURE_35, END, DONE_131) == [
        (125, CuffStatus.OK),
        (131, CuffStatus.OK),
    ]


# --- one inflation, one cuff ---------------------------------------------------------------------


def test_repeated_answers_repeat_the_last_result() -> None:
    """As often as it is asked for."""
    assert cuffs(*[DONE_131] * 20) == [(131, CuffStatus.OK)]


@pytest.mark.parametrize(
    "between", [[END], [PRESSURE_35], [PRESSURE_35, PRESSURE_35, END], [END, END], [MEASURING]]
)
def test_a_sign_of_measuring_makes_the_same_numbers_a_new_result(between: list[bytes]) -> None:
    """One for each 999 or run of pressures."""
    assert len(cuffs(DONE_131, *between, DONE_131, DONE_131)) == 2


def test_other_numbers_are_a_new_result() -> None:
    """The measurement fell into a silence."""
    assert [systolic for systolic, _ in cuffs(DONE_131, DONE_142, DONE_142)] == [131, 142]


def test_a_message_that_appears_by_itself_is_no_cuff() -> None:
    """A module that was switched off and on tells of itself, not of a patient."""
    assert len(cuffs(DONE_131, status(2, "15"), IDLE, DONE_131)) == 1


def test_the_result_was_measured_when_999_came() -> None:
    """Not when it was asked for."""
    driver = connected()
    driver.receive(PRESSURE_35, 2000)
    driver.receive(END, 30_000)
    reading, done = driver.receive(DONE_131, 31_500)
    assert isinstance(reading, CuffReading)
    assert reading.t_ms == 30_000
    assert done == step(CuffStep.DONE, 31_500)


# --- the conversation ----------------------------------------------------------------------------


def test_the_status_is_asked_for_every_other_second() -> None:
    """Commands are more than a second apart; one at a time."""
    driver = ParNibp()
    assert driver.wake(0) == (READ, 1000)
    assert driver.awaiting
    assert driver.wake(10) == (b"", 1000)
    waiting = []
    for t, piece in [(50, IDLE[:20]), (100, IDLE[20:])]:
        driver.receive(piece, t)
        waiting.append(driver.awaiting)
    assert waiting == [True, False]
    assert driver.wake(100) == (b"", 2000)
    assert driver.wake(2000) == (READ, 3000)


def test_a_silent_module_is_asked_again() -> None:
    """A missed reply is let go after a second."""
    driver = ParNibp()
    assert [t for t, _ in sent(driver, 0, 6000)] == [0, 2000, 4000]


def test_a_pressure_is_no_answer() -> None:
    """It comes by itself."""
    driver = ParNibp()
    driver.wake(0)
    driver.receive(PRESSURE_35, 50)
    assert driver.awaiting


def test_a_module_that_speaks_is_not_asked() -> None:
    """Until it has been quiet for a period, or has said 999 a second ago."""
    driver = connected()
    for t in range(2000, 9000, 500):
        driver.receive(PRESSURE_35, t)
        assert sent(driver, t, t + 500) == []
    assert sent(driver, 9000, 13_000)[0] == (12_000, READ)
    driver = connected()
    driver.receive(PRESSURE_35, 3500)
    driver.receive(END, 3700)
    assert sent(driver, 3700, 5000) == [(4700, READ)]


# --- starting and stopping -----------------------------------------------------------------------


def test_a_cuff_from_start_to_result() -> None:
    """Patient, manual mode, start, more than a second apart; then the module tells the rest."""
    driver = started(DONE_131)
    assert driver.receive(frame("010C0S8"), 4500) == [step(CuffStep.INFLATING, 4500)]
    assert driver.receive(PRESSURE_35, 30_000) == []
    assert driver.receive(END, 30_500) == []
    reading, done = driver.receive(DONE_131, 32_000)
    assert isinstance(reading, CuffReading)
    assert (reading.systolic, reading.status) == (131, CuffStatus.OK)
    assert done == step(CuffStep.DONE, 32_000)
    assert driver.receive(DONE_131, 34_000) == []


def test_a_start_waits_for_the_reply_under_way() -> None:
    """One command at a time."""
    driver = ParNibp()
    driver.wake(0)
    driver.start_cuff()
    assert driver.wake(10) == (b"", 1000)
    driver.receive(IDLE, 100)
    assert driver.wake(100) == (b"", 1100)
    assert driver.wake(1100)[0] == ADULT


def test_a_result_before_the_start_is_sent_ends_nothing() -> None:
    """It belongs to a measurement nobody saw."""
    driver = connected(DONE_131)
    driver.start_cuff()
    assert [type(event) for event in driver.receive(DONE_142, 2000)] == [CuffReading]


def test_a_cuff_that_fails() -> None:
    """One reading, and the step; seen inflating or not."""
    for shown in (PRESSURE_35, END, b""):
        driver = started()
        driver.receive(shown, 4500)
        assert driver.receive(LOOSE, 6000)[-1] == step(CuffStep.FAILED, 6000, "cuff_no_result")
        assert driver.receive(LOOSE, 8000) == []


def test_a_start_clears_what_was_not_told_yet() -> None:
    """A status from before the module began to measure ends nothing."""
    driver = connected()
    driver.receive(END, 1900)
    driver.start_cuff()
    sent(driver, 2000, 4300)
    assert driver.receive(IDLE, 4400) == []


def test_a_refused_start() -> None:
    """The module reset itself."""
    driver = started()
    assert driver.receive(status(2, "02"), 6000) == [step(CuffStep.FAILED, 6000, "cuff_refused")]


@pytest.mark.parametrize("shown", [IDLE, status(0), status(5), status(6)])
def test_a_measurement_that_ends_in_nothing(shown: bytes) -> None:
    """Failed, without a reading: nobody says why."""
    driver = started()
    driver.receive(PRESSURE_35 + END, 5000)
    assert driver.receive(shown, 6000) == [step(CuffStep.FAILED, 6000, "cuff_no_result")]


@pytest.mark.parametrize("shown", [IDLE, status(2, "09"), LOOSE])
def test_a_cuff_we_aborted(shown: bytes) -> None:
    """One cancelled reading, whatever the module calls it."""
    driver = started()
    driver.receive(PRESSURE_35, 4500)
    assert driver.stop_cuff() == b""
    assert driver.wake(4600)[0] == ABORT
    driver.receive(END, 4700)
    assert driver.receive(shown, 6000) == [
        empty(CuffStatus.CANCELLED, 4700),
        step(CuffStep.CANCELLED, 6000),
    ]
    assert driver.receive(shown, 8000) == []


def test_an_abort_waits_for_nothing() -> None:
    """Neither for a reply nor for the second between commands."""
    driver = ParNibp()
    driver.wake(0)
    driver.stop_cuff()
    assert driver.wake(10) == (ABORT, 1000)
    assert driver.wake(10) == (b"", 1000)


def test_a_result_that_came_before_our_abort() -> None:
    """A start clears the old one, so that these numbers are new."""
    driver = started(DONE_142)
    driver.receive(PRESSURE_35, 4500)
    driver.stop_cuff()
    driver.wake(4600)
    driver.receive(END, 4700)
    assert driver.receive(DONE_131, 6000)[-1] == step(CuffStep.DONE, 6000)


def test_a_start_that_was_not_sent_yet_is_never_sent() -> None:
    """An abort overtakes it, and goes out all the same; its 999 is the end of nothing."""
    driver = connected(DONE_131)
    driver.start_cuff()
    driver.stop_cuff()
    assert sent(driver, 2000, 3900) == [(2000, ABORT), (2001, READ)]
    driver.receive(END, 2100)
    assert driver.receive(DONE_131, 4000) == [step(CuffStep.CANCELLED, 4000)]


def test_an_abort_is_repeated_while_the_cuff_goes_on() -> None:
    """Three times."""
    driver = started()
    driver.receive(PRESSURE_35, 4500)
    driver.stop_cuff()
    aborts = []
    for t in range(5000, 12_000, 500):
        aborts += [at for at, order in sent(driver, t, t + 500) if order == ABORT]
        driver.receive(PRESSURE_35, t)
    assert aborts == [5000, 6000, 7000]


def test_an_abort_without_a_cuff_changes_nothing() -> None:
    """What the module begins by itself is not aborted, and its result is one."""
    driver = connected(DONE_131)
    driver.stop_cuff()
    driver.wake(2000)
    assert driver.receive(PRESSURE_35, 3000) == [step(CuffStep.INFLATING, 3000)]
    assert ABORT not in [order for _, order in sent(driver, 3000, 9000)]
    driver.receive(END, 30_000)
    assert driver.receive(DONE_142, 32_000)[-1] == step(CuffStep.DONE, 32_000)


def test_giving_up() -> None:
    """After 130 s it is over for us, and ABORT sees to it that it is for the patient."""
    driver = started()
    driver.receive(PRESSURE_35, 5000)
    assert driver.receive(PRESSURE_35, 134_199) == []
    failed = step(CuffStep.FAILED, 134_200, "cuff_timeout")
    assert driver.receive(PRESSURE_35, 134_200) == [failed]
    assert driver.wake(134_200)[0] == ABORT
    driver.receive(END, 134_300)
    assert driver.receive(IDLE, 136_000) == [empty(CuffStatus.CANCELLED, 134_300)]


def test_goodbye_aborts_what_runs_and_nothing_else() -> None:
    """From then on nobody watches it."""
    driver = connected()
    assert driver.goodbye() == b""
    driver.receive(PRESSURE_35, 2000)
    assert driver.goodbye() == ABORT


# --- what a cable carries ------------------------------------------------------------------------

MESSAGES = st.sampled_from(
    [*VECTORS, PRINTED_D2, DONE_142, IDLE, b"\r\n", b"\x02", b"\x03", b"\xff", READ, ABORT]
)
STREAMS = st.lists(MESSAGES).map(b"".join)


@given(stream=STREAMS, data=st.data())
def test_any_cut_gives_the_same_readings(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    whole, cut = ParNibp(), ParNibp()
    edges = [0, *data.draw(st.lists(st.integers(0, len(stream))).map(sorted)), len(stream)]
    events = [event for a, b in pairwise(edges) for event in cut.receive(stream[a:b], 0)]
    assert events + cut.flush(0) == whole.receive(stream, 0) + whole.flush(0)
    assert cut.counts == whole.counts


@pytest.mark.parametrize("vector", VECTORS)
def test_a_flipped_bit_costs_its_frame_and_no_other(vector: bytes) -> None:
    """What comes before and after is read; a bent status gives way to the good one after it."""
    for place in range(len(vector)):
        for bit in range(8):
            broken = bytearray(vector)
            broken[place] ^= 1 << bit
            assert cuffs(DONE_142, bytes(broken), PRESSURE_35, END, DONE_131)[-1][0] == 131
            told = [systolic for systolic, _ in cuffs(DONE_142, bytes(broken), DONE_142)]
            assert told[0] == 142
            assert set(told) <= {142, 131}


@pytest.mark.parametrize("vector", VECTORS)
def test_a_lost_byte_costs_its_frame_and_no_other(vector: bytes) -> None:
    """A frame of another shape is no frame."""
    for place in range(len(vector)):
        broken = vector[:place] + vector[place + 1 :]
        readings = cuffs(DONE_142, broken, PRESSURE_35, END, DONE_131)
        assert (readings[0][0], readings[-1][0]) == (142, 131)


@given(noise=st.binary(max_size=600))
def test_a_frame_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good frame after any garbage is never lost."""
    assert cuffs(noise, DONE_131)[-1] == (131, CuffStatus.OK)


@pytest.mark.parametrize("half", [DONE_142[:n] for n in range(1, len(DONE_142) - 2)])
def test_a_frame_survives_half_a_frame_before_it(half: bytes) -> None:
    """A reply that was cut off does not swallow the next one."""
    assert cuffs(half, DONE_131) == [(131, CuffStatus.OK)]


def test_a_last_frame_without_its_end_counts() -> None:
    """ETX and the checksum are there, and that is what proves it."""
    assert cuffs(DONE_131[:-1]) == [(131, CuffStatus.OK)]


@pytest.mark.parametrize(
    "text", ["400C0S3", "035C3S3", "035C0S5", "35C0S3", "0350C0S3", "998", "9999", "S1;A0;;30"]
)
def test_a_frame_of_another_shape_is_bad(text: str) -> None:
    """Where there is no checksum, shape and range are checked."""
    driver = ParNibp()
    assert driver.receive(frame(text), 0) == []
    assert (driver.counts.frames, driver.counts.bad) == (0, 1)


def test_endless_noise_is_not_kept() -> None:
    """Two frames at the most."""
    driver = ParNibp()
    for _ in range(100):
        driver.receive(b"\x02S1;A0" * 100, 0)
        assert len(driver._lines._rest) <= MOST_BYTES


def test_our_own_commands_are_no_frames() -> None:
    """A plug that joins RX to TX is not a module."""
    driver = ParNibp()
    assert driver.receive(READ + b"\r" + START + b"\r" + ABORT + b"\r", 0) == []
    assert (driver.counts.frames, driver.counts.bad) == (0, 0)


def test_counts() -> None:
    """Good frames, frames that are broken, bytes that were none."""
    driver = ParNibp()
    driver.receive(DONE_131 + PRESSURE_35[:-3] + b"\r\xff\xff\xff\r" + END, 0)
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (2, 1, 3)


def test_events_of_one_driver_bear_its_name() -> None:
    """`device` is the model's name."""
    assert {getattr(event, "device", None) for event in decoded(*VECTORS)} == {NAME}
