"""Where the values and records of a JSON file stand in its text, looked up for those that are asked about."""

from __future__ import annotations

import re
from collections.abc import Callable
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any

from diplomap.tables.grids import Stretch

_COMMA = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
_REST_OF_LINE = re.compile(r"[ \t\r]*(?:\n|\Z)")


class ValuePlaces:
    """The places of values and records; `value` reads what begins at a place, `skip` leaves out blanks.

    >>> import json
    >>> text = '[{"id": "a"}, {"id": "b"}]'
    >>> read = json.JSONDecoder().raw_decode
    >>> places = ValuePlaces(text, lambda at: read(text, at), lambda at: at + (text[at] == " "))
    >>> places.of(14), places.listed(1, 14)
    ({('id', 1): (21, 24)}, (12, 25))
    """

    def __init__(
        self, text: str, value: Callable[[int], tuple[Any, int]], skip: Callable[[int], int]
    ) -> None:
        self._text, self._value, self._skip = text, value, skip
        self._last: tuple[int, dict[tuple[str, int], Stretch]] = (-1, {})

    def of(self, offset: int) -> dict[tuple[str, int], Stretch]:
        """The ranges of the values of the record at an offset, by name and which of that name it is."""
        if self._last[0] != offset:
            self._last = (offset, self._found(offset))
        return self._last[1]

    def _found(self, at: int) -> dict[tuple[str, int], Stretch]:
        found: dict[tuple[str, int], Stretch] = {}
        met: dict[str, int] = {}
        text, skip = self._text, self._skip
        if not text.startswith("{", at):
            return found
        at = skip(at + 1)
        try:
            while text.startswith('"', at):
                name, at = scanstring(text, at + 1, False)
                start = skip(skip(at) + 1)
                _, at = self._value(start)
                met[name] = met.get(name, 0) + 1
                found[name, met[name]] = start, at
                at = skip(at)
                if not text.startswith(",", at):
                    break
                at = skip(at + 1)
        except JSONDecodeError:
            pass
        return found

    def listed(self, before: int | None, at: int) -> Stretch | None:
        """The stretch of the record at a place in a list, with the comma after the one that begins `before`.

        None for the first of a list, since it has no comma before it.
        """
        if before is None:
            return None
        end = self._value(before)[1]
        return (end, self._value(at)[1]) if _COMMA.fullmatch(self._text, end, at) else None

    def line(self, at: int) -> Stretch | None:
        """The lines of the record at a place; None where something else stands on them."""
        try:
            rest = _REST_OF_LINE.match(self._text, self._value(at)[1])
        except JSONDecodeError:
            return None
        first = self._text.rfind("\n", 0, at) + 1
        return None if rest is None or self._text[first:at].strip() else (first, rest.end())
