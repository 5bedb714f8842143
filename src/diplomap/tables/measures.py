"""Numbers as people write them: with a unit beside them, a word before them, their thousands set apart."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from diplomap.model.figures import Comparison, Unit
from diplomap.tables.words import known_words, read_word

_NUMBER = r"[0-9]{1,3}(?:[,'’ \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_MEASURE = re.compile(
    rf"(?P<before>[^0-9,+-]{{0,24}}?)\s*(?P<number>{_NUMBER})\s*(?P<unit>%|[^\W\d_][^\d|;=]{{0,24}})?"
)
_SIGNS: Mapping[str, Comparison] = {
    **dict.fromkeys(("~", "≈", "±", "c.", "ca.", "approx."), Comparison.ABOUT),
    **dict.fromkeys((">", "&gt;"), Comparison.MORE_THAN),
    **dict.fromkeys(("<", "&lt;"), Comparison.FEWER_THAN),
    "≥": Comparison.AT_LEAST,
    "≤": Comparison.AT_MOST,
}
_APART = re.compile(r"[,'’ \u00a0\u202f]")


@attrs.frozen(slots=True)
class Measure:
    """A number and what stands beside it: `unit` as it was typed, and how it bounds what it counts."""

    number: str
    unit: str = ""
    comparison: Comparison | None = None

    @property
    def our_unit(self) -> Unit | None:
        """The unit where it is one of figures.csv."""
        return read_word(Unit, self.unit) if self.unit else None


def measure_in(text: str) -> Measure | None:
    """The number that a text tells with something beside it; None for a number alone, or any other text.

    >>> measure_in("45 %").our_unit, measure_in("1,200 km"), measure_in("12")
    (<Unit.PERCENT: 'percent'>, Measure(number='1200', unit='km', comparison=None), None)
    >>> str(measure_in("ca. 30").comparison), str(measure_in("more than 150 staff").comparison)
    ('about', 'more_than')
    >>> measure_in("3 May 2019"), measure_in("Sector 7"), measure_in("7")
    (None, None, None)
    """
    match = _MEASURE.fullmatch(text.strip())
    if match is None:
        return None
    before, unit = match["before"].strip(), (match["unit"] or "").strip()
    comparison = _comparison(before)
    number = _APART.sub("", match["number"])
    if (before and comparison is None) or number == text.strip():
        return None
    return Measure(number, unit, comparison)


def _comparison(before: str) -> Comparison | None:
    return _SIGNS.get(before.casefold()) or known_words(Comparison).get(before.casefold())


def unit_of(texts: Mapping[str, int]) -> str:
    """The unit that most texts of a column bear beside a number; blank where no one unit does.

    >>> unit_of({"12 staff": 3, "7 staff": 1, "9": 1}), unit_of({"12 km": 1, "9 %": 1}), unit_of({"Rome": 5})
    ('staff', '', '')
    """
    found = [measure_in(text) for text in texts]
    units = {one.unit.casefold(): one.unit for one in found if one is not None and one.unit}
    with_it = sum(one is not None and bool(one.unit) for one in found)
    numbers = with_it + sum(
        one is None and text.strip().replace(".", "", 1).isdecimal()
        for text, one in zip(texts, found, strict=True)
    )
    return (
        next(iter(units.values())) if len(units) == 1 and with_it > 1 and numbers > 0.8 * len(found) else ""
    )


def without_unit(text: str, unit: str) -> str:
    """The number of a text that bears a unit, or its thousands set apart; any other text as it is.

    >>> without_unit("1,200 KM", "km"), without_unit("1,200 m", "km"), without_unit("ca. 7 km", "km")
    ('1200', '1,200 m', 'ca. 7 km')
    """
    found = measure_in(text)
    if found is None or found.comparison is not None or found.unit.casefold() not in ("", unit.casefold()):
        return text
    return found.number
