"""The network's return is a hint to try at once."""

from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from stashlog.ui.network_watch import NetworkWatch

Reachability = QNetworkInformation.Reachability


def test_the_return_of_the_network_is_told_once(qtbot: QtBot) -> None:
    watch, told = NetworkWatch(), []
    watch.returned.connect(lambda: told.append("back"))
    watch.hear(Reachability.Online)
    assert told == [], "it was never gone"
    watch.hear(Reachability.Disconnected)
    watch.hear(Reachability.Local)
    assert told == []
    with qtbot.waitSignal(watch.returned):
        watch.hear(Reachability.Online)
    watch.hear(Reachability.Online)
    assert told == ["back"]
