"""HL7 v2.6: what was measured and seen of one session, as a batch file of ORU^R01 messages.

In the shape of IHE PCD-01 (clinical table 4.5): one message per minute of vitals, per cuff, per
entry of typed vitals, per rating and per note, in the order of time. Never PCD-04: an alarm that is
sent on would be somebody's duty to answer. No drugs: they are no results, and FHIR tells them.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from monitor.events import SessionKind
from monitor.exporting import Export
from monitor.exports._codes import Codes, codes
from monitor.exports._hl7_lines import END, field, moment, segment
from monitor.exports._hl7_results import Message, Result, messages
from monitor.extract import Extract

APPLICATION = "DRIPWATCH"
PROFILE = field("IHE_PCD_001", "IHE PCD", "1.3.6.1.4.1.19376.1.6.1.1.1", "ISO")
ASSIGNED = {"loinc": "LN", "mdc": "MDC", "snomed": "SCT"}
"""A code system's name in HL7's table 0396."""

LOCAL = "99DRW"
"""Our own code system: that table leaves 99 and what follows it to whoever needs one."""


def write(extract: Extract) -> bytes:
    """Return the batch file as UTF-8. The same session gives the same bytes.

    ProfileError: the clinic's own codes are no TOML, or have wrong fields.
    """
    found = messages(extract)
    session = _Session(extract)
    lines = [line for number, one in enumerate(found, 1) for line in session.tell(one, number)]
    whole = [
        segment("FHS", {3: APPLICATION}),
        segment("BHS", {3: APPLICATION}),
        *lines,
        segment("BTS", {1: str(len(found))}),
        segment("FTS", {1: "1"}),
    ]
    return "".join(line + END for line in whole).encode()


class _Session:
    """Tells the messages of one session; patient and visit are the same in each."""

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        self._codes: Codes = codes(extract.codes)
        self._id = uuid5(NAMESPACE_URL, extract.start.uid).hex[:12]

    def tell(self, message: Message, number: int) -> Iterator[str]:
        """Yield the segments of one message."""
        control = f"{self._id}-{number}"
        yield self._header(message.t_ms, control)
        yield self._patient()
        yield self._visit()
        yield self._request(message.t_ms, control)
        for place, result in enumerate([*self._seconds(message.t_ms), *message.results], 1):
            yield self._result(result, place)
            if result.note:
                yield segment("NTE", {1: "1", 3: field(result.note)})

    def _header(self, t_ms: int, control: str) -> str:
        patient = self._extract.start.kind is SessionKind.PATIENT
        return segment(
            "MSH",
            {
                3: APPLICATION,
                7: self._time(t_ms),
                9: field("ORU", "R01", "ORU_R01"),
                10: control,
                11: "P" if patient else "T",
                12: "2.6",
                15: "NE",
                16: "AL",
                18: "UNICODE UTF-8",
                21: PROFILE,
            },
        )

    def _patient(self) -> str:
        extract, start = self._extract, self._extract.start
        if extract.deidentified:
            pseudonym = field("", "", "", "", "", "", "S")
            return segment(
                "PID", {3: field(extract.subject, "", "", APPLICATION, "PI"), 5: pseudonym}
            )
        number = start.record_number
        name = start.patient
        return segment(
            "PID",
            {
                3: field(number, "", "", "", "MR") if number else "",
                5: field(name, "", "", "", "", "", "L") if name else "",
                7: f"{start.birth_date:%Y%m%d}" if start.birth_date else "",
            },
        )

    def _visit(self) -> str:
        start = self._extract.start
        return segment("PV1", {1: "1", 2: "O", 3: field(start.room), 19: field(start.uid)})

    def _request(self, t_ms: int, control: str) -> str:
        what, order = self._coded("monitoring", ""), field(control, APPLICATION)
        return segment("OBR", {1: "1", 2: order, 3: order, 4: what, 7: self._time(t_ms)})

    def _result(self, result: Result, place: int) -> str:
        # OBX-18 is there to tell one machine from another: an identifier, and the clinic's.
        device = None if self._extract.deidentified else result.device
        return segment(
            "OBX",
            {
                1: str(place),
                2: result.kind if result.value else "",
                3: self._coded(result.name, result.text),
                4: result.sub,
                5: result.value,
                6: self._unit(result),
                11: result.status,
                14: self._time(result.t_ms),
                16: field("", result.by) if result.by else "",
                18: field(device, APPLICATION) if device else "",
            },
        )

    def _seconds(self, t_ms: int) -> Iterator[Result]:
        """Tell when a message begins where no wall time says it."""
        if self._extract.deidentified:
            seconds = (t_ms - self._extract.zero_ms) / 1000
            yield Result("seconds_from_start", "0.0.0.1", t_ms, f"{seconds:.3f}", unit="s")

    def _time(self, t_ms: int) -> str:
        at = self._extract.at(t_ms)
        if at is not None:
            return moment(at)
        year = self._extract.year
        return "" if year is None else f"{year:04d}"

    def _coded(self, name: str, text: str) -> str:
        """Return a code of the MDC where it has one, of SNOMED CT, else our own."""
        known = self._codes.known(name)
        found = self._codes.mdc(name) or next(
            (one for one in known if one.system == "snomed"), None
        )
        if found:
            return field(found.code, found.display, ASSIGNED[found.system])
        return field(name, text or self._codes.concept(name).text, LOCAL)

    def _unit(self, result: Result) -> str:
        if not result.unit:
            return ""
        unit = self._codes.unit(result.name)
        if unit:
            return field(unit.code, unit.display, ASSIGNED[unit.system])
        return field(result.unit, result.unit, "UCUM")


EXPORT = Export(".hl7", write)
