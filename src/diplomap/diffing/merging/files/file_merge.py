"""The three-way merge of one CSV file: rows found again and merged, the rest kept byte for byte."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from diplomap.diffing.merging.cells import CLASH, merged_value
from diplomap.diffing.merging.conflicts import Choice, Conflict, Settled, Sides
from diplomap.diffing.merging.files.columns import (
    merged_columns,
    renamed_columns,
    same_columns,
)
from diplomap.diffing.merging.files.file_text import Item, merged_text
from diplomap.diffing.merging.files.row_merging import RowMerger
from diplomap.diffing.merging.files.row_pairing import paired_additions, paired_rows
from diplomap.diffing.merging.files.row_writing import Format, Rows, RowWriter
from diplomap.diffing.merging.files.table_text import TableText, without_blank_end
from diplomap.diffing.merging.files.typed_rows import TypedTable
from diplomap.diffing.merging.policies import Policy, policy_of
from diplomap.diffing.merging.sequences import Matching, Placed, clusters, ordered
from diplomap.diffing.merging.settling import Settling
from diplomap.tables.layouts import Layout
from diplomap.tables.reading_result import UnreadableError

MARKER_SIZE = 7


@attrs.frozen(slots=True)
class FileMerge:
    """The bytes of a merged file, its open conflicts, and those that the policy settled.

    `data` is None where the file is gone.
    """

    name: str
    data: bytes | None
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Settled, ...] = ()


def merge_file(
    name: str,
    versions: Sides[bytes],
    *,
    layout: Layout | None = None,
    policy: str | Policy | None = None,
    marker_size: int = MARKER_SIZE,
) -> FileMerge:
    r"""Merge three versions of one CSV table; `name` is what its file is called.

    What one side alone changed is taken from it, its bytes as they are. Rows in conflict stand between
    markers, each side's with all that is not in conflict.

    >>> base = b"id,city,note\na,Rome,\nb,Bonn,\n"
    >>> done = merge_file("m.csv", Sides(base, base.replace(b"Rome", b"Roma"), base + b"c,Oslo,new\n"))
    >>> done.data
    b'id,city,note\na,Roma,\nb,Bonn,\nc,Oslo,new\n'

    Raises UnreadableError where a version is no CSV table, ValueError for an unknown policy.
    """
    decide = policy_of(policy)
    plain = merged_value(versions)
    if plain is not CLASH:
        return FileMerge(name, plain)
    texts = _texts(name, versions, layout)
    settling = Settling(decide)
    work = _Work(texts, _typed(name, versions, texts), settling)
    items = work.items()
    text = merged_text(name, texts, work.writer, items, settling, marker_size)
    proven = TableText.read(name, text.data, texts.ours.layout)
    if _read_again(proven) != text.cells:
        raise UnreadableError(
            f"{name}: cannot be merged row by row, for a quote that is opened and never closed would run "
            "into other rows; `diplomap check` tells where"
        )
    return FileMerge(name, text.data, tuple(settling.conflicts), tuple(settling.settled))


def _texts(name: str, versions: Sides[bytes], layout: Layout | None) -> Sides[TableText]:
    ours, theirs = (TableText.read(name, data, layout) for data in (versions.ours, versions.theirs))
    if versions.base.strip():
        return Sides(TableText.read(name, versions.base, layout), ours, theirs)
    # Both sides added the file: they started from its header alone.
    pieces = ours.pieces(-1)
    shared = [pieces[place] for place in same_columns(ours, theirs)]
    if not shared:
        raise UnreadableError(f"{name}: the two versions have no column in common, and there is no base")
    header = ours.delimiter.join(shared) + ours.line_end
    return Sides(TableText.read(name, header.encode(), ours.layout), ours, theirs)


def _typed(name: str, versions: Sides[bytes], texts: Sides[TableText]) -> Sides[TypedTable]:
    return Sides(
        TypedTable(name, versions.base or texts.base.raw.spliced(()), texts.base),
        TypedTable(name, versions.ours, texts.ours),
        TypedTable(name, versions.theirs, texts.theirs),
    )


class _Work:
    def __init__(self, texts: Sides[TableText], typed: Sides[TypedTable], settling: Settling) -> None:
        self.texts, self.typed, self.settling = texts, typed, settling
        self.columns = {side: same_columns(texts.base, texts.of(side)) for side in _SIDES}
        self.rows = {
            side: paired_rows(typed.base, typed.of(side), [*self.columns[side].items()]) for side in _SIDES
        }
        for side in _SIDES:
            pairs = self.rows[side].pairs
            self.columns[side] = renamed_columns(texts.base, texts.of(side), self.columns[side], pairs)
        merged = merged_columns(
            texts,
            self.columns[Choice.OURS],
            self.columns[Choice.THEIRS],
            Sides({}, self._changed(Choice.OURS), self._changed(Choice.THEIRS)),
            settling,
        )
        self.writer = RowWriter(texts, merged, Format.of(texts))

    def _changed(self, side: Choice) -> Mapping[int, int]:
        """In how many rows a side changed the cells of each column of the base."""
        base, text, pairs = self.texts.base, self.texts.of(side), self.rows[side].pairs
        new = set(range(len(text))) - {*pairs.values()}
        changed: dict[int, int] = {}
        if len(self.columns[side.other]) == len(base.names):
            return changed
        for place, other in self.columns[side].items():
            times = sum(base.cells[i][place] != text.cells[j][other] for i, j in pairs.items())
            changed[place] = times + sum(bool(text.cells[row][other].strip()) for row in new)
        return changed

    def items(self) -> list[Item]:
        """The merged rows in their order."""
        ours, theirs = self.rows[Choice.OURS], self.rows[Choice.THEIRS]
        lengths = len(self.texts.base), len(self.texts.ours), len(self.texts.theirs)
        merger = RowMerger(self.writer, self.settling, self._several())
        placed: list[Placed] = []
        for one in clusters(lengths, ours, theirs, self._added()):
            rows: Rows = one.places
            merged = merger.merged(rows)
            if merged is not None:
                item = Item(merged, self.writer.gap(rows))
                placed.append(Placed(item, rows.base, rows.ours, rows.theirs))
        return ordered(placed, ours.pairs, theirs.pairs)

    def _added(self) -> Matching:
        new = [
            sorted(set(range(len(self.texts.of(side)))) - {*self.rows[side].pairs.values()})
            for side in _SIDES
        ]
        if not new[0] or not new[1]:
            return Matching({})
        both = [
            (column.places.ours, column.places.theirs)
            for column in self.writer.columns
            if column.places.ours is not None and column.places.theirs is not None
        ]
        sides = self.typed.ours, self.typed.theirs
        return paired_additions(self.texts.base, sides, both, (new[0], new[1]))

    def _several(self) -> frozenset[int]:
        """The columns of the base whose cells hold a list of sources, each of which stands once."""
        place = self.texts.base.meanings.get("sources")
        ours = self.texts.base.layout.name == "diplomap"
        return frozenset() if place is None or not ours else frozenset({place})


_SIDES = (Choice.OURS, Choice.THEIRS)


def _read_again(table: TableText) -> list[tuple[str, ...]]:
    return [without_blank_end((*cells, *table.surplus.get(row, ()))) for row, cells in enumerate(table.cells)]
