"""Every sentence a person reads, by code, for the window and the command line alike. No Qt here.

A sentence says what is so and what to do. `translate` is replaced by Qt's when there is a window.
"""

from collections.abc import Callable
from datetime import datetime

from monitor.errors import DripwatchError

WORDS: dict[str, str] = {
    # the frame around everything
    "app": "Dripwatch",
    "supplementary": "Supplementary display. Rely on the patient monitor.",
    "bug": "Something went wrong in Dripwatch itself. It was written to {log}; recording goes on.",
    "bug_command": "Something went wrong in Dripwatch itself. It was written to {log}.",
    # phases
    "phase.prep": "Prep",
    "phase.baseline": "Baseline",
    "phase.infusion": "Infusion",
    "phase.recovery": "Recovery",
    "phase.discharge": "Discharge",
    "phase.closed": "Closed",
    "left": "{left} left · ends {ends}",
    "planned_reached": "Planned {minutes} min reached. Has the pump finished?",
    "paused_for": "Paused {paused} · ends about {ends}",
    "pump_stopped_at": "Pump stopped {at}",
    # identity
    "room": "Room {room}",
    "born": "born {year}",
    "allergy": "Allergy: {allergy}",
    "no_allergy": "No known allergy",
    "nobody": "Demo, no patient",
    # strip
    "strip.quiet": "No alarms",
    "strip.alarms_off": "Alarms not checked here",
    "strip.next": "Next: {item} {when}",
    "strip.sound_off": "Sound off",
    "strip.baseline_off": "Change from baseline off until baseline is accepted",
    "strip.look": "Look at the patient and the monitor. Alarms cannot be checked.",
    "strip.example_limits": "Example limits: not approved by your clinic",
    "strip.no_monitor": "Vitals are typed by hand",
    # links
    "link.searching": "Looking for monitor",
    "link.receiving": "Monitor live",
    "link.silent": "Monitor silent {age}",
    "link.lost": "No data",
    "link.none": "No monitor",
    "no_data_since": "No data from monitor since {at}",
    "monitor_silent": "Monitor silent since {at}",
    "monitor_back": "Monitor back. No data {since}–{until}",
    # saved
    "saved": "Saved",
    "saving": "Saving…",
    "not_saved": "not saved yet",
    "not_saved_since": "NOT SAVED since {at}. Entries are kept; keep this window open.",
    "not_saved_chip": "NOT SAVED",
    "not_saved_title": "NOT SAVED since {at}",
    "not_saved_what": "Entries are kept; keep this window open.",
    # tiles
    "tile.pressure": "BLOOD PRESSURE mmHg",
    "tile.rate.heart_rate": "HEART RATE · ECG",
    "tile.rate.pulse_rate": "PULSE · SpO₂ probe",
    "tile.rate.manual": "RATE · typed",
    "tile.rate.none": "PULSE bpm",
    "tile.spo2": "SpO₂ %",
    "tile.spo2.manual": "SpO₂ % · typed",
    "tile.time_ago": "{at} · {age} ago",
    "tile.old": "{at} · {minutes} min old",
    "tile.from_baseline": "from baseline {baseline}",
    "tile.rate_from_baseline": "{change} from baseline",
    "tile.since": "since {at}",
    "tile.manual": "typed",
    "tile.last_at": "last {value} at {at}",
    "tile.none": "no reading yet",
    "tile.no_baseline": "no baseline yet",
    "tile.trend": "{change} in 5 min",
    # next
    "item.blood_pressure": "Blood pressure",
    "due.in": "in {left}",
    "due.now": "due now",
    "due.overdue": "overdue {late}",
    "due.nothing": "Nothing due",
    "baseline.accept": "Accept baseline {baseline}",
    "baseline.wait": "Baseline: {count} of {wanted} pressures",
    # cuff
    "cuff.measure": "Measure BP",
    "cuff.measuring": "Measuring… {age}",
    "cuff.stop": "Stop cuff",
    "cuff.starts_in": "Cuff starts in {left}",
    "cuff.skip": "Skip",
    "cuff.failed": "Cuff failed: check cuff and arm",
    "cuff.cancelled": "Cuff stopped",
    "cuff.repeat": "Repeat",
    "cuff.type": "Type BP",
    "cuff.off": "Automatic off",
    "cuff.every": "every {minutes} min · next {at}",
    "cuff.every_choice": "Every {minutes} min",
    "cuff.every_due": "due every {minutes} min",
    "cuff.no_link": "No monitor: type the pressure",
    # entry rows and the undo bar
    "entry.last": "{value} · {at}",
    "entry.cannot_answer": "Can't answer",
    "entry.saved": "{what} · {at} · {by}",
    "entry.undo": "Undo {left}",
    "entry.undone": "{what} undone",
    # entries, as the undo bar, the table and paper say them
    "said.cuff_device": "Cuff {values}",
    "said.cuff_manual": "BP typed {values}",
    "said.cuff_failed": "Cuff without result: {status}",
    "said.pulse": "pulse {pulse}",
    "said.plan": "{drug} {mg} mg over {minutes} min ({mg_per_kg} mg/kg, {weight} kg), bag {bag}",
    "said.typed": "Typed: {what}",
    "said.baseline": "Baseline accepted {values}",
    "said.withdrawn": "Entry {of} withdrawn: {reason}",
    "said.corrected": "Entry {of} replaced by entry {by}: {reason}",
    "said.link_searching": "Looking for monitor",
    "said.link_receiving": "Monitor live",
    "said.link_silent": "Monitor silent",
    "said.link_lost": "No data from monitor",
    "said.wish_measure": "Measure BP pressed",
    "said.wish_stop": "Stop cuff pressed",
    "said.wish_skip": "Automatic cuff skipped",
    "said.interval": "Automatic cuff every {minutes} min",
    "said.interval_off": "Automatic cuff off",
    "said.command_start": "Cuff started ({why})",
    "said.command_stop": "Cuff stopped ({why})",
    "said.cuff_step_requested": "Cuff requested",
    "said.cuff_step_inflating": "Cuff inflating",
    "said.cuff_step_done": "Cuff done",
    "said.cuff_step_failed": "Cuff failed",
    "said.cuff_step_cancelled": "Cuff cancelled",
    "said.phase": "Phase: {phase}",
    "said.mark": "Moment marked",
    "said.signature": "Signed: {meaning}",
    "said.person_arrived": "{person} is at the bedside",
    "said.clock_step": "The PC's clock was moved by {step}",
    "said.source": "{vital} now from {source}",
    "said.accepted": "Entry {of} accepted",
    "said.suspect": "Entry {of} is suspect",
    "said.rejected": "Entry {of} rejected",
    "why.nurse": "nurse",
    "why.interval": "interval",
    "why.repeat": "repeat",
    "vital.heart_rate": "heart rate",
    "vital.pulse_rate": "pulse",
    "vital.spo2": "SpO₂",
    "vital.resp_rate": "breathing",
    "status.ok": "good",
    "status.weak_signal": "weak signal",
    "status.cuff_loose": "cuff loose",
    "status.overpressure": "overpressure",
    "status.artefact": "artefact",
    "status.timeout": "timed out",
    "status.out_of_range": "out of range",
    "status.cancelled": "cancelled",
    "status.failed": "failed",
    "reason.resumed": "Dripwatch was started again",
    # typing vitals
    "typed.systolic": "Systolic mmHg",
    "typed.diastolic": "Diastolic mmHg",
    "typed.rate": "Rate bpm",
    "typed.spo2": "SpO₂ %",
    "error.typed_out_of_range": "That cannot be: between {low} and {high}, please.",
    "error.typed_half_pressure": "A pressure needs both numbers.",
    "error.typed_upside_down": "Diastolic must be below systolic.",
    "error.typed_nothing": "Type at least one value.",
    # pump
    "pump.started": "Pump started",
    "pump.paused": "Pump paused",
    "pump.resumed": "Pump resumed",
    "pump.stopped": "Pump stopped",
    "pump.recorded": "Recorded {at}: {what}. Dripwatch does not control the pump.",
    "pump.why": "Why was the pump paused?",
    "pump.why_stopped": "Has the pump finished, or was it stopped early?",
    "reason.blood_pressure": "Blood pressure",
    "reason.distress": "Distress",
    "reason.vomiting": "Vomiting",
    "reason.patient_asked": "Patient asked",
    "reason.drowsy": "Drowsy",
    "reason.iv_site": "IV site",
    "reason.pump_alarm": "Pump alarm",
    "reason.other": "Other",
    "reason.finished": "Finished",
    "reason.entry_error": "entry error",
    "reason.undone": "undone at once",
    "by_clock": "of {mg} mg by clock",
    # footer
    "type_vitals": "Type vitals",
    "mark": "Mark",
    "note": "Note…",
    "end_session": "End session…",
    # closing
    "close.running": "Session is running. Recording stops if you close.",
    "close.keep": "Keep open",
    "close.end": "End session…",
    "close.leave": "Close and leave it open",
    "end.confirm": "End this session? Nothing more can be entered, only corrected.",
    "end.yes": "End session",
    # start
    "start.title": "New session",
    "start.open.resume": "&Resume",
    "start.open.blocks": "Resume the open session",
    "start.patient": "Patient",
    "start.name": "Full &name",
    "start.name.short": "Name",
    "start.birth_date": "Birth &date",
    "start.birth_date.short": "Birth date",
    "start.birth_date.how": "YYYY-MM-DD",
    "start.birth_date.read": "Born {day}, {years} years old",
    "start.record_number": "Re&cord number",
    "start.room": "Roo&m",
    "start.weight": "&Weight, kg",
    "start.weight.short": "Weight",
    "start.weight.measured": "Measured &today",
    "start.weight.stated": "Stated by patient",
    "start.weight_source": "Weight measured or stated",
    "start.allergy": "&Allergies",
    "start.allergy.short": "Allergies",
    "start.allergy.none": "None known",
    "start.wristband": "Compare with wristband.",
    "start.wristband.short": "Wristband",
    "start.wristband.matches": "Matc&hes",
    "start.wristband.differs": "Does not match",
    "start.wristband.stop": "Do not begin. Find out who this is, then compare again.",
    "start.dose": "Dose",
    "start.drug": "Dr&ug",
    "start.drug.short": "Drug",
    "start.mg_per_kg": "mg/&kg",
    "start.mg_per_kg.short": "mg/kg",
    "start.minutes": "M&inutes",
    "start.minutes.short": "Minutes",
    "start.bag_mg": "Bag holds, m&g",
    "start.bag_mg.short": "Bag mg",
    "start.bag_ml": "in m&L",
    "start.bag_ml.short": "Bag mL",
    "start.pump_reads": "The pump should read",
    "start.pump_line": "{mg:.1f} mg · {ml_per_h:.1f} mL/h · {ml:.1f} mL",
    "start.pump_waits": "Weight and dose give the numbers",
    "start.above_usual": "Above the usual {low:g}–{high:g} mg/kg",
    "start.below_usual": "Below the usual {low:g}–{high:g} mg/kg",
    "start.faster_than_usual": "{rate:.2f} mg/kg/h, usual up to {usual:g}",
    "start.unusual": "Unusual dose",
    "start.unusual.confirm": "Confirm this dose",
    "start.second_checker": "&Second checker",
    "start.second_checker.short": "Second checker",
    "start.second_checker.how": "Compared drug, bag and pump with this screen",
    "start.monitor": "Monitor",
    "start.model": "M&odel",
    "start.port": "&Port",
    "start.choose": "Choose…",
    "start.port.option": "{port} · {description}",
    "start.port.rescan": "&Find ports",
    "start.port.none": "No port found. Plug in the cable, then find ports.",
    "start.numbers": "Numbers from the monitor",
    "start.numbers.choose": "Choose model and port",
    "start.numbers.waiting": "Waiting for numbers…",
    "start.numbers.whose": "Are these this patient's numbers?",
    "start.numbers.yes": "&Yes",
    "start.numbers.short": "Patient's numbers",
    "start.no_monitor": "No monitor: I type the &values",
    "start.no_monitor.said": "Vitals are typed by hand",
    "start.nurse": "Nurs&e",
    "start.nurse.short": "Nurse",
    "start.needed": "Still needed",
    "start.more": "+{count}",
    "start.check": "Check {what}",
    "start.ready": "Nothing missing. This starts the record, not the pump.",
    "start.begin": "&Begin baseline",
    "start.remark_stated": "Weight stated by the patient, not measured",
    "start.remark_unusual": "Unusual dose confirmed: {what}",
    # what was typed and cannot be
    "error.not_a_number": "“{text}” is not a number. Use digits and one point.",
    "error.zero": "Zero cannot be right. Type the number again.",
    "error.out_of_bounds_weight": "Weight must be from {low:g} to {high:g} kg. Check the number.",
    "error.out_of_bounds_minutes": "Duration must be from {low:g} to {high:g} minutes.",
    "error.above_mg_per_kg": "{value:g} mg/kg is above the clinic's ceiling of {ceiling:g} mg/kg.",
    "error.above_mg": "{mg:.1f} mg is above the clinic's ceiling of {ceiling:g} mg. Check weight and dose.",
    "error.bag_too_small": "The dose is {mg:.1f} mg, the bag holds {bag:g} mg. Check the bag.",
    "error.not_a_date": "Type year, month, day, like 1985-03-05.",
    "error.no_such_day": "There is no such day. Type year, month, day.",
    "error.born_in_future": "The birth date is in the future. Check the year.",
    "error.born_too_long_ago": "That is more than {years} years ago. Check the year.",
    "error.same_person": "The second checker must be somebody else than the nurse.",
    # decode and ports
    "decoded": "{frames} frames, {bad} bad frames, {skipped} bytes skipped",
    "ports.none": "No serial port found. Plug in the cable or the adapter and try again.",
    "ports.serial_number": "serial number {number}",
    "ports.seen_with": "an adapter seen with {models}",
    "ports.answered": "{port}: {model} answered ({title}).",
    "ports.nobody": "{port}: no known device answered. Check its cable, its power and its settings.",
    "cancel": "Cancel",
    "enter": "Enter",
}


def _untranslated(sentence: str) -> str:
    return sentence


translate: Callable[[str], str] = _untranslated


def say(code: str, **values: object) -> str:
    """Return the sentence for a code, its blanks filled; an unknown code says itself."""
    return translate(WORDS.get(code, code)).format(**values)


def complain(error: DripwatchError) -> str:
    """Return the sentence for an error: what is so and what to do."""
    return say(f"error.{error.code}", **error.values)


def clock_time(at: datetime | None, *, seconds: bool = False) -> str:
    """Wall time as the room's clock shows it."""
    if at is None:
        return "--:--"
    return at.astimezone().strftime("%H:%M:%S" if seconds else "%H:%M")


def span(ms: float) -> str:
    """A span as minutes and seconds, with hours when there are any: 3:41, 1:02:05."""
    total = max(0, round(ms // 1000))
    hours, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def signed(value: float) -> str:
    """A change with its sign; the minus is a real one."""
    rounded = round(value)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "±0"


def number(value: float) -> str:
    """A number without a useless point."""
    return f"{value:g}"
