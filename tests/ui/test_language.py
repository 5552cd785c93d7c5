"""The languages: whole, with the same blanks, short enough for the screen; and which is spoken."""

import os
import string
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from monitor import profile
from monitor.errors import EntryError
from monitor.events import LinkState
from monitor.scale import Scale, scales
from tests.ui.conftest import Desks
from ui import language, theme, words
from ui.language import of_system, speak
from ui.scale_words import spoken_scales
from ui.start.start_sheet import Family
from ui.start.start_window import StartWindow
from ui.words import WORDS, complain, say

TRANSLATIONS = [name for name in language.languages() if name != language.ENGLISH]

SAME_IN_GERMAN = {
    "Monitor {place}: {device}",
    "SpO₂, %",
    "{weight:g} kg",
    *("OK", "Dripwatch", "Demo", "Infusion", "Monitor", "Monitor live", "Name", "Patient"),
    *("PIN", "Phase", "Phase: {phase}", "Spray", "SpO₂", "SpO₂ %", "SpO₂\n%", "SpO₂ % · {device}"),
    *("KOBS-1", "CADSS", "CADSS-6", "CADSS-23", "BPRS+ (0–6)", "BPRS+ (1–7)", "PADSS"),
    *("Aldrete (%)", "Aldrete (mmHg)", "SYS {limit}", "DIA {limit}", "mg/&kg", "mg/kg", "in m&L"),
    *("April", "August", "September", "November"),
    *("Jan", "Feb", "Apr", "Jun", "Jul", "Aug", "Sep", "Nov", "{day} {month}"),
    *("in {left}", "{hours} h", "SYS", "DIA", "{what} {at}"),
    *("Alarm: {what}", "Pause", "{mg_per_kg} mg/kg", "Export ▾", "SpO₂ {value} %"),
    *("n {n}", "{value} mmHg", "{value} mg/kg", "{value} s"),
    *("Dripwatch {version}", "{mg} mg in {ml} mL", "Minute {minute}", "PDF (*.pdf)"),
    "{mg} mg in {minutes} min ({mg_per_kg} mg/kg × {weight} kg)",
    *(title for code, title in WORDS.items() if code.startswith("device.")),
}
"""What is the same word in both; beside it only numbers, signs and the units mg, mL, min."""

UNITS = {"mg", "mL", "min", "h"}

PADDING = 6
"""Of a button's smallest width, the pixels beside its words that may be missing unseen."""


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    """A language belongs to the whole program: give it back."""
    yield
    words.speak({}, {})


@pytest.fixture
def german() -> None:
    """Speak German from here on."""
    speak("german")


# --- every sentence ------------------------------------------------------------------------------


def blanks(sentence: str) -> Counter[tuple[str, str | None, str | None]]:
    """What a sentence wants to be told, and in which form."""
    parts = string.Formatter().parse(sentence)
    return Counter((name, form, how) for _, name, form, how in parts if name is not None)


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_language_has_every_sentence_and_no_other(name: str) -> None:
    """One that is missing would be English in the middle of the screen."""
    assert language.read(name)["words"].keys() == WORDS.keys()


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_sentence_has_the_blanks_of_the_english_one(name: str) -> None:
    """A blank nobody fills would be a KeyError at the bedside; a lost one hides a number."""
    said = language.read(name)["words"]
    differ = {code: said[code] for code in said if blanks(said[code]) != blanks(WORDS[code])}
    assert differ == {}


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_what_begins_or_ends_with_a_space_or_breaks_does_so_everywhere(name: str) -> None:
    """Such words are put between others; a line more would not fit its place."""
    for code, said in language.read(name)["words"].items():
        english = WORDS[code]
        edges = (said[:1] == " ", said[-1:] == " ", said.count("\n"))
        assert edges == (english[:1] == " ", english[-1:] == " ", english.count("\n")), code


def is_bare(sentence: str) -> bool:
    """Whether it is made of blanks, signs and units alone, the same in every language."""
    literal = "".join(text for text, *_ in string.Formatter().parse(sentence))
    letters = "".join(char if char.isalpha() else " " for char in literal)
    return set(letters.split()) <= UNITS


def test_no_english_is_left_in_german_by_oversight() -> None:
    """What is the same in both is known by name."""
    tables = language.read("german")
    same = {said for code, said in tables["words"].items() if said == WORDS[code]}
    same |= {said for english, said in tables["phrases"].items() if said == english}
    assert {sentence for sentence in same - SAME_IN_GERMAN if not is_bare(sentence)} == set()


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_an_error_is_a_whole_sentence_in_every_language(name: str) -> None:
    """As in English: a full stop, and short enough to be read."""
    said = language.read(name)["words"]
    errors = {code: said[code] for code in said if code.startswith("error.")}
    assert [code for code, sentence in errors.items() if sentence[-1] not in ".?"] == []
    assert [code for code, sentence in errors.items() if len(sentence) > 150] == []


# --- every scale ---------------------------------------------------------------------------------


def phrases_of(scale: Scale) -> set[str]:
    """Every sentence that comes with a scale."""
    found = {scale.title, scale.how}
    for item in scale.items:
        found |= {item.title, item.folded_as, *item.anchors.values(), *item.brief.values()}
    return found - {""}


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_language_has_every_phrase_of_every_scale_and_no_other(name: str) -> None:
    """Phrases go by their English: a word changed there is lost here."""
    wanted = {phrase for scale in scales().values() for phrase in phrases_of(scale)}
    assert language.read(name)["phrases"].keys() == wanted


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_the_answers_of_an_item_stay_apart(name: str) -> None:
    """Two answers that read alike would be entered for one another."""
    speak(name)
    for scale in spoken_scales().values():
        for item in scale.items:
            apart = len(set(scales()[scale.id].items[scale.items.index(item)].anchors.values()))
            assert len(set(item.anchors.values())) == apart, (scale.id, item.id)


def test_a_scale_speaks_german_and_measures_the_same(german: None) -> None:
    """Its answers and their range are no words."""
    spoken, shipped = spoken_scales()["nausea"], scales()["nausea"]
    assert spoken.title == "Übelkeit, Zahl des Patienten"
    assert spoken.items[0].answers == shipped.items[0].answers


# --- which language ------------------------------------------------------------------------------


def test_english_comes_first_and_german_is_there() -> None:
    """By the names a person may type."""
    assert language.languages()[0] == "english"
    assert "german" in language.languages()


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "english"),
        ({"LANG": "C.UTF-8"}, "english"),
        ({"LANG": "en_GB.UTF-8"}, "english"),
        ({"LANG": "fr_FR.UTF-8"}, "english"),
        ({"LANG": "de_DE.UTF-8"}, "german"),
        ({"LANG": "de"}, "german"),
        ({"LC_ALL": "", "LANG": "de_AT.UTF-8"}, "german"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "de_DE.UTF-8"}, "english"),
        ({"DRIPWATCH_LANGUAGE": "german", "LC_ALL": "en_US.UTF-8"}, "german"),
        ({"DRIPWATCH_LANGUAGE": "english", "LANG": "de_DE.UTF-8"}, "english"),
    ],
)
def test_the_computer_says_which_language(environment: dict[str, str], spoken: str) -> None:
    """The first setting that is not empty decides; what we do not speak is English."""
    assert of_system(environment) == spoken


def test_without_a_name_the_computers_language_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """And with one it is not asked."""
    for key in language.SETTINGS:
        monkeypatch.delitem(os.environ, key, raising=False)
    monkeypatch.setenv("DRIPWATCH_LANGUAGE", "german")
    speak(None)
    assert say("saved") == "Gesichert"
    speak("english")
    assert say("saved") == "Saved"


def test_a_language_we_do_not_have_is_refused_and_changes_nothing(german: None) -> None:
    """The sentence names those there are."""
    with pytest.raises(EntryError) as refused:
        speak("klingon")
    assert "klingon" in complain(refused.value)
    assert "english, german" in complain(refused.value)
    assert say("saved") == "Gesichert"


def test_numbers_have_a_comma_in_german(german: None) -> None:
    """The decimal sign is the language's; English, spoken again, has its point back."""
    assert words.decimal_sign() == ","
    assert say("start.pump_line", mg=36, ml_per_h=54.0, ml=36.5) == "36,0 mg · 54,0 mL/h · 36,5 mL"
    speak("english")
    assert say("start.pump_line", mg=36, ml_per_h=54.0, ml=36.5) == "36.0 mg · 54.0 mL/h · 36.5 mL"


# --- the screen in German ------------------------------------------------------------------------


@pytest.mark.usefixtures("german")
def test_the_bedside_fits_1366_by_768_in_german(desks: Desks) -> None:
    """In the states in which the most stands side by side; no button cuts its word."""
    desk = desks(sizes=theme.COMPACT)
    window, sizes, cut = desk.window, [], []

    def measure() -> None:
        desk.settle()
        sizes.append((window.width(), window.height()))
        cut.extend(words_cut(window))

    measure()
    for seconds in (1, 60):
        desk.at(seconds)
        desk.cuff(198, 119, 145)
        measure()
    desk.press(window.row("nausea").buttons["cannot_answer"])
    desk.press(window.next.accept)
    desk.at(120)
    desk.press(window.pump.started)
    desk.hear(pulse_rate=187, spo2=97)
    measure()
    desk.at(120 + 41 * 60)
    desk.link(LinkState.LOST)
    desk.fail_to_save()
    measure()
    window.pump.choose(window.pump.stopped, "patient_asked")
    measure()
    assert sizes == [(1366, 768)] * len(sizes)
    assert set(cut) == set()


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000)], ids=["1366", "1600"])
def test_the_start_window_fits_in_german(qtbot: QtBot, size: tuple[int, int]) -> None:
    """On the smallest screen and on the usual one; no button cuts its word."""
    families = [Family("ge-dinamap", "GE DINAMAP", gives_cuff=True, gives_spo2=True)]
    window = StartWindow(profile.shipped(), families, [("/dev/ttyUSB0", "USB")], "Adeyemi")
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    assert (window.width(), window.height()) == size
    assert words_cut(window) == []


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_letter_of_the_start_window_stands_for_one_field(name: str) -> None:
    """The two words of the first model are never shown together; the rest all are, or may be."""
    said = language.read(name)["words"]
    letters = {code: letter(said[code]) for code in said if letter(WORDS[code])}
    assert [code for code, found in letters.items() if not found] == []
    assert letters.pop("start.model.of_two.0") == letters["start.model.0"]
    assert [found for found, times in Counter(letters.values()).items() if times > 1] == []


def letter(sentence: str) -> str:
    """The letter behind the ampersand, if there is one."""
    return sentence.partition("&")[2][:1].casefold()


def words_cut(window: QWidget) -> list[str]:
    """What is shown in less room than its words take; signs and numbers have no words."""
    shown = [part for part in window.findChildren(QAbstractButton) if part.isVisible()]
    cut = [b.text() for b in shown if b.width() + PADDING < b.minimumSizeHint().width()]
    labels = [made for made in window.findChildren(QLabel) if made.isVisible()]
    cut += [
        made.text()
        for made in labels
        if made.text() and not made.wordWrap() and made.width() + 1 < made.sizeHint().width()
    ]
    return [text for text in cut if any(char.isalpha() for char in text)]
