"""An answer is told from no answer."""

import dataclasses

from monitor.events import SessionStart
from ui.allergy_words import allergy_words


def test_none_known_is_not_never_asked(start: SessionStart) -> None:
    """Who reads "none" has to know whether anybody asked."""
    told = [dataclasses.replace(start, allergy=one) for one in ("latex", "", None)]
    assert [allergy_words(one) for one in told] == [
        "latex",
        "No known allergies",
        "No allergy recorded",
    ]
