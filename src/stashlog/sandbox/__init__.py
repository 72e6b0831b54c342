"""A sandbox nodestash: a real HTTP server on 127.0.0.1 that answers as the public API documents.

It exists so that Stashlog can be tried and tested without an account, and so that every way in
which a server can misbehave can be switched on at will. It shares no code with the client: a
misreading of the documentation on one side must show as a failure, not agree with itself.

Nothing here is stored on disk. Importing this package is cheap; the web server is imported when a
`Sandbox` is started.
"""

from stashlog.sandbox.data import SandboxData
from stashlog.sandbox.fault_board import FaultBoard
from stashlog.sandbox.faults import Fault, FaultKind, WrongJson
from stashlog.sandbox.keys import ApiKey, KeyBook
from stashlog.sandbox.ledger import CreatedActivity, Ledger, RequestEntry
from stashlog.sandbox.limits import PLANS, Plan, RateLimiter
from stashlog.sandbox.schemas import FieldLimits
from stashlog.sandbox.server import PortUnavailableError, Sandbox, SandboxError
from stashlog.sandbox.workspace import Record, Workspace

__all__ = [
    "PLANS",
    "ApiKey",
    "CreatedActivity",
    "Fault",
    "FaultBoard",
    "FaultKind",
    "FieldLimits",
    "KeyBook",
    "Ledger",
    "Plan",
    "PortUnavailableError",
    "RateLimiter",
    "Record",
    "RequestEntry",
    "Sandbox",
    "SandboxData",
    "SandboxError",
    "Workspace",
    "WrongJson",
]
