"""An administrator sees everybody, adds somebody, changes roles and PINs, and retires them."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from monitor.people import People, Person
from monitor.roles import Role
from tests.ui.beside import Beside, beside, check_for_gloves
from tests.ui.set_up_people import NOW, PINS, people
from ui.people.people_page import PeoplePage

__all__ = ["beside", "people"]


@pytest.fixture
def page(beside: Beside, people: People) -> PeoplePage:
    """Brandt's."""
    made = PeoplePage(beside.window, beside.sizes, people, "Brandt")
    made.show()
    return made


def save(qtbot: QtBot, page: PeoplePage, pin: str = "", again: str | None = None) -> str:
    """Type a PIN twice, press Save; return what it says then."""
    QTest.keyClicks(page.new.pin, pin)
    QTest.keyClicks(page.new.again, pin if again is None else again)
    page.save.click()
    qtbot.waitUntil(lambda: not page._aside.busy)
    return page.said.text()


def test_somebody_new_is_added_with_roles_and_a_pin(qtbot: QtBot, page: PeoplePage) -> None:
    """And stands on the list."""
    QTest.keyClicks(page.name, "Okafor")
    page.roles[Role.PRESCRIBER].click()
    assert save(qtbot, page, "7193") == "Okafor is saved."
    assert page._people.named("Okafor") == Person(
        "Okafor", frozenset({Role.NURSE, Role.PRESCRIBER})
    )
    assert page._people.check("Okafor", "7193", NOW).right
    assert "Okafor" in page.names


def test_roles_are_changed_and_an_empty_pin_stays(qtbot: QtBot, page: PeoplePage) -> None:
    """A new one replaces it."""
    page.names["Adeyemi"].click()
    page.roles[Role.SUPERVISOR].click()
    save(qtbot, page)
    known = page._people.named("Adeyemi")
    assert known is not None
    assert known.roles == {Role.NURSE, Role.SUPERVISOR}
    assert page._people.check("Adeyemi", PINS["Adeyemi"], NOW).right
    page.names["Adeyemi"].click()
    save(qtbot, page, "7193")
    assert page._people.check("Adeyemi", "7193", NOW).right


def test_who_is_retired_stays_on_the_list_and_cannot_sign_in(
    qtbot: QtBot, page: PeoplePage
) -> None:
    """And may come back, with a new PIN: the old one is gone."""
    page.names["Osei"].click()
    page.retired.click()
    save(qtbot, page)
    assert "retired" in page.names["Osei"].text()
    assert not page._people.check("Osei", PINS["Osei"], NOW).right
    page.names["Osei"].click()
    page.retired.click()
    assert "needs a PIN" in save(qtbot, page)
    save(qtbot, page, "7193")
    assert page._people.check("Osei", "7193", NOW).right


def test_what_cannot_be_is_said(qtbot: QtBot, page: PeoplePage) -> None:
    """Nothing is saved then."""
    before = page._people.all()
    assert save(qtbot, page, "7193") != ""
    page.choose(None)
    QTest.keyClicks(page.name, "haddad")
    assert "on the list already" in save(qtbot, page, "7193")
    page.choose(None)
    QTest.keyClicks(page.name, "Okafor")
    assert "not the same" in save(qtbot, page, "7193", "7194")
    page.new.clear()
    assert "needs a PIN" in save(qtbot, page)
    page.roles[Role.NURSE].setChecked(False)
    assert "act as" in save(qtbot, page, "7193")
    page.names["Brandt"].click()
    page.retired.click()
    assert "stay administrator" in save(qtbot, page)
    assert page._people.all() == before


def test_it_takes_gloves(page: PeoplePage) -> None:
    """With somebody shown."""
    page.names["Adeyemi"].click()
    check_for_gloves(page)
