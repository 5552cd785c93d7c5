"""Opens a page in the Chromium that Qt brings, runs a script in it, and prints what came of it.

A process of its own: `python browser.py PAGE SCRIPT`. The script ends with `console.info("RESULT "
+ JSON)`; that JSON is printed with every other message of the console. Ends with MISSING where
Chromium's own libraries are not on this machine.
"""

import json
import os
import sys
from pathlib import Path

MISSING = 77
PATIENCE_MS = 20_000
RESULT = "RESULT "


def main() -> int:
    """Open, run, tell."""
    # Root may not have Chromium's sandbox; what is opened here is our own.
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtCore import QTimer, QUrl
        from PySide6.QtWebEngineCore import QWebEnginePage
        from PySide6.QtWebEngineWidgets import QWebEngineView
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        print(error)
        return MISSING

    app = QApplication(sys.argv[:1])
    complaints: list[str] = []

    class Page(QWebEnginePage):
        def javaScriptConsoleMessage(  # noqa: N802 - Qt calls it so
            self, level: object, message: str, line: int, source: str
        ) -> None:
            if message.startswith(RESULT):
                told = {"found": json.loads(message[len(RESULT) :]), "complaints": complaints}
                print(json.dumps(told))
                app.exit(0)
            else:
                complaints.append(message)

    # Out of sight a page draws nothing.
    view = QWebEngineView()
    page = Page(view)
    view.setPage(page)
    view.resize(1200, 900)
    view.show()
    script = Path(sys.argv[2]).read_text("utf-8")
    page.loadFinished.connect(lambda _ok: page.runJavaScript(script))
    view.load(QUrl.fromLocalFile(sys.argv[1]))
    QTimer.singleShot(PATIENCE_MS, lambda: app.exit(1))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
