"""By whom an entry is, and whether that person has stood for it."""

from monitor.events import Entry, Mark, PersonChange
from monitor.people_here import LAPSED
from ui.author_words import author_words, named

LAPSE = PersonChange(t_ms=1, seq=1, person="Adeyemi", role="nurse", step=LAPSED)


def mark(seq: int, by: str | None) -> Mark:
    """An entry."""
    return Mark(t_ms=seq, seq=seq, by=by)


def test_a_name_stands_alone_once_it_is_confirmed() -> None:
    """Of a device there is none."""
    assert author_words(mark(1, "Adeyemi"), False) == "Adeyemi"
    assert author_words(mark(1, "Adeyemi"), True) == "Adeyemi (not confirmed)"
    assert author_words(mark(1, None), True) == ""


def test_in_a_list_only_what_was_entered_since_is_in_doubt() -> None:
    """In the order given."""
    story: list[Entry] = [mark(0, "Adeyemi"), LAPSE, mark(2, "Adeyemi"), mark(3, "Haddad")]
    assert [entry.by for entry in named(story)] == [
        "Adeyemi",
        None,
        "Adeyemi (not confirmed)",
        "Haddad",
    ]
