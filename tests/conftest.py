"""What has to be so before any test file is imported."""

import os

import pytest
from hypothesis import settings

# Before any Qt import, so that a bare `pytest` opens no windows on a desktop.
if not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A shared machine may take a second over what took a millisecond; time is no finding here. Fewer
# than Hypothesis' usual hundred: `make fuzz`, `torture`, `powerloss` and `tamper` look for longer.
settings.register_profile("dripwatch", deadline=None, max_examples=70)
# The same examples each time: a change is judged by its own faults, not by the draw.
settings.register_profile(
    "ci", settings.get_profile("dripwatch"), derandomize=True, print_blob=True
)
settings.load_profile("ci" if os.environ.get("CI") else "dripwatch")

LONG = {
    "test_whole_session.py",
    "test_demo.py",
    "test_recording.py",
    "test_half_hour.py",
    "test_every_scenario.py",
    "test_workstation.py",
    "test_torture.py",
    "test_power_loss.py",
}
"""Files of half a minute and more: begun first, or one processor waits for them at the end."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Twice as many as there are processors: the long ones mostly wait for a device's time."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever order was drawn, keep it within the long ones and within the others."""
    items.sort(key=lambda item: item.path.name not in LONG)
