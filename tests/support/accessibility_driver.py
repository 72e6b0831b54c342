"""Use a window the way assistive technology does: a program for the system's Python.

Runs under the system's own Python, because ``pyatspi`` is a package of the operating system.
Reads one JSON object a line from standard input and answers each with one line:
``{"ok": true, "value": …}`` or ``{"ok": false, "error": "…"}``.

Every request has ``do``; those about one control also ``name`` and ``role``, either may be null,
an optional ``application`` (the program's accessible name), and ``within``, the seconds until a
control or condition has to be there. Requests: ``find``, ``missing``, ``text``, ``set_text``,
``description``, ``states``, ``press``, ``focus``, ``tree``. Wherever one control is meant, the
request can also ask for ``states`` that it has and ``containing``, a part of its text.
"""

import functools
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

# By name, because no type checker and no package of the project's own Python knows them.
importlib.import_module("gi").require_version("Atspi", "2.0")
Atspi = importlib.import_module("gi.repository.Atspi")
GLib = importlib.import_module("gi.repository.GLib")
pyatspi = importlib.import_module("pyatspi")

LOOK_EVERY = 20
"""Milliseconds between two looks at a window that is not as wanted yet."""

ANSWER_WITHIN = 60_000
"""Milliseconds that a program has to answer one question, however busy the machine."""

PRESSING = ("press", "click", "toggle", "check", "activate")
"""Names of actions that stand for a press, best first."""

Control = Any
"""A ``pyatspi.Accessible``."""

Request = dict[str, Any]
_Seen = TypeVar("_Seen")


class NotThere(Exception):  # noqa: N818 - says what happened
    """The control or condition did not come in time."""


def main() -> None:
    """Answer requests until standard input ends."""
    Atspi.set_timeout(ANSWER_WITHIN, ANSWER_WITHIN)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)  # noqa: T201 - the protocol


def answer(request: Request) -> dict[str, object]:
    """Carry out one request."""
    try:
        return {"ok": True, "value": REQUESTS[request["do"]](request)}
    except (NotThere, NotImplementedError, GLib.Error) as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}"}


def use(request: Request, do: Callable[[Control], _Seen]) -> _Seen:
    """Do something with the control that is as asked for; one that goes away is found anew."""

    def once() -> tuple[_Seen] | None:
        control = next(matching(request), None)
        return None if control is None else (do(control),)

    return wait_for(once, request)[0]


def missing(request: Request) -> bool:
    """Wait until no control is as described."""
    return wait_for(lambda: next(matching(request), None) is None, request)


def wait_for(look: Callable[[], _Seen | None], request: Request) -> _Seen:
    """Look again and again, letting events in, until there is something or time is up."""
    deadline = time.monotonic() + float(request["within"])
    while not (seen := gently(look)):
        if time.monotonic() > deadline:
            wanted = {name: value for name, value in request.items() if value}
            raise NotThere(f"{wanted} in\n{tree(request)}")
        let_events_in()
    return seen


def gently(look: Callable[[], _Seen]) -> _Seen | None:
    """Look once; a control that goes away while it is looked at is not there."""
    try:
        return look()
    except (GLib.Error, LookupError):
        return None


def let_events_in() -> None:
    """Handle what the bus has for us, for about one interval."""
    GLib.timeout_add(LOOK_EVERY, lambda: False)
    GLib.MainContext.default().iteration(True)


def matching(request: Request) -> Iterator[Control]:
    """Yield the controls that are as described, from the outside inwards."""
    return (control for _, control in walk(request) if fits(control, request))


def fits(control: Control, request: Request) -> bool:
    """Whether a control is as described."""
    if request.get("name") not in (None, control.name):
        return False
    if request.get("role") not in (None, control.getRoleName()):
        return False
    if not set(request.get("states", ())) <= set(state_names(control)):
        return False
    return request.get("containing", "") in shown_text(control)


def walk(request: Request) -> Iterator[tuple[int, Control]]:
    """Yield depth and control of everything in the wanted programs, never from a cache."""
    for program in children(pyatspi.Registry.getDesktop(0)):
        program.set_cache_mask(Atspi.Cache.NONE)
        if request.get("application") in (None, program.name):
            yield from descend(program, 0)


def descend(control: Control, depth: int) -> Iterator[tuple[int, Control]]:
    """Yield a control and all in it."""
    yield depth, control
    for child in children(control):
        yield from descend(child, depth + 1)


def children(control: Control) -> Iterator[Control]:
    """Yield the children of a control that are still there when it is their turn."""
    for index in range(control.childCount):
        child = gently(functools.partial(control.getChildAtIndex, index))
        if child is not None:
            yield child


def shown_text(control: Control) -> str:
    """Read what a control shows: its text, or its name where it has no text of its own."""
    try:
        return str(control.queryText().getText(0, -1))
    except NotImplementedError:
        return str(control.name or "")


def set_text(request: Request) -> str:
    """Put ``text`` in place of what the control holds and return what it holds then."""

    def put(control: Control) -> str:
        control.queryEditableText().setTextContents(request["text"])
        return shown_text(control)

    return use(request, put)


def press(request: Request) -> str:
    """Press a button, or whatever comes closest, and return the action's name."""

    def look(control: Control) -> tuple[Any, list[str]]:
        actions = control.queryAction()
        return actions, [actions.getName(index).lower() for index in range(actions.nActions)]

    actions, names = use(request, look)
    for wanted in PRESSING:
        if wanted in names:
            actions.doAction(names.index(wanted))
            return wanted
    raise NotThere(f"an action to press, only {names}")


def focus(request: Request) -> bool:
    """Move the keyboard focus to a control."""
    return use(request, lambda control: bool(control.queryComponent().grabFocus()))


def state_names(control: Control) -> list[str]:
    """Name the states of a control, such as ``focused``."""
    return sorted(pyatspi.stateToString(state) for state in control.getState().getStates())


def tree(request: Request) -> str:
    """Draw all controls as an indented list."""
    return "\n".join(
        f"{'  ' * depth}{control.getRoleName()} {control.name!r}"
        for depth, control in walk(request)
    )


REQUESTS: dict[str, Callable[[Request], object]] = {
    "find": lambda request: use(request, lambda control: control.name),
    "missing": missing,
    "text": lambda request: use(request, shown_text),
    "set_text": set_text,
    "description": lambda request: use(request, lambda control: control.description),
    "states": lambda request: use(request, state_names),
    "press": press,
    "focus": focus,
    "tree": tree,
}

if __name__ == "__main__":
    main()
