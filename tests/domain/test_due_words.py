"""Everyday phrases in four languages, and words that mean something else in another one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from stashlog.domain.date_style import DateStyle
from stashlog.domain.due import read_due
from stashlog.domain.due_moments import UnreadableDateError, due_text

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")

PHRASES = {
    "en": [
        ("tomorrow 9", "2026-11-25 09:00"),
        ("tomorrow at 9:30", "2026-11-25 09:30"),
        ("day after tomorrow", "2026-11-26 09:00"),
        ("fri", "2026-11-27 09:00"),
        ("fri 14:00", "2026-11-27 14:00"),
        ("tue", "2026-12-01 09:00"),
        ("next monday", "2026-11-30 09:00"),
        ("in 3 days", "2026-11-27 09:00"),
        ("in 2 weeks", "2026-12-08 09:00"),
        ("+3d", "2026-11-27 09:00"),
        ("in 2 hours", "2026-11-24 13:00"),
        ("14 march", "2027-03-14 09:00"),
        ("march 14 2pm", "2027-03-14 14:00"),
        ("14.3. 14:00", "2027-03-14 14:00"),
        ("noon", "2026-11-24 12:00"),
        ("tomorrow noon", "2026-11-25 12:00"),
        ("next week", "2026-11-30 09:00"),
        ("3/4 2pm", "2027-04-03 14:00"),
        ("2026-12-03 08:15", "2026-12-03 08:15"),
        ("9am tomorrow", "2026-11-25 09:00"),
        ("next friday", "2026-11-27 09:00"),
        ("end of week", "2026-11-27 09:00"),
        ("fri 27", "2026-11-27 09:00"),
        ("Fri 27 Nov 2026, 14:00", "2026-11-27 14:00"),
        ("mar 14", "2027-03-14 09:00"),
        ("in an hour", "2026-11-24 12:00"),
        ("29 feb", "2028-02-29 09:00"),
        ("9:00", "2026-11-25 09:00"),
    ],
    "de": [
        ("morgen 9 uhr", "2026-11-25 09:00"),
        ("morgen um 9", "2026-11-25 09:00"),
        ("übermorgen", "2026-11-26 09:00"),
        ("freitag 14 uhr", "2026-11-27 14:00"),
        ("fr. 14:00", "2026-11-27 14:00"),
        ("do", "2026-11-26 09:00"),
        ("mi 9:30", "2026-11-25 09:30"),
        ("nächsten montag", "2026-11-30 09:00"),
        ("in 3 tagen", "2026-11-27 09:00"),
        ("in 2 wochen", "2026-12-08 09:00"),
        ("14. März 14:00", "2027-03-14 14:00"),
        ("14.3.", "2027-03-14 09:00"),
        ("heute 17 uhr", "2026-11-24 17:00"),
        ("nächste woche", "2026-11-30 09:00"),
        ("morgen mittag", "2026-11-25 12:00"),
        ("9 uhr 30 morgen", "2026-11-25 09:30"),
        ("am freitag um 9.30 uhr", "2026-11-27 09:30"),
        ("ende der woche", "2026-11-27 09:00"),
        ("Naechsten Montag 9 uhr", "2026-11-30 09:00"),
        ("Fr., 27. Nov., 14:00", "2026-11-27 14:00"),
        ("übermorgen 3 uhr nachmittags", "2026-11-26 15:00"),
        ("tomorrow 9", "2026-11-25 09:00"),
        ("14.3.27", "2027-03-14 09:00"),
    ],
    "fr": [
        ("demain 9h", "2026-11-25 09:00"),
        ("demain à 9h30", "2026-11-25 09:30"),
        ("après-demain", "2026-11-26 09:00"),
        ("lundi prochain", "2026-11-30 09:00"),
        ("dans 3 jours", "2026-11-27 09:00"),
        ("dans 2 semaines", "2026-12-08 09:00"),
        ("mar", "2026-12-01 09:00"),
        ("mar.", "2026-12-01 09:00"),
        ("mercredi 14h", "2026-11-25 14:00"),
        ("14 mars", "2027-03-14 09:00"),
        ("14 mars à 14h", "2027-03-14 14:00"),
        ("1er décembre", "2026-12-01 09:00"),
        ("aujourd'hui 17h", "2026-11-24 17:00"),
        ("midi", "2026-11-24 12:00"),
        ("vendredi", "2026-11-27 09:00"),
        ("dans 2h", "2026-11-24 13:00"),
        ("demain 3h de l\u2019après-midi", "2026-11-25 15:00"),
        ("la semaine prochaine", "2026-11-30 09:00"),
        ("fin de semaine", "2026-11-27 09:00"),
        ("le 14", "2026-12-14 09:00"),
        ("14 mar", "2027-03-14 09:00"),
    ],
    "es": [
        ("mañana", "2026-11-25 09:00"),
        ("mañana a las 9", "2026-11-25 09:00"),
        ("pasado mañana", "2026-11-26 09:00"),
        ("el lunes", "2026-11-30 09:00"),
        ("el viernes a las 14:30", "2026-11-27 14:30"),
        ("en 3 días", "2026-11-27 09:00"),
        ("en 2 semanas", "2026-12-08 09:00"),
        ("mar", "2026-12-01 09:00"),
        ("mié", "2026-11-25 09:00"),
        ("14 de marzo", "2027-03-14 09:00"),
        ("14 de marzo a las 14:00", "2027-03-14 14:00"),
        ("hoy 17:00", "2026-11-24 17:00"),
        ("mediodía", "2026-11-24 12:00"),
        ("próximo lunes", "2026-11-30 09:00"),
        ("mañana a las 3 de la tarde", "2026-11-25 15:00"),
        ("la semana que viene", "2026-11-30 09:00"),
        ("do", "2026-11-29 09:00"),
        ("el martes 1 de diciembre", "2026-12-01 09:00"),
    ],
}


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [(language, *phrase) for language, phrases in PHRASES.items() for phrase in phrases],
)
def test_a_phrase_is_read_in_its_language(language: str, typed: str, meant: str) -> None:
    due = read_due(typed, NOW, BERLIN, DateStyle(language, day_first=True))
    assert due is not None
    assert due_text(due, BERLIN) == meant


@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        ("en_US", "mar"),
        ("en_US", "mar 14:00"),
        ("de_DE", "mar"),
        ("it_IT", "do"),
        ("C", "di 9"),
        ("C", "3/4"),
        ("fr_CA", "3/4/2027"),
        ("en_GB", "fri 4"),
    ],
)
def test_what_can_be_meant_in_two_ways_is_refused(locale: str, typed: str) -> None:
    with pytest.raises(UnreadableDateError):
        read_due(typed, NOW, BERLIN, DateStyle.of(locale))


def test_a_bare_number_is_the_hour_unless_that_weekday_is_the_next_day_of_this_number() -> None:
    with pytest.raises(UnreadableDateError, match="two ways"):
        read_due("mon 14", NOW, BERLIN)


@pytest.mark.parametrize(
    "typed",
    ["tonight", "heute abend", "half past two", "fin de semana", "fri 28 nov", "12 de la noche"],
)
def test_what_has_no_certain_meaning_is_not_guessed(typed: str) -> None:
    with pytest.raises(UnreadableDateError, match="Type it like"):
        read_due(typed, NOW, BERLIN)


def test_day_and_month_stand_in_the_order_that_qt_knows_for_the_locale() -> None:
    known = 0
    for locale in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        day_first = DateStyle.of(locale.name()).day_first
        if day_first is not None:
            pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
            assert (pattern.index("d") < pattern.index("M")) == day_first, locale.name()
            known += 1
    assert known > 100


@pytest.mark.parametrize("name", ["", "C", "POSIX", "C.UTF-8", "???", "ja_JP.UTF-8", "en"])
def test_an_unknown_locale_has_no_order(name: str) -> None:
    assert DateStyle.of(name).day_first is None
