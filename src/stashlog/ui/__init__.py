"""Everything Qt: the window and what it is made of. Knows nothing of HTTP, SQL and keyrings.

PySide puts a function of its own in front of every later import of the program, which looks
whether it switches snake_case on. We have no such switch, and hundreds of imports to do before the
window is ready, so Python's own function gets its place back: a twentieth of the start.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - what puts it there

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
