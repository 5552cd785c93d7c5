"""What became of an entry, as FHIR's status: withdrawn, rejected, doubted, put right, or final."""

from monitor.events import Correction, CuffReading, CuffStatus, Entry, Verdict
from monitor.exports._fhir_bundle import Told
from monitor.extract import Extract


class Standings:
    """What corrections and judgements left of each entry.

    A withdrawn or rejected value stays in the bundle, as one entered in error; a suspect one, and
    one that its device itself doubted, is preliminary: nobody has confirmed it.
    """

    def __init__(self, extract: Extract) -> None:
        made = [entry for entry in extract.history.entries if isinstance(entry, Correction)]
        self._gone = {entry.of: entry for entry in made}
        self._instead = {entry.replaced_by for entry in made if entry.replaced_by is not None}
        self._doubts = extract.doubts

    def withdrawn(self, entry: Entry) -> bool:
        """Whether it was corrected away."""
        return entry.seq in self._gone

    def status(self, entry: Entry) -> str:
        """Return an Observation's status."""
        doubt = self._doubts.get(entry.seq or 0)
        if self.withdrawn(entry) or (doubt and doubt.verdict is Verdict.REJECTED):
            return "entered-in-error"
        if doubt or (isinstance(entry, CuffReading) and entry.status is not CuffStatus.OK):
            return "preliminary"
        return "amended" if entry.seq in self._instead else "final"

    def notes(self, entry: Entry) -> list[Told]:
        """Say why, where it is not simply final."""
        said = []
        doubt = self._doubts.get(entry.seq or 0)
        if doubt:
            reasons = (doubt.rule or "by a person", doubt.reason)
            said.append(f"{doubt.verdict}: {', '.join(filter(None, reasons))}")
        if entry.seq in self._gone:
            said.append(f"withdrawn: {self._gone[entry.seq].reason}")
        return [{"text": text} for text in said]
