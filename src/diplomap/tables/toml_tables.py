"""Reading TOML: arrays of tables, such as ``[[missions]]``, each with the name of one of our tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any

from diplomap.tables.decoding import Decoded, decoded
from diplomap.tables.grids import Grid, Place, Spots, Stretch
from diplomap.tables.items import grid_of_items
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.toml_places import Spot, toml_spots
from diplomap.tables.value_texts import Pairs
from diplomap.tables.value_tokens import toml_said, toml_typed

_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_BLANK_LINES = re.compile(r"[ \t]*(?:\r?\n|\Z)(?:[ \t]*\r?\n)*")
_AT = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")


def read_toml(name: str, data: bytes) -> list[Grid]:
    r"""The tables of a TOML file.

    >>> [grid] = read_toml("m.toml", b'[[missions]]\nid = "a"\nopened = 1975-05-03\n')
    >>> grid.columns, grid.locate(0, 1)
    ([['a'], ['1975-05-03']], Place(line=3, span=(10, 20), cell='missions[0].opened'))

    Raises UnreadableError where it is no TOML, saying at which line and column, or holds no records.
    """
    import tomllib

    table = decoded(name, data)
    text = table.data.decode(table.encoding, "replace")
    try:
        told = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        match = _AT.fullmatch(str(error))
        if match is None:
            raise UnreadableError(f"{name}: is no TOML ({error})") from None
        where = f"line {match[2]}, column {match[3]}" if match[2] else "at its end"
        raise UnreadableError(f"{name}: {where}: is no TOML ({_plainly(match[1])})") from None
    except (RecursionError, ValueError) as error:
        reason = "values are nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UnreadableError(f"{name}: is no TOML ({reason})") from None
    file = _File(name, table, text)
    found = [file.grid(key, value) for key, value in told.items() if _is_table(value)]
    if not found:
        raise UnreadableError(f"{name}: holds no array of tables, such as [[missions]]")
    return found


def _plainly(message: str) -> str:
    return message[:1].lower() + message[1:]


def _decimal(text: str) -> str | float:
    number = float(text)
    return number if number.is_integer() or number != number else text


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and (not value or any(isinstance(one, dict) for one in value))


def _pairs(value: Any) -> Any:
    if isinstance(value, dict):
        return Pairs((name, _pairs(one)) for name, one in value.items())
    return [_pairs(one) for one in value] if isinstance(value, list) else value


class _File:
    def __init__(self, name: str, table: Decoded, text: str) -> None:
        # The standard reader counts lines as we do once every line end is a line feed.
        self.name, self.table, self.text = name, table, text

    @cached_property
    def _spots(self) -> Spot:
        return toml_spots(self.text)

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.end() for match in re.finditer(r"\n", self.text)]

    def grid(self, table: str, items: list[Any]) -> Grid:
        """One array of tables."""
        spots = self._spots.names.get(table, Spot(0, 0))

        def spot(number: int) -> Spot:
            return spots.parts[number] if number < len(spots.parts) else spots

        def locate(number: int, name: str | None, nth: int) -> Place:
            record = spot(number)
            told = None if name is None else record.names.get(name)
            start, end = (record.start, record.start) if told is None else (told.start, told.end)
            line = bisect_right(self._breaks, start)
            begin = self._breaks[line - 1] if line else 0
            stop = self._breaks[line] - 1 if line < len(self._breaks) else len(self.text)
            first = start - begin + 1
            span = (first, first + min(end, stop) - start) if end > start else None
            return Place(line + 1, span, f"{table}[{number}]" + (f".{name}" if name else ""))

        if not items:
            return Grid(self.name, table, ("id",), [[]], [], lambda *_: Place(1), text=self.table)

        def value(number: int, name: str, nth: int) -> Stretch | None:
            told = spot(number).names.get(name)
            return None if told is None else (told.start, told.end)

        def record(number: int) -> Stretch | None:
            return self._taken_out(spots.parts, number) if number < len(spots.parts) else None

        lines = [bisect_right(self._breaks, spot(number).start) + 1 for number in range(len(items))]
        written = Spots(value, record, toml_said, toml_typed)
        return grid_of_items(self.name, table, map(_pairs, items), lines, locate, self.table, spots=written)

    def _taken_out(self, parts: list[Spot], number: int) -> Stretch | None:
        """The stretch of an inline table with the comma before it, or of the lines of one with a header."""
        one, text = parts[number], self.text
        if not text.startswith("[", one.start):
            before = parts[number - 1].end if number else 0
            return (before, one.end) if number and _COMMA.fullmatch(text, before, one.start) else None
        start = text.rfind("\n", 0, one.start) + 1
        end = max(one.end, *(told.end for told in one.names.values())) if one.names else one.end
        rest = _BLANK_LINES.match(text, end)
        # A comment may tell more than the record, and a header within belongs to a table of its own.
        plain = "#" not in text[start:end] and not re.search(r"\n[ \t]*\[", text[start:end])
        return (start, rest.end()) if rest is not None and plain and one.names else None
