"""Where the two sides of a double entry stand: the event's row and the record's cell."""

from __future__ import annotations

import weakref

from diplomap.checking.spell_table import NO_FILE
from diplomap.events.double_entry import Account, account, complete_tables, event_count
from diplomap.events.lines import ACCREDITATIONS, MISSIONS, Line
from diplomap.events.same_map import MapDifference, cells_of
from diplomap.model.dataset import Dataset
from diplomap.values.origins import Origin

_COLUMNS = {"since": "opened", "until": "closed"}
_last: tuple[weakref.ref[Dataset], Account | None] | None = None


def account_of(dataset: Dataset) -> Account | None:
    """The account of a dataset's events, made once for all the rules; None where there is nothing to set
    against each other: no event, and no claim that there should be some.

    >>> account_of(Dataset()) is None
    True
    """
    global _last
    if _last is None or _last[0]() is not dataset:
        asked = len(dataset.events) or complete_tables(dataset.coverage) or event_count(dataset.coverage)
        _last = weakref.ref(dataset), account(dataset) if asked else None
    return _last[1]


def record_place(dataset: Dataset, line: Line, field: str) -> Origin:
    """The cell on record that holds a field of a line; the line came of a record.

    >>> from diplomap.events.lines import lines_of
    >>> from diplomap.model.recognitions import Recognition
    >>> ds = Dataset(recognitions=[Recognition("PAN", "CHN")])
    >>> str(record_place(ds, next(lines_of(ds)), "status"))
    '<recognitions>:1, column status'
    """
    table = line.thing.table
    if table not in (MISSIONS, ACCREDITATIONS):
        found: Origin = dataset.tables[table].origin(line.place[0], field)
        return found
    mission = dataset.missions[line.place[0]]
    if table == ACCREDITATIONS:
        row = mission.accreditations[line.place[1]].row
        if row is not None:
            return row.origin(field)
        field, nth = "accredited_to", 0
    else:
        field, nth = _COLUMNS.get(field, field), line.place[1]
    row = mission.spells[nth].row
    if row is not None:
        return row.origin(field)
    before = sum(len(dataset.missions[place].spells) for place in range(line.place[0]))
    return Origin(NO_FILE, before + nth + 1, field)


def event_place(dataset: Dataset, differs: MapDifference) -> tuple[int, Origin]:
    """The event that tells the other side of a difference, and the cell in which it does."""
    line = differs.new
    assert line is not None, "the events give a line"
    fields = differs.fields
    if fields == ("until",) and len(line.by) > 1:
        return line.by[-1], dataset.events.origin(line.by[-1], "date")
    column = "date" if fields and fields[0] in ("since", "until") else "detail"
    return line.by[0], dataset.events.origin(line.by[0], column)


def told(line: Line | None, fields: tuple[str, ...]) -> str:
    """What a line tells in some fields, as words.

    >>> from diplomap.events.lines import lines_of
    >>> from diplomap.model.recognitions import Recognition
    >>> line = next(lines_of(Dataset(recognitions=[Recognition("PAN", "CHN")])))
    >>> told(line, ("status", "until")), told(None, ("since",))
    ('the status granted, no end', 'nothing')
    """
    if line is None:
        return "nothing"
    cells = cells_of(line)
    return ", ".join(_told(name, cells.get(name, "")) for name in fields)


def _told(name: str, text: str) -> str:
    date = {"since": "beginning", "until": "end"}.get(name)
    if not text:
        return f"no {date or name}"
    if date is None:
        return f"the {name} {text}"
    return f"an unknown {date}" if text == "unknown" else f"its {date} in {text}"
