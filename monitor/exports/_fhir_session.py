"""The session itself as FHIR R4: patient, encounter, procedure, devices, signatures."""

from datetime import date

from monitor.events import (
    DeviceInUse,
    InfusionChange,
    PumpStep,
    Signature,
    SprayUsed,
)
from monitor.exports._fhir_bundle import TERMS, Bundle, Told, named
from monitor.extract import Extract

AGE = "urn:dripwatch:age"
"""Extension of a patient without birth date: the age in whole years, from ninety on "90+"."""

DIGEST = "urn:dripwatch:digest"
"""Extension of a signature: the seal's digest of what was signed; `verify` compares it."""

FINISHED = "finished"
"""The reason of a pump's stop when all was given."""


def session(bundle: Bundle) -> None:
    """Add who it is about, what was done, and with what."""
    bundle.add("Patient", "patient", _patient(bundle.extract))
    bundle.add("Encounter", "session", _encounter(bundle))
    bundle.add("Procedure", "session", _procedure(bundle))
    for entry in bundle.extract.standing:
        if isinstance(entry, DeviceInUse) and entry.measures_cuff:
            bundle.device(entry.device, "device.cuff")


def _patient(extract: Extract) -> Told:
    start = extract.start
    if extract.deidentified:
        return {
            "extension": [{"url": AGE, "valueString": extract.age}] if extract.age else None,
            "identifier": [{"system": "urn:dripwatch:subject", "value": extract.subject}],
        }
    number = {"system": "urn:dripwatch:record-number", "value": start.record_number}
    return {
        "identifier": [number] if start.record_number else None,
        "name": [{"text": start.patient}] if start.patient else None,
        "birthDate": _day(start.birth_date),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _encounter(bundle: Bundle) -> Told:
    extract = bundle.extract
    room = extract.start.room
    return {
        "identifier": [{"system": "urn:dripwatch:session", "value": extract.start.uid}],
        "status": "in-progress" if extract.ended_ms is None else "finished",
        "class": {"system": f"{TERMS}/v3-ActCode", "code": "AMB", "display": "ambulatory"},
        "subject": bundle.reference("Patient", "patient"),
        "participant": [{"individual": named(extract.start.nurse)}],
        "period": bundle.period(0, extract.ended_ms),
        "location": [{"location": {"display": room}}] if room else None,
    }


def _procedure(bundle: Bundle) -> Told:
    return {
        "status": _status(bundle.extract),
        "code": bundle.concept("session"),
        **bundle.about,
        "performedPeriod": bundle.period(0, bundle.extract.ended_ms),
    }


def _status(extract: Extract) -> str:
    if extract.ended_ms is None:
        return "in-progress"
    sprayed = any(isinstance(entry, SprayUsed) for entry in extract.standing)
    if extract.infusion.started_ms is None and not sprayed:
        return "not-done"
    # A pump that was stopped and started again did not end so.
    return "stopped" if _moves(extract)[-1:] == early_stops(extract)[-1:] != [] else "completed"


def early_stops(extract: Extract) -> list[InfusionChange]:
    """The stops of the pump for a reason other than that all was given."""
    return [
        entry
        for entry in _moves(extract)
        if entry.step is PumpStep.STOPPED and entry.reason not in (None, FINISHED)
    ]


def _moves(extract: Extract) -> list[InfusionChange]:
    return [
        entry
        for entry in extract.standing
        if isinstance(entry, InfusionChange) and entry.step in (PumpStep.STARTED, PumpStep.STOPPED)
    ]


def signatures(bundle: Bundle) -> None:
    """Add a Provenance for each signature: what somebody said of the session, when, and who."""
    for entry in bundle.extract.standing:
        if isinstance(entry, Signature):
            bundle.add("Provenance", str(entry.seq), _provenance(bundle, entry))


def _provenance(bundle: Bundle, signature: Signature) -> Told:
    meaning = bundle.concept(f"signature.{signature.meaning}")
    who = named(signature.by) or {"display": "not recorded"}
    digest = None if bundle.extract.deidentified else signature.head
    return {
        "target": [
            bundle.reference("Encounter", "session"),
            bundle.reference("Procedure", "session"),
        ],
        **bundle.instant("recorded", signature.t_ms),
        "reason": [{"text": signature.comment}] if signature.comment else None,
        "activity": meaning,
        "agent": [{"who": who}],
        "signature": [
            {
                "extension": [{"url": DIGEST, "valueString": digest}] if digest else None,
                "type": meaning["coding"],
                **bundle.instant("when", signature.t_ms),
                "who": who,
            }
        ],
    }
