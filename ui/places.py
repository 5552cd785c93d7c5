"""Where this computer keeps the clinic's record, profiles and scales, and its known devices."""

from pathlib import Path

import platformdirs


def clinic_record() -> Path:
    """The clinic's record; its folder exists when this returns."""
    folder = platformdirs.user_data_path("dripwatch", appauthor=False, ensure_exists=True)
    return folder / "record.sqlite"


def known_devices() -> Path:
    """The devices used last and who checked which; neither file nor folder need be there."""
    return platformdirs.user_config_path("dripwatch", appauthor=False) / "devices.json"


def clinic_profiles() -> Path:
    """The clinic's profiles, a file for each version; the folder need not be there."""
    return platformdirs.user_data_path("dripwatch", appauthor=False) / "profiles"


def clinic_scales() -> Path:
    """The clinic's own wording of scales, a file for each; the folder need not be there."""
    return platformdirs.user_data_path("dripwatch", appauthor=False) / "scales"
