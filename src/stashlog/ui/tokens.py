"""The two sets of colours."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours by what they are for, each as "#rrggbb".

    Text colours reach a contrast of 4.5 to 1 on every surface they are used on, `field_line` and
    the focus ring one of 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11); the tests compute both.

    Attributes:
        dark: Whether these are the colours of the dark look.
        canvas: The window behind the panels.
        surface: Panels, bars and secondary buttons.
        field: Where one types.
        hover: A button or row under the pointer.
        line: Borders that only divide.
        field_line: Borders that show where one can type.
        text: Text.
        muted: Labels, help, times.
        accent: The one accent: primary button, links, selection, focus ring.
        accent_hover: The primary button under the pointer.
        on_accent: Text on `accent`.
        accent_surface: A chosen button, a tag, a selected row; text on it is `accent` or `text`.
        danger: Errors and "Needs you".
        danger_surface: The error summary.
        warning: "Waiting" and banners.
        warning_surface: Banners.
        info: "Checking".
        success: "Sent".
    """

    dark: bool
    canvas: str
    surface: str
    field: str
    hover: str
    line: str
    field_line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_surface: str
    danger: str
    danger_surface: str
    warning: str
    warning_surface: str
    info: str
    success: str


LIGHT = Tokens(
    dark=False,
    canvas="#f4f6f9",
    surface="#ffffff",
    field="#f9fafc",
    hover="#eef1f6",
    line="#d5dbe3",
    field_line="#818b9a",
    text="#141c26",
    muted="#566373",
    accent="#2b59e0",
    accent_hover="#1f47c2",
    on_accent="#ffffff",
    accent_surface="#e8eeff",
    danger="#b3261e",
    danger_surface="#fdecea",
    warning="#7a4b00",
    warning_surface="#fff3dc",
    info="#1f4e8c",
    success="#11663b",
)

DARK = Tokens(
    dark=True,
    canvas="#0f1319",
    surface="#171d25",
    field="#1d242e",
    hover="#232b37",
    line="#323c49",
    field_line="#6d7a8b",
    text="#e9eef4",
    muted="#9eabba",
    accent="#86a5ff",
    accent_hover="#a3bbff",
    on_accent="#0d1430",
    accent_surface="#1e2b52",
    danger="#ff9a91",
    danger_surface="#3a1a1a",
    warning="#ffcb73",
    warning_surface="#3a2c10",
    info="#8cc2ff",
    success="#79d9a3",
)
