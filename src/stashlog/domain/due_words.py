"""The words of due dates in English, German, French and Spanish.

Written as people type them once accents, capitals, hyphens and apostrophes are taken away:
"après-demain" stands here as "apres demain".

Left out on purpose, since a date that is off is worse than one that is not understood: parts of
the day without an agreed hour ("tonight", "heute abend", "ce soir", "mañana por la mañana"), half
hours ("half past two" is "halb drei"), midnight, which may begin or end the day, and the Spanish
"fin de semana", which is the weekend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

LANGUAGES = ("en", "de", "fr", "es")


class Span(NamedTuple):
    """A length of time: whole days of the calendar, or minutes that pass."""

    days: int = 0
    minutes: int = 0


class Half(NamedTuple):
    """A half of the day.

    Attributes:
        first: The earliest hour that can be said with it.
        last: The latest one.
        added: Hours to add; twelve o'clock counts as zero.
    """

    first: int
    last: int
    added: int


class Meaning(NamedTuple):
    """One thing that a word can mean.

    Attributes:
        kind: weekday, month, shift, unit, half, mark or number.
        value: Monday is 0, January is 1, tomorrow is 1; a mark's name.
    """

    kind: str
    value: int | str | Span | Half


_DAY, _WEEK, _HOUR, _MINUTE = Span(days=1), Span(days=7), Span(minutes=60), Span(minutes=1)
_AM, _PM = Half(1, 12, 0), Half(1, 12, 12)
_MORNING, _AFTERNOON, _EVENING = Half(1, 11, 0), Half(1, 11, 12), Half(5, 11, 12)


@dataclass(frozen=True, slots=True)
class _Language:
    """One language. Texts are words separated by blanks, or phrases by commas.

    Attributes:
        weekdays: From Monday; two letters or more stand for the word where they are clear.
        months: From January; three letters or more likewise.
        more: Everything else, by what it means.
    """

    weekdays: str
    months: str
    more: tuple[tuple[Meaning, str], ...] = field(default=())


def _mark(name: str) -> Meaning:
    return Meaning("mark", name)


_SOURCES = {
    "en": _Language(
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february march april may june july august september october november december",
        (
            (Meaning("shift", 0), "today,tod"),
            (Meaning("shift", 1), "tomorrow,tom,tmrw"),
            (Meaning("shift", 2), "day after tomorrow,the day after tomorrow"),
            (Meaning("unit", _DAY), "d,day,days"),
            (Meaning("unit", _WEEK), "w,week,weeks"),
            (Meaning("unit", _HOUR), "h,hour,hours,hr,hrs"),
            (Meaning("unit", _MINUTE), "m,min,mins,minute,minutes"),
            (Meaning("number", 1), "a,an,one"),
            (Meaning("half", _AM), "am,a m,a.m"),
            (Meaning("half", _PM), "pm,p m,p.m"),
            (Meaning("half", _MORNING), "in the morning"),
            (Meaning("half", _AFTERNOON), "in the afternoon"),
            (_mark("in"), "in"),
            (_mark("at"), "at"),
            (_mark("oclock"), "o clock,oclock"),
            (_mark("article"), "on,on the,the"),
            (_mark("of"), "of"),
            (_mark("next"), "next"),
            (_mark("next week"), "next week"),
            (_mark("week's end"), "end of week,end of the week,eow"),
            (_mark("noon"), "noon,midday"),
        ),
    ),
    "de": _Language(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "januar februar marz april mai juni juli august september oktober november dezember",
        (
            (Meaning("weekday", 5), "sonnabend"),
            (Meaning("month", 1), "janner,jan"),
            (Meaning("month", 3), "maerz"),
            (Meaning("shift", 0), "heute"),
            (Meaning("shift", 1), "morgen"),
            (Meaning("shift", 2), "ubermorgen,uebermorgen"),
            (Meaning("unit", _DAY), "tag,tage,tagen"),
            (Meaning("unit", _WEEK), "woche,wochen"),
            (Meaning("unit", _HOUR), "std,stunde,stunden"),
            (Meaning("unit", _MINUTE), "min,minute,minuten"),
            (Meaning("number", 1), "ein,eine,einem,einer"),
            (Meaning("half", _MORNING), "morgens,vormittags"),
            (Meaning("half", _AFTERNOON), "nachmittags"),
            (Meaning("half", _EVENING), "abends"),
            (_mark("in"), "in"),
            (_mark("at"), "um"),
            (_mark("oclock"), "uhr"),
            (_mark("article"), "am,den,der,dem"),
            (_mark("next"), "nachsten,nachster,nachste,naechsten,naechster,naechste"),
            (_mark("next"), "am nachsten,am naechsten"),
            (_mark("next week"), "nachste woche,naechste woche"),
            (_mark("week's end"), "ende der woche,ende dieser woche"),
            (_mark("noon"), "mittag,mittags"),
        ),
    ),
    "fr": _Language(
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        (
            (Meaning("shift", 0), "aujourd hui"),
            (Meaning("shift", 1), "demain"),
            (Meaning("shift", 2), "apres demain"),
            (Meaning("unit", _DAY), "j,jour,jours"),
            (Meaning("unit", _WEEK), "semaine,semaines"),
            (Meaning("unit", _HOUR), "h,heure,heures"),
            (Meaning("unit", _MINUTE), "min,mn,minute,minutes"),
            (Meaning("number", 1), "un,une"),
            (Meaning("half", _MORNING), "du matin"),
            (Meaning("half", _AFTERNOON), "de l apres midi"),
            (Meaning("half", _EVENING), "du soir"),
            (_mark("in"), "dans"),
            (_mark("at"), "a"),
            (_mark("oclock"), "h,heure,heures"),
            (_mark("article"), "le,ce"),
            (_mark("after next"), "prochain,prochaine"),
            (_mark("next week"), "semaine prochaine,la semaine prochaine"),
            (_mark("week's end"), "fin de semaine,fin de la semaine,en fin de semaine"),
            (_mark("noon"), "midi"),
        ),
    ),
    "es": _Language(
        "lunes martes miercoles jueves viernes sabado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        (
            (Meaning("month", 9), "setiembre,set"),
            (Meaning("shift", 0), "hoy"),
            (Meaning("shift", 1), "manana"),
            (Meaning("shift", 2), "pasado manana"),
            (Meaning("unit", _DAY), "dia,dias"),
            (Meaning("unit", _WEEK), "semana,semanas"),
            (Meaning("unit", _HOUR), "h,hora,horas"),
            (Meaning("unit", _MINUTE), "min,minuto,minutos"),
            (Meaning("number", 1), "un,una"),
            (Meaning("half", _AM), "am,a m,a.m"),
            (Meaning("half", _PM), "pm,p m,p.m"),
            (Meaning("half", _MORNING), "de la manana"),
            (Meaning("half", _AFTERNOON), "de la tarde"),
            (Meaning("half", Half(7, 11, 12)), "de la noche"),
            (_mark("in"), "en,dentro de"),
            (_mark("at"), "a las,a la,a"),
            (_mark("oclock"), "h,horas"),
            (_mark("article"), "el,este"),
            (_mark("of"), "de,del"),
            (_mark("next"), "proximo,el proximo"),
            (_mark("after next"), "proximo,que viene"),
            (_mark("next week"), "proxima semana,la proxima semana,semana proxima"),
            (_mark("next week"), "la semana proxima,semana que viene,la semana que viene"),
            (_mark("week's end"), "final de semana,final de la semana"),
            (_mark("week's end"), "a finales de semana,finales de semana,a final de semana"),
            (_mark("noon"), "mediodia,al mediodia,a mediodia"),
        ),
    ),
}

Vocabulary = dict[tuple[str, ...], frozenset[Meaning]]
"""What each word or phrase can mean; a phrase is a tuple of its words."""


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the words of one of `LANGUAGES`."""
    source = _SOURCES[language]
    found: dict[tuple[str, ...], set[Meaning]] = {}
    for text, meaning in _names(source):
        found.setdefault(tuple(text.split()), set()).add(meaning)
    return {words: frozenset(meanings) for words, meanings in found.items()}


def _names(source: _Language) -> Iterator[tuple[str, Meaning]]:
    """Yield every word and short form with what it means."""
    yield from _shortened("weekday", source.weekdays.split(), start=0, letters=2)
    yield from _shortened("month", source.months.split(), start=1, letters=3)
    for meaning, texts in source.more:
        for text in texts.split(","):
            yield text, meaning


def _shortened(
    kind: str, names: list[str], *, start: int, letters: int
) -> Iterator[tuple[str, Meaning]]:
    """Yield names and their beginnings, unless another name of the kind begins alike."""
    for number, name in enumerate(names, start):
        for length in range(letters, len(name) + 1):
            text = name[:length]
            if sum(other.startswith(text) for other in names) == 1:
                yield text, Meaning(kind, number)
