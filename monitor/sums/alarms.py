"""Alarms about the patient: how many of each priority, and how soon somebody answered them.

Those about cables and probes are no sums of their own: what they were about is a gap.
"""

from statistics import median

from monitor.episodes import Episode, episodes
from monitor.events import AlarmStep, Priority
from monitor.policy import of_the_patient
from monitor.sums.facts import Facts, Sums


def sums(facts: Facts) -> Sums:
    """Count the alarms that were raised, not those that a repeat did not confirm."""
    found = [one for one in episodes(facts.history.entries) if of_the_patient([one.worst])]
    answers = [s for one in found if (s := _answered_s(one)) is not None]
    return {
        "alarms_high": sum(one.worst.priority is Priority.HIGH for one in found),
        "alarms_medium": sum(one.worst.priority is Priority.MEDIUM for one in found),
        "unanswered": len(found) - len(answers),
        "slowest_answer_s": max(answers, default=None),
        "median_answer_s": median(answers) if answers else None,
    }


def _answered_s(one: Episode) -> float | None:
    """Return how long after it was first raised somebody acknowledged it; None: nobody did."""
    raised_ms = one.steps(AlarmStep.RAISED)[0].t_ms
    answer = next((change.t_ms for change in one.steps(AlarmStep.ACKNOWLEDGED)), None)
    return None if answer is None else max(0, answer - raised_ms) / 1000
