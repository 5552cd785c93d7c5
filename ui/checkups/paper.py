"""The clinic's own files for paper and exports: whether what they say can be used."""

from collections.abc import Iterator
from pathlib import Path

from monitor.errors import ProfileError
from monitor.exports._codes import codes
from ui import places
from ui.checkup import Finding, advice, well, wrong
from ui.words import complain, say


def look(settings: Path | None = None, own_codes: Path | None = None) -> Iterator[Finding]:
    """Read clinic.toml with its logo, and codes.toml; neither has to be there."""
    yield _settings(settings or places.clinic_settings())
    path = own_codes or places.clinic_codes()
    if path.exists() or path.is_symlink():
        yield _codes(path)


def _settings(path: Path) -> Finding:
    # It brings Qt's pictures along; where their libraries are missing, ui/checkups/qt.py says so.
    try:
        from ui.report.clinic import clinic
    except ImportError as error:
        return advice("paper_unread", library=str(error).partition(":")[0])
    named = path.exists() or path.is_symlink()
    try:
        found = clinic(path, asked=named)
    except ProfileError as error:
        return wrong("paper_unusable", why=complain(error))
    if found.problem is not None:
        return wrong("paper_unusable", why=complain(found.problem))
    return well("paper_read", path=path) if named else advice("paper_none", path=path)


def _codes(path: Path) -> Finding:
    unreadable = wrong("codes_unusable", why=say("error.codes_unreadable", path=path))
    if not path.is_file():
        return unreadable
    try:
        codes(path.read_text(encoding="utf-8-sig"))
    except ProfileError as error:
        return wrong("codes_unusable", why=complain(error))
    except (OSError, UnicodeDecodeError):
        return unreadable
    return well("codes_read", path=path)
