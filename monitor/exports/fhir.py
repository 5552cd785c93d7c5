"""FHIR R4: one session as a Bundle of type collection, in JSON (clinical table 4.4).

What stands in it and what does not is decided in `_fhir_*.py`; HL7's documentation of R4 (4.0.1) is
the source of every element's name.
"""

import json

from monitor.exporting import Export
from monitor.exports._fhir_bundle import Bundle
from monitor.exports._fhir_drugs import drugs
from monitor.exports._fhir_seen import adverse_events, alarms, seen
from monitor.exports._fhir_session import session, signatures
from monitor.exports._fhir_vitals import vitals
from monitor.extract import Extract


def write(extract: Extract) -> bytes:
    """Return the bundle as UTF-8. The same session gives the same bytes.

    ProfileError: the clinic's own codes are no TOML, or have wrong fields.
    """
    bundle = Bundle(extract)
    for add in (session, vitals, drugs, seen, alarms, adverse_events, signatures):
        add(bundle)
    text = json.dumps(bundle.whole(), ensure_ascii=False, allow_nan=False, indent=1)
    return text.encode()


EXPORT = Export(".json", write)
