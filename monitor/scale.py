"""What a rating scale is: items, answers, a scoring rule. The scales themselves are in scales/."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.catalogue import modules


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `anchors` are the answers with a name; `extra` those that are no number."""

    id: str
    low: int
    high: int
    anchors: Mapping[int, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: its wording's source, and who may ship it.

    `title` is the row's label, `rater` who answers ("observer" or "patient").
    """

    id: str
    version: str
    title: str
    rater: str
    items: tuple[Item, ...]
    source: str
    wording: str

    def score(self, answers: Mapping[str, int | str]) -> float | None:
        """Sum the items; None when one is missing or was answered by no number."""
        given = [answers.get(item.id) for item in self.items]
        numbers = [value for value in given if isinstance(value, int)]
        return float(sum(numbers)) if len(numbers) == len(self.items) else None


def scales() -> dict[str, Scale]:
    """Every scale by its id."""
    found: dict[str, Scale] = {}
    for module in modules("monitor.scales").values():
        found[module.SCALE.id] = module.SCALE
    return found
