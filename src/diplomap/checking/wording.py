"""How findings name parties, days and lists in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from diplomap.values.months import month_name


def named(party_id: str) -> str:
    """A party by its common name and id; by the id alone where nobody here knows it.

    >>> named("PRK"), named("ZZZ")
    ('North Korea (PRK)', 'ZZZ')
    """
    from diplomap.parties.registry import get

    party = get(party_id)
    return party_id if party is None else f"{party.name} ({party_id})"


def listed(items: Iterable[str], joint: str = "and") -> str:
    """Items as a sentence lists them.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    *most, last = [*items] or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


def day_in_words(day: date) -> str:
    """A day as a reader says it.

    >>> day_in_words(date(1990, 10, 3))
    '3 October 1990'
    """
    return f"{day.day} {month_name(day.month)} {day.year}"
