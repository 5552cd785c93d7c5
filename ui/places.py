"""Where this computer keeps the clinic's record."""

from pathlib import Path

import platformdirs


def clinic_record() -> Path:
    """The clinic's record; its folder exists when this returns."""
    folder = platformdirs.user_data_path("dripwatch", appauthor=False, ensure_exists=True)
    return folder / "record.sqlite"
