"""Where nobody is set up a name is enough, and what was to be done is done at once."""

from monitor.roles import Act
from ui.who import unconfirmed


def test_a_name_nobody_confirms_is_handed_on_at_once() -> None:
    """The one there is by then, not the one there was."""
    names = ["Adeyemi"]
    who = unconfirmed(lambda: names[-1])
    names.append("Haddad")
    done: list[str] = []
    for act in Act:
        who(act, done.append)
    assert done == ["Haddad"] * len(Act)
