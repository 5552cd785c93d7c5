"""Makes build/dripwatch: the program with its own Python, icon, desktop entry and licences.

`make bundle` runs it. It writes into build/ only.
"""

import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
LICENCE = ("LICEN", "COPYING", "NOTICE", "AUTHORS")


def main() -> int:
    """Gather what goes along, let PyInstaller work, and say where the program is."""
    shutil.rmtree(BUILD / "licences", ignore_errors=True)
    (BUILD / "licences").mkdir(parents=True)
    _licences(BUILD / "licences")
    _icon(BUILD / "icon.png")
    spec = str(ROOT / "bundle" / "dripwatch.spec")
    places = ["--distpath", str(BUILD), "--workpath", str(BUILD / "work")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    done = subprocess.run([*command, *places, spec], check=False)
    if done.returncode == 0:
        _desktop(BUILD / "dripwatch")
        print(BUILD / "dripwatch" / "dripwatch")
    return done.returncode


def _licences(folder: Path) -> None:
    """Copy the licence texts of everything that is installed here: more than goes along."""
    for package in metadata.distributions():
        for file in package.files or ():
            if (
                file.name.upper().startswith(LICENCE)
                and (path := Path(str(file.locate()))).is_file()
            ):
                to = folder / f"{package.name}-{package.version}"
                to.mkdir(exist_ok=True)
                shutil.copy(path, to / file.name)
    shutil.copy(ROOT / "ui" / "fonts" / "OFL.txt", folder / "Inter-OFL.txt")


def _icon(path: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from ui.icon import SIZES, drawn

    _app = QGuiApplication.instance() or QGuiApplication([])
    drawn(SIZES[-1]).save(str(path))


def _desktop(bundle: Path) -> None:
    """A menu entry that names the program where it was put: `install.sh` fills the place in."""
    shutil.copy(ROOT / "bundle" / "dripwatch.desktop", bundle)
    shutil.copy(BUILD / "icon.png", bundle / "dripwatch.png")
    shutil.copy(ROOT / "bundle" / "install.sh", bundle)
    (bundle / "install.sh").chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
