"""What a header tells: columns that are not ours, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from diplomap.model.findings import Finding
from diplomap.model.rows import TableHead
from diplomap.tables.folding import folded
from diplomap.tables.layouts import Layout, layouts
from diplomap.tables.records import Records
from diplomap.tables.row_rules import BLANK_HEADER, DUPLICATE_HEADER, MISSING_COLUMN, NO_ROWS
from diplomap.values.origins import Origin


def column_names(
    names: Sequence[str], places: Mapping[str, int], reserved: Collection[str] = ()
) -> list[str]:
    """What each column is called: one of ours, else by a name of its own.

    A second column of one name and a nameless one get a number. A foreign column that is called like one of
    those `reserved` is told to be foreign.

    >>> column_names(["ID", "note", "note", ""], {"id": 0, "note": 1})
    ['id', 'note', 'note (2)', 'column 4']
    >>> column_names(["QID", "Host"], {"id": 0}, ("id", "host"))
    ['id', 'Host (foreign)']
    """
    ours = {place: name for name, place in places.items()}
    called: list[str] = []
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for place, name in enumerate(names):
        foreign = folded(name) in reserved and folded(name) not in places
        shown = unique = ours.get(place) or _called(name, place, foreign)
        while place not in ours and (folded(unique) in taken or folded(unique) in places):
            numbers[shown] = numbers.get(shown, 1) + 1
            unique = f"{shown} ({numbers[shown]})"
        called.append(unique)
        taken.add(folded(unique))
    return called


def _called(name: str, place: int, foreign: bool) -> str:
    bare = name.strip() if folded(name) else f"column {place + 1}"
    return f"{bare} (foreign)" if foreign else bare


def extra_columns(
    records: Records, places: Mapping[str, int], reserved: Collection[str] = ()
) -> dict[str, Sequence[str]]:
    """The columns that are not ours, by name, in their order; a nameless one with nothing in it is none."""
    taken = set(places.values())
    return {
        called: texts
        for place, (called, name, texts) in enumerate(
            zip(column_names(records.names, places, reserved), records.names, records.columns, strict=True)
        )
        if place not in taken and (folded(name) or any(map(str.strip, texts)))
    }


def header_findings(head: TableHead, records: Records, layout: Layout) -> list[Finding]:
    """What is wrong with a header: columns that are missing, doubled or nameless; no rows below it."""
    line = records.header_line
    found: list[Finding] = []
    lacking = layout.lacking(records.names)
    if lacking:
        names = {ours: " or ".join(layout.columns.get(ours, (ours,))) for ours in lacking}
        told = ", ".join(f"{ours} (header {name})" if ours != name else ours for ours, name in names.items())
        others = ", ".join(sorted(layouts()))
        message = f"no column for {told} in the layout {layout.name}; layouts known: {others}"
        found.append(MISSING_COLUMN.at(Origin(head.file, line), message))
    first: dict[str, int] = {}
    for place, name in enumerate(records.names):
        key = folded(name)
        origin = Origin(head.file, line, name, name, column_number=place + 1)
        if not key:
            if any(map(str.strip, records.columns[place])):
                message = f"column {place + 1} has no header, and {_some(records.columns[place])}"
                found.append(BLANK_HEADER.at(origin, message))
        elif first.setdefault(key, place) != place:
            message = f"columns {first[key] + 1} and {place + 1} are both called {name.strip()!r}"
            found.append(DUPLICATE_HEADER.at(origin, message))
    if not len(records):
        found.append(NO_ROWS.at(Origin(head.file, line or 1), "there are no rows below the header"))
    return found


def _some(texts: Sequence[str]) -> str:
    filled = [text for text in texts if text.strip()]
    return f"holds {filled[0]!r}" + (f" and {len(filled) - 1} more" if len(filled) > 1 else "")
