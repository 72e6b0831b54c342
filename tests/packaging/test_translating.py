"""Catalogues come out as they went in, and what is missing or wrong is named."""

import gettext
import io
from pathlib import Path

import pytest
from translating import catalogue
from translating.compiling import compile_all, compiled
from translating.sentences import sentences

SENTENCES = {"Log “{subject}”": ("wording/form.py",), 'Line\nand "tab"\t\\': ("a.py", "b.py")}
GERMAN = {"Log “{subject}”": "„{subject}“ erfassen", 'Line\nand "tab"\t\\': 'Zeile\n"\\'}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "de.po"


def test_a_catalogue_is_read_as_it_was_written(file: Path) -> None:
    catalogue.write(file, GERMAN, SENTENCES)

    assert catalogue.read(file) == GERMAN


def test_a_new_sentence_stands_in_the_catalogue_untranslated_and_an_old_one_goes(
    file: Path,
) -> None:
    catalogue.write(file, {**GERMAN, "Gone": "Weg"}, {**SENTENCES, "New": ("c.py",)})

    assert catalogue.read(file) == {**GERMAN, "New": ""}


def test_gettext_reads_what_is_compiled() -> None:
    read = gettext.GNUTranslations(io.BytesIO(compiled({**GERMAN, "New": ""})))

    for sentence, translation in GERMAN.items():
        assert read.gettext(sentence) == translation
    assert read.gettext("New") == "New"


def test_every_catalogue_of_a_folder_is_compiled(file: Path, tmp_path: Path) -> None:
    catalogue.write(file, GERMAN, SENTENCES)
    [made] = compile_all(tmp_path, tmp_path / "locale")

    assert made == tmp_path / "locale/de/LC_MESSAGES/stashlog.mo"
    assert made.read_bytes() == compiled(GERMAN)


@pytest.mark.parametrize(
    ("translations", "fault"),
    [
        ({}, "not translated"),
        ({"Log {subject}": "{betreff} erfassen"}, "other placeholders"),
        ({"Log {subject}": "{subject erfassen"}, "other placeholders"),
        ({"Log {subject}": "{subject}", "Gone": "Weg"}, "not in the program any more: “Gone”"),
    ],
)
def test_what_does_not_fit_is_named(translations: dict[str, str], fault: str) -> None:
    [told] = catalogue.faults(translations, {"Log {subject}": ("a.py",)})

    assert told.startswith(fault)


@pytest.mark.parametrize(
    "text",
    ['msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n', 'msgid_plural "a"\n', '"a"\n', 'msgid "a\n'],
)
def test_a_catalogue_that_cannot_be_read_is_named(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")

    with pytest.raises(catalogue.CatalogueError, match=r"de\.po"):
        catalogue.read(file)


def test_a_sentence_is_found_once_with_all_who_say_it(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text('A = tr("One " "sentence")\n', encoding="utf-8")

    assert sentences(tmp_path) == {"One sentence": ("a.py", "b.py")}


def test_a_sentence_that_is_put_together_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("A = tr(sentence)\n", encoding="utf-8")

    with pytest.raises(ValueError, match="line 1"):
        sentences(tmp_path)
