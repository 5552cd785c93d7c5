"""Who acts: asked of whoever knows people, answered when it is certain. No PIN and no window here.

A window hands over what is to be done and goes on; nobody waits for somebody else's typing.
"""

from collections.abc import Callable

from monitor.roles import Act

Who = Callable[[Act, Callable[[str], None]], None]
"""Ask who does something. The name is handed on once it is certain, never where somebody gives up;
where a PIN is asked for this is the dialog that asks."""


def unconfirmed(name: Callable[[], str]) -> Who:
    """Answer at once with a name nobody confirms: where no people are set up."""
    return lambda _act, then: then(name())
