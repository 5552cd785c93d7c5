"""Why somebody should look at a session: its sums against the clinic's settings. Pure, no words.

Worked out at the end and kept with the session, so that a list shows the reasons of that day.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from monitor.errors import ProfileError
from monitor.profile import parse
from monitor.settings import ReviewSettings
from monitor.summary import Summary

Value = float | str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason. `code` is one of CODES, `values` what its sentence is filled with.

    Minutes are after the drug began; None where a value is not known.
    """

    code: str
    values: dict[str, Value] = field(default_factory=dict)


CODES = (
    "not_summed",
    "alarm_high",
    "grave_sign",
    "unexpected",
    "alarm_medium",
    "stopped_early",
    "overrun",
    "pump_apart",
    "interrupted",
    "paused",
    "pressure_over",
    "spo2_low",
    "sedation_deep",
    "vomited",
    "nausea",
    "medication",
    "gap",
    "coverage",
    "corrected",
    "omitted",
    "overridden",
    "marks_open",
    "left_early",
    "unconfirmed",
)
"""Every reason there is, the worst first. not_summed: the sums were not made, so nobody can say."""


def findings(summary: Summary | None, settings: ReviewSettings) -> list[Finding]:
    """Return why to look at a session that has ended, the worst first; [] is clean.

    summary: None, or one of before the sums that this asks for, is a reason of its own.
    """
    if summary is None or summary.alarms_high is None:
        return [Finding("not_summed")]
    found = [
        # Settings that could not be read left out what they would have asked for.
        *([Finding("not_summed")] if summary.due_items is None else []),
        *_of_alarms(summary),
        *_of_the_drug(summary, settings),
        *_of_the_patient(summary, settings),
        *_of_the_record(summary, settings),
        *_of_care(summary, settings),
    ]
    return sorted(found, key=lambda one: CODES.index(one.code))


def settings_of(profile: str) -> ReviewSettings:
    """Return what the profile saved with a session sets; the defaults where it is unreadable."""
    try:
        return parse(profile).review
    except ProfileError:
        return ReviewSettings()


def to_text(found: list[Finding]) -> str:
    """Return findings as the record keeps them."""
    return json.dumps([[one.code, one.values] for one in found], ensure_ascii=False)


def from_text(text: str) -> list[Finding]:
    """Return findings as the record has them. ValueError, TypeError: they are not ours."""
    try:
        told = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise ValueError(f"no findings: {error}") from error
    return [Finding(str(code), dict(values)) for code, values in told]


def _of_alarms(told: Summary) -> Iterator[Finding]:
    for code, count in (("alarm_high", told.alarms_high), ("alarm_medium", told.alarms_medium)):
        if count:
            yield Finding(code, {"count": count, "unanswered": told.unanswered})


def _of_the_drug(told: Summary, settings: ReviewSettings) -> Iterator[Finding]:
    given, planned = told.dose_mg, told.planned_mg
    if given is not None and planned is not None:
        apart, dose = planned * settings.short_percent / 100, {"given": given, "planned": planned}
        if given < planned - apart:
            yield Finding("stopped_early", {**dose})
        if given > planned + apart:
            yield Finding("overrun", {**dose})
    if told.pump_apart:
        yield Finding("pump_apart", {"pump": told.pump_mg, "clock": given})
    if told.interruptions:
        yield Finding("interrupted", {"count": told.interruptions})
    if told.paused_s:
        yield Finding("paused", {"seconds": told.paused_s})
    if told.medications:
        yield Finding("medication", {"count": told.medications})


def _of_the_patient(told: Summary, settings: ReviewSettings) -> Iterator[Finding]:
    if told.grave_sign is not None:
        yield Finding("grave_sign", {"sign": told.grave_sign, "minute": told.grave_sign_min})
    if told.readings_over:
        count: dict[str, Value] = {"count": told.readings_over, "of": told.readings}
        yield Finding("pressure_over", {**count, **_peak(told)})
    if told.lowest_spo2 is not None and told.lowest_spo2 < settings.spo2_below:
        yield Finding("spo2_low", {"value": told.lowest_spo2, "minute": told.lowest_spo2_min})
    deepest = told.deepest_sedation
    if deepest is not None and deepest <= settings.sedation_at_most:
        yield Finding("sedation_deep", {"score": deepest, "minute": told.deepest_sedation_min})
    if told.vomits:
        yield Finding("vomited", {"count": told.vomits})
    if told.peak_nausea is not None and told.peak_nausea >= settings.nausea_at_least:
        yield Finding("nausea", {"score": told.peak_nausea, "minute": told.peak_nausea_min})


def _peak(told: Summary) -> dict[str, Value]:
    """The reading with the highest systolic; where another had a higher diastolic, that too."""
    peak = {"systolic": told.peak_systolic, "diastolic": told.diastolic_at_peak}
    own, highest = told.diastolic_at_peak, told.peak_diastolic
    if highest is None or highest == own:
        return {**peak, "minute": told.peak_systolic_min}
    higher = {"highest_diastolic": highest, "diastolic_minute": told.peak_diastolic_min}
    return {**peak, "minute": told.peak_systolic_min, **higher}


def _of_the_record(told: Summary, settings: ReviewSettings) -> Iterator[Finding]:
    if told.longest_gap_s is not None and told.longest_gap_s > settings.gap_s:
        yield Finding("gap", {"seconds": told.longest_gap_s, "cause": told.gap_cause})
    if told.coverage is not None and told.coverage * 100 < settings.coverage_percent:
        yield Finding("coverage", {"percent": told.coverage * 100})
    if told.late_corrections:
        yield Finding("corrected", {"count": told.late_corrections})


def _of_care(told: Summary, settings: ReviewSettings) -> Iterator[Finding]:
    if told.omitted is not None and told.omitted >= settings.omitted_at_least:
        yield Finding("omitted", {"count": told.omitted, "of": told.due_items})
    if told.unexpected:
        yield Finding("unexpected")
    if told.overrides:
        yield Finding("overridden", {"count": told.overrides})
    if told.open_marks:
        yield Finding("marks_open", {"count": told.open_marks})
    left, ready = told.left_min, told.ready_min
    if left is not None and (ready is None or left < ready):
        yield Finding("left_early", {"left": left, "ready": ready})
    if told.unconfirmed:
        yield Finding("unconfirmed", {"count": told.unconfirmed})
