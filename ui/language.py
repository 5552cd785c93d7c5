"""Which language the screen speaks, and the words of it. No sentence stands here.

A language is one file of ui/languages/: `[words]` has a sentence for every code of ui/words.py,
`[phrases]` one for every English phrase that comes with a scale. What a file lacks is said in
English.
"""

import argparse
import os
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from monitor.errors import EntryError
from ui import words

FOLDER = "ui.languages"
ENGLISH = "english"

SETTINGS = ("DRIPWATCH_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that say which language is wanted; the first that is set decides."""


def languages() -> list[str]:
    """Every language there is, by name; English first."""
    files = (file.name for file in resources.files(FOLDER).iterdir())
    return [ENGLISH, *sorted(name[:-5] for name in files if name.endswith(".toml"))]


def read(name: str) -> dict[str, dict[str, Any]]:
    """Return the tables of a language's file: `about`, `words`, `phrases`."""
    return tomllib.loads((resources.files(FOLDER) / f"{name}.toml").read_text("utf-8"))


def speak(name: str | None) -> None:
    """Say everything in this language from now on; None: in the one this computer is set to.

    EntryError where there is no such language.
    """
    wanted = name or of_system(os.environ)
    if wanted not in languages():
        known = ", ".join(languages())
        raise EntryError("unknown_language", field="language", language=wanted, known=known)
    spoken = {} if wanted == ENGLISH else read(wanted)
    about: Mapping[str, Any] = spoken.get("about", {})
    words.speak(
        spoken.get("words", {}),
        spoken.get("phrases", {}),
        small_inside=about.get("small_inside", True),
        decimal_sign=about.get("decimal_sign", words.POINT),
    )


def of_system(environment: Mapping[str, str]) -> str:
    """Return the language of the computer's settings if we speak it, else English."""
    asked = (environment.get(key) for key in SETTINGS)
    chosen = next((value for value in asked if value), "")
    if chosen in languages():
        return chosen
    code = chosen[:2].lower()
    others = (name for name in languages() if name != ENGLISH)
    return next((name for name in others if read(name)["about"]["code"] == code), ENGLISH)


def add_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which language its window speaks."""
    parser.add_argument(
        "--language", metavar="NAME", help=f"one of {', '.join(languages())}; else the computer's"
    )
