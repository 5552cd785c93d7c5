"""How Dripwatch starts itself once more, as a process of its own. What that one does is not known.

A bundle is a program by itself; in a checkout or an installed package, Python runs us.
"""

import sys


def own_program() -> list[str]:
    """Return the beginning of a command line; what follows is as after `dripwatch`."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable] if frozen else [sys.executable, "-m", "ui"]
