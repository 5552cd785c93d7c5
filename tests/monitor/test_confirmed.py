"""What was entered after a name was hidden is nobody's until that person's next PIN."""

from monitor.confirmed import unclaimed, unconfirmed, waiting
from monitor.events import Entry, Mark, Meaning, PersonChange, Signature
from monitor.people_here import CLAIMED, CONFIRMED, EMERGENCY, LAPSED


def told(*what: str) -> list[Entry]:
    """ "Adeyemi lapsed" is a change, "Adeyemi" a mark by her; numbered 1, 2, 3."""
    found: list[Entry] = []
    for seq, words in enumerate(what, start=1):
        name, _, step = words.partition(" ")
        if step:
            by = None if step == LAPSED else name
            change = PersonChange(t_ms=seq, seq=seq, by=by, person=name, role="nurse", step=step)
            found.append(change)
        else:
            found.append(Mark(t_ms=seq, seq=seq, by=name))
    return found


def test_what_was_entered_before_the_name_was_hidden_is_confirmed() -> None:
    """And what comes after is not."""
    assert unconfirmed(told("Adeyemi", f"Adeyemi {LAPSED}", "Adeyemi", "Adeyemi")) == {3, 4}


def test_the_next_pin_confirms_what_was_entered_meanwhile() -> None:
    """And all that comes after, until the name is hidden again."""
    story = told(f"Adeyemi {LAPSED}", "Adeyemi", f"Adeyemi {CONFIRMED}", "Adeyemi")
    assert unconfirmed(story) == set()
    assert unconfirmed([*story, *_later(story, f"Adeyemi {LAPSED}", "Adeyemi")]) == {6}


def _later(story: list[Entry], *what: str) -> list[Entry]:
    return told(*["Nobody"] * len(story), *what)[len(story) :]


def test_another_persons_pin_does_not() -> None:
    """Each stands for what bears their own name."""
    story = told(f"Adeyemi {LAPSED}", "Adeyemi", f"Haddad {CONFIRMED}", "Haddad", "Adeyemi")
    assert unconfirmed(story) == {2, 5}


def test_a_name_hidden_twice_keeps_what_was_entered_first() -> None:
    """Nothing is confirmed by waiting."""
    story = told(f"Adeyemi {LAPSED}", "Adeyemi", f"Adeyemi {LAPSED}", "Adeyemi")
    assert unconfirmed(story) == {2, 4}


def test_the_order_of_the_record_counts_not_the_time_it_is_about() -> None:
    """A back-dated entry was typed after the name was hidden."""
    story = told(f"Adeyemi {LAPSED}", "Adeyemi", f"Adeyemi {CONFIRMED}")
    assert unconfirmed(reversed(story)) == set()
    assert unconfirmed(story[:2][::-1]) == {2}


def test_an_emergency_is_nobodys_until_it_is_claimed() -> None:
    """Then it is confirmed by whoever claimed it."""
    story = told(EMERGENCY, EMERGENCY)
    assert unconfirmed(story) == {1, 2}
    assert unclaimed(story)
    story = told(EMERGENCY, EMERGENCY, f"Haddad {CLAIMED}", "Haddad")
    assert unconfirmed(story) == set()
    assert not unclaimed(story)


def test_who_has_to_give_a_pin_is_known_before_anything_is_entered() -> None:
    """So that the screen can say so at once."""
    assert set(waiting(told(f"Adeyemi {LAPSED}"))) == {"Adeyemi", EMERGENCY}


def test_devices_and_signatures_are_not_in_doubt() -> None:
    """A device has no PIN, and a signature had its own."""
    signed = Signature(t_ms=3, seq=3, by="Adeyemi", meaning=Meaning.NURSE_COMPLETED, head="")
    story = [*told(f"Adeyemi {LAPSED}"), Mark(t_ms=2, seq=2, by=None), signed]
    assert unconfirmed(story) == set()
