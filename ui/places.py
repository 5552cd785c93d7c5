"""Where this computer keeps the clinic's record and its own files, and the known devices."""

from pathlib import Path

import platformdirs

from monitor.errors import RecordError


def clinic_record() -> Path:
    """The clinic's record; its folder exists when this returns. RecordError: it cannot be made."""
    folder = platformdirs.user_data_path("dripwatch", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError("folder_not_made", path=str(folder), reason=error.strerror) from error
    return folder / "record.sqlite"


def known_devices() -> Path:
    """The devices used last and who checked which; neither file nor folder need be there."""
    return platformdirs.user_config_path("dripwatch", appauthor=False) / "devices.json"


def clinic_profiles() -> Path:
    """The clinic's profiles, a file for each version; the folder need not be there."""
    return platformdirs.user_data_path("dripwatch", appauthor=False) / "profiles"


def clinic_settings() -> Path:
    """The clinic's name, address and logo for its paper; the file need not be there."""
    return platformdirs.user_data_path("dripwatch", appauthor=False) / "clinic.toml"


def clinic_codes() -> Path:
    """The clinic's own codes.toml, for exports; it need not be there."""
    return platformdirs.user_data_path("dripwatch", appauthor=False) / "codes.toml"


def clinic_scales() -> Path:
    """The clinic's own wording of scales, a file for each; the folder need not be there."""
    return platformdirs.user_data_path("dripwatch", appauthor=False) / "scales"
