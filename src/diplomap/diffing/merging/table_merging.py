"""Merging one table: its records found again in the three versions, each merged, all in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import attrs

from diplomap.diffing.merging.conflicts import Sides, What
from diplomap.diffing.merging.record_merging import Inner, merge_record
from diplomap.diffing.merging.sequences import Cluster, Matching, Placed, clusters, ordered
from diplomap.diffing.merging.settling import Settling, Subject

Match = Callable[[Any, Any], Matching]


@attrs.frozen(slots=True)
class Sort:
    """How the records of one table are merged.

    `match` finds those of one version again in another, `match_added` those that both sides added; `some`
    makes a table of a few records; `called` is the id by which a conflict speaks of one.
    """

    table: str
    match: Match
    match_added: Match
    some: Callable[[Sequence[Any]], Any]
    called: Callable[[Any], str]
    inner: Inner


def merge_table(versions: Sides[Sequence[Any]], sort: Sort, settling: Settling) -> list[Any]:
    """The merged records of one table, in the order of the side that moved some, else of ours."""
    base, ours, theirs = versions.base, versions.ours, versions.theirs
    to_ours, to_theirs = sort.match(base, ours), sort.match(base, theirs)
    new_ours, new_theirs = _new(to_ours, len(ours)), _new(to_theirs, len(theirs))
    added = _matched(sort, [ours[j] for j in new_ours], [theirs[k] for k in new_theirs])
    added = Matching(
        {new_ours[j]: new_theirs[k] for j, k in added.pairs.items()},
        tuple(
            (tuple(new_ours[j] for j in some), tuple(new_theirs[k] for k in others))
            for some, others in added.undecided
        ),
    )
    merged: list[Placed] = []
    for cluster in clusters((len(base), len(ours), len(theirs)), to_ours, to_theirs, added):
        merge = _merge_one if cluster.single else _merge_several
        merged.extend(merge(cluster, versions, sort, settling))
    return ordered(merged, to_ours.pairs, to_theirs.pairs)


def _new(matching: Matching, length: int) -> list[int]:
    known = {*matching.pairs.values(), *(k for _, others in matching.undecided for k in others)}
    return [place for place in range(length) if place not in known]


def _matched(sort: Sort, ours: list[Any], theirs: list[Any]) -> Matching:
    if not ours or not theirs:
        return Matching({})
    return sort.match_added(sort.some(ours), sort.some(theirs))


def _merge_one(
    cluster: Cluster, versions: Sides[Sequence[Any]], sort: Sort, settling: Settling
) -> list[Placed]:
    i, j, k = cluster.places.each
    records = Sides(
        None if i is None else versions.base[i],
        None if j is None else versions.ours[j],
        None if k is None else versions.theirs[k],
    )
    told = next(one for one in records.each if one is not None)
    subject = Subject.of(sort.table, sort.called(told), records)
    value = merge_record(records, subject, settling, sort.inner)
    return [] if value is None else [Placed(value, i, j, k)]


def _merge_several(
    cluster: Cluster, versions: Sides[Sequence[Any]], sort: Sort, settling: Settling
) -> list[Placed]:
    """Records that cannot be told apart: what one side removed and added is done, if the other left it."""
    held = Sides(
        [versions.base[i] for i in cluster.base],
        [versions.ours[j] for j in cluster.ours],
        [versions.theirs[k] for k in cluster.theirs],
    )
    base, ours, theirs = map(Counter, held.each)
    if ours == theirs or theirs == base:
        return [Placed(one, ours=j) for one, j in zip(held.ours, cluster.ours, strict=True)]
    if ours == base:
        return [Placed(one, theirs=k) for one, k in zip(held.theirs, cluster.theirs, strict=True)]
    if not (base - ours) & (base - theirs) and not (ours - base) & (theirs - base):
        kept = (base & ours) & theirs
        return [
            *_taken(kept + (ours - base), zip(held.ours, cluster.ours, strict=True), "ours"),
            *_taken(theirs - base, zip(held.theirs, cluster.theirs, strict=True), "theirs"),
        ]
    told = next(one for side in held.each for one in side)
    subject = Subject(sort.table, sort.called(told))
    why = "both changed records of which nobody can tell which is which"
    values = held.map(tuple)
    choice = settling.choice(subject.conflict(What.UNDECIDED, values, why))
    places = Sides(cluster.base, cluster.ours, cluster.theirs).of(choice)
    return [Placed(one, **{str(choice): place}) for one, place in zip(held.of(choice), places, strict=True)]


def _taken(wanted: Counter[Any], held: Any, side: str) -> list[Placed]:
    left = Counter(wanted)
    found: list[Placed] = []
    for one, place in held:
        if left[one]:
            left[one] -= 1
            found.append(Placed(one, **{side: place}))
    return found
