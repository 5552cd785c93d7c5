"""What holds for every file: where it lies, what it may import, what it may not say."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
PACKAGES = ["monitor", "devices", "ui"]

# Tests of more than one file. Everything else is named after what it tests.
OF_THE_WHOLE = {
    "devices/test_every_driver.py",
    "devices/simulator/test_every_scenario.py",
    "ui/test_guarded_session.py",
    "ui/test_half_hour.py",
    "monitor/test_full_disk.py",
    "monitor/test_intruder.py",
    "monitor/test_kill.py",
    "monitor/test_power_loss.py",
    "monitor/test_second_checker.py",
    "monitor/test_tamper.py",
    "monitor/test_syncs.py",
    "monitor/test_views.py",
    "test_alarm_study.py",
    "test_endurance.py",
    "test_fuzz.py",
    "test_manual.py",
    "test_torture.py",
    "test_structure.py",
    "test_qt_binding.py",
    "ui/test_whole_session.py",
}

# Module, or folder of modules -> where it is tested instead. Everything else has a test of its own.
TESTED_THROUGH = {
    "devices/driver.py": "devices/test_every_driver.py: what a driver promises, asked of each",
    "devices/simulator/pace.py": "ui/test_half_hour.py: a demo at full speed loses no poll",
    "devices/simulator/scenarios/": "devices/simulator/test_every_scenario.py: each is data",
    "monitor/exports/_edf_plus.py": "monitor/exports/test_edf.py: its bytes, read by others",
    "monitor/exports/_html_chart.py": "monitor/exports/test_html.py: what is drawn",
    "monitor/exports/_html_text.py": "monitor/exports/test_html.py: the page without its script",
    "monitor/exports/_spreadsheet.py": "monitor/exports/test_csv.py: what nothing calculates",
    "monitor/sums/facts.py": "monitor/test_summary.py and monitor/sums/: all sums are made from it",
    "monitor/exports/_fhir_": "monitor/exports/test_fhir.py: the parts of one bundle",
    "monitor/exports/_hl7_": "monitor/exports/test_hl7.py: the parts of one file",
    "ui/bedside_layout.py": "ui/test_bedside_window.py: where everything stands, at each size",
    "ui/bedside_wiring.py": "ui/test_bedside_window.py: every button does what it says",
    "ui/chart/backdrop.py": "ui/test_chart_view.py: what is painted behind the lanes",
    "ui/chart/lettering.py": "ui/chart/test_word_row.py and all lanes: letters that measure",
    "ui/chart/now_line.py": "ui/test_chart_view.py: where now is",
    "ui/chart/paper.py": "ui/chart/: every lane is painted on it",
    "ui/combo.py": "ui/start/test_device_row.py: lists of the start screen",
    "ui/commands/demo.py": "ui/test_demo.py: it builds what that plays",
    "ui/dialogs/when_dialog.py": "ui/dialogs/test_when_row.py: the row that is all of it",
    "ui/field.py": "ui/start/: every form of the start screen is made of them",
    "ui/glance_tile.py": "ui/test_glance_view.py: its tiles",
    "ui/people/code_dialog.py": "ui/people/test_set_up_dialog.py: it follows the first person",
    "ui/people/lock_cover.py": "ui/people/test_presence.py: what lies over the entries",
    "ui/people/new_pin.py": "ui/people/test_set_up_dialog.py and test_people_page.py",
    "ui/report/chart_curves.py": "ui/report/test_chart.py: every second lies on its curve",
    "ui/report/chart_ink.py": "ui/report/test_report.py: charts of every kind are painted",
    "ui/report/chart_marks.py": "ui/report/test_report.py: charts of every kind are painted",
    "ui/report/chart_pressures.py": "ui/report/test_report.py: charts of every kind are painted",
    "ui/report/chart_rows.py": "ui/report/test_report.py: charts of every kind are painted",
    "ui/report/course.py": "ui/report/test_chart.py: what a chart shows of a record",
    "ui/report/figures.py": "ui/report/test_report.py: the numbers of the first page",
    "ui/report/front.py": "ui/report/test_report.py: the head of the first page",
    "ui/report/happened.py": "ui/report/test_report.py: drugs, alarms, criteria, signatures",
    "ui/report/pages.py": "ui/report/test_report.py: what stands on every page",
    "ui/report/told.py": "ui/report/test_report.py: what every part is made from",
    "ui/review/clinic_figure.py": "ui/review/test_clinic_view.py: its rows",
    "ui/review/course_ink.py": "ui/review/test_course_strips.py: what is drawn in a strip",
    "ui/review/course_marks.py": "ui/review/test_course_strips.py: what is drawn in a strip",
    "ui/review/course_strip.py": "ui/review/test_course_strips.py: each of them",
    "ui/review/course_legend.py": "ui/review/test_course_view.py: the line over its strips",
    "ui/review/course_overview.py": "ui/review/test_course_view.py: its dots",
    "ui/review/course_patients.py": "ui/review/test_course_view.py: its list",
    "ui/review/course_table.py": "ui/review/test_course_view.py: its table",
    "ui/review/seal_check.py": "ui/review/test_review_window.py: what it finds is shown there",
    "ui/review/session_row_delegate.py": "ui/review/test_session_list.py: its rows as painted",
    "ui/review/sign_bar.py": "ui/review/test_sign_off.py: its buttons",
    "ui/scripted_nurse.py": "ui/test_demo.py and ui/test_whole_session.py: she presses it all",
    "ui/start/start_sheet.py": "ui/test_theme.py holds the colours; a style sheet has no behaviour",
}

# Spelled in halves, or this file would be the first finding.
NOT_OURS_TO_NAME = [
    "/wo" + "rk/",
    "/ro" + "ot/",
    "py" + "pi.org",
    "pythonhosted" + ".org",
    "deb.deb" + "ian.org",
    "npm" + "js.org",
]
TEXT = {"", ".py", ".md", ".toml", ".txt", ".ts", ".qss", ".svg", ".json", ".yaml", ".csv", ".sh"}
COLOUR = re.compile(
    r"#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?\b|QColor\(\s*\d|GlobalColor\.(?!transparent)"
)


def written_files() -> Iterator[Path]:
    """Yield every file a person wrote here, and none that a tool made."""
    for folder, folders, files in os.walk(ROOT):
        here = Path(folder)
        # A dot marks what tools keep, except what tells CI what to do.
        folders[:] = [
            name
            for name in folders
            if (not name.startswith(".") or name == ".ci")
            and name not in {"__pycache__", "build", "dist"}
        ]
        yield from (here / name for name in files)


def names(paths: list[Path]) -> list[str]:
    """Say paths the way a person types them."""
    return [path.relative_to(ROOT).as_posix() for path in paths]


PYTHON_FILES = sorted(path for path in written_files() if path.suffix == ".py")
SOURCES = [path for path in PYTHON_FILES if path.relative_to(ROOT).parts[0] in PACKAGES]


@pytest.mark.parametrize("path", PYTHON_FILES, ids=names(PYTHON_FILES))
def test_a_module_says_what_it_is(path: Path) -> None:
    """A file begins with a sentence: a capital letter or a name first, a full stop at its end."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said, "begin the file with a sentence that says what it is"
    assert re.search(r"[.:?!](\s|$)", said), f"not a sentence: {said!r}"


def test_imports_run_one_way() -> None:
    """The contracts of pyproject.toml hold."""
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", contracts, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_folder_of_code_is_a_package() -> None:
    """Import-linter sees packages only, so a folder without __init__.py would escape it."""
    folders = {path.parent for path in SOURCES}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_colours_live_in_the_theme() -> None:
    """No other file of the screen spells a colour."""
    spelled = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "ui") and path.name != "theme.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if COLOUR.search(line)
    ]
    assert spelled == []


def test_no_file_names_a_place_of_ours() -> None:
    """A path of one machine or a host of one network is true nowhere else."""
    named = [
        f"{path.relative_to(ROOT)}: {place}"
        for path in written_files()
        if path.suffix in TEXT
        for place in NOT_OURS_TO_NAME
        if place in path.read_text(encoding="utf-8")
    ]
    assert named == []


def test_tests_mirror_what_they_test() -> None:
    """tests/monitor/test_session.py tests monitor/session.py, or the package monitor/session/."""
    astray = [
        str(path.relative_to(ROOT))
        for path in TESTS.rglob("test_*.py")
        if path.relative_to(TESTS).as_posix() not in OF_THE_WHOLE and not mirrored(path)
    ]
    assert astray == []


def test_every_module_has_a_test_of_its_own_or_says_where_it_is_tested() -> None:
    """What nobody tests is found here, and an exemption that is not needed any more."""
    modules = {path.relative_to(ROOT).as_posix() for path in SOURCES if path.stem != "__init__"}
    untested = {module for module in modules if not own_test(module).exists()}
    exempt = {m for m in modules if any(m == e or m.startswith(e) for e in TESTED_THROUGH)}
    needless = [e for e in TESTED_THROUGH if not any(m.startswith(e) for m in untested)]
    assert (sorted(untested - exempt), needless) == ([], [])


def test_what_is_tested_elsewhere_names_a_test_that_is_there() -> None:
    """The reason begins with a file or a folder of the tests."""
    places = {reason.split()[0].rstrip(":") for reason in TESTED_THROUGH.values()}
    assert [place for place in places if not (TESTS / place).exists()] == []


def own_test(module: str) -> Path:
    """The test module of a source module, whether it is there or not."""
    path = TESTS / module
    return path.with_name(f"test_{path.name}")


def mirrored(test: Path) -> bool:
    """Whether a test file has something of its name in its place."""
    subject = ROOT / test.relative_to(TESTS).parent / test.stem.removeprefix("test_")
    return subject.with_suffix(".py").exists() or (subject / "__init__.py").exists()
