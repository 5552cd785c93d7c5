"""`dripwatch verify FILE [SESSION --digest HEX]`: says whether a record is as it was sealed."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import EntryError, RecordError
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.verification import Finding, SessionVerdict

NAME = "verify"
HELP = "say whether a record is intact, unclosed or altered, and where"

SOUND, ALTERED = 0, 1
SHOWN = 20
"""Findings told of one session; a table that was dropped makes one for each of its entries."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked for."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the record")
    parser.add_argument("session", nargs="?", metavar="SESSION", help="its number, its uid or last")
    parser.add_argument("--digest", metavar="HEX", help="as printed on the session's report")


def run(args: argparse.Namespace) -> int:
    """Verify and say what was found."""
    from monitor.verification import State, verify

    digest = _digest(args)
    number = None if args.session is None else _number(args.file, args.session)
    found = verify(args.file, number, digest=digest)
    _tell(found.findings)
    for verdict in found.sessions:
        if digest is not None and not found.findings and _only_digest(verdict):
            _tell_digest(args.file, verdict, digest)
        else:
            _tell_session(verdict)
    if not found.sessions:
        print(say("verify.empty", path=args.file))
    return ALTERED if found.state is State.ALTERED else SOUND


def _digest(args: argparse.Namespace) -> str | None:
    """Return the digest a person typed, as hex digits alone."""
    from monitor.verification import DIGEST_LENGTH

    if args.digest is None:
        return None
    if args.session is None:
        raise EntryError("digest_without_session", field="digest")
    digest = "".join(filter(str.isalnum, args.digest)).lower()
    if len(digest) < DIGEST_LENGTH or not set(digest) <= set("0123456789abcdef"):
        raise EntryError("digest_malformed", field="digest", length=DIGEST_LENGTH)
    return digest


def _number(file: Path, session: str) -> int | None:
    """Return the number of the session that is meant; None (all) where the tables cannot say."""
    from monitor.archive import Archive

    try:
        with Archive(file) as archive:
            return archive.find(session)
    except RecordError as error:
        if error.code != "record_damaged":
            raise
        return None


def _only_digest(verdict: "SessionVerdict") -> bool:
    """Whether the seal is whole, and only what a person typed from paper does not fit it."""
    return {finding.place for finding in verdict.findings} == {"digest"}


def _tell_digest(file: Path, verdict: "SessionVerdict", digest: str) -> None:
    from monitor.verification import whose

    other = whose(file, digest)
    code = "verify.digest_unknown" if other is None else "verify.digest_of_another"
    print(say(code, session=verdict.session, other=other))


def _tell_session(verdict: "SessionVerdict") -> None:
    # The head, and so the digest, of a session that was altered means nothing.
    print(say(f"verify.{verdict.state}", session=verdict.session, digest=verdict.digest))
    _tell(verdict.findings)


def _tell(findings: "Iterable[Finding]") -> None:
    findings = tuple(findings)
    for finding in findings[:SHOWN]:
        place = say(f"seal.place.{finding.place}", number=finding.number, name=finding.name)
        print("  " + say(f"seal.{finding.what}", place=place))
    if len(findings) > SHOWN:
        print("  " + say("verify.more", count=len(findings) - SHOWN))
