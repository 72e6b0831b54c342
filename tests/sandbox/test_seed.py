"""The made-up records look real and are nobody's."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from stashlog.sandbox import Record, Workspace
from stashlog.sandbox.seed import fill
from tests.support.sandbox import FakeClock


@pytest.fixture(params=[1, 2, 77])
def workspace(request: pytest.FixtureRequest, clock: FakeClock) -> Workspace:
    """A workspace from one of several seeds."""
    made = Workspace(clock)
    fill(made, request.param, clock())
    return made


def _values(records: list[Record], field: str) -> list[Any]:
    return [record.attributes[field] for record in records]


def test_there_are_as_many_records_as_promised(workspace: Workspace) -> None:
    assert len(workspace.contacts) >= 300
    assert len(workspace.companies) >= 80
    assert len(workspace.deals) >= 120
    assert len(workspace.activities) >= 30


def test_ids_have_their_prefix_and_differing_lengths(workspace: Workspace) -> None:
    for prefix, records in (
        ("ct_", workspace.contacts),
        ("co_", workspace.companies),
        ("dl_", workspace.deals),
        ("act_", workspace.activities),
    ):
        assert all(record.id.startswith(prefix) for record in records)
        lengths = {len(record.id) - len(prefix) for record in records}
        assert min(lengths) == 6
        assert max(lengths) == 21


def test_names_have_letters_of_five_languages(workspace: Workspace) -> None:
    letters = "".join(str(name) for name in _values(workspace.contacts, "first_name"))
    letters += "".join(str(name) for name in _values(workspace.contacts, "last_name"))
    for sample in ("ßüö", "éç", "ñí", "łż", "ğı"):
        assert set(sample) <= set(letters)


def test_some_people_of_one_name_work_for_different_companies(workspace: Workspace) -> None:
    homes: dict[tuple[str, str], list[str]] = {}
    for one in workspace.contacts:
        name = str(one.attributes["first_name"]), str(one.attributes["last_name"])
        homes.setdefault(name, []).append(str(one.attributes["company_id"]))
    namesakes = [found for name, found in homes.items() if len(found) > 1 and "None" not in name]
    assert len(namesakes) >= 3
    assert all(len(set(found)) == len(found) for found in namesakes)


def test_any_contact_field_is_null_somewhere(workspace: Workspace) -> None:
    for field in ("email", "first_name", "last_name", "phone", "company_id", "title", "source"):
        values = _values(workspace.contacts, field)
        assert None in values
        assert any(values)


def test_phones_are_written_in_many_ways(workspace: Workspace) -> None:
    shapes = Counter(
        "".join("#" if letter.isdigit() else letter for letter in phone)
        for phone in _values(workspace.contacts, "phone")
        if phone
    )
    assert len(shapes) >= 12
    assert all(len(phone) <= 50 for phone in _values(workspace.contacts, "phone") if phone)


def test_addresses_are_unique_and_nobodys(workspace: Workspace) -> None:
    for records, field in ((workspace.contacts, "email"), (workspace.companies, "domain")):
        values = [value for value in _values(records, field) if value]
        assert len(values) == len(set(values))
        assert all(value.endswith(".example") and value.isascii() for value in values)
        assert all(value == value.lower() for value in values)


def test_links_lead_to_records_that_fit(workspace: Workspace) -> None:
    contacts = {one.id: one for one in workspace.contacts}
    companies = {one.id for one in workspace.companies}
    for deal in workspace.deals:
        contact = contacts[str(deal.attributes["contact_id"])]
        assert deal.attributes["company_id"] == contact.attributes["company_id"]
    assert {value for value in _values(workspace.contacts, "company_id") if value} <= companies


def test_deals_are_open_or_closed_as_their_stage_says(workspace: Workspace) -> None:
    kinds = {
        stage["id"]: stage["type"]
        for pipeline in workspace.pipelines
        for stage in pipeline["attributes"]["stages"]  # type: ignore[index] # JSON is untyped
    }
    states: Counter[str] = Counter()
    for deal in workspace.deals:
        kind = kinds[deal.attributes["stage_id"]]
        assert (deal.attributes["closed_at"] is None) is (kind == "open")
        states[kind] += 1
    assert set(states) == {"open", "won", "lost"}
    assert None in _values(workspace.deals, "value")


def test_some_company_names_are_long_and_german(workspace: Workspace) -> None:
    names = _values(workspace.companies, "name")
    assert len(names) == len(set(names))
    long_ones = [name for name in names if len(name) > 80]
    assert long_ones
    assert all(len(name) <= 200 for name in names)


def test_everything_happened_before_now(workspace: Workspace) -> None:
    now = workspace.now()
    for records in (workspace.contacts, workspace.companies, workspace.deals):
        for record in records:
            created, updated = record.attributes["created_at"], record.attributes["updated_at"]
            assert str(created) <= str(updated) < now
