"""What is said of a patient's allergies: asked, none known, never asked. No widgets."""

from monitor.events import SessionStart
from ui.words import say


def allergy_words(start: SessionStart) -> str:
    """Return the allergies as they were told, or that none are known, or that none were noted.

    An empty text is an answer: somebody asked. None is not: a session begun on the command line, or
    by a Dripwatch that kept both the same, asked nobody that we know of.
    """
    if start.allergy is None:
        return say("no_allergy")
    return start.allergy or say("no_known_allergy")
