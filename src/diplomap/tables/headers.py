"""What a header tells: columns that are not ours, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diplomap.model.findings import Finding
from diplomap.model.rows import TableHead
from diplomap.tables.layouts import REQUIRED, Layout, folded, layouts
from diplomap.tables.records import Records
from diplomap.tables.row_rules import BLANK_HEADER, DUPLICATE_HEADER, MISSING_COLUMN, NO_ROWS
from diplomap.values.origins import Origin


def extra_columns(records: Records, places: Mapping[str, int]) -> dict[str, Sequence[str]]:
    """The columns that are not ours, by a name of their own each, in their order.

    A second column of one name and a nameless one get a number; a nameless one with nothing in it is
    no column at all.
    """
    taken = set(places.values())
    extras: dict[str, Sequence[str]] = {}
    for place, name in enumerate(records.names):
        if place in taken:
            continue
        texts = records.columns[place]
        shown = name.strip()
        if not shown:
            if not any(map(str.strip, texts)):
                continue
            shown = f"column {place + 1}"
        unique, number = shown, 2
        while unique in extras or folded(unique) in places:
            unique, number = f"{shown} ({number})", number + 1
        extras[unique] = texts
    return extras


def header_findings(head: TableHead, records: Records, layout: Layout) -> list[Finding]:
    """What is wrong with a header: columns that are missing, doubled or nameless; no rows below it."""
    line = records.header_line
    found: list[Finding] = []
    lacking = [ours for ours in REQUIRED if ours not in head.places]
    if lacking:
        names = {ours: " or ".join(layout.columns[ours]) for ours in lacking}
        told = ", ".join(f"{ours} (header {name})" if ours != name else ours for ours, name in names.items())
        others = ", ".join(sorted(layouts()))
        message = f"no column for {told} in the layout {layout.name}; layouts known: {others}"
        found.append(MISSING_COLUMN.at(Origin(head.file, line), message))
    first: dict[str, int] = {}
    for place, name in enumerate(records.names):
        key = folded(name)
        origin = Origin(head.file, line, name, name)
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
