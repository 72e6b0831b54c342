"""What stands around the form: outbox, banner, notices and status line."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from stashlog.ui.banner import Banner
from stashlog.ui.names import Names
from stashlog.ui.notices import NoticeBar
from stashlog.ui.outbox.panel import OutboxPanel
from stashlog.ui.session import Session
from stashlog.ui.status import StatusLine
from stashlog.wording import status as words


@dataclass(frozen=True)
class Furniture:
    """The widgets, for the window to lay out and the conductor to connect.

    Attributes:
        names: What rows call linked records.
    """

    names: Names
    panel: OutboxPanel
    banner: Banner
    notices: NoticeBar
    status: StatusLine

    @classmethod
    def made(cls, session: Session) -> Furniture:
        """Make them for one window over a session."""
        parts, names = session.parts, Names(session, session)
        host = urlsplit(parts.settings.base_url).hostname or words.NO_ADDRESS
        return cls(
            names,
            OutboxPanel(parts.clock, names.name_of),
            Banner(parts.clock),
            NoticeBar(),
            StatusLine(words.SANDBOX if parts.sandboxed else host),
        )
