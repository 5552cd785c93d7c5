"""Builds one live session and its window, and connects them: the event flow on one page.

recording (its own threads) ── publish ─▶ Bridge ── taken ─▶ BedsideWindow.show_event
     ▲                                                              │
     └────────────────────────── post ──────────────────────────────┘
                                (Sound hears what the window is shown, after it)
"""

from collections.abc import Callable

from monitor.people import People
from monitor.people_here import who_enters
from ui import bug_log, theme
from ui.bedside_window import BedsideWindow
from ui.bridge import Bridge
from ui.entering import Bedside
from ui.recording import Listener, Recording, folded
from ui.sound import Sound


class Live:
    """A recording and the window on it: built, then `start` and at last `close`."""

    def __init__(
        self,
        recording: Callable[[Listener], Recording],
        palette: theme.Palette = theme.DARK,
        sizes: theme.Sizes = theme.FULL,
        people: People | None = None,
    ) -> None:
        self.bridge = Bridge()
        self.recording = recording(self.bridge.publish)
        history = self.recording.history
        session = folded(history)
        self.window = BedsideWindow(
            session,
            Bedside(
                nurse=who_enters(session),
                clock=self.recording.clock,
                post=self.recording.post,
                people=people,
            ),
            palette,
            sizes,
        )
        self.window.load(history)
        self.sound = Sound(self.window.session, self.recording.clock, self.recording.post)
        self.bridge.taken.connect(self.window.show_event)
        # After the window: the session it shares with the window has applied the event by then.
        self.bridge.taken.connect(self.sound.show_event)
        self.bridge.failed.connect(self.window.say_bug)
        self.window.first_painted.connect(self.window.add_chart)
        self.window.first_painted.connect(self.sound.begin)
        self._tell_bug = self.bridge.failed.emit

    def start(self) -> None:
        """Open the record and begin to listen. RecordError where it cannot be written."""
        self.recording.open()
        bug_log.listeners.append(self._tell_bug)
        self.recording.start()
        if self.recording.begins_ms > 0:
            self.window.presence.resume()

    def close(self) -> None:
        """Stop, and let go of the record. RecordError where not everything could be stored."""
        bug_log.listeners.remove(self._tell_bug)
        self.sound.close()
        self.recording.close()
