"""The columns of three versions of a table, found again by name, meaning or content, and merged."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from diplomap.diffing.merging.cells import CLASH, merged_value
from diplomap.diffing.merging.conflicts import Choice, Sides, What
from diplomap.diffing.merging.files.table_text import TableText
from diplomap.diffing.merging.sequences import Matching, Placed, clusters, equals, ordered
from diplomap.diffing.merging.settling import Settling, Subject
from diplomap.tables.folding import folded

_SAME_SHARE = 0.8
Places = Sides[int | None]


@attrs.frozen(slots=True)
class MergedColumn:
    """A column of the merged table: its name, and its place in each version that has it.

    `gone` says which side took it out, where the other changed it and so it is still there.
    """

    name: str
    places: Places
    gone: Choice | None = None


def same_columns(old: TableText, new: TableText) -> dict[int, int]:
    """The columns of two versions that are one: of one name, else of one meaning.

    >>> one, two = (TableText.read("m.csv", text) for text in (b"id,City,x\\n", b"x,id,seat\\n"))
    >>> same_columns(one, two)
    {0: 1, 2: 0}
    """
    pairs = equals(old.names, new.names)
    taken = {*pairs.values()}
    called = {folded(name): place for place, name in reversed([*enumerate(new.names)]) if place not in taken}
    for place, name in enumerate(old.names):
        if place not in pairs and folded(name) in called:
            pairs[place] = called.pop(folded(name))
    taken = {*pairs.values()}
    for ours, place in old.meanings.items():
        other = new.meanings.get(ours)
        if other is not None and place not in pairs and other not in taken:
            pairs[place] = other
            taken.add(other)
    return dict(sorted(pairs.items()))


def renamed_columns(
    old: TableText, new: TableText, columns: Mapping[int, int], rows: Mapping[int, int]
) -> dict[int, int]:
    """The same with columns that have another name and the same cells."""
    pairs = dict(columns)
    taken = {*pairs.values()}
    gone = [place for place in range(len(old.names)) if place not in pairs]
    came = [place for place in range(len(new.names)) if place not in taken]
    for place in gone:
        shares = [(_share(old, new, place, other, rows), -other) for other in came]
        best = max(shares, default=(0.0, 0))
        if best[0] >= _SAME_SHARE:
            pairs[place] = -best[1]
            came.remove(-best[1])
    return dict(sorted(pairs.items()))


def _share(old: TableText, new: TableText, place: int, other: int, rows: Mapping[int, int]) -> float:
    cells = [(old.cells[i][place], new.cells[j][other]) for i, j in rows.items()]
    told = [(one, two) for one, two in cells if one.strip() or two.strip()]
    return sum(one == two for one, two in told) / len(told) if told else 0.0


def merged_columns(
    versions: Sides[TableText],
    to_ours: Mapping[int, int],
    to_theirs: Mapping[int, int],
    changed: Sides[Mapping[int, int]],
    settling: Settling,
) -> list[MergedColumn]:
    """The columns of the merged table in their order.

    `changed` tells of each column of the base in how many cells a side changed it, and that much of the
    columns that one side alone has. A column that one side took out and the other changed is a conflict.
    """
    base, ours, theirs = versions.base, versions.ours, versions.theirs
    new_ours = [j for j in range(len(ours.names)) if j not in {*to_ours.values()}]
    new_theirs = [k for k in range(len(theirs.names)) if k not in {*to_theirs.values()}]
    names = [folded(ours.names[j]) for j in new_ours], [folded(theirs.names[k]) for k in new_theirs]
    added = {new_ours[j]: new_theirs[k] for j, k in equals(*names).items()}
    merged: list[Placed] = []
    lengths = len(base.names), len(ours.names), len(theirs.names)
    for one in clusters(lengths, Matching(to_ours), Matching(to_theirs), Matching(added)):
        places = one.places
        column = _merged(places, versions, changed, settling)
        if column is not None:
            merged.append(Placed(column, places.base, places.ours, places.theirs))
    return ordered(merged, to_ours, to_theirs)


def _merged(
    places: Places, versions: Sides[TableText], changed: Sides[Mapping[int, int]], settling: Settling
) -> MergedColumn | None:
    names = Sides(
        None if places.base is None else versions.base.names[places.base],
        None if places.ours is None else versions.ours.names[places.ours],
        None if places.theirs is None else versions.theirs.names[places.theirs],
    )
    table = versions.base.layout.table
    subject = Subject(table, "", versions.map(lambda one: one.header_line))
    if names.base is None:
        return MergedColumn(names.ours if names.ours is not None else str(names.theirs), places)
    if names.ours is not None and names.theirs is not None:
        name = merged_value(names)
        if name is CLASH:
            why = "both gave the column another name, not alike"
            name = names.of(settling.choice(subject.conflict(What.CHANGED, names, why, names.base)))
        return MergedColumn(name, places)
    if names.ours is None and names.theirs is None:
        return None
    gone = Choice.OURS if names.ours is None else Choice.THEIRS
    kept = gone.other
    number = changed.of(kept).get(places.base if places.base is not None else -1, 0)
    if not number and names.of(kept) == names.base:
        return None
    what = f"{number} of its cells" if number else "its name"
    why = f"{gone} removed the column, {kept} changed {what}"
    choice = settling.settle(subject.conflict(What.REMOVED, names, why, names.base))
    if choice is gone:
        return None
    name = names.base if choice is None else str(names.of(choice))
    return MergedColumn(name, places, gone if choice is None else None)
