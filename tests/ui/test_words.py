"""Every code that can reach a person has a sentence, and every sentence gets what fills its blanks.

The codes are read from the code itself, so that a new one without words fails here.
"""

import ast
import re
import string
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from devices import ports
from devices.driver import models
from monitor import catalogue, clinic, schema, signing
from monitor.alarms import RULES
from monitor.ending import PUMP_VOLUME, UNEXPECTED, WASTED
from monitor.errors import DripwatchError, EntryError, PortError, ProfileError, RecordError
from monitor.events import (
    AlarmStep,
    CheckAnswer,
    CuffAction,
    CuffSource,
    CuffStatus,
    CuffStep,
    CuffWhy,
    CuffWish,
    DueReply,
    LeavingStep,
    LinkState,
    Meaning,
    Phase,
    PowerStep,
    Priority,
    PumpStep,
    SessionKind,
    Trouble,
    Verdict,
)
from monitor.exporting import formats
from monitor.exports import html as page
from monitor.plausibility import CHECKS as CHECKS_OF_PRESSURE
from monitor.roles import Role
from monitor.scale import scales
from monitor.session_filter import Group
from monitor.settings import CHECKED, CHECKS, CRITERIA, PRESSURE, PUMP_REASONS
from monitor.sums.vitals import CAUSES
from monitor.verification import State
from monitor.vitals import Vital
from ui import alarm_buttons, alarm_words, checkup, footer_view, limits_typed, words
from ui.bedside_actions import ACTIONS, keyed
from ui.commands import sessions
from ui.dialogs import reject_dialog
from ui.dialogs.type_vitals_dialog import RANGES
from ui.people.presence import SIGNS_IN as PINS
from ui.review import (
    amended,
    clinic_period,
    course_legend,
    course_words,
    entries_table,
    entry_lines,
    finding_words,
    library_bar,
    listed,
    review_header,
    review_window,
)
from ui.sound import HEARD
from ui.start.commissioning import TOLERANCES
from ui.words import WORDS, clock_time, complain, decimal, number, say, signed, span

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]*[a-z0-9])+")


class Use(NamedTuple):
    """A call: where it is, what its first argument may be, and the values it gives."""

    where: str
    codes: tuple[str, ...]
    values: frozenset[str] | None
    """None where they are not spelled out."""


# --- reading the code ----------------------------------------------------------------------------


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every file of some folders, parsed."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    """What is called, without what stands before the dot."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def written(node: ast.expr, tree: ast.Module | None = None) -> tuple[str, ...]:
    """The codes an expression may come to; a blank of an f-string is `{}`.

    A name may come to whatever is assigned to it anywhere in `tree`.
    """
    match node:
        case ast.Name(id=name) if tree is not None:
            assigned = (
                assignment.value
                for assignment in ast.walk(tree)
                if isinstance(assignment, ast.Assign)
                and any(isinstance(to, ast.Name) and to.id == name for to in assignment.targets)
            )
            codes = (code for value in assigned for code in written(value))
            return tuple(code for code in codes if re.fullmatch(r"[a-z_.{}]+", code))
        case ast.Constant(value=str(code)):
            return (code,)
        case ast.JoinedStr(values=parts):
            texts = (str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts)
            return ("".join(texts),)
        case ast.IfExp(body=one, orelse=other):
            return (*written(one), *written(other))
        case ast.BoolOp(values=several):
            return tuple(code for one in several for code in written(one))
        case ast.BinOp(left=left, op=ast.Add()):
            return tuple(code + "{}" for code in written(left))
    return ()


def calls(called: Iterable[str], *folders: str) -> list[Use]:
    """Every call of some names."""
    found = []
    for file, tree in trees(*folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node) in called and node.args:
                spelled = [keyword.arg for keyword in node.keywords]
                values = None if None in spelled else frozenset(name for name in spelled if name)
                codes = written(node.args[0], tree)
                found.append(Use(f"{file}:{node.lineno}", codes, values))
    return found


def literals(of: str, *folders: str) -> set[str]:
    """The words given to calls that name a member of an enum, `reason=` included."""
    found: set[str] = set()
    for _, tree in trees(*folders):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            owners = [a.value for a in given if isinstance(a, ast.Attribute)]
            if any(isinstance(owner, ast.Name) and owner.id == of for owner in owners):
                found |= {code for argument in given for code in written(argument)}
    return {code for code in found if re.fullmatch("[a-z_]+", code)}


def returned(file: str, function: str) -> set[str]:
    """The words a function may return."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    (found,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    returns = (node.value for node in ast.walk(found) if isinstance(node, ast.Return))
    return {code for value in returns if value for code in written(value)}


def faults(*folders: str) -> set[str]:
    """The codes of what may be wrong with a profile, as they are written."""
    found: set[str] = set()
    for _, tree in trees(*folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node) == "Fault":
                found |= set(written(node.args[1]))
    return {code for code in found if "{}" not in code}


# --- families of codes ---------------------------------------------------------------------------

ERRORS = [kind.__name__ for kind in DripwatchError.__subclasses__()]

PORT_CODES = {*ports.CODES.values(), *ports.WINDOWS_CODES.values(), "port_gone", "other_adapter"}
PORT_CODES |= returned("devices/ports.py", "_why_not_opened")
RECORD_CODES = set(schema._REASONS.values()) | returned("monitor/writer.py", "_code")
SAVE_CODES = RECORD_CODES | {"record_busy", "record_missing"}
LINK_REASONS = PORT_CODES | literals("LinkState", "devices") | {"bug"}
CUFF_REASONS = literals("CuffStep", "devices") | returned("devices/link.py", "_refusal")

FILLED: dict[str, Iterable[str]] = {
    "{}_not_positive": ["speed", "seconds", "minutes"],
    "out_of_bounds_{}": ["weight", "minutes"],
}
"""Codes of errors that are put together."""

ANSWERS = {extra for scale in scales().values() for item in scale.items for extra in item.extra}
PLACES = [
    "entry",
    "vitals",
    "identity",
    "ending",
    "head",
    "head_chain",
    "session",
    "schema",
    "digest",
]

END_OPEN = ["marks", "missed", "pump_running", PUMP_VOLUME, WASTED, *LeavingStep, UNEXPECTED]
END_NEEDS = {
    code.replace("{}", place)
    for use in calls({"Part", "_part", "_Bound"}, "monitor")
    for code in use.codes
    for place in ("pump_stop", "first_device")
}

KINDS = ["float", "int", "str", "bool", "array", "object", "date"]
BOUNDS = ["above", "below", "at_least", "at_most"]
PROBLEMS = {
    *faults("monitor"),
    *(f"kind_{kind}" for kind in KINDS),
    *BOUNDS,
    "not_toml",
}

FIGURES = [*(one.code for group in clinic.GROUPS.values() for one in group), clinic.UNANSWERED]

FAMILIES: dict[str, Iterable[str]] = {
    "alarm.answer.{}": alarm_buttons.ANSWERS,
    "alarm.do.{}": alarm_words.TECHNICAL,
    "alarm.doubt.{}": [check.rule for check in CHECKS_OF_PRESSURE],
    "alarm.missing.{}": ["rate", "spo2"],
    "alarm.name.{}": ["systolic", "diastolic", "mean", "rate", "spo2"],
    "alarm.rule.{}": catalogue.modules(RULES),
    "alarm.trouble.{}": set(Trouble) - {Trouble.RULE_OFF},
    "chart.{}": [Vital.HEART_RATE, Vital.PULSE_RATE, Vital.SPO2],
    "chart.gap.{}": ["probe_off", "cuff_running", "suspended", "no_data", "not_recording"],
    "device.{}": models(),
    "entries.{}": entries_table.COLUMNS,
    "gap.cause.{}": CAUSES,
    "entries.filter.{}": entry_lines.FILTERS,
    "entries.priority.{}": set(Priority) - {Priority.LOW},
    "sign.unseen.{}": ["alarms", "corrections"],
    "sign.unseen.{}.one": ["alarms", "corrections"],
    "courses.value.{}": course_words.FOLLOWED,
    "courses.followed.{}": course_words.FOLLOWED,
    "courses.column.{}": course_words.COLUMNS,
    "courses.column.{}.whole": course_words.COLUMNS,
    "courses.row.{}": ["dissociation", "nausea"],
    "courses.mark.{}": course_legend.MARKS,
    "clinic.period.{}": clinic_period.CHOICES,
    "clinic.group.{}": clinic.GROUPS,
    "clinic.figure.{}": FIGURES,
    "clinic.figure.{}.how": FIGURES,
    "clinic.unit.{}": ["mg", "mmhg", "min", "alarms", "s", "percent"],
    "clinic.n.{}": ["sessions", "alarms"],
    "month.{}": map(str, range(1, 13)),
    "month_short.{}": map(str, range(1, 13)),
    "{}_while": ["cuff.every", "cuff.every_alarm"],
    "backup.{}": State,
    "episode.{}": [*Priority, AlarmStep.UNCONFIRMED],
    "entry.{}": ANSWERS,
    "check.{}": [*CHECKS, HEARD],
    "check.{}.short": [item for item in CHECKS if item not in {"identity", "pump"}],
    "check.answer.{}": CheckAnswer,
    "criterion.{}": CRITERIA,
    "criterion.is.{}": ["met", "not_met", "unknown"],
    "amend.field.{}": {name for fields in amended.NUMBERS.values() for name in fields},
    "sign.{}": ["next", "sign", "return", "amend"],
    "due.reply.{}": DueReply,
    "end.answer.{}": [*ANSWERS - {"started"}, "vomited", "incomplete"],
    "end.blocks.{}": END_OPEN,
    "end.needs.{}": END_NEEDS,
    "end.open.{}": END_OPEN,
    "form.rater.{}": {scale.rater for scale in scales().values()},
    "clash.{}": ["low", "high"],
    "clash.what.{}": ["systolic", "diastolic", "rate", "spo2"],
    "footer.{}": [*footer_view.ENTRIES, *(act.code for act in ACTIONS if act.in_more)],
    "key.{}": [act.code for act in keyed()],
    "number.{}": ["rate_changed", "volume_read", "waste"],
    "html.{}": [*page.PAGE, *page.SCRIPT, *page.LANES],
    "html.doubt.{}": set(Verdict) - {Verdict.ACCEPTED},
    "html.kind.{}": set(SessionKind) - {SessionKind.PATIENT},
    "item.{}": [PRESSURE, *CHECKED, *scales()],
    "limits.relative.{}": Priority,
    "limits.{}": [*limits_typed.COLUMNS, *limits_typed.ROWS, *limits_typed.APPROVAL],
    "profile.{}": PROBLEMS,
    "link.{}": LinkState,
    "link.of.{}": set(LinkState) - {LinkState.RECEIVING},
    "meaning.{}": Meaning,
    "phase.{}": Phase,
    "pump.{}": PumpStep,
    "reject.{}": reject_dialog.REASONS,
    "reason.{}": {*PUMP_REASONS, *signing.REASONS, "baseline", "finished", "undone", "resumed"}
    | LINK_REASONS
    | CUFF_REASONS,
    "replay.{}": [*Priority, "at", "alarm", "answered", "recorded"],
    "report.meant.{}": Meaning,
    "review.{}": listed.COLUMNS,
    "review.group.{}": Group,
    "review.key.{}": [str(n) for n in range(1, 1 + len(review_window.KEYS))],
    "review.shown.{}": library_bar.SHOWN,
    "review.tab.{}": review_header.TABS,
    "export.format.{}": formats(),
    "finding.{}": finding_words.COUNTED,
    "finding.{}.one": finding_words.COUNTED,
    "said.command_{}": CuffAction,
    "said.cuff_step_{}": CuffStep,
    "said.cuff_{}": CuffSource,
    "said.link_{}": LinkState,
    "said.leaving_{}": LeavingStep,
    "said.power_{}": PowerStep,
    "said.person_{}": ["arrived", "checked", "left", "lapsed", "confirmed", "claimed"],
    "pin.why.{}": [*PINS, "claim", "drug", "override", "witness", "sign", "review", "manage"],
    "role.{}": Role,
    "said.wish_{}": set(CuffWish) - {CuffWish.INTERVAL},
    "said.alarm_{}": [*set(AlarmStep) - {AlarmStep.RAISED, AlarmStep.ANSWERED}, *Priority],
    "said.limit_{}": ["low", "high"],
    "said.off_{}": set(Trouble) - {Trouble.RULE_OFF},
    "said.on_{}": set(Trouble) - {Trouble.RULE_OFF},
    "save_failed.{}": SAVE_CODES,
    "seal.place.{}": PLACES,
    "seal.{}": ["changed", "missing", "added", "damaged"],
    "sessions.{}": sessions.COLUMNS,
    "sheet.of.{}": TOLERANCES,
    "sheet.{}": ["value", "read", "received", "difference", "explained"],
    "start.model.{}": "01",
    "start.model.of_two.{}": "01",
    "start.port.{}": "01",
    "status.{}": CuffStatus,
    "tile.{}": Verdict,
    "tile.from.{}": [Vital.HEART_RATE, Vital.PULSE_RATE, Vital.SPO2],
    "tile.rate.{}": [Vital.HEART_RATE, Vital.PULSE_RATE, "manual", "none"],
    "line.parity.{}": "NEO",
    "typed.{}": RANGES,
    "typed.value.{}": RANGES,
    "verify.{}": State,
    "vital.{}": Vital,
    "why.{}": CuffWhy,
    "why_no_data.{}": LINK_REASONS,
}
"""Codes that are put together on the way to `say`: what may stand in the blank."""

FIELDS = [code for use in calls({"Field"}, "ui") for code in use.codes]
FAMILIES |= {"start.{}": FIELDS, "start.{}.short": FIELDS}
LOOKED_AT = [code for use in calls({"well", "advice", "wrong"}, "ui") for code in use.codes]
FAMILIES |= {
    "doctor.{}": LOOKED_AT,
    "doctor.state.{}": [state.name.lower() for state in checkup.State],
}

SAYS = calls({"say"}, "ui", "monitor/exports")
RAISES = [use for use in calls(ERRORS, "monitor", "devices", "ui") if use.codes]


def every(uses: Iterable[Use], families: dict[str, Iterable[str]]) -> dict[str, str]:
    """Every code of some calls, whole, with the place of one that uses it."""
    found: dict[str, str] = {}
    for use in uses:
        for code in use.codes:
            filled = families.get(code, ()) if "{}" in code else None
            whole = [code] if filled is None else [code.replace("{}", str(one)) for one in filled]
            found |= dict.fromkeys(whole, use.where)
    return found


# --- nothing without words -----------------------------------------------------------------------


def test_every_code_that_is_said_has_its_words() -> None:
    """In windows and commands alike."""
    said = every(SAYS, FAMILIES)
    assert {code: where for code, where in said.items() if code not in WORDS} == {}


def test_every_code_that_is_put_together_is_known_here() -> None:
    """A new family is spelled out above, with what may stand in its blank."""
    put_together = {code: use.where for use in SAYS for code in use.codes if "{}" in code}
    unknown = {c: w for c, w in put_together.items() if c not in {*FAMILIES, "error.{}"}}
    assert unknown == {}


def test_every_error_has_a_sentence() -> None:
    """Whoever raises it: a port, a device, the record, a profile, a field."""
    raised = every(RAISES, FILLED) | dict.fromkeys(PORT_CODES, "devices/ports.py")
    raised |= dict.fromkeys(LINK_REASONS - {"wrong_device", "resumed"}, "ui/commands/ports.py")
    raised |= dict.fromkeys(RECORD_CODES, "monitor/schema.py")
    assert {c: w for c, w in raised.items() if f"error.{c}" not in WORDS} == {}


def test_no_error_is_put_together_unseen() -> None:
    """As above, for errors."""
    put_together = {code: use.where for use in RAISES for code in use.codes if "{}" in code}
    assert {code: where for code, where in put_together.items() if code not in FILLED} == {}


def test_every_unusual_dose_is_said_why() -> None:
    """With what the start screen knows of it."""
    for code in returned("monitor/dose_check.py", "unusual"):
        assert f"start.{code}" in WORDS
        assert blanks(f"start.{code}") <= {"low", "high", "rate", "usual"}


def test_what_looks_like_a_code_is_one() -> None:
    """Codes that travel through variables end at `say` as well."""
    families = {code.split(".")[0] for code in WORDS if "." in code}
    strays = {
        node.value: file
        for file, tree in trees("ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
        and node.value.split(".")[0] in families
        and node.value not in WORDS
        and not node.value.endswith((".sqlite", ".png", ".toml"))
    }
    assert strays == {}


# --- nothing left blank --------------------------------------------------------------------------


def blanks(code: str) -> set[str]:
    """What a sentence wants to be told."""
    return {name for _, name, _, _ in string.Formatter().parse(WORDS.get(code, "")) if name}


def untold(uses: Iterable[Use], families: dict[str, Iterable[str]], prefix: str) -> list[str]:
    """The calls that leave a blank of their sentence empty."""
    return [
        f"{use.where}: {code} wants {sorted(wanted)}"
        for use in uses
        if use.values is not None
        for code in every([use], families)
        if (wanted := blanks(prefix + code) - use.values)
    ]


def test_every_sentence_is_told_what_it_says() -> None:
    """A blank nobody fills would be a KeyError at the bedside."""
    assert untold(SAYS, FAMILIES, "") == []


def test_every_error_brings_what_its_sentence_says() -> None:
    """The same, where something has gone wrong already."""
    assert untold(RAISES, FILLED, "error.") == []


def test_the_reasons_of_links_and_ports_need_no_values() -> None:
    """They reach the screen as a bare code."""
    prefixes = {"reason": LINK_REASONS | CUFF_REASONS, "why_no_data": LINK_REASONS}
    prefixes["save_failed"] = SAVE_CODES
    wanting = [
        f"{prefix}.{code}"
        for prefix, codes in prefixes.items()
        for code in codes
        if blanks(f"{prefix}.{code}")
    ]
    assert wanting == []


def test_the_errors_of_a_port_or_a_database_want_what_they_are_raised_with() -> None:
    """Their code is found out late, their values are always the same."""
    for code in PORT_CODES:
        assert blanks(f"error.{code}") <= {"port"}, code
    for code in RECORD_CODES:
        assert blanks(f"error.{code}") <= {"path"}, code


# --- what a sentence is --------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(code for code in WORDS if code.startswith("error.")))
def test_an_error_is_a_whole_sentence(code: str) -> None:
    """A capital, or the value it is about; a full stop; and short enough to be read."""
    sentence = WORDS[code]
    assert re.match(r"[A-Z“{]", sentence)
    assert sentence.endswith((".", "?"))
    assert len(sentence) <= 150


def test_no_word_of_the_machine_reaches_a_person() -> None:
    """Neither code nor stack nor exception."""
    machine = re.compile(r"\b(exception|traceback|null|none|errno|sqlite|boolean)\b")
    assert [code for code, words in WORDS.items() if machine.search(words)] == []


# --- saying --------------------------------------------------------------------------------------


def test_say_fills_the_blanks() -> None:
    """What stands in them is text, braces or not."""
    assert say("room", room="2") == "Room 2"
    assert say("room", room="{age} <b>") == "Room {age} <b>"


def test_an_unknown_code_says_itself() -> None:
    """Better than nothing, and than a crash."""
    assert say("tile.unheard_of") == "tile.unheard_of"


def test_another_language_is_said_where_it_has_words() -> None:
    """Blanks are filled after; what it lacks is English."""
    words.speak({"room": "Zimmer {room}"}, {"None": "Keine"})
    try:
        assert say("room", room="Room") == "Zimmer Room"
        assert words.phrase("None") == "Keine"
        assert say("saved") == "Saved"
    finally:
        words.speak({}, {})


def test_complain_says_what_is_so_and_what_to_do() -> None:
    """With the values of the error."""
    error = EntryError("typed_out_of_range", field="rate", low=20, high=300)
    assert complain(error) == "That cannot be: between 20 and 300, please."
    assert "/dev/ttyUSB0" in complain(PortError("port_missing", port="/dev/ttyUSB0"))
    assert "line 3" in complain(ProfileError("profile_not_toml", where="line 3"))


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0:00"),
        (-5000, "0:00"),
        (999, "0:00"),
        (59_999, "0:59"),
        (221_000, "3:41"),
        (3_725_000, "1:02:05"),
    ],
)
def test_a_span_is_minutes_and_seconds(ms: float, said: str) -> None:
    """With hours when there are any, and never below zero."""
    assert span(ms) == said


@pytest.mark.parametrize(("value", "said"), [(21, "+21"), (-3.4, "−3"), (0.4, "±0"), (-0.4, "±0")])
def test_a_change_has_its_sign(value: float, said: str) -> None:
    """The minus is a real one."""
    assert signed(value) == said


def test_a_number_has_no_useless_point() -> None:
    """But the one it needs."""
    assert [number(value) for value in (87.0, 87.5, 100, 0.25)] == ["87", "87.5", "100", "0.25"]


WRITES_TOML_OR_A_TABLE = {"ui/limits_typed.py", "ui/commands/sessions.py"}
"""Numbers for a program, or for the terminal, whose language is English."""


def test_every_number_on_screen_goes_through_words() -> None:
    """One that is formatted elsewhere keeps its point in every language."""
    formatted = [
        f"{file}:{node.lineno}"
        for file, tree in trees("ui")
        if file not in {"ui/words.py", *WRITES_TOML_OR_A_TABLE}
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
        if any(re.search(r"\.[1-9]\d*f|g", spec) for spec in written(node.format_spec))
    ]
    assert formatted == []


@pytest.mark.parametrize(("sign", "tenths"), [(".", "21.3"), (",", "21,3")])
def test_a_number_has_the_decimal_sign_of_the_language(sign: str, tenths: str) -> None:
    """Alone and inside a sentence; text that happens to hold a point keeps it."""
    sentence = {"pump": "{mg:.1f} mg of {of:g}, {plain}, {whole:.1f}, {file}"}
    words.speak(sentence, {}, decimal_sign=sign)
    try:
        assert (decimal(21.25 + 0.05), number(21.3)) == (tenths, tenths)
        assert (decimal(36), decimal(0.125, 2)) == (f"36{sign}0", f"0{sign}12")
        said = say("pump", mg=21.3, of=62.5, plain=2.5, whole=36, file="r.sqlite")
    finally:
        words.speak({}, {})
    assert said == f"{tenths} mg of 62{sign}5, 2{sign}5, 36{sign}0, r.sqlite"


def test_the_time_of_day_is_that_of_the_room() -> None:
    """Whatever zone it was kept in; dashes where it is not known."""
    at = datetime(2026, 3, 5, 14, 2, 3, tzinfo=UTC)
    local = at.astimezone()
    assert clock_time(at) == clock_time(local) == local.strftime("%H:%M")
    assert clock_time(at, seconds=True) == local.strftime("%H:%M:%S")
    assert clock_time(None) == "--:--"


def test_what_was_not_stored_is_counted_and_never_called_safe() -> None:
    """The program ended while the disk took nothing."""
    said = complain(RecordError("record_full", path="r.sqlite", unsaved=7))
    assert "7" in said
    assert "nothing recorded is lost" not in said
    assert "gone" not in complain(RecordError("record_full", path="r.sqlite"))
