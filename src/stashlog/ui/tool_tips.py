"""Tool tips show what others wrote, and Qt reads anything like a tag in them as rich text."""

from __future__ import annotations


def plain_tool_tip(*lines: str) -> str:
    """Return a tool tip that shows lines as they are; empty ones are left out.

    Escaped here rather than by the standard library's `html`, whose table of entities would be
    the only thing loaded for it.
    """
    return "<br>".join(_escaped(line) for line in lines if line)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
