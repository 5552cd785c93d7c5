"""The FHIR bundle: valid by fhir.resources, and by what that does not look at."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from monitor.errors import ProfileError
from monitor.events import (
    AlarmChange,
    AlarmStep,
    Entry,
    InfusionChange,
    Priority,
    PumpStep,
    SessionKind,
)
from monitor.exports._codes import LOCAL
from monitor.exports.fhir import EXPORT
from monitor.extract import Extract
from monitor.history import History
from tests.monitor.exports.whole import (
    HOSTILE,
    MINUTE,
    entries,
    history,
    planted,
    spared,
    start,
    whole,
)
from tests.monitor.extracts import extract
from tests.monitor.planted import IDENTIFIERS
from tests.monitor.records import Numbered

Resource = dict[str, Any]

UCUM = "http://unitsofmeasure.org"
UNITS = {"/min", "%", "mm[Hg]", "kg", "mg", "mg/h", "ug", "mL", "s", "min", "{score}"}
STATUSES = {"final", "preliminary", "amended", "entered-in-error"}
ABSENT = {"unknown", "error", "not-performed"}
SYSTEMS = {
    "http://loinc.org",
    "urn:iso:std:iso:11073:10101",
    "http://snomed.info/sct",
    "http://www.nlm.nih.gov/research/umls/rxnorm",
    "http://www.whocc.no/atc",
    "urn:iso-astm:E1762-95:2013",
    LOCAL,
}
OF_HL7 = "http://terminology.hl7.org/CodeSystem/"
NEEDED = {"heartrate": "8867-4", "oxygensat": "2708-6", "resprate": "9279-1", "bp": "85354-9"}
"""The code that each vital signs profile of R4 asks for."""


SESSIONS: dict[str, Callable[[], Extract]] = {
    "whole": whole,
    "open": lambda: whole(ended_ms=None),
    "empty": lambda: whole(history=History(start()), ended_ms=None),
    "small": extract,
    "planted": planted,
    "spared": lambda: spared(whole()),
    "spared planted": lambda: spared(planted()),
}


@pytest.fixture(scope="module")
def model() -> Callable[[str], Any]:
    """The independent validator; to import it takes longer than all tests here."""
    from fhir.resources.R4B import get_fhir_model_class

    return get_fhir_model_class


@pytest.fixture(scope="module", params=SESSIONS)
def resources(request: pytest.FixtureRequest) -> list[Resource]:
    """What one session comes to."""
    return told(SESSIONS[request.param]())


@pytest.fixture(scope="module")
def everything() -> list[Resource]:
    """What the richest session comes to."""
    return told(whole())


def told(made: Extract) -> list[Resource]:
    bundle = json.loads(EXPORT.write(made))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    for entry in bundle["entry"]:
        assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
    return [entry["resource"] for entry in bundle["entry"]]


def of(resources: list[Resource], kind: str, code: str = "") -> list[Resource]:
    """The resources of a kind, with a code of any system if one is asked for."""
    return [
        one
        for one in resources
        if one["resourceType"] == kind and (not code or code in codes(one["code"]))
    ]


def codes(concept: Resource) -> list[str]:
    return [coding["code"] for coding in concept["coding"]]


def parts(whole_: object) -> Iterator[Resource]:
    """Every object in an object."""
    if isinstance(whole_, dict):
        yield whole_
    for part in whole_.values() if isinstance(whole_, dict) else whole_:  # type: ignore[attr-defined]
        if isinstance(part, dict | list):
            yield from parts(part)


# --- of every session ---------------------------------------------------------------------------


def test_each_resource_is_valid(resources: list[Resource], model: Callable[[str], Any]) -> None:
    for one in resources:
        model(one["resourceType"]).model_validate(one)


def test_every_reference_resolves(resources: list[Resource]) -> None:
    there = {f"urn:uuid:{one['id']}" for one in resources} | {"#lot"}
    assert len(there) == len(resources) + 1
    named = {part["reference"] for part in parts(resources) if "reference" in part}
    assert named <= there


def test_codes_and_units_are_of_closed_lists(resources: list[Resource]) -> None:
    for part in parts(resources):
        system = part.get("system", LOCAL)
        if system == UCUM:
            assert part["code"] in UNITS
        elif "code" in part and isinstance(part["code"], str) and "display" in part:
            assert system in SYSTEMS or system.startswith(OF_HL7)
    for one in of(resources, "Observation"):
        assert one["status"] in STATUSES
        if "vital-signs" in str(one.get("category")):
            values = [part["valueQuantity"] for part in parts(one) if "valueQuantity" in part]
            assert all(value["code"] in UNITS and value["system"] == UCUM for value in values)
    absent = [part["dataAbsentReason"] for part in parts(resources) if "dataAbsentReason" in part]
    assert {code for one in absent for code in codes(one)} <= ABSENT


def test_a_vital_sign_has_a_value_or_says_why_not(resources: list[Resource]) -> None:
    for one in of(resources, "Observation"):
        if "vital-signs" in str(one.get("category")):
            holders = one.get("component") or [one]
            for holder in holders:
                value = [name for name in holder if name.startswith("value")]
                assert bool(value) != ("dataAbsentReason" in holder), one
            assert {"subject", "code"} <= one.keys()
            assert "effectiveDateTime" in str(one.keys()) or "effectivePeriod" in one


def test_a_profile_is_claimed_only_with_its_code_and_a_whole_date(
    resources: list[Resource],
) -> None:
    for one in of(resources, "Observation"):
        for profile in one.get("meta", {}).get("profile", []):
            name = profile.rpartition("/")[2]
            assert NEEDED.get(name, "29463-7") in codes(one["code"])
            assert len(one["effectiveDateTime"]) == len("2026-03-01T14:00:00.000+00:00")
            assert name != "bp" or {"8480-6", "8462-4"} <= {
                code for part in one["component"] for code in codes(part["code"])
            }


def test_nothing_is_empty_and_no_text_has_a_control_character(resources: list[Resource]) -> None:
    for part in parts(resources):
        for value in part.values():
            assert value not in (None, "", [], {})
            if isinstance(value, str):
                assert not any(letter < " " and letter not in "\t\r\n" for letter in value)


# --- what is told ---------------------------------------------------------------------------------


def test_the_kinds_of_resource(everything: list[Resource]) -> None:
    kinds = Counter(one["resourceType"] for one in everything)
    del kinds["Observation"]
    assert kinds == {
        "Patient": 1,
        "Encounter": 1,
        "Procedure": 1,
        "Device": 3,
        "MedicationAdministration": 8,
        "AdverseEvent": 3,
        "Provenance": 1,
    }


def test_a_pressure_is_one_panel_and_its_pulse_apart(everything: list[Resource]) -> None:
    first, *_ = of(everything, "Observation", "85354-9")
    values = [part["valueQuantity"]["value"] for part in first["component"]]
    assert values == [128, 80, 93]
    (pulse,) = of(everything, "Observation", "149546")
    assert (pulse["valueQuantity"]["value"], pulse["performer"]) == (71, [{"display": "Adeyemi"}])


def test_what_became_of_pressures(everything: list[Resource]) -> None:
    told_ = [
        (one["status"], [note["text"] for note in one.get("note", [])])
        for one in of(everything, "Observation", "85354-9")
    ]
    assert told_ == [
        ("final", []),
        ("preliminary", ["cuff_loose"]),
        ("preliminary", ["cancelled"]),
        ("entered-in-error", ["rejected: by a person, artefact"]),
        ("preliminary", ["suspect: change.systolic"]),
        ("final", ["standing"]),
        ("final", []),
    ]


def test_a_failed_cuff_has_no_numbers(everything: list[Resource]) -> None:
    _, loose, cancelled, *_, not_a_number = of(everything, "Observation", "85354-9")
    for one, why in ((loose, "error"), (cancelled, "not-performed")):
        reasons = [codes(part["dataAbsentReason"]) for part in one["component"]]
        assert reasons == [[why], [why]]
    assert "dataAbsentReason" in not_a_number["component"][0]


def test_a_slip_and_what_it_should_have_been(everything: list[Resource]) -> None:
    told_ = of(everything, "Observation", "dissociation")
    assert [(one["status"], one["valueQuantity"]["value"]) for one in told_] == [
        ("entered-in-error", 3),
        ("amended", 2),
    ]


def test_the_ecg_and_the_oximeter_count_by_their_own_codes(everything: list[Resource]) -> None:
    ecg, oximeter = of(everything, "Observation", "147842"), of(everything, "Observation", "149530")
    assert [one.get("valueQuantity", {}).get("value") for one in ecg] == [72, 74, None, None]
    assert [one.get("valueQuantity", {}).get("value") for one in oximeter] == [71, 74, 76, None, 81]
    assert codes(ecg[2]["dataAbsentReason"]) == ["unknown"]


def test_a_series_has_every_second_and_an_e_where_none_was_measured(
    everything: list[Resource],
) -> None:
    (series,) = of(everything, "Observation", "spo2.series")
    data = series["valueSampledData"]["data"].split(" ")
    measured = {second: value for second, value in enumerate(data) if value != "E"}
    assert measured == {0: "97", 2: "98", 61: "96.5"}
    assert (len(data), series["valueSampledData"]["period"]) == (62, 1000)
    assert series["effectivePeriod"]["end"] == "2026-03-01T14:01:02.000+00:00"
    assert "59408-5" not in codes(series["code"])


def test_a_rating_has_its_items_and_no_total_that_was_not_computed(
    everything: list[Resource],
) -> None:
    (kobs,) = of(everything, "Observation", "kobs1")
    assert [part.get("valueInteger") for part in kobs["component"]] == [2, None]
    assert codes(kobs["component"][1]["valueCodeableConcept"]) == ["cannot_answer"]
    assert not {"valueQuantity", "dataAbsentReason"} & kobs.keys()
    (cadss,) = of(everything, "Observation", "cadss6")
    assert codes(cadss["dataAbsentReason"]) == ["unknown"]


def test_what_the_pump_gave(everything: list[Resource]) -> None:
    given = [
        (
            one["status"],
            one["dosage"]["dose"]["value"],
            one["dosage"].get("rateQuantity", {}).get("value"),
        )
        for one in of(everything, "MedicationAdministration")
        if "N01AX03" in str(one)
    ]
    assert given == [
        ("completed", 7, 52.5),
        ("stopped", 7, 52.5),
        ("completed", 10, None),
        ("completed", 28, None),
    ]


def test_other_drugs_as_they_were_typed(everything: list[Resource]) -> None:
    drugs = of(everything, "MedicationAdministration")[3:7]
    assert "26225" in codes(drugs[0]["medicationCodeableConcept"])
    assert drugs[1]["dosage"]["dose"] == {"value": 2, "unit": "drops"}
    assert "dosage" not in drugs[2]
    assert [one["status"] for one in drugs] == [*["completed"] * 3, "entered-in-error"]


def test_a_pump_that_runs_on_has_not_given_its_dose_yet() -> None:
    running = [one for one in entries() if (one.seq or 0) <= 18]
    made = whole(history=replace(history(), entries=running), ended_ms=None)
    (given,) = of(told(made), "MedicationAdministration")
    assert (given["status"], "dose" in given["dosage"]) == ("in-progress", False)
    assert "end" not in given["effectivePeriod"]
    (visit,) = of(told(made), "Encounter")
    assert (visit["status"], "end" in visit["period"]) == ("in-progress", False)


def test_a_pump_that_is_paused_is_on_hold() -> None:
    paused = [one for one in entries() if (one.seq or 0) <= 19]
    made = whole(history=replace(history(), entries=paused), ended_ms=None)
    (given,) = of(told(made), "MedicationAdministration")
    assert (given["status"], given["dosage"]["dose"]["value"]) == ("on-hold", 7)


def test_an_alarm_with_its_limit_and_its_answer(everything: list[Resource]) -> None:
    (alarm,) = (one for one in of(everything, "Observation") if "alarm." in str(one["code"]))
    assert codes(alarm["code"]) == ["alarm.spo2.low"]
    assert alarm["valueQuantity"]["value"] == 84
    assert alarm["effectivePeriod"]["end"] == "2026-03-01T14:19:00.000+00:00"
    told_ = {codes(part["code"])[0]: part for part in alarm["component"]}
    assert codes(told_["alarm.priority"]["valueCodeableConcept"]) == ["high"]
    assert told_["alarm.threshold"]["valueQuantity"]["value"] == 88
    assert told_["alarm.answer"]["valueString"] == "oxygen"


def test_an_alarm_names_each_rule_that_was_raised_and_begins_with_the_first() -> None:
    """One that no second reading confirmed is neither its begin nor its rule."""
    first, raised = AlarmStep.UNCONFIRMED, AlarmStep.RAISED
    steps = [(first, "mean.high"), (raised, "systolic.high"), (raised, "diastolic.high")]
    made = Numbered()
    alarm: list[Entry] = [
        made.take(AlarmChange, minute * MINUTE, step=step, rule=rule, priority=Priority.HIGH)
        for minute, (step, rule) in enumerate([*steps, (AlarmStep.CLEARED, "systolic.high")])
    ]
    found = told(whole(history=History(start(), alarm)))
    (one,) = (one for one in of(found, "Observation") if "alarm." in str(one["code"]))
    rules = [part for part in one["component"] if "alarm.rule" in codes(part["code"])]
    assert [codes(part["valueCodeableConcept"]) for part in rules] == [
        ["alarm.systolic.high"],
        ["alarm.diastolic.high"],
    ]
    assert one["effectivePeriod"]["start"] == "2026-03-01T14:01:00.000+00:00"


def test_what_harmed(everything: list[Resource]) -> None:
    events = [codes(one["event"])[-1] for one in of(everything, "AdverseEvent")]
    assert events == ["vomiting", "desaturation", "infusion_stopped"]


def test_a_signature_has_its_meaning_its_name_and_its_time(everything: list[Resource]) -> None:
    (signed,) = of(everything, "Provenance")
    (signature,) = signed["signature"]
    assert [coding["code"] for coding in signature["type"]][-1] == "signature.nurse_completed"
    assert (signature["who"], signature["when"]) == (
        {"display": "Adeyemi"},
        "2026-03-01T14:41:00.000+00:00",
    )


def test_a_note_keeps_its_words(everything: list[Resource]) -> None:
    (note,) = of(everything, "Observation", "note")
    words = "a|b^c&d~e\\f <b>\"'</b> \\E\\\r\nMSH|^~\\&|x\n��\u2028ü�"
    assert note["valueString"] == words
    assert len(words) == len(HOSTILE)


def test_only_a_patients_session_is_no_test_data() -> None:
    for kind in SessionKind:
        made = whole(history=replace(history(), start=start(kind)))
        assert (b"HTEST" in EXPORT.write(made)) == (kind is not SessionKind.PATIENT)


def test_the_same_session_gives_the_same_bytes() -> None:
    assert EXPORT.write(whole()) == EXPORT.write(whole())


def test_a_wrong_code_map_is_a_sentence() -> None:
    with pytest.raises(ProfileError):
        EXPORT.write(whole(codes="[spo2"))


def test_without_its_code_in_the_clinics_map_no_profile_is_claimed() -> None:
    made = whole(codes='[spo2]\ntext = "Saturation"')
    assert b"oxygensat" not in EXPORT.write(made)


# --- de-identified --------------------------------------------------------------------------------


def test_nobody_is_to_be_recognised() -> None:
    data = EXPORT.write(spared(planted())).decode()
    assert [kind for kind, text in IDENTIFIERS.items() if text in data] == []
    whole_ = EXPORT.write(spared(whole())).decode()
    for text in ("004-1182", "O'Sample", "Adeyemi", "LOT 7", "digest", "1980", "2026-", '"4"'):
        assert text not in whole_


def test_times_are_the_year_and_seconds_from_the_pumps_start() -> None:
    patient, visit, *_ = told(spared(whole()))
    assert patient["identifier"] == [{"system": "urn:dripwatch:subject", "value": "somebody"}]
    assert patient["extension"] == [{"url": "urn:dripwatch:age", "valueString": "46"}]
    assert visit["period"]["start"] == "2026"
    (extension,) = visit["period"]["_start"]["extension"]
    assert extension == {"url": "urn:dripwatch:seconds-from-start", "valueDecimal": -120}


def test_where_not_even_the_year_is_known_the_seconds_are_left() -> None:
    _, visit, *_ = told(spared(whole(history=replace(history(), start=replace(start(), at=None)))))
    assert visit["period"].keys() == {"_start", "_end"}


@pytest.mark.parametrize(
    ("stops", "status", "harms"),
    [
        (["finished"], "completed", 0),
        (["blood_pressure", "finished"], "completed", 1),
        (["blood_pressure"], "stopped", 1),
    ],
)
def test_a_pump_that_ran_to_its_end_was_not_stopped(
    stops: list[str], status: str, harms: int
) -> None:
    """Also where somebody had stopped it before, and started it again."""
    made = Numbered()
    entries: list[Entry] = []
    for minute, reason in zip((10, 30), stops, strict=False):
        started = {"step": PumpStep.STARTED, "mg_per_h": 54.0}
        stopped = {"step": PumpStep.STOPPED, "reason": reason}
        entries.append(made.take(InfusionChange, minute * 60_000, **started))
        entries.append(made.take(InfusionChange, (minute + 10) * 60_000, **stopped))
    small = extract()
    small.history.entries[:] = entries
    resources = told(small)
    assert of(resources, "Procedure")[0]["status"] == status
    assert len(of(resources, "AdverseEvent")) == harms
