"""Finds what a folder offers, so that adding to it takes one file and no list."""

import importlib
import pkgutil
from types import ModuleType


def names(package: str) -> list[str]:
    """The module names in a package, sorted, without importing any of them."""
    path = importlib.import_module(package).__path__
    return sorted(m.name for m in pkgutil.iter_modules(path) if not m.name.startswith("_"))


def module(package: str, name: str) -> ModuleType:
    """Import one module of a package."""
    return importlib.import_module(f"{package}.{name}")


def modules(package: str) -> dict[str, ModuleType]:
    """Every module of a package by name, imported."""
    return {name: module(package, name) for name in names(package)}
