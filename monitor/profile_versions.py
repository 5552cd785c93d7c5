"""The clinic's profiles on disk: a file for each version, and none is ever written again.

A file is named `NAME-vVERSION.toml`. What is in force is decided here, what is in it is not.
"""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TextIO

from monitor import toml_lines
from monitor.errors import ProfileError
from monitor.profile import Profile, parse, read_toml


def versions(folder: Path, name: str) -> dict[int, Path]:
    """Every version of a profile by its number, oldest first; {} where there is no folder."""
    found: dict[int, Path] = {}
    for path in folder.glob(f"{name}-v*.toml"):
        number = path.stem.removeprefix(f"{name}-v")
        if number.isascii() and number.isdigit():
            found[int(number)] = path
    return dict(sorted(found.items()))


def in_force(folder: Path, shipped: Profile, today: date) -> Profile:
    """Return the newest approved version whose day has come; without one, the shipped example.

    ProfileError: that file cannot be used. An older one in its place would watch a patient by
    limits somebody has replaced.
    """
    for path in reversed(versions(folder, shipped.name).values()):
        profile = parse(_read(path))
        begins = profile.effective_from
        if profile.approved_by and (begins is None or begins <= today):
            return profile
    return shipped


def new_version(folder: Path, profile: Profile, changes: Mapping[toml_lines.Path, str]) -> Path:
    """Write `profile` with these TOML literals as the version after all others; return its file.

    Its text keeps its comments. ProfileError: it makes no profile, or cannot be written.
    """
    number = max([profile.version, *versions(folder, profile.name)]) + 1
    text = toml_lines.edited(profile.text, {**changes, ("version",): str(number)})
    parse(text)
    if any(_found(read_toml(text), path) != value for path, value in _meant(changes).items()):
        raise ProfileError("profile_table_in_one_line", key="limits")
    path = folder / f"{profile.name}-v{number}.toml"
    _write(path, text)
    return path


def _meant(changes: Mapping[toml_lines.Path, str]) -> dict[toml_lines.Path, object]:
    return {path: read_toml(f"value = {literal}")["value"] for path, literal in changes.items()}


def _found(values: object, path: toml_lines.Path) -> object:
    """What stands at a path of a text that was edited by places and is now read by meaning."""
    for key in path:
        values = values.get(str(key)) if isinstance(values, dict) else None
    return values


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError("profile_not_text", path=path) from error
    except OSError as error:
        raise ProfileError("file_unreadable", path=path, reason=error.strerror) from error


def _write(path: Path, text: str) -> None:
    """Write a file that is not there yet, to the disk itself."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _begun(path)
        with file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ProfileError("profile_not_written", path=path, reason=error.strerror) from error


def _begun(path: Path) -> TextIO:
    try:
        return path.open("x", encoding="utf-8", newline="")
    except FileExistsError as error:
        raise ProfileError("profile_exists", path=path) from error
