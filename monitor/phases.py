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

BY_PUMP: dict[tuple[Phase, PumpStep | None], Phase] = {
    (Phase.BASELINE, PumpStep.STARTED): Phase.INFUSION,
    (Phase.BASELINE, PumpStep.PAUSED): Phase.INFUSION,
    (Phase.INFUSION, PumpStep.STOPPED): Phase.RECOVERY,
    (Phase.RECOVERY, PumpStep.STARTED): Phase.INFUSION,
    (Phase.RECOVERY, PumpStep.PAUSED): Phase.INFUSION,
}
"""The phase that follows from how the pump stands after a pump event."""

SLIPS: frozenset[tuple[Phase, PumpStep | None]] = frozenset(
    {
        (Phase.INFUSION, None),
        (Phase.INFUSION, PumpStep.STOPPED),
        (Phase.RECOVERY, None),
        (Phase.RECOVERY, PumpStep.STARTED),
        (Phase.RECOVERY, PumpStep.PAUSED),
    }
)
"""A phase and a pump that cannot be: after a pump event is corrected, its phase goes with it."""
