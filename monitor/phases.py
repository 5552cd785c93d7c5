"""Which phase may follow which, as a table. A phase never follows from the time of day."""

from monitor.events import Phase, PumpStep

FOLLOWS: dict[Phase, frozenset[Phase]] = {
    Phase.PREP: frozenset({Phase.BASELINE}),
    Phase.BASELINE: frozenset({Phase.INFUSION, Phase.CLOSED}),
    Phase.INFUSION: frozenset({Phase.RECOVERY}),
    Phase.RECOVERY: frozenset({Phase.INFUSION, Phase.DISCHARGE, Phase.CLOSED}),
    Phase.DISCHARGE: frozenset({Phase.RECOVERY, Phase.CLOSED}),
    Phase.CLOSED: frozenset(),
}

BY_PUMP: dict[tuple[Phase, PumpStep], Phase] = {
    (Phase.BASELINE, PumpStep.STARTED): Phase.INFUSION,
    (Phase.INFUSION, PumpStep.STOPPED): Phase.RECOVERY,
    (Phase.RECOVERY, PumpStep.STARTED): Phase.INFUSION,
}
"""The phases that a pump event brings with it."""
