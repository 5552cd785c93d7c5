"""The exported page: what it holds, that it stays shut, and how it works in a browser."""

import json
import re
import subprocess
import sys
from array import array
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from html.parser import HTMLParser
from math import nan
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.deidentifying import deidentified
from monitor.events import (
    AlarmChange,
    AlarmStep,
    CuffReading,
    CuffStatus,
    DosePlan,
    Entry,
    InfusionChange,
    LinkChange,
    LinkState,
    ManualVitals,
    MedicationGiven,
    Note,
    Observation,
    Priority,
    PumpStep,
)
from monitor.exporting import export
from monitor.exports import html
from monitor.exports._html_chart import chart
from monitor.exports._html_text import identity
from monitor.extract import Extract
from monitor.history import History
from monitor.vitals import Vital
from tests.monitor.exports import browser
from tests.monitor.extracts import extract
from tests.monitor.records import NURSE, Numbered, start
from ui import theme
from ui.describe import describe
from ui.words import say

MINUTE = 60_000
HOSTILE = "</script><img src=x onerror=window.hacked=1>\u2028<!--<script>&amp;"


def lived() -> list[Entry]:
    """Ten minutes with a bit of everything; the pump starts at two."""
    made = Numbered()
    plan = {"mg_per_kg": 0.5, "minutes": 40.0, "bag_mg": 50.0, "bag_ml": 50.0, "weight": 70.0}
    alarm = {"rule": "systolic.high", "priority": Priority.HIGH, "value": 184.0, "threshold": 180.0}
    ge = {"device": "ge-dinamap"}
    return [
        made.take(DosePlan, 0, drug="Ketamine", by=NURSE, **plan),
        made.take(LinkChange, 0, state=LinkState.RECEIVING, **ge),
        made.cuff(MINUTE, 128.0),
        made.take(InfusionChange, 2 * MINUTE, step=PumpStep.STARTED, mg_per_h=52.5, by=NURSE),
        made.take(LinkChange, 4 * MINUTE, state=LinkState.LOST, **ge),
        made.take(ManualVitals, 4 * MINUTE + 5000, pulse_rate=81.0, by=NURSE),
        made.take(LinkChange, 5 * MINUTE, state=LinkState.RECEIVING, **ge),
        made.cuff(6 * MINUTE, 184.0),
        made.take(AlarmChange, 6 * MINUTE, step=AlarmStep.RAISED, **alarm),
        made.take(CuffReading, 7 * MINUTE, status=CuffStatus.CUFF_LOOSE, **ge),
        made.take(AlarmChange, 8 * MINUTE, step=AlarmStep.CLEARED, **alarm),
        made.take(MedicationGiven, 8 * MINUTE, drug="Ondansetron", dose=4.0, unit="mg", by=NURSE),
        made.take(Observation, 5 * MINUTE, scale="dissociation", version="1", score=2.0,
                  answers={"dissociation": 2}, by=NURSE),
        made.take(Note, 9 * MINUTE, text=HOSTILE, by=NURSE),
    ]  # fmt: skip


def whole(**changed: object) -> Extract:
    """Those ten minutes, measured every second but for the minute in which the cable was out."""
    history = History(start("u1"), lived(), ended=True)
    history.t_ms = array("q", (s * 1000 for s in range(600) if not 240 <= s < 300))
    seconds = [t_ms // 1000 for t_ms in history.t_ms]
    history.columns = {vital: array("d", [nan] * len(seconds)) for vital in Vital}
    history.columns[Vital.HEART_RATE] = array("d", [70.0 + s % 9 for s in seconds])
    history.columns[Vital.SPO2] = array("d", [97.5 if s < 400 else nan for s in seconds])
    told = {"subject": "004-1182", "ended_ms": 10 * MINUTE, "zone": UTC}
    said = {"describe": describe, "say": say}
    return Extract(history=history, **(told | said | changed))  # type: ignore[arg-type]


class Parsed(HTMLParser):
    """A page as a browser takes it in: tags, attributes, and the text of each kind of element."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._open = tag
        self.texts.setdefault(tag, []).append("")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


@pytest.fixture(scope="module")
def page() -> bytes:
    """The ten minutes as a page."""
    return export("html").write(whole())


# --- it stays shut -------------------------------------------------------------------------------


def test_none_known_is_said_and_never_asked_is_not() -> None:
    """An answer is told; where nobody asked there is nothing to tell."""
    made, pages = whole(), {}
    for allergy in ("", None):
        made.history.start = replace(made.start, allergy=allergy)
        pages[allergy] = html.write(made).decode()
    assert "No known allergies" in pages[""]
    assert "llerg" not in pages[None]


def test_what_somebody_typed_is_text_wherever_it_stands() -> None:
    """In the note, the name, the nurse's, a drug: no element comes of it, and it reads the same."""
    made = whole()
    made.history.start = replace(
        made.start, patient=HOSTILE, nurse=HOSTILE, room=HOSTILE, allergy=HOSTILE, device=HOSTILE
    )
    found = Parsed(html.write(made))
    assert "img" not in found.tags
    assert found.tags.count("script") == 2
    assert HOSTILE in found.texts["td"]
    assert found.texts["h1"] == [HOSTILE]
    assert not any(name.startswith("on") for name, _ in found.attributes)


def test_no_control_character_of_what_was_typed_is_in_the_page() -> None:
    r"""Neither as it is nor as JSON's \u001b; tab and line break are text."""
    typed = "a\x00\x01\x1b[31m\tb\nc\x7f\x9b"
    made = whole()
    made.history.start = replace(made.start, nurse=typed, patient=typed)
    given = made.history.entries[11]
    assert isinstance(given, MedicationGiven)
    made.history.entries[11:] = [replace(given, drug=typed)]
    page = html.write(made).decode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|\\u00(0[0-8]|1|7f|9)", page)
    assert Parsed(page.encode()).texts["h1"] == ["a[31m\tb\nc"]


@pytest.mark.parametrize("text", [HOSTILE, "\u2029", "\0", "𝄞", "{shown}", "$data"])
def test_json_in_the_page_ends_where_it_ends(text: str) -> None:
    """Nothing in it is seen as markup or as a line's end, and it reads as what it was."""
    told = html.as_script({"said": text})
    assert not set(told) & set("<>&\u2028\u2029")
    assert json.loads(told) == {"said": text}


def test_only_the_pages_own_script_and_style_may_run(page: bytes) -> None:
    """The policy names them by what they are, and allows nothing else."""
    found = Parsed(page)
    (policy,) = (v for n, v in found.attributes if n == "content" and v and "default-src" in v)
    own = [found.texts["style"][0], found.texts["script"][1]]
    sums = [b64encode(sha256(text.encode()).digest()).decode() for text in own]
    assert policy.startswith("default-src 'none'; ")
    assert re.findall(r"sha256-([^']+)", policy) == sums[::-1]
    assert "style" not in {name for name, _ in found.attributes}


def test_nothing_is_fetched(page: bytes) -> None:
    """No address is in it but the name that SVG goes by."""
    found = Parsed(page)
    assert not {"src", "href", "action", "srcset"} & {name for name, _ in found.attributes}
    code = " ".join(found.texts["style"] + found.texts["script"][1:])
    calls = r"//[a-z0-9.]+/|url\(|@import|import\(|fetch|XMLHttp|Worker|innerHTML|eval"
    assert re.findall(calls, code) == ["//www.w3.org/"] * code.count("http://www.w3.org/2000/svg")


def test_a_deidentified_page_tells_no_name_and_no_date() -> None:
    """And no time of day: the chart has the distance from the start alone."""
    made = whole()
    made.history.start = replace(made.start, birth_date=date(1985, 3, 14), room="2")
    spared = deidentified(made, uid="made-up", subject="S1", words=frozenset())
    told = html.write(spared).decode()
    for gone in ("Robin", "Adeyemi", "1985-03-14", "2026-03-01", "14:00", "004-1182", "img"):
        assert gone not in told
    assert chart(spared)["clock"] == []
    assert "S1" in told


# --- what is drawn -------------------------------------------------------------------------------


def test_a_gap_is_between_two_runs_and_in_none() -> None:
    """Every second that was measured is in a run, at its place; a typed value stands alone."""
    rate, spo2 = chart(whole())["traces"]
    assert [(first, name, len(run)) for first, name, run in rate["runs"]] == [
        (0, "heart_rate", 240),
        (300_000, "heart_rate", 300),
    ]
    assert rate["runs"][1][2][:3] == [70.0 + s % 9 for s in (300, 301, 302)]
    assert rate["typed"] == [(4 * MINUTE + 5000, 81.0, 6)]
    assert [(first, len(run)) for first, _, run in spo2["runs"]] == [(0, 240), (300_000, 100)]


def test_a_rate_from_another_vital_is_another_run() -> None:
    """Rate is heart_rate, else pulse_rate, and says which."""
    made = extract()
    made.history.columns[Vital.PULSE_RATE] = array("d", [71.0, 72.0, 73.0])
    made.history.columns[Vital.HEART_RATE] = array("d", [nan, 70.0, nan])
    rate = chart(made)["traces"][0]
    expected = [
        (0, "pulse_rate", [71.0]),
        (1000, "heart_rate", [70.0]),
        (2000, "pulse_rate", [73.0]),
    ]
    assert rate["runs"] == expected


def test_what_was_corrected_is_not_drawn_and_what_was_doubted_says_so() -> None:
    """As everywhere outside the record."""
    found = chart(extract())
    dissociation = next(one for one in found["scores"] if one["id"] == "dissociation")
    assert dissociation["points"] == [(4 * MINUTE, 2.0, 6)]
    assert [(one["t"], one["doubt"]) for one in found["pressures"]] == [
        (1000, None),
        (3 * MINUTE, None),
        (5 * MINUTE, "rejected"),
    ]
    assert found["pressures"][1]["values"] == [None, None, None]


def test_alarms_and_outages_have_their_spans() -> None:
    """From when to when, and what they say."""
    found = chart(whole())
    (alarm,) = found["alarms"]
    span = {"from": 6 * MINUTE, "to": 8 * MINUTE, "priority": "high", "full": True}
    assert (alarm["bars"], alarm["seq"]) == ([span], 9)
    (outage,) = found["outages"]
    assert (outage["from"], outage["to"], outage["seq"]) == (4 * MINUTE, 5 * MINUTE, 5)


def test_the_clock_is_the_rooms_also_when_it_is_put_back() -> None:
    """In the night of 25 October 2026 it is two o'clock twice."""
    made = whole(zone=ZoneInfo("Europe/Berlin"), ended_ms=40 * MINUTE)
    made.history.start = replace(made.start, at=datetime(2026, 10, 25, 0, 45, 30, tzinfo=UTC))
    assert chart(made)["clock"] == [[0, 2 * 3600 + 2730], [15 * MINUTE, 2 * 3600 + 30]]


def test_the_head_says_the_zone_where_it_changes() -> None:
    """Or 75 minutes would read as 15."""
    made = whole(zone=ZoneInfo("Europe/London"), ended_ms=75 * MINUTE)
    made.history.start = replace(made.start, at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert "01:30 UTC+01:00–01:45 UTC+00:00" in identity(made)
    made.history.start = replace(made.start, at=datetime(2026, 10, 25, 6, 30, tzinfo=UTC))
    assert "06:30–07:45" in identity(made)


def test_the_pages_tables_tell_it_without_a_script(page: bytes) -> None:
    """Each entry, and what was measured at each whole minute after the start."""
    cells = Parsed(page).texts["td"]
    assert cells[12:16] == ["14:02:00", "+0:00", "Pump started 52.5 mg/h", "Adeyemi"]
    minutes = [cells[at : at + 5] for at in range(len(lived()) * 4, len(cells), 5)]
    assert minutes[0] == ["14:00:00", "−2:00", "70", "97.5", "–"]
    assert minutes[4] == ["14:04:00", "+2:00", "–", "–", "–"]
    assert len(minutes) == 11


@pytest.mark.parametrize("ended_ms", [0, None])
def test_a_session_of_nothing_has_a_page(ended_ms: int | None) -> None:
    """Empty tables, and nothing that looks measured."""
    told = {"subject": None, "describe": describe, "say": say, "zone": UTC}
    made = Extract(history=History(start("u1")), ended_ms=ended_ms, **told)  # type: ignore[arg-type]
    assert [trace["runs"] for trace in chart(made)["traces"]] == [[], []]
    assert (say("html.not_ended") in html.write(made).decode()) == (ended_ms is None)


def test_a_pump_of_unknown_rate_is_not_drawn_as_paused() -> None:
    """Null is a rate nobody told, 0 a pause."""
    made = whole()
    took = [e for e in lived() if not isinstance(e, DosePlan)]
    made.history.entries[:] = [
        replace(e, mg_per_h=None) if isinstance(e, InfusionChange) else e for e in took
    ]
    assert [one["rate"] for one in chart(made)["pump"]] == [None]


def test_its_colours_are_the_screens() -> None:
    """Light and dark."""
    style = (html.HERE / "_page.css").read_text("utf-8")
    light, dark = (dict(re.findall(r"--([a-z-]+): (#\w{6});", part)) for part in _schemes(style))
    for colours, palette in ((light, theme.LIGHT), (dark, theme.DARK)):
        assert len(colours) > 15
        assert colours == {name: getattr(palette, name.replace("-", "_")) for name in colours}


def _schemes(style: str) -> tuple[str, str]:
    light, _, rest = style.partition("prefers-color-scheme: dark")
    return light, rest.partition("\n}\n")[0]


# --- in a browser --------------------------------------------------------------------------------

SCRIPT = """
(async () => {
  const paper = document.getElementById("paper"), reading = document.getElementById("reading");
  const count = (of) => document.querySelectorAll(of).length;
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const data = JSON.parse(document.getElementById("data").textContent);
  const mouse = (name, ms, on = paper) => {
    const box = paper.getBoundingClientRect();
    const x = box.left + 156 + (ms / data.end) * (box.width - 156 - 24);
    on.dispatchEvent(new PointerEvent(name, { clientX: x, clientY: box.top + 90, bubbles: true }));
  };
  const key = (key, on = paper) =>
    on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const find = (text) => {
    const field = document.getElementById("filter");
    field.value = text;
    field.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll("#entries tbody tr")].filter((row) => !row.hidden).length;
  };
  const found = {};
  await frame();
  found.drawn = [".pressure", ".score", "svg .gap", "path.rate"].map(count);
  found.drawn.push(...[".by-hand", ".given", ".alarm", ".outage"].map(count));
  mouse("pointermove", 390500);
  await frame();
  found.read = reading.textContent;
  mouse("pointermove", 270500);
  await frame();
  found.readInGap = reading.textContent;
  const mark = document.querySelectorAll(".pressure")[1];
  mark.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await frame();
  found.entry = document.querySelector("tr.here").children[2].textContent;
  key("ArrowDown", document.querySelector("tr.here"));
  await frame();
  found.next = document.querySelector("tr.here").dataset.seq;
  found.filtered = [find("ondansetron"), find("no such words"), find("")];
  mouse("pointerdown", 300000);
  mouse("pointermove", 430000);
  mouse("pointerup", 430000, window);
  await frame();
  found.zoomed = count(".pressure");
  key("0");
  await frame();
  key("+");
  key("+");
  await frame();
  found.nearer = count(".pressure");
  key("0");
  await frame();
  found.all = count(".pressure");
  const before = paper.textContent;
  paper.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, clientX: 500 }));
  await frame();
  found.wheeled = paper.textContent !== before;
  found.hacked = [typeof window.hacked, count("img")];
  console.info("RESULT " + JSON.stringify(found));
})();
"""


@pytest.fixture(scope="module")
def tried(page: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of trying the page in Chromium."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.html").write_bytes(page)
    (folder / "script.js").write_text(SCRIPT, "utf-8")
    files = [str(folder / "page.html"), str(folder / "script.js")]
    command = [sys.executable, browser.__file__, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=40)
    if done.returncode == browser.MISSING:
        pytest.skip(f"Qt's Chromium cannot start here: {done.stdout.strip()}")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told["complaints"] == []
    found: dict[str, Any] = told["found"]
    return found


def test_a_browser_draws_each_thing_once_and_runs_nothing_else(tried: dict[str, Any]) -> None:
    """Pressures, the failed one too; a score; gaps of rate and SpO2; one path per run."""
    assert tried["drawn"] == [3, 1, 3, 2, 1, 1, 1, 1]
    assert tried["hacked"] == ["undefined", 0]


def test_the_mouse_reads_what_was_so_and_a_gap_as_a_gap(tried: dict[str, Any]) -> None:
    """A vital in its own second; a pressure and a score with how long before that was."""
    read = tried["read"]
    assert read.startswith("14:06:30 · +4:30")
    assert "184/80 (93) mmHg 0:30 before" in read
    assert "Heart rate 73 bpm" in read
    assert "SpO₂ 97.5 %" in read
    assert "Dissociation 2 1:30 before" in read
    assert "52.5 mg/h" in read
    assert tried["readInGap"].count("not measured") == 2


def test_marks_and_entries_lead_to_each_other(tried: dict[str, Any]) -> None:
    """A click on a mark finds its entry, a key goes on to the next; the box leaves what fits."""
    assert tried["entry"] == "Cuff 184/80 (93)"
    assert tried["next"] == "9"
    assert tried["filtered"] == [1, 0, len(lived())]


def test_dragging_wheel_and_keys_change_what_is_in_sight(tried: dict[str, Any]) -> None:
    """0 shows all of it again."""
    assert (tried["zoomed"], tried["all"]) == (2, 3)
    assert tried["nearer"] < 3
    assert tried["wheeled"]
