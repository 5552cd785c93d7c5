"""What Dripwatch's words are called elsewhere: reads codes.toml and a clinic's own. No format.

A concept nobody mapped has its own name for a code, in the local code system LOCAL.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from monitor.errors import ProfileError

SHIPPED = Path(__file__).with_name("codes.toml")

LOCAL = "urn:dripwatch:ketamine-obs"
"""The code system of everything that has no code elsewhere, scales first of all."""

System = Literal["loinc", "mdc", "snomed", "rxnorm", "atc", "astm"]


class Coding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code. verified: somebody compared it with `source`; no other is exported."""

    system: System
    code: str
    display: str
    verified: bool
    source: str


class Concept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing by all its names.

    unit: the MDC code of the unit it is measured in. profile: the FHIR vital signs profile that
    its codes satisfy.
    """

    text: str
    codings: tuple[Coding, ...] = ()
    unit: Coding | None = None
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Codes:
    """The concepts by their names in Dripwatch."""

    concepts: Mapping[str, Concept]

    def concept(self, name: str) -> Concept:
        """Return a concept; one that nobody mapped is its name."""
        return self.concepts.get(name) or Concept(text=name)

    def known(self, name: str) -> list[Coding]:
        """The codes of a concept that may be exported, in the order of the file."""
        return [coding for coding in self.concept(name).codings if coding.verified]

    def mdc(self, name: str) -> Coding | None:
        """The MDC code of a concept, if it may be exported."""
        return next((coding for coding in self.known(name) if coding.system == "mdc"), None)

    def unit(self, name: str) -> Coding | None:
        """The MDC code of the unit of a concept, if it may be exported."""
        unit = self.concept(name).unit
        return unit if unit and unit.verified else None


@cache
def codes(own: str = "") -> Codes:
    """Return the shipped codes, each concept replaced that a clinic's own TOML names.

    ProfileError: the clinic's is no TOML, or has wrong fields.
    """
    shipped = _concepts(SHIPPED.read_text("utf-8"))
    try:
        return Codes(shipped | _concepts(own))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProfileError("codes_wrong", where=str(error)) from error


def _concepts(text: str) -> dict[str, Concept]:
    return msgspec.convert(tomllib.loads(text), dict[str, Concept])
