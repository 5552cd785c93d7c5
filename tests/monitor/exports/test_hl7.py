"""The HL7 v2.6 batch, read by two parsers that are not ours."""

import warnings
from dataclasses import replace
from typing import Any

import hl7
import pytest
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

from monitor.events import SessionKind
from monitor.exports.hl7 import EXPORT
from monitor.extract import Extract
from monitor.history import History
from tests.monitor.exports.whole import entries, history, planted, spared, start, whole
from tests.monitor.planted import IDENTIFIERS


def parsed(made: Extract) -> list[Any]:
    """The messages of a session, by the package hl7."""
    text = EXPORT.write(made).decode()
    assert hl7.isfile(text)
    (batch,) = hl7.parse_file(text)
    return list(batch)


@pytest.fixture(scope="module")
def messages() -> list[Any]:
    return parsed(whole())


def results(message: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 - the parser has no types
    """Name, value and status of each OBX."""
    return [(str(one[3][0][0]), str(one[5]), str(one[11])) for one in message.segments("OBX")]


def with_(messages: list[Any], code: str) -> list[Any]:
    return [one for one in messages if code in [name for name, _, _ in results(one)]]


def test_the_file_counts_its_messages(messages: list[Any]) -> None:
    lines = EXPORT.write(whole()).decode().split("\r")
    assert lines[-4:-1][1:] == [f"BTS|{len(messages)}", "FTS|1"]
    assert lines[-1] == ""


def test_each_message_is_as_pcd_01_has_it(messages: list[Any]) -> None:
    ids = {str(one.segment("MSH")[10]) for one in messages}
    assert len(ids) == len(messages)
    for one in messages:
        head = one.segment("MSH")
        assert (str(head[9]), str(head[11]), str(head[12])) == ("ORU^R01^ORU_R01", "P", "2.6")
        assert str(head[21]) == "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO"
        assert len(str(head[10])) <= 20
        subs = [(str(r[3][0][0]), str(r[4])) for r in one.segments("OBX")]
        assert len(set(subs)) == len(subs)
        assert [str(r[1]) for r in one.segments("OBX")] == [str(n + 1) for n in range(len(subs))]


@pytest.mark.parametrize("made", [whole(), spared(whole())], ids=["whole", "spared"])
def test_a_second_parser_reads_each_message_whole(made: Extract) -> None:
    """Hl7apy knows the segments and fields of 2.6 and refuses what is not of them."""
    blocks = EXPORT.write(made).decode().split("\rMSH|")[1:]
    for block in blocks:
        text = "MSH|" + block.partition("BTS|")[0]
        with warnings.catch_warnings(action="ignore"):
            message = parse_message(
                text, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True
            )
            assert message.validate()
        assert message.oru_r01_patient_result


def test_one_message_a_minute_of_vitals(messages: list[Any]) -> None:
    told = [results(one) for one in messages if "147842" in [name for name, _, _ in results(one)]]
    assert told == [
        [("147842", "72", "R"), ("149530", "71", "R"), ("150456", "97", "R")],
        [("147842", "74", "R"), ("149530", "74", "R"), ("150456", "96.5", "R")],
        [("147842", "", "X"), ("149530", "76", "R"), ("150456", "", "X")],
    ]


def test_one_message_a_cuff_and_no_number_that_is_none(messages: list[Any]) -> None:
    told = [[r[1:] for r in results(one)[2:]] for one in with_(messages, "150020")]
    assert told == [
        [("128", "R"), ("80", "R"), ("93", "R")],
        [("", "X"), ("", "X")],
        [("", "X"), ("", "X")],
        [("", "X"), ("", "X"), ("", "X")],
        [("190", "P"), ("80", "P"), ("93", "P")],
        [("131", "F"), ("80", "F"), ("71", "F")],
        [("", "X"), ("80", "R")],
    ]
    notes = [[str(one[3]) for one in m.segments("NTE")] if "NTE" in str(m) else [] for m in
             with_(messages, "150020")]  # fmt: skip
    assert notes[3] == ["rejected: person"] * 3
    assert notes[5] == ["standing"]


def test_times_have_an_offset_and_machines_a_name(messages: list[Any]) -> None:
    first = messages[0].segment("OBX")
    assert str(first[14]) == "20260301140000.000+0000"
    assert str(first[18]) == "ge-dinamap^DRIPWATCH"


def test_a_rating_and_a_withdrawn_one(messages: list[Any]) -> None:
    assert [results(one)[0][1] for one in with_(messages, "dissociation")] == ["2"]
    (kobs,) = with_(messages, "kobs1.detachment")
    assert [r[1] for r in results(kobs)] == ["2", "cannot_answer"]
    (cadss,) = with_(messages, "cadss6")
    assert results(cadss)[0] == ("cadss6", "", "X")


def test_a_note_breaks_nothing_and_keeps_its_words(messages: list[Any]) -> None:
    (note,) = with_(messages, "note")
    raw = str(note.segment("OBX")[5]).replace("\\.br\\", "\n")
    back = note.unescape(raw)
    assert back.startswith("a|b^c&d~e\\f <b>\"'</b> \\E\\\nMSH|^~\\&|x\n")


def test_a_name_breaks_nothing(messages: list[Any]) -> None:
    patient = messages[0].segment("PID")
    assert messages[0].unescape(str(patient[5][0][0])) == "Zoë O'Sample & Sons|^~"
    assert (str(patient[3][0][0]), str(patient[7])) == ("004-1182", "19800229")


def test_no_alarm_is_sent(messages: list[Any]) -> None:
    """PCD-04 would make somebody answer."""
    assert "alarm" not in str(messages)


def test_a_demo_is_marked() -> None:
    made = whole(history=replace(history(), start=start(SessionKind.DEMO)))
    assert {str(one.segment("MSH")[11]) for one in parsed(made)} == {"T"}


def test_an_empty_session_is_an_empty_batch() -> None:
    assert parsed(whole(history=History(start()), ended_ms=None)) == []


def test_without_wall_times_the_seconds_stand_first() -> None:
    first, *_ = parsed(spared(whole()))
    assert results(first)[0] == ("seconds_from_start", "-120.000", "F")
    assert str(first.segment("OBX")[14]) == "2026"


def test_nobody_is_to_be_recognised() -> None:
    data = EXPORT.write(spared(planted())).decode()
    assert [kind for kind, text in IDENTIFIERS.items() if text in data] == []
    whole_ = EXPORT.write(spared(whole())).decode()
    for text in ("004-1182", "O'Sample", "Adeyemi", "1980", "ge-dinamap", "202603"):
        assert text not in whole_


def test_every_kind_of_entry_can_be_read_back() -> None:
    assert len(parsed(planted())) > len(entries())
