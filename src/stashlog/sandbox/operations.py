"""What each documented path does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from stashlog.sandbox.answers import Answer, JsonObject, not_found
from stashlog.sandbox.calls import Call, read_document
from stashlog.sandbox.data import SandboxData
from stashlog.sandbox.listing import list_page
from stashlog.sandbox.schemas import COMPANY, CONTACT, activity_schema, activity_update_schema
from stashlog.sandbox.validation import Schema

Handler: TypeAlias = Callable[[SandboxData, Call, str], Answer]
"""Takes the data, the request and the record id in its path ("" if there is none)."""

BASE_PATH = "/v1"


@dataclass(frozen=True)
class Operation:
    """One method on one kind of path, and the scope that it needs."""

    scope: str
    handler: Handler


def _list(collection: str) -> Operation:
    def handle(data: SandboxData, call: Call, _: str) -> Answer:
        return Answer(200, list_page(collection, data.workspace.all(collection), call))

    return Operation(f"{collection}:read", handle)


def _read(collection: str) -> Operation:
    def handle(data: SandboxData, _: Call, record_id: str) -> Answer:
        return Answer(200, {"data": data.workspace.get(collection, record_id).envelope()})

    return Operation(f"{collection}:read", handle)


def _delete(collection: str) -> Operation:
    """The answer to a deletion is undocumented."""

    def handle(data: SandboxData, _: Call, record_id: str) -> Answer:
        data.workspace.delete(collection, record_id)
        return Answer(200, {"data": {"id": record_id, "deleted": True}}, changed=True)

    return Operation(f"{collection}:write", handle)


def _create(collection: str, schema: Schema) -> Operation:
    def handle(data: SandboxData, call: Call, _: str) -> Answer:
        accepted = schema.accept(read_document(call))
        defaults: JsonObject = dict.fromkeys(schema.fields)
        attributes = defaults | {"custom_fields": {}, "tags": []} | accepted
        record = data.workspace.create(collection, attributes)
        return Answer(data.created_status, {"data": record.envelope()}, created_id=record.id)

    return Operation(f"{collection}:write", handle)


def _create_activity(data: SandboxData, call: Call, _: str) -> Answer:
    document = read_document(call)
    schema = activity_schema(data.field_limits)
    accepted = schema.accept(document)
    attributes: JsonObject = {
        **dict.fromkeys(schema.fields),
        "owner_id": None,
        "is_done": False,
        "completed_at": None,
        "metadata": {},
        "tags": [],
        **accepted,
    }
    record = data.workspace.create("activities", attributes)
    answer: JsonObject = {"data": record.envelope()}
    return Answer(data.created_status, answer, created_id=record.id, received=document)


def _update_activity(data: SandboxData, call: Call, record_id: str) -> Answer:
    data.workspace.get("activities", record_id)
    schema = activity_update_schema(data.field_limits)
    changes = schema.accept(read_document(call), partial=True)
    if "is_done" in changes:
        changes["completed_at"] = data.workspace.now() if changes["is_done"] else None
    record = data.workspace.update("activities", record_id, changes)
    return Answer(200, {"data": record.envelope()}, changed=True)


def _list_pipelines(data: SandboxData, _: Call, __: str) -> Answer:
    return Answer(200, {"data": data.workspace.pipelines})


def _read_subscription(data: SandboxData, _: Call, __: str) -> Answer:
    attributes = {"workspace_id": data.workspace.id, "plan": data.limiter.plan.name}
    return Answer(200, {"data": {"type": "subscription", "attributes": attributes}})


_COLLECTION: Mapping[tuple[str, str], Operation] = {
    ("GET", "contacts"): _list("contacts"),
    ("GET", "companies"): _list("companies"),
    ("GET", "deals"): _list("deals"),
    ("GET", "activities"): _list("activities"),
    ("GET", "pipelines"): Operation("deals:read", _list_pipelines),
    ("GET", "billing/subscription"): Operation("billing:read", _read_subscription),
    ("POST", "activities"): Operation("activities:write", _create_activity),
    ("POST", "contacts"): _create("contacts", CONTACT),
    ("POST", "companies"): _create("companies", COMPANY),
}

_RECORD: Mapping[tuple[str, str], Operation] = {
    ("GET", "contacts"): _read("contacts"),
    ("GET", "companies"): _read("companies"),
    ("GET", "deals"): _read("deals"),
    ("GET", "activities"): _read("activities"),
    ("PATCH", "activities"): Operation("activities:write", _update_activity),
    ("DELETE", "activities"): _delete("activities"),
    ("DELETE", "contacts"): _delete("contacts"),
    ("DELETE", "companies"): _delete("companies"),
    ("DELETE", "deals"): _delete("deals"),
}


def find_operation(method: str, path: str) -> tuple[Operation, str]:
    """The operation for a request and the record id in its path.

    Raises:
        RefusalError: 404, also for a known path with a method that it does not have.
    """
    if path.startswith(f"{BASE_PATH}/"):
        rest = path.removeprefix(f"{BASE_PATH}/")
        whole = _COLLECTION.get((method, rest))
        if whole is not None:
            return whole, ""
        collection, _, record_id = rest.partition("/")
        single = _RECORD.get((method, collection))
        if single is not None and record_id and "/" not in record_id:
            return single, record_id
    raise not_found(f"Route {method} {path}")
