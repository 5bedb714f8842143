"""What a mission can be known by where its id cannot be trusted: its parties, its kind and its seat."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

from diplomap.diffing.spells import in_order
from diplomap.model.columns import BLANKS, ColumnStore
from diplomap.model.dataset import Missions
from diplomap.model.kinds import Kind
from diplomap.model.missions import Spell
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End

Key = tuple[tuple[str, ...], str, str, str, str]
Life = tuple[PartialDate | None, PartialDate | End]


class Likeness(Enum):
    """How alike in kind two missions must be for their natural keys to be one."""

    SAME_KIND = "same kind"
    SAME_CLASS = "same class"


_APOSTROPHES = str.maketrans("", "", "'`´‘’ʻʼ")
_ASCII_WORD = re.compile("[a-z0-9]+")
_HONORARY = {Kind.HONORARY_CONSULATE_GENERAL, Kind.HONORARY_CONSULATE}
# VCCR art. 1 (2) keeps career and honorary consuls apart, and a place often has one of each.
_BY_CLASS = {kind: "honorary" if kind in _HONORARY else kind.kind_class.value for kind in Kind}


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """A text without case, accents, punctuation and needless spaces, to compare names of places.

    >>> folded("São  Paulo") == folded("sao paulo"), folded("St. John's")
    (True, 'st johns')
    """
    text = text.translate(_APOSTROPHES)
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold()).split())


def natural_keys(missions: Missions, places: Sequence[int], likeness: Likeness) -> list[Key]:
    """The natural key of the missions at some places, in their latest spell.

    It holds the sending parties, the receiving party, the kind (or its class), the seat and the host.

    >>> from diplomap.model.missions import Mission
    >>> ds = Missions([Mission("a", ("FRA",), "ESP", (Spell(Kind.EMBASSY, seat="Madrid"),))])
    >>> natural_keys(ds, [0], Likeness.SAME_CLASS)
    [(('FRA',), 'ESP', 'diplomatic', 'madrid', 'ESP')]
    """
    store = missions.store
    senders, receivers = store.senders, store.receivers
    kinds, seats, hosts = _latest(missions, places)
    named: Mapping[Kind, str] = _BY_CLASS if likeness is Likeness.SAME_CLASS else _BY_KIND
    return [
        (_sorted(senders[place]), receivers[place], named[kind], folded(seat), host or receivers[place])
        for place, kind, seat, host in zip(places, kinds, seats, hosts, strict=True)
    ]


_BY_KIND = {kind: kind.value for kind in Kind}


def lives(missions: Missions, places: Iterable[int]) -> dict[int, Life]:
    """When each mission is first and last told of: the start of its first and the end of its last spell.

    >>> from diplomap.model.missions import Mission
    >>> lives(Missions([Mission("a", ("FRA",), "ESP", (Spell(Kind.EMBASSY),))]), [0])
    {0: (None, End.OPEN)}
    """
    store = missions.store
    if isinstance(store, ColumnStore) and store.groups is None:
        starts, ends = _one_by_one(store, "opened"), _one_by_one(store, "closed")
        return {place: (starts(place), ends(place)) for place in places}
    found: dict[int, Life] = {}
    for place in places:
        spells = in_order(missions[place].spells)
        ends_told = [spell.period.end for spell in spells]
        dated = [end for end in ends_told if isinstance(end, PartialDate)]
        last: PartialDate | End = End.OPEN
        if len(dated) == len(ends_told):
            last = max(dated, key=lambda end: (end.hi, end.lo, end.text))
        found[place] = (spells[0].period.start, last)
    return found


def apart(one: Life, two: Life) -> bool:
    """Whether one surely ended before the other began, so that nobody need take them for one post.

    >>> old, new = PartialDate.parse("1990"), PartialDate.parse("2015")
    >>> apart((None, old), (new, End.OPEN)), apart((None, End.OPEN), (new, End.OPEN))
    (True, False)
    """
    return _ended_before(one, two) or _ended_before(two, one)


def _ended_before(one: Life, two: Life) -> bool:
    return isinstance(one[1], PartialDate) and two[0] is not None and one[1].hi < two[0].lo


def _latest(
    missions: Missions, places: Sequence[int]
) -> tuple[Sequence[Kind], Sequence[str], Sequence[str | None]]:
    store = missions.store
    if isinstance(store, ColumnStore) and store.groups is None:
        kind, seat, host = (_one_by_one(store, name) for name in ("kind", "city", "host"))
        return list(map(kind, places)), list(map(seat, places)), list(map(host, places))
    latest: list[Spell] = [in_order(missions[place].spells)[-1] for place in places]
    return [s.kind for s in latest], [s.seat for s in latest], [s.host for s in latest]


def _one_by_one(store: ColumnStore, name: str) -> Callable[[int], Any]:
    column = store.columns.get(name)
    return column.value if column is not None else lambda row: BLANKS[name]


def _sorted(parties: tuple[str, ...]) -> tuple[str, ...]:
    return parties if len(parties) == 1 else tuple(sorted(set(parties)))
