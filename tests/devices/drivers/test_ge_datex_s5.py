"""GE Datex-Ohmeda S/5, frame by frame from the protocol sheet (three requests are the vendor's)."""

import struct
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.ge_datex_s5 import (
    LONGEST_FRAME,
    STOP,
    GeDatexS5,
    checksum,
    frame,
    proven,
    request,
)
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event, Reading
from monitor.vitals import Vital

NAME = "ge-datex-s5"

# From the sheet: requests, in its order. The first three are the vendor's own examples.
REQUEST = "7E 31" + 20 * " 00" + " FF" + 18 * " 00"
EVERYTHING_10_S = bytes.fromhex(REQUEST + "01 0A 00 0E 00 00 00 00 00 49 7E")
STOP_DISPLAYED = bytes.fromhex(REQUEST + "01 00 00 00 00 00 00 00 00 31 7E")
TREND_60_S = bytes.fromhex(REQUEST + "03 3C 00 0E 00 00 00 00 00 7D 5D 7E")
BASIC_5_S = bytes.fromhex(REQUEST + "01 05 00 00 00 00 00 00 00 36 7E")
BASIC_10_S = bytes.fromhex(REQUEST + "01 0A 00 00 00 00 00 00 00 3B 7E")
BASIC_ONCE = bytes.fromhex(REQUEST + "01 FF FF 00 00 00 00 00 00 2F 7E")
BASIC_1_S = bytes.fromhex(REQUEST + "01 01 00 00 00 00 00 00 00 32 7E")
REQUESTS = [EVERYTHING_10_S, STOP_DISPLAYED, TREND_60_S]
REQUESTS += [BASIC_5_S, BASIC_10_S, BASIC_ONCE, BASIC_1_S]

# From the sheet: "Simulator frame (computed)".
SHEET = bytes.fromhex(
    """
    7E 3E 01 01 0A 34 12 00 F1 53 65 00 00 00 00 00 00 00 00 01 00 00 FF 00 00 00 00 00 00 00 00
    00 00 00 00 00 00 00 00 00 00 00 F1 53 65 0B 00 00 00 00 00 4A 00 01 80 01 80 01 80 01 80 00
    00 00 00 00 00 01 80 01 80 01 80 01 80 00 00 00 00 00 00 01 80 01 80 01 80 01 80 00 00 00 00
    00 00 01 80 01 80 01 80 01 80 00 00 00 00 00 00 01 80 01 80 01 80 01 80 03 00 00 00 00 00 2C
    33 B0 1D 1C 25 49 00 00 00 00 00 00 00 01 80 00 00 00 00 00 00 01 80 00 00 00 00 00 00 01 80
    00 00 00 00 00 00 01 80 03 00 00 00 00 00 E4 25 4A 00 01 80 01 80 00 00 00 00 00 00 01 80 01
    80 01 80 01 80 00 00 00 00 00 00 01 80 01 80 00 00 00 00 00 00 01 80 01 80 00 00 00 00 00 00
    01 80 01 80 01 80 00 00 00 00 00 00 01 80 01 80 01 80 01 80 01 80 01 80 01 80 01 80 00 00 00
    00 00 00 01 80 01 80 01 80 01 80 00 00 00 00 00 00 01 80 01 80 01 80 01 80 01 80 01 80 00 00
    00 00 00 00 01 80 00 00 00 00 00 00 01 80 01 80 01 80 01 80 00 00 00 00 00 00 01 80 01 80 01
    80 01 80 00 00 00 00 A1 00 27 7E
    """
)
TIME_S = 1_700_000_000
AT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)

# Where things are in the displayed values.
ECG, HR, ST1, IMPEDANCE = 4, 10, 12, 18
NIBP, LABEL, SYSTOLIC, DIASTOLIC, MEAN, PULSE = 76, 80, 82, 84, 86, 88
SPO2, SPO2_LABEL, SATURATION, SPO2_PULSE = 122, 126, 128, 130
CO2, CO2_RATE = 136, 146
CLASS_WORD = 276
MEASURING, OLD = 1 << 5, 1 << 8
INVALID = -32767
SPECIAL = [-32767, -32766, -32764, -32763, -32762, -32001]


def plain(wire: bytes = SHEET) -> bytes:
    """The record in a frame."""
    record = proven(wire.strip(b"\x7e"))
    assert record is not None
    return record


def basic(s: int = 0, **fields: int) -> bytes:
    """The sheet's displayed values `s` seconds later, with other numbers at the places named."""
    shown = bytearray(plain()[40:])
    struct.pack_into("<I", shown, 0, TIME_S + s)
    for name, value in fields.items():
        place = int(globals()[name.upper()])
        code = "<I" if place in {ECG, NIBP, SPO2, CO2} else "<H" if value >= 0 else "<h"
        struct.pack_into(code, shown, place, value)
    return bytes(shown)


def record(*subs: bytes, kind: int = 1, main_type: int = 0) -> bytes:
    """A frame with these sub-records, one after the other."""
    places = [sum(map(len, subs[:n])) for n in range(len(subs))]
    entries = b"".join(struct.pack("<hB", place, kind) for place in places) + b"\0\0\xff"
    header = bytearray(plain()[:16] + entries.ljust(24, b"\0"))
    struct.pack_into("<h", header, 0, 40 + sum(map(len, subs)))
    struct.pack_into("<h", header, 14, main_type)
    return frame(bytes(header) + b"".join(subs))


def shown(s: int = 0, **fields: int) -> bytes:
    """A frame with displayed values as of `basic`."""
    return record(basic(s, **fields))


def cuff(s: int, label: int = 0, systolic: int = 131) -> bytes:
    """A frame with this label and systolic pressure, `s` seconds after the sheet's."""
    return shown(s, label=label, systolic=100 * systolic)


def decoded(*pieces: bytes, t: int = 0) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    driver = GeDatexS5()
    events = [event for piece in pieces for event in driver.receive(piece, t)]
    return events + driver.flush(t)


def vitals(*pieces: bytes) -> list[dict[str, float | None]]:
    """The values of every reading."""
    events = [event for event in decoded(*pieces) if isinstance(event, Reading)]
    return [{vital.value: value for vital, value in e.values.items()} for e in events]


def cuffs(*pieces: bytes) -> list[tuple[int, float | None, str]]:
    """Seconds after the sheet's frame, systolic and status of every cuff reading."""
    found = [event for event in decoded(*pieces) if isinstance(event, CuffReading)]
    return [(_seconds(event), event.systolic, event.status.value) for event in found]


def _seconds(event: Event) -> int:
    assert event.at
    return int((event.at - AT).total_seconds())


def steps(*pieces: bytes) -> list[CuffStep]:
    """Every step of the cuff."""
    return [event.step for event in decoded(*pieces) if isinstance(event, CuffChange)]


def counted(data: bytes) -> tuple[int, int, int]:
    """Frames, bad frames and bytes skipped, to the end of the input."""
    driver = GeDatexS5()
    driver.receive(data, 0)
    driver.flush(0)
    return driver.counts.frames, driver.counts.bad, driver.counts.skipped


# --- the frame -----------------------------------------------------------------------------------


def test_the_worked_checksum() -> None:
    """From the sheet: 0x31 + 0xFF + 0x01 + 0x0A + 0x0E = 0x149 -> 0x49."""
    assert checksum(plain(EVERYTHING_10_S)) == 0x49


@pytest.mark.parametrize("vector", [*REQUESTS, SHEET])
def test_every_vector_both_ways(vector: bytes) -> None:
    """Escapes, checksum and length, read and written."""
    assert frame(plain(vector)) == vector


@pytest.mark.parametrize(
    ("interval_s", "vector"),
    [(0, STOP_DISPLAYED), (1, BASIC_1_S), (5, BASIC_5_S), (10, BASIC_10_S), (-1, BASIC_ONCE)],
)
def test_requests_for_the_basic_class(interval_s: int, vector: bytes) -> None:
    """Byte for byte, from the sheet."""
    assert request(interval_s) == vector


def test_an_escaped_checksum() -> None:
    """The vendor's example: a sum of 7D is sent as 7D 5D."""
    assert TREND_60_S.endswith(b"\x7d\x5d\x7e")
    assert checksum(plain(TREND_60_S)) == 0x7D


def test_numbers_that_must_be_escaped() -> None:
    """125 is 7D and 126 is 7E: both are rates."""
    wire = shown(hr=125, spo2_pulse=126)
    assert (wire.count(b"\x7d\x5d"), wire.count(b"\x7d\x5e")) == (1, 1)
    (values,) = vitals(wire)
    assert (values["heart_rate"], values["pulse_rate"]) == (125, 126)


def test_an_escaped_flag_within_an_escape_is_read_once() -> None:
    """7D 5D 5E is the byte 7D and then 5E, not an escaped 7E."""
    wire = shown(st1=0x5E7D)
    assert b"\x7d\x5d\x5e" in wire
    assert len(vitals(wire)) == 1


@pytest.mark.parametrize("wrong", [b"\x7d\x00", b"\x7d\x7d", b"\x7d"])
def test_a_broken_escape_breaks_the_frame(wrong: bytes) -> None:
    """Only 5D and 5E may follow."""
    wire = shown(hr=125).replace(b"\x7d\x5d", wrong)
    assert counted(wire) == (0, 1, 0)


@pytest.mark.parametrize("zeros", [-1, 1, 3])
def test_a_sum_that_is_right_over_a_wrong_length(zeros: int) -> None:
    """From the sheet: the sum is blind to zero bytes; the record's own length is not."""
    longer = plain() + bytes(zeros) if zeros > 0 else plain().replace(b"\0", b"", 1)
    wire = frame(longer)
    assert wire[1:-1] != SHEET[1:-1]
    assert (decoded(wire), counted(wire)) == ([], (0, 1, 0))


def test_the_shortest_record() -> None:
    """From the sheet: 41 bytes with the checksum; a runt is noise, though its sum is right."""
    empty = record()
    assert len(empty) == 43
    assert counted(empty) == (1, 0, 0)
    assert counted(b"\x7e\0\0\x7e") == (0, 0, 2)
    assert counted(frame(b"\x05\0\0\0\0")) == (0, 0, 6)


# --- the values ----------------------------------------------------------------------------------


def test_the_sheets_frame() -> None:
    """HR 74 by ECG, NIBP 131/76 (95) pulse 73, SpO2 97 % pulse 74, all else invalid."""
    assert decoded(SHEET, t=5000) == [
        Reading(
            t_ms=5000,
            at=AT,
            device=NAME,
            values={
                Vital.HEART_RATE: 74,
                Vital.PULSE_RATE: 74,
                Vital.SPO2: 97,
                Vital.RESP_RATE: None,
            },
        ),
        CuffReading(t_ms=5000, at=AT, device=NAME, systolic=131, diastolic=76, mean=95, pulse=73),
    ]


@pytest.mark.parametrize("special", SPECIAL)
@pytest.mark.parametrize(
    ("field", "vital"),
    [("hr", "heart_rate"), ("spo2_pulse", "pulse_rate"), ("saturation", "spo2")],
)
def test_a_special_value_is_no_number(special: int, field: str, vital: str) -> None:
    """From the sheet: any i16 of -32001 or less."""
    (values,) = vitals(shown(**{field: special}))
    assert values[vital] is None


@pytest.mark.parametrize("status", [0b00, 0b01, 0b10, 0x100 | 0b01])
@pytest.mark.parametrize(
    ("group", "vital"), [("ecg", "heart_rate"), ("spo2", "spo2"), ("spo2", "pulse_rate")]
)
def test_a_group_that_is_absent_or_inactive(status: int, group: str, vital: str) -> None:
    """From the sheet: bit 0 and bit 1 must be set."""
    source = 1 << 3 if group == "ecg" else 0
    (values,) = vitals(shown(**{group: status | source}))
    assert values[vital] is None


@pytest.mark.parametrize("status", [0x107, 0x23, 0x20 | 3])
def test_other_status_bits_change_nothing(status: int) -> None:
    """Seen on real devices."""
    (values,) = vitals(shown(spo2=status))
    assert values["spo2"] == 97


@pytest.mark.parametrize("source", range(16))
def test_who_gives_the_heart_rate(source: int) -> None:
    """1 and 9 are the ECG, 6 and 12 an oximeter; a pressure line gives no heart rate."""
    (values,) = vitals(shown(ecg=3 | source << 3, hr=81, spo2_pulse=INVALID))
    assert values["heart_rate"] == (81 if source in {1, 9} else None)
    assert values["pulse_rate"] == (81 if source in {6, 12} else None)


def test_the_oximeters_own_pulse_comes_first() -> None:
    """The other is the same, or that of a second oximeter."""
    (values,) = vitals(shown(ecg=3 | 12 << 3, hr=81))
    assert (values["heart_rate"], values["pulse_rate"]) == (None, 74)


def test_noise_does_not_take_the_heart_rate_away() -> None:
    """From the sheet: bit 7, and artefact, learning and pacer are for the monitor to judge."""
    (values,) = vitals(shown(ecg=0b11 | 1 << 3 | 0b1111 << 7))
    assert values["heart_rate"] == 74


def test_a_heart_that_stands_still_has_no_rate() -> None:
    """Asystole shows 0, which is no value of ours."""
    (values,) = vitals(shown(ecg=0b111 | 1 << 3, hr=0))
    assert values["heart_rate"] is None


def test_saturation_without_a_pulse() -> None:
    """Seen on real devices; the saturation stays, to the hundredth."""
    (values,) = vitals(shown(spo2_pulse=INVALID, saturation=9743))
    assert (values["spo2"], values["pulse_rate"]) == (97.43, None)


@pytest.mark.parametrize("label", [1, 2])
def test_a_saturation_that_is_not_spo2(label: int) -> None:
    """1 is labelled SaO2 and 2 SvO2: other blood, another quantity."""
    (values,) = vitals(shown(spo2_label=label))
    assert (values["spo2"], values["pulse_rate"]) == (None, 74)


@pytest.mark.parametrize("field", ["hr", "spo2_pulse", "saturation"])
@pytest.mark.parametrize("value", [19, 30_100, -5])
def test_a_value_nobody_can_have(field: str, value: int) -> None:
    """Out of range is not measured."""
    (values,) = vitals(shown(**{field: value}))
    assert None in (values["heart_rate"], values["pulse_rate"], values["spo2"])


@pytest.mark.parametrize(
    ("fields", "rate"),
    [
        ({"impedance": 14}, 14),
        ({"impedance": 14, "co2": 3, "co2_rate": 15}, 14),
        ({"co2": 3, "co2_rate": 15}, 15),
        ({"ecg": 0, "impedance": 14, "co2": 3, "co2_rate": 15}, 15),
        ({"ecg": 0, "impedance": 14}, None),
        ({"co2": 1, "co2_rate": 15}, None),
        ({"impedance": 0}, 0),
    ],
)
def test_breathing_by_impedance_or_else_by_co2(fields: dict[str, int], rate: int | None) -> None:
    """From the sheet: @18 of an active ECG group, else @146 of the CO2 group."""
    (values,) = vitals(shown(**fields))
    assert values["resp_rate"] == rate


# --- sub-records ---------------------------------------------------------------------------------

EXTENDED = [basic(hr=200, saturation=5100, class_word=word) for word in (0x1A1, 0x2A1, 0x3A1)]


@pytest.mark.parametrize("word", [0x0000, 0x00A1, 0xF0FF])
def test_only_four_bits_of_the_class_word_say_the_class(word: int) -> None:
    """Its low byte is not zero on real devices."""
    assert len(vitals(shown(class_word=word))) == 1


@pytest.mark.parametrize("word", [0x01A1, 0x02A1, 0x03A1, 0x0100, 0x04A1, 0x0FA1])
def test_another_class_has_another_layout(word: int) -> None:
    """It is a good frame and nothing is read from it."""
    wire = shown(class_word=word)
    assert (decoded(wire), counted(wire)) == ([], (1, 0, 0))


@pytest.mark.parametrize("place", range(4))
def test_the_basic_class_is_found_wherever_it_is(place: int) -> None:
    """From the sheet: up to four of them; the class word is read, the order is not assumed."""
    subs = [*EXTENDED[:place], basic(), *EXTENDED[place:]]
    wire = record(*subs)
    assert struct.unpack_from("<h", plain(wire))[0] == 1152
    assert [values["heart_rate"] for values in vitals(wire)] == [74]


def test_sub_records_lie_where_the_directory_says() -> None:
    """Not one after the other from the start."""
    body = bytearray(plain(record(EXTENDED[0], basic())))
    struct.pack_into("<hBhBhB", body, 16, 278, 1, 0, 1, 0, 0xFF)
    assert [values["heart_rate"] for values in vitals(frame(bytes(body)))] == [74]


def test_nothing_is_read_behind_the_directorys_end() -> None:
    """FF ends it, whatever follows."""
    body = bytearray(plain())
    struct.pack_into("<hBhB", body, 16, 0, 0xFF, 0, 1)
    assert decoded(frame(bytes(body))) == []


def test_a_directory_may_be_full() -> None:
    """Eight entries and no end; what does not say "displayed values" is left alone."""
    body = bytearray(plain())
    struct.pack_into("<" + 8 * "hB", body, 16, *[0, 4] * 7, 0, 1)
    assert [values["heart_rate"] for values in vitals(frame(bytes(body)))] == [74]


@pytest.mark.parametrize("offset", [-40, -1, 1, 278, 32767])
def test_a_sub_record_outside_its_record(offset: int) -> None:
    """No sum makes that right."""
    body = bytearray(plain())
    struct.pack_into("<h", body, 16, offset)
    assert counted(frame(bytes(body))) == (0, 1, 0)


@pytest.mark.parametrize("main_type", [1, 4, 5, 8])
def test_other_records_are_skipped(main_type: int) -> None:
    """Waveforms may come one for one between the values."""
    wave = record(basic(hr=200), main_type=main_type)
    assert [values["heart_rate"] for values in vitals(wave, SHEET, wave)] == [74]
    assert counted(wave + SHEET) == (2, 0, 0)


@pytest.mark.parametrize("kind", [2, 3, 4])
def test_trends_and_the_auxiliary_record_are_opaque(kind: int) -> None:
    """The sheet gives no layout for them."""
    wire = record(basic(), kind=kind)
    assert (decoded(wire), counted(wire)) == ([], (1, 0, 0))


@pytest.mark.parametrize("wire", REQUESTS)
def test_our_own_requests_are_no_answer(wire: bytes) -> None:
    """A plug that joins RX to TX is not a monitor."""
    assert decoded(wire) == []
    assert counted(wire) == (0, 0, 49)


# --- the cuff ------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", [0, 1 << 3, 1 << 4, 0b111])
def test_a_result_in_the_first_record_is_printed(label: int) -> None:
    """Auto mode, STAT and the type of the cuff say nothing against it."""
    assert cuffs(cuff(0, label)) == [(0, 131, "ok")]


@pytest.mark.parametrize("label", [OLD, MEASURING, OLD | MEASURING])
def test_an_old_or_unfinished_result_in_the_first_record_is_not(label: int) -> None:
    """Bit 8: older than 60 s. Bit 5: the numbers are those of the last time."""
    assert cuffs(cuff(0, label)) == []


def test_one_inflation_is_one_cuff() -> None:
    """From the sheet: the old numbers stay, the new ones come before bit 5 falls, bit 8 is late."""
    old = [cuff(s, OLD) for s in range(3)]
    inflating = [cuff(s, OLD | MEASURING) for s in range(3, 30)]
    there = [cuff(s, MEASURING, 142) for s in (30, 31)]
    after = [cuff(s, 0, 142) for s in range(32, 90)] + [cuff(s, OLD, 142) for s in range(90, 200)]
    stream = [*old, *inflating, *there, *after]
    assert cuffs(*stream) == [(32, 142, "ok")]
    assert steps(*stream) == [CuffStep.INFLATING, CuffStep.DONE]


def test_the_same_numbers_twice_are_two_cuffs() -> None:
    """Within a minute bit 8 is never set; the fall of bit 5 alone tells."""
    stream = [cuff(0), cuff(10, MEASURING), cuff(40), cuff(41), cuff(45, MEASURING), cuff(75)]
    assert cuffs(*stream) == [(0, 131, "ok"), (40, 131, "ok"), (75, 131, "ok")]


def test_an_inflation_that_was_under_way_in_the_first_record() -> None:
    """Its end is seen, and counts."""
    assert cuffs(cuff(0, MEASURING), cuff(9, 0, 142)) == [(9, 142, "ok")]


@pytest.mark.parametrize("label", [OLD, OLD | 1 << 3])
def test_an_inflation_that_leaves_the_old_result_has_failed(label: int) -> None:
    """Bit 8 is still set when bit 5 falls."""
    stream = [cuff(0, label), cuff(1, label | MEASURING), cuff(31, label), cuff(32, label)]
    assert cuffs(*stream) == [(31, None, "failed")]
    assert steps(*stream) == [CuffStep.INFLATING, CuffStep.FAILED]


def test_an_inflation_that_leaves_no_numbers_has_failed() -> None:
    """And the result of before, coming back, is the one we know."""
    none = shown(31, systolic=INVALID, diastolic=INVALID, mean=INVALID)
    stream = [cuff(0), cuff(1, MEASURING), none, none, cuff(40), cuff(90, OLD)]
    assert cuffs(*stream) == [(0, 131, "ok"), (31, None, "failed")]


@pytest.mark.parametrize(
    "end", [cuff(400, OLD), cuff(31, OLD, 142)], ids=["a gap, nothing new", "new, but marked old"]
)
def test_what_is_old_at_the_end_has_failed(end: bytes) -> None:
    """The label decides, and after a gap the numbers as well."""
    assert cuffs(cuff(0, OLD), cuff(1, OLD | MEASURING), end)[0][1:] == (None, "failed")


def test_a_failed_cuff_has_nothing_but_its_status() -> None:
    """A failed cycle must never look like a value."""
    *_, reading, step = decoded(cuff(0, OLD | MEASURING), cuff(31, OLD), t=7000)
    at = AT + timedelta(seconds=31)
    assert reading == CuffReading(t_ms=7000, at=at, device=NAME, status=CuffStatus.FAILED)
    assert isinstance(step, CuffChange)
    assert (step.step, step.reason) == (CuffStep.FAILED, "cuff_no_result")


def test_a_module_pulled_out_while_inflating() -> None:
    """There will be no result; and the same one shown again later is not new."""
    stream = [cuff(0), cuff(1, MEASURING), shown(9, nibp=0, label=MEASURING), cuff(20)]
    assert cuffs(*stream) == [(0, 131, "ok"), (9, None, "failed")]


@pytest.mark.parametrize(
    ("before", "label", "systolic"),
    [(131, 0, 142), (131, OLD, 131), (131, OLD, 142)],
    ids=["other numbers", "bit 8 cleared", "both"],
)
def test_an_inflation_missed_in_a_gap(before: int, label: int, systolic: int) -> None:
    """From the sheet: one cuff too, and only one."""
    stream = [cuff(0, label, before), cuff(200, 0, systolic), cuff(201, 0, systolic)]
    assert cuffs(*stream) == [*cuffs(stream[0]), (200, systolic, "ok")]


@pytest.mark.parametrize("s", [0, -3600])
def test_a_change_counts_only_when_time_moves_on(s: int) -> None:
    """Then it is not lost: the next record shows it as well."""
    stream = [cuff(0, OLD), cuff(s, 0, 142)]
    assert cuffs(*stream) == []
    assert cuffs(*stream, cuff(s + 1, 0, 142), cuff(s + 2, 0, 142)) == [(s + 1, 142, "ok")]


def test_a_result_that_grew_old_in_a_gap() -> None:
    """Other numbers under bit 8: a minute old at the least, and said so."""
    events = decoded(cuff(0, OLD), cuff(400, OLD, 142), cuff(401, OLD, 142), t=500_000)
    (reading,) = (event for event in events if isinstance(event, CuffReading))
    assert (reading.systolic, reading.t_ms, _seconds(reading)) == (142, 440_000, 340)


def test_an_inflation_that_ended_in_a_gap() -> None:
    """It began before our eyes, and its result is a minute old when we look again."""
    stream = [cuff(0, OLD), cuff(1, OLD | MEASURING), cuff(400, OLD, 142), cuff(401, OLD, 142)]
    assert cuffs(*stream) == [(340, 142, "ok")]
    assert steps(*stream) == [CuffStep.INFLATING, CuffStep.DONE]


@pytest.mark.parametrize("before", [OLD, OLD | MEASURING])
def test_a_gap_that_ends_within_the_next_inflation(before: int) -> None:
    """What is old by then is the result of the one we missed."""
    missed = [cuff(400, OLD | MEASURING, 142), cuff(401, OLD | MEASURING, 142)]
    stream = [cuff(0, OLD), cuff(1, before), *missed, cuff(420, 0, 150)]
    assert cuffs(*stream) == [(340, 142, "ok"), (420, 150, "ok")]


def test_a_gap_that_ends_with_the_inflation() -> None:
    """New numbers that are not old may be this inflation's, and are not read twice."""
    stream = [cuff(0, OLD), cuff(400, MEASURING, 142), cuff(401, 0, 142)]
    assert cuffs(*stream) == [(401, 142, "ok")]


@pytest.mark.parametrize("label", [OLD | MEASURING, MEASURING])
def test_numbers_that_change_while_measuring_wait_for_the_end(label: int) -> None:
    """From the sheet: never at the number change and again at the fall."""
    early = [cuff(s, label, 142) for s in (29, 30)]
    stream = [cuff(0, OLD), cuff(1, OLD | MEASURING), *early, cuff(31, 0, 142), cuff(32, 0, 142)]
    assert cuffs(*stream) == [(31, 142, "ok")]


def test_a_result_of_unknown_age_is_not_ours() -> None:
    """A monitor that has shown none and then an old one: nobody knows whose."""
    none = shown(0, systolic=INVALID, diastolic=INVALID, mean=INVALID)
    assert cuffs(none, cuff(1, OLD)) == []
    assert cuffs(none, cuff(1)) == [(1, 131, "ok")]


def test_a_pulse_that_is_missing_or_late_makes_no_new_cuff() -> None:
    """From the sheet: NIBP hr is often invalid while the pressures are valid."""
    events = decoded(shown(0, pulse=INVALID), shown(1, pulse=73))
    (reading,) = (event for event in events if isinstance(event, CuffReading))
    assert (reading.systolic, reading.pulse) == (131, None)


@pytest.mark.parametrize("special", SPECIAL)
def test_a_special_value_is_no_pressure(special: int) -> None:
    """The other two are kept, and called an artefact."""
    (reading,) = (e for e in decoded(shown(mean=special)) if isinstance(e, CuffReading))
    assert (reading.systolic, reading.mean, reading.status) == (131, None, CuffStatus.ARTEFACT)


@pytest.mark.parametrize(
    "fields",
    [{"mean": 13100}, {"mean": 7600}, {"diastolic": 13200}, {"systolic": 9000}, {"mean": INVALID}],
)
def test_pressures_in_an_impossible_order_are_kept_and_called_so(fields: dict[str, int]) -> None:
    """Diastolic below mean below systolic, or it is an artefact."""
    (reading,) = (e for e in decoded(shown(**fields)) if isinstance(e, CuffReading))
    kept = {name: None if value == INVALID else value / 100 for name, value in fields.items()}
    assert reading.status is CuffStatus.ARTEFACT
    assert {name: getattr(reading, name) for name in fields} == kept


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(0, 3), st.integers(120, 122))))
def test_never_more_cuffs_than_inflations_and_changes(
    course: list[tuple[int, int, int]],
) -> None:
    """Each record gives one cuff at the most, and each fall of bit 5 exactly one."""
    s, stream, falls, was = 0, [], 0, False
    for pause, bits, systolic in course:
        s += pause
        measuring = bool(bits & 1)
        falls += was and not measuring
        was = measuring
        stream.append(cuff(s, MEASURING * measuring | OLD * (bits >> 1), systolic))
    ended = [step for step in steps(*stream) if step is not CuffStep.INFLATING]
    assert len(ended) == falls
    assert falls <= len(cuffs(*stream)) <= len(stream)


# --- the conversation ----------------------------------------------------------------------------


def test_opening() -> None:
    """From the sheet: stop, then request; 1 s first. It never waits for a reply."""
    driver = GeDatexS5()
    assert driver.wake(100) == (STOP_DISPLAYED, 350)
    assert driver.wake(200) == (b"", 350)
    assert driver.wake(350) == (BASIC_1_S, 3350)
    assert not driver.awaiting


def test_a_unit_that_does_not_take_one_second_is_asked_for_five() -> None:
    """And after three of those for one again: it may have been switched on only now."""
    driver = GeDatexS5()
    t, sent = 0, []
    while t < 40_000:
        data, due = driver.wake(t)
        sent.append((t, data))
        t = due
    assert sent == [
        (0, STOP_DISPLAYED),
        (250, BASIC_1_S),
        (3250, BASIC_5_S),
        (18_250, BASIC_1_S),
        (21_250, BASIC_5_S),
        (36_250, BASIC_1_S),
        (39_250, BASIC_5_S),
    ]


def opened() -> GeDatexS5:
    """A driver that has asked for a record a second."""
    driver = GeDatexS5()
    driver.wake(0)
    driver.wake(250)
    return driver


def test_nothing_is_sent_while_records_come() -> None:
    """Periodic transmission is kept by the monitor."""
    driver = opened()
    for s in range(1, 100):
        driver.receive(shown(s), 1000 * s)
        assert driver.wake(1000 * s) == (b"", 1000 * s + 3000)


def test_a_fast_unit_is_asked_for_one_second_again() -> None:
    """It has shown that it can, though the cable was out for long."""
    driver = opened()
    for s in (1, 2):
        driver.receive(shown(s), 1000 * s)
    sent = [driver.wake(t) for t in (5000, 8000, 11_000)]
    assert sent == [(BASIC_1_S, 8000), (BASIC_1_S, 11_000), (BASIC_1_S, 14_000)]


def test_a_slow_unit_is_given_time() -> None:
    """Its records are 5 s apart, and nothing is sent between them."""
    driver = opened()
    assert driver.wake(3250)[0] == BASIC_5_S
    for s in range(8, 200, 5):
        driver.receive(shown(s), 1000 * s)
        assert driver.wake(1000 * s) == (b"", 1000 * s + 15_000)


@pytest.mark.parametrize("s", [13, 8, 3], ids=["a stall", "a repetition", "a clock set back"])
def test_what_does_not_make_a_unit_fast(s: int) -> None:
    """Two that were read at once were still sent 5 s apart, by the monitor's clock."""
    driver = opened()
    driver.wake(3250)
    driver.receive(shown(8) + shown(s), 13_000)
    assert driver.wake(13_000) == (b"", 28_000)


@pytest.mark.parametrize("wire", [record(basic(), main_type=1), record(EXTENDED[0]), BASIC_1_S])
def test_what_is_not_what_we_asked_for_keeps_us_asking(wire: bytes) -> None:
    """Waveforms go on though the values have stopped."""
    driver = opened()
    driver.receive(wire, 2000)
    assert driver.wake(3250)[0] == BASIC_5_S


def test_the_subscription_ends_with_the_visit() -> None:
    """Stop on disconnect."""
    assert GeDatexS5().goodbye() == STOP == STOP_DISPLAYED


def test_a_cuff_cannot_be_started() -> None:
    """No host can, with this interface."""
    driver = GeDatexS5()
    assert (driver.start_cuff(), driver.stop_cuff()) == (b"", b"")


# --- what a cable carries ------------------------------------------------------------------------

MESSAGES = st.sampled_from(
    [SHEET, cuff(3, MEASURING), cuff(30, 0, 142), shown(31, hr=125), record(*EXTENDED, basic(32))]
)
PIECES = st.sampled_from(
    [SHEET[1:], SHEET[:-1], SHEET[:100], SHEET[100:], BASIC_1_S, b"\x7e", b"\x7d", b"\0\xff"]
)
STREAMS = st.lists(MESSAGES | PIECES, max_size=12).map(b"".join)


@given(stream=STREAMS, data=st.data())
def test_any_cut_gives_the_same_readings(stream: bytes, data: st.DataObject) -> None:
    """Bytes come in any chunking."""
    whole, cut = GeDatexS5(), GeDatexS5()
    edges = [0, *data.draw(st.lists(st.integers(0, len(stream))).map(sorted)), len(stream)]
    events = [event for a, b in pairwise(edges) for event in cut.receive(stream[a:b], 0)]
    assert events + cut.flush(0) == whole.receive(stream, 0) + whole.flush(0)
    assert cut.counts == whole.counts


def test_byte_by_byte() -> None:
    """The smallest chunks there are."""
    stream = SHEET + shown(1, hr=125) + SHEET[:50] + SHEET
    assert decoded(*(stream[n : n + 1] for n in range(len(stream)))) == decoded(stream)


def test_a_flipped_bit_never_gives_a_reading() -> None:
    """The sum, the length or an escape does not fit any more."""
    wire = shown(hr=125, spo2_pulse=126)
    for place in range(1, len(wire) - 1):
        for bit in range(8):
            broken = bytearray(wire)
            broken[place] ^= 1 << bit
            assert decoded(bytes(broken)) == []


def test_a_lost_byte_never_gives_a_reading() -> None:
    """The sum may still be right, the length is not."""
    wire = shown(hr=125, spo2_pulse=126)
    for place in range(1, len(wire) - 1):
        assert decoded(wire[:place] + wire[place + 1 :]) == []


@pytest.mark.parametrize("place", range(0, len(SHEET), 7))
def test_damage_costs_only_the_touched_frame(place: int) -> None:
    """Those before and after it count, whether a bit is flipped or the byte is lost."""
    flipped = SHEET[:place] + bytes([SHEET[place] ^ 1]) + SHEET[place + 1 :]
    lost = SHEET[:place] + SHEET[place + 1 :]
    for damaged in (flipped, lost):
        found = [
            values["heart_rate"] for values in vitals(shown(0, hr=60), damaged, shown(9, hr=90))
        ]
        assert (found[0], found[-1]) == (60, 90)


def test_flags_may_be_shared_or_many() -> None:
    """Empty frames are none."""
    one = SHEET[1:-1]
    stream = b"\x7e" + one + b"\x7e" + one + b"\x7e\x7e\x7e" + one + b"\x7e"
    assert counted(stream) == (3, 0, 0)


@pytest.mark.parametrize("cut", range(2, len(SHEET) - 1, 9))
def test_a_stream_may_begin_and_end_inside_a_frame(cut: int) -> None:
    """Then it is one frame less."""
    assert len(vitals(SHEET[cut:], SHEET, SHEET[:cut])) == 1


def test_a_last_record_without_its_end_flag_counts() -> None:
    """Its sum and its length prove it."""
    assert decoded(SHEET[:-1]) == decoded(SHEET)


@given(noise=st.binary(max_size=600))
def test_a_frame_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good frame after any garbage is never lost."""
    assert [values["heart_rate"] for values in vitals(noise, SHEET)] == [74]


def test_endless_noise_is_not_kept() -> None:
    """No more than one longest frame, whatever comes."""
    driver = GeDatexS5()
    for _ in range(50):
        driver.receive(b"x" * 1000, 0)
    assert len(driver._pieces._rest) <= LONGEST_FRAME
    assert len(driver.receive(SHEET, 0)) == 2
    assert (driver.counts.frames, driver.counts.bad) == (1, 1)
    assert driver.counts.skipped == 50_000 - LONGEST_FRAME


def test_the_longest_record_there_is() -> None:
    """1450 bytes of data, each of them escaped."""
    wave = record(b"\x7e" * 1450, main_type=1)
    assert counted(wave) == (1, 0, 0)


@given(body=st.binary(max_size=600))
def test_any_bytes_under_a_right_sum_and_length_never_raise(body: bytes) -> None:
    """A checksum proves the line, not that what it carries makes sense."""
    for main_type in (0, 1):
        whole = bytearray(struct.pack("<h", 40 + len(body)) + bytes(38) + body)
        whole[16:40] = (body + bytes(24))[:24]
        struct.pack_into("<h", whole, 14, main_type)
        driver = GeDatexS5()
        driver.receive(frame(bytes(whole)), 0)
        assert driver.counts.frames + driver.counts.bad + driver.counts.skipped > 0


@given(values=st.binary(min_size=276, max_size=276))
def test_any_displayed_values_are_believable_or_none(values: bytes) -> None:
    """Whatever the 278 bytes hold."""
    for event in decoded(record(values + b"\xa1\0")):
        if isinstance(event, Reading):
            assert set(event.values) == set(Vital)
            assert all(v is None or k.low <= v <= k.high for k, v in event.values.items())


def test_events_of_one_driver_bear_its_name() -> None:
    """`device` is the model's name."""
    events = decoded(cuff(0), cuff(1, MEASURING), cuff(30))
    assert {getattr(event, "device", None) for event in events} == {NAME}
