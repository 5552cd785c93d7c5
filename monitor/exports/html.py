"""One page a browser opens by itself: a chart to move about in, every entry, nothing fetched.

Script, style and data lie in the page. Its policy lets run exactly that script and that style and
fetch nothing, so that what somebody typed can never be more than text.
"""

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from monitor.exporting import Export
from monitor.exports import _html_text as text
from monitor.exports._html_chart import CONTROLS, TRACES, chart
from monitor.extract import Extract

HERE = Path(__file__).parent

PARTS = ("_page.js", "_page_lanes.js", "_page_moving.js")
"""The script: one module, in this order."""

PAGE = ("chart", "help", "no_script", "filter", "time", "from_start", "entry", "by", "minutes",
    "entries", "zoom_in", "zoom_out", "all", "earlier", "later")  # fmt: skip
"""Words of the page itself: html.… of each."""

SCRIPT = ("pressure", "infusion", "alarms", "not_measured", "paused", "no_rate", "baseline_line",
    "shown", "start", "manual", "ago", "doubt.suspect", "doubt.rejected", "language")  # fmt: skip
"""Words the script puts together: html.… of each."""

LANES = tuple(f"lane.{name}" for name in TRACES)

BLANKS = {name: f"{{{name}}}" for name in ("shown", "all", "values", "ago")}
"""What the script itself fills in."""


def write(extract: Extract) -> bytes:
    """Return the page as UTF-8."""
    style, script = _read("_page.css"), "".join(map(_read, PARTS))
    page = Template(_read("_page.html")).substitute(
        _words(extract),
        policy=_policy(style, script),
        language=escape(extract.say("html.language")),
        heading=escape(text.heading(extract)),
        identity=text.identity(extract),
        notices=text.notices(extract),
        facts=text.facts(extract),
        entries=text.entry_rows(extract),
        minutes_rows=text.minute_rows(extract),
        data=as_script({**chart(extract), "words": _script_words(extract)}),
        style=style,
        script=script,
    )
    return page.translate(CONTROLS).encode("utf-8", "replace")


def as_script(value: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """Return JSON that no HTML parser and no old script engine sees an end in."""
    told = json.dumps(value, allow_nan=False, separators=(",", ":"))
    return told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _read(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    def only(part: str) -> str:
        return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {only(script)}; style-src {only(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _words(extract: Extract) -> dict[str, str]:
    said = {code: extract.say(f"html.{code}", **BLANKS) for code in (*PAGE, *LANES)}
    return {f"w_{code.replace('.', '_')}": escape(words) for code, words in said.items()}


def _script_words(extract: Extract) -> dict[str, str]:
    vitals = [vital for vitals in TRACES.values() for vital in vitals]
    return {
        **{code: extract.say(f"html.{code}", **BLANKS) for code in (*SCRIPT, *LANES)},
        **{vital.value: extract.say(f"vital.{vital}") for vital in vitals},
    }


EXPORT = Export(".html", write)
