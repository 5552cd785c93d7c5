"""Nellcor ASCII, line by line: the manual's sample in the sheet, and its rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.drivers.nellcor_ascii import LONGEST_LINE, NAME, XON, NellcorAscii, codes
from devices.oximeter import reading
from monitor.events import Event
from tests.devices.damage import contains, cuts, damaged, heard

# From the sheet.
VERSION = (
    b"NPB-290     VERSION 1.0.0.1     CRC: XXXX     "
    b"SpO2 Limit: 30-100%     PR Limit: 100-180BPM\r\n"
)
COLUMNS = b"TIME                 %SPO2   BPM    PA    Status\r\n"
LINE = b"12-NOV-97 14:00:05   100     120     50\r\n"

STAMP = "12-NOV-97 14:00:05"


def decoded(*pieces: bytes) -> list[Event]:
    """What a fresh driver says of bytes, to the end of the input."""
    return heard(NellcorAscii(), list(pieces))[0]


def said(spo2: int | None = 100, rate: int | None = 120, stamp: str = STAMP) -> Event:
    """A reading with the device's time."""
    return reading(NAME, 0, spo2, rate, stamp)


GOOD, NONE = said(), said(None, None)


def test_the_sample_of_the_sheet() -> None:
    """The heading says nothing, the line says two numbers."""
    events, counts = heard(NellcorAscii(), [VERSION, COLUMNS, LINE])
    assert events == [GOOD]
    assert (counts.frames, counts.bad) == (1, 0)
    assert counts.skipped == len(VERSION) + len(COLUMNS) - 4


@pytest.mark.parametrize(
    "heading",
    [
        b"N-595 VERSION 1.9.0.3 CRC:1234  SpO2 Limit: 85-100% PR Limit: 40-170BPM\r\n",
        b"ADULT           0SAT-S\r\n",
        b"ADULT   SPO2 RESP MODE: NORMAL\r\n",
        b"TIME                 %SpO2   BPM    PA    Status\r\n",
    ],
)
def test_a_heading_is_skipped(heading: bytes) -> None:
    """From the sheet: any line that does not start with a date."""
    assert decoded(heading, LINE, heading, LINE) == [GOOD, GOOD]


@pytest.mark.parametrize("code", ["LP", "LM", "PS", "SD", "SO"])
def test_a_status_that_takes_the_value(code: str) -> None:
    """Whatever the numbers say, and wherever the code stands."""
    line = LINE.decode().rstrip()
    for status in (f"   {code}", f"     AO    {code}", f"   SL {code} LB", f"   AO{code}"):
        assert decoded(f"{line}{status}\r\n".encode()) == [NONE]


@pytest.mark.parametrize(
    "code", ["AO", "AS", "LB", "MO", "PH", "PL", "SH", "SL", "AO LB MO", "MO      SL", "BU", "1.5"]
)
def test_a_status_that_leaves_the_value(code: str) -> None:
    """MO alone keeps it, as do the alarms; what is not in the sheet is opaque."""
    assert decoded(LINE.replace(b"\r", f"   {code}\r".encode())) == [GOOD]


def test_codes_with_and_without_blanks() -> None:
    """Fixed columns may touch each other or not."""
    assert codes("  AO    LB ") == codes("AOLB") == {"AO", "LB"}
    assert codes("") == set()


@pytest.mark.parametrize(
    ("fields", "event"),
    [
        (b"   ---     ---     ---   SO", NONE),
        (b"   ---     120     50", said(spo2=None)),
        (b"   100     ---     50", said(rate=None)),
        (b"    98*     74*    50", said(98, 74)),
        (b"   98      190*    50*  PH", said(98, 190)),
        (b"    98      74      5", said(98, 74)),
        (b"    49     301     50", NONE),
        (b"     0       0      0", NONE),
    ],
)
def test_fields_and_what_they_say(fields: bytes, event: Event) -> None:
    """Dashes are no data, an asterisk is outside the alarm limits."""
    assert decoded(STAMP.encode() + fields + b"\r\n") == [event]


@pytest.mark.parametrize("stamp", ["01-Jan-98 00:00:00", "01-jan-98 00:00:00"])
def test_the_month_in_any_case(stamp: str) -> None:
    """From the sheet."""
    assert decoded(f"{stamp}   100     120     50\r\n".encode()) == [said(stamp=stamp)]


def test_a_day_of_one_digit() -> None:
    """The column is two wide."""
    line = LINE.replace(b"12-NOV", b" 2-NOV")
    assert decoded(VERSION, line, line) == [said(stamp="2-NOV-97 14:00:05")] * 2


@pytest.mark.parametrize(
    "broken",
    [
        LINE.replace(b"100 ", b"1000 "),
        LINE.replace(b"100 ", b"1x0 "),
        LINE.replace(b"120 ", b"12- "),
        LINE.replace(b"120     50", b""),
        LINE.replace(b"100     120", b"       120"),
        LINE.replace(b"120", b"   "),
        LINE.replace(b"50", b"  "),
        LINE.replace(b"50", b"\x80\x81"),
        STAMP.encode() + b"\r\n",
        STAMP.encode() + b"100     120     50\r\n",
    ],
)
def test_a_line_of_another_shape_is_a_bad_frame(broken: bytes) -> None:
    """There is no checksum."""
    events, counts = heard(NellcorAscii(), [broken])
    assert events == []
    assert counts.bad == 1


def test_a_last_line_without_its_end_is_none() -> None:
    """A digit, or the code SD, may have been cut off."""
    whole = LINE.replace(b"\r\n", b"   SD")
    for cut in range(1, len(whole)):
        assert decoded(whole[:cut]) == []


def test_half_a_line_does_not_swallow_the_next() -> None:
    """It is a bad frame by itself."""
    for cut in range(1, len(LINE) - 2):
        assert decoded(LINE[:cut], LINE) == [GOOD]


def test_a_broken_line_costs_itself_alone() -> None:
    """Each bit flipped, each byte lost."""
    other = b"12-NOV-97 14:00:07    98      74     50\r\n"
    around = [said(98, 74, "12-NOV-97 14:00:07")] * 2
    for broken in damaged(LINE):
        events = decoded(other, broken, other)
        assert contains(events, around)
        assert len(events) <= 3


# --- columns -------------------------------------------------------------------------------------


def test_a_rate_is_never_a_saturation() -> None:
    """As it came over a noisy line: five bytes lost, 98 among them."""
    events, counts = heard(NellcorAscii(), [b"12-NOV-97 14:09:39       67     50\r\n"])
    assert events == []
    assert counts.bad == 1


@pytest.mark.parametrize("more", [b"", b"   SL", b"   SL 7"])
def test_a_lost_column_never_moves_a_value(more: bytes) -> None:
    """However many bytes go, wherever they stood, what is told was sent, be there a number more."""
    line = STAMP.encode() + b"    97*     66     50" + more + b"\r\n"
    for start in range(len(STAMP), len(line) - 2):
        for end in range(start + 1, len(line) - 1):
            lost = line[:start] + line[end:]
            assert decoded(LINE, lost, LINE)[1:-1] in ([], [said(97, 66)])


def test_columns_that_stand_elsewhere_are_learned() -> None:
    """By the first line; later from the second one on that has them in the new places."""
    wide = LINE.replace(b"   ", b"     ")
    assert decoded(wide, wide) == [GOOD, GOOD]
    assert decoded(LINE, wide, LINE) == [GOOD, GOOD]
    assert decoded(LINE, wide, wide, wide, LINE) == [GOOD] * 3


@pytest.mark.parametrize("bound", ["<3", ">3"])
def test_numbers_may_be_bound_left_or_right(bound: str) -> None:
    """The sheet's sample has three digits only, which tells neither."""
    pairs = [(100, 99), (98, 120), (99, 80), (98, 101)]
    lines = [f"{STAMP}   {a:{bound}}     {b:{bound}}    {5:{bound}}\r\n" for a, b in pairs]
    assert decoded(*(line.encode() for line in lines)) == [said(a, b) for a, b in pairs]


# --- XON -----------------------------------------------------------------------------------------


def test_a_silence_is_answered_with_xon() -> None:
    """Output may have been stopped; two lines that did not come are silence."""
    driver = NellcorAscii()
    assert driver.wake(0) == (b"", 4000)
    driver.receive(LINE, 2000)
    assert driver.wake(4000) == (b"", 6000)
    assert driver.wake(6000) == (XON, 10_000)
    assert driver.wake(6500) == (b"", 10_000)
    assert driver.wake(10_000) == (XON, 14_000)
    assert not driver.awaiting


def test_a_device_that_talks_is_sent_nothing() -> None:
    """Not in a minute."""
    driver = NellcorAscii()
    sent = b""
    for t in range(0, 60_000, 500):
        if t % 2000 == 0:
            driver.receive(LINE, t)
        sent += driver.wake(t)[0]
    assert sent == b""


# --- what a cable carries ------------------------------------------------------------------------


@given(noise=st.binary(max_size=300))
def test_a_line_survives_the_noise_before_it(noise: bytes) -> None:
    """The next good frame after any garbage is never lost."""
    assert decoded(noise, LINE)[-1] == GOOD


LINES = st.lists(
    st.sampled_from([VERSION, COLUMNS, LINE, b"\r\n", LINE[:25], LINE[30:], b"\xff", b"x" * 200])
).map(b"".join)


@given(pieces=cuts(LINES))
def test_any_cut_gives_the_same_readings(pieces: list[bytes]) -> None:
    """Bytes come in any chunking; counts are the same as well."""
    assert heard(NellcorAscii(), pieces) == heard(NellcorAscii(), [b"".join(pieces)])


def test_endless_noise_is_not_kept() -> None:
    """A line that never ends costs no memory."""
    driver = NellcorAscii()
    for _ in range(50):
        driver.receive(b"x" * 1000, 0)
    assert len(driver._lines._rest) <= LONGEST_LINE
