"""Merging one mission: its own cells, spell by spell, accreditation by accreditation."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any

import attrs

from diplomap.diffing.merging.conflicts import Sides
from diplomap.diffing.merging.record_merging import fitting, merge_cell, merge_cells
from diplomap.diffing.merging.sequences import Matching, alone, equals
from diplomap.diffing.merging.settling import Settling, Subject
from diplomap.diffing.merging.table_merging import Sort, merge_table
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
    told = {name: merge_cell(name, records.map(attrgetter(name)), subject, settling) for name in _OWN}
    spells = records.map(attrgetter("spells"))
    told["spells"] = merge_list(spells, matched_spells, same_beginning, subject, settling)
    posts = records.map(attrgetter("accreditations"))
    accredited = attrs.evolve(subject, table="accreditations")
    told["accreditations"] = merge_list(posts, matched_accreditations, same_party, accredited, settling)
    return fitting(lambda: attrs.evolve(records.base, **told), records, subject, settling)


def merge_list(
    lists: Sides[Sequence[Any]], match: Match, match_added: Match, subject: Subject, settling: Settling
) -> tuple[Any, ...]:
    """The merged list of what one record holds; `match` pairs it with the base, `match_added` what is new."""
    sort = Sort(subject.table, match, match_added, list, lambda _: subject.id, merge_cells)
    return tuple(merge_table(lists, sort, settling))


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
    ours, yours = (alone((key(one), place) for place, one in enumerate(told)) for told in (old, new))
    taken = {*pairs.values()}
    for told, i in ours.items():
        j = yours.get(told)
        if j is not None and i not in pairs and j not in taken:
            pairs[i] = j
    return Matching(pairs)
