"""What was measured as FHIR R4: Observations of the vital signs profiles, and a series per vital.

A vital is told once a minute by a value that was measured (`_minutes.py`), and whole, every second
of it, as one series of sampled data.
"""

import math

from monitor.events import CuffReading, CuffSource, CuffStatus, Entry, ManualVitals
from monitor.exports._fhir_bundle import UCUM, Bundle, Told, coded, measured, named
from monitor.exports._fhir_status import Standings
from monitor.exports._minutes import minutes
from monitor.extract import UNITS, Extract
from monitor.vitals import Vital

PROFILES = "http://hl7.org/fhir/StructureDefinition"
SECOND_MS = 1000
NOT_MEASURED = "E"
"""What FHIR's sampled data has where nothing could be measured."""


def vitals(bundle: Bundle) -> None:
    """Add everything that was measured."""
    if bundle.extract.start.weight is not None:
        told = _sign(bundle, "weight") | bundle.time("effectiveDateTime", 0)
        weight = measured(bundle.extract.start.weight, "kg", "unknown")
        bundle.add("Observation", "weight", told | weight)
    _minutes(bundle)
    for vital in Vital:
        _series(bundle, vital)
    standings = Standings(bundle.extract)
    for entry in bundle.extract.history.entries:
        match entry:
            case CuffReading():
                _cuff(bundle, entry, standings)
            case ManualVitals():
                _typed(bundle, entry, standings)


def _sign(bundle: Bundle, name: str, status: str = "final") -> Told:
    """Begin a vital sign; name: of its concept."""
    return {
        "meta": _profile(bundle, name),
        "status": status,
        "category": [coded("observation-category", "vital-signs")],
        "code": bundle.concept(name),
        **bundle.about,
    }


def _profile(bundle: Bundle, name: str) -> Told | None:
    profile = bundle.codes.concept(name).profile
    # The profiles ask for times to the day at least, which a de-identified session has not.
    if not profile or bundle.extract.deidentified:
        return None
    return {"profile": [f"{PROFILES}/{profile}"]}


def _minutes(bundle: Bundle) -> None:
    for samples in minutes(bundle.extract):
        for sample in samples:
            told = _sign(bundle, sample.name) | {
                **bundle.time("effectiveDateTime", sample.t_ms),
                **measured(sample.value, sample.unit, "unknown"),
                "device": bundle.device(sample.device),
            }
            bundle.add("Observation", f"{sample.name}/{sample.t_ms}", told)


def _series(bundle: Bundle, vital: Vital) -> None:
    seconds = _seconds(bundle.extract, vital)
    if not seconds:
        return
    first, last = min(seconds), max(seconds)
    data = " ".join(seconds.get(second, NOT_MEASURED) for second in range(first, last + 1))
    told = {
        "status": "final",
        "category": [coded("observation-category", "vital-signs")],
        "code": bundle.concept(f"{vital}.series"),
        **bundle.about,
        "effectivePeriod": bundle.period(first * SECOND_MS, (last + 1) * SECOND_MS),
        "valueSampledData": {
            "origin": {"value": 0, "unit": UNITS[vital], "system": UCUM, "code": UNITS[vital]},
            "period": SECOND_MS,
            "dimensions": 1,
            "data": data,
        },
    }
    bundle.add("Observation", f"{vital}.series", told)


def _seconds(extract: Extract, vital: Vital) -> dict[int, str]:
    column = extract.history.columns[vital]
    return {
        t_ms // SECOND_MS: f"{value:g}"
        for t_ms, value in zip(extract.history.t_ms, column, strict=True)
        if not math.isnan(value)
    }


# --- entries -------------------------------------------------------------------------------------


def _entered(bundle: Bundle, name: str, entry: Entry, standings: Standings) -> Told:
    """Begin a vital sign that is an entry of its own."""
    return _sign(bundle, name, standings.status(entry)) | {
        **bundle.time("effectiveDateTime", entry.t_ms),
        "performer": [named(entry.by)],
        "note": standings.notes(entry),
    }


def _cuff(bundle: Bundle, cuff: CuffReading, standings: Standings) -> None:
    """Add an inflation: the pressures as one panel, and the pulse by itself."""
    told = _entered(bundle, "blood_pressure", cuff, standings) | {
        "device": bundle.device(cuff.device),
        "method": {"text": cuff.source} if cuff.source is CuffSource.MANUAL else None,
        "component": _pressures(bundle, cuff),
    }
    told["note"] = [*told["note"], *_of_cuff(cuff)]
    bundle.add("Observation", f"cuff/{cuff.seq}", told)
    if cuff.pulse is not None:
        pulse = _entered(bundle, "pulse", cuff, standings) | {
            "device": bundle.device(cuff.device),
            **measured(cuff.pulse, UNITS["pulse"], "error"),
        }
        bundle.add("Observation", f"cuff/{cuff.seq}/pulse", pulse)


def _pressures(bundle: Bundle, cuff: CuffReading) -> list[Told]:
    # The profile wants the first two, measured or not; a mean that nobody tried for is no gap.
    names = ("systolic", "diastolic") if cuff.mean is None else ("systolic", "diastolic", "mean")
    why = "not-performed" if cuff.status is CuffStatus.CANCELLED else "error"
    return [
        {"code": bundle.concept(name), **measured(getattr(cuff, name), UNITS[name], why)}
        for name in names
    ]


def _of_cuff(cuff: CuffReading) -> list[Told]:
    told = (
        (cuff.status is not CuffStatus.OK, cuff.status),
        (cuff.standing, "standing"),
    )
    return [{"text": text} for is_so, text in told if is_so]


def _typed(bundle: Bundle, typed: ManualVitals, standings: Standings) -> None:
    for vital in Vital:
        value = getattr(typed, vital)
        if value is not None:
            told = _entered(bundle, vital, typed, standings) | {
                **measured(value, UNITS[vital], "unknown"),
                "method": {"text": CuffSource.MANUAL},
            }
            bundle.add("Observation", f"typed/{typed.seq}/{vital}", told)
