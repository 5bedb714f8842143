"""Records with named values (of JSON, YAML, TOML or another program) become a table of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Rule
from diplomap.tables.decoding import Decoded
from diplomap.tables.format_rules import DUPLICATE_KEY, NO_RECORD
from diplomap.tables.grids import NO_TEXT, Grid, Place, Spots
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.value_texts import Pairs, json_text, value_text
from diplomap.values.origins import Origin, RecordLine

# The place of a record's value by the record's number, the name and which of those of one name it is.
LocateValue = Callable[[int, str | None, int], Place]
Key = tuple[str, int]


def grid_of_items(
    file: str,
    table: str,
    items: Iterable[Any],
    lines: Sequence[int],
    locate: LocateValue,
    text: Decoded = NO_TEXT,
    broken: dict[int, str] | None = None,
    spots: Spots | None = None,
) -> Grid:
    """The table of some items: `Pairs` and dicts are records, all else is set aside with a finding.

    `lines` are the physical lines of the items. Names are columns in the order in which they are met.
    `broken` are reasons why items (texts) could not be read at all;
    `spots` are the stretches of their values.

    Raises UnreadableError where none is a record.

    >>> items = [Pairs((("id", "a"), ("opened", 1955.0))), Pairs((("id", "b"),))]
    >>> grid = grid_of_items("m.json", "missions", items, [1, 2], lambda *at: Place(1))
    >>> grid.names, grid.columns
    (('id', 'opened'), [['a', 'b'], ['1955', '']])
    """
    grid = _Gathering(file, table, lines, locate, text, broken or {}).run(items)
    grid.spots = spots
    return grid


class _Gathering:
    def __init__(
        self,
        file: str,
        table: str,
        lines: Sequence[int],
        locate: LocateValue,
        text: Decoded,
        broken: dict[int, str],
    ) -> None:
        self.file, self.table, self.lines, self.locate = file, table, lines, locate
        self.text, self.broken = text, broken
        self.keys: dict[Key, int] = {}
        self.findings: list[Finding] = []
        self.wrong: dict[int, list[str]] = {}

    def run(self, items: Iterable[Any]) -> Grid:
        rows: list[tuple[list[int] | None, Sequence[Any]]] = []
        shapes: dict[tuple[str, ...], list[int]] = {}
        last: tuple[str, ...] | None = None
        places: list[int] = []
        strays: list[int] = []
        twice: list[tuple[int, tuple[str, ...]]] = []
        for number, pairs in enumerate(items):
            keys: tuple[str, ...]
            values: Sequence[Any]
            if type(pairs) is dict:
                keys, values = tuple(pairs), [*pairs.values()]
            elif type(pairs) is Pairs:
                keys, values = zip(*pairs, strict=True) if pairs else ((), ())
            else:
                strays.append(number)
                rows.append((None, (pairs if isinstance(pairs, str) else json_text(pairs),)))
                continue
            if keys != last:
                last = keys
                known = shapes.get(keys)
                places = self._shape(keys) if known is None else known
                shapes[keys] = places
            if type(pairs) is Pairs and len(places) != len(set(keys)):
                twice.append((number, keys))
            rows.append((places, values))
        if len(strays) == len(rows) and not self.broken:
            raise UnreadableError(f"{self.file}: {self.table} holds no records with named values")
        if not self.keys:
            self.keys["item" if strays else "id", 1] = 0
        called = [name if nth == 1 else f"{name} ({nth})" for name, nth in self.keys]
        columns = self._columns(rows, shapes)
        for number in strays:
            self._stray(number, rows[number][1][0])
        for number, keys in twice:
            self._twice(number, keys, columns)
        keyed = list(self.keys)

        def place_of(record: int, place: int | None) -> Place:
            if record < 0:
                return Place(1)
            name, nth = (None, 1) if place is None else keyed[place]
            return self.locate(record, name, nth)

        return Grid(
            *(self.file, self.table, tuple(called), columns, self.lines, place_of),
            findings=self.findings,
            wrong=self.wrong,
            text=self.text,
            keys=keyed,
        )

    def _shape(self, keys: tuple[str, ...]) -> list[int]:
        met: dict[str, int] = {}
        places = []
        for name in keys:
            met[name] = met.get(name, 0) + 1
            places.append(self.keys.setdefault((name, met[name]), len(self.keys)))
        return places

    def _columns(
        self, rows: list[tuple[list[int] | None, Sequence[Any]]], shapes: dict[tuple[str, ...], list[int]]
    ) -> list[list[str]]:
        width = len(self.keys)
        whole = list(range(width))
        if len(shapes) == 1 and whole in shapes.values() and all(places is not None for places, _ in rows):
            values = [list(column) for column in zip(*(row for _, row in rows), strict=True)]
        else:
            values = [[None] * len(rows) for _ in whole]
            for number, (places, row) in enumerate(rows):
                for place, value in zip([0] if places is None else places, row, strict=True):
                    values[place][number] = value
        return [self._texts(place, column) for place, column in enumerate(values)]

    def _texts(self, place: int, column: list[Any]) -> list[str]:
        if set(map(type, column)) == {str}:
            return column
        keyed = list(self.keys)
        for number, value in enumerate(column):
            if type(value) is not str:
                column[number], problem = value_text(value)
                if problem is not None:
                    self._say(problem.rule, number, problem.message, keyed[place], column[number])
        return column

    def _twice(self, number: int, keys: tuple[str, ...], columns: list[list[str]]) -> None:
        met: dict[str, int] = {}
        for name in keys:
            met[name] = met.get(name, 0) + 1
            if met[name] > 1:
                raw, first = columns[self.keys[name, met[name]]][number], self.keys[name, 1]
                origin = Origin(
                    self.file, self._line(number), name, columns[first][number], column_number=first + 1
                )
                said = f"{name!r} is told a second time in one record"
                self._say(DUPLICATE_KEY, number, said, (name, met[name]), raw, (origin,))

    def _stray(self, number: int, text: str) -> None:
        why = self.broken.get(number, "this is no record with named values")
        self._say(NO_RECORD, number, why, None, text)

    def _line(self, number: int) -> RecordLine:
        return RecordLine.of(self.lines[number], self.table, number)

    def _say(
        self,
        rule: Rule,
        number: int,
        message: str,
        key: Key | None,
        raw: str | None,
        related: tuple[Origin, ...] = (),
    ) -> None:
        name, place = (None, None) if key is None else (key[0], self.keys[key] + 1)
        origin = Origin(self.file, self._line(number), name, raw, column_number=place)
        self.findings.append(rule.at(origin, message, related=related))
        if rule.severity is Severity.ERROR:
            self.wrong.setdefault(number, []).append(rule.code)
