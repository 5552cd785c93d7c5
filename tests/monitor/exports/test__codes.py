"""The code map: what is exported of it, and how a clinic replaces its parts."""

import pytest

from monitor.errors import ProfileError
from monitor.exports._codes import codes
from monitor.extract import CUFF_PARTS
from monitor.scale import scales
from monitor.vitals import Vital


def test_everything_measured_has_a_code_of_its_kind_and_of_its_unit() -> None:
    for name in (*Vital, *CUFF_PARTS):
        assert codes().mdc(name), name
        assert codes().unit(name), name


@pytest.mark.parametrize("vital", Vital)
def test_the_map_and_the_vitals_agree(vital: Vital) -> None:
    known = {(one.system, one.code) for one in codes().known(vital)}
    assert {("loinc", vital.loinc), ("mdc", str(vital.mdc))} <= known


def test_what_nobody_verified_is_not_exported() -> None:
    systems = {one.system: one.code for one in codes().known("drug.ketamine")}
    assert systems == {"atc": "N01AX03"}


def test_no_scale_has_a_code_elsewhere_but_vomiting_the_finding() -> None:
    assert [name for name in scales() if codes().known(name)] == ["vomiting"]


def test_every_code_says_where_it_was_seen() -> None:
    for name, concept in codes().concepts.items():
        assert all(one.source for one in concept.codings), name
        assert all(one.verified != (one.source == "own knowledge") for one in concept.codings), name


def test_a_concept_nobody_mapped_is_its_name() -> None:
    assert (codes().concept("x").text, codes().known("x"), codes().mdc("x")) == ("x", [], None)


def test_a_clinics_own_concept_replaces_ours_whole() -> None:
    own = """
        [spo2]
        text = "Saturation"
        codings = [{system = "loinc", code = "1-1", display = "x", verified = true, source = "we"}]
    """
    assert [one.code for one in codes(own).known("spo2")] == ["1-1"]
    assert codes(own).unit("spo2") is None
    assert codes(own).mdc("systolic") == codes().mdc("systolic")


@pytest.mark.parametrize("own", ["[spo2", "spo2 = 1", '[spo2]\ntxt = "a"', "[spo2]\ntext = 1"])
def test_a_clinics_file_that_is_wrong_is_said_to_be(own: str) -> None:
    with pytest.raises(ProfileError, match="codes_wrong"):
        codes(own)
