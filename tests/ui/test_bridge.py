"""What the session thread publishes arrives in the GUI thread, in its order."""

import threading

from pytestqt.qtbot import QtBot

from monitor.events import Event, Mark
from ui.bridge import Bridge


def test_events_cross_to_the_gui_thread_in_order(qtbot: QtBot) -> None:
    """Each one, though the other thread does not wait."""
    bridge = Bridge()
    taken: list[tuple[Event, threading.Thread]] = []
    bridge.taken.connect(lambda event: taken.append((event, threading.current_thread())))
    sent = [Mark(t_ms=t_ms) for t_ms in range(200)]

    def publish() -> None:
        for event in sent:
            bridge.publish(event)

    session = threading.Thread(target=publish)
    session.start()
    session.join()
    qtbot.waitUntil(lambda: len(taken) == len(sent))
    assert [event for event, _ in taken] == sent
    assert {thread for _, thread in taken} == {threading.main_thread()}


def test_a_mistake_in_any_thread_reaches_the_gui_thread(qtbot: QtBot) -> None:
    """Nobody shows a dialog from where it happened."""
    bridge = Bridge()
    told: list[threading.Thread] = []
    bridge.failed.connect(lambda: told.append(threading.current_thread()))
    link = threading.Thread(target=bridge.failed.emit)
    link.start()
    link.join()
    qtbot.waitUntil(lambda: told == [threading.main_thread()])
