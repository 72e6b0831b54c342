"""Which language is spoken, and that a language says all of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from translating import catalogue, compiling
from translating.sentences import sentences

from stashlog.wording.catalogue import wanted

REPOSITORY = Path(__file__).parents[2]
PLACES = sentences(REPOSITORY / "src" / "stashlog")
GERMAN = compiling.SOURCES / "de.po"
FORM = ("wording/form.py", "wording/details.py")
SAY = """
from stashlog.wording import form, states
print(states.STATE_WORDS['waiting'], form.key_words('Ctrl+Shift+Return'))
"""


@pytest.fixture(scope="module")
def german() -> dict[str, str]:
    return catalogue.read(GERMAN)


def test_a_translation_has_the_placeholders_of_its_sentence(german: dict[str, str]) -> None:
    # What is missing is shown in English; `build.py` builds no package without it.
    faults = catalogue.faults(german, {sentence: PLACES.get(sentence, ()) for sentence in german})
    assert [fault for fault in faults if fault.startswith("other placeholders")] == []


def test_what_german_says_is_still_said(german: dict[str, str]) -> None:
    missing = [sentence for sentence in PLACES if not german.get(sentence)]
    # Sentences that are being written beside; far more of them mean that nobody renews it.
    assert len(missing) < len(PLACES) / 10, (
        f"{len(missing)} sentences have no German: run python3 packaging/translate.py, fill in "
        f"{GERMAN.name}. The first: {missing[:5]}"
    )


def test_german_has_german_quotation_marks_and_no_straight_ones(german: dict[str, str]) -> None:
    wrong = [
        text
        for text in german.values()
        if "“" in re.sub("„[^“]*“", "", text) or "”" in text or "'" in text or "..." in text
    ]
    assert wrong == []


def test_no_two_fields_of_the_german_form_have_one_letter(german: dict[str, str]) -> None:
    letters = {
        sentence: german[sentence].partition("&")[2][:1].lower()
        for sentence, places in PLACES.items()
        if set(places) & set(FORM) and "&" in sentence
    }
    # The same button folds out and in.
    letters.pop("&Hide")
    assert all(letters.values()), "a letter was lost in translation"
    assert len(set(letters.values())) == len(letters)


@pytest.mark.parametrize(
    ("variables", "languages"),
    [
        ({"LANG": "de_AT.UTF-8"}, ["de_AT"]),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "de"}, ["de"]),
        ({"LANG": "de_DE", "LANGUAGE": "fr:de"}, ["fr", "de"]),
        ({"LANG": "C.UTF-8", "LC_MESSAGES": ""}, ["C"]),
    ],
)
def test_the_environment_chooses_the_language(
    variables: dict[str, str], languages: list[str]
) -> None:
    assert wanted(variables) == languages


def say(language: str) -> list[str]:
    """Return what a program of its own says in a language: a state, and keys."""
    compiling.compile_all()
    variables = {**os.environ, "LANGUAGE": language, "PYTHONPATH": str(REPOSITORY / "src")}
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SAY],
        env=variables, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return said.stdout.split()


@pytest.mark.parametrize(
    ("language", "word"),
    [("de_CH.UTF-8", "Wartet"), ("fr:de", "Wartet"), ("en:de", "Waiting"), ("tlh", "Waiting")],
)
def test_the_program_speaks_the_language_that_was_chosen(language: str, word: str) -> None:
    assert say(language)[0] == word


@pytest.mark.parametrize(
    ("language", "keys"), [("de", "Strg+Umschalt+Eingabe"), ("en", "Ctrl+Shift+Return")]
)
def test_keys_are_called_what_is_printed_on_them(language: str, keys: str) -> None:
    assert say(language)[1] == keys
