"""What an entry says in words: on the undo bar, in the table of a review, on paper."""

from collections.abc import Callable
from typing import Any

from monitor.events import (
    AlarmChange,
    AlarmStep,
    AudioPause,
    Baseline,
    Check,
    ClockStep,
    Correction,
    Criterion,
    CuffChange,
    CuffCommand,
    CuffReading,
    CuffRequest,
    CuffStatus,
    CuffWish,
    DeviceInUse,
    DosePlan,
    DrugWasted,
    DueAnswer,
    Entry,
    HandOver,
    InfusionChange,
    Judgement,
    Leaving,
    LimitChange,
    LinkChange,
    ManualVitals,
    Mark,
    MedicationGiven,
    Note,
    Observation,
    PersonChange,
    PhaseChange,
    PowerChange,
    ProbeChange,
    Signature,
    SourceChange,
    SprayUsed,
    Trouble,
    TroubleChange,
)
from monitor.settings import CHECKED
from monitor.vitals import Vital
from ui.alarm_texts import text
from ui.device_words import device_title
from ui.pressure_words import judgement_words
from ui.scale_words import observation_words, spoken_scales
from ui.words import decimal, inside, number, say, span


def describe(entry: Entry) -> str:
    """Return one line without time or author."""
    return _SAID[type(entry)](entry)


def _cuff(entry: CuffReading) -> str:
    if entry.systolic is None or entry.diastolic is None:
        return say("said.cuff_failed", status=say(f"status.{entry.status}"))
    values = f"{number(entry.systolic)}/{number(entry.diastolic)}"
    parts = [say(f"said.cuff_{entry.source}", values=values)]
    if entry.mean is not None:
        parts.append(f"({number(entry.mean)})")
    if entry.pulse is not None:
        parts.append(say("said.pulse", pulse=number(entry.pulse)))
    if entry.status is not CuffStatus.OK:
        parts.append(say(f"status.{entry.status}"))
    if entry.standing:
        parts.append(say("said.standing"))
    return " ".join(parts)


def _observation(entry: Observation) -> str:
    scale = spoken_scales().get(entry.scale)
    if scale is None:
        return f"{entry.scale} {number(entry.score or 0)}"
    return observation_words(scale, entry.answers)


def _pump(entry: InfusionChange) -> str:
    said = say(f"pump.{entry.step}")
    if entry.mg_per_h is not None:
        said += f" {number(round(entry.mg_per_h, 2))} mg/h"
    if entry.mg is not None:
        said += f" {number(entry.mg)} mg"
    if entry.ml is not None:
        said += f" {number(entry.ml)} mL"
    return said + (f" ({inside(say(f'reason.{entry.reason}'))})" if entry.reason else "")


def _plan(entry: DosePlan) -> str:
    return say(
        "said.plan",
        drug=entry.drug,
        mg=decimal(entry.mg_per_kg * entry.weight),
        minutes=number(entry.minutes),
        mg_per_kg=number(entry.mg_per_kg),
        weight=number(entry.weight),
        bag=f"{number(entry.bag_mg)} mg / {number(entry.bag_ml)} mL",
    )


def _manual(entry: ManualVitals) -> str:
    parts = [
        f"{say(f'vital.{vital}')} {number(value)} {vital.unit}"
        for vital in Vital
        if (value := getattr(entry, vital)) is not None
    ]
    return say("said.typed", what=", ".join(parts))


def _baseline(entry: Baseline) -> str:
    values = f"{number(entry.systolic)}/{number(entry.diastolic)}"
    return say("said.baseline", values=values)


def _correction(entry: Correction) -> str:
    code = "said.withdrawn" if entry.replaced_by is None else "said.corrected"
    reason = say(f"reason.{entry.reason}")
    return say(code, of=entry.of, by=entry.replaced_by, reason=reason)


def _link(entry: LinkChange) -> str:
    said = say(f"said.link_{entry.state}")
    return said + (f": {say(f'reason.{entry.reason}')}" if entry.reason else "")


def _request(entry: CuffRequest) -> str:
    if entry.wish is not CuffWish.INTERVAL:
        return say(f"said.wish_{entry.wish}")
    if entry.interval_min is None:
        return say("said.interval_off")
    return say("said.interval", minutes=number(entry.interval_min))


def _cuff_change(entry: CuffChange) -> str:
    said = say(f"said.cuff_step_{entry.step}")
    return said + (f": {say(f'reason.{entry.reason}')}" if entry.reason else "")


def drug_words(drug: str, dose: float | None, unit: str | None, route: str | None) -> str:
    """Say a drug with its dose and route, as it is ordered."""
    amount = "" if dose is None else f" {number(dose)} {unit or ''}"
    return f"{drug}{amount} {route or ''}".strip()


def _device(entry: DeviceInUse) -> str:
    checked = say("said.device_checked", by=entry.checked_by) if entry.checked_by else ""
    told = {"device": device_title(entry.device), "place": entry.place + 1}
    said = say("said.device", **told)
    # Of a de-identified session no port is left.
    said += say("said.device_port", port=entry.port) if entry.port else ""
    return said + (checked or say("said.device_not_checked"))


def _due_answer(entry: DueAnswer) -> str:
    reply = say(f"due.reply.{entry.reply}")
    said = say("said.due_answer", item=say(f"item.{entry.item}"), reply=reply)
    return said + (f": {entry.reason}" if entry.reason else "")


def _check(entry: Check) -> str:
    looked = entry.item in CHECKED
    what = say(f"item.{entry.item}") if looked else say(f"check.{entry.item}")
    said = f"{what}: {say(f'check.answer.{entry.answer}')}"
    return said + (f" ({entry.detail})" if entry.detail else "")


def _criterion(entry: Criterion) -> str:
    known = {True: "met", False: "not_met", None: "unknown"}[entry.met]
    said = f"{say(f'criterion.{entry.criterion}')}: {say(f'criterion.is.{known}')}"
    parts = [part for part in (entry.value, entry.reason) if part]
    return said + (f" ({'; '.join(parts)})" if parts else "")


def _leaving(entry: Leaving) -> str:
    said = say(f"said.leaving_{entry.step}")
    return said + (f", {say('said.escort', escort=entry.escort)}" if entry.escort else "")


def _hand_over(entry: HandOver) -> str:
    said = say("said.hand_over", before=entry.before, person=entry.person)
    return said + (f": {entry.text}" if entry.text else "")


def _spray(entry: SprayUsed) -> str:
    said = say("said.spray", number=entry.number, mg=number(entry.mg))
    return said + (f", {say('said.lot', lot=entry.lot)}" if entry.lot else "")


def _alarm(entry: AlarmChange) -> str:
    what = text(entry)
    if entry.step is AlarmStep.ANSWERED:
        return say("said.answered", what=what, answer=say(f"alarm.answer.{entry.reason}"))
    if entry.step is AlarmStep.RAISED:
        return say(f"said.alarm_{entry.priority}", what=what)
    return say(f"said.alarm_{entry.step}", what=what)


def _limit_change(entry: LimitChange) -> str:
    name, _, end = entry.rule.partition(".")
    said = say(
        f"said.limit_{end}", what=say(f"alarm.name.{name}"), value=number(round(entry.value, 1))
    )
    if entry.before is not None:
        said += f", {say('said.limit_before', value=number(entry.before))}"
    return f"{said} ({say(f'reason.{entry.reason}')})" if entry.reason else said


def _judgement(entry: Judgement) -> str:
    return say("said.judged", of=entry.of, verdict=judgement_words(entry))


def _pause(entry: AudioPause) -> str:
    if entry.seconds <= 0:
        return say("said.sound_back")
    return say("said.sound_paused", time=span(entry.seconds * 1000))


def _trouble(entry: TroubleChange) -> str:
    if entry.trouble is Trouble.RULE_OFF:
        what = say(f"alarm.rule.{entry.detail}")
        return say("said.rule_off" if entry.present else "said.rule_on", what=what)
    return say(f"said.on_{entry.trouble}" if entry.present else f"said.off_{entry.trouble}")


_SAID: dict[type[Entry], Callable[[Any], str]] = {
    CuffReading: _cuff,
    Observation: _observation,
    InfusionChange: _pump,
    DosePlan: _plan,
    ManualVitals: _manual,
    Baseline: _baseline,
    Correction: _correction,
    LinkChange: _link,
    CuffRequest: _request,
    CuffChange: _cuff_change,
    CuffCommand: lambda e: say(f"said.command_{e.action}", why=say(f"why.{e.why}")),
    PhaseChange: lambda e: say("said.phase", phase=say(f"phase.{e.phase}")),
    MedicationGiven: lambda e: drug_words(e.drug, e.dose, e.unit, e.route),
    Mark: lambda e: say("said.mark"),
    Note: lambda e: e.text,
    AlarmChange: _alarm,
    AudioPause: _pause,
    TroubleChange: _trouble,
    LimitChange: _limit_change,
    Signature: lambda e: say("said.signature", meaning=say(f"meaning.{e.meaning}")),
    PersonChange: lambda e: say(f"said.person_{e.step}", person=e.person),
    ClockStep: lambda e: say("said.clock_step", step=span(abs(e.step_ms))),
    SourceChange: lambda e: say("said.source", vital=say(f"vital.{e.vital}"), source=e.source),
    Judgement: _judgement,
    DeviceInUse: _device,
    ProbeChange: lambda e: say("said.probe_on" if e.on_cuff_arm else "said.probe_off"),
    DrugWasted: lambda e: say("said.wasted", mg=number(e.mg), witness=e.witness),
    SprayUsed: _spray,
    DueAnswer: _due_answer,
    Check: _check,
    Criterion: _criterion,
    Leaving: _leaving,
    HandOver: _hand_over,
    PowerChange: lambda e: say(f"said.power_{e.step}"),
}
