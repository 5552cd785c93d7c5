"""The pretend PM6750 against the packets of its sheet."""

from collections.abc import Sequence

from devices.drivers.berry_pm6750 import BerryPm6750, frame
from devices.simulator.cuff import Cuff, Mishap, Pressures, Upset
from devices.simulator.patient import TYPICAL, Patient, Profile
from devices.simulator.twins.berry_pm6750 import BerryTwin
from monitor.events import CuffReading, CuffStatus, Event, Reading

REST = Profile(spo2=98, heart_rate=74, white_coat=0, spread=0, noise=0)

# From the sheet: "Host -> module".
ECG_ON, ECG_OFF = bytes.fromhex("55AA040101F9"), bytes.fromhex("55AA040100FA")
SPO2_ON = bytes.fromhex("55AA040301F7")
START, STOP = bytes.fromhex("55AA040201F8"), bytes.fromhex("55AA040200F9")
CHILD, TARGET_160 = bytes.fromhex("55AA040902F0"), bytes.fromhex("55AA040A50A1")


def twin(
    old: Pressures | None = None,
    profile: Profile = REST,
    seed: int = 0,
    mishaps: Sequence[Mishap] = (),
) -> BerryTwin:
    """Return a module on a patient."""
    patient = Patient(seed, profile)
    module = BerryTwin(patient, Cuff(patient, seed, old, mishaps))
    module.wake(0)
    return module


def next_of(module: BerryTwin, *commands: bytes, after: int = 1) -> str:
    """Send commands at once; return what comes in the half second after, as the sheet writes it."""
    module.receive(b"".join(commands), after)
    due = (after // 500 + 1) * 500
    return module.wake(due)[0].hex(" ").upper()


def last_of(module: BerryTwin, until_ms: int) -> str:
    """Let time pass; return the last packet."""
    return module.wake(until_ms)[0][-10:].hex(" ").upper()


def test_silent_until_enabled() -> None:
    """Not a byte in a minute, even with an old result to show."""
    assert twin(Pressures(-1000, 131, 76, 95, 81)).wake(60_000)[0] == b""


def test_vectors_of_the_oximeter() -> None:
    """From the sheet: 98 % and 74; no finger."""
    module = twin()
    assert next_of(module, SPO2_ON, after=600) == "55 AA 06 04 00 62 4A 49"
    module.probe_on = False
    assert next_of(module, after=1600) == "55 AA 06 04 02 7F FF 75"


def test_vectors_of_the_ecg() -> None:
    """From the sheet: HR 74, RR 16; lead off."""
    module = twin()
    module.breaths = 16
    assert next_of(module, ECG_ON, after=600) == "55 AA 08 02 00 4A 10 00 01 9A"
    module.leads_on = False
    assert next_of(module, after=1600) == "55 AA 08 02 02 00 00 00 00 F3"
    assert next_of(module, ECG_OFF, after=2600) == ""


def test_vector_of_a_result() -> None:
    """From the sheet: 131/76, mean 95, in the order SYS, MEAN, DIA."""
    module = twin(Pressures(-1000, 131, 76, 95, 81))
    assert next_of(module, ECG_ON) == "55 AA 08 03 00 00 83 5F 4C C6"


def test_vector_of_an_inflation() -> None:
    """From the sheet: measuring, 160 mmHg, which was the target."""
    module = twin()
    module.receive(TARGET_160 + START, 0)
    assert last_of(module, 4000) == "55 AA 08 03 04 50 00 00 00 A0"


def test_vector_of_a_loose_cuff() -> None:
    """From the sheet; repeated twice a second."""
    module = twin(mishaps=[Mishap(Upset.LOOSE, 0)])
    module.receive(START, 0)
    assert last_of(module, 9500).startswith("55 AA 08 03 04")
    assert module.wake(11_000)[0].hex(" ").upper() == " ".join(
        ["55 AA 08 03 10 00 00 00 00 E4"] * 3
    )


def test_a_determination_from_start_to_result() -> None:
    """20 to 40 seconds with zeros for pressures, then the result for good."""
    module = twin(profile=TYPICAL)
    module.receive(START, 0)
    codes = [module.wake(t)[0][4] >> 2 for t in range(500, 60_000, 500)]
    assert codes == sorted(codes, reverse=True)
    assert 39 <= codes.count(1) <= 80
    assert last_of(module, 60_000) == frame(3, 0, 0, 122, 92, 76).hex(" ").upper()


def test_a_stop_is_shown() -> None:
    """Result code 2; one without an inflation changes nothing."""
    module = twin()
    assert next_of(module, STOP) == ""
    module.receive(START, 1000)
    assert next_of(module, STOP, after=5100) == frame(3, 2 << 2, 0, 0, 0, 0).hex(" ").upper()


def test_the_patient_mode_is_told() -> None:
    """Command 2 is mode 1."""
    module = twin(Pressures(-1000, 131, 76, 95, 81))
    assert next_of(module, CHILD)[12:14] == "01"


def test_a_pressure_beyond_the_module_is_out_of_range() -> None:
    """Code 8, no numbers, and nothing breaks."""
    module = twin(profile=Profile(systolic=260, white_coat=0, spread=0, noise=0))
    module.receive(START, 0)
    assert last_of(module, 60_000) == frame(3, 8 << 2, 0, 0, 0, 0).hex(" ").upper()


def test_commands_may_come_in_pieces_and_between_noise() -> None:
    """A wrong checksum is not obeyed."""
    module = twin()
    for byte in b"\x55\x55\xaa" + SPO2_ON[:-1] + b"\x00" + ECG_ON + SPO2_ON:
        module.receive(bytes([byte]), 600)
    assert len(module.wake(1000)[0]) == 18


def conversation(seed: int) -> bytes:
    """Three minutes with one cuff."""
    module = twin(profile=Profile(), seed=seed)
    module.receive(ECG_ON + SPO2_ON + START, 0)
    return b"".join(module.wake(t)[0] for t in range(0, 180_000, 500))


def test_same_seed_same_bytes() -> None:
    """And another seed, other bytes."""
    assert conversation(1) == conversation(1)
    assert conversation(1) != conversation(2)


def test_the_log_has_every_value_sent() -> None:
    """What a record is held against."""
    module = twin()
    module.probe_on = False
    module.receive(ECG_ON + SPO2_ON, 600)
    module.wake(1000)
    assert [(line["kind"], line["value"]) for line in module.log] == [
        ("heart_rate", 74),
        ("resp_rate", 14),
        ("spo2", None),
        ("pulse_rate", None),
    ]
    assert module.log[2] == {
        "t_ms": 1000,
        "kind": "spo2",
        "value": None,
        "raw": "55 aa 06 04 02 7f ff 75",
    }


def test_the_log_has_cuffs_and_determinations() -> None:
    """Each packet of the cuff, and each determination once."""
    module = twin()
    module.receive(START, 0)
    module.wake(60_000)
    done = [line for line in module.log if line["kind"] == "determination"]
    assert [(d["started_ms"], d["systolic"], d["pulse"]) for d in done] == [(0, 122, 74)]
    shown = [line for line in module.log if line["kind"] == "cuff"]
    assert (shown[0]["status"], shown[0]["systolic"]) == (1, None)
    assert (shown[-1]["status"], shown[-1]["systolic"]) == (0, 122)


def talk(driver: BerryPm6750, module: BerryTwin, t: int) -> list[Event]:
    """Let the driver send all it has to say within a second."""
    heard, due = driver.receive(module.wake(t)[0], t), t
    while due < t + 1000:
        order, due = driver.wake(due)
        heard += driver.receive(module.receive(order, t), t)
    return heard


def test_the_driver_hears_what_the_twin_says() -> None:
    """Ten minutes with four cuffs, one of them stopped: value for value the twin's own log."""
    driver, module = BerryPm6750(), twin(profile=Profile())
    heard: list[Event] = []
    for t in range(0, 600_000, 500):
        if t % 150_000 == 30_000:
            driver.start_cuff()
        if t == 190_000:
            driver.stop_cuff()
        heard += talk(driver, module, t)
    live = [(e.t_ms, *pair) for e in heard if isinstance(e, Reading) for pair in e.values.items()]
    kinds = {"heart_rate", "resp_rate", "spo2", "pulse_rate"}
    assert live == [
        (line["t_ms"], line["kind"], line["value"]) for line in module.log if line["kind"] in kinds
    ]
    cuffs = [e for e in heard if isinstance(e, CuffReading)]
    assert [e.status for e in cuffs].count(CuffStatus.CANCELLED) == 1
    assert [(e.systolic, e.diastolic, e.mean) for e in cuffs if e.status is CuffStatus.OK] == [
        (line["systolic"], line["diastolic"], line["mean"])
        for line in module.log
        if line["kind"] == "determination"
    ]
    assert len(cuffs) == 4
    assert driver.counts.bad == driver.counts.skipped == 0
