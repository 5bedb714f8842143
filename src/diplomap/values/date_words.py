"""The words people date with: months in four languages, weekdays, and the ways to say that nobody knows."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches

_MONTHS = (
    "january jan janvier janv enero ene januar jaenner jan",
    "february feb febr fevrier fevr fev febrero februar",
    "march mar mars marzo marz maerz",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juin junio juni",
    "july jul juillet juil julio juli",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre setiembre",
    "october oct octobre octubre oktober okt",
    "november nov novembre noviembre",
    "december dec decembre diciembre dic dezember dez",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_WEEKDAYS = (
    "monday mon lundi lunes montag",
    "tuesday tue tues mardi martes dienstag",
    "wednesday wed mercredi miercoles mittwoch",
    "thursday thu thur thurs jeudi jueves donnerstag",
    "friday fri vendredi viernes freitag",
    "saturday sat samedi sabado samstag sonnabend",
    "sunday sun dimanche domingo sonntag",
)
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# The first and last month of each season in the northern hemisphere (meteorological seasons).
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}

_MISSING = frozenset(
    (
        *(
            "",
            "-",
            "--",
            "---",
            "–",
            "—",
            "?",
            "??",
            "???",
            "????",
            ".",
            "..",
            "...",
            "…",
            "*",
            "x",
            "/",
            "_",
        ),
        *("n.d", "nd", "n/d", "n.a", "n/a", "na", "#n/a", "<na>", "nan", "nat", "s.d", "sd", "o.d"),
        *("none", "null", "nil", "unknown", "unk", "not known", "date unknown", "unknown date", "no date"),
        *(
            "undated",
            "missing",
            "not available",
            "not applicable",
            "tbd",
            "tba",
            "to be determined",
            "unclear",
        ),
        *(
            "(unknown)",
            "(none)",
            "[unknown]",
            "inconnu",
            "inconnue",
            "desconocido",
            "desconocida",
            "unbekannt",
        ),
        *("0000-00-00", "0000", "00/00/0000"),
    )
)


def fold(text: str) -> str:
    """The text in small letters without accents, so that août is aout and MÄRZ is marz."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def says_nothing(text: str) -> bool:
    """Whether a cell says in words or signs that there is no date in it.

    >>> says_nothing("n.d."), says_nothing("1974")
    (True, False)
    """
    small = text.strip().casefold()
    return small in _MISSING or small.rstrip(".") in _MISSING


def near_month(word: str) -> str | None:
    """The English month that a misspelt word resembles, for a suggestion only.

    >>> near_month("febuary")
    'February'
    """
    names = [words.split()[0] for words in _MONTHS]
    found = get_close_matches(fold(word), names, n=1, cutoff=0.75)
    return found[0].capitalize() if found else None
