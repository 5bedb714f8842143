"""The text of a value that is no text: as a person would write it in the cell of a table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from diplomap.tables.format_rules import NESTED_VALUE, TIME_OF_DAY
from diplomap.tables.problems import Problem

BAR = "|"
_MISSING = ("NAType", "NaTType")
_MIDNIGHT = time()


class Pairs(tuple[tuple[str, Any], ...]):
    """The names and values of a record in their order, a name as often as it stands there."""

    __slots__ = ()


def value_text(value: Any) -> tuple[str, Problem | None]:
    """The text of a value, and what is wrong with it.

    Nothing, NaN and their like are blank; a whole number has no decimal point; a date is written as EDTF; a
    list is parted by bars, and names with a text each are ``name=text`` parted by bars.

    >>> [value_text(one)[0] for one in (1955.0, 12.5, None, True, ["s1", "s2"], {"city": "Rome"})]
    ['1955', '12.5', '', 'true', 's1|s2', 'city=Rome']
    """
    if isinstance(value, str):
        return str(value.value if isinstance(value, Enum) else value), None
    plain = scalar_text(value)
    if plain is not None:
        late = (
            bool(plain) and isinstance(value, datetime) and value.timetz().replace(tzinfo=None) != _MIDNIGHT
        )
        said = f"the time {value:%H:%M:%S} was left aside" if late else ""
        return plain, Problem(TIME_OF_DAY, said) if said else None
    if isinstance(value, Pairs | Mapping):
        pairs = [*value.items()] if isinstance(value, Mapping) else value
        return _several(value, (one for _, one in pairs), [f"{name}=" for name, _ in pairs])
    if not isinstance(value, Iterable):
        return str(value), None
    parts = [*value]
    return _several(value, parts, [""] * len(parts))


def scalar_text(value: Any) -> str | None:
    """The text of a value that has no parts; None for one that has.

    >>> scalar_text(7), scalar_text(date(1975, 5, 3)), scalar_text([])
    ('7', '1975-05-03', None)
    """
    if isinstance(value, Enum):
        return scalar_text(value.value)
    if value is None or type(value).__name__ in _MISSING:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "tolist") and not isinstance(value, Iterable):
        return scalar_text(value.tolist())
    if hasattr(value, "tolist") and getattr(value, "ndim", 0) == 0:
        return scalar_text(value.tolist())
    return None if isinstance(value, Iterable) else str(value)


def _whole(value: int) -> str:
    # Python writes no whole number of more than some thousand digits in tens.
    return str(value) if value.bit_length() < _MOST_BITS else hex(value)


_MOST_BITS = 8192


def number_text(value: float) -> str:
    """The text of a number with a decimal point: none where it is whole, blank where it is no number.

    >>> number_text(1955.0), number_text(0.5), number_text(float("nan"))
    ('1955', '0.5', '')
    """
    if math.isnan(value):
        return ""
    return f"{value:.0f}" if value.is_integer() and abs(value) < _EXACT else repr(value)


_EXACT = 1e15


def _several(whole: Any, values: Iterable[Any], before: list[str]) -> tuple[str, Problem | None]:
    parts: list[str] = []
    for value, start in zip(values, before, strict=True):
        text = scalar_text(value)
        if text is None and start and isinstance(value, list | tuple) and not isinstance(value, Pairs):
            # Several values inside a detail are parted by +.
            inner = [scalar_text(one) for one in value]
            if all(one is not None and "+" not in one for one in inner):
                text = "+".join(one for one in inner if one)
        if text is None or BAR in text:
            why = "its parts have parts" if text is None else f"{text!r} holds a bar, which parts values"
            return json_text(whole), Problem(NESTED_VALUE, f"no cell can hold this value: {why}")
        if text or start:
            parts.append(start + text)
    return BAR.join(parts), None


def json_text(value: Any) -> str:
    """A value as JSON, as deep as it can be written.

    >>> json_text(Pairs((("a", [1, None]),)))
    '{"a": [1, null]}'
    """
    import json

    try:
        return json.dumps(_plain(value, _DEEPEST), ensure_ascii=False, default=str)
    except (ValueError, TypeError, RecursionError):
        return "…"


_DEEPEST = 20


def _plain(value: Any, depth: int) -> Any:
    if not depth:
        return "…"
    if isinstance(value, Pairs | Mapping):
        pairs = value.items() if isinstance(value, Mapping) else value
        return {str(name): _plain(one, depth - 1) for name, one in pairs}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one, depth - 1) for one in value]
    return value
