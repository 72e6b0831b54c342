"""What is said about the settings file and its values."""

from collections.abc import Iterable
from pathlib import Path

from stashlog.wording.catalogue import tr

EDIT_BY_HAND = tr("Change it in a text editor.")
NOT_TEXT = tr("It is not UTF-8 text.")
TOO_LONG = tr("It is too long for a settings file.")
NOT_TOML = tr("It is not a settings file (TOML).")


def line_unreadable(number: int) -> str:
    """Name the line that cannot be read."""
    return tr("Line {number} cannot be read.").format(number=number)


def no_setting(name: str) -> str:
    """Name a key that means nothing."""
    return tr("“{name}” is not a setting.").format(name=name[:60])


def not_taken_up(path: Path, cause: str) -> str:
    """Say why a file that was changed while Stashlog runs is not followed."""
    return tr(
        "The changes in {path} are not used, and the settings stay as they were: {cause}"
    ).format(path=path, cause=cause)


def from_next_start(names: Iterable[str]) -> str:
    """Say which changed settings wait for the next start."""
    return tr("What was changed at {names} counts from the next start of Stashlog.").format(
        names=", ".join(f"“{name}”" for name in names)
    )


def unreadable(path: Path, cause: str) -> str:
    """Say that the file exists and cannot be read."""
    return tr("The settings in {path} cannot be read ({cause}), so nothing is sent.").format(
        path=path, cause=cause
    )


def not_text(path: Path) -> str:
    """Say that the file holds something else than text."""
    return tr("The settings in {path} are not UTF-8 text, so nothing is sent.").format(path=path)


def too_long(path: Path) -> str:
    """Say that the file is far too long for settings."""
    return tr("{path} is too long for a settings file, so nothing is sent.").format(path=path)


def not_toml(path: Path) -> str:
    """Say that nothing in the file can be understood."""
    return tr("{path} is not a settings file (TOML), so nothing is sent.").format(path=path)


def bad_line(path: Path, number: int) -> str:
    """Name the line that cannot be read; everything else in the file counts."""
    return tr("Line {number} of {path} cannot be read and is left out. Correct it.").format(
        number=number, path=path
    )


def bad_value(path: Path, sentence: str) -> str:
    """Say where a value stands that cannot be used."""
    return tr("{path}: {sentence} The default is used instead.").format(
        path=path, sentence=sentence
    )


def bad_address(path: Path, sentence: str) -> str:
    """Say where an address stands that cannot be used, for which there is no substitute."""
    return tr("{path}: {sentence} Nothing is sent until it is corrected.").format(
        path=path, sentence=sentence
    )


def no_key_here(path: Path, name: str) -> str:
    """Say that no API key is taken from a settings file."""
    return tr(
        "{path}: “{name}” is left out. An API key is never read from a settings file; “stashlog "
        "key set” keeps it in the keyring."
    ).format(path=path, name=name[:60])


def decided_for_all(source: str) -> str:
    """Say that the address cannot be chosen here."""
    return tr(
        "{source}: the administrator of this computer has decided which nodestash is used."
    ).format(source=source)


def about(name: str, sentence: str) -> str:
    """Put a setting's name before what is wrong with it."""
    return tr("“{name}”: {sentence}").format(name=name, sentence=sentence)


def unknown(path: Path, name: str, known: Iterable[str]) -> str:
    """Name a key that means nothing, and the ones that do."""
    return tr("{path}: “{name}” is not a setting and is left out. There are: {known}.").format(
        path=path, name=name[:60], known=", ".join(known)
    )


def not_a_string(name: str) -> str:
    """Say that the value has to be text."""
    return tr("“{name}” must be text in quotation marks.").format(name=name)


def not_a_switch(name: str) -> str:
    """Say that the value has to be true or false."""
    return tr("“{name}” must be true or false, without quotation marks.").format(name=name)


def not_a_choice(name: str, choices: Iterable[str]) -> str:
    """Name the values that are possible."""
    listed = ", ".join(f'"{choice}"' for choice in choices)
    return tr("“{name}” must be one of {choices}.").format(name=name, choices=listed)


def out_of_range(name: str, lowest: float, highest: float) -> str:
    """Name the lowest and the highest number."""
    return tr("“{name}” must be a number from {lowest} to {highest}.").format(
        name=name, lowest=lowest, highest=highest
    )


def not_a_list(name: str, most: int) -> str:
    """Say that the value has to be a list of texts."""
    return tr(
        '“{name}” must be a list of 1 to {most} texts, such as ["Connected", "Busy"].'
    ).format(name=name, most=most)


def not_a_rule(name: str, most_days: int) -> str:
    """Say what a rule for follow-ups is made of."""
    return tr(
        "Each “{name}” needs an outcome, a subject and working_days from 0 to {most}; a time such "
        "as “9:00” may be added."
    ).format(name=name, most=most_days)


def not_fields(name: str, known: Iterable[str]) -> str:
    """Say that the value has to name fields."""
    return tr("“{name}” must name fields with spaces between them, out of: {known}.").format(
        name=name, known=", ".join(known)
    )


def cannot_place(path: Path, name: str) -> str:
    """Say that the file is written in a way into which the value cannot be put."""
    return tr("“{name}” cannot be changed in {path}, as the file is written.").format(
        name=name, path=path
    )


def cannot_save(path: Path, cause: str) -> str:
    """Say that the file cannot be written."""
    return tr("The settings cannot be saved in {path} ({cause}).").format(path=path, cause=cause)
