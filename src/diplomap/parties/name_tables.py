"""What a text means, by its key: compiled tables of names, read once when a name is first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import attrs

from diplomap.parties.resolution import Ambiguous, NotAState, Resolution, Resolved
from diplomap.values.dates import OPEN_HI, OPEN_LO

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "parties"
NOBODY = "-"
SOMETHING_ELSE = "?"


@attrs.frozen(slots=True)
class Spell:
    """What a shared name means from one day to another (ordinals, the last one included)."""

    first: int
    last: int
    parties: tuple[str, ...]
    not_a_state: NotAState | None = None
    why: str = ""


@attrs.frozen(slots=True)
class Shared:
    """A name whose meaning depends on the time, or that several parties bear.

    `otherwise` is what it means without a date, and on days that no spell covers.
    """

    key: str
    otherwise: Spell
    spells: tuple[Spell, ...] = ()

    def at(self, first: int, last: int) -> Resolution:
        """What it means if the day lies between two, both included; every meaning of these days counts."""
        found = [one for one in self.spells if one.first <= last and first <= one.last]
        if not found or _uncovered(found, first, last):
            found.append(self.otherwise)
        return self.together(found)

    def undated(self) -> Resolution:
        """What it means without a date."""
        return self.together([self.otherwise])

    def together(self, found: list[Spell]) -> Resolution:
        """One answer from the meanings that are possible."""
        parties = tuple(dict.fromkeys(party for one in found for party in one.parties))
        others = [one.not_a_state for one in found if one.not_a_state is not None]
        if not parties:
            return others[0]
        sure = tuple(party for party in parties if party != SOMETHING_ELSE)
        if len(parties) == 1 and not others:
            return Resolved(parties[0], self.key)
        why = next((one.why for one in found if one.why), "") or "what it means depends on the day"
        return Ambiguous(tuple(sorted(sure)), why)


Entry = str | Shared | NotAState


@attrs.frozen(slots=True)
class Tables:
    """By key: the one party of a name, a shared name, or no party. By code in capitals: likewise."""

    by_key: dict[str, Entry]
    by_code: dict[str, Entry]


def lines(name: str) -> Iterator[list[str]]:
    """The cells of each line of a compiled table below its header.

    >>> next(lines("names.tsv"))[0]
    'ABW'
    """
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.split("\n")[1:-1])


@cache
def tables() -> Tables:
    """Every key and code, read when first asked for.

    >>> tables().by_key["north korea"], tables().by_code["KP"]
    ('PRK', 'PRK')
    """
    by_key: dict[str, Entry] = {}
    by_code: dict[str, Entry] = {}
    for party, why, *keys in lines("not_states.tsv"):
        by_key.update(dict.fromkeys(keys, NotAState(party or None, why)))
    for kind, party, *keys in lines("name_keys.tsv"):
        (by_code if kind == "code" else by_key).update(dict.fromkeys(keys, party))
    for found, shared in _shared():
        (by_code if found.isupper() and found.isascii() else by_key)[found] = shared
    return Tables(by_key, by_code)


def _shared() -> Iterator[tuple[str, Shared]]:
    otherwise: dict[str, Spell] = {}
    spells: dict[str, list[Spell]] = {}
    for since, until, told, why, *keys in lines("shared_names.tsv"):
        spell = _spell(since, until, told, why)
        for found in keys:
            some = spells.setdefault(found, [])
            if since or until:
                some.append(spell)
            else:
                otherwise[found] = spell
    return ((found, Shared(found, otherwise[found], tuple(some))) for found, some in spells.items())


def _spell(since: str, until: str, told: str, why: str) -> Spell:
    first = date.fromisoformat(since).toordinal() if since else OPEN_LO
    last = date.fromisoformat(until).toordinal() - 1 if until not in ("", "..") else OPEN_HI
    if told.startswith(NOBODY):
        return Spell(first, last, (), NotAState(told[1:] or None, why), why)
    return Spell(first, last, tuple(told.split("|")), None, why)


def _uncovered(found: list[Spell], first: int, last: int) -> bool:
    for one in sorted(found, key=lambda spell: spell.first):
        if one.first > first:
            return True
        first = max(first, one.last + 1)
    return first <= last
