"""Which rows of two versions of a table are one: equal ones, then by meaning, then by key and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from diplomap.diffing.merging.files.table_text import TableText
from diplomap.diffing.merging.files.typed_rows import TypedTable, same_additions, same_records
from diplomap.diffing.merging.sequences import Matching, equals

Columns = Sequence[tuple[int, int]]
_TOO_MANY = 4096
_HALF = 0.5


def paired_rows(old: TypedTable, new: TypedTable, columns: Columns) -> Matching:
    """The rows of the base and of one side that are one; `columns` are the places of the common columns.

    >>> base, side = b"id,note\\na,x\\nb,y\\n", b"id,note\\nb,z\\na,x\\n"
    >>> one, two = (TypedTable("m.csv", data, TableText.read("m.csv", data)) for data in (base, side))
    >>> paired_rows(one, two, [(0, 0), (1, 1)]).pairs
    {0: 1, 1: 0}
    """
    work = _Work(old, new, columns)
    work.take(equals(work.old_cells, work.new_cells))
    if work.left():
        same, undecided = same_records(old, new)
        for ours, yours in same:
            work.best(ours, yours, 0.0)
        for ours, yours in undecided:
            work.best(ours, yours, _HALF)
        work.by_key()
        work.by_place()
    return Matching(work.pairs)


def paired_additions(
    base: TableText,
    sides: tuple[TypedTable, TypedTable],
    columns: Columns,
    rows: tuple[Sequence[int], Sequence[int]],
) -> Matching:
    """The rows that both sides added and that are one: equal ones, one record, or alone under one key."""
    (old, new), (old_rows, new_rows) = sides, rows
    work = _Work(old, new, columns)
    ours = [work.old_cells[i] for i in old_rows]
    yours = [work.new_cells[j] for j in new_rows]
    work.take({old_rows[i]: new_rows[j] for i, j in equals(ours, yours).items()})
    for some, others in same_additions(old, new, old_rows, new_rows):
        work.best(some, others, 0.0)
    work.only(old_rows, new_rows)
    work.by_new_key({base.told(row, "id") for row in range(len(base))})
    return Matching(work.pairs)


class _Work:
    def __init__(self, old: TypedTable, new: TypedTable, columns: Columns) -> None:
        self.old, self.new, self.columns = old, new, columns
        self.old_cells = _cells(old.text, [i for i, _ in columns])
        self.new_cells = _cells(new.text, [j for _, j in columns])
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()
        self.old_rows: Iterable[int] = range(len(old.text))
        self.new_rows: Iterable[int] = range(len(new.text))

    def only(self, old_rows: Iterable[int], new_rows: Iterable[int]) -> None:
        self.old_rows, self.new_rows = old_rows, new_rows

    def take(self, pairs: Mapping[int, int]) -> None:
        self.pairs.update(pairs)
        self.taken.update(pairs.values())

    def left(self) -> bool:
        return len(self.pairs) < len(self.old.text) and len(self.pairs) < len(self.new.text)

    def best(self, ours: Iterable[int], yours: Iterable[int], least: float) -> None:
        """Pair the rows that are most alike first; `least` is the share of cells that must be equal."""
        some = [i for i in ours if i not in self.pairs]
        others = [j for j in yours if j not in self.taken]
        if not some or not others:
            return
        if len(some) * len(others) > _TOO_MANY:
            self.take(dict(zip(some, others, strict=False)))
            return
        found = sorted(
            (-self._likeness(i, j), abs(p - q), i, j)
            for p, i in enumerate(some)
            for q, j in enumerate(others)
        )
        for likeness, _, i, j in found:
            if -likeness >= least and i not in self.pairs and j not in self.taken:
                self.take({i: j})

    def _likeness(self, i: int, j: int) -> float:
        cells = [*zip(self.old_cells[i], self.new_cells[j], strict=True)]
        told = sum(1 for one, two in cells if one or two)
        return sum(1 for one, two in cells if one == two and one) / told if told else 1.0

    def by_key(self) -> None:
        """Pair rows with one key, save those that are known to mean unlike things."""
        key = self._key()
        if key is not None:
            old_place, new_place = key
            for ours, yours in self._grouped(
                lambda i: self.old.text.cells[i][old_place].strip(),
                lambda j: self.new.text.cells[j][new_place].strip(),
            ):
                self._unknown(ours, yours, 0.0)

    def by_new_key(self, known: set[str]) -> None:
        """Pair new rows that stand alone under an id; under a `known` one, under id, kind and beginning."""
        if "id" not in self.old.text.meanings or "id" not in self.new.text.meanings:
            self.by_key()
            return

        def told(text: TableText, row: int) -> tuple[str, ...]:
            id_ = text.told(row, "id")
            beside = [text.told(row, column) for column in ("kind", "opened", "stage", "since")]
            return (id_, *beside) if id_ in known else (id_,)

        for ours, yours in self._grouped(lambda i: told(self.old.text, i), lambda j: told(self.new.text, j)):
            if len(ours) == len(yours) == 1:
                self.take({ours[0]: yours[0]})

    def _grouped(
        self, of_old: Callable[[int], Hashable], of_new: Callable[[int], Hashable]
    ) -> list[tuple[list[int], list[int]]]:
        groups: dict[Hashable, tuple[list[int], list[int]]] = {}
        for i in self.old_rows:
            if i not in self.pairs:
                groups.setdefault(of_old(i), ([], []))[0].append(i)
        for j in self.new_rows:
            if j not in self.taken:
                groups.setdefault(of_new(j), ([], []))[1].append(j)
        return [two for key, two in groups.items() if two[0] and two[1] and key not in ("", ("",))]

    def by_place(self) -> None:
        """Pair rows that stand between the same neighbours, where half of their cells are equal."""
        before: dict[int, list[int]] = {}
        last = -1
        back = {j: i for i, j in self.pairs.items()}
        for j in range(len(self.new.text)):
            if j in back:
                last = back[j]
            else:
                before.setdefault(last, []).append(j)
        last, run = -1, []
        for i in range(len(self.old.text) + 1):
            if i < len(self.old.text) and i not in self.pairs:
                run.append(i)
                continue
            if run:
                self._unknown(run, before.get(last, []), _HALF)
            last, run = i, []

    def _unknown(self, ours: Sequence[int], yours: Sequence[int], least: float) -> None:
        """Rows of which neither reading nor pairing said that they are two things."""
        untyped_old = [i for i in ours if i not in self.old.typed]
        untyped_new = [j for j in yours if j not in self.new.typed]
        self.best(untyped_old, untyped_new, least)
        self.best(untyped_old, yours, least)
        self.best(ours, untyped_new, least)

    def _key(self) -> tuple[int, int] | None:
        ids = self.old.text.meanings.get("id"), self.new.text.meanings.get("id")
        if ids[0] is not None and ids[1] is not None:
            return ids[0], ids[1]
        for place, (i, j) in enumerate(self.columns):
            if _unique(self.old_cells, place) and _unique(self.new_cells, place):
                return i, j
        return None


def _cells(text: TableText, places: Sequence[int]) -> list[tuple[str, ...]]:
    if places == [*range(len(text.names))]:
        cells = text.cells
    else:
        cells = [tuple([row[place] for place in places]) for row in text.cells]
    if not text.surplus:
        return [(*row, "") for row in cells]
    return [(*row, "\0".join(text.surplus.get(number, ()))) for number, row in enumerate(cells)]


def _unique(cells: Sequence[Sequence[str]], place: int) -> bool:
    times = Counter(row[place] for row in cells)
    return bool(times) and max(times.values()) == 1
