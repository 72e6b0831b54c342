"""What stands around the form: outbox, banner, notices and status line."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from stashlog.ui.banner import Banner
from stashlog.ui.notices import NoticeBar
from stashlog.ui.outbox.model import NameOf
from stashlog.ui.outbox.panel import OutboxPanel
from stashlog.ui.parts import Parts
from stashlog.ui.status import StatusLine
from stashlog.wording import status as words


@dataclass(frozen=True)
class Furniture:
    """The widgets, for the window to lay out and the conductor to connect."""

    panel: OutboxPanel
    banner: Banner
    notices: NoticeBar
    status: StatusLine

    @classmethod
    def made(cls, parts: Parts, name_of: NameOf) -> Furniture:
        """Make them for one window.

        Args:
            parts: The real parts.
            name_of: Finds the name behind the id of a linked record.
        """
        host = urlsplit(parts.settings.base_url).hostname or words.NO_ADDRESS
        return cls(
            OutboxPanel(parts.clock, name_of),
            Banner(parts.clock),
            NoticeBar(),
            StatusLine(words.SANDBOX if parts.sandboxed else host),
        )
