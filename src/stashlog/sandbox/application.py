"""The ASGI application: the API, and beside it what tests in another process need."""

from __future__ import annotations

import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stashlog.sandbox.answers import encode
from stashlog.sandbox.data import SandboxData
from stashlog.sandbox.fault_board import faults_from_json
from stashlog.sandbox.gateway import Gateway


def make_application(data: SandboxData) -> Starlette:
    """Everything under `/_sandbox/` is for tests and is neither counted nor recorded."""

    async def read_ledger(_: Request) -> Response:
        return _json(data.ledger.to_json())

    async def read_faults(_: Request) -> Response:
        return _json(data.faults.to_json())

    async def replace_faults(request: Request) -> Response:
        try:
            data.faults.replace(faults_from_json(json.loads(await request.body())))
        except ValueError as error:
            return _json({"error": str(error)}, 400)
        return _json(data.faults.to_json())

    return Starlette(
        routes=[
            Route("/_sandbox/ledger", read_ledger, methods=["GET"]),
            Route("/_sandbox/faults", read_faults, methods=["GET"]),
            Route("/_sandbox/faults", replace_faults, methods=["PUT"]),
            Route("/{path:path}", Gateway(data)),
        ]
    )


def _json(document: object, status: int = 200) -> Response:
    return Response(encode(document), status, media_type="application/json")
