"""Everything of a sandbox that outlives its server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from stashlog.sandbox.fault_board import FaultBoard
from stashlog.sandbox.faults import Fault
from stashlog.sandbox.idempotency import IdempotencyBook
from stashlog.sandbox.keys import KeyBook
from stashlog.sandbox.ledger import Ledger
from stashlog.sandbox.limits import PLANS, Clock, RateLimiter
from stashlog.sandbox.schemas import FieldLimits
from stashlog.sandbox.seed import fill
from stashlog.sandbox.workspace import Workspace


@dataclass
class SandboxData:
    """The state that a successor on the same port takes over.

    Attributes:
        clock: Unix seconds.
        workspace: The records.
        keys: The API keys.
        limiter: The rate limits.
        faults: What is to go wrong.
        field_limits: Limits of an activity's fields.
        created_status: Status of a successful creation, 201 or 200; undocumented.
        ledger: Every request so far.
        idempotency: Every idempotency key so far.
    """

    clock: Clock
    workspace: Workspace
    keys: KeyBook
    limiter: RateLimiter
    faults: FaultBoard
    field_limits: FieldLimits = field(default_factory=FieldLimits)
    created_status: int = 201
    ledger: Ledger = field(default_factory=Ledger)
    idempotency: IdempotencyBook = field(default_factory=IdempotencyBook)


def new_data(plan: str, seed: int, clock: Clock, faults: Iterable[Fault] = ()) -> SandboxData:
    """A workspace full of made-up records, with nothing received yet.

    Args:
        plan: A name in `PLANS`.
        seed: Equal seeds make equal records and equal ready-made keys.
        clock: Unix seconds; the records' times lie before its present reading.
        faults: Switched on from the start.

    Raises:
        ValueError: There is no such plan.
    """
    if plan not in PLANS:
        raise ValueError(f"no plan {plan!r}; there are {', '.join(PLANS)}")
    workspace = Workspace(clock)
    fill(workspace, seed, clock())
    limiter = RateLimiter(PLANS[plan], clock)
    return SandboxData(clock, workspace, KeyBook(seed, clock), limiter, FaultBoard(faults))
