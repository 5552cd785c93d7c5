"""The messages of IntelliVue Data Export, against the sheet's bytes."""

import struct
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import intellivue_messages as messages
from devices.intellivue_messages import CreateEvent, PollResult, Refusal, frame, proven, read
from tests.devices import intellivue_capture as capture

ANSWER = proven(capture.VALUES_FRAME[1:-1]) or b""


def test_the_check_value() -> None:
    """From the sheet: CRC-16/X.25 of "123456789"."""
    assert messages.fcs(b"123456789") == 0x906E


@pytest.mark.parametrize(
    ("made", "sheet"),
    [
        (messages.single_poll(0), capture.SINGLE_POLL_FRAME),
        (messages.extended_poll(0, number=1), capture.EXTENDED_POLL_FRAME),
        (messages.extended_poll(0, invoke=0x3EB, period_ms=2000), capture.POLL_2_S_FRAME),
        (messages.extended_poll(0x0803, invoke=2, period_ms=180_000), capture.POLL_180_S_FRAME),
        (messages.create_result(1), capture.CREATE_RESULT_FRAME),
        (messages.RELEASE_REQUEST, capture.RELEASE_FRAME),
    ],
)
def test_what_a_host_says(made: bytes, sheet: bytes) -> None:
    """Byte for byte, FCS and escapes included."""
    assert frame(made) == sheet
    assert proven(sheet[1:-1]) == made
    assert messages.is_a_hosts(made)


def test_the_association_request() -> None:
    """As captured."""
    assert capture.ASSOCIATION_REQUEST == messages.ASSOCIATION_REQUEST
    assert messages.is_a_hosts(messages.ASSOCIATION_REQUEST)


@pytest.mark.parametrize(
    "message",
    [capture.ACCEPTANCE, capture.CREATE_EVENT, capture.PART_1, capture.LAST, ANSWER],
)
def test_what_a_monitor_says_is_not_a_hosts(message: bytes) -> None:
    """A cable that joins RX to TX is told from a monitor."""
    assert not messages.is_a_hosts(message)


@given(message=st.binary(min_size=1, max_size=300))
def test_every_message_survives_the_cable(message: bytes) -> None:
    """C0, C1 and 7D are escaped wherever they stand: header, message and FCS."""
    sent = frame(message)
    assert not {0xC0, 0xC1} & set(sent[1:-1])
    assert proven(sent[1:-1]) == message


def test_the_length_and_the_fcs_are_escaped_too() -> None:
    """One public implementation does not, and its frames break."""
    assert frame(bytes(0xC0))[1:6] == b"\x11\x01\x00\x7d\xe0"
    ends = {frame(struct.pack(">H", number))[-3:] for number in range(0x10000)}
    assert b"\x7d\xe1\xc1" in ends


def test_an_fcs_with_its_bytes_swapped_is_none() -> None:
    """Another public implementation sends it so."""
    good = capture.VALUES_FRAME[1:-1]
    assert proven(good[:-2] + good[:-3:-1]) is None


def test_an_aborted_frame_is_none() -> None:
    """From the sheet: 7D C1; even where the FCS is cut off inside its own escape."""
    assert proven(capture.VALUES_FRAME[1:-1] + b"\x7d") is None
    message = next(
        m for n in range(0x10000) if frame(m := struct.pack(">H", n))[-3:-1] == b"\x7d\x5d"
    )
    assert proven(frame(message)[1:-2]) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [
        (0xFF0003B6, 95.0),
        (0xFD007D00, 32),
        (0x01000140, 3200),
        (0x00FFFFFF, -1),
        (0x007FFFFD, 8388605),
        (0x00800001, -8388607),
        (0x007FFFFF, None),
        (0xFF7FFFFF, None),
        (0x00800000, None),
        (0x7F7FFFFE, None),
        (0x80800002, None),
    ],
)
def test_floats(word: int, number: float | None) -> None:
    """From the sheet: the special mantissas count under any exponent."""
    assert messages.floating(word) == number


@pytest.mark.parametrize(
    ("digits", "at"),
    [
        ("2017110414455900", "2017-11-04T14:45:59"),
        ("2017110414455925", "2017-11-04T14:45:59.25"),
        ("ffffffffffffffff", None),
        ("2017130414455900", None),
        ("20171104144559", None),
        ("2017110424000000", None),
    ],
)
def test_moments(digits: str, at: str | None) -> None:
    """Eight bytes of BCD, without a zone; FF is not given."""
    assert messages.moment(bytes.fromhex(digits)) == (at and datetime.fromisoformat(at))


def test_the_create_event() -> None:
    """From the sheet: its two clocks, and the id that is to be echoed."""
    at = datetime.fromisoformat("2017-11-04T14:45:59")
    assert read(capture.CREATE_EVENT) == CreateEvent(1, at, 0x0D611600)


def test_the_answer() -> None:
    """Twenty objects, ten of them with values; the order inside a compound is its own."""
    told = read(ANSWER)
    assert isinstance(told, PollResult)
    assert (told.state, told.counter, told.invoke, told.group) == (0, 0, 2, 0x0803)
    assert (told.ticks, told.clock) == (0x0D645300, None)
    shown = [
        {f"{value.code:04X}": value.number for value in each.values}
        for each in told.objects
        if each.values
    ]
    assert shown == [
        {"4A17": 91, "4A15": 120, "4A16": 70},
        {"480A": 60},
        {"4A05": 120, "4A06": 80, "4A07": 90},
        {"F0E5": 60},
        {"4182": 60},
        {"500A": 15},
        {"4BB8": 95},
        {"4822": 60},
        {"4BB0": 10},
    ]
    assert len(told.objects) == 20


def test_a_linked_part() -> None:
    """From the sheet: two bytes more, and the objects with all they have."""
    told = read(capture.PART_1)
    assert isinstance(told, PollResult)
    assert (told.state, told.counter, told.invoke, told.group) == (1, 1, 0x3EB, 0)
    assert len(told.objects) == 10
    assert told.objects[-1].stamp == datetime.fromisoformat("2017-11-04T14:45:00")


def test_the_last_result_of_a_linked_answer() -> None:
    """Empty."""
    told = read(capture.LAST)
    assert isinstance(told, PollResult)
    assert (told.counter, told.objects) == (0, ())


def test_a_refusal() -> None:
    """ROtype 3; what stands behind the id is not known."""
    assert read(messages.data_message(messages.ERROR, 7, 0, b"")) == Refusal(7)


@pytest.mark.parametrize(
    "message",
    [
        ANSWER.replace(bytes.fromhex("000100060803"), bytes.fromhex("000100090803")),
        ANSWER.replace(b"\xf1\x3b", b"\x0c\x17"),
        messages.data_message(messages.RESULT, 1, 3, bytes(20)),
        messages.data_message(messages.RESULT, 1, 5, b""),
        messages.data_message(messages.INVOKE, 1, 0, bytes(30)),
        capture.CREATE_EVENT.replace(b"\x0d\x06\x01\x06", b"\x0d\x07\x01\x06"),
        b"\xe1\x00\x00\x03" + ANSWER[4:],
    ],
    ids=["waves", "another action", "get", "set", "event report", "another event", "session"],
)
def test_what_is_not_ours_to_read(message: bytes) -> None:
    """Ignored, and nothing wrong with it."""
    assert read(message) is None


@pytest.mark.parametrize("message", [ANSWER, capture.CREATE_EVENT, capture.PART_1])
@given(data=st.data())
def test_a_message_with_other_lengths(message: bytes, data: st.DataObject) -> None:
    """It can be read or is malformed, and nothing else happens."""
    bent = bytearray(message)
    for place in data.draw(st.lists(st.integers(4, len(message) - 1), max_size=4)):
        bent[place] = data.draw(st.integers(0, 255))
    try:
        read(bytes(bent))
    except messages.MalformedError:
        return
