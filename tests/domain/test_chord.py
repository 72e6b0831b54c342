"""Keys that reach Stashlog from any program."""

import pytest

from stashlog.domain.chord import DEFAULT_KEYS, Chord, read_chord


@pytest.mark.parametrize(
    ("text", "chord"),
    [
        ("Ctrl+Alt+Space", Chord(("Ctrl", "Alt"), "Space")),
        ("alt + CTRL + space", Chord(("Ctrl", "Alt"), "Space")),
        ("Meta+n", Chord(("Meta",), "N")),
        ("Ctrl+Shift+9", Chord(("Ctrl", "Shift"), "9")),
        ("F12", Chord((), "F12")),
        ("Shift+F5", Chord(("Shift",), "F5")),
    ],
)
def test_a_chord_is_read_as_qt_writes_it(text: str, chord: Chord) -> None:
    assert read_chord(text) == chord
    assert read_chord(chord.text) == chord


@pytest.mark.parametrize(
    "text",
    ["", "A", "Shift+A", "Space", "Ctrl", "Ctrl+", "Ctrl+Ä", "Hyper+A", "Ctrl+F25", "Ctrl+A+B"],
)
def test_what_would_be_missed_in_a_text_field_is_no_chord(text: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the caller has the words
        read_chord(text)
    assert raised.value.args == (text,)


def test_the_usual_keys_are_a_chord() -> None:
    assert read_chord(DEFAULT_KEYS).text == DEFAULT_KEYS
