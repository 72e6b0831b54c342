"""Dialling: hands a number to whatever program of this computer opens phone numbers."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_DIALLED = re.compile(r"\+?[0-9]{3,20}")


def dial(number: str) -> bool:
    """Open `tel:` with a number; False if it is none, or nothing here opens it.

    Only digits after perhaps a plus get through: the number comes from a server, and what follows
    a scheme may mean anything to a program. Tests take the scheme over with
    `QDesktopServices.setUrlHandler`.
    """
    if _DIALLED.fullmatch(number) is None:
        return False
    return QDesktopServices.openUrl(QUrl(f"tel:{number}"))
