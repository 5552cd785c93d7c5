"""What a finished session comes to. Pure: from a History, with corrections applied.

How each figure is found is in monitor/sums/, a file for each kind; here is what they are.
"""

import msgspec

from monitor.history import History


class Summary(msgspec.Struct, frozen=True):
    """The columns of `sessions` that are written at the end; None where there was nothing.

    Sessions of before a figure came have None there, counts too. Pressures are mmHg of readings
    that nothing speaks against, rates bpm, SpO2 %. The highest, lowest and worst are those since
    the drug began, where it did; of equal ones the first. peak_rate: a raw second or a typed value.
    lowest_spo2: typed, or what three measured seconds in a row were at or below, none of them while
    the cuff squeezed the probe's arm.
    diastolic_at_peak: of the reading that had peak_systolic; peak_diastolic may be another's.

    …_min: whole minutes after the pump's first start or the first spray, negative before it, None
    without either. infusion_min: how many minutes the pump was under way, pauses with it, which are
    paused_s. interruptions: how often it was stopped and then started again.
    at40_…: the reading nearest the first minute that the profile keeps, 40 as shipped, none
    further from it than the profile's window. final_…: the last.
    deepest_sedation: the lowest score. recovered_min: from when on dissociation was rated as before
    the drug, or 0, for good; None where it never rose or was not rated so again.
    vomits: how often, without retching. medications: drugs given beside the infusion.
    dose_mg: by the clock, or what the sprays held. pump_mg: by the volume read off the pump.
    pump_apart: 1 where those two differ so much that it should be explained.
    unexpected: the answer to "Anything unexpected?", 1 or 0; None where nobody gave one.
    grave_sign: the first sign of "Also seen" that calls for the protocol, by its item.
    alarms_…: raised ones about the patient; unanswered: nobody acknowledged them; …_answer_s: from
    the first raise to the acknowledgement, of those that were answered.
    cuffs: every inflation that was recorded and not withdrawn, failed ones too. readings: those
    with a pressure that counts; readings_over: of them at or above an upper limit in force then.
    coverage: the share of the seconds until the patient left in which anything was measured; None,
    as the longest gap, where no device was in use. gap_cause: one of monitor.sums.vitals.CAUSES.
    due_items: moments of the schedule that came; done_items: with a value; omitted: with neither a
    value nor "not needed" nor "not woken". overrides: criteria accepted with a reason.
    late_corrections: of the corrections those that were no second thought. open_marks: not
    described. unconfirmed: entries that nobody has stood for with a PIN.
    """

    baseline_systolic: float | None = None
    baseline_diastolic: float | None = None
    baseline_rate: float | None = None
    baseline_spo2: float | None = None
    peak_systolic: float | None = None
    peak_systolic_min: float | None = None
    peak_diastolic: float | None = None
    peak_diastolic_min: float | None = None
    diastolic_at_peak: float | None = None
    peak_rate: float | None = None
    peak_rate_min: int | None = None
    lowest_spo2: float | None = None
    lowest_spo2_min: int | None = None
    at40_systolic: float | None = None
    at40_diastolic: float | None = None
    final_systolic: float | None = None
    final_diastolic: float | None = None
    deepest_sedation: float | None = None
    deepest_sedation_min: int | None = None
    peak_dissociation: float | None = None
    peak_dissociation_min: int | None = None
    recovered_min: int | None = None
    peak_nausea: float | None = None
    peak_nausea_min: int | None = None
    vomits: int | None = None
    grave_sign: str | None = None
    grave_sign_min: int | None = None
    medications: int | None = None
    dose_mg: float | None = None
    planned_mg: float | None = None
    pump_mg: float | None = None
    wasted_mg: float | None = None
    infusion_min: float | None = None
    paused_s: float | None = None
    interruptions: int | None = None
    pump_apart: int | None = None
    ready_min: int | None = None
    left_min: int | None = None
    alarms_high: int | None = None
    alarms_medium: int | None = None
    unanswered: int | None = None
    slowest_answer_s: float | None = None
    median_answer_s: float | None = None
    coverage: float | None = None
    longest_gap_s: float | None = None
    gap_cause: str | None = None
    cuffs: int = 0
    readings: int | None = None
    readings_over: int | None = None
    due_items: int | None = None
    done_items: int | None = None
    omitted: int | None = None
    overrides: int | None = None
    corrections: int = 0
    late_corrections: int | None = None
    open_marks: int | None = None
    unconfirmed: int | None = None
    unexpected: int | None = None


def summary(history: History, end_ms: int) -> Summary:
    """Sum up a session that ended at `end_ms`, or what it has come to by then."""
    # A list of sessions reads sums and makes none: it need not wait for the whole session to load.
    from monitor.sums import alarms, care, drug, pressures, ratings, vitals
    from monitor.sums.facts import Facts

    facts = Facts(history, end_ms)
    parts = (pressures, vitals, ratings, drug, alarms, care)
    return Summary(**{name: v for part in parts for name, v in part.sums(facts).items()})


def rise(peak_systolic: float | None, baseline_systolic: float | None) -> float | None:
    """Return how far the highest systolic was above the baseline, in mmHg; None without either."""
    if peak_systolic is None or baseline_systolic is None:
        return None
    return peak_systolic - baseline_systolic
