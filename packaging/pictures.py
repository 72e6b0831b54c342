"""Makes the README's pictures with the program itself: the real window over a sandbox, off-screen.

    .venv/bin/python packaging/pictures.py [FOLDER]

Writes `form`, `errors`, `offline`, `calls` and `quick` in light and dark. What they show happens
for real: activities are logged through the form, refused by the sandbox and queued while it is
down. Only the time of day is made up, so that the pictures do not depend on when they are made.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"

from capture_scenes import calls, picker, quick
from picture_studio import Studio, studio

from stashlog.domain.entry import Entry
from stashlog.domain.follow_up import ON, FollowUp, with_follow_up
from stashlog.domain.outbox import State
from stashlog.sandbox import Fault
from stashlog.ui.application import make_application

FOLDER = Path(__file__).parents[1] / "resources" / "pictures"
TYPED = Entry(
    type="call",
    subject="Pricing for 40 seats, annual billing",
    body="Wants annual billing. Procurement needs the security sheet before Thursday.\n"
    "Send the 40-seat quote, copy Tom.",
    due_date="fri 14:00",
    tags=("follow-up", "pricing"),
    details=with_follow_up(
        (("outcome", "connected"), ("duration_seconds", "4:32")),
        ON,
        FollowUp("Send quote", "thu 9:00"),
    ),
)


def a_morning(made: Studio) -> None:
    """Log what a rep logs before eleven, and one thing that nodestash does not accept."""
    made.begin_the_day()
    made.log("call", "Left voicemail", 1, until=State.SENT, minutes=34)
    made.log("meeting", "Quarterly review", 2, until=State.SENT, minutes=12)


def form(folder: Path) -> None:
    """Show the form while an activity is being typed."""
    with studio() as made:
        a_morning(made)
        made.conductor.form.set_entry(_linked(made))
        made.take(folder, "form")


def errors(folder: Path) -> None:
    """Show an activity that came back with three errors, one of a field that the form lacks."""
    details = [
        ("subject", "String must contain at most 20 character(s)"),
        ("tags", "Array must contain at most 1 element(s)"),
        ("owner_email", "Invalid email"),
    ]
    with studio() as made:
        a_morning(made)
        made.sandbox.faults.add(Fault.refuse_fields(details).on("POST"))
        made.conductor.form.set_entry(_linked(made))
        made.conductor.form.submit()
        made.wait(lambda: made.conductor.form.entry().subject == TYPED.subject)
        made.wait(lambda: made.state_of(TYPED.subject) is State.NEEDS_YOU)
        made.take(folder, "errors")


def offline(folder: Path) -> None:
    """Show the queue while the network is gone."""
    with studio() as made:
        a_morning(made)
        made.sandbox.faults.add(
            Fault.refuse_fields([("contact_id", "Contact is archived")]).on("POST")
        )
        made.log("call", "Renewal call", 3, until=State.NEEDS_YOU, minutes=1)
        made.conductor.flow.new()
        made.sandbox.faults.add(
            Fault.drop_answer(after_commit=False).on("POST"),
            Fault.answer_status(502, None).on("GET"),
        )
        made.log("email", "Intro to Tom", 0, until=State.CHECKING, minutes=1)
        made.sandbox.stop()
        made.log("task", "Send quote", 1, until=State.WAITING, minutes=1)
        made.log("call", "No answer", 2, until=State.WAITING, minutes=0)
        made.conductor.session.try_now()
        made.wait(lambda: bool(made.conductor.banner.text()))
        made.conductor.form.set_entry(_linked(made))
        made.take(folder, "offline")


def _linked(made: Studio) -> Entry:
    company = str(made.sandbox.workspace.companies[0].id)
    deal = str(made.sandbox.workspace.deals[0].id)
    return replace(TYPED, contact_id=made.contacts[0], company_id=company, deal_id=deal)


def main() -> None:
    """Make every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    make_application("light")
    for scene in (form, errors, offline, picker, calls, quick):
        scene(folder)


if __name__ == "__main__":
    main()
