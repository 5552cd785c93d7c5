"""What was given as FHIR R4: a MedicationAdministration per pump segment, bolus, spray and drug.

What a pump gave is arithmetic on its events, as everywhere in Dripwatch: no pump is read.
"""

from monitor.events import Entry, InfusionChange, MedicationGiven, PumpStep, SprayUsed
from monitor.exports._fhir_bundle import Bundle, Told, coded, named, quantity
from monitor.exports._fhir_session import early_stops
from monitor.exports._fhir_status import Standings
from monitor.infusion import Stretch

UNITS = {
    "mg": "mg",
    "g": "g",
    "ug": "ug",
    "µg": "ug",
    "μg": "ug",
    "mcg": "ug",
    "mL": "mL",
    "ml": "mL",
}
"""A unit as it is typed -> in UCUM. Another is told as text."""


def drugs(bundle: Bundle) -> None:
    """Add everything that was given, entries withdrawn too."""
    for stretch in bundle.extract.infusion.stretches(_end_ms(bundle)):
        if not stretch.paused:
            _segment(bundle, stretch)
    standings = Standings(bundle.extract)
    for entry in bundle.extract.history.entries:
        what = _what(bundle, entry)
        if what:
            told = _entered(bundle, entry, standings) | what
            bundle.add("MedicationAdministration", str(entry.seq), told)


def _what(bundle: Bundle, entry: Entry) -> Told | None:
    """Return the drug, its dose and why it was given; None: the entry gave none."""
    match entry:
        case InfusionChange(step=PumpStep.BOLUS):
            return _medicine(bundle, None) | _dose(entry.mg, "mg", "IV") | _why(entry.reason)
        case SprayUsed():
            return _spray(bundle, entry) | _dose(entry.mg, "mg", "nasal")
        case MedicationGiven():
            dose = _dose(entry.dose, entry.unit, entry.route)
            return _medicine(bundle, entry.drug) | dose | _why(entry.reason)
    return None


def _why(reason: str | None) -> Told:
    return {"reasonCode": [{"text": reason}]}


def _entered(bundle: Bundle, entry: Entry, standings: Standings) -> Told:
    status = "entered-in-error" if standings.withdrawn(entry) else "completed"
    return _given(bundle, status) | {
        **bundle.time("effectiveDateTime", entry.t_ms),
        "performer": [{"actor": named(entry.by)}],
        "note": standings.notes(entry),
    }


def _end_ms(bundle: Bundle) -> int:
    ended_ms = bundle.extract.ended_ms
    return bundle.extract.history.last_ms if ended_ms is None else ended_ms


def _given(bundle: Bundle, status: str) -> Told:
    return {
        "partOf": [bundle.reference("Procedure", "session")],
        "status": status,
        "subject": bundle.about["subject"],
        "context": bundle.about["encounter"],
    }


def _segment(bundle: Bundle, stretch: Stretch) -> None:
    """Add a stretch at one rate. While it still runs, what it will have given is not known."""
    status = _status(bundle, stretch)
    goes_on = status == "in-progress"
    dosage = {
        "route": {"text": "IV"},
        "dose": None if goes_on or stretch.mg is None else quantity(stretch.mg, "mg"),
        "rateQuantity": None if stretch.mg_per_h is None else quantity(stretch.mg_per_h, "mg/h"),
    }
    told = _given(bundle, status) | {
        **_medicine(bundle, None),
        "effectivePeriod": bundle.period(stretch.start_ms, None if goes_on else stretch.end_ms),
        "device": [bundle.add("Device", "device.pump", _pump(bundle))],
        "dosage": dosage,
    }
    bundle.add("MedicationAdministration", f"pump/{stretch.start_ms}", told)


def _status(bundle: Bundle, stretch: Stretch) -> str:
    infusion = bundle.extract.infusion
    is_last = stretch.end_ms == _end_ms(bundle)
    if bundle.extract.ended_ms is None and infusion.running and is_last:
        return "in-progress"
    if bundle.extract.ended_ms is None and infusion.paused_ms == stretch.end_ms:
        return "on-hold"
    early = any(stop.t_ms == stretch.end_ms for stop in early_stops(bundle.extract))
    return "stopped" if early else "completed"


def _pump(bundle: Bundle) -> Told:
    return {"type": bundle.concept("device.pump"), **bundle.patient}


def _medicine(bundle: Bundle, drug: str | None) -> Told:
    """Return a drug by its name; None: the one that was planned."""
    plan = bundle.extract.infusion.plan
    name = drug or (plan.drug if plan else None)
    if name is None:
        unknown = coded("data-absent-reason", "unknown") | {"text": "Drug not recorded"}
        return {"medicationCodeableConcept": unknown}
    code = f"drug.{name.lower()}"
    known = code in bundle.codes.concepts
    return {"medicationCodeableConcept": bundle.concept(code, name) if known else {"text": name}}


def _spray(bundle: Bundle, spray: SprayUsed) -> Told:
    """Return the drug of a spray, with its lot where that was recorded."""
    medicine = _medicine(bundle, None)
    if spray.lot is None:
        return medicine
    lot = {
        "resourceType": "Medication",
        "id": "lot",
        "code": medicine["medicationCodeableConcept"],
        "batch": {"lotNumber": spray.lot},
    }
    return {"contained": [lot], "medicationReference": {"reference": "#lot"}}


def _dose(amount: float | None, unit: str | None, route: str | None) -> Told:
    if amount is None:
        # FHIR knows no dosage without an amount.
        return {}
    ucum = UNITS.get(unit or "")
    dose = quantity(amount, ucum) | ({} if ucum else {"unit": unit})
    return {"dosage": {"route": {"text": route}, "dose": dose}}
