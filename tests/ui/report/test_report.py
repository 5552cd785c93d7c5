"""The report as a PDF: its text, its fonts, every page's head, sessions of every kind."""

from dataclasses import replace
from pathlib import Path

from msgspec import structs
from pypdf import PdfReader

from monitor.events import (
    Baseline,
    CuffReading,
    Entry,
    Judgement,
    LimitChange,
    ManualVitals,
    Verdict,
)
from monitor.scale import scales
from monitor.verification import State
from monitor.vitals import Vital
from tests.ui.report.papers import (
    BY,
    HOSTILE,
    LONG_NAME,
    demo,
    folded,
    history_of,
    normal,
    printed,
    texts,
    told_of,
)
from tests.ui.saved_sessions import ENDED, MINUTE, STARTED, infusion, start
from ui.report.course import course
from ui.report.figures import _each_second, counts_doubtful, coverage
from ui.report.printing import save_pdf
from ui.report.report import _own_limits, report, spaced
from ui.report.told import About


def test_the_first_page_tells_the_session(pages: list[str]) -> None:
    """Who, dose four ways, times, pressures as readings, drugs, criteria, what it is not."""
    first = pages[0]
    for said in (
        "MARTIN R.",
        "born 5 March 1985",
        "record number 004-1182",
        "Supplementary record",
        "36.0 mg in 40 min (0.5 mg/kg × 72 kg)",
        "33.2 mg (33.2 mL)",
        "14 mg, witness Haddad",
        "for 3:00 (blood pressure)",
        "her sister",
        "168/99",
        "4 of 15 readings ≥ 160",
        "Nausea 5 → 3",
        "overridden by Okafor: usual for her",
        "Anything unexpected? Yes: a fall",
        "not above 130, before 120, 14:08, Adeyemi",
        "not recording 4:00",
        "Not signed.",
        "iv-ketamine-40 v4",
    ):
        assert said in first, said


def test_times_are_local_with_their_offset(pages: list[str]) -> None:
    """For paper goes to places that do not know where it was printed."""
    offset = STARTED.astimezone().strftime("%z")
    assert f"local time (UTC{offset[:3]}:{offset[3:]})" in pages[0]


def test_two_identifiers_and_the_number_stand_on_every_page(pages: list[str]) -> None:
    """A sheet that comes loose is still known."""
    for number, said in enumerate(pages, start=1):
        assert "MARTIN R." in said
        assert "5 March 1985" in said
        assert f"page {number} of {len(pages)}" in said


def test_the_head_of_the_entries_is_on_every_page_they_reach(pages: list[str]) -> None:
    """A column without a name is a riddle."""
    with_entries = [said for said in pages if "Cuff 1" in said]
    assert len(with_entries) > 1
    assert all("Time From start Entry By" in said for said in with_entries)


def test_a_correction_shows_both_values(pages: list[str]) -> None:
    """The old one is struck out, and legible."""
    said = " ".join(pages)
    assert "Nausea 6" in said
    assert "Corrected: Nausea 6 → Nausea 3 (patient restated)" in said


def test_what_somebody_typed_is_no_markup(pages: list[str]) -> None:
    """It stands there letter by letter."""
    said = " ".join(pages)
    assert HOSTILE.split(" x")[0] in said
    assert "x" * 300 in said.replace(" ", "")


def test_every_font_is_in_the_file(pdf: Path) -> None:
    """Else the paper looks different elsewhere."""
    resources = [page["/Resources"] for page in PdfReader(pdf).pages]
    fonts = {str(ref): ref.get_object() for r in resources for ref in r["/Font"].values()}  # type: ignore[index]
    assert fonts
    for font in fonts.values():
        (child,) = font["/DescendantFonts"]
        assert "/FontFile2" in child.get_object()["/FontDescriptor"]
        assert "Inter" in child.get_object()["/BaseFont"]


def test_a_digest_is_printed_in_groups() -> None:
    """As one types it off."""
    assert spaced("2a233b34690b0f23618e") == "2a23 3b34 690b 0f23 618e"


def test_twelve_hours_fit(tmp_path: Path) -> None:
    """In rows of two hours, two to a page."""
    history = history_of(infusion(), end_ms=720 * MINUTE)
    made = report(history, folded(history), About(), end_ms=720 * MINUTE)
    save_pdf(made, tmp_path / "long.pdf")
    charts = [said for said in texts(tmp_path / "long.pdf") if "Course" in said]
    assert len(charts) == 3
    assert all(page.placed for page in made.pages)
    for page in made.pages:
        top, last = page.placed[-1]
        assert top + last.height <= made.sheet.room + 0.5


def test_a_session_without_data_says_so(tmp_path: Path) -> None:
    """Missing is printed as missing."""
    who = start(None, birth_date=None, record_number=None, weight=None, room=None)
    save_pdf(printed(history_of([], who, measured=False)), tmp_path / "empty.pdf")
    said = " ".join(texts(tmp_path / "empty.pdf"))
    for missing in ("not measured", "not accepted", "not reached", "Nothing was measured"):
        assert missing in said
    assert "readings ≥" not in said


def test_a_long_name_pushes_the_page_down() -> None:
    """And is never cut off: it is one of two identifiers."""
    plain = printed(history_of([]))
    long = printed(history_of([], start(LONG_NAME, record_number="R" * 60)))
    assert "".join(long.who).replace(" ", "").startswith(LONG_NAME.replace(" ", ""))
    assert len(long.who) > len(plain.who)
    assert long.sheet.room < plain.sheet.room


def test_nobody_takes_a_demo_or_an_open_session_for_a_patients(tmp_path: Path) -> None:
    """Nor an altered one for a sound one."""
    history = demo(history_of(normal()))
    history.ended = False
    save_pdf(printed(history, about=About(seal=State.ALTERED)), tmp_path / "demo.pdf")
    first = texts(tmp_path / "demo.pdf")[0]
    for warning in ("DEMO", "Not ended", "RECORD ALTERED"):
        assert warning in first


def test_no_licensed_wording_is_printed(pages: list[str]) -> None:
    """Nor is the manufacturer's form named as ours."""
    said = " ".join(pages)
    licensed = [scale for scale in scales().values() if scale.licensed]
    assert licensed
    for item in (item for scale in licensed for item in scale.items):
        assert not item.title or item.title not in said


def test_a_session_of_a_record_without_its_version_has_none(tmp_path: Path) -> None:
    """Instead of a made-up one."""
    history = history_of([])
    assert "Dripwatch" not in printed(history).foot
    history.start = replace(history.start, app_version="0.1.0")
    assert "Dripwatch 0.1.0" in printed(history).foot


def typed(minute: float, rate: float, spo2: float | None = None) -> ManualVitals:
    """A pulse rate, and an SpO₂, read off the monitor by a person."""
    return ManualVitals(t_ms=round(minute * MINUTE), by="Adeyemi", pulse_rate=rate, spo2=spo2)


def test_what_was_typed_stands_for_the_minute_as_a_pressure_does() -> None:
    """Nobody types within ten seconds of minute 40; the pump started at minute 10."""
    base = Baseline(
        t_ms=9 * MINUTE, by="Adeyemi", systolic=128, diastolic=79, rate=76, spo2=98,
        rate_source=Vital.PULSE_RATE,
    )  # fmt: skip
    entries: list[Entry] = [e for e in infusion() if not isinstance(e, Baseline)]
    entries += [base, typed(48, 91, 96), typed(20, 80)]
    rate, spo2 = (row.cells for row in _each_second(told_of(entries)))
    assert rate[1:4] == ["76\n14:09", "91 typed\n14:48, +38 min", "91 typed\n14:48"]
    assert spo2[1:4] == ["98\n14:09", "lowest 96 typed\n14:48, +38 min", "96 typed\n14:48"]
    early = [*entries[:-2], typed(30, 91)]
    rate, _ = (row.cells for row in _each_second(told_of(early)))
    assert rate[3] == "not measured"


def test_the_patients_own_limits_are_listed() -> None:
    """With the value before, the time and who set it."""
    moved = LimitChange(t_ms=20 * MINUTE, by=BY, rule="systolic.high", value=175, before=160)
    (said,) = _own_limits(told_of([moved]))
    assert said == "Limit of this patient: SYS not above 175, before 160, 14:20, Adeyemi"


def test_what_is_not_counted_is_said() -> None:
    """Rejected, in doubt; what the cuff did not get is no pressure."""
    cuffs = [e for e in infusion() if isinstance(e, CuffReading)][:4]
    against = [
        Judgement(t_ms=60 * MINUTE, by="Adeyemi", of=1, verdict=Verdict.REJECTED),
        Judgement(t_ms=60 * MINUTE, of=2, verdict=Verdict.SUSPECT, rule="far"),
    ]
    assert counts_doubtful(told_of([*cuffs, *against])) == 2


def test_a_gap_without_a_curve_keeps_its_cause() -> None:
    """Nothing was measured at all at first: no curve is drawn there that could say why."""
    told = told_of(infusion(), measured=True)
    drawn = replace(course(told.history, told.session, ENDED, told.wall), gaps=())
    known = replace(told, summary=structs.replace(told.summary, gap_cause="cable"))
    assert coverage(known, drawn).endswith("longest gap 4:00: cable out.")
    unknown = replace(told, summary=structs.replace(told.summary, gap_cause=None))
    assert coverage(unknown, drawn).endswith("longest gap 4:00.")
