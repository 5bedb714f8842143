"""The words people date with: months in four languages, weekdays, and the ways to say that nobody knows."""

from __future__ import annotations

import unicodedata

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

_NO_DATE = """
- -- --- – — ? ?? ??? ???? . .. ... … * x / _ (?) [?]
n.d nd n/d n.a n/a na #n/a <na> nan nat s.d sd o.d none null nil unknown unk unspecified undated missing
unclear tbd tba (unknown) (none) [unknown] inconnu inconnue desconocido desconocida unbekannt
0000-00-00 0000 00/00/0000
"""
_NO_DATE_PHRASES = """
not known, date unknown, date not known, unknown date, no date, not available, not applicable, not stated,
not specified, not recorded, to be determined, no data, sans date, sin fecha, ohne datum
"""
_MISSING = frozenset(("", *_NO_DATE.split(), *(" ".join(p.split()) for p in _NO_DATE_PHRASES.split(","))))
_SPACED = frozenset(("n. d", "s. d", "o. d", "n. a"))
_STILL = frozenset(
    (
        *("present", "ongoing", "current", "currently", "to date", "today", "now", "open", "still open"),
        *("until now", "to present", "to the present", "active", "still exists", "extant", "operating"),
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
    return small in _MISSING or (bare := small.rstrip(".")) in _MISSING or bare in _SPACED


def says_still(text: str) -> bool:
    """Whether a cell says that something goes on, which is no date either.

    >>> says_still("Present"), says_still("1974")
    (True, False)
    """
    return text.strip(" .").casefold() in _STILL


def near_month(word: str) -> str | None:
    """The English month that a misspelt word resembles, for a suggestion only.

    >>> near_month("febuary")
    'February'
    """
    from difflib import get_close_matches

    names = [words.split()[0] for words in _MONTHS]
    found = get_close_matches(fold(word), names, n=1, cutoff=0.75)
    return found[0].capitalize() if found else None
