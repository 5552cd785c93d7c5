"""GE DINAMAP, message by message from the protocol sheet (vectors computed there, not captured)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.ge_dinamap import GeDinamap, checksum, frame
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event, Reading
from monitor.vitals import Vital

NAME = "ge-dinamap"
ASK_CUFF, ASK_SPO2, ASK_RATE = b"\r NA!2\r", b"\r OA!3\r", b"\r RA!6\r"
START, CANCEL = b"\r NC0!E\r", b"\r ND!5\r"

# From the sheet: "Simulator vectors".
VALID = b" NA1000042131076095&)\r"
IN_PROGRESS = b" NA2000042131076095&*\r"
FRESH = b" NA1000003188112137&&\r"
NONE = b" NA0000000000000000%B\r"
SPO2_97 = b" OA1097000#;\r"
SPO2_NONE = b" OA0000000#*\r"
PULSE_74 = b' RA2074"G\r'
PULSE_NONE = b' RA2000"<\r'
CUFF_PULSE_81 = b' RA3081"F\r'
CUFF_PULSE_81_BY_RC = b' RC3081"H\r'
SAMPLE = b" NA1000042130067086&(\r"
VECTORS = [VALID, IN_PROGRESS, FRESH, NONE, SPO2_97, SPO2_NONE, PULSE_74, PULSE_NONE]
VECTORS += [CUFF_PULSE_81, CUFF_PULSE_81_BY_RC, SAMPLE]


def cuff(status: int, seconds_ago: int, pressures: str = "131076095") -> bytes:
    """A NA reply."""
    return frame(f" NA{status}00{seconds_ago:04}{pressures}")


def decoded(*pieces: bytes, t: int = 0) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    driver = GeDinamap()
    events = [event for piece in pieces for event in driver.receive(piece, t)]
    return events + driver.flush(t)


def cuffs(*pieces: bytes) -> list[tuple[float | None, float | None, CuffStatus]]:
    """Systolic, age and status of every cuff reading in the bytes."""
    events = decoded(*pieces)
    found = [event for event in events if isinstance(event, CuffReading)]
    return [(event.systolic, event.seconds_ago, event.status) for event in found]


def vital(vital: Vital, value: int | None, t: int = 0) -> Reading:
    """A reading of one vital."""
    return Reading(t_ms=t, device=NAME, values={vital: value})


def step(step: CuffStep, t: int, reason: str | None = None) -> CuffChange:
    """A step of the cuff."""
    return CuffChange(t_ms=t, device=NAME, step=step, reason=reason)


class Bedside:
    """A driver and the monitor it talks to, as the cable sees them; time moves as it is told."""

    def __init__(self) -> None:
        self.driver = GeDinamap()
        self.t = 0
        self.events: list[Event] = []

    def hears(self, asked: bytes, answer: bytes = b"") -> None:
        """Expect these bytes on the wire, and answer."""
        sent, _ = self.driver.wake(self.t)
        assert sent == asked
        self.events += self.driver.receive(answer, self.t)

    def round(self, t: int, pressures: bytes = NONE, rate: bytes = PULSE_74) -> None:
        """Go through one round of polls that begins at t."""
        self.t = t
        self.hears(ASK_CUFF, pressures)
        self.hears(ASK_SPO2, SPO2_97)
        self.hears(ASK_RATE, rate)

    def start(self, answer: bytes = frame(" NC0")) -> None:
        """Have a cuff started."""
        assert self.driver.start_cuff() == b""
        self.hears(START, answer)

    def cancel(self) -> None:
        """Have it stopped."""
        assert self.driver.stop_cuff() == b""
        self.hears(CANCEL, frame(" ND"))

    def told(self) -> list[Event]:
        """What was said of the cuff since this was last asked."""
        events, self.events = self.events, []
        return [event for event in events if isinstance(event, CuffChange | CuffReading)]


# --- the frame -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", [" NA!2", " NC0!E", " ND!5", " OA!3", " RA!6", " RC!8", " TC!:", " TD!;"]
)
def test_checksum_of_every_known_command(line: str) -> None:
    """From the sheet: known command/checksum pairs."""
    assert checksum(line[:-2]) == line[-2:]
    assert frame(line[:-2]) == f"{line}\r".encode()


@pytest.mark.parametrize("vector", VECTORS)
def test_checksum_of_every_vector(vector: bytes) -> None:
    """The rule reproduces the sheet's replies."""
    assert frame(vector[:-3].decode()) == vector


def test_a_checksum_beyond_twelve_bits_is_folded() -> None:
    """From the sheet: if s > 0xFFF, s -= 0xFFF."""
    assert checksum("_" * 64) == " !"  # 64 * 64 = 0x1000 -> 1


# --- vectors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vector", "event"),
    [
        (SPO2_97, vital(Vital.SPO2, 97)),
        (SPO2_NONE, vital(Vital.SPO2, None)),
        (PULSE_74, vital(Vital.PULSE_RATE, 74)),
        (PULSE_NONE, vital(Vital.PULSE_RATE, None)),
        (CUFF_PULSE_81, vital(Vital.PULSE_RATE, None)),
        (CUFF_PULSE_81_BY_RC, vital(Vital.PULSE_RATE, None)),
        (IN_PROGRESS, step(CuffStep.INFLATING, 0)),
    ],
)
def test_a_vector_and_what_it_says(vector: bytes, event: Event) -> None:
    """From the sheet: simulator vectors with vitals."""
    assert decoded(vector) == [event]


@pytest.mark.parametrize(
    ("vector", "numbers"),
    [(VALID, (131, 76, 95, 42)), (FRESH, (188, 112, 137, 3)), (SAMPLE, (130, 67, 86, 42))],
)
def test_a_vector_with_a_cuff(vector: bytes, numbers: tuple[int, int, int, int]) -> None:
    """From the sheet: pressures, and an age that tells when they were measured."""
    systolic, diastolic, mean, ago = numbers
    assert decoded(vector, t=60_000) == [
        CuffReading(
            t_ms=60_000 - ago * 1000,
            device=NAME,
            systolic=systolic,
            diastolic=diastolic,
            mean=mean,
            seconds_ago=ago,
        )
    ]


def test_no_cuff_result_says_nothing() -> None:
    """From the sheet: status 0 is none."""
    assert decoded(NONE) == []


@pytest.mark.parametrize("rate", [CUFF_PULSE_81, CUFF_PULSE_81_BY_RC])
def test_the_cuff_waits_for_its_pulse(rate: bytes) -> None:
    """The rate with source 3 after the result is the cuff's, and no live rate."""
    driver = GeDinamap()
    assert driver.receive(VALID + SPO2_97, 50_000) == [vital(Vital.SPO2, 97, 50_000)]
    reading, live = driver.receive(rate, 50_000)
    assert isinstance(reading, CuffReading)
    assert (reading.systolic, reading.pulse, reading.t_ms) == (131, 81, 8_000)
    assert live == vital(Vital.PULSE_RATE, None, 50_000)


def test_a_rate_of_the_oximeter_is_no_pulse_of_the_cuff() -> None:
    """Source 2 ends the waiting without a pulse."""
    reading, live = decoded(VALID, PULSE_74)
    assert isinstance(reading, CuffReading)
    assert reading.pulse is None
    assert live == vital(Vital.PULSE_RATE, 74)


def test_the_next_pressures_end_the_waiting() -> None:
    """A monitor that answers no rate does not keep its pressures from us."""
    driver = GeDinamap()
    assert driver.receive(VALID, 0) == []
    assert len(driver.receive(cuff(1, 43), 1000)) == 1
    assert driver.flush(2000) == []


@pytest.mark.parametrize("source", "0145A")
def test_an_unknown_source_of_a_rate_gives_no_rate(source: str) -> None:
    """From the sheet: other digits are opaque."""
    assert decoded(frame(f" RA{source}074")) == [vital(Vital.PULSE_RATE, None)]


@pytest.mark.parametrize("text", [" OA1101000", " OA1049000", " OA1---000", " OA2097000"])
def test_saturation_nobody_can_have(text: str) -> None:
    """Out of range, no number, or an unknown status: tried and not measured."""
    assert decoded(frame(text)) == [vital(Vital.SPO2, None)]


@pytest.mark.parametrize("text", [" RA2019", " RA2301", " RA2-74"])
def test_rate_nobody_can_have(text: str) -> None:
    """Out of range or no number."""
    assert decoded(frame(text)) == [vital(Vital.PULSE_RATE, None)]


@pytest.mark.parametrize("pressures", ["131076076", "131131095", "076131095", "1310760--"])
def test_pressures_in_an_impossible_order_are_kept_and_called_so(pressures: str) -> None:
    """Diastolic below mean below systolic, or it is an artefact; nothing measured is dropped."""
    (reading,) = decoded(cuff(1, 5, pressures))
    assert isinstance(reading, CuffReading)
    assert reading.status is CuffStatus.ARTEFACT
    assert reading.systolic == int(pressures[:3])


@pytest.mark.parametrize(
    "text", [" TC1000123370000", " TD13700", " -5", " -1", " NC0", " ND", " XZ123"]
)
def test_what_we_do_not_read_is_a_frame_without_an_event(text: str) -> None:
    """Temperatures, negative replies, answers to commands, and what nobody knows."""
    driver = GeDinamap()
    assert driver.receive(frame(text), 0) == []
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (1, 0, 0)


# --- a new result --------------------------------------------------------------------------------


def test_a_result_that_is_still_shown_is_one_result() -> None:
    """The same numbers, older every second."""
    assert len(cuffs(cuff(1, 42), cuff(1, 43), cuff(1, 43), cuff(1, 44))) == 1


def test_a_younger_result_is_new() -> None:
    """Elapsed is smaller than before, be the numbers the same."""
    assert len(cuffs(cuff(1, 42), cuff(1, 2))) == 2


def test_other_numbers_are_new() -> None:
    """The numbers differ, be the age the larger one."""
    assert len(cuffs(cuff(1, 42), cuff(1, 45, "132076095"))) == 2


def test_a_result_after_an_inflation_is_new() -> None:
    """From the sheet: elapsed alone misses a 45-s-old result after a 42-s-old one."""
    assert len(cuffs(cuff(1, 42), cuff(2, 43), cuff(1, 45))) == 2


def test_a_result_after_none_is_new() -> None:
    """A monitor that was switched off and on has forgotten the one before."""
    assert len(cuffs(cuff(1, 42), NONE, cuff(1, 45))) == 2


def test_numbers_shown_while_inflating_are_not_read() -> None:
    """They are those of the last time."""
    assert cuffs(IN_PROGRESS, IN_PROGRESS) == []


@pytest.mark.parametrize("status", range(3, 10))
def test_a_failed_determination_is_told_once(status: int) -> None:
    """Our choice: any status above 2 is a failure, without numbers."""
    failed = cuff(status, 4, "000000000")
    assert cuffs(cuff(2, 0), failed, failed) == [(None, 4, CuffStatus.FAILED)]


def test_two_failures_are_two() -> None:
    """An inflation between them, or a smaller age, tells them apart."""
    assert len(cuffs(cuff(3, 4), cuff(2, 0), cuff(3, 4), cuff(3, 5), cuff(3, 1))) == 3


def test_a_failure_after_a_result_is_another_one() -> None:
    """The monitor showed something else between, whatever the ages say."""
    shown = cuffs(cuff(3, 4), cuff(1, 2), cuff(3, 5))
    failed = CuffStatus.FAILED
    assert [status for _, _, status in shown] == [failed, CuffStatus.OK, failed]


def test_an_old_result_after_a_failure_is_still_the_old_one() -> None:
    """Nothing new was measured."""
    shown = cuffs(cuff(1, 42), cuff(2, 43), cuff(3, 60), cuff(1, 61))
    assert [status for _, _, status in shown] == [CuffStatus.OK, CuffStatus.FAILED]


# --- the conversation ----------------------------------------------------------------------------


def test_a_round_of_polls() -> None:
    """NA, OA, RA in turn, one at a time, then nothing before the next whole second."""
    bedside = Bedside()
    bedside.round(250)
    assert bedside.driver.wake(250) == (b"", 1000)
    assert bedside.driver.wake(999) == (b"", 1000)
    bedside.round(1000)
    assert bedside.driver.wake(1000) == (b"", 2000)
    assert bedside.events == [
        vital(Vital.SPO2, 97, 250),
        vital(Vital.PULSE_RATE, 74, 250),
        vital(Vital.SPO2, 97, 1000),
        vital(Vital.PULSE_RATE, 74, 1000),
    ]


def test_one_command_at_a_time() -> None:
    """Nothing is sent before the reply has come; half a reply is none."""
    driver = GeDinamap()
    assert driver.wake(0) == (ASK_CUFF, 500)
    waiting = [driver.awaiting]
    driver.receive(VALID[:10], 100)
    waiting += [driver.awaiting]
    assert driver.wake(100) == (b"", 500)
    driver.receive(VALID[10:], 110)
    waiting += [driver.awaiting]
    assert waiting == [True, True, False]
    assert driver.wake(110) == (ASK_SPO2, 610)


def test_a_missed_reply_costs_half_a_second_and_nothing_else() -> None:
    """The next command follows; when it comes after all it is read as well."""
    driver = GeDinamap()
    driver.wake(0)
    assert driver.wake(500) == (ASK_SPO2, 1000)
    driver.receive(VALID, 510)
    assert driver.wake(510) == (b"", 1000)  # that was the answer to something else
    assert driver.receive(SPO2_97, 520) == [vital(Vital.SPO2, 97, 520)]
    assert driver.wake(520) == (ASK_RATE, 1020)


def test_a_silent_monitor_is_asked_again_every_round() -> None:
    """Three times half a second, then the next whole second."""
    driver = GeDinamap()
    sent = [driver.wake(t) for t in (0, 500, 1000, 1500, 2000)]
    assert [data for data, _ in sent] == [ASK_CUFF, ASK_SPO2, ASK_RATE, b"", ASK_CUFF]


def test_a_negative_reply_is_a_reply() -> None:
    """From the sheet: 5 and 6 mean that this unit has no such parameter; there is no retry."""
    bedside = Bedside()
    bedside.hears(ASK_CUFF, frame(" -5"))
    bedside.hears(ASK_SPO2, frame(" -6"))
    bedside.hears(ASK_RATE, PULSE_74)
    assert bedside.events == [vital(Vital.PULSE_RATE, 74)]


# --- starting and cancelling a cuff --------------------------------------------------------------


def test_a_cuff_from_start_to_result() -> None:
    """NC0 goes out in turn; then the NA replies tell the rest."""
    bedside = Bedside()
    bedside.round(0, VALID)
    assert len(bedside.told()) == 1  # the old one
    bedside.start()
    bedside.round(1000, cuff(2, 43))
    assert bedside.told() == [step(CuffStep.INFLATING, 1000)]
    bedside.round(2000, cuff(2, 44))
    assert bedside.told() == []
    bedside.round(30_000, cuff(1, 1, "142080101"), CUFF_PULSE_81)
    reading = CuffReading(
        t_ms=29_000, device=NAME, systolic=142, diastolic=80, mean=101, pulse=81, seconds_ago=1
    )
    assert bedside.told() == [reading, step(CuffStep.DONE, 30_000)]
    bedside.round(31_000, cuff(1, 2, "142080101"), CUFF_PULSE_81)
    assert bedside.told() == []


def test_a_start_waits_for_the_reply_under_way_and_then_comes_first() -> None:
    """One command at a time."""
    bedside = Bedside()
    bedside.hears(ASK_CUFF)
    bedside.driver.start_cuff()
    assert bedside.driver.wake(100) == (b"", 500)
    bedside.driver.receive(NONE, 200)
    bedside.hears(START, frame(" NC0"))
    bedside.hears(ASK_SPO2)


@pytest.mark.parametrize("answer", [frame(" NC0"), frame(" XX"), SPO2_97])
def test_any_whole_line_answers_a_start(answer: bytes) -> None:
    """From the sheet: the text of the answer to NC0 is an assumption."""
    bedside = Bedside()
    bedside.start(answer)
    assert not bedside.driver.awaiting


def test_a_refused_start() -> None:
    """A negative reply to NC0."""
    bedside = Bedside()
    bedside.start(frame(" -3"))
    assert bedside.told() == [step(CuffStep.FAILED, 0, "cuff_refused")]


def test_the_result_from_before_is_not_the_one_we_asked_for() -> None:
    """The first NA reply comes after NC0 and shows an older result: the cuff is still to come."""
    bedside = Bedside()
    bedside.t = 60_000
    bedside.start()
    bedside.round(60_000, VALID)
    assert [type(event) for event in bedside.told()] == [CuffReading]
    bedside.round(61_000, cuff(2, 43))
    bedside.round(90_000, cuff(1, 1, "142080101"))
    assert bedside.told()[-1] == step(CuffStep.DONE, 90_000)


def test_a_cuff_the_monitor_began_by_itself() -> None:
    """Its steps are told as well."""
    bedside = Bedside()
    bedside.round(0, cuff(2, 0, "000000000"))
    bedside.round(25_000, cuff(1, 0))
    steps = [event.step for event in bedside.told() if isinstance(event, CuffChange)]
    assert steps == [CuffStep.INFLATING, CuffStep.DONE]


def test_a_cuff_that_fails() -> None:
    """One reading without numbers, and the step."""
    bedside = Bedside()
    bedside.start()
    bedside.round(0, cuff(2, 900))
    bedside.round(40_000, cuff(4, 940))
    *_, reading, failed = bedside.told()
    # Its age is that of an older result: it cannot have failed before it began.
    assert reading == CuffReading(t_ms=0, device=NAME, status=CuffStatus.FAILED, seconds_ago=940)
    assert failed == step(CuffStep.FAILED, 40_000, "cuff_no_result")


def test_an_inflation_that_ends_in_nothing() -> None:
    """Status 2, then none at all: failed, without a reading."""
    bedside = Bedside()
    bedside.round(0, cuff(2, 0))
    bedside.round(9000, NONE)
    assert bedside.told()[1:] == [step(CuffStep.FAILED, 9000, "cuff_no_result")]


@pytest.mark.parametrize(
    ("before", "after"),
    [(VALID, cuff(1, 60)), (NONE, NONE), (NONE, cuff(3, 1)), (NONE, cuff(5, 60))],
    ids=["the old result is shown again", "none is shown", "an error", "an old error"],
)
def test_a_cuff_we_cancelled(before: bytes, after: bytes) -> None:
    """One cancelled reading, whatever the monitor shows then; the old result is not read again."""
    bedside = Bedside()
    bedside.round(0, before)
    bedside.start()
    bedside.round(1000, cuff(2, 43))
    bedside.told()
    bedside.t = 11_000
    bedside.cancel()
    bedside.round(12_000, after)
    assert bedside.told() == [
        CuffReading(t_ms=12_000, device=NAME, status=CuffStatus.CANCELLED),
        step(CuffStep.CANCELLED, 12_000),
    ]
    bedside.round(13_000, after)
    assert bedside.told() == []


def test_a_cuff_we_cancelled_before_it_was_seen_to_inflate() -> None:
    """An error nobody saw before proves that there was an inflation."""
    bedside = Bedside()
    bedside.round(0)
    bedside.start()
    bedside.cancel()
    bedside.round(1000, cuff(3, 0))
    assert bedside.told() == [
        CuffReading(t_ms=1000, device=NAME, status=CuffStatus.CANCELLED),
        step(CuffStep.CANCELLED, 1000),
    ]


def test_a_result_that_came_before_our_cancel() -> None:
    """It was faster than the hand at the button, and it counts."""
    bedside = Bedside()
    bedside.start()
    bedside.round(0, cuff(2, 0, "000000000"))
    bedside.cancel()
    bedside.round(30_000, FRESH)
    assert bedside.told()[-1] == step(CuffStep.DONE, 30_000)


def test_a_start_that_was_not_sent_yet_is_never_sent() -> None:
    """A stop overtakes it; ND goes out all the same, to be sure."""
    bedside = Bedside()
    bedside.hears(ASK_CUFF)
    bedside.driver.start_cuff()
    bedside.driver.stop_cuff()
    bedside.driver.receive(NONE, 0)
    bedside.hears(CANCEL, frame(" ND"))
    bedside.hears(ASK_SPO2, SPO2_97)
    bedside.hears(ASK_RATE, PULSE_74)
    bedside.round(1000, NONE)
    assert bedside.told() == [step(CuffStep.CANCELLED, 1000)]


def test_a_cancel_is_repeated_while_the_cuff_goes_on() -> None:
    """Three times; it must really be transmitted, and NA shows whether it worked."""
    bedside = Bedside()
    bedside.start()
    bedside.round(0, cuff(2, 0))
    bedside.cancel()
    for second in (1000, 2000, 3000, 4000):
        bedside.t = second
        bedside.hears(ASK_CUFF, cuff(2, 0))
        if second < 3000:
            bedside.hears(CANCEL, frame(" ND"))
        bedside.hears(ASK_SPO2, SPO2_97)
        bedside.hears(ASK_RATE, PULSE_74)


def test_a_cancel_without_a_cuff_changes_nothing() -> None:
    """Nothing was under way, and the next cuff is not a cancelled one."""
    bedside = Bedside()
    bedside.cancel()
    bedside.round(0, NONE)
    bedside.round(1000, cuff(2, 0))
    bedside.round(30_000, FRESH)
    steps = [event.step for event in bedside.told() if isinstance(event, CuffChange)]
    assert steps == [CuffStep.INFLATING, CuffStep.DONE]


def test_a_cuff_cancelled_by_hand() -> None:
    """The monitor shows its last result again, older than the inflation: cancelled, not done."""
    bedside = Bedside()
    bedside.round(0, VALID)
    bedside.round(1000, cuff(2, 43))
    bedside.told()
    bedside.round(20_000, cuff(1, 62))
    assert bedside.told()[-1] == step(CuffStep.CANCELLED, 20_000)


def test_giving_up() -> None:
    """After 120 s it is over for us, and ND sees to it that it is for the patient."""
    bedside = Bedside()
    bedside.start()
    bedside.round(0, cuff(2, 0))
    bedside.round(119_000, cuff(2, 0))
    bedside.told()
    bedside.t = 120_000
    bedside.hears(ASK_CUFF, cuff(2, 0))
    assert bedside.told() == [step(CuffStep.FAILED, 120_000, "cuff_timeout")]
    bedside.hears(CANCEL, frame(" ND"))


def test_giving_up_on_a_cuff_of_the_monitor() -> None:
    """It is not ours to cancel."""
    bedside = Bedside()
    bedside.round(0, cuff(2, 0))
    bedside.round(120_000, cuff(2, 0))
    assert bedside.told()[-1] == step(CuffStep.FAILED, 120_000, "cuff_timeout")
    bedside.round(121_000, cuff(2, 0))
    assert bedside.told() == []


# --- what a cable carries ------------------------------------------------------------------------

MESSAGES = st.sampled_from([*VECTORS, cuff(2, 0), cuff(4, 1), b"\r\n", b"\xff", b"OA1", ASK_CUFF])
STREAMS = st.lists(MESSAGES).map(b"".join)


@given(stream=STREAMS, data=st.data())
def test_any_cut_gives_the_same_readings(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    whole, cut = GeDinamap(), GeDinamap()
    edges = [0, *data.draw(st.lists(st.integers(0, len(stream))).map(sorted)), len(stream)]
    events = [event for a, b in pairwise(edges) for event in cut.receive(stream[a:b], 0)]
    assert events + cut.flush(0) == whole.receive(stream, 0) + whole.flush(0)
    assert cut.counts == whole.counts


@pytest.mark.parametrize("vector", VECTORS)
def test_a_flipped_bit_never_gives_a_reading(vector: bytes) -> None:
    """The checksum, the length or the letters do not fit any more."""
    for place in range(len(vector) - 1):
        for bit in range(8):
            broken = bytearray(vector)
            broken[place] ^= 1 << bit
            assert decoded(bytes(broken)) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_a_lost_byte_never_gives_a_reading(vector: bytes) -> None:
    """A frame of another length is no frame."""
    for place in range(len(vector) - 1):
        assert decoded(vector[:place] + vector[place + 1 :]) == []


@pytest.mark.parametrize("length", [20, 22])
def test_a_reply_of_the_wrong_length_is_refused(length: int) -> None:
    """Be its checksum right."""
    driver = GeDinamap()
    assert (
        driver.receive(frame(" NA1000003188112137"[: length - 2].ljust(length - 2, "0")), 0) == []
    )
    assert driver.flush(0) == []
    assert driver.counts.bad == 1


@given(noise=st.binary(max_size=600))
def test_a_frame_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good frame after any garbage is never lost."""
    assert vital(Vital.SPO2, 97) in decoded(noise, SPO2_97)


@pytest.mark.parametrize("half", [VALID[:n] for n in range(1, len(VALID) - 1)])
def test_a_frame_survives_half_a_frame_before_it(half: bytes) -> None:
    """A reply that was cut off does not swallow the next one."""
    driver = GeDinamap()
    assert driver.receive(half + FRESH, 0) + driver.flush(0) == decoded(FRESH)
    assert driver.counts.bad + driver.counts.skipped > 0


def test_a_last_frame_without_its_end_counts() -> None:
    """Its checksum is there, and that is what proves it."""
    assert decoded(SPO2_97.rstrip()) == [vital(Vital.SPO2, 97)]


def test_our_own_questions_are_no_answer() -> None:
    """A plug that joins RX to TX is not a monitor."""
    driver = GeDinamap()
    assert driver.receive(ASK_CUFF + ASK_SPO2 + ASK_RATE, 0) == []
    assert (driver.counts.frames, driver.counts.bad) == (0, 0)


def test_counts() -> None:
    """Good frames, frames whose check failed, bytes that were no frame."""
    driver = GeDinamap()
    driver.receive(VALID + VALID.replace(b"131", b"132") + b"\xff\xff\xff\r" + PULSE_74, 0)
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (2, 1, 3)


@given(junk=st.binary(max_size=2000))
def test_garbage_never_raises(junk: bytes) -> None:
    """And leaves the driver able to go on."""
    driver = GeDinamap()
    driver.receive(junk + b"\r", 0)
    assert driver.receive(PULSE_74, 0)[-1] == vital(Vital.PULSE_RATE, 74)


@given(text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x5F), max_size=17))
def test_any_text_under_a_right_checksum_never_raises(text: str) -> None:
    """A checksum proves the line, not that its text makes sense."""
    for letters in ("NA", "OA", "RA", "RC", "TC", "TD", "-5"):
        for event in decoded(frame(f" {letters}{text}"[:19])):
            if isinstance(event, Reading):
                assert all(v is None or k.low <= v <= k.high for k, v in event.values.items())


def test_events_of_one_driver_bear_its_name() -> None:
    """`device` is the model's name."""
    events = decoded(*VECTORS)
    assert {getattr(event, "device", None) for event in events} == {NAME}
