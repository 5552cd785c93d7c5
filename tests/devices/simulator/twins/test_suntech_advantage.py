"""The pretend SunTech Advantage against the packets of its sheet."""

import pytest

from devices.drivers.suntech_advantage import SuntechAdvantage, answer
from devices.simulator.cuff import Cuff, Pressures
from devices.simulator.patient import TYPICAL, Patient, Profile
from devices.simulator.twins.suntech_advantage import SuntechTwin
from monitor.events import CuffChange, CuffReading, CuffStatus, CuffStep, Event

# From the sheet.
START = bytes.fromhex("3A20A6")
READ_PRESSURE, READ_RESULT = bytes.fromhex("3A79050048"), bytes.fromhex("3A7903004A")
COMPLETED = bytes.fromhex("3E044B73")
PRESSURE_0 = bytes.fromhex("3E050000BD")
MANUAL_115 = bytes.fromhex("3E1873004A001E01000000000000310755005800000000E9")
RESULT_131 = bytes.fromhex("3E1883004C001E01000000000000310751005F00000000D4")
OLD_115, OLD_131 = Pressures(-1000, 115, 74, 88, 85), Pressures(-1000, 131, 76, 95, 81)


def twin(old: Pressures | None = None, profile: Profile = TYPICAL, seed: int = 0) -> SuntechTwin:
    """Return a module on a patient."""
    patient = Patient(seed, profile)
    return SuntechTwin(patient, Cuff(patient, seed, old))


@pytest.mark.parametrize(
    ("old", "asked", "said"),
    [
        (OLD_115, READ_RESULT, MANUAL_115),
        (OLD_131, READ_RESULT, RESULT_131),
        (None, READ_RESULT, answer(bytes(21))),
        (None, READ_PRESSURE, PRESSURE_0),
    ],
)
def test_vectors_of_the_sheet(old: Pressures | None, asked: bytes, said: bytes) -> None:
    """Byte for byte; before the first result there are zeros."""
    assert twin(old).receive(asked, 0) == said


def test_a_determination_ends_with_k() -> None:
    """Byte for byte, from the sheet; the result is there for whoever asks."""
    module = twin()
    assert module.receive(START, 0) == b""
    assert module.receive(READ_PRESSURE, 4000) == answer(b"\xa0\x00")
    assert module.wake(59_000)[0] == COMPLETED
    assert module.receive(READ_PRESSURE, 59_000) == PRESSURE_0
    assert module.receive(READ_RESULT, 59_000)[2:6] == bytes([122, 0, 76, 0])


def test_its_own_monitor_starts_it() -> None:
    """After a minute, then every five."""
    module = twin()
    assert module.wake(60_000)[0] == b""
    assert module.receive(READ_PRESSURE, 62_000) == answer(b"\x50\x00")
    assert module.wake(1_000_000)[0] == COMPLETED * 4


def test_an_error_is_told() -> None:
    """Byte 20."""
    module = twin(OLD_131)
    module.error = 7
    assert module.receive(READ_RESULT, 0)[20] == 7


def test_bytes_may_come_one_by_one_and_between_noise() -> None:
    """A question it does not know is none."""
    module = twin(OLD_131)
    stream = b"\x3a\xff" + READ_PRESSURE + b"\x3a\x79" + READ_RESULT + b"\x3a\x0c\x00\x01\x01\xb8"
    said = b"".join(module.receive(bytes([byte]), 0) for byte in stream)
    assert said == PRESSURE_0 + RESULT_131
    assert twin(OLD_131).receive(stream, 0) == said


def test_endless_noise_is_not_kept() -> None:
    """A question that never ends costs no memory."""
    module = twin()
    for _ in range(100):
        module.receive(b"\x3a" * 1000, 0)
    assert len(module._rest) <= 64


def conversation(seed: int) -> bytes:
    """Three minutes with one cuff."""
    module = twin(profile=Profile(), seed=seed)
    return b"".join(module.receive(READ_PRESSURE + READ_RESULT, t) for t in range(0, 180_000, 1000))


def test_same_seed_same_bytes() -> None:
    """And another seed, other bytes."""
    assert conversation(1) == conversation(1)
    assert conversation(1) != conversation(2)


def test_the_log_has_every_value_sent_and_each_determination_once() -> None:
    """What a record is held against."""
    module = twin(OLD_131)
    module.receive(READ_PRESSURE + READ_RESULT + START, 0)
    module.wake(59_000)
    pressure, cuff, determination = module.log
    raw = "3e 05 00 00 bd"
    assert pressure == {"t_ms": 0, "kind": "cuff_pressure", "value": 0, "raw": raw}
    told = {"systolic": 131, "diastolic": 76, "mean": 95, "pulse": 81}
    raw = RESULT_131.hex(" ")
    assert cuff == {"t_ms": 0, "kind": "cuff", "error": 0} | told | {"raw": raw}
    assert determination["kind"] == "determination"
    assert (determination["started_ms"], determination["systolic"]) == (0, 122)


def talk(driver: SuntechAdvantage, module: SuntechTwin, t: int) -> list[Event]:
    """Let the two say what they have to say at `t`."""
    heard = driver.receive(module.wake(t)[0], t)
    asked, _ = driver.wake(t)
    while asked:
        heard += driver.receive(module.receive(asked, t), t)
        asked, _ = driver.wake(t)
    return heard


def test_the_driver_hears_what_the_twin_says() -> None:
    """A quarter of an hour with three cuffs: value for value the twin's own log."""
    driver, module = SuntechAdvantage(), twin(profile=Profile())
    heard = [event for t in range(0, 900_000, 500) for event in talk(driver, module, t)]
    cuffs = [e for e in heard if isinstance(e, CuffReading)]
    assert [(e.systolic, e.diastolic, e.mean, e.pulse) for e in cuffs] == [
        (line["systolic"], line["diastolic"], line["mean"], line["pulse"])
        for line in module.log
        if line["kind"] == "determination"
    ]
    assert [e.status for e in cuffs] == [CuffStatus.OK] * 3
    steps = [e.step for e in heard if isinstance(e, CuffChange)]
    assert steps == [CuffStep.INFLATING, CuffStep.DONE] * 3
    assert driver.counts.bad == driver.counts.skipped == 0
