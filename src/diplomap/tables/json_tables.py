"""Reading JSON and JSON Lines: a list of objects, tables by name, or an object a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from json import JSONDecoder
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any

from diplomap.tables.decoding import Decoded, decoded
from diplomap.tables.grids import Grid, Place, Spots, Stretch
from diplomap.tables.items import grid_of_items
from diplomap.tables.json_places import ValuePlaces
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.value_texts import Pairs
from diplomap.tables.value_tokens import json_said, json_typed

_SPACE = re.compile(r"[ \t\n\r]*")
_RETURN = re.compile(r"\r(?!\n)")
MAIN = "missions"


def read_json(name: str, data: bytes, *, lines: bool = False) -> list[Grid]:
    r"""The tables of a JSON file; `lines` says that each record has a line of its own (JSON Lines).

    Numbers are kept as they are written, names that a record tells twice are kept twice.

    >>> [grid] = read_json("m.json", b'[{"id": "a",\n  "opened": 1955}]')
    >>> grid.names, grid.columns, grid.locate(0, 1)
    (('id', 'opened'), [['a'], ['1955']], Place(line=2, span=(13, 17), cell='[0].opened'))

    Raises UnreadableError where it is no JSON, saying at which line and column, or holds no records.
    """
    table = decoded(name, data)
    return _Json(name, table, table.data.decode(table.encoding, "replace")).read(lines)


def _decimal(text: str) -> str:
    whole, _, rest = text.partition(".")
    # What other programs make of a year is 1955.0.
    return whole if rest.strip("0") == "" and whole.lstrip("-") else text


def _constant(text: str) -> str:
    return "" if text == "NaN" else text


class _Json:
    def __init__(self, name: str, table: Decoded, text: str) -> None:
        # A lone carriage return ends a line too; within a text it is no JSON, so nothing is lost by it.
        text = _RETURN.sub("\n", text) if text.count("\r") > text.count("\r\n") else text
        self.name, self.table, self.text = name, table, text
        # Loose about control characters, since what is typed by hand has tabs in its texts.
        self.decoder = JSONDecoder(
            object_pairs_hook=Pairs,
            parse_float=_decimal,
            parse_int=str,
            parse_constant=_constant,
            strict=False,
        )
        self.scan: Callable[[str, int], tuple[Any, int]] = self.decoder.scan_once  # type: ignore[attr-defined]
        plain = JSONDecoder(parse_float=_decimal, parse_int=str, parse_constant=_constant, strict=False)
        self.quick: Callable[[str, int], tuple[Any, int]] = plain.scan_once  # type: ignore[attr-defined]

    def read(self, lines: bool) -> list[Grid]:
        at = self._skip(0)
        try:
            if not lines and self.text.startswith("[", at):
                items, offsets, at = self._list(at)
                self._end(at)
                return [self._grid(MAIN, items, offsets, "")]
            if not lines and self.text.startswith("{", at) and (told := self._tables(at)):
                return told
        except (JSONDecodeError, StopIteration, RecursionError) as error:
            raise self._broken(error, at) from None
        return [self._lines(at)]

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return at if found is None else found.end()

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return self.scan(self.text, at)
        except StopIteration as error:
            raise JSONDecodeError("a value is missing", self.text, int(error.value)) from None
        except RecursionError:
            raise JSONDecodeError("values are nested too deeply", self.text, at) from None

    def _record(self, at: int) -> tuple[Any, int]:
        """A value in which no object names a thing twice, read quickly; else one that has all its pairs."""
        try:
            found, end = self.quick(self.text, at)
        except (StopIteration, JSONDecodeError, RecursionError):
            return self._value(at)
        # Each pair has a colon, so that as many colons as names are proof that each name stands once.
        if type(found) is dict and self.text.count(":", at, end) == len(found):
            return found, end
        return self._value(at)

    def _list(self, at: int) -> tuple[list[Any], list[int], int]:
        items: list[Any] = []
        offsets: list[int] = []
        text, skip = self.text, self._skip
        at = skip(at + 1)
        if text.startswith("]", at):
            return items, offsets, at + 1
        while True:
            offsets.append(at)
            item, at = self._record(at)
            items.append(item)
            if text.startswith(", {", at):
                at += 2
                continue
            at = skip(at)
            if text.startswith("]", at):
                return items, offsets, at + 1
            if not text.startswith(",", at):
                raise JSONDecodeError("a comma is missing", text, at)
            at = skip(at + 1)
            # A comma behind the last record is what people leave who write by hand.
            if text.startswith("]", at):
                return items, offsets, at + 1

    def _tables(self, at: int) -> list[Grid]:
        """The tables of an object of lists; none where it is a record itself."""
        grids: list[Grid] = []
        text, at = self.text, self._skip(at + 1)
        while not text.startswith("}", at):
            if not text.startswith('"', at):
                raise JSONDecodeError("a name in quotes is missing", text, at)
            name, at = scanstring(text, at + 1, False)
            at = self._skip(at)
            if not text.startswith(":", at):
                raise JSONDecodeError("a colon is missing", text, at)
            at = self._skip(at + 1)
            if text.startswith("[", at):
                items, offsets, at = self._list(at)
                if not items or any(type(item) in (Pairs, dict) for item in items):
                    grids.append(self._grid(name, items, offsets, name))
            else:
                _, at = self._value(at)
            at = self._skip(at)
            if text.startswith(",", at):
                at = self._skip(at + 1)
            elif not text.startswith("}", at):
                raise JSONDecodeError("a comma is missing", text, at)
        if grids:
            self._end(at + 1)
        return grids

    def _lines(self, at: int) -> Grid:
        """One record after another; a line that cannot be read is set aside, and the next one tried."""
        items: list[Any] = []
        offsets: list[int] = []
        broken: dict[int, str] = {}
        text = self.text
        while at < len(text):
            offsets.append(at)
            try:
                item, end = self._record(at)
                after = self._skip(end)
                if after < len(text) and text[after] != "{" and "\n" not in text[end:after]:
                    raise JSONDecodeError("something stands behind the record", text, end)
            except JSONDecodeError as error:
                end = text.find("\n", at)
                end = len(text) if end < 0 else end
                broken[len(items)] = f"this line is no JSON: {_plainly(error)}"
                item = text[at:end].rstrip("\r\n")
            items.append(item)
            at = self._skip(end)
        if len(broken) == len(items):
            where = self._where(offsets[0]) if offsets else "line 1, column 1"
            raise UnreadableError(f"{self.name}: {where}: is no JSON ({broken.get(0, 'nothing is there')})")
        return self._grid(MAIN, items, offsets, "", broken)

    def _grid(
        self,
        table: str,
        items: list[Any],
        offsets: list[int],
        path: str,
        broken: dict[int, str] | None = None,
    ) -> Grid:
        if not items:
            return Grid(self.name, table, ("id",), [[]], [], lambda *_: Place(1), text=self.table)
        values = ValuePlaces(self.text, self._value, self._skip)

        def locate(number: int, name: str | None, nth: int) -> Place:
            offset = offsets[number]
            start, end = values.of(offset).get((name, nth), (offset, offset)) if name else (offset, offset)
            line = bisect_right(self._starts, start)
            first = start - self._starts[line - 1] + 1
            stop = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
            span = (first, first + min(end, stop) - start) if end > start else None
            return Place(line, span, f"{path}[{number}]" + (f".{name}" if name else ""))

        def record(number: int) -> Stretch | None:
            before = None if number == 0 else offsets[number - 1]
            return values.listed(before, offsets[number]) if broken is None else values.line(offsets[number])

        def typed(token: str, text: str) -> str | None:
            return json_typed(token, text, escaped=self.text.isascii() and "\\u" in self.text)

        spots = Spots(lambda *at: values.of(offsets[at[0]]).get(at[1:]), record, json_said, typed)
        lines: list[int] = []
        line, before = 1, 0
        for offset in offsets:
            line, before = line + self.text.count("\n", before, offset), offset
            lines.append(line)
        return grid_of_items(self.name, table, items, lines, locate, self.table, broken, spots)

    def _end(self, at: int) -> None:
        at = self._skip(at)
        if at < len(self.text):
            raise JSONDecodeError("something stands behind the end", self.text, at)

    def _where(self, at: int) -> str:
        return f"line {self.text.count(chr(10), 0, at) + 1}, column {at - self.text.rfind(chr(10), 0, at)}"

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line starts, for the places that are asked about."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]

    def _broken(self, error: BaseException, at: int) -> UnreadableError:
        if isinstance(error, JSONDecodeError):
            return UnreadableError(f"{self.name}: {self._where(error.pos)}: is no JSON ({_plainly(error)})")
        return UnreadableError(f"{self.name}: {self._where(at)}: is no JSON (values are nested too deeply)")


def _plainly(error: JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:]
