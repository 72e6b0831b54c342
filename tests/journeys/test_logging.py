"""An activity is logged through the real window, by way of the accessibility bus."""

import json

import pytest

from stashlog.sandbox import Sandbox
from tests.support.program import Workplace

pytestmark = pytest.mark.desktop

NOTES = "Grüße aus Köln, 12 € 🎉👩‍👩‍👧\n\n\tzweite Zeile, „Anführung“, \u202bعربى\u202c  \n"


def linked(sandbox: Sandbox) -> dict[str, str]:
    """Return ids of records that exist in the workspace."""
    workspace = sandbox.workspace
    return {
        "contact_id": workspace.contacts[0].id,
        "company_id": workspace.companies[0].id,
        "deal_id": workspace.deals[0].id,
    }


def test_every_field_arrives_at_the_server_byte_for_byte(
    workplace: Workplace, sandbox: Sandbox
) -> None:
    links = linked(sandbox)
    with workplace.program() as stashlog:
        stashlog.controls.press("Meeting")
        stashlog.fill(
            contact=links["contact_id"],
            company=links["company_id"],
            deal=links["deal_id"],
            subject="Vertrag „Süd“ <b>& mehr</b> 🎉",
            notes=NOTES,
            due="2027-03-14 14:30",
        )
        stashlog.fill(tags="follow-up")
        stashlog.controls.focus("Tags", "text")
        workplace.desktop.xdotool("key", "Return")
        stashlog.controls.find("Remove tag follow-up")
        stashlog.fill(tags="Wichtig")
        stashlog.controls.press("Add a detail")
        stashlog.controls.set_text("Detail 1 key", "Priorität")
        stashlog.controls.set_text("Detail 1 value", "hoch ↑")
        stashlog.log()
        sandbox.ledger.wait_until(lambda ledger: bool(ledger.activities))
        stashlog.controls.find(role="list item", containing="Sent")

    (post,) = sandbox.ledger.matching("POST")
    received = json.loads(post.body)
    outbox_id = received["metadata"].pop("stashlog_id")
    assert received == {
        "type": "meeting",
        "subject": "Vertrag „Süd“ <b>& mehr</b> 🎉",
        "body": NOTES,
        **links,
        "due_date": "2027-03-14T13:30:00Z",
        "tags": ["follow-up", "Wichtig"],
        "metadata": {"Priorität": "hoch ↑"},
    }
    assert NOTES.replace("\n", "\\n").replace("\t", "\\t").encode() in post.body
    assert post.idempotency_key == f"stashlog-activity-{outbox_id}"
