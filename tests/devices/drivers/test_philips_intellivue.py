"""Philips IntelliVue, message by message from the protocol sheet's captured session."""

import struct
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices import intellivue_messages as messages
from devices.drivers.philips_intellivue import GREETING, ONCE, RELEASE, STREAM, PhilipsIntellivue
from devices.intellivue_messages import LINKED, RESULT, create_result, data_message, frame
from monitor.events import CuffReading, CuffStatus, Event, Reading
from monitor.vitals import Values, Vital
from tests.devices import intellivue_capture as capture

NAME = "philips-intellivue"
ACCEPT = frame(capture.ACCEPTANCE)
CREATE = frame(capture.CREATE_EVENT)
CREATE_EVENT_SET_BACK = frame(
    capture.CREATE_EVENT.replace(
        bytes.fromhex("2017110414455900"), bytes.fromhex("2017110414425900")
    )
)
ANSWER = messages.proven(capture.VALUES_FRAME[1:-1]) or b""
ABORT = frame(b"\x19\x00")
REFUSE = frame(b"\x0c\x00")

Told = tuple[float | None, float | None, float | None, float | None, CuffStatus]
VITALS: Values = {
    Vital.HEART_RATE: 60,
    Vital.PULSE_RATE: 60,
    Vital.SPO2: 95,
    Vital.RESP_RATE: 15,
}
NIBP: Told = (120, 80, 90, 60, CuffStatus.OK)


def bent(*changes: tuple[str, str], answer: bytes = ANSWER) -> bytes:
    """The captured answer with some of its bytes replaced, framed anew."""
    for before, after in changes:
        assert answer.count(bytes.fromhex(before)) == 1
        answer = answer.replace(bytes.fromhex(before), bytes.fromhex(after))
    return frame(answer)


def real(minute: str = "4500", *changes: tuple[str, str]) -> bytes:
    """The same without the demo bit, the cuff stamped 14:mm:ss."""
    answer = ANSWER.replace(b"\x04\x00\x0f\x20", b"\x00\x00\x0f\x20")
    for code in ("480a", "f0e5", "4182", "500a", "4bb8", "4822", "4bb0"):
        answer = answer.replace(bytes.fromhex(code + "04"), bytes.fromhex(code + "00"))
    answer = answer.replace(
        bytes.fromhex("201711041445"), bytes.fromhex("2017110414" + minute)[:-1]
    )
    stamp = bytes.fromhex("2017110414" + minute)
    answer = answer.replace(stamp[:-1] + b"\0\0", stamp + b"\0")
    return bent(*changes, answer=answer)


def value(code: int, number: int, state: int = 0, unit: int = 0x0AA0) -> bytes:
    """An object with one value."""
    told = struct.pack(">HHHHHI", 0x0950, 10, code, state, unit, number)
    return struct.pack(">HHH", 0x8000, 1, len(told)) + told


def result(
    *objects: bytes, part: bytes = b"", invoke: int = 2, ticks: int = 0, group: int = 0x0803
) -> bytes:
    """A message with these objects in one context, framed."""
    shown = struct.pack(">HHH", 0, len(objects), len(b"".join(objects))) + b"".join(objects)
    listed = struct.pack(">HH", 1, len(shown)) + shown if objects else bytes(4)
    told = struct.pack(">HHI", 0, 0, ticks) + b"\xff" * 8 + messages.NUMERICS
    told += struct.pack(">H", group) + listed
    body = messages.THE_MONITOR + struct.pack(">HH", messages.EXTENDED_POLL, len(told)) + told
    return frame(data_message(LINKED if part else RESULT, invoke, messages.ACTION, body, part))


HEART_RATE_70, SPO2_97 = value(0x4182, 70), value(0x4BB8, 97, unit=0x0220)


def decoded(*pieces: bytes, t: int = 0) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    driver = PhilipsIntellivue()
    events = [event for piece in pieces for event in driver.receive(piece, t)]
    return events + driver.flush(t)


def readings(*pieces: bytes) -> list[Values]:
    """The vitals in the bytes."""
    return [event.values for event in decoded(*pieces) if isinstance(event, Reading)]


def cuffs(*pieces: bytes) -> list[Told]:
    """The cuff readings in the bytes, and how they ended."""
    found = [event for event in decoded(*pieces) if isinstance(event, CuffReading)]
    return [(e.systolic, e.diastolic, e.mean, e.pulse, e.status) for e in found]


def only(**values: float) -> Values:
    """All four vitals, those not named null."""
    return {vital: values.get(vital.value) for vital in Vital}


# --- the captured session ------------------------------------------------------------------------


def test_the_answer_of_the_capture() -> None:
    """All vitals and the cuff, in demo state; 480A is no oximeter's pulse."""
    driver = PhilipsIntellivue()
    vitals, cuff = driver.receive(capture.VALUES_FRAME, 5000)
    assert vitals == Reading(t_ms=5000, device=NAME, values=VITALS, demo=True)
    assert cuff == CuffReading(
        t_ms=5000,
        device=NAME,
        systolic=120,
        diastolic=80,
        mean=90,
        pulse=60,
        demo=True,
        device_time="2017-11-04T14:45:00",
    )
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (1, 0, 0)


def test_the_clock_of_the_capture() -> None:
    """The create event ties ticks to wall time: the answer was sent 26.528 s later."""
    vitals, cuff = decoded(CREATE, capture.VALUES_FRAME, t=100_000)
    assert isinstance(vitals, Reading)
    assert vitals.device_time == "2017-11-04T14:46:25.528"
    assert isinstance(cuff, CuffReading)
    assert (cuff.seconds_ago, cuff.t_ms) == (86, 100_000 - 85_528)


def test_the_linked_answer_of_the_capture() -> None:
    """One frame of it says nothing, the last closes it, and the whole is one reading."""
    second = result(
        capture.HEART_RATE_OBJECT, part=b"\3\2", invoke=0x3EB, ticks=0x0D617300, group=0
    )
    driver = PhilipsIntellivue()
    assert driver.receive(frame(capture.PART_1) + second, 0) == []
    vitals, cuff = driver.receive(frame(capture.LAST), 0)
    assert isinstance(vitals, Reading)
    assert (vitals.values, vitals.demo) == (only(heart_rate=60), True)
    assert isinstance(cuff, CuffReading)
    # The cuff's pulse is in a part the sheet does not print.
    assert (cuff.systolic, cuff.diastolic, cuff.mean, cuff.pulse) == (120, 80, 90, None)
    assert driver.counts.frames == 3


def test_the_nibp_object_of_the_sheet() -> None:
    """Told with all its attributes."""
    assert cuffs(result(capture.NIBP_OBJECT, group=0)) == [(120, 80, 90, None, CuffStatus.OK)]


@pytest.mark.parametrize(
    "piece",
    [ACCEPT, CREATE, frame(capture.RELEASED), frame(capture.LAST), ABORT, REFUSE],
)
def test_what_carries_no_numerics_says_nothing(piece: bytes) -> None:
    """It counts as a frame."""
    driver = PhilipsIntellivue()
    assert driver.receive(piece, 0) == []
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (1, 0, 0)


@pytest.mark.parametrize(
    "piece",
    [
        frame(capture.ASSOCIATION_REQUEST),
        capture.RELEASE_FRAME,
        capture.SINGLE_POLL_FRAME,
        capture.EXTENDED_POLL_FRAME,
        capture.POLL_2_S_FRAME,
        capture.POLL_180_S_FRAME,
        capture.CREATE_RESULT_FRAME,
    ],
)
def test_our_own_words_are_no_answer(piece: bytes) -> None:
    """A plug that joins RX to TX is not a monitor."""
    driver = PhilipsIntellivue()
    assert driver.receive(piece, 0) == []
    assert (driver.counts.frames, driver.counts.bad) == (0, 0)


# --- values --------------------------------------------------------------------------------------


def test_real_values_are_not_demo() -> None:
    """State 0000; alarm bits change nothing."""
    (vitals, cuff) = decoded(real("4500", ("418200000aa0", "418200030aa0")))
    assert vitals == Reading(t_ms=0, device=NAME, values=VITALS)
    assert isinstance(cuff, CuffReading)
    assert not cuff.demo


@pytest.mark.parametrize("state", ["8000", "4000", "2000", "1000", "0800", "8400", "0200", "0100"])
def test_a_value_with_another_state_is_none(state: str) -> None:
    """Any bit of the top byte but demo."""
    (values,) = readings(bent(("4bb804000220", f"4bb8{state}0220")))
    assert values == {**VITALS, Vital.SPO2: None}


@pytest.mark.parametrize("state", ["0080", "0040", "0020", "0002", "0001"])
def test_a_value_with_a_bit_of_the_low_byte_counts(state: str) -> None:
    """Validated, early, ongoing, in alarm, alarms inhibited."""
    assert readings(bent(("4bb804000220", f"4bb8{state}0220"))) == [VITALS]


@pytest.mark.parametrize("number", ["ff7fffff", "00800000", "7f7ffffe", "80800002"])
def test_a_special_number_is_none(number: str) -> None:
    """Whatever its exponent."""
    (values,) = readings(bent(("0220ff0003b6", "0220" + number)))
    assert values[Vital.SPO2] is None


@pytest.mark.parametrize("number", ["000003b6", "00000031", "00ffffff", "7f000001"])
def test_a_saturation_nobody_can_have(number: str) -> None:
    """950, 49, -1 and a 1 with 127 noughts."""
    (values,) = readings(bent(("0220ff0003b6", "0220" + number)))
    assert values[Vital.SPO2] is None


def test_another_unit_is_another_thing() -> None:
    """It is not known, and not guessed."""
    (values,) = readings(bent(("418204000aa0", "418204000ae0")))
    assert values[Vital.HEART_RATE] is None


def test_the_pulse_of_an_arterial_line_is_no_oximeters() -> None:
    """Without 4822 there is no pulse rate, whatever 480A says."""
    (values,) = readings(bent(("482204010aa0", "482280010aa0")))
    assert values == {**VITALS, Vital.PULSE_RATE: None}


def test_a_demo_value_that_is_not_measured_is_no_demo() -> None:
    """Only accepted values say it."""
    (vitals,) = decoded(result(HEART_RATE_70, value(0x4BB8, 97, 0x8400, 0x0220)))
    assert vitals == Reading(t_ms=0, device=NAME, values=only(heart_rate=70))


def test_objects_without_values_are_vitals_not_measured() -> None:
    """A monitor at work with nothing attached: a line of nulls."""
    assert readings(result(bytes.fromhex("8649 0000 0000"))) == [only()]


def test_of_one_vital_the_first_measured_counts() -> None:
    """A second object of the same code fills in only for one without a value."""
    none, other = value(0x4182, 70, 0x8000), value(0x4182, 71)
    assert readings(result(none, HEART_RATE_70, other)) == [only(heart_rate=70)]


@pytest.mark.parametrize(
    "piece",
    [
        bent(("000100060803", "000100090803")),
        bent(("000100060803", "000100060811")),
        frame(data_message(RESULT, 1, 3, bytes(20))),
        frame(data_message(RESULT, 1, 5, b"")),
        frame(data_message(messages.ERROR, 1, 0, b"")),
        frame(b"\xe1"[:1] + b"\x00\x00\x03"),
    ],
    ids=["waves", "another group", "get", "set", "an error", "another session"],
)
def test_what_we_do_not_read_is_a_frame_without_an_event(piece: bytes) -> None:
    """Ignored, and not bad."""
    driver = PhilipsIntellivue()
    assert driver.receive(piece, 0) == []
    assert (driver.counts.frames, driver.counts.bad) == (1, 0)


def test_a_malformed_message_is_a_bad_frame() -> None:
    """Its FCS is right and its lengths are not."""
    driver = PhilipsIntellivue()
    assert driver.receive(bent(("0000000900 6a", "0000000900 ff")), 0) == []
    assert driver.receive(frame(b"\xe1\x00"), 0) == []
    assert (driver.counts.frames, driver.counts.bad) == (0, 2)


def test_a_single_poll_is_answered_without_a_sequence() -> None:
    """Its objects begin two bytes earlier."""
    body = ANSWER[14:]
    body = body.replace(bytes.fromhex("f13b017200000000"), bytes.fromhex("0c1601700001"))
    assert readings(frame(data_message(RESULT, 0, 7, body))) == [VITALS]


# --- linked answers ------------------------------------------------------------------------------

ONE = result(HEART_RATE_70, part=b"\1\1")
TWO = result(value(0x500A, 12, unit=0x0AE0), part=b"\2\2")
THREE = result(SPO2_97, part=b"\3\3")
END = result()
ALL = only(heart_rate=70, resp_rate=12, spo2=97)


def test_linked_parts_are_one_answer() -> None:
    """Published when it is closed."""
    assert readings(ONE, TWO, THREE) == []
    assert readings(ONE, TWO, THREE, END, ONE, TWO, THREE, END) == [ALL, ALL]


@pytest.mark.parametrize(
    "pieces",
    [(TWO, THREE), (ONE, THREE), (ONE, TWO), (ONE, TWO, TWO, THREE), (ONE, THREE, TWO)],
    ids=["first missing", "middle missing", "last missing", "doubled", "out of order"],
)
def test_an_answer_with_a_hole_is_none(pieces: tuple[bytes, ...]) -> None:
    """And the next one is whole again."""
    assert readings(*pieces, END) == []
    assert readings(*pieces, END, ONE, TWO, THREE, END) == [ALL]


def test_a_new_answer_does_not_complete_an_old_one() -> None:
    """Its time is another."""
    late = result(SPO2_97, part=b"\3\2", ticks=8000)
    assert readings(ONE, late, result(ticks=8000)) == []


def test_two_answers_at_once_are_told_apart() -> None:
    """By their invoke ids."""
    other = (result(HEART_RATE_70, part=b"\1\1", invoke=9), result(SPO2_97, part=b"\3\2", invoke=9))
    pieces = (ONE, other[0], TWO, other[1], THREE, END, result(invoke=9))
    assert readings(*pieces) == [ALL, only(heart_rate=70, spo2=97)]


@pytest.mark.parametrize("news", [ACCEPT, CREATE, ABORT])
def test_a_new_association_forgets_what_was_begun(news: bytes) -> None:
    """The rest will not come."""
    assert readings(ONE, TWO, news, THREE, END) == []


def test_answers_without_an_end_are_not_kept() -> None:
    """Only the last few."""
    driver = PhilipsIntellivue()
    for invoke in range(1000):
        driver.receive(result(HEART_RATE_70, part=b"\1\1", invoke=invoke), 0)
    assert len(driver._joins._begun) <= 4


# --- the cuff ------------------------------------------------------------------------------------


def test_a_result_is_told_once() -> None:
    """However often it is repeated, and across associations."""
    assert cuffs(real(), real(), ACCEPT, CREATE, real()) == [NIBP]


def test_a_new_stamp_is_a_new_inflation() -> None:
    """Be the numbers the same."""
    assert cuffs(real("4500"), real("5000"), real("5000")) == [NIBP, NIBP]


def test_other_numbers_under_the_same_stamp_are_not() -> None:
    """The stamp alone decides."""
    changed = real("4500", ("4a0500000f2000000078", "4a0500000f2000000079"))
    assert cuffs(real(), changed) == [NIBP]


def test_a_compound_in_another_order() -> None:
    """Items are picked by code."""
    item = {code: f"4a0{code}04000f20000000" for code in "567"}
    before = item["5"] + "78" + item["6"] + "50" + item["7"] + "5a"
    after = item["7"] + "5a" + item["6"] + "50" + item["5"] + "78"
    assert cuffs(bent((before, after))) == [NIBP]


def test_the_pulse_of_another_inflation_is_not_this_ones() -> None:
    """Its own stamp says so."""
    stale = ("82 6d 0002001a 0990 0008 20171104144500", "82 6d 0002001a 0990 0008 20171104144000")
    assert cuffs(bent(stale)) == [(120, 80, 90, None, CuffStatus.OK)]


def test_an_arterial_line_is_no_cuff() -> None:
    """4A15 to 4A17 are never read."""
    assert (
        cuffs(
            bent(("4a05 0400", "4a25 0400"), ("4a06 0400", "4a26 0400"), ("4a07 0400", "4a27 0400"))
        )
        == []
    )


@pytest.mark.parametrize("number", ["007fffff", "0000012d", "00000000", "00ffffff"])
def test_a_pressure_that_is_none(number: str) -> None:
    """The others are kept, and the result is not called good."""
    bad = bent(("4a0504000f2000000078", "4a0504000f20" + number))
    assert cuffs(bad) == [(None, 80, 90, 60, CuffStatus.ARTEFACT)]


def test_a_pressure_in_another_unit_is_none() -> None:
    """It is not known, and not guessed."""
    bad = bent(("4a0504000f20", "4a0504000f03"))
    assert cuffs(bad) == [(None, 80, 90, 60, CuffStatus.ARTEFACT)]


def test_pressures_in_an_impossible_order_are_kept_and_called_so() -> None:
    """Diastolic below mean below systolic, or it is an artefact."""
    bad = bent(("4a0704000f200000005a", "4a0704000f2000000050"))
    assert cuffs(bad) == [(120, 80, 80, 60, CuffStatus.ARTEFACT)]


FAILED = (
    ("4a0500000f20", "4a0580000f20"),
    ("4a0600000f20", "4a0620000f20"),
    ("4a0700000f200000005a", "4a0700000f20007fffff"),
)
NO_NUMBERS: Told = (None, None, None, None, CuffStatus.FAILED)


def test_a_new_stamp_without_numbers_is_a_failure() -> None:
    """Told once."""
    assert cuffs(real(), real("5000", *FAILED), real("5000", *FAILED)) == [NIBP, NO_NUMBERS]


def test_numbers_that_follow_a_failure_under_its_stamp_are_told() -> None:
    """Better than to lose them."""
    assert cuffs(real("5000", *FAILED), real("5000"), real("5000", *FAILED)) == [NO_NUMBERS, NIBP]


def test_a_result_that_disappears_is_no_failure() -> None:
    """Its stamp has not changed: nothing is known of it, and nothing told."""
    assert cuffs(real(), real("4500", *FAILED), real()) == [NIBP]


@pytest.mark.parametrize("state", ["0020", "0040", "0060"])
def test_a_cuff_that_is_not_done_is_no_result(state: str) -> None:
    """Ongoing or early; the result is told when it is there."""
    busy = real("5000", ("4a0500000f20", f"4a05{state}0f20"))
    assert cuffs(busy) == []
    assert cuffs(busy, real("5000")) == [NIBP]


def test_a_cuff_without_a_stamp_is_not_told() -> None:
    """Nobody could say which inflation it is, or how old."""
    given = "82 6a 0003003a 0990 0008"
    stamp = bytes.fromhex(given + "2017110414450000").hex()
    assert cuffs(bent((stamp, bytes.fromhex(given).hex() + "ff" * 8))) == []


def test_the_age_of_a_result_is_told_by_the_monitors_own_clock() -> None:
    """However wrong that clock is."""
    (_, cuff) = decoded(CREATE, real(), t=200_000)
    assert isinstance(cuff, CuffReading)
    assert cuff.t_ms == 200_000 - 85_528


def test_a_result_from_the_future_has_no_age() -> None:
    """Somebody has set the monitor's clock back."""
    (_, cuff) = decoded(CREATE, real("5000"), t=200_000)
    assert isinstance(cuff, CuffReading)
    assert (cuff.t_ms, cuff.seconds_ago) == (200_000, None)


def after(seconds: int, minute: str, create: bytes = b"") -> bytes:
    """What the monitor says so long after the captured answer, the cuff stamped 14:mm:ss."""
    ticks = (0x0D645300 + seconds * 8000).to_bytes(4, "big").hex()
    return create + real(minute, ("0d645300", ticks))


def told(driver: PhilipsIntellivue, t: int, data: bytes) -> tuple[int, float | None, str | None]:
    """When a cuff was measured, how old it is said to be, and the monitor's time with it."""
    vitals, cuff = driver.receive(data, t)
    assert isinstance(vitals, Reading)
    assert isinstance(cuff, CuffReading)
    return cuff.t_ms, cuff.seconds_ago, vitals.device_time and vitals.device_time[11:19]


def test_a_result_older_than_our_last_look_has_no_age() -> None:
    """It was not there then. One that may have been missed has."""
    driver = PhilipsIntellivue()
    driver.receive(CREATE + real("4500"), 100_000)
    assert told(driver, 400_000, after(300, "4800"))[:2] == (400_000 - 205_528, 206)
    assert told(driver, 430_000, after(330, "5100"))[:2] == (430_000, None)


@pytest.mark.parametrize("back_s", [10, 60, 180, 3600])
def test_a_clock_set_back_is_no_age(back_s: int) -> None:
    """We look every second: what comes now was measured now, and the clock is not known any more.

    Until the monitor tells it again; an age is one of the new clock then.
    """
    driver = PhilipsIntellivue()
    driver.receive(CREATE + real("4500"), 100_000)
    for second in range(1, 60):
        driver.receive(after(second, "4500"), 100_000 + 1000 * second)
    now = datetime(2017, 11, 4, 14, 47, 25) - timedelta(seconds=back_s)  # noqa: DTZ001
    stamp = f"{now:%M%S}" if back_s < 3600 else "0000"
    assert told(driver, 160_000, after(60, stamp)) == (160_000, None, "14:47:25")
    (vitals,) = driver.receive(after(61, stamp), 161_000)
    assert isinstance(vitals, Reading)
    assert vitals.device_time is None


def test_a_clock_that_is_told_anew_says_when_it_was_set() -> None:
    """Of a result that reaches back behind that the age is not known; of one after it, it is."""
    driver = PhilipsIntellivue()
    driver.receive(CREATE + real("4500"), 100_000)
    back = CREATE_EVENT_SET_BACK
    assert told(driver, 400_000, after(300, "4600", back)) == (400_000, None, "14:48:25")
    assert told(driver, 430_000, after(330, "4849")) == (430_000 - 6528, 7, "14:48:55")
    assert told(driver, 431_000, after(331, "4856"))[:2] == (430_472, 1)


def test_a_file_tells_the_ages_a_cable_tells() -> None:
    """Where our own time stands still the monitor's ticks go on."""
    driver = PhilipsIntellivue()
    driver.receive(CREATE + real("4500"), 0)
    for second in (60, 120, 180):
        driver.receive(after(second, "4500"), 0)
    assert told(driver, 0, after(300, "5030")) == (-55_528, 56, "14:51:25")
    assert told(driver, 0, after(301, "5126")) == (-528, 1, "14:51:26")


def test_a_monitor_that_was_switched_off_counts_anew() -> None:
    """Its ticks go back and its clock does not: nobody set it, and the age of a result is known."""
    driver = PhilipsIntellivue()
    driver.receive(CREATE + real("4500"), 100_000)
    event = capture.CREATE_EVENT.replace(
        bytes.fromhex("2017110414455900"), bytes.fromhex("2017110414505900")
    )
    again = frame(event.replace(b"\x04\x0d\x61\x16\x00", b"\x04\0\0\0\0"))
    sent = real("4930", ("0d645300", "00000000"))
    assert told(driver, 373_472, again + sent) == (373_472 - 89_000, 89, "14:50:59")


def test_a_cable_that_is_slow_sets_no_clock() -> None:
    """Answers come unevenly, by a few seconds; the age stays known."""
    driver = PhilipsIntellivue()
    driver.receive(CREATE + real("4500"), 100_000)
    driver.receive(after(1, "4500"), 104_000)
    assert told(driver, 105_000, after(5, "4630"))[1] == 1


def test_a_clock_the_answers_tell_is_watched() -> None:
    """Set on by three minutes between two looks: no result is that much older for it."""
    driver = PhilipsIntellivue()
    none = "0d645300 ffffffffffffffff"
    driver.receive(real("4500", (none, "0d645300 2017110414460000")), 100_000)
    assert told(driver, 400_000, real("5050", (none, "0d645300 2017110414540000")))[:2] == (
        400_000,
        None,
    )


def test_ticks_that_turn_over() -> None:
    """After six days."""
    create = capture.CREATE_EVENT.replace(b"\x04\x0d\x61\x16\x00", b"\x04\xff\xff\xff\x00")
    vitals, *_ = decoded(frame(create), bent(("0d645300", "00001e40")))
    assert isinstance(vitals, Reading)
    assert vitals.device_time == "2017-11-04T14:46:00.000"


def test_an_answer_that_tells_the_time_itself() -> None:
    """Its clock counts, and needs no create event."""
    vitals, cuff = decoded(
        bent(("0d645300 ffffffffffffffff", "0d645300 2017110414460000")), t=60_000
    )
    assert isinstance(vitals, Reading)
    assert vitals.device_time == "2017-11-04T14:46:00.000"
    assert isinstance(cuff, CuffReading)
    assert cuff.t_ms == 0


# --- the conversation ----------------------------------------------------------------------------


def joined(t: int = 0) -> PhilipsIntellivue:
    """A driver that has just been introduced and has answered."""
    driver = PhilipsIntellivue()
    driver.wake(t)
    driver.receive(ACCEPT + CREATE, t)
    driver.wake(t)
    return driver


def said(
    driver: PhilipsIntellivue, t: int, until: int, answers: bool = True
) -> list[tuple[int, bytes]]:
    """What it says from t on, while the values come once a second."""
    found: list[tuple[int, bytes]] = []
    heard = t
    while t < until:
        data, due = driver.wake(t)
        if data:
            found.append((t, data))
        if data == ONCE and answers:
            driver.receive(result(HEART_RATE_70, invoke=1), t)
        if answers and t - heard >= 1000:
            driver.receive(result(HEART_RATE_70), t)
            heard = t
        t = min(due, t + 1000) if not data else t + 1
    return found


def test_the_requests_are_those_of_the_sheet() -> None:
    """As captured; a single poll asks for the values only, too."""
    assert frame(capture.ASSOCIATION_REQUEST) == GREETING
    assert capture.RELEASE_FRAME == RELEASE
    assert capture.POLL_180_S_FRAME == STREAM
    assert frame(messages.single_poll(0x0803, invoke=1)) == ONCE


def test_a_conversation() -> None:
    """Clear what is stale, associate, answer the introduction, and only then ask."""
    driver = PhilipsIntellivue()
    assert driver.wake(0) == (RELEASE + GREETING, 1000)
    waiting = [driver.awaiting]
    assert driver.wake(10) == (b"", 1000)
    driver.receive(frame(capture.RELEASED) + ACCEPT, 190)
    assert driver.wake(190)[0] == b""
    driver.receive(CREATE, 200)
    waiting += [driver.awaiting]
    assert driver.wake(200) == (capture.CREATE_RESULT_FRAME, 200)
    assert driver.wake(200) == (b"", 250)
    assert waiting == [True, False]


def test_the_poll_follows_the_introduction_within_a_second() -> None:
    """A quarter into a second, so that the values come in the middle of nothing."""
    driver = joined(200)
    (t, first), *_ = said(driver, 200, 1500)
    assert first == STREAM
    assert t % 1000 == 250
    assert not driver.awaiting


def test_the_request_is_repeated_every_second() -> None:
    """And a stale association is released every fifth time."""
    driver = PhilipsIntellivue()
    found = [driver.wake(t)[0] for t in range(0, 7000, 1000)]
    assert found == [RELEASE + GREETING, *[GREETING] * 4, RELEASE + GREETING, GREETING]


def test_a_refusal_is_followed_by_another_try() -> None:
    """Its reason is opaque."""
    driver = PhilipsIntellivue()
    driver.wake(0)
    driver.receive(REFUSE, 100)
    assert not driver.awaiting
    assert driver.wake(100) == (b"", 1000)
    assert driver.wake(1000)[0] == GREETING


def test_an_introduction_that_does_not_come() -> None:
    """After ten seconds it all begins again; meanwhile nothing is asked."""
    driver = PhilipsIntellivue()
    driver.wake(0)
    driver.receive(ACCEPT, 190)
    assert said(driver, 190, 10_190, answers=False) == []
    assert driver.wake(10_190)[0] == RELEASE + GREETING


def test_every_introduction_is_answered() -> None:
    """The id of the event is echoed, and the values are asked for again."""
    driver = joined()
    said(driver, 0, 5000)
    driver.receive(CREATE, 5000)
    again = capture.CREATE_EVENT[:8] + b"\x12\x34" + capture.CREATE_EVENT[10:]
    driver.receive(frame(again), 5000)
    (_, answer), (_, poll), *_ = said(driver, 5000, 7000)
    assert (answer, poll) == (frame(create_result(0x1234)), STREAM)


def test_a_quarter_of_an_hour() -> None:
    """The poll is renewed in under three minutes, and no silence of ours is longer than 5 s."""
    found = said(joined(), 0, 900_000)
    polls = [t for t, data in found if data == STREAM]
    assert max(b - a for a, b in pairwise(polls)) < 180_000
    assert len(polls) == 8
    assert max(b - a for a, b in pairwise(t for t, _ in found)) <= 5000
    assert {data for _, data in found} == {STREAM, ONCE}


def test_values_that_stay_away_are_asked_for_again() -> None:
    """After three seconds; after ten the association is begun again."""
    found = said(joined(), 0, 12_000, answers=False)
    assert [(t, data) for t, data in found if data == STREAM] == [
        (250, STREAM),
        (3250, STREAM),
        (6250, STREAM),
        (9250, STREAM),
    ]
    assert found[-1][1] in {RELEASE + GREETING, GREETING}


def test_a_reply_to_the_single_poll_is_awaited() -> None:
    """For half a second."""
    driver = joined()
    t = 0
    while (data := driver.wake(t)[0]) != ONCE:
        driver.receive(result(HEART_RATE_70), t) if data == b"" else None
        t += 250
    assert driver.wake(t) == (b"", t + 500)
    assert driver.awaiting
    driver.receive(result(HEART_RATE_70, part=b"\1\1", invoke=1), t)
    assert driver.awaiting
    driver.receive(result(invoke=1), t)
    assert not driver.awaiting


def test_a_monitor_that_does_not_stream_is_asked_every_second() -> None:
    """It may refuse the extended poll; nobody knows which firmware does."""
    driver = joined()
    assert said(driver, 0, 300)[0][1] == STREAM
    driver.receive(frame(data_message(messages.ERROR, 2, 0, b"")), 300)
    found = said(driver, 300, 10_000)
    assert {data for _, data in found} == {ONCE}
    assert len(found) >= 9


def test_an_abort_is_the_end_and_a_new_beginning() -> None:
    """A second later."""
    driver = joined()
    driver.receive(ABORT, 5000)
    assert driver.wake(5000) == (b"", 6000)
    assert driver.wake(6000)[0] == RELEASE + GREETING


def test_it_takes_its_leave() -> None:
    """Or the monitor would wait for it."""
    assert joined().goodbye() == capture.RELEASE_FRAME


def test_a_cuff_cannot_be_started() -> None:
    """Confirmed by a maintainer of another host."""
    driver = joined()
    assert (driver.start_cuff(), driver.stop_cuff()) == (b"", b"")


# --- what a cable carries ------------------------------------------------------------------------

VECTORS = [capture.VALUES_FRAME, ACCEPT, CREATE, frame(capture.PART_1), frame(capture.LAST)]
MESSAGES = st.sampled_from(
    [
        *VECTORS,
        real("5000"),
        ONE,
        TWO,
        THREE,
        END,
        b"\xc0",
        b"\xc1",
        b"\x7d",
        b"\xff\x11\x01",
        RELEASE,
    ]
)
STREAMS = st.lists(MESSAGES).map(b"".join)


@given(stream=STREAMS, data=st.data())
def test_any_cut_gives_the_same_readings(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    whole, cut = PhilipsIntellivue(), PhilipsIntellivue()
    edges = [0, *data.draw(st.lists(st.integers(0, len(stream))).map(sorted)), len(stream)]
    events = [event for a, b in pairwise(edges) for event in cut.receive(stream[a:b], 0)]
    assert events + cut.flush(0) == whole.receive(stream, 0) + whole.flush(0)
    assert cut.counts == whole.counts


def test_a_flipped_bit_never_gives_a_reading() -> None:
    """Header, length, FCS or escapes do not fit any more, and the next frame counts."""
    good = capture.VALUES_FRAME
    for place in range(len(good)):
        for bit in range(8):
            broken = bytearray(good)
            broken[place] ^= 1 << bit
            assert decoded(bytes(broken)) == []


def test_a_lost_byte_costs_no_other_frame() -> None:
    """The next good frame counts."""
    good = capture.VALUES_FRAME
    for place in range(len(good)):
        driver = PhilipsIntellivue()
        assert driver.receive(good[:place] + good[place + 1 :], 0) == []
        assert len(driver.receive(real("5000"), 0)) == 2


@given(noise=st.binary(max_size=600))
def test_a_frame_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good frame after any garbage is never lost."""
    assert VITALS in readings(noise, capture.VALUES_FRAME)


@pytest.mark.parametrize("length", range(2, 400, 7))
def test_a_frame_survives_half_a_frame_before_it(length: int) -> None:
    """Its C0 ends the damaged one."""
    driver = PhilipsIntellivue()
    half = frame(capture.PART_1)[:length]
    assert driver.receive(half + capture.VALUES_FRAME, 0) == decoded(capture.VALUES_FRAME)
    assert driver.counts.bad + driver.counts.skipped > 0


def test_an_aborted_frame_says_nothing() -> None:
    """7D C1, and the next one counts."""
    aborted = capture.VALUES_FRAME[:-1] + b"\x7d\xc1"
    assert decoded(aborted) == []
    assert decoded(aborted, capture.VALUES_FRAME) == decoded(capture.VALUES_FRAME)


def test_a_frame_without_its_end_is_none() -> None:
    """Nothing says that it is over; it is counted."""
    driver = PhilipsIntellivue()
    assert driver.receive(capture.VALUES_FRAME[:-1], 0) + driver.flush(0) == []
    assert driver.counts.bad == 1


def test_counts() -> None:
    """Good frames, frames whose check failed, bytes that were no frame."""
    driver = PhilipsIntellivue()
    broken = capture.VALUES_FRAME.replace(b"\x00\x00\x00\x3c", b"\x00\x00\x00\x3d")
    driver.receive(capture.VALUES_FRAME + broken + b"\xff\xff\xff" + capture.VALUES_FRAME, 0)
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (2, 1, 3)


def test_endless_noise_is_not_kept() -> None:
    """No more than a frame of it."""
    driver = PhilipsIntellivue()
    driver.receive(b"\xc0", 0)
    for _ in range(200):
        driver.receive(b"x" * 1000, 0)
    assert len(driver._line._held) <= messages.LONGEST_FRAME


@settings(max_examples=300)
@given(data=st.data())
def test_a_bent_message_under_a_right_fcs_never_raises(data: st.DataObject) -> None:
    """The FCS proves the frame, not that its message makes sense; what is told can be."""
    message = bytearray(data.draw(st.sampled_from([ANSWER, capture.CREATE_EVENT, capture.PART_1])))
    for place in data.draw(st.lists(st.integers(0, len(message) - 1), max_size=6)):
        message[place] = data.draw(st.integers(0, 255))
    for event in decoded(frame(bytes(message)), capture.VALUES_FRAME):
        if isinstance(event, Reading):
            assert all(v is None or k.low <= v <= k.high for k, v in event.values.items())
        if isinstance(event, CuffReading):
            shown = (event.systolic, event.diastolic, event.mean)
            assert all(number is None or 1 <= number <= 300 for number in shown)
