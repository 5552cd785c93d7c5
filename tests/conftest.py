"""What has to be so before any test file is imported."""

import os

from hypothesis import settings

# Before any Qt import, so that a bare `pytest` opens no windows on a desktop.
if not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A shared machine may take a second over what took a millisecond; time is no finding here.
settings.register_profile("dripwatch", deadline=None)
# The same examples each time: a change is judged by its own faults, not by the draw.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dripwatch")
