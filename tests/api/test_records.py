"""Lists of records become plain values, whatever the server sends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.api.client import Nodestash
from stashlog.api.exchange import Received
from stashlog.api.records import PageQuery, RecordPage, fetch_page, fetch_pipelines
from stashlog.api.transport import Request
from stashlog.domain.directory import Kind, Record
from stashlog.domain.gates import GateKind
from stashlog.domain.reasons import ReasonCode
from stashlog.sandbox import Fault, Sandbox
from stashlog.sandbox.faults import WrongJson
from tests.support.sandbox import running_sandbox

CONTACTS = PageQuery(Kind.CONTACT, "-updated_at")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Nodestash]:
    made = Nodestash(sandbox.base_url, deadline=5, user_agent="Stashlog/test")
    yield made
    made.close()
    sandbox.faults.clear()


def page_of(document: object, query: PageQuery = CONTACTS, status: int = 200) -> RecordPage:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return fetch_page(lambda _: Received(status, {}, body), query, lambda: NOW, "host")


def listed(*members: object, **pagination: object) -> dict[str, Any]:
    return {"data": [*members], "meta": {"pagination": pagination}}


@pytest.mark.parametrize("kind", Kind)
def test_pages_lead_through_the_whole_list_once(
    sandbox: Sandbox, client: Nodestash, kind: Kind
) -> None:
    query, seen = PageQuery(kind, "-updated_at", size=50), list[Record]()
    while True:
        page = client.list_page(sandbox.key, query)
        assert page.outcome is None
        seen += page.records
        if page.complete:
            break
        query = query.replaced(cursor=page.cursor or "")
    stored = sandbox.workspace.all(
        {"contact": "contacts", "company": "companies", "deal": "deals"}[kind]
    )
    assert sorted(one.id for one in seen) == sorted(one.id for one in stored)
    changed = [one.updated_at for one in seen]
    assert changed == sorted(changed, reverse=True)


def test_a_record_of_each_kind_is_read(sandbox: Sandbox, client: Nodestash) -> None:
    found = {
        kind: {
            one.id: one
            for one in client.list_page(sandbox.key, PageQuery(kind, "created_at")).records
        }
        for kind in Kind
    }
    person = next(iter(found[Kind.CONTACT].values()))
    source = sandbox.workspace.get("contacts", person.id).attributes
    assert person.title == f"{source['first_name']} {source['last_name']}"
    assert (person.email, person.phone) == (source["email"] or "", source["phone"] or "")
    assert person.company_id == source["company_id"]
    for deal in found[Kind.DEAL].values():
        values = sandbox.workspace.get("deals", deal.id).attributes
        assert deal.closed is (values["closed_at"] is not None)
        assert (deal.title, deal.stage_id) == (values["title"], values["stage_id"])
    for company in found[Kind.COMPANY].values():
        values = sandbox.workspace.get("companies", company.id).attributes
        assert (company.title, company.domain) == (values["name"], values["domain"] or "")


def test_the_stages_of_all_pipelines_are_read(sandbox: Sandbox, client: Nodestash) -> None:
    pipelines = client.list_pipelines(sandbox.key)
    assert pipelines.outcome is None
    assert {one.outcome for one in pipelines.stages} == {"open", "won", "lost"}
    known = {one.id for one in pipelines.stages}
    assert {deal.attributes["stage_id"] for deal in sandbox.workspace.deals} <= known


@pytest.mark.parametrize(
    "fault",
    [
        Fault.captive_portal(),
        Fault.wrong_json(WrongJson.INVALID),
        Fault.wrong_json(WrongJson.INVALID_UTF8),
        Fault.wrong_json(WrongJson.NOT_A_NUMBER),
        Fault.wrong_json(WrongJson.DEEP),
        Fault.wrong_json(WrongJson.NOT_AN_OBJECT),
        Fault.cut_body(),
        Fault.huge_body(3_000_000),
        Fault.gzip_bomb(3_000_000),
    ],
    ids=lambda fault: f"{fault.kind.value}-{fault.wrong.value}",
)
def test_what_is_no_page_is_an_unreadable_answer(
    sandbox: Sandbox, client: Nodestash, fault: Fault
) -> None:
    sandbox.faults.add(fault)
    page = client.list_page(sandbox.key, CONTACTS)
    assert page.records == ()
    assert page.outcome is not None
    assert page.outcome.reason is not None
    assert page.outcome.reason.code is ReasonCode.UNREADABLE_ANSWER


@pytest.mark.parametrize(
    ("fault", "code", "gate"),
    [
        (Fault.answer_status(401), ReasonCode.KEY_REFUSED, GateKind.KEY_REFUSED),
        (Fault.answer_status(403), ReasonCode.KEY_TOO_NARROW, GateKind.KEY_TOO_NARROW),
        (Fault.answer_status(429, retry_after="7"), ReasonCode.RATE_LIMITED, GateKind.RATE_LIMITED),
        (Fault.answer_status(500), ReasonCode.SERVER_ERROR, None),
        (Fault.drop_answer(), ReasonCode.NO_ANSWER, None),
    ],
)
def test_a_failure_is_an_outcome_of_the_one_table(
    sandbox: Sandbox, client: Nodestash, fault: Fault, code: ReasonCode, gate: GateKind | None
) -> None:
    sandbox.faults.add(fault)
    outcome = client.list_page(sandbox.key, CONTACTS).outcome
    assert outcome is not None
    assert outcome.reason is not None
    assert (outcome.reason.code, outcome.gate) == (code, gate)


def test_a_cursor_that_the_server_does_not_know_is_told_apart(
    sandbox: Sandbox, client: Nodestash
) -> None:
    page = client.list_page(sandbox.key, CONTACTS.replaced(cursor="bogus"))
    assert page.cursor_refused
    assert page.outcome is not None
    assert not client.list_page(sandbox.key, PageQuery(Kind.CONTACT, "nonsense")).cursor_refused


def test_a_cursor_may_be_refused_in_words_alone() -> None:
    error = {"error": {"code": "VALIDATION_ERROR", "message": "The cursor has expired"}}
    assert page_of(error, CONTACTS.replaced(cursor="x"), 400).cursor_refused
    assert not page_of(error, CONTACTS, 400).cursor_refused


def test_one_record_without_sense_does_not_cost_its_page() -> None:
    good = {"id": "ct_good", "type": "contact", "attributes": {"first_name": "Anna"}}
    bad: list[object] = [
        None,
        7,
        {},
        {"id": 7},
        {"id": "co_1"},
        {"id": "ct_a b"},
        {"id": "ct_" * 99},
    ]
    page = page_of(listed(*bad, good, has_more=False))
    assert [one.id for one in page.records] == ["ct_good"]
    assert page.complete
    assert page_of(listed(*bad, has_more=False)).outcome is not None


@pytest.mark.parametrize("junk", [None, 7, True, [], {}, "\0\u202e \n", ["x"]])
def test_values_of_another_kind_count_as_missing(junk: object) -> None:
    fields = ("first_name", "last_name", "email", "phone", "company_id", "updated_at", "title")
    page = page_of(listed({"id": "ct_1", "attributes": dict.fromkeys(fields, junk)}))
    (record,) = page.records
    assert (record.company_id, record.updated_at) == ("", "")
    assert record.title in ("", "7 7")
    assert page_of(listed({"id": "ct_1", "attributes": junk})).records == (
        Record("ct_1", Kind.CONTACT),
    )


def test_texts_are_harmless_before_anything_keeps_them() -> None:
    name = "An\u202ena\n<b>\0\ud800" + "x" * 900
    (record,) = page_of(listed({"id": "ct_1", "attributes": {"first_name": name}})).records
    assert record.title.startswith("Anna <b>\N{REPLACEMENT CHARACTER}xx")
    assert len(record.title) == 500


def test_times_sort_as_texts_whatever_their_zone() -> None:
    written = ("2026-03-01T09:00:00Z", "2026-03-01T09:00:00.5Z", "2026-03-01T11:00:01+02:00")
    page = page_of(
        listed(*({"id": f"ct_{n}", "attributes": {"updated_at": t}} for n, t in enumerate(written)))
    )
    assert [one.updated_at for one in page.records] == sorted(
        one.updated_at for one in page.records
    )
    assert page.records[0].updated_at == "2026-03-01T09:00:00.000000Z"


def test_nobody_says_that_a_list_is_complete_but_the_server() -> None:
    assert not page_of({"data": []}).complete
    assert not page_of(listed(next_cursor=None)).complete
    assert page_of(listed(has_more=False, next_cursor="x")).cursor is None
    assert page_of(listed(has_more=True, next_cursor="x")).cursor == "x"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(data=json_values, meta=json_values, member=json_values)
def test_no_document_makes_reading_fail(data: object, meta: object, member: object) -> None:
    stages = {"id": "pl_1", "attributes": {"stages": [member, {"id": "st_1", "type": member}]}}
    for document in ({"data": data, "meta": meta}, {"data": [member, stages]}, data):
        page = page_of(document)
        assert page.outcome is not None or isinstance(page.records, tuple)
        reply = Received(200, {}, json.dumps(document).encode())
        pipelines = fetch_pipelines(partial(_always, reply), lambda: NOW, "host")
        assert pipelines.outcome is not None or isinstance(pipelines.stages, tuple)


def _always(reply: Received, _: Request) -> Received:
    return reply
