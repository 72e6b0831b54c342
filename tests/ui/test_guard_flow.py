"""Contradicting links and repetitions are said quietly at their field, and block nothing."""

from datetime import timedelta

import pytest

from stashlog.domain.directory import Kind, Record
from stashlog.domain.entry import Entry
from stashlog.domain.outbox import State
from stashlog.storage.directory_copy import DirectoryCopy
from stashlog.storage.directory_file import open_directory
from tests.support.window import Desk

RECORDS = (
    Record("co_brand", Kind.COMPANY, "Brand Möbel"),
    Record("co_umbra", Kind.COMPANY, "Umbra"),
    Record("ct_j", Kind.CONTACT, "Jürgen Größmann", company_id="co_brand"),
    Record("ct_a", Kind.CONTACT, "Ada Free"),
    Record("dl_u", Kind.DEAL, "Rahmenvertrag", company_id="co_umbra"),
    Record("dl_a", Kind.DEAL, "Schrank", contact_id="ct_a"),
)


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A window without network over a directory that knows these records."""
    database = open_directory(desk.folder)
    DirectoryCopy(database).put(RECORDS, 1)
    database.close()
    desk.sandbox.stop()
    desk.open()
    return desk


@pytest.mark.parametrize(
    ("links", "field", "said"),
    [
        (
            ("ct_j", "co_umbra", ""),
            "company_id",
            "Jürgen Größmann works for Brand Möbel, not Umbra.",
        ),
        (
            ("", "co_brand", "dl_u"),
            "deal_id",
            "“Rahmenvertrag” is a deal of Umbra, not Brand Möbel.",
        ),
        (("ct_j", "", "dl_u"), "deal_id", "“Rahmenvertrag” is a deal of Umbra, not Brand Möbel."),
        (
            ("ct_j", "", "dl_a"),
            "deal_id",
            "“Schrank” is a deal with Ada Free, not Jürgen Größmann.",
        ),
    ],
)
def test_links_that_contradict_each_other_are_named_at_the_field(
    stocked: Desk, links: tuple[str, str, str], field: str, said: str
) -> None:
    contact, company, deal = links
    stocked.conductor.flow.fill(Entry("note", "", "", contact, company, deal))
    stocked.wait(lambda: stocked.shown(f"{field}_note") == said)
    others = {"contact_id", "company_id", "deal_id"} - {field}
    assert not any(stocked.shown(f"{other}_note") for other in others)


def test_links_that_agree_are_left_in_peace(stocked: Desk) -> None:
    stocked.conductor.flow.fill(Entry("note", "", "", "ct_j", "co_umbra"))
    stocked.wait(lambda: stocked.shown("company_id_note"))
    stocked.conductor.flow.fill(Entry("note", "", "", "ct_j", "co_brand"))
    stocked.wait(lambda: not stocked.shown("company_id_note"))


def test_a_contradiction_that_was_logged_in_a_hurry_is_told_afterwards(stocked: Desk) -> None:
    stocked.form.set_entry(Entry("note", "Hurry", "", "ct_j", "co_umbra"))
    stocked.log()
    stocked.wait(lambda: "works for Brand Möbel" in stocked.shown("notice"))
    stocked.wait(lambda: stocked.states() == [State.WAITING])


def test_a_call_with_the_same_contact_today_is_mentioned(stocked: Desk) -> None:
    stocked.form.set_entry(Entry("call", "Offer", "", "ct_j"))
    stocked.log()
    stocked.wait(lambda: stocked.states() == [State.WAITING])
    stocked.form.set_entry(Entry("call", "", "", "ct_j"))
    stocked.wait(lambda: stocked.shown("contact_id_note").startswith("Already logged at "))
    assert stocked.shown("contact_id_note").endswith(": “Offer”.")
    stocked.log()
    stocked.wait(lambda: stocked.states() == [State.WAITING] * 2)


@pytest.mark.parametrize("entry", [Entry("note", "", "", "ct_j"), Entry("call", "", "", "ct_a")])
def test_another_type_or_contact_is_no_repetition(stocked: Desk, entry: Entry) -> None:
    stocked.form.set_entry(Entry("call", "Offer", "", "ct_j"))
    stocked.log()
    stocked.wait(lambda: stocked.states() == [State.WAITING])
    stocked.form.set_entry(Entry("call", "", "", "ct_j"))
    stocked.wait(lambda: stocked.shown("contact_id_note"))
    stocked.form.set_entry(entry)
    stocked.wait(lambda: not stocked.shown("contact_id_note"))


def test_without_a_contact_the_same_subject_is_a_repetition_until_midnight(stocked: Desk) -> None:
    stocked.form.set_entry(Entry("task", "Send the offer"))
    stocked.log()
    stocked.wait(lambda: stocked.states() == [State.WAITING])
    stocked.form.set_entry(Entry("task", " send THE offer"))
    stocked.wait(lambda: "Already logged at " in stocked.shown("subject_note"))
    stocked.time.advance(timedelta(days=1).total_seconds())
    stocked.form.set_entry(Entry("task", "send the offer"))
    stocked.wait(lambda: not stocked.shown("subject_note"))


def test_an_opened_item_is_no_repetition_of_itself(stocked: Desk) -> None:
    for subject in ("First", "Second"):
        stocked.form.set_entry(Entry("call", subject, "", "ct_j"))
        stocked.log()
    stocked.wait(lambda: stocked.states() == [State.WAITING] * 2)
    second = stocked.items()[1]
    stocked.conductor.flow.open(second.id)
    stocked.wait(lambda: "“First”" in stocked.shown("contact_id_note"))
