"""The kinds of things that happen."""

import dataclasses
import inspect

import pytest

from monitor import events
from monitor.events import Entry, Event

KINDS = [
    kind
    for _, kind in inspect.getmembers(events, inspect.isclass)
    if issubclass(kind, Event) and kind not in {Event, Entry}
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_happened_cannot_be_changed(kind: type[Event]) -> None:
    """An event is frozen and has no room for more than its fields."""
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)
    fields = {field.name: 0 for field in dataclasses.fields(kind) if _needed(field)}
    event = kind(**fields)  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.t_ms = 1  # type: ignore[misc]


def _needed(field: "dataclasses.Field[object]") -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def test_what_people_enter_has_two_times() -> None:
    """When it was true, and when it was entered."""
    names = {field.name for field in dataclasses.fields(events.InfusionChange)}
    assert {"t_ms", "at", "entered_at", "by", "seq"} <= names
