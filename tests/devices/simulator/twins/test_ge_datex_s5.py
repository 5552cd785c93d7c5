"""The pretend S/5 against the vectors of its sheet."""

import struct

import pytest

from devices.drivers.ge_datex_s5 import (
    BASIC,
    DISPLAYED,
    DISPLAYED_BYTES,
    FLAG,
    LONGEST_FRAME,
    MEASURING,
    OLD,
    STOP,
    Displayed,
    GeDatexS5,
    directory,
    frame,
    proven,
    request,
)
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import Patient, Profile
from devices.simulator.twin import LogLine
from devices.simulator.twins.ge_datex_s5 import AUTO, EPOCH_S, DatexS5Twin
from monitor.events import CuffReading, CuffStatus, Event, Reading
from monitor.vitals import Vital

REST = Profile(spo2=97, heart_rate=74, white_coat=0, spread=0, noise=0)
SHOWN = Pressures(0, 131, 76, 95, 73)
OLD_ONE = Pressures(-90_000, 131, 76, 95, 73)

# From the sheet: a request for every class, by the vendor; and the "simulator frame (computed)".
HEAD = "7E 31" + 20 * " 00" + " FF" + 18 * " 00"
EVERYTHING_10_S = bytes.fromhex(HEAD + "01 0A 00 0E 00 00 00 00 00 49 7E")
TREND_60_S = bytes.fromhex(HEAD + "03 3C 00 0E 00 00 00 00 00 7D 5D 7E")
BASIC_ONCE = bytes.fromhex(HEAD + "01 FF FF 00 00 00 00 00 00 2F 7E")
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


def twin(old: Pressures | None = None, profile: Profile = REST, seed: int = 0) -> DatexS5Twin:
    """Return a twin on a patient, without an inflation of its own."""
    patient = Patient(seed, profile)
    monitor = DatexS5Twin(patient, Cuff(patient, seed, old))
    monitor.automatic = False
    return monitor


def asked(monitor: DatexS5Twin, interval_s: int = 1) -> DatexS5Twin:
    """Subscribe at the start."""
    assert monitor.receive(request(interval_s), 0) == b""
    return monitor


def records(sent: bytes) -> list[bytes]:
    """The records in what was sent, each of them proven."""
    found = [proven(piece) for piece in sent.split(FLAG) if piece]
    assert None not in found
    return [record for record in found if record]


def shown(sent: bytes) -> Displayed:
    """The displayed values of the one record in what was sent."""
    (record,) = records(sent)
    return Displayed(record[40 : 40 + DISPLAYED_BYTES])


def label(sent: bytes) -> int:
    """The cuff's label in the one record in what was sent."""
    return int(struct.unpack_from("<H", shown(sent).data, 80)[0])


def sends(monitor: DatexS5Twin, until_s: int, from_s: int = 0) -> list[int]:
    """The seconds in which the twin sends something by itself."""
    return [s for s in range(from_s, until_s) if monitor.wake(1000 * s)[0]]


# --- what it sends -------------------------------------------------------------------------------


def test_the_sheets_frame() -> None:
    """Byte for byte: HR 74 (ECG), 131/76 (95) pulse 73, SpO2 97 pulse 74, all else invalid."""
    monitor = twin(SHOWN)
    monitor.impedance = False
    assert monitor.receive(BASIC_ONCE, 0) == SHEET


def test_a_record_when_asked_and_then_every_interval() -> None:
    """Kept until stopped; the first on the next whole second."""
    monitor = twin()
    assert monitor.receive(request(5), 250) == b""
    assert monitor.wake(250) == (b"", 1000)
    assert sends(monitor, 20) == [1, 6, 11, 16]
    assert monitor.receive(STOP, 20_000) == b""
    assert monitor.wake(60_000) == (b"", None)


def test_nobody_asked() -> None:
    """Then nothing is sent."""
    assert twin().wake(60_000) == (b"", None)


def test_a_new_request_replaces_the_one_before() -> None:
    """One host, one subscription."""
    monitor = asked(twin(), 5)
    monitor.receive(request(1), 2500)
    assert sends(monitor, 7, from_s=3) == [3, 4, 5, 6]


def test_a_unit_that_keeps_to_the_specification() -> None:
    """Some take 1 s, others nothing shorter than 5 s."""
    monitor = twin()
    monitor.shortest_s = 5
    assert sends(asked(monitor, 1), 20) == []
    monitor.receive(request(5), 20_000)
    assert sends(monitor, 30, from_s=20) == [21, 26]


def test_a_single_record_is_not_to_be_had_faster_than_every_five_seconds() -> None:
    """From the sheet: it is ignored then."""
    monitor = twin()
    answers = [bool(monitor.receive(BASIC_ONCE, t)) for t in (0, 4999, 5000, 9999, 12_000)]
    assert answers == [True, False, True, False, True]


def test_running_numbers_wrap() -> None:
    """One byte; time goes on in Unix seconds in both places."""
    monitor = asked(twin())
    sent = [records(monitor.wake(1000 * s)[0])[0] for s in range(1, 260)]
    assert [record[2] for record in sent][:3] == [1, 2, 3]
    assert [record[2] for record in sent][254:257] == [255, 0, 1]
    times = [struct.unpack_from("<I", record, place)[0] for record in sent for place in (6, 40)]
    assert times == [EPOCH_S + s for s in range(1, 260) for _ in range(2)]


def test_every_class_there_is() -> None:
    """The vendor's own example: basic, ext1, ext2 and ext3, in the directory and in that order."""
    monitor = twin()
    monitor.receive(EVERYTHING_10_S, 0)
    (record,) = records(monitor.wake(1000)[0])
    assert len(record) == 1152
    assert list(directory(record)) == [(40 + 278 * n, DISPLAYED) for n in range(4)]
    words = [struct.unpack_from("<H", record, 40 + 278 * n + 276)[0] for n in range(4)]
    assert words == [0x00A1, 0x01A1, 0x02A1, 0x03A1]


@pytest.mark.parametrize(("mask", "classes"), [(0x1, []), (0x3, [1]), (0x8, [BASIC, 3])])
def test_a_mask_of_classes(mask: int, classes: list[int]) -> None:
    """Bit 0 denies the basic class, the others ask for one each."""
    wanted = bytearray(records(request(1))[0])
    struct.pack_into("<I", wanted, 43, mask)
    monitor = twin()
    monitor.receive(frame(bytes(wanted)), 0)
    sent = b"".join(records(monitor.wake(1000)[0]))
    words = [struct.unpack_from("<H", sent, 40 + 278 * n + 276)[0] for n in range(len(classes))]
    assert [word >> 8 for word in words] == classes


@pytest.mark.parametrize(
    "data", [TREND_60_S, SHEET, b"\x7e\x7e", b"garbage\x7e", request(1)[:-2], request(1)[2:]]
)
def test_what_is_not_understood_gets_no_answer(data: bytes) -> None:
    """Trends have no layout in the sheet; and the next request is understood."""
    monitor = twin()
    assert monitor.receive(data, 0) == b""
    assert monitor.wake(5000)[0] == b""
    monitor.receive(request(1), 5000)
    assert len(records(monitor.wake(6000)[0])) == 1


def test_bytes_may_come_one_by_one() -> None:
    """And a stop and a request at once are both taken."""
    monitor = twin()
    for byte in STOP + request(1):
        monitor.receive(bytes([byte]), 0)
    assert sends(monitor, 4) == [1, 2, 3]


def test_endless_noise_is_not_kept() -> None:
    """A frame that never ends costs no memory."""
    monitor = twin()
    for _ in range(20):
        monitor.receive(b"x" * 1000, 0)
    assert len(monitor._piece) <= LONGEST_FRAME


# --- patient and switches ------------------------------------------------------------------------


def told(monitor: DatexS5Twin) -> dict[str, float | None]:
    """What the driver hears and the log says of one record, which must be the same."""
    monitor.log.clear()
    (reading,) = GeDatexS5().receive(monitor.receive(BASIC_ONCE, 0), 0)
    assert isinstance(reading, Reading)
    values = {vital.value: value for vital, value in reading.values.items()}
    assert values == {line["kind"]: line["value"] for line in monitor.log}
    return values


def test_everything_attached() -> None:
    """All four vitals, breathing through the leads."""
    assert told(twin()) == {"heart_rate": 74, "pulse_rate": 74, "spo2": 97, "resp_rate": 14}


def test_without_leads() -> None:
    """The heart rate is the oximeter's then, and is none of ours."""
    monitor = twin()
    monitor.leads_on = False
    assert told(monitor) == {"heart_rate": None, "pulse_rate": 74, "spo2": 97, "resp_rate": None}


def test_with_nothing_attached() -> None:
    """Frames go on, without numbers."""
    monitor = twin()
    monitor.leads_on = monitor.probe_on = False
    assert set(told(monitor).values()) == {None}


def test_without_a_probe() -> None:
    """The groups are there and their numbers are not."""
    monitor = twin()
    monitor.probe_on = False
    assert told(monitor) == {"heart_rate": 74, "pulse_rate": None, "spo2": None, "resp_rate": 14}


# --- the cuff ------------------------------------------------------------------------------------


def test_a_cuff_that_was_never_used() -> None:
    """Active, without numbers, not old."""
    sent = twin().receive(BASIC_ONCE, 0)
    assert label(sent) == 0
    assert shown(sent).active(76)
    assert {shown(sent).number(76, place) for place in (82, 84, 86, 88)} == {None}


def test_a_result_grows_old_after_a_minute() -> None:
    """Bit 8 and the same numbers for ever."""
    monitor = asked(twin(SHOWN), 1)
    labels = [label(monitor.wake(1000 * s)[0]) for s in range(1, 100)]
    assert labels == [0] * 59 + [OLD] * 40


def test_an_inflation() -> None:
    """Bit 5 a little longer than it lasts; first the old numbers, then the new without bit 8."""
    monitor = asked(twin(OLD_ONE), 1)
    monitor.wake(9999)
    monitor.press_start(9999)
    course: list[tuple[int, float | None]] = []
    for s in range(10, 120):
        sent, _ = monitor.wake(1000 * s)
        course.append((label(sent), shown(sent).hundredths(76, 82)))
    changes = [
        here for before, here in zip([None, *course], course, strict=False) if here != before
    ]
    new = monitor._cuff.result
    assert new
    assert changes == [
        (OLD | MEASURING, 131),
        (MEASURING, new.systolic),
        (0, new.systolic),
        (OLD, new.systolic),
    ]


def test_an_automatic_cuff_every_five_minutes() -> None:
    """Nobody else can start one but a hand on its button."""
    monitor = asked(twin())
    monitor.automatic = True
    for s in range(1, 700):
        assert label(monitor.wake(1000 * s)[0]) & AUTO
    started = [line["started_ms"] for line in monitor.log if line["kind"] == "determination"]
    assert started == [60_000, 360_000, 660_000]


# --- the log -------------------------------------------------------------------------------------


def test_the_log_has_every_value_sent() -> None:
    """What a record is held against; raw is the group the value stands in."""
    monitor = asked(twin(SHOWN))
    monitor.wake(1000)
    lines = {line["kind"]: line for line in monitor.log}
    spo2 = "03 00 00 00 00 00 e4 25 4a 00 01 80 01 80"
    assert lines["spo2"] == {"t_ms": 1000, "kind": "spo2", "value": 97, "raw": spo2}
    assert lines["cuff"] == {
        "t_ms": 1000,
        "kind": "cuff",
        "label": 0,
        "systolic": 131,
        "diastolic": 76,
        "mean": 95,
        "pulse": 73,
        "raw": "03 00 00 00 00 00 2c 33 b0 1d 1c 25 49 00",
    }
    assert set(lines) == {"heart_rate", "resp_rate", "cuff", "spo2", "pulse_rate"}


def test_a_determination_is_logged_once() -> None:
    """With its start, when it is over."""
    monitor = twin()
    monitor.press_start(5000)
    monitor.wake(60_000)
    (line,) = monitor.log
    assert (line["kind"], line["started_ms"]) == ("determination", 5000)
    assert (line["systolic"], line["diastolic"], line["pulse"]) == (122, 76, 74)


def conversation(seed: int, step_ms: int = 1000) -> tuple[bytes, list[LogLine]]:
    """Ten minutes of a subscription, with the monitor's own cuffs."""
    monitor = asked(twin(profile=Profile(), seed=seed))
    monitor.automatic = True
    said = b"".join(monitor.wake(t)[0] for t in range(0, 600_001, step_ms))
    return said, monitor.log


def test_same_seed_same_bytes() -> None:
    """However often it is woken; and another seed, other bytes."""
    assert conversation(1) == conversation(1) == conversation(1, 250) == conversation(1, 60_000)
    assert conversation(1) != conversation(2)


def test_the_driver_hears_what_the_twin_says() -> None:
    """Twenty minutes, four cuffs and the result of another patient: value for value the log."""
    driver, monitor = GeDatexS5(), twin(OLD_ONE, Profile())
    monitor.automatic = True
    heard: list[Event] = []
    for t in range(0, 1_200_001, 250):
        request, _ = driver.wake(t)
        sent = monitor.receive(request, t) if request else b""
        heard += driver.receive(sent + monitor.wake(t)[0], t)
    for vital in Vital:
        live = [(e.t_ms, e.values[vital]) for e in heard if isinstance(e, Reading)]
        lines = (line for line in monitor.log if line["kind"] == vital.value)
        assert live == [(line["t_ms"], line["value"]) for line in lines]
        assert len(live) == 1200
    cuffs = [e for e in heard if isinstance(e, CuffReading)]
    assert {e.status for e in cuffs} == {CuffStatus.OK}
    assert [(e.systolic, e.diastolic, e.mean, e.pulse) for e in cuffs] == [
        (line["systolic"], line["diastolic"], line["mean"], line["pulse"])
        for line in monitor.log
        if line["kind"] == "determination"
    ]
    assert len(cuffs) == 4
    assert (driver.counts.frames, driver.counts.bad, driver.counts.skipped) == (1200, 0, 0)
