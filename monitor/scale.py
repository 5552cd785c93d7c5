"""What a rating scale is: items, answers, a scoring rule. The scales themselves are in scales/.

A scale is data and holds no wording that is somebody else's: `monitor/clinic_wording.py` brings
that in from the clinic's own files. What the screen needs to know of a scale (row, lane, key)
stands in it too, so that another scale is one more file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

from monitor.catalogue import modules

Answer = int | str
"""A number of the item's range, or the code of an extra answer that is no number."""

Answers = Mapping[str, Answer]
"""Item id -> what was answered. An item that is missing was not answered."""

RULES: Mapping[str, Callable[[Iterable[int]], int | None]] = MappingProxyType(
    {"sum": sum, "max": max, "none": lambda _numbers: None}
)
"""The scoring rules by name; each is handed one number per item."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `anchors` are the answers with a name; `extra` those that are no number.

    title: what is asked; empty where the scale's title says it, or while the clinic's is missing.
    step: from one number to the next. high_first: the highest answer is drawn first.
    numbered: a named answer is drawn with its number. folded: answers that a row of one line draws
    as one button named `folded_as`. brief: one word for an answer where a button has no room.
    more: drawn behind "More", not in the row. prompts: answers after which the clinic's protocol
    is shown.
    """

    id: str
    low: int
    high: int
    anchors: Mapping[int, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    title: str = ""
    step: int = 1
    high_first: bool = False
    numbered: bool = True
    folded: tuple[int, ...] = ()
    folded_as: str = ""
    brief: Mapping[int, str] = field(default_factory=dict)
    more: bool = False
    prompts: tuple[Answer, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every number that may be answered, in the order they are drawn."""
        rising = tuple(range(self.low, self.high + 1, self.step))
        return rising[::-1] if self.high_first else rising

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer in the order they are drawn: the numbers, then the extra ones."""
        return (*self.numbers, *self.extra)

    def number(self, answer: object) -> int | None:
        """Return an answer that is a number of the range; None for all others and for none."""
        # type() and not isinstance(): True is no 1.
        return answer if type(answer) is int and answer in self.numbers else None

    def allows(self, answer: object) -> bool:
        """Whether this is an answer to the item."""
        return self.number(answer) is not None or answer in self.extra


@dataclass(frozen=True, slots=True)
class PassMark:
    """The lowest score that counts as fit, and who says so."""

    score: int
    source: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale, its source, and who may ship its wording.

    title: the row's label. rater: who answers ("observer" or "patient"). rule: a name in RULES.
    how: one line for who rates. licensed: offered only with the clinic's wording and permission.
    separate: every item is an entry of its own (an event), and one answered item is whole.
    discharge: a patient is fit to leave from some score on; pass_mark: None while none is known.
    beside: its buttons stand at the end of that other scale's row.
    lane: drawn on the chart. worst: which score is the session's peak ("none": it has no peak).
    shortcut: the key that leads to its row. fresh_min: minutes until the last answer turns grey.
    """

    id: str
    version: str
    title: str
    rater: str
    items: tuple[Item, ...]
    source: str
    wording: str
    rule: str = field(default="sum", kw_only=True)
    how: str = field(default="", kw_only=True)
    licensed: bool = field(default=False, kw_only=True)
    separate: bool = field(default=False, kw_only=True)
    discharge: bool = field(default=False, kw_only=True)
    pass_mark: PassMark | None = field(default=None, kw_only=True)
    beside: str | None = field(default=None, kw_only=True)
    lane: bool = field(default=False, kw_only=True)
    worst: Literal["highest", "lowest", "none"] = field(default="none", kw_only=True)
    shortcut: str | None = field(default=None, kw_only=True)
    fresh_min: int = field(default=30, kw_only=True)

    def answered(self, answers: Answers) -> tuple[int, int]:
        """Return how many items were answered, by number or not, and how many there are."""
        return len(self.items) - len(self.missing(answers)), len(self.items)

    def missing(self, answers: Answers) -> list[Item]:
        """Return the items without an answer that is theirs."""
        return [item for item in self.items if not item.allows(answers.get(item.id))]

    def score(self, answers: Answers) -> float | None:
        """Apply the rule; None when an item is missing or was answered by no number.

        Of a scale of separate events only what was answered counts.
        """
        given = [item.number(answers.get(item.id)) for item in self.items]
        numbers = [number for number in given if number is not None]
        wanted = 1 if self.separate else len(self.items)
        found = RULES[self.rule](numbers) if len(numbers) >= wanted else None
        return None if found is None else float(found)

    def passes(self, answers: Answers) -> bool | None:
        """Whether the score reaches the pass mark; None without a score or without a mark."""
        score = self.score(answers)
        return None if score is None or self.pass_mark is None else score >= self.pass_mark.score

    @property
    def lowest(self) -> float | None:
        """The lowest score there can be; None where the scale has no score."""
        lows = [item.low for item in self.items]
        return self._bound([min(lows)] if self.separate else lows)

    @property
    def highest(self) -> float | None:
        """The highest score there can be; None where the scale has no score."""
        return self._bound(item.high for item in self.items)

    def _bound(self, numbers: Iterable[int]) -> float | None:
        found = RULES[self.rule](numbers)
        return None if found is None else float(found)

    def entries(self, answers: Answers) -> list[dict[str, Answer]]:
        """Split what was answered at once into the answers of one observation each."""
        given = {i.id: answers[i.id] for i in self.items if i.allows(answers.get(i.id))}
        if self.separate:
            return [{item: answer} for item, answer in given.items()]
        return [given] if given else []


@cache
def scales() -> Mapping[str, Scale]:
    """Every shipped scale by its id, those too that wait for the clinic's wording."""
    found: dict[str, Scale] = {}
    for module in modules("monitor.scales").values():
        found[module.SCALE.id] = module.SCALE
    return MappingProxyType(found)
