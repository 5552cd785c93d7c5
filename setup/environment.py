"""Makes .venv with the pinned packages and sees that Qt's system libraries are there.

Runs before every word of the Makefile, so it imports the standard library only and is done at once
when nothing has changed. A fresh Debian has no ensurepip, no pip, and no way to install either
without root; `pip_for` goes through the ways that remain.
"""

# An older Python must get as far as the sentence that says it is too old.
from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
VERSION = "{}.{}".format(*sys.version_info[:2])
WHEELS_OF_DEBIAN = Path("/usr/share/python-wheels")

# What PySide6-Essentials loads to draw without a display, and the Debian package of each.
# libfontconfig1 brings a font along.
DRAWING = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# What QtMultimedia cannot be imported without. Nobody is sent to an administrator for it: where it
# is missing the window says so, and only if the clinic has its sound on.
SOUND = {"libpulse.so.0": "libpulse0"}
# What Qt's xcb plug-in loads besides, to open a window on a display.
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
}


class CannotGoOnError(Exception):
    """Something only a person can mend; the message says how."""


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command, its output left out of sight unless it fails."""
    done = subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        words = " ".join(str(word) for word in command)
        raise CannotGoOnError(f"{done.stdout}This failed: {words}")


def is_root() -> bool:
    """Whether apt may be asked to install something."""
    return os.geteuid() == 0


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds a library, as it will have to for Qt."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def see_to_libraries(for_window: bool) -> None:
    """Install the Debian packages Qt needs, or say which line installs them."""
    if sys.platform != "linux":
        return
    wanted = DRAWING | WINDOW if for_window and os.environ.get("DISPLAY") else DRAWING
    if is_root():
        wanted = wanted | SOUND
    missing = {library: package for library, package in wanted.items() if not can_load(library)}
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise CannotGoOnError(
            f"Qt needs {', '.join(missing)}: install them with this system's package manager,"
            " then run the same command again."
        )
    packages = sorted(missing.values())
    if not is_root():
        raise CannotGoOnError(
            "Qt needs system libraries that only an administrator can install. Run this line,"
            " then the same command again:\n\n"
            f"    sudo apt-get update && sudo apt-get install -y {' '.join(packages)}\n"
        )
    print(f"Installing {', '.join(packages)} with apt ...", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update")
    run("apt-get", "install", "-y", "--no-install-recommends", *packages)


def fingerprint() -> str:
    """What .venv was made from. Its scripts hold its path, so a moved folder counts as changed."""
    parts = [str(ROOT).encode(), VERSION.encode()]
    parts += [
        (ROOT / name).read_bytes()
        for name in ("constraints.txt", "pyproject.toml", "setup/environment.py")
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def answers(*command: str | Path) -> bool:
    """Whether a command can be run and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def pip_for(scratch: Path) -> list[str | Path]:
    """Find or bring a pip that installs into .venv, by the first way that is open here."""
    own: list[str | Path] = [PYTHON, "-m", "pip"]
    if answers(*own, "--version"):
        return own
    if importlib.util.find_spec("ensurepip") and answers(PYTHON, "-m", "ensurepip"):
        return own
    outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]
    if answers(*outside, "--version"):
        return outside
    wheel = pip_wheel(WHEELS_OF_DEBIAN) or fetch_pip_wheel(scratch)
    if wheel:
        return [PYTHON, wheel / "pip"]
    raise CannotGoOnError(
        "This Python comes without pip. Run this line, then the same command again:\n\n"
        "    sudo apt-get update && sudo apt-get install -y python3-venv\n"
    )


def pip_wheel(folder: Path) -> Path | None:
    """Return the newest pip wheel in a folder."""
    return max(folder.glob("pip-*.whl"), default=None)


def fetch_pip_wheel(scratch: Path) -> Path | None:
    """Take pip out of Debian's package of it, which needs no root: download and unpack."""
    if not shutil.which("apt-get"):
        return None
    fetch: list[str | Path] = ["apt-get", "download", "python3-pip-whl"]
    if not answers_in(scratch, *fetch):
        # No package lists on this machine, or stale ones: fetch our own beside them.
        lists = scratch / "lists"
        (lists / "partial").mkdir(parents=True)
        own = [f"-oDir::State::Lists={lists}", f"-oDir::Cache={scratch}"]
        if not (
            answers_in(scratch, "apt-get", "update", *own) and answers_in(scratch, *fetch, *own)
        ):
            return None
    for package in scratch.glob("python3-pip-whl*.deb"):
        run("dpkg-deb", "-x", package, scratch)
    return pip_wheel(scratch / WHEELS_OF_DEBIAN.relative_to("/"))


def answers_in(folder: Path, *command: str | Path) -> bool:
    """Whether a command succeeds in a folder; apt downloads into the current one."""
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Make .venv, or bring it up to what is pinned."""
    same = f"import sys; sys.exit({VERSION!r} != '%d.%d' % sys.version_info[:2])"
    if not answers(PYTHON, "-c", same):
        venv.create(VENV, clear=VENV.exists(), symlinks=True)
    print("Installing the pinned packages into .venv (about 330 MB the first time) ...", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        pip = [*pip_for(Path(scratch)), "--disable-pip-version-check", "--no-input"]
        # The list is complete, so nothing is resolved; wheels only, so nothing is compiled.
        pinned = ["--no-deps", "--only-binary=:all:", "-r", "constraints.txt"]
        run(*pip, "install", "--quiet", *pinned)
    # From here on the pinned pip is in place, and so is the pinned build backend.
    run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ".")
    run(PYTHON, "-m", "pip", "check")
    STAMP.write_text(fingerprint())


def main() -> int:
    """Make the environment; say in one sentence what a person must do where it cannot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--window", action="store_true", help="a window will be opened")
    for_window = parser.parse_args().window
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 - this file alone runs before it is known
            raise CannotGoOnError("Dripwatch needs Python 3.11 or newer; name one: make PYTHON=...")
        see_to_libraries(for_window)
        if not (PYTHON.exists() and STAMP.exists() and STAMP.read_text() == fingerprint()):
            make_venv()
    except CannotGoOnError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # Nothing is lost: the next run goes on from what is there.
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
