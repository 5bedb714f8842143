"""How the missions, the records and the rows in quarantine of three versions are found again and merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diplomap.diffing.merging.conflicts import What
from diplomap.diffing.merging.mission_merging import merge_mission
from diplomap.diffing.merging.record_merging import merge_cells
from diplomap.diffing.merging.sequences import Matching, alone, equals
from diplomap.diffing.merging.table_merging import Sort
from diplomap.diffing.pairing import Undecided, pair_missions
from diplomap.diffing.record_pairing import pair_records
from diplomap.model.dataset import Missions
from diplomap.model.quarantine import Quarantined
from diplomap.model.records import Records


def missions_sort() -> Sort:
    """How missions are merged."""
    return Sort(
        table="missions",
        match=matched_missions,
        match_added=_added_missions,
        some=Missions,
        called=lambda mission: mission.id,
        inner=merge_mission,
    )


def records_sort(table: str, sort: type[Records[Any]]) -> Sort:
    """How the records of a table are merged."""

    def match(old: Records[Any], new: Records[Any]) -> Matching:
        found = pair_records(table, old, new)
        return Matching(dict(zip(found.old, found.new, strict=True)), _groups(found.undecided))

    return Sort(table=table, match=match, match_added=match, some=sort, called=record_name, inner=merge_cells)


def quarantine_sort(table: str) -> Sort:
    """How the rows in quarantine of a table are merged: as lines, found again by text, then by id."""
    return Sort(
        table=table,
        match=matched_lines,
        match_added=matched_lines,
        some=list,
        called=_id_cell,
        inner=_clash,
    )


def matched_missions(old: Missions, new: Missions) -> Matching:
    """The missions of two versions that are one post.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> one = Missions([Mission("a", ("PRK",), "ITA", (Spell(Kind.EMBASSY),))])
    >>> matched_missions(one, one).pairs
    {0: 0}
    """
    found = pair_missions(old, new)
    return Matching(dict(zip(found.old, found.new, strict=True)), _groups(found.undecided))


def _added_missions(old: Missions, new: Missions) -> Matching:
    found = matched_missions(old, new)
    pairs, held = dict(found.pairs), {j for _, some in found.undecided for j in some}
    held.update(pairs.values())
    left = {i for some, _ in found.undecided for i in some} | pairs.keys()
    # Of two new posts under one id neither can be told from the other by it: somebody must choose.
    ours = alone((one.id, i) for i, one in enumerate(old) if i not in left)
    theirs = alone((one.id, j) for j, one in enumerate(new) if j not in held)
    pairs.update((i, theirs[id_]) for id_, i in ours.items() if id_ in theirs)
    return Matching(pairs, found.undecided)


def record_name(record: Any) -> str:
    """What a record is called: by its id, else by what it is about.

    >>> from diplomap.model.relations import Relation
    >>> record_name(Relation("PRK", "ESP"))
    'PRK ESP diplomatic'
    """
    told = getattr(record, "id", "")
    if told:
        return str(told)
    names = ("party", "with_", "recogniser", "recognised", "group", "member", "kind", "role", "says")
    return " ".join(str(value) for name in names if (value := getattr(record, name, "")))


def matched_lines(old: Sequence[Quarantined], new: Sequence[Quarantined]) -> Matching:
    """Rows in quarantine that are one: of equal text, else under an id that stands once on either side."""
    pairs = equals(old, new)
    taken = {*pairs.values()}
    ours = alone((_id_cell(one), i) for i, one in enumerate(old) if i not in pairs)
    theirs = alone((_id_cell(one), j) for j, one in enumerate(new) if j not in taken)
    pairs.update((i, theirs[told]) for told, i in ours.items() if told and told in theirs)
    return Matching(pairs)


def _id_cell(one: Quarantined) -> str:
    if one.row is None or "id" not in one.row.head.places:
        return ""
    return one.row.origin("id").raw or ""


def _clash(records: Any, subject: Any, settling: Any) -> Any:
    why = "both changed a row that could not be read, not alike"
    return records.of(settling.choice(subject.conflict(What.CHANGED, records, why)))


def _groups(undecided: Sequence[Undecided]) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    return tuple((tuple(one.old), tuple(one.new)) for one in undecided)
