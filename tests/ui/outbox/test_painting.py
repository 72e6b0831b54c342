"""How a row looks, as far as a test can judge it: contrast, height, colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from stashlog.domain.outbox import State
from stashlog.domain.reasons import Reason, ReasonCode
from stashlog.services.overview import Overview
from stashlog.ui.icons.drawing import drawing
from stashlog.ui.outbox.looks import STATE_COLOURS, STATE_ICONS, type_icon
from stashlog.ui.outbox.panel import OutboxPanel
from stashlog.ui.theme import apply_theme
from stashlog.ui.tokens import DARK, LIGHT, Tokens
from stashlog.wording.states import STATE_WORDS
from tests.support.items import made_item
from tests.ui.outbox.driving import Show


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = QColor(colour)
        red, green, blue = map(_linear, (parts.redF(), parts.greenF(), parts.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "hover", "accent_surface"])
@pytest.mark.parametrize("text", sorted({*STATE_COLOURS.values(), "text", "muted"}))
def test_a_row_can_be_read_plain_hovered_and_selected(
    tokens: Tokens, ground: str, text: str
) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("state", list(State))
def test_a_state_has_an_icon_beside_its_word(state: State) -> None:
    assert STATE_WORDS[state]
    assert drawing(STATE_ICONS[state]).shapes


@pytest.mark.parametrize("name", ["call", " Email ", "", "visit"])
def test_every_type_has_an_icon_even_one_that_nobody_knows(name: str) -> None:
    assert drawing(type_icon(name)).shapes


def height(panel: OutboxPanel, number: int) -> int:
    return panel.view.visualRect(panel.view.model().index(number, 0)).height()


def test_a_row_is_as_high_as_its_lines(panel: OutboxPanel, show: Show) -> None:
    long = made_item(state=State.NEEDS_YOU, reason=Reason(ReasonCode.REFUSED, "word " * 90))
    show(
        Overview(
            needs_you=(long,), waiting=(made_item(),), sent_today=(made_item(state=State.SENT),)
        )
    )
    two_lines, one_line, none = height(panel, 1), height(panel, 3), height(panel, 5)
    assert two_lines - one_line == one_line - none > 0


def test_a_wider_panel_needs_fewer_lines(panel: OutboxPanel, show: Show) -> None:
    reason = Reason(ReasonCode.REFUSED, "word " * 16)
    show(Overview(needs_you=(made_item(state=State.NEEDS_YOU, reason=reason),)))
    narrow = height(panel, 1)
    panel.resize(900, 800)
    panel.view.doItemsLayout()
    assert height(panel, 1) < narrow


def test_larger_text_makes_higher_rows(panel: OutboxPanel, show: Show, qapp: QApplication) -> None:
    show(Overview(waiting=(made_item(),)))
    normal = height(panel, 1)
    apply_theme(qapp, "light", 1.5)
    panel.view.doItemsLayout()
    assert height(panel, 1) > normal * 1.3
    apply_theme(qapp, "light")


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize(("mode", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_a_row_is_painted_in_the_colours_in_force(
    panel: OutboxPanel, show: Show, qapp: QApplication, mode: str, tokens: Tokens
) -> None:
    show(Overview(needs_you=(made_item(state=State.NEEDS_YOU),)))
    apply_theme(qapp, "dark" if mode == "dark" else "light")
    panel.focus_item(panel.view.model().row(1).item.id)  # type: ignore[attr-defined]
    painted = colours(panel.view.grab().toImage())
    apply_theme(qapp, "light")
    assert {tokens.danger, tokens.accent, tokens.accent_surface} <= painted
