"""A FHIR R4 bundle as it grows: ids, references, times, codes. What is told in it lives elsewhere.

Every function here that returns a dict returns a part of a resource, to be unpacked into it.
"""

import math
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from monitor.events import SessionKind
from monitor.exports._codes import LOCAL, Codes, codes
from monitor.extract import Extract

Told = dict[str, Any]
"""A resource, or a part of one, as JSON has it."""

SECONDS = "urn:dripwatch:seconds-from-start"
"""Extension of every time that is relative: seconds after the pump's first start, else after the
session's; negative before it."""

SYSTEMS = {
    "loinc": "http://loinc.org",
    "mdc": "urn:iso:std:iso:11073:10101",
    "snomed": "http://snomed.info/sct",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "atc": "http://www.whocc.no/atc",
    "astm": "urn:iso-astm:E1762-95:2013",
}
UCUM = "http://unitsofmeasure.org"
TERMS = "http://terminology.hl7.org/CodeSystem"

TEST_DATA = {"system": f"{TERMS}/v3-ActReason", "code": "HTEST", "display": "test health data"}
"""What marks the bundle of a demo or of training, so that nobody files it with a patient."""


class Bundle:
    """The resources of one session. The same session gives the same ids each time."""

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self.codes: Codes = codes(extract.codes)
        self._resources: dict[str, Told] = {}

    def add(self, kind: str, key: str, told: Told) -> Told:
        """Add a resource, or leave it where it is there already; return a reference to it.

        key: unlike any other of its kind in the session. None and empty parts are left out.
        """
        url = self._url(kind, key)
        if url not in self._resources:
            named = {"resourceType": kind, "id": url.rpartition(":")[2]}
            self._resources[url] = cleaned(named | told)
        return {"reference": url}

    def reference(self, kind: str, key: str) -> Told:
        """Return a reference to a resource that is, or will be, added."""
        return {"reference": self._url(kind, key)}

    def _url(self, kind: str, key: str) -> str:
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self.extract.start.uid}/{kind}/{key}')}"

    def whole(self) -> Told:
        """Return the bundle. It has no time of its own, so that exported twice it is the same."""
        entries = [{"fullUrl": url, "resource": told} for url, told in self._resources.items()]
        trial = self.extract.start.kind is not SessionKind.PATIENT
        tags = {"meta": {"tag": [TEST_DATA]}} if trial else {}
        return {"resourceType": "Bundle", **tags, "type": "collection", "entry": entries}

    # --- what most resources begin with -------------------------------------------------------

    @property
    def about(self) -> Told:
        """Whom and which session it is about."""
        return {
            "subject": self.reference("Patient", "patient"),
            "encounter": self.reference("Encounter", "session"),
        }

    def device(self, name: str | None, kind: str = "") -> Told | None:
        """Return a reference to a device by its model's name, None where there is none.

        kind: the concept of what it is, where that is known at the first mention of it.
        """
        if name is None:
            return None
        told = {
            "deviceName": [{"name": name, "type": "model-name"}],
            "type": self.concept(kind) if kind else None,
            **self.patient,
        }
        return self.add("Device", name, told)

    @property
    def patient(self) -> Told:
        """Whom it is about, for resources that call it so."""
        return {"patient": self.reference("Patient", "patient")}

    # --- times ---------------------------------------------------------------------------------

    def time(self, name: str, t_ms: int) -> Told:
        """Return a dateTime; where the extract has no wall times the year, and the seconds."""
        at = self.extract.at(t_ms)
        if at is not None:
            return {name: at.isoformat(timespec="milliseconds")}
        year = self.extract.year
        return {name: None if year is None else f"{year:04d}"} | self._relative(name, t_ms)

    def instant(self, name: str, t_ms: int) -> Told:
        """Return an instant, which has no precision of a year: then the seconds stand alone."""
        at = self.extract.at(t_ms)
        return {name: at.isoformat(timespec="milliseconds")} if at else self._relative(name, t_ms)

    def period(self, start_ms: int, end_ms: int | None) -> Told:
        """Return a Period; end_ms None: it goes on."""
        end = {} if end_ms is None else self.time("end", end_ms)
        return self.time("start", start_ms) | end

    def _relative(self, name: str, t_ms: int) -> Told:
        seconds = (t_ms - self.extract.zero_ms) / 1000
        return {f"_{name}": {"extension": [{"url": SECONDS, "valueDecimal": seconds}]}}

    # --- codes ---------------------------------------------------------------------------------

    def concept(self, name: str, text: str = "") -> Told:
        """Return a CodeableConcept: the codes that were verified, then our own."""
        known = [
            {"system": SYSTEMS[one.system], "code": one.code, "display": one.display}
            for one in self.codes.known(name)
        ]
        text = text or self.codes.concept(name).text
        return {"coding": [*known, {"system": LOCAL, "code": name}], "text": text}


def coded(system: str, code: str) -> Told:
    """Return a CodeableConcept of one of HL7's own code systems."""
    return {"coding": [{"system": f"{TERMS}/{system}", "code": code}]}


def quantity(value: float, unit: str | None) -> Told:
    """Return a Quantity; unit: in UCUM, None where the value has none."""
    coding = {"unit": unit, "system": UCUM, "code": unit} if unit else {}
    return {"value": round(value, 3), **coding}


def measured(value: float | None, unit: str, why: str) -> Told:
    """Return a value, or why there is none (a code of data-absent-reason)."""
    if value is None or not math.isfinite(value):
        return {"dataAbsentReason": coded("data-absent-reason", why)}
    return {"valueQuantity": quantity(value, unit)}


def named(person: str | None) -> Told | None:
    """Return a reference that is a printed name: Dripwatch knows no more of a person."""
    return {"display": person} if person else None


EMPTY: tuple[object, ...] = (None, "", [], {})


def cleaned(told: Any) -> Any:  # noqa: ANN401 - whatever JSON can be
    """Return it as FHIR may have it: no empty parts, no control characters, nothing infinite."""
    match told:
        case dict():
            kept = {name: cleaned(part) for name, part in told.items()}
            return {name: part for name, part in kept.items() if part not in EMPTY}
        case list():
            return [part for part in map(cleaned, told) if part not in EMPTY]
        case str():
            return "".join(map(_printable, told)).strip()
        case float() if not math.isfinite(told):
            return None
        case float() if told.is_integer():
            return int(told)
    return told


def _printable(letter: str) -> str:
    # Half of a surrogate pair is no character, and UTF-8 has no bytes for it.
    control = letter < " " and letter not in "\t\r\n"
    return "\N{REPLACEMENT CHARACTER}" if control or "\ud800" <= letter <= "\udfff" else letter
