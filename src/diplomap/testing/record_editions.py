"""Strategies for two editions of every table of records, the second edited from the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

from diplomap.model.dataset import RECORD_TABLES, Dataset
from diplomap.model.records import Record, Records
from diplomap.testing.records import RECORDS

Strategies = Mapping[str, st.SearchStrategy[Any]]
Tables = tuple[str, Records[Any], Records[Any]]
_CLASSES: Mapping[str, type[Records[Any]]] = {
    name: type(records) for name, records in Dataset().tables.items()
}
_coins = st.booleans()
_EDITS = ("keep", "keep", "cell", "cell", "drop", "twice", "other")


@st.composite
def edited_records(
    draw: st.DrawFn, table: str, before: list[Any], records: Strategies = RECORDS
) -> list[Any]:
    """The records of a table after some edits: cells changed, records dropped, doubled, added, reordered.

    >>> from hypothesis import find
    >>> find(edited_records("groups", []), lambda told: True)
    []
    """
    after: list[Any] = []
    for one in before:
        edit = draw(st.sampled_from(_EDITS))
        if edit == "cell":
            after.append(_with_cell_of(one, draw(records[table]), draw(st.integers(0, 20))))
        elif edit == "other":
            after.append(draw(records[table]))
        elif edit != "drop":
            after.extend([one] * (2 if edit == "twice" else 1))
    after += draw(st.lists(records[table], max_size=1))
    if draw(_coins):
        after = draw(st.permutations(after))
    return after


def _with_cell_of(one: Record, other: Record, place: int) -> Record:
    """A record with one field of another, where the two go together; else the other."""
    names = [field.name for field in attrs.fields(type(one)) if field.name != "row"]
    name = names[place % len(names)]
    try:
        return attrs.evolve(one, **{name: getattr(other, name)})
    except ValueError:
        return other


@st.composite
def two_tables(draw: st.DrawFn, table: str | None = None, *, most: int = 3) -> Tables:
    """A table of records, and an edition made from it; copies, and ids used again, are among them.

    >>> from hypothesis import find
    >>> find(two_tables("events"), lambda both: True)
    ('events', <0 events>, <0 events>)
    """
    name = draw(st.sampled_from(RECORD_TABLES)) if table is None else table
    before = draw(st.lists(RECORDS[name], max_size=most))
    if draw(_coins) and before:
        before.append(draw(st.sampled_from(before)))
    after = draw(edited_records(name, before))
    return name, _CLASSES[name](before), _CLASSES[name](after)
