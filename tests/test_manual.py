"""The manual against the program: what is missing from it, and what it shows and is not so."""

import argparse
import importlib
import re
import sqlite3
import sys
import typing
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from devices.driver import LineSettings, Model, models
from monitor import schema
from monitor.clinic_wording import offer
from monitor.events import Baseline, Event, Judgement, PumpStep, SessionEnd, Verdict
from monitor.exporting import formats
from monitor.profile import Profile
from monitor.scale import scales
from monitor.store import Store
from monitor.vitals import Vital
from tests.monitor.records import NURSE, Numbered, at, start
from tests.monitor.records import second as measured
from tests.monitor.summed import MINUTE, plan, pump, seen
from ui.__main__ import parser_for
from ui.report.clinic import clinic
from ui.words import WORDS

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}
MANUAL = "\n".join(PAGES.values())
FOR_HANDS = ("nurse.md", "supervisor.md", "engineer.md", "administrator.md")
"""Pages on which what is bold is what stands on a button."""


# --- commands ------------------------------------------------------------------------------------


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Every command's parser by its name."""
    (commands,) = (a for a in parser_for("")._actions if a.dest == "COMMAND" or a.choices)
    assert isinstance(commands.choices, dict)
    return commands.choices


def spoken() -> dict[str, str]:
    """What the manual types after `dripwatch`, by command; options alone are the bedside's."""
    found: dict[str, str] = {}
    for told in re.findall(r"(?:`|^ {4})dripwatch( .*?)?(?:`|$)", MANUAL, re.MULTILINE):
        first = re.match(r" ([a-z]+)\b", told)
        command = first[1] if first else "bedside"
        found[command] = f"{found.get(command, '')} {told}"
    return found


def options(parser: argparse.ArgumentParser) -> list[Sequence[str]]:
    """What may be typed, each with its other spellings."""
    actions = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    return [a.option_strings for a in actions if a.option_strings and a.dest != "help"]


def test_every_command_is_in_the_manual() -> None:
    assert parsers().keys() - spoken().keys() == set()


def test_every_option_of_every_command_is_in_the_manual() -> None:
    missing = [
        (name, spellings)
        for name, parser in parsers().items()
        for spellings in options(parser)
        if not set(spellings) & set(words(spoken().get(name, "")))
    ]
    assert missing == []


def test_the_manual_names_no_command_and_no_option_that_is_none() -> None:
    known = {name: {o for found in options(p) for o in found} for name, p in parsers().items()}
    asked = {
        (name, word)
        for name, told in spoken().items()
        for word in ["", *words(told)]
        if name not in known or (word and word not in known[name])
    }
    assert asked - {("bedside", "--help"), ("bedside", "--version")} == set()


def words(told: str) -> list[str]:
    """The options among what is typed."""
    return re.findall(r"(?<![\w-])--?[a-z][a-z-]*", told)


def test_every_export_format_is_in_the_manual() -> None:
    assert [name for name in formats() if f"**{name}**" not in PAGES["researcher.md"]] == []


# --- the record ----------------------------------------------------------------------------------

COMMON = {"session", "seq", "t_ms", "at", "entered_at", "by"}


def visit(before: float, cuffs: dict[int, float], scores: dict[int, int]) -> list[Event]:
    """What was measured and rated by minute; the pump starts at 5, and at 44 a cuff is rejected."""
    e = Numbered()
    rated_ms = max(minute for minute, score in scores.items() if score) * MINUTE
    wrong = e.cuff(44 * MINUTE, 290)
    return [
        *(measured(t_ms // 1000, 90) for t_ms in range(rated_ms - MINUTE, rated_ms + 1000, 1000)),
        wrong,
        e.take(Judgement, 44 * MINUTE, of=wrong.seq, verdict=Verdict.REJECTED, by=NURSE),
        plan(e),
        e.take(Baseline, MINUTE, systolic=before, diastolic=80.0, by=NURSE),
        pump(e, 5, PumpStep.STARTED, mg_per_h=52.5),
        *(e.cuff(minute * MINUTE, systolic) for minute, systolic in cuffs.items()),
        *(seen(e, minute, "dissociation", score) for minute, score in scores.items()),
        pump(e, 45, PumpStep.STOPPED),
    ]


VISITS = {
    "u1": visit(126, {7: 130, 16: 146, 36: 151}, {0: 0, 25: 3, 65: 0}),
    "u2": visit(128, {8: 136, 15: 142}, {0: 0, 20: 2}),
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Two sessions, as the answers on the researcher's page tell."""
    path = tmp_path_factory.mktemp("manual") / "record.sqlite"
    with closing(Store(path)) as store:
        for uid, told in VISITS.items():
            number = store.begin(start(uid))
            ends = 110 * MINUTE
            store.commit(number, [*told, SessionEnd(t_ms=ends, at=at(ends), by=NURSE)])
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def test_every_table_is_in_the_manual_with_every_column(record: sqlite3.Connection) -> None:
    page = PAGES["researcher.md"]
    about_sessions = page[page.index("\n## Sessions") : page.index("\n## The seal")]
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", page.replace(about_sessions, ""), re.MULTILINE)
    told = {name: set(re.findall(r"`(\w+)`", cells)) for name, cells in rows}
    told["sessions"] = set(re.findall(r"`(\w+)`", about_sessions))
    there = columns(record)
    missing = {name: found - COMMON - told.get(name, set()) for name, found in there.items()}
    assert {name: found for name, found in missing.items() if found} == {}
    assert told.keys() - there.keys() == set()


def columns(record: sqlite3.Connection) -> dict[str, set[str]]:
    """The columns of every table and view; a view …_current has those of its table."""
    made = schema.wanted(schema.VERSION).values()
    names = {one.name for one in made if one.kind in ("table", "view")}
    return {
        name: {row[1] for row in record.execute(f"PRAGMA table_info('{name}')")}
        for name in names
        if not name.endswith("_current")
    }


README = (DOCS.parent / "README.md").read_text(encoding="utf-8")
ASKED = re.findall(
    r"```sql\n(.*?)```\n\n```text\n(.*?)```", README + PAGES["researcher.md"], re.DOTALL
)


@pytest.mark.parametrize(("query", "answer"), ASKED, ids=range(len(ASKED)))
def test_a_question_in_sql_has_the_answer_of_the_page(
    record: sqlite3.Connection, query: str, answer: str
) -> None:
    cursor = record.execute(query)
    names = [column[0] for column in cursor.description]
    table = [names, *([("" if v is None else str(v)) for v in row] for row in cursor)]
    widths = [max(len(row[n]) for row in table) for n in range(len(names))]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]
    assert lines == [line.rstrip() for line in answer.splitlines()]


# --- the examples --------------------------------------------------------------------------------

EXAMPLE = re.compile(
    r"^`([\w/]+)\.py`:\n\n```python\n(.*?)```\n.*?^```python\n(.*?)```", re.M | re.S
)
EXAMPLES = EXAMPLE.findall(PAGES["developer.md"])


def test_each_thing_that_can_be_added_has_an_example() -> None:
    folders = {path.rpartition("/")[0] for path, _, _ in EXAMPLES}
    assert folders == {"devices/drivers", *(f"monitor/{w}" for w in ("scales", "rules", "exports"))}
    assert all(code.count("\n") < 40 for _, code, _ in EXAMPLES)
    assert PAGES["developer.md"].count("```python") == 2 * len(EXAMPLES)


@pytest.mark.parametrize(("path", "code", "trial"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_an_example_is_found_and_does_what_the_page_says(
    path: str, code: str, trial: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = importlib.import_module(path.rpartition("/")[0].replace("/", "."))
    name = path.rpartition("/")[2]
    (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    scales.cache_clear()
    try:
        exec(compile(trial, path, "exec"), {})
    finally:
        scales.cache_clear()
        sys.modules.pop(f"{package.__name__}.{name}", None)
        vars(package).pop(name, None)


# --- words and pictures --------------------------------------------------------------------------


def test_links_and_pictures_are_there() -> None:
    for name, page in PAGES.items():
        for link in re.findall(r"\]\(([^)\s]+)\)", page):
            target, _, place = link.partition("#")
            if target.startswith("https:"):
                continue
            path = (DOCS / target).resolve() if target else DOCS / name
            assert path.exists(), f"{name}: {link}"
            if place:
                assert place in anchors(path.read_text(encoding="utf-8")), f"{name}: {link}"


def anchors(page: str) -> set[str]:
    """What a heading is called in a link."""
    heads = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def on_screen() -> set[str]:
    """Every word of the program, and the answers of scales.

    A blank at the end may be left out: the page says Undo, the button Undo 10.
    """
    said = {" ".join(text.replace("&", "").split()) for text in WORDS.values()}
    said |= {re.sub(r"( \(?\{\w+\}\)?)+$", "", text) for text in said}
    for scale in scales().values():
        said.add(scale.title)
        for item in scale.items:
            said |= {item.title, item.folded_as, *item.anchors.values(), *item.brief.values()}
            said |= {f"{number} {text}" for number, text in item.anchors.items()}
    return said


def is_filled(quoted: str, text: str) -> bool:
    """Whether these are the words with their blanks filled, and more of the words than of those."""
    parts = re.split(r"\{.*?\}", text)
    filled = re.fullmatch(".+?".join(map(re.escape, parts)), quoted)
    return filled is not None and len(quoted) < 2 * sum(map(len, parts))


def test_what_is_bold_stands_on_the_screen() -> None:
    known = on_screen()
    bold = {quoted for name in FOR_HANDS for quoted in re.findall(r"\*\*(.+?)\*\*", PAGES[name])}
    blanks = [text for text in known if "{" in text]
    strange = {q for q in bold - known if not any(is_filled(q, text) for text in blanks)}
    assert strange == set()


# --- profiles and devices ------------------------------------------------------------------------


def settings_of(kind: type[msgspec.Struct], before: str = "") -> Iterator[str]:
    """Every key of a table of a profile and of the tables in it, as a profile's text names it."""
    for field in msgspec.structs.fields(kind):
        path = f"{before}{field.name}"
        inner = [one for one in spread(field.type) if isinstance(one, type)]
        tables = [one for one in inner if issubclass(one, msgspec.Struct)]
        yield f"[{path}]" if tables and not before else path.rpartition(".")[2]
        for table in tables:
            yield from settings_of(table, f"{path}.")


def spread(kind: object) -> Iterator[object]:
    """A type and the types it is made of."""
    yield kind
    for inner in typing.get_args(kind):
        yield from spread(inner)


def test_every_setting_of_a_profile_is_named() -> None:
    page = PAGES["administrator.md"]
    named = {name for name in settings_of(Profile) if name != "text"}
    assert {name for name in named if f"`{name}`" not in page} == set()


def test_the_clinics_own_files_are_as_shown(tmp_path: Path) -> None:
    paper, wording = re.findall(r"```toml\n(.*?)```", PAGES["administrator.md"], re.DOTALL)
    (tmp_path / "clinic.toml").write_text(paper, encoding="utf-8")
    assert clinic(tmp_path / "clinic.toml").settings.name == "Clinic at the Park"
    (tmp_path / "nausea.toml").write_text(wording, encoding="utf-8")
    offered = offer(tmp_path)
    assert offered.scales["nausea"].title == "Nausea, 0 to 10"
    assert "nausea" not in offered.faults


def test_every_line_setting_is_in_the_engineers_table() -> None:
    _, lines, cables, *_ = re.split(r"\n\| model \|", PAGES["engineer.md"])
    told = dict(re.findall(r"^\| `([\w-]+)` \| (.*) \|$", lines, re.MULTILINE))
    assert told == {model.name: " | ".join(cells(model)) for model in models().values()}
    assert set(re.findall(r"^\| `([\w-]+)`", cables, re.MULTILINE)) == models().keys()


def cells(model: Model) -> Iterator[str]:
    """What the table says of a family."""
    yield " or ".join(map(line, model.lines))
    yield f"{model.period_s:g}"
    yield ", ".join(vital for vital in Vital if vital in model.vitals) or "–"
    starts = "start, stop" if model.can_start and model.can_stop else ""
    yield starts or ("reads" if model.gives_cuff else "–")
    yield ", ".join(f"{vendor:04x}:{product:04x}" for vendor, product in model.usb_ids) or "–"


def line(settings: LineSettings) -> str:
    """As engineers write it: 9600 8N1."""
    handshake = ", RTS/CTS" if settings.rts_cts else ""
    return f"{settings.baud} 8{settings.parity}{settings.stop_bits}{handshake}"
