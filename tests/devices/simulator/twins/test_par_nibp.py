"""The pretend PAR module against the messages of its sheet."""

from collections.abc import Sequence

import pytest

from devices.drivers.par_nibp import ABORT, ParNibp, checksum, command, frame
from devices.simulator.cuff import Cuff, Mishap, Pressures, Upset
from devices.simulator.patient import TYPICAL, Patient, Profile
from devices.simulator.twins.par_nibp import ParTwin
from monitor.events import CuffReading, CuffStatus, Event

OLD = Pressures(-42_000, 131, 76, 95, 81)

START, MANUAL, EVERY_5_MIN = command("01"), command("03"), command("08")
READ, RESET = command("18"), command("16")
END = b"\x02999\x03\r"

# From the sheet.
DONE_131 = frame("S1;A0;C00;M00;P131076095;R081;T----;;30")
LOOSE = frame("S2;A0;C00;M06;P---------;R---;T----;;EA")
MEASURING = frame("S3;A0;C00;M00;P---------;R---;T----;;E5")


def twin(
    old: Pressures | None = None,
    profile: Profile = TYPICAL,
    seed: int = 0,
    mishaps: Sequence[Mishap] = (),
) -> ParTwin:
    """Return a module on a patient."""
    patient = Patient(seed, profile)
    return ParTwin(patient, Cuff(patient, seed, old, mishaps))


def text_of(said: bytes) -> str:
    """What stands between STX and ETX, without a checksum."""
    return said[1:-4].decode()


def test_vector_of_a_result() -> None:
    """Byte for byte, from the sheet."""
    assert twin(OLD).receive(READ, 0) == DONE_131


def test_vector_of_a_measurement() -> None:
    """A start clears the result before it."""
    module = twin(OLD)
    assert module.receive(START, 0) == b""
    module.wake(5000)
    assert module.receive(READ, 5000) == MEASURING


def test_vector_of_a_pressure() -> None:
    """Three digits, cuff ok, state; inflating it is 8, then 3. The sheet's bytes are 35 mmHg."""
    module = twin()
    module.receive(START, 0)
    said = module.wake(40_000)[0].split(b"\r")
    assert said[0] == b"\x02020C0S8\x03"
    assert b"\x02160C0S3\x03" in said
    assert frame("035C0S3") == bytes.fromhex("0230333543305333030D")


def test_vector_of_a_loose_cuff() -> None:
    """After ten seconds 999, then the message."""
    module = twin(mishaps=[Mishap(Upset.LOOSE, 0)])
    module.receive(START, 0)
    assert module.wake(10_000)[0].endswith(END)
    assert module.receive(READ, 11_000) == LOOSE


def test_a_measurement_from_start_to_result() -> None:
    """Pressures twice a second, 999 once, and silence until somebody asks."""
    module = twin()
    module.receive(MANUAL + START, 0)
    said = module.wake(60_000)[0]
    assert said.count(END) == 1
    assert said.endswith(END)
    assert 39 <= said.count(b"C0S") <= 80
    assert text_of(module.receive(READ, 61_000)) == "S1;A0;C00;M00;P122076092;R072;T----;;"


def test_an_abort_is_an_end() -> None:
    """Without a result; and of nothing it is none."""
    module = twin(OLD)
    assert module.receive(ABORT, 0) == b""
    module.receive(START, 0)
    assert module.receive(ABORT, 400) == END
    assert text_of(module.receive(READ, 2000)) == "S1;A0;C00;M00;P---------;R---;T----;;"


def test_a_cycle_goes_on_by_itself() -> None:
    """Five minutes' pause, told in seconds; then a measurement; manual mode ends it."""
    module = twin(OLD)
    module.receive(EVERY_5_MIN, 0)
    assert text_of(module.receive(READ, 1000)) == "S6;A0;C05;M00;P131076095;R081;T0299;;"
    assert module.wake(300_000)[0] == b""
    assert module.wake(360_000)[0].endswith(END)
    module.receive(MANUAL, 361_000)
    assert module.wake(1_000_000)[0] == b""


@pytest.mark.parametrize("wrong", [b"\x0218;;00\x03", command("99")])
def test_a_wrong_command_resets_the_module(wrong: bytes) -> None:
    """Message 02."""
    module = twin(OLD)
    module.receive(command("25"), 0)
    assert text_of(module.receive(READ, 0))[3:5] == "A1"
    assert module.receive(wrong, 0) == b""
    assert text_of(module.receive(READ, 0)) == "S2;A0;C00;M02;P---------;R---;T----;;"
    module.receive(RESET, 0)
    assert text_of(module.receive(READ, 0))[:14] == "S1;A0;C00;M00;"


def test_bytes_may_come_one_by_one_with_cr_and_noise() -> None:
    """Some hosts append CR."""
    module = twin(OLD)
    stream = b"\xff\x02" + READ + b"\r" + READ
    assert b"".join(module.receive(bytes([byte]), 0) for byte in stream) == DONE_131 * 2


def test_endless_noise_is_not_kept() -> None:
    """An order that never ends costs no memory."""
    module = twin()
    for _ in range(100):
        module.receive(b"\x02" * 1000, 0)
    assert len(module._rest) <= 64


def conversation(seed: int) -> bytes:
    """Three minutes with one cuff."""
    module = twin(profile=Profile(), seed=seed)
    said = module.receive(START, 0)
    for t in range(0, 180_000, 2000):
        said += module.wake(t)[0] + module.receive(READ, t)
    return said


def test_same_seed_same_bytes() -> None:
    """And another seed, other bytes."""
    assert conversation(1) == conversation(1)
    assert conversation(1) != conversation(2)


def test_the_log_has_every_value_sent_and_each_determination_once() -> None:
    """What a record is held against."""
    module = twin(OLD)
    module.receive(READ + START, 0)
    module.wake(60_000)
    cuff, pressure, *_, determination = module.log
    raw = "S1;A0;C00;M00;P131076095;R081;T----;;30"
    told = {"systolic": 131, "diastolic": 76, "mean": 95, "pulse": 81}
    head = {"t_ms": 0, "kind": "cuff", "status": 1, "message": "00"}
    assert cuff == head | told | {"raw": raw}
    assert pressure == {"t_ms": 500, "kind": "cuff_pressure", "value": 20, "raw": "020C0S8"}
    assert determination["kind"] == "determination"
    assert (determination["started_ms"], determination["systolic"]) == (0, 122)


def talk(driver: ParNibp, module: ParTwin, t: int) -> list[Event]:
    """Let the two say what they have to say at `t`."""
    heard = driver.receive(module.wake(t)[0], t)
    order, _ = driver.wake(t)
    while order:
        heard += driver.receive(module.receive(order, t), t)
        order, _ = driver.wake(t)
    return heard


def test_the_driver_hears_what_the_twin_says() -> None:
    """Ten minutes with four cuffs, one of them aborted: value for value the twin's own log."""
    driver, module = ParNibp(), twin(profile=Profile())
    heard: list[Event] = []
    for t in range(0, 600_000, 250):
        if t % 150_000 == 30_000:
            driver.start_cuff()
        if t == 190_000:
            driver.stop_cuff()
        heard += talk(driver, module, t)
    cuffs = [e for e in heard if isinstance(e, CuffReading)]
    assert [e.status for e in cuffs].count(CuffStatus.CANCELLED) == 1
    measured = [e for e in cuffs if e.status is CuffStatus.OK]
    assert [(e.systolic, e.diastolic, e.mean, e.pulse) for e in measured] == [
        (line["systolic"], line["diastolic"], line["mean"], line["pulse"])
        for line in module.log
        if line["kind"] == "determination"
    ]
    assert len(cuffs) == 4
    assert driver.counts.bad == driver.counts.skipped == 0


def test_checksums_of_what_it_says() -> None:
    """The vendor's rule."""
    said = twin(OLD).receive(READ, 0)[1:-2].decode()
    assert checksum(said[:-2]) == said[-2:]
