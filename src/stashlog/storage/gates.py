"""Gates that survive a restart."""

from __future__ import annotations

from contextlib import suppress

from stashlog.domain.entry import sendable
from stashlog.domain.gates import Gate, GateKind
from stashlog.storage.codec import (
    optional_time_text,
    read_optional_time,
    read_time,
    time_text,
)
from stashlog.storage.database import Database


class Gates:
    """Reads and changes the stored gates. Every method raises StoreError if it cannot."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[GateKind, Gate]:
        """Return all stored gates, also those whose time is over: their strikes still count."""
        gates: dict[GateKind, Gate] = {}
        sql = "SELECT kind, since, until, detail, strikes FROM gates"
        for name, since, until, detail, strikes in self._database.rows(sql):
            # A kind that only a newer Stashlog knows is none of ours.
            with suppress(ValueError):
                kind = GateKind(name)
                moments = read_time(since), read_optional_time(until)
                gates[kind] = Gate(kind, *moments, detail, strikes)
        return gates

    def close(self, gate: Gate) -> None:
        """Store a gate, in place of an earlier one of its kind."""
        sql = (
            "INSERT INTO gates (kind, since, until, detail, strikes) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (kind) DO UPDATE SET since = excluded.since, until = excluded.until, "
            "detail = excluded.detail, strikes = excluded.strikes"
        )
        values = [
            gate.kind,
            time_text(gate.since),
            optional_time_text(gate.until),
            sendable(gate.detail),
            gate.strikes,
        ]
        with self._database.transaction():
            self._database.execute(sql, values)

    def open(self, kind: GateKind) -> bool:
        """Forget a gate; False if there was none."""
        with self._database.transaction():
            return self._database.execute("DELETE FROM gates WHERE kind = ?", [kind]).rowcount == 1
