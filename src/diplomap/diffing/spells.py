"""The spells of one mission in the order of time, and which of two editions tell of the same stretch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from diplomap.model.missions import Mission, Spell
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.periods import End

Order = tuple[int, int, tuple[str, ...]]

# Two editions that tell of one stretch agree in its kind and its beginning more often than in the rest.
_SAME_KIND, _SAME_START, _SAME_END, _SAME_SEAT, _SAME_STATUS = 4, 3, 2, 1, 1
_BEGAN_LATER = -8
_TOO_MANY = 250_000


def order_of(spell: Spell) -> Order:
    """The place of a spell in time, and among those of one time the order of its texts."""
    start, end = spell.period.start, spell.period.end
    texts = (
        *(str(spell.kind), str(spell.status), spell.seat, spell.host or "", str(spell.head or "")),
        *(str(spell.period), "|".join(spell.sources), spell.note, repr(spell.extra)),
    )
    return (
        -1 if start is None else start.lo,
        end.lo if isinstance(end, PartialDate) else OPEN_HI,
        texts,
    )


def in_order(spells: tuple[Spell, ...]) -> tuple[Spell, ...]:
    """Spells in the order of time, in whatever order a table tells them.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> late = Spell(Kind.EMBASSY, period=Period(PartialDate.parse("1960")))
    >>> early = Spell(Kind.LEGATION, period=Period(PartialDate.parse("1950"), PartialDate.parse("1960")))
    >>> [str(spell.kind) for spell in in_order((late, early))]
    ['legation', 'embassy']
    """
    return spells if len(spells) == 1 else tuple(sorted(spells, key=order_of))


def telling(mission: Mission) -> tuple[object, ...]:
    """All that a mission tells, as a key to sort by that no order of rows changes.

    >>> from diplomap.model.kinds import Kind
    >>> one, two = Spell(Kind.EMBASSY, seat="Lima"), Spell(Kind.EMBASSY, seat="Quito")
    >>> both = [Mission("a", ("PRK",), "PER", told) for told in ((one, two), (two, one))]
    >>> telling(both[0]) == telling(both[1])
    True
    """
    accredited = sorted(map(repr, mission.accreditations))
    spells = sorted(map(order_of, mission.spells))
    return mission.sending, mission.receiving, mission.id, spells, accredited, mission.wikidata


def aligned(
    old: Sequence[Spell], new: Sequence[Spell], old_day: date | None = None
) -> list[tuple[int | None, int | None]]:
    """Which spells of the old and of the new edition tell of one stretch, both in the order of time.

    Each place of either side stands in the answer once, with None where the other side lacks it. A
    spell that surely began after `old_day`, the day the old edition speaks for, is never one that
    the old edition tells as begun.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> d = PartialDate.parse
    >>> was = [Spell(Kind.EMBASSY, period=Period(d("1990")))]
    >>> now = [Spell(Kind.EMBASSY, period=Period(d("1990"), d("2001"))),
    ...     Spell(Kind.EMBASSY, period=Period(d("2010")))]
    >>> aligned(was, now)
    [(0, 0), (None, 1)]
    """
    if len(old) == len(new) == 1:
        return [(0, 0)]
    if len(old) * len(new) > _TOO_MANY:
        return _equals(old, new)
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    score = [[_likeness(a, b, old_day) for b in new] for a in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = best[i + 1][j + 1] + score[i][j] if score[i][j] > 0 else -1
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if score[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + score[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] > best[i][j + 1] or (
            best[i + 1][j] == best[i][j + 1] and order_of(old[i]) <= order_of(new[j])
        ):
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    pairs.extend((k, None) for k in range(i, len(old)))
    pairs.extend((None, k) for k in range(j, len(new)))
    return pairs


def _equals(old: Sequence[Spell], new: Sequence[Spell]) -> list[tuple[int | None, int | None]]:
    waiting: dict[Spell, list[int]] = {}
    for place in range(len(new) - 1, -1, -1):
        waiting.setdefault(new[place], []).append(place)
    pairs: list[tuple[int | None, int | None]] = []
    for place, spell in enumerate(old):
        same = waiting.get(spell)
        pairs.append((place, same.pop() if same else None))
    pairs.extend((None, place) for places in waiting.values() for place in reversed(places))
    return pairs


def _likeness(one: Spell, two: Spell, old_day: date | None) -> int:
    if one == two:
        return 2 * (_SAME_KIND + _SAME_START + _SAME_END + _SAME_SEAT + _SAME_STATUS)
    a, b = one.period, two.period
    score = _SAME_KIND * (one.kind is two.kind)
    score += _SAME_SEAT * (one.seat == two.seat) + _SAME_STATUS * (one.status is two.status)
    score += 0 if a.end != b.end else 1 if isinstance(a.end, End) else _SAME_END
    if a.start is not None and b.start is not None:
        score += _SAME_START * (a.start == b.start or a.start.refines(b.start) or b.start.refines(a.start))
    elif a.start is b.start:
        score += 1
    if (
        old_day is not None
        and b.start is not None
        and b.start.lo > old_day.toordinal()
        and a.start != b.start
    ):
        score += _BEGAN_LATER
    return score
