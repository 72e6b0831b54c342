"""Mutation testing: puts one fault after another into a module and counts how many are noticed.

    python -m tests.support.mutation [--part 1/4] [MODULE…]

A part is every fourth fault, say: a sample, or the share of one of four processor cores.
Each mutant is loaded in a process of its own, in place of the module on disk, which is never
touched. The tests that belong to the module are run up to the first failure. Survivors have to
stand in `tests/reliability/survivors.toml`, each with its reason.
"""

from __future__ import annotations

import argparse
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import ModuleType

from tests.support.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
SURVIVORS = ROOT / "tests/reliability/survivors.toml"

_ITEMS = [
    f"tests/domain/test_{name}.py"
    for name in (
        "transitions",
        "progress_columns",
        "gate_after",
        "progress",
        "outbox",
        "gates",
        "pace",
    )
]
_OUTCOMES = [f"tests/api/test_{name}.py" for name in ("classify", "refusals", "limits", "client")]
_LOOK_UPS = [f"tests/api/test_{name}.py" for name in ("lookup", "client", "against_the_sandbox")]
# The state machine is left out: it takes as long as all of these, and they notice enough.
_DELIVERY = [
    *(
        f"tests/services/test_{name}.py"
        for name in (
            "gatekeeper",
            "settlement",
            "steady_clock",
            "reconcile",
            "spare_time",
            "delivery_pauses",
        )
    ),
    *(f"tests/reliability/test_{name}.py" for name in ("clock", "undo")),
    *(
        f"tests/services/test_{name}.py"
        for name in ("checking", "taking_back", "races", "delivery")
    ),
]


def _led_by(*names: str) -> list[str]:
    """Return the tests of delivery, those first that are about one part of it."""
    first = [f"tests/services/test_{name}.py" for name in names]
    return [*first, *(test for test in _DELIVERY if test not in first)]


SUITES: dict[str, list[str]] = {
    "stashlog.domain.outbox": _ITEMS,
    "stashlog.domain.progress": _ITEMS,
    "stashlog.domain.gates": _ITEMS,
    "stashlog.api.classify": _OUTCOMES,
    "stashlog.api.rules": _OUTCOMES,
    "stashlog.api.lookup": _LOOK_UPS,
    "stashlog.services.delivery": _led_by("delivery_pauses", "delivery", "races"),
    "stashlog.services.line": _led_by("delivery_pauses", "spare_time", "delivery"),
    "stashlog.services.checking": _led_by("checking", "races", "delivery"),
    "stashlog.services.reconcile": _led_by("reconcile", "checking"),
    "stashlog.services.settlement": _led_by("settlement"),
    "stashlog.services.gatekeeper": _led_by("gatekeeper", "spare_time"),
    "stashlog.services.taking_back": _led_by("taking_back"),
    "stashlog.services.steady_clock": _led_by("steady_clock", "checking"),
}
"""The tests that have to notice a fault in a module, the quick ones first."""

_PATIENCE = 3.0
"""How many times as long as without a fault the tests may take; longer counts as noticed."""

_limits: dict[frozenset[str], int] = {}


class _Substitute(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a source of ours."""

    def __init__(self, name: str, source: str) -> None:
        self._name = name
        self._source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if fullname != self._name:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin="a mutant")

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, f"mutant of {self._name}", "exec"), module.__dict__)  # noqa: S102 - that is what it is for


def source_of(module: str) -> str:
    """Return the source of a module of ours, without importing it."""
    return (ROOT / "src" / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8")


def listed_survivors() -> list[dict[str, str | int]]:
    """Return the survivors that are accepted, each with its reason."""
    listed: list[dict[str, str | int]] = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))[
        "survivor"
    ]
    return listed


def is_listed(module: str, mutant: Mutant) -> bool:
    """Whether a surviving mutant is one of those that are accepted."""
    return any(
        (module, mutant.place, mutant.before, mutant.after, mutant.number)
        == (one["module"], one["place"], one["before"], one["after"], one.get("number", 1))
        for one in listed_survivors()
    )


def survivors_of(module: str, part: int, parts: int) -> Iterator[tuple[Mutant, bool]]:
    """Yield every mutant in a part of a module's, and whether it survived."""
    source = source_of(module)
    limit = _limit(module, source)
    for mutant in islice(mutants(source), part - 1, None, parts):
        yield mutant, _passes(module, mutant.source, limit)


def _limit(module: str, source: str) -> int:
    """Return the seconds that the tests of a module may take; they have to pass without a fault."""
    suite = frozenset(SUITES[module])
    if suite not in _limits:
        began = time.monotonic()
        if not _passes(module, source, 900):
            raise SystemExit(f"{module}: the tests fail without any fault")
        _limits[suite] = int(_PATIENCE * (time.monotonic() - began)) + 10
    return _limits[suite]


def _passes(module: str, source: str, limit: int) -> bool:
    """Run the module's tests in a fork that has loaded nothing of ours yet."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    signal.alarm(limit)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sys.meta_path.insert(0, _Substitute(module, source))
    import pytest

    options = ["-x", "-q", "--assert=plain", "-p", "no:randomly", "-p", "no:cacheprovider"]
    os._exit(int(pytest.main([*options, *SUITES[module]])))


def _preload() -> None:
    """Load what every fork needs and what is not ours."""
    for name in (
        "pytest",
        "hypothesis.stateful",
        "httpx",
        "pydantic",
        "keyring",
        "uvicorn",
        "starlette.applications",
        "filelock",
        "PySide6.QtWidgets",
    ):
        importlib.import_module(name)


def main() -> int:
    """Print what survives in each module, and the score; 1 if something unexpected does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", default="1/1", metavar="N/M")
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    options = parser.parse_args()
    part, parts = map(int, options.part.split("/"))
    os.chdir(ROOT)
    _preload()
    unexpected = 0
    for module in options.modules or tuple(SUITES):
        made = alive = 0
        for mutant, survived in survivors_of(module, part, parts):
            made, alive = made + 1, alive + survived
            if survived:
                known = is_listed(module, mutant)
                unexpected += not known
                _say(f"{'known' if known else 'SURVIVED'}: {_describe(module, mutant)}")
        if made:
            share = 100 * (made - alive) / made
            _say(f"{module}: {made - alive} of {made} noticed, {share:.1f} %")
    return int(unexpected > 0)


def _describe(module: str, mutant: Mutant) -> str:
    change = f"{mutant.before!r} -> {mutant.after!r}"
    return f"{module} {mutant.place}: {change} #{mutant.number}"


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
