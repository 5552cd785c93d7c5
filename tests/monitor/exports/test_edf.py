"""EDF+, read back by two readers that are not ours: edfio, and EDFlib, which is strict."""

from array import array
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from math import isnan, nan
from pathlib import Path
from typing import NamedTuple

import edfio
import pytest

from monitor.deidentifying import deidentified
from monitor.events import Entry, Note, SessionKind, SourceChange
from monitor.exporting import export
from monitor.extract import Extract
from monitor.history import History
from monitor.vitals import Vital
from tests.monitor.extracts import extract
from tests.monitor.records import Numbered, at, start

MISSING = -3276.8
HOUR_S = 3600


class Read(NamedTuple):
    """What a reader found: label -> one value a second, NaN where it says there is none."""

    signals: dict[str, list[float]]
    annotations: list[tuple[float, float | None, str]]
    edf: edfio.Edf


def read(data: bytes) -> Read:
    """Read by edfio."""
    edf = edfio.read_edf(data)
    signals = {one.label: [_value(v) for v in one.data] for one in edf.signals}
    annotations = [(a.onset, a.duration, a.text) for a in edf.annotations]
    return Read(signals, annotations, edf)


def _value(value: float) -> float:
    return nan if round(value, 1) == MISSING else round(float(value), 1)


def written(made: Extract) -> bytes:
    """The session as EDF+."""
    return export("edf").write(made)


def session(columns: dict[Vital, list[float]], entries: list[Entry] | None = None) -> History:
    """A session of which these values were measured, from its first second on."""
    made = History(start(), entries or [], ended=True)
    made.t_ms = array("q", range(0, 1000 * max(map(len, columns.values()), default=0), 1000))
    made.columns = {vital: array("d", [nan] * len(made.t_ms)) for vital in Vital}
    made.columns |= {vital: array("d", values) for vital, values in columns.items()}
    return made


def whole(history: History, **changed: object) -> Extract:
    """A history as it is exported; a note says its text."""
    said = {"describe": lambda entry: entry.text if isinstance(entry, Note) else "entry"}
    told = {"history": history, "subject": "004-1182", "ended_ms": history.last_ms, "zone": UTC}
    return Extract(**(told | said | changed))  # type: ignore[arg-type]


def same(read_back: list[float], values: list[float]) -> bool:
    """Whether every value is there at its second, rounded to 0.1, and nothing else is."""
    padded = [*values, *[nan] * (len(read_back) - len(values))]
    pairs = list(zip(read_back, padded, strict=True))
    return all(isnan(a) if isnan(b) else abs(a - b) <= 0.0501 for a, b in pairs)


def test_every_second_reads_as_it_was_measured_and_none_as_it_was_not() -> None:
    """Twelve hours, with a probe that comes off; a vital never measured has no signal."""
    seconds = 12 * HOUR_S + 7
    rate = [60.0 + s % 90 for s in range(seconds)]
    spo2 = [nan if 5000 <= s < 5600 else 97.25 - s % 4 for s in range(seconds)]
    found = read(written(whole(session({Vital.HEART_RATE: rate, Vital.SPO2: spo2}))))
    assert list(found.signals) == ["heart_rate", "spo2"]
    assert same(found.signals["heart_rate"], rate)
    assert same(found.signals["spo2"], spo2)
    assert (5000, 600, "edf.not_measured") in found.annotations
    assert [signal.sampling_frequency for signal in found.edf.signals] == [1, 1]
    assert [signal.physical_dimension for signal in found.edf.signals] == ["/min", "%"]


def test_what_16_bits_cannot_hold_is_not_measured() -> None:
    """Never another value in its place."""
    found = read(written(whole(session({Vital.HEART_RATE: [72.0, 4000.0, -4000.0, 0.0]}))))
    assert same(found.signals["heart_rate"], [72.0, nan, nan, 0.0])


def test_entries_are_annotations_at_their_time_as_they_stand() -> None:
    """What was corrected is gone, its correction tells."""
    made = extract()
    found = read(written(made))
    told = [(entry.t_ms / 1000, None, type(entry).__name__) for entry in made.standing]
    entries = [one for one in found.annotations if one[2] != "edf.not_measured"]
    assert sorted(entries, key=str) == sorted(told, key=str)
    assert found.signals["spo2"][:3] == pytest.approx([97.0, nan, 98.0], nan_ok=True)


def test_a_gap_says_what_and_how_long_once_for_those_that_fell_together() -> None:
    """The cable was out: one annotation, with the labels of the signals."""
    values = [72.0, nan, nan, 73.0]
    history = session({Vital.PULSE_RATE: values, Vital.SPO2: values})
    made = whole(history, say=lambda code, what: f"{code} {what}")
    assert read(written(made)).annotations == [(1, 2, "edf.not_measured pulse_rate, spo2")]


def test_a_long_note_is_told_whole_and_nothing_in_it_divides_annotations() -> None:
    """In pieces no longer than EDFlib keeps; the bytes that are EDF+'s own become spaces."""
    text = "a\x14b\x15c\0d\u2028e " + "ä€𝄞 zählt " * 200
    notes = Numbered()
    found = read(written(whole(session({}, [notes.note(text, t_ms=1500), notes.note("ok")]))))
    assert found.annotations[0][2] == "ok"
    pieces = [said for onset, _, said in found.annotations if onset == 1.5]
    assert max(len(piece.encode()) for piece in pieces) <= 512
    assert pieces[0].startswith("(1/8) a b c d e ä€𝄞 zählt")
    joined = "".join(piece.partition(") ")[2] for piece in pieces)
    assert "".join(joined.split()) == "abcde" + "ä€𝄞zählt" * 200


def test_the_head_says_who_when_and_with_what() -> None:
    """The clinic's wall time, its part of a second with the first annotation; ASCII only."""
    history = session({Vital.SPO2: [97.0]}, [Numbered().note("first", t_ms=500)])
    history.start = replace(
        start("4f0c"),
        at=at(0) + timedelta(milliseconds=250),
        patient="Zoë Weiß-Łuk",
        birth_date=date(1985, 3, 14),
        record_number="004 1182",
        device="ge-dinamap",
    )
    found = read(written(whole(history, zone=timezone(timedelta(hours=-5)))))
    patient, recording = found.edf.patient, found.edf.recording
    assert (patient.code, patient.sex, patient.name) == ("004_1182", "X", "Zoe_Weiss-Luk")
    assert (patient.birthdate, recording.startdate) == (date(1985, 3, 14), date(2026, 3, 1))
    assert found.edf.starttime.isoformat() == "09:00:00.250000"
    assert recording.hospital_administration_code == "4f0c"
    assert (recording.equipment_code, recording.additional) == ("Dripwatch", ("patient",))
    assert (found.annotations[0][0], found.annotations[0][2]) == (0.5, "first")


def test_what_is_too_long_for_the_head_takes_no_room_from_what_follows() -> None:
    """Each identification has 80 characters; the birth date and the kind of session stay."""
    history = session({Vital.SPO2: [97.0]})
    history.start = replace(
        start("c1b05f37-8599-4903-b86a-d8c57dc54f8d"),
        nurse="Oluwaseun Adeyemi-Featherstonehaugh",
        patient="Maximiliane-Theodora " * 5,
        birth_date=date(1985, 3, 14),
        record_number="1234567890" * 9,
        kind=SessionKind.TRAINING,
    )
    found = read(written(whole(history))).edf
    assert found.patient.birthdate == date(1985, 3, 14)
    assert found.recording.hospital_administration_code == "c1b05f37-8599-4903"
    assert found.recording.additional == ("training",)


def test_a_deidentified_file_tells_no_name_and_no_date() -> None:
    """EDF's own stand-ins are there instead, and the times are relative all the same."""
    spared = deidentified(extract(), uid="made-up", subject="S1", words=frozenset())
    data = written(spared)
    for told in ("Robin", "Sample", "Adeyemi", "2026", "004-1182", "u1 "):
        assert told.encode() not in data
    found = read(data)
    assert (found.edf.patient.code, found.edf.patient.name) == ("S1", "X")
    assert found.edf.local_recording_identification.startswith("Startdate X made-up staff_1 ")
    assert data[168:184] == b"01.01.8500.00.00"
    assert [a[0] for a in found.annotations] == [a[0] for a in read(written(extract())).annotations]


@pytest.mark.parametrize("entries", [[], [Numbered().note("alone", t_ms=90_000)]])
def test_a_session_without_vitals_has_annotations_alone(entries: list[Entry]) -> None:
    """Also one in which nothing happened."""
    found = read(written(whole(session({}, entries))))
    assert found.signals == {}
    assert [text for _, _, text in found.annotations] == ["alone"] * len(entries)


@pytest.mark.parametrize(
    "made",
    [extract(), whole(session({})), whole(session({Vital.SPO2: [97.0] * 125}))],
    ids=["small", "empty", "spo2"],
)
def test_edflib_takes_it(made: Extract, tmp_path: Path) -> None:
    """It checks each field of the header, and reads the same."""
    pyedflib = pytest.importorskip("pyedflib", reason="has no wheel for this Python")
    path = tmp_path / "s.edf"
    path.write_bytes(written(made))
    ours = read(path.read_bytes())
    with pyedflib.EdfReader(str(path)) as reader:
        onsets, _, texts = reader.readAnnotations()
        signals = [[_value(v) for v in reader.readSignal(n)] for n in range(reader.signals_in_file)]
        labels = reader.getSignalLabels()
    assert sorted(zip(onsets, texts, strict=True)) == [(a[0], a[2]) for a in ours.annotations]
    assert labels == list(ours.signals)
    assert all(same(a, b) for a, b in zip(signals, ours.signals.values(), strict=True))


def test_a_signal_names_what_gave_it_and_nothing_where_that_changed() -> None:
    """A cuff monitor and an oximeter: the session's start names one of them only."""
    made = Numbered()
    entries: list[Entry] = [
        made.take(SourceChange, 0, vital=Vital.PULSE_RATE, source="nonin"),
        made.take(SourceChange, 0, vital=Vital.SPO2, source="nonin"),
        made.take(SourceChange, 1000, vital=Vital.SPO2, source="ge-dinamap", before="nonin"),
    ]
    measured = {Vital.PULSE_RATE: [70.0, 71.0], Vital.SPO2: [97.0, 97.0]}
    signals = read(written(whole(session(measured, entries)))).edf.signals
    given = {one.label: one.transducer_type.partition(";")[0] for one in signals}
    assert given["pulse_rate"] == "nonin"
    assert "nonin" not in given["spo2"]
