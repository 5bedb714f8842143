"""Merging one value of three versions: it stands where one side changed it, or both did alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from diplomap.diffing.merging.conflicts import Sides

Told = TypeVar("Told")


class _Clash:
    def __repr__(self) -> str:
        return "CLASH"


CLASH: Final = _Clash()


def merged_value(values: Sides[Any]) -> Any:
    """The value that holds both edits, `CLASH` where none does.

    >>> merged_value(Sides("2019", "2019", "2019-05")), merged_value(Sides("a", "b", "c"))
    ('2019-05', CLASH)
    """
    if values.ours == values.theirs or values.theirs == values.base:
        return values.ours
    return values.theirs if values.ours == values.base else CLASH


def either(values: Sides[Told]) -> Told:
    """The value that holds both edits; ours where none does.

    >>> either(Sides(",", ",", ";")), either(Sides(",", "|", ";"))
    (';', '|')
    """
    merged = merged_value(values)
    chosen: Told = values.ours if merged is CLASH else merged
    return chosen


def merged_several(values: Sides[Sequence[str]]) -> Any:
    """The merged list of things of which each stands once: sources, say.

    Both may add and remove; where both put unlike things in the place of the same one, it is a clash.
    What both added stands in the order of its texts, so that it is the same for either side.

    >>> merged_several(Sides(("a",), ("a", "c"), ("b", "a")))
    ('a', 'b', 'c')
    >>> merged_several(Sides(("a",), ("b",), ("c",)))
    CLASH
    """
    plain = merged_value(values)
    if plain is not CLASH:
        return plain
    base, ours, theirs = map(set, values.each)
    if any(len(set(side)) < len(side) for side in values.each):
        return CLASH
    if base - ours & base - theirs and ours - base != theirs - base:
        return CLASH
    kept = [one for one in values.base if one in ours and one in theirs]
    return (*kept, *sorted((ours | theirs) - base))


Path = tuple[str, ...]


def merged_mapping(values: Sides[Mapping[str, Any]]) -> tuple[dict[str, Any], dict[Path, Sides[Any]]]:
    """The merged mapping, key by key and deep, and the values that clash by the keys that lead to them.

    Where a value clashes the merged mapping has that of the base; None stands for a key that is not there.

    >>> merged_mapping(Sides({"a": 1}, {"a": 2}, {"a": 3, "b": 4}))
    ({'a': 1, 'b': 4}, {('a',): Sides(base=1, ours=2, theirs=3)})
    """
    merged: dict[str, Any] = {}
    clashes: dict[Path, Sides[Any]] = {}
    for key in dict.fromkeys([*values.ours, *values.theirs, *values.base]):
        told = Sides(*(side.get(key, _ABSENT) for side in values.each))
        value = merged_value(told)
        if value is CLASH and all(isinstance(one, Mapping) for one in (told.ours, told.theirs)):
            deeper = told.base if isinstance(told.base, Mapping) else {}
            value, below = merged_mapping(Sides(deeper, told.ours, told.theirs))
            clashes.update(((key, *path), one) for path, one in below.items())
        if value is CLASH:
            clashes[(key,)] = told.map(lambda one: None if one is _ABSENT else one)
            value = told.base
        if value is not _ABSENT:
            merged[key] = value
    return merged, clashes


def put(mapping: dict[str, Any], path: Path, value: Any) -> None:
    """Put a value where some keys lead to; None takes it out.

    >>> told = {"a": {"b": 1}}
    >>> put(told, ("a", "b"), None)
    >>> told
    {'a': {}}
    """
    *above, last = path
    for key in above:
        mapping = mapping[key]
    if value is None:
        mapping.pop(last, None)
    else:
        mapping[last] = value


_ABSENT: Final = object()
