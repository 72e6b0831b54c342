"""Links that the system hands to the running program fill the form, also those that come early."""

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from stashlog.domain.entry import Entry
from stashlog.ui.opened_links import OpenedLinks


@pytest.fixture
def links(qapp: QApplication) -> OpenedLinks:
    return OpenedLinks(qapp)


def hand_over(link: str) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl(link)))


def test_a_link_is_shown_and_an_early_one_is_kept_until_then(links: OpenedLinks) -> None:
    shown: list[Entry] = []
    hand_over("stashlog://new?subject=Early%20%26%20first")
    links.show_with(shown.append)
    hand_over("stashlog://new?subject=Later")

    assert [entry.subject for entry in shown] == ["Early & first", "Later"]


def test_what_is_no_link_of_ours_is_left_alone(links: OpenedLinks) -> None:
    shown: list[Entry] = []
    links.show_with(shown.append)
    for other in ("https://evil.example/?subject=x", "file:///etc/passwd", "stashlog://send"):
        hand_over(other)

    assert shown == []
