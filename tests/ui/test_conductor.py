"""The window as its users live with it: logged, refused, corrected, waiting, sent."""

import json

from stashlog.domain.outbox import State
from tests.support.window import Desk

NOTES = "Grüße 🎉\n\u200fعربى\ttab  "


def test_ctrl_enter_stores_frees_the_form_at_once_and_the_activity_arrives(desk: Desk) -> None:
    desk.open()
    desk.type(subject="Renewal", body=NOTES)
    desk.log()
    assert desk.form.entry().empty, "the form waits for nothing"
    desk.wait(lambda: desk.states() == [State.SENT])
    (post,) = desk.sandbox.ledger.matching("POST")
    received = json.loads(post.body)
    assert (received["type"], received["subject"], received["body"]) == ("call", "Renewal", NOTES)
    (item,) = desk.items()
    assert post.body == item.request
    desk.wait(lambda: desk.says("Logged at"))
    desk.wait(lambda: [one.id for one in desk.conductor.overview.sent_today] == [item.id])
    assert desk.saved() is None
