"""A record parted into what the cells of its row say, and made again from them."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs

from diplomap.model.missions import Spell
from diplomap.values.periods import End, Period

Told = TypeVar("Told")
_EXTRA = "extra "
_NAMES = {"seat": "city", "with_": "with"}


def parts(record: Any) -> dict[str, Any]:
    """What a record or spell says, by the name of the column that says it.

    >>> from diplomap.model.kinds import Kind
    >>> told = parts(Spell(Kind.EMBASSY, seat="Madrid", extra=[("phone", "1")]))
    >>> told["city"], told["opened"], told["extra phone"]
    ('Madrid', None, '1')
    """
    told: dict[str, Any] = {}
    start, end = _bounds(record)
    for name in _fields(record):
        value = getattr(record, name)
        if isinstance(value, Period):
            told[start], told[end] = value.start, value.end
        elif name == "extra":
            told.update((f"{_EXTRA}{column}", text) for column, text in value)
        else:
            told[_NAMES.get(name, name)] = value
    return told


def whole(template: Told, told: dict[str, Any]) -> Told:
    """The record of a template's sort that says so; its row is the template's.

    Raises ValueError where the parts do not fit together.
    """
    given: dict[str, Any] = {}
    start, end = _bounds(template)
    for name in _fields(template):
        if isinstance(getattr(template, name), Period):
            given[name] = Period(told.get(start), told.get(end, End.OPEN))
        elif name == "extra":
            given[name] = tuple(
                (column.removeprefix(_EXTRA), text)
                for column, text in told.items()
                if column.startswith(_EXTRA) and text is not None
            )
        else:
            given[name] = told[_NAMES.get(name, name)]
    return attrs.evolve(template, **given)  # type: ignore[misc]


def column_of(part: str) -> str:
    """The name of the column that a part stands in.

    >>> column_of("extra phone"), column_of("city")
    ('phone', 'city')
    """
    return part.removeprefix(_EXTRA)


def _bounds(record: Any) -> tuple[str, str]:
    return ("opened", "closed") if isinstance(record, Spell) else ("since", "until")


def _fields(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(type(record)) if field.name != "row")
