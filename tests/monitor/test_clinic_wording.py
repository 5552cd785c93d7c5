"""The clinic's own words, and the scales that are not offered without them."""

from pathlib import Path

import pytest

from monitor.clinic_wording import Wording, offer, read, worded
from monitor.errors import ProfileError
from monitor.scale import scales

LICENSED = {scale.id for scale in scales().values() if scale.licensed}
SIX = ("01", "02", "06", "07", "15", "22")

PERMITTED = 'scale = "cadss6"\nversion = "2026-1"\npermission = "letter of 1 March"\n'
ITEMS = "[items]\n" + "".join(f'{item} = "made-up question {item}"\n' for item in SIX)


def supply(folder: Path, text: str, name: str = "cadss6") -> Path:
    """Put a wording file into the clinic's folder."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_folder_every_scale_but_the_licensed_is_offered(tmp_path: Path) -> None:
    """And of each of those it is said why."""
    found = offer(tmp_path / "nowhere")
    assert set(found.scales) == set(scales()) - LICENSED
    assert {scale: fault.code for scale, fault in found.faults.items()} == dict.fromkeys(
        LICENSED, "wording_missing"
    )
    assert {"cadss23", "cadss6", "bprs_positive_0", "bprs_positive_1"} == LICENSED


def test_a_whole_file_with_a_permission_makes_a_licensed_scale_usable(tmp_path: Path) -> None:
    """In the clinic's words; each rating names the version of both."""
    supply(tmp_path, PERMITTED + 'anchors = { 0 = "No", 4 = "Very" }\n' + ITEMS)
    found = offer(tmp_path)
    scale = found.scales["cadss6"]
    assert scale.items[0].title == "made-up question 01"
    assert scale.items[5].anchors == {0: "No", 4: "Very"}
    assert scale.version == "1+2026-1"
    assert scale.score(dict.fromkeys(SIX, 1)) == 6
    assert "cadss6" not in found.faults


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PERMITTED, "wording_item_missing"),
        (PERMITTED + ITEMS.replace('15 = "made-up question 15"\n', ""), "wording_item_missing"),
        (PERMITTED.replace("letter of 1 March", "  ") + ITEMS, "wording_without_permission"),
        ('scale = "cadss6"\nversion = "1"\n' + ITEMS, "wording_without_permission"),
        (PERMITTED.replace("cadss6", "cadss23") + ITEMS, "wording_of_another"),
        (PERMITTED + ITEMS + '03 = "not one of the six"\n', "wording_unknown_item"),
        (PERMITTED + ITEMS + '[item_anchors.03]\n0 = "No"\n', "wording_unknown_item"),
        (PERMITTED + 'anchors = { 5 = "Beyond" }\n' + ITEMS, "wording_unknown_answer"),
        (PERMITTED + "pass_mark = 25\n" + ITEMS, "wording_pass_mark"),
        (PERMITTED + ITEMS.replace("made-up question 15", "  "), "wording_wrong"),
        (PERMITTED + ITEMS.replace("made-up question 15", "long " * 100), "wording_wrong"),
        (PERMITTED + f'anchors = {{ 0 = "{"too wide for a button " * 4}" }}', "wording_wrong"),
        (PERMITTED + "colour = 3\n" + ITEMS, "wording_wrong"),
        (PERMITTED.replace("2026-1", "") + ITEMS, "wording_wrong"),
        ("this is no TOML", "wording_not_toml"),
    ],
)
def test_a_licensed_scale_is_not_offered_while_its_file_is_not_right(
    tmp_path: Path, text: str, code: str
) -> None:
    """It says why, and all others are there."""
    supply(tmp_path, text)
    found = offer(tmp_path)
    assert "cadss6" not in found.scales
    assert found.faults["cadss6"].code == code
    assert "nausea" in found.scales


def test_a_file_that_is_not_text_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    """A folder of that name neither."""
    (tmp_path / "cadss6.toml").write_bytes(b"\xff\xfe\x00s")
    (tmp_path / "cadss23.toml").mkdir()
    faults = offer(tmp_path).faults
    assert faults["cadss6"].code == "wording_not_toml"
    assert faults["cadss23"].code == "wording_unreadable"


def test_a_file_written_on_windows_is_read(tmp_path: Path) -> None:
    """Its editor marks the encoding."""
    path = tmp_path / "cadss6.toml"
    path.write_text(PERMITTED + ITEMS, encoding="utf-8-sig", newline="\r\n")
    assert read(path).permission == "letter of 1 March"


def test_a_free_scale_may_be_said_in_the_clinics_words(tmp_path: Path) -> None:
    """As much of it as the clinic likes; the rest stays ours."""
    text = 'scale = "sedation"\nversion = "house"\n[item_anchors.sedation]\n5 = "Wide awake"\n'
    supply(tmp_path, text, "sedation")
    scale = offer(tmp_path).scales["sedation"]
    assert scale.items[0].anchors[5] == "Wide awake"
    assert scale.items[0].anchors[4] == "Sluggish"
    assert scale.version == "1+house"


def test_a_broken_file_takes_no_free_scale_away(tmp_path: Path) -> None:
    """It stays in our words, and the fault is said."""
    supply(tmp_path, "nonsense", "sedation")
    found = offer(tmp_path)
    assert found.scales["sedation"] is scales()["sedation"]
    assert found.faults["sedation"].code == "wording_not_toml"


def test_a_file_for_no_scale_is_said(tmp_path: Path) -> None:
    """A slip in its name would otherwise hide it."""
    supply(tmp_path, PERMITTED + ITEMS, "cads6")
    assert offer(tmp_path).faults["cads6"].code == "wording_for_no_scale"


def test_the_clinic_sets_the_mark_that_nobody_has_published() -> None:
    """Of the PADSS without bleeding; its source is then the clinic."""
    shipped = scales()["padss_no_bleeding"]
    scale = worded(shipped, Wording(scale=shipped.id, version="2026-1", pass_mark=7))
    assert scale.pass_mark is not None
    assert (scale.pass_mark.score, scale.pass_mark.source) == (7, "clinic 2026-1")
    assert scale.passes({item.id: 2 for item in scale.items}) is True


def test_a_scale_without_a_total_takes_no_mark() -> None:
    """There is nothing to compare it with."""
    with pytest.raises(ProfileError) as raised:
        worded(scales()["kobs1"], Wording(scale="kobs1", version="1", pass_mark=3))
    assert raised.value.code == "wording_pass_mark"
