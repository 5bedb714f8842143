"""Merging one mission: its own cells, spell by spell, accreditation by accreditation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any

import attrs

from diplomap.diffing.merging.conflicts import Sides
from diplomap.diffing.merging.record_merging import fitting, merge_cell, merge_cells, merge_record
from diplomap.diffing.merging.sequences import Matching, Placed, clusters, ordered
from diplomap.diffing.merging.settling import Settling, Subject
from diplomap.diffing.spells import aligned, order_of
from diplomap.model.missions import Accreditation, Spell

Match = Callable[[Sequence[Any], Sequence[Any]], Matching]
_OWN = ("id", "sending", "receiving", "wikidata")


def merge_mission(records: Sides[Any], subject: Subject, settling: Settling) -> Any:
    """The merged mission of three versions that are all there.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission
    >>> from diplomap.diffing.merging.policies import policy_of
    >>> base = Mission("a", ("PRK",), "ITA", (Spell(Kind.EMBASSY),))
    >>> told = Sides(base, attrs.evolve(base, wikidata="Q1"),
    ...     attrs.evolve(base, spells=(Spell(Kind.EMBASSY, seat="Rome"),)))
    >>> merged = merge_mission(told, Subject.of("missions", "a", told), Settling(policy_of(None)))
    >>> merged.wikidata, merged.latest.seat
    ('Q1', 'Rome')
    """
    told = {name: merge_cell(name, _each(records, attrgetter(name)), subject, settling) for name in _OWN}
    spells = _each(records, attrgetter("spells"))
    told["spells"] = merge_list(spells, matched_spells, same_beginning, subject, settling)
    posts = _each(records, attrgetter("accreditations"))
    accredited = attrs.evolve(subject, table="accreditations")
    told["accreditations"] = merge_list(posts, matched_accreditations, same_party, accredited, settling)
    return fitting(lambda: attrs.evolve(records.base, **told), records, subject, settling)


def merge_list(
    lists: Sides[Sequence[Any]], match: Match, match_added: Match, subject: Subject, settling: Settling
) -> tuple[Any, ...]:
    """The merged list of what one record holds; `match` pairs it with the base, `match_added` what is new."""
    base, ours, theirs = lists.base, lists.ours, lists.theirs
    to_ours, to_theirs = match(base, ours), match(base, theirs)
    new_ours = sorted(set(range(len(ours))) - {*to_ours.pairs.values()})
    new_theirs = sorted(set(range(len(theirs))) - {*to_theirs.pairs.values()})
    both = match_added([ours[j] for j in new_ours], [theirs[k] for k in new_theirs])
    added = Matching({new_ours[j]: new_theirs[k] for j, k in both.pairs.items()})
    merged: list[Placed] = []
    for one in clusters((len(base), len(ours), len(theirs)), to_ours, to_theirs, added):
        i, j, k = (next(iter(places), None) for places in (one.base, one.ours, one.theirs))
        records = Sides(*(None if p is None else held[p] for p, held in ((i, base), (j, ours), (k, theirs))))
        inner = attrs.evolve(Subject.of(subject.table, subject.id, records), table=subject.table)
        value = merge_record(records, inner, settling, merge_cells)
        if value is not None:
            merged.append(Placed(value, i, j, k))
    return tuple(ordered(merged, to_ours.pairs, to_theirs.pairs))


def matched_spells(old: Sequence[Spell], new: Sequence[Spell]) -> Matching:
    """Spells that tell of one stretch: equal ones first, then by kind and time.

    >>> from diplomap.model.kinds import Kind
    >>> embassy = Spell(Kind.EMBASSY)
    >>> matched_spells([embassy], [Spell(Kind.LEGATION), embassy]).pairs
    {0: 1}
    """
    pairs = equals(old, new)
    ours = sorted(set(range(len(old))) - pairs.keys(), key=lambda i: order_of(old[i]))
    yours = sorted(set(range(len(new))) - {*pairs.values()}, key=lambda j: order_of(new[j]))
    for i, j in aligned([old[i] for i in ours], [new[j] for j in yours]):
        if i is not None and j is not None:
            pairs[ours[i]] = yours[j]
    return Matching(pairs)


def same_beginning(old: Sequence[Spell], new: Sequence[Spell]) -> Matching:
    """New spells of both sides that are equal, or alone in their kind and beginning."""
    return _by_key(old, new, lambda spell: (spell.kind, spell.period.start))


def matched_accreditations(old: Sequence[Accreditation], new: Sequence[Accreditation]) -> Matching:
    """Accreditations to one party: equal ones, then the others in their order."""
    pairs = equals(old, new)
    for party in dict.fromkeys(one.to for one in old):
        ours = [i for i, one in enumerate(old) if one.to == party and i not in pairs]
        taken = {*pairs.values()}
        yours = [j for j, one in enumerate(new) if one.to == party and j not in taken]
        pairs.update(zip(ours, yours, strict=False))
    return Matching(pairs)


def same_party(old: Sequence[Accreditation], new: Sequence[Accreditation]) -> Matching:
    """New accreditations of both sides that are equal, or alone to their party and beginning."""
    return _by_key(old, new, lambda one: (one.to, one.period.start))


def _by_key(old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Hashable]) -> Matching:
    pairs = equals(old, new)
    ours, yours = (_alone(map(key, told)) for told in (old, new))
    taken = {*pairs.values()}
    for told, i in ours.items():
        j = yours.get(told)
        if j is not None and i not in pairs and j not in taken:
            pairs[i] = j
    return Matching(pairs)


def _alone(keys: Iterable[Hashable]) -> dict[Hashable, int]:
    told = [*keys]
    times = Counter(told)
    return {key: place for place, key in enumerate(told) if times[key] == 1}


def equals(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """The places of equal things, the first with the first.

    >>> equals("aba", "ca")
    {0: 1}
    """
    waiting: dict[Hashable, list[int]] = {}
    for place in range(len(new) - 1, -1, -1):
        waiting.setdefault(new[place], []).append(place)
    return {i: places.pop() for i, one in enumerate(old) if (places := waiting.get(one))}


def _each(records: Sides[Any], ask: Callable[[Any], Any]) -> Sides[Any]:
    return Sides(ask(records.base), ask(records.ours), ask(records.theirs))
