"""What the infusion lane says of entries: why it paused, what else was given. No painting."""

from monitor.events import Entry, InfusionChange, MedicationGiven, PumpStep
from monitor.infusion import Stretch
from ui.words import WORDS, number, say


def pause_words(pause: InfusionChange) -> str:
    """Why the pump paused, as far as a reason is known."""
    if f"reason.{pause.reason}" not in WORDS:
        return say("chart.paused")
    return say("chart.paused.reason", reason=say(f"reason.{pause.reason}"))


def rate_words(stretch: Stretch) -> str:
    """How fast it ran, or that nobody told; a pause has no rate to say."""
    if stretch.mg_per_h is None:
        return say("chart.no_rate")
    return say("chart.rate", mg_per_h=number(round(stretch.mg_per_h, 1)))


def given_words(entry: Entry) -> str:
    """What a triangle stands for; nothing for any other entry."""
    if isinstance(entry, MedicationGiven):
        dose = [] if entry.dose is None else [number(entry.dose), entry.unit or ""]
        return " ".join([entry.drug, *dose]).strip()
    if not isinstance(entry, InfusionChange):
        return ""
    if entry.step is PumpStep.FLUSHED:
        return say("pump.flushed")
    if entry.step is not PumpStep.BOLUS:
        return ""
    return say("pump.bolus") + ("" if entry.mg is None else f" {mg_words(entry.mg)}")


def mg_words(mg: float) -> str:
    """Milligrams to a tenth."""
    return say("chart.mg", mg=number(round(mg, 1)))
