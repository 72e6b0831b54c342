"""What a short question to nodestash came to, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from stashlog.api.values import KeyCheck, KeyVerdict
from stashlog.domain.gates import Gate
from stashlog.wording import key_commands as words
from stashlog.wording.gates import gate_cause


def why_unknown(check: KeyCheck) -> str:
    """Say why nodestash gave no verdict on a key; empty where it gave one."""
    if check.verdict is not KeyVerdict.UNKNOWN or check.outcome is None:
        return ""
    if check.outcome.gate is None:
        return words.STRANGE_ANSWER
    return gate_cause(Gate(check.outcome.gate, datetime.now(UTC)), check.outcome.reason)
