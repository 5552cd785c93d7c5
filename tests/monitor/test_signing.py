"""What signatures mean: where a session stands, who may sign what, what an amendment needs."""

import pytest

from monitor.events import Entry, Meaning, Note, Signature
from monitor.signing import Standing, authors, question, refuses, standing

DONE, REVIEWED = Meaning.NURSE_COMPLETED, Meaning.SUPERVISOR_REVIEWED
RETURNED, AMENDED = Meaning.RETURNED, Meaning.AMENDED


def signed(*meanings: Meaning) -> list[Entry]:
    """A session of Adeyemi's with these signatures."""
    made: list[Entry] = [Note(t_ms=0, seq=1, by="Adeyemi", text="a word")]
    made += [
        Signature(t_ms=0, seq=seq, by="Brandt", meaning=meaning, head="ab", comment="why?")
        for seq, meaning in enumerate(meanings, start=2)
    ]
    return made


@pytest.mark.parametrize(
    ("meanings", "stands"),
    [
        ((), Standing.TO_REVIEW),
        ((DONE,), Standing.TO_REVIEW),
        ((DONE, RETURNED), Standing.RETURNED),
        ((DONE, RETURNED, DONE), Standing.TO_REVIEW),
        ((DONE, RETURNED, DONE, REVIEWED), Standing.SIGNED),
        ((DONE, REVIEWED, AMENDED), Standing.SIGNED),
        ((DONE, REVIEWED, RETURNED), Standing.RETURNED),
    ],
)
def test_the_last_word_says_where_a_session_stands(
    meanings: tuple[Meaning, ...], stands: Standing
) -> None:
    """An amendment does not take a review back; a return does."""
    assert standing(signed(*meanings), ended=True) is stands
    assert standing(signed(*meanings), ended=False) is Standing.NOT_FINISHED


def test_a_question_waits_until_the_nurse_completes_again() -> None:
    """Then it is answered."""
    asked = question(signed(DONE, RETURNED))
    assert asked is not None
    assert asked.comment == "why?"
    assert question(signed(DONE, RETURNED, DONE)) is None
    assert question(signed()) is None


def by(name: str, meaning: Meaning, comment: str | None = None) -> Signature:
    """A signature to be judged."""
    return Signature(t_ms=0, by=name, meaning=meaning, head="ab", comment=comment)


@pytest.mark.parametrize(
    ("signature", "code"),
    [
        (by("Brandt", REVIEWED), None),
        (by("adeyemi ", REVIEWED), "own_review"),
        (by("Adeyemi", DONE), None),
        (by("Brandt", RETURNED, "Why 2 mg?"), None),
        (by("Brandt", RETURNED, "  "), "question_missing"),
        (by("Brandt", AMENDED), "not_signed"),
        (by("", REVIEWED), "signature_nameless"),
    ],
)
def test_who_may_sign_what(signature: Signature, code: str | None) -> None:
    """The author alone does not review; a return asks something."""
    assert refuses(signature, signed(), ended=True) == code


def test_a_clinic_may_let_a_lone_nurse_review() -> None:
    """It says so itself; and whoever shared the work may review the others' part."""
    assert refuses(by("Adeyemi", REVIEWED), signed(), ended=True, author_may_review=True) is None
    both = [*signed(), Note(t_ms=0, seq=9, by="Haddad", text="another")]
    assert authors(both) == ["Adeyemi", "Haddad"]
    assert refuses(by("Adeyemi", REVIEWED), both, ended=True) is None


def test_a_session_that_runs_is_not_signed() -> None:
    """By nobody."""
    assert refuses(by("Brandt", REVIEWED), signed(), ended=False) == "not_ended"
