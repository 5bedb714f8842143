"""Of which columns ids are made where a table has none: as few as tell its rows apart."""

from __future__ import annotations

from collections.abc import Sequence

from diplomap.tables.folding import folded
from diplomap.tables.layout_cells import as_said, made_ids
from diplomap.tables.layouts import Layout
from diplomap.tables.mapping.header_names import called_otherwise
from diplomap.tables.records import Records

_FIRST = ("sending", "receiving", "kind", "city")
_TELL_APART = ("name of the mission", "address", "telephone", "e-mail")


def id_of(layout: Layout, records: Records) -> tuple[tuple[str, ...], str, str]:
    """The columns of which ids are made, a remark on them, and what is doubtful, if anything is."""
    rows = len(records)
    texts = id_texts(layout, records)
    base: tuple[str, ...] = tuple(name for name in _FIRST if name in texts)
    if "closed" in texts and "city" not in texts:
        pair = tuple(name for name in base if name != "kind")
        if _distinct(layout, texts, pair, rows) < rows:
            return (
                pair,
                (
                    f"no column is an id: one is made of {', '.join(pair)}, so that all rows of a pair, each "
                    "with its dates, are spells of one mission"
                ),
                "",
            )
    tries: list[tuple[str, ...]] = [base, *((*base, name) for name in _others(records))]
    apart: dict[tuple[str, ...], int] = {}
    for columns in tries:
        apart[columns] = _distinct(layout, texts, columns, rows)
        if apart[columns] == rows:
            return columns, f"no column is an id: one is made of {', '.join(columns)}", ""
    best = max(apart, key=lambda columns: apart[columns])
    alike = rows - apart[best]
    return (
        best,
        f"no column is an id: one is made of {', '.join(best)}",
        f"{alike} of {rows} rows repeat another in all of {', '.join(best)} and would be taken for it; name "
        "another column under make_id, or add a column of ids",
    )


def id_texts(layout: Layout, records: Records) -> dict[str, Sequence[str]]:
    """The texts of which ids can be made: columns of ours, constants, and the file's own by header."""
    texts: dict[str, Sequence[str]] = dict(zip(records.names, records.columns, strict=True))
    for ours, place in layout.places(records.names).items():
        texts[ours] = as_said(layout, records.names[place], records.columns[place])
    for ours, text in layout.constants.items():
        texts[ours] = [text] * len(records)
    return texts


def _others(records: Records) -> list[str]:
    found = {called_otherwise(name): name for name in reversed(records.names) if folded(name)}
    return [found[what] for what in _TELL_APART if what in found]


def _distinct(layout: Layout, texts: dict[str, Sequence[str]], columns: tuple[str, ...], rows: int) -> int:
    return len({*made_ids(layout, texts, rows, columns)})
