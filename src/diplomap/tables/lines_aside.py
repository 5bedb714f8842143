"""Lines of a file that are no rows: a title above the header, a footer below the last row."""

from __future__ import annotations

import attrs

from diplomap.tables.decoding import Decoded
from diplomap.tables.layouts import Layout
from diplomap.tables.records import Records


def without_first_lines(table: Decoded, lines: int) -> Decoded:
    """A table whose first physical lines are blank, so that all others keep their numbers.

    >>> without_first_lines(Decoded(b"Our missions\\n\\nid;kind\\n", "utf-8"), 2).first_line()
    'id;kind'
    """
    kept = list(table.lines())
    if not 0 < lines <= len(kept):
        return table
    blank = "".join(line[len(line.rstrip("\r\n")) :] for line in kept[:lines])
    return attrs.evolve(table, data=(blank + "".join(kept[lines:])).encode(table.encoding))


def without_footer(layout: Layout | None, records: Records) -> Records:
    """The records without as many at their end as a layout says are no rows."""
    footer = 0 if layout is None else layout.footer
    keep = len(records) - footer
    if footer <= 0 or keep < 0:
        return records
    columns = [column[:keep] for column in records.columns]
    known = [
        None if memo is None else {text: text for text in column}
        for memo, column in zip(records.distinct, columns, strict=True)
    ]
    return attrs.evolve(
        records,
        columns=columns,
        distinct=known,
        lines=records.lines[:keep],
        short={place: have for place, have in records.short.items() if place < keep},
        long={place: surplus for place, surplus in records.long.items() if place < keep},
    )
