"""Masimo ASCII 1, line by line: the captured examples of the sheet, and its rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.masimo_ascii import LONGEST_LINE, NAME, MasimoAscii
from devices.oximeter import reading
from monitor.events import Event
from monitor.vitals import Vital
from tests.devices.damage import contains, cuts, damaged, heard

# From the sheet: captured.
LONG = (
    b"12/01/05 11:56:29 SN=0123456789 SPO2=098% BPM=240 PI=20.00% SPCO=01.0% SPMET=00.5% DESAT=01"
    b" PIDELTA=-02 PVI=027 ALARM=0000 EXC=000820\r\n"
)
SHORT = b"09/15/10 15:10:29 SPO2=097% BPM=064 PI=11.82% ALARM=20 EXC=800\r\n"
NAMED = b"09/21/08 09:56:12 SpO2=097 PR=069 PI=04.69 EXC=800:SET\r\n"

STAMP = "09/15/10 15:10:29"


def line(spo2: str = "097%", rate: str = "064", exc: str = "800", more: str = "") -> bytes:
    """A line like the second of the sheet."""
    text = f"{STAMP} SPO2={spo2} BPM={rate} PI=11.82% {more}ALARM=20 EXC={exc}\r\n"
    return text.encode("ascii")


def decoded(*pieces: bytes) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    return heard(MasimoAscii(), list(pieces))[0]


def said(spo2: int | None = 97, rate: int | None = 64, stamp: str = STAMP) -> Event:
    """A reading with the device's time."""
    return reading(NAME, 0, spo2, rate, stamp)


@pytest.mark.parametrize(
    ("captured", "event"),
    [
        (LONG, said(None, None, "12/01/05 11:56:29")),
        (SHORT, said()),
        (NAMED, said(97, 69, "09/21/08 09:56:12")),
    ],
)
def test_a_captured_line_and_what_it_says(captured: bytes, event: Event) -> None:
    """From the sheet; the first prints numbers with the sensor off, and has no value."""
    assert decoded(captured) == [event]


@pytest.mark.parametrize("bit", [0x1, 0x2, 0x8, 0x20, 0x40, 0x1000, 0x20000])
def test_an_exception_that_takes_the_value(bit: int) -> None:
    """With the 800 or without, in any width."""
    for exc in (
        f"{bit:X}".zfill(2),
        f"{0x800 | bit:06X}",
        f"{bit:08x}",
        f"{0x800 | bit:06X}:SET,X",
    ):
        assert decoded(line(exc=exc)) == [said(None, None)]


@pytest.mark.parametrize(
    "exc", ["00", "800", "00000800", "804", "810", "880", "900", "C00", "2800", "4800", "8800"]
)
def test_an_exception_that_leaves_the_value(exc: str) -> None:
    """Low perfusion, interference, low signal and the like; the sheet names those that do not."""
    assert decoded(line(exc=exc)) == [said()]


def test_000_is_no_value() -> None:
    """Even if EXC is only 800; each field for itself."""
    assert decoded(line("000%")) == [said(spo2=None)]
    assert decoded(line(rate="000")) == [said(rate=None)]


@pytest.mark.parametrize("dashes", ["---", "-97", "09-", "--7"])
def test_dashes_count_per_field(dashes: str) -> None:
    """One unavailable digit is an unavailable number; the other one stays."""
    assert decoded(line(dashes)) == [said(spo2=None)]
    assert decoded(line(rate=dashes)) == [said(rate=None)]


def test_dashes_elsewhere_do_not_matter() -> None:
    """Other fields are often not available beside good values."""
    more = "SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- PVI=--- RESVD=--- SPHB=--.- SPOC=-- "
    assert decoded(line(more=more)) == [said()]


def test_exc1_is_another_field() -> None:
    """Newer models have both."""
    assert decoded(SHORT.replace(b"EXC=800", b"EXC=800 EXC1=00000028")) == [said()]


@pytest.mark.parametrize("exc", ["800:SET", "800:SET,LOW-IQ", "00000804:LOW PERFUSION SET"])
def test_names_behind_the_colon_are_opaque(exc: str) -> None:
    """However they are spelled."""
    assert decoded(line(exc=exc)) == [said()]


def test_a_number_nobody_can_have() -> None:
    """Out of range."""
    assert decoded(line("049%", "301")) == [said(None, None)]


@pytest.mark.parametrize(
    "broken",
    [
        SHORT.replace(b" EXC=800", b""),
        SHORT.replace(b"EXC=800", b"EXC=8"),
        SHORT.replace(b"EXC=800", b"EXC=---"),
        SHORT.replace(b"EXC=800", b"EXC=8G0"),
        SHORT.replace(b"SPO2=097%", b"SPO2=97%"),
        SHORT.replace(b"BPM=064", b"BPM=64"),
        SHORT.replace(b"BPM=064 ", b""),
        SHORT.replace(b" PI=", b" PI "),
        SHORT.replace(b" BPM", b"BPM"),
        SHORT.replace(b"09/15/10", b"9/15/10"),
        SHORT.replace(b"PI=11.82", b"SPO2=097"),
        SHORT.replace(b"PI=11.82", b"PI=11\xe982"),
    ],
)
def test_a_line_of_another_shape_is_a_bad_frame(broken: bytes) -> None:
    """There is no checksum; without EXC nobody knows whether the numbers are any."""
    events, counts = heard(MasimoAscii(), [broken])
    assert events == []
    assert counts.bad == 1


def test_empty_lines_are_normal() -> None:
    """From the sheet; they count as nothing."""
    events, counts = heard(MasimoAscii(), [b"\r\n\r\n" + SHORT + b"\r\n" + SHORT])
    assert events == [said(), said()]
    assert (counts.frames, counts.bad, counts.skipped) == (2, 0, 0)


@pytest.mark.parametrize("cut", range(1, len(LONG) - 1))
def test_a_last_line_that_was_cut_says_nothing_false(cut: int) -> None:
    """EXC=000820 cut to EXC=000 would make a value of the numbers."""
    for event in decoded(LONG[:cut]):
        assert event == said(None, None, "12/01/05 11:56:29")


def test_a_last_line_without_its_end_counts_where_exc_is_whole() -> None:
    """Its 800 is the proof."""
    assert decoded(SHORT.rstrip()) == [said()]
    assert decoded(NAMED.rstrip()) == [said(97, 69, "09/21/08 09:56:12")]


def test_half_a_line_does_not_swallow_the_next() -> None:
    """It is a bad frame by itself."""
    for cut in range(1, len(SHORT) - 2):
        events, counts = heard(MasimoAscii(), [SHORT[:cut] + NAMED])
        assert events == [said(97, 69, "09/21/08 09:56:12")]
        assert counts.bad + counts.skipped > 0


def test_a_broken_line_costs_itself_alone() -> None:
    """Each bit flipped, each byte lost; in the line itself, what comes out is within range."""
    around = [said(97, 69, "09/21/08 09:56:12")] * 2
    for broken in damaged(SHORT):
        events = decoded(NAMED, broken, NAMED)
        assert contains(events, around)
        assert len(events) <= 3


@given(noise=st.binary(max_size=600))
def test_a_line_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good frame after any garbage is never lost."""
    assert decoded(noise, SHORT)[-1] == said()


LINES = st.lists(
    st.sampled_from([LONG, SHORT, NAMED, b"\r\n", SHORT[:30], LONG[40:], b"\xff\x00=", b"x" * 500])
).map(b"".join)


@given(pieces=cuts(LINES))
def test_any_cut_gives_the_same_readings(pieces: list[bytes]) -> None:
    """Bytes come in any chunking; counts are the same as well."""
    assert heard(MasimoAscii(), pieces) == heard(MasimoAscii(), [b"".join(pieces)])


@given(text=st.text(st.characters(max_codepoint=0xFF), max_size=80))
def test_any_text_after_a_date_never_raises(text: str) -> None:
    """What does come out is within what can be measured."""
    for event in decoded(f"{STAMP} SPO2=097% BPM=064 EXC=800 {text}\r\n".encode("latin-1")):
        assert getattr(event, "values", {}).get(Vital.SPO2) in {97, None}


def test_endless_noise_is_not_kept() -> None:
    """A line that never ends costs no memory."""
    driver = MasimoAscii()
    for _ in range(50):
        driver.receive(b"x" * 1000, 0)
    assert len(driver._lines._rest) <= LONGEST_LINE


def test_masimo_is_asked_nothing() -> None:
    """It talks by itself."""
    assert MasimoAscii().wake(0) == (b"", 1000)
