"""Two windows over one store, of which the one did not hear of the other."""

from __future__ import annotations

from dataclasses import replace

from stashlog.domain.outbox import State
from stashlog.ui.conductor import Conductor
from tests.support.window import Desk


def two_windows_over_one_item(desk: Desk) -> tuple[Conductor, Conductor, str]:
    """Log an activity without a network, and open it in two windows."""
    desk.sandbox.stop()
    first = desk.open()
    desk.type(subject="Waiting")
    desk.log()
    desk.wait_offline()
    (item,) = desk.items()
    second = desk.open()
    for window in (first, second):
        window.flow.open(item.id)
        desk.wait(lambda: window.form.entry().subject == "Waiting")  # noqa: B023 - waited for right here
    return first, second, item.id


def change(window: Conductor, subject: str) -> None:
    """Type another subject."""
    window.form.set_entry(replace(window.form.entry(), subject=subject))
    window.form.edited.emit()


def test_what_is_logged_in_both_arrives_exactly_once_each(desk: Desk) -> None:
    first, second = desk.open(), desk.open()
    for number in range(5):
        for name, window in (("first", first), ("second", second)):
            change(window, f"{name} {number}")
            window.flow.log()
    desk.wait(lambda: desk.states() == [State.SENT] * 10)
    assert len(set(desk.arrived())) == len(desk.arrived()) == 10


def test_words_for_one_item_from_two_windows_are_all_kept(desk: Desk) -> None:
    first, second, item = two_windows_over_one_item(desk)
    change(first, "Corrected in the first")
    first.flow.log()
    desk.wait(lambda: desk.items()[0].entry.subject == "Corrected in the first")
    change(second, "Corrected in the second")
    second.flow.log()
    desk.wait(desk.summary)
    assert "changed in another window" in desk.summary()
    second.flow.log()
    desk.wait(lambda: len(desk.items()) == 2)
    assert {one.entry.subject for one in desk.items()} == {
        "Corrected in the first",
        "Corrected in the second",
    }
    assert desk.items()[0].id == item


def test_what_one_window_discards_is_kept_by_the_other_that_has_it_open(desk: Desk) -> None:
    first, second, item = two_windows_over_one_item(desk)
    first.panel.discard_requested.emit(item)
    desk.wait(lambda: desk.states() == [State.DISCARDED])
    change(second, "Still wanted")
    second.flow.log()
    desk.wait(desk.summary)
    assert second.form.entry().subject == "Still wanted"
    second.flow.log()
    desk.wait(lambda: [one.entry.subject for one in desk.items()] == ["Waiting", "Still wanted"])
