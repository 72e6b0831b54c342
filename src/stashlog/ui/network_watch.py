"""Notices when the network comes back, so that nobody waits for a back-off to end.

What the operating system says about the network is only a hint: behind a VPN or a captive portal it
is often wrong. So it never keeps anything from being sent; it only makes the next try come sooner.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

ONLINE = QNetworkInformation.Reachability.Online


class NetworkWatch(QObject):
    """Watches the network, where the operating system tells about it.

    Signals:
        returned: The network is there again.
    """

    returned = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._online = True

    def start(self) -> bool:
        """Begin to watch; False where the operating system tells nothing."""
        feature = QNetworkInformation.Feature.Reachability
        if not QNetworkInformation.loadBackendByFeatures(feature):
            return False
        information = QNetworkInformation.instance()
        self._online = information.reachability() == ONLINE
        information.reachabilityChanged.connect(self.hear)
        return True

    def hear(self, reachability: QNetworkInformation.Reachability) -> None:
        """Take in what the operating system says."""
        online, before = reachability == ONLINE, self._online
        self._online = online
        if online and not before:
            self.returned.emit()
