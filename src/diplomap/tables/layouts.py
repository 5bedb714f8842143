"""Layouts: which header of a table is which of our columns. A layout is data; third parties add theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from diplomap.tables.folding import folded, folded_places
from diplomap.tables.layout_rows import Panel, RowOfOurs, as_panel, as_rows, of_tuples

OURS = (
    *("id", "sending", "receiving", "kind", "status", "city", "host", "opened", "closed", "head"),
    *("accredited_to", "sources", "note", "wikidata"),
)
REQUIRED = ("id", "sending", "receiving", "kind")


@attrs.frozen(slots=True)
class Layout:
    """How a foreign table tells our columns.

    `columns` maps ours to the header names that may stand for it, the preferred first; `delimiter` is
    the table's usual one; `as_of` says where the edition's day is told ("file name", or "column" and a
    header under which all rows have one day); `prefixes` are taken off a column's cells; `dates` names a
    machine form of dates ("wikidata": days at midnight, 1 January where only the year is known); `parties`
    are names that this table uses in a sense of its own, `kinds` its own words for our kinds; `items` are
    headers of Wikidata items that say which party a cell of ours means; `derive` names a derivation of
    `diplomap.tables.derivations`.

    `table` is the table of ours that it tells. `constants` are texts for columns of ours that the table
    does not have; `missing` are words that mean a blank cell, by the header under which they do (``NA`` is
    Namibia under others). The rest is for tables of records alone: `joined` are columns of ours told in
    several headers (a date as year, month and day), `rows` the rows of ours that each record becomes,
    `panel` says that records are repeated by year, and `notes` are columns of dates whose text goes
    to the note where it tells more than a date.

    What cells hold beside or instead of their values is told by header, the same for every table (see
    `diplomap.tables.layout_cells`): `skip` and `footer` are lines above the header and records at the end
    that are no rows, `make_id` the columns of which an id is made, `values` texts by what they mean,
    `kind_in_name` headers whose cells are names that tell the kind (``Ambassade de Belgique au Chili``),
    `still` dates that mean "still so", `marks` headers whose cells bear footnote marks, `years` headers in
    which the first of January means the year alone, `day_order` the order of day and month. `why` is for
    people: the evidence on which somebody, or `diplomap map`, took a header for one of our columns.

    `units` are, by header, the unit that numbers bear: they are read without it.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]] = attrs.field(converter=of_tuples)
    title: str = ""
    source: str = ""
    delimiter: str | None = None
    as_of: str | None = None
    prefixes: Mapping[str, str] = attrs.field(factory=dict)
    dates: str | None = None
    parties: Mapping[str, str] = attrs.field(factory=dict)
    kinds: Mapping[str, str] = attrs.field(factory=dict)
    items: Mapping[str, str] = attrs.field(factory=dict)
    derive: str | None = None
    table: str = "missions"
    constants: Mapping[str, str] = attrs.field(factory=dict)
    missing: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=of_tuples)
    joined: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=of_tuples)
    rows: tuple[RowOfOurs, ...] = attrs.field(default=(), converter=as_rows)
    panel: Panel | None = attrs.field(default=None, converter=as_panel)
    notes: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    skip: int = 0
    footer: int = 0
    make_id: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    values: Mapping[str, Mapping[str, str | None]] = attrs.field(factory=dict)
    still: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=of_tuples)
    marks: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    kind_in_name: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    years: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    units: Mapping[str, str] = attrs.field(factory=dict)
    day_order: Mapping[str, str] = attrs.field(factory=dict)
    why: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def ours(self) -> tuple[str, ...]:
        """The columns of the table of ours that it tells."""
        return OURS if self.table == "missions" else _record_table(self.table).names

    @property
    def required(self) -> tuple[str, ...]:
        """Those without which no row can be typed."""
        return REQUIRED if self.table == "missions" else _record_table(self.table).required

    def lacking(self, header: Sequence[str]) -> tuple[str, ...]:
        """The required columns for which a header has nothing.

        >>> layout("diplomap").lacking(["id", "sending", "kind"])
        ('receiving',)
        """
        return self.lacks(folded_places(header))

    def lacks(self, folded_header: Mapping[str, int]) -> tuple[str, ...]:
        """The same for a header whose names are folded already, see `folded_places`."""
        known = {*self.found_in(folded_header), *self.constants, *(("id",) if self.make_id else ())}
        known.update(
            ours for ours, theirs in self.joined.items() if folded_header.keys() >= {*map(folded, theirs)}
        )
        told = [
            {*row.constants, *(o for o in row.columns if _has(row.columns[o], folded_header))}
            for row in self.rows
        ]
        known.update(set.intersection(*told) if told else ())
        return tuple(ours for ours in self.required if ours not in known)

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Where each of our columns stands in a header; the first of two alike counts.

        >>> layout("diplomap").places(["Kind", "ID", "phone"])
        {'id': 1, 'kind': 0}
        """
        return self.found_in(folded_places(header))

    def found_in(self, where: Mapping[str, int]) -> dict[str, int]:
        """The same for a header whose names are folded already, see `folded_places`."""
        found: dict[str, int] = {}
        for ours, theirs in self.columns.items():
            known = [where[name] for name in map(folded, theirs) if name in where]
            if known:
                found[ours] = known[0]
        return found


def _has(theirs: Sequence[str], header: Mapping[str, int]) -> bool:
    return any(folded(name) in header for name in theirs)


def _record_table(name: str) -> Any:
    from diplomap.tables.record_tables import TABLES

    return TABLES[name]


@cache
def own_layout(table: str) -> Layout:
    """The layout of one of our own tables of records.

    >>> own_layout("relations").required
    ('party', 'with', 'kind', 'status')
    """
    return Layout("diplomap", {name: (name,) for name in _record_table(table).names}, table=table)


def _own_layouts() -> list[Layout]:
    from diplomap.tables.record_tables import TABLES

    return [own_layout(name) for name, table in TABLES.items() if len(table.required) >= _ENOUGH]


# With fewer required columns, a header that has them may be that of anything.
_ENOUGH = 3


_REGISTERED: dict[str, Layout] = {}


def register_layout(made: Layout | Mapping[str, Any]) -> Layout:
    """Add a layout, or one told as a mapping (such as a JSON file's); it can be named and is found by header.

    >>> register_layout({"name": "mine", "columns": {"id": ["no"], "sending": ["from"],
    ...     "receiving": ["to"], "kind": ["what"]}}).name
    'mine'
    >>> found_by_header(["no", "from", "to", "what"]).name
    'mine'
    >>> del _REGISTERED["mine"]

    Raises ValueError where a column is not ours, or a required one is missing.
    """
    one = made if isinstance(made, Layout) else Layout(**made)
    check_layout(one)
    _REGISTERED[one.name] = one
    return one


def check_layout(one: Layout) -> None:
    """Raise ValueError where a layout names columns that are not ours, or says nothing of a required one."""
    try:
        ours = one.ours
    except KeyError:
        raise ValueError(f"layout {one.name}: there is no table {one.table!r}") from None
    named = [one.columns, one.constants, one.joined]
    named += [told for row in one.rows for told in (row.columns, row.constants)]
    strange = [name for told in named for name in told if name not in ours]
    if strange:
        raise ValueError(
            f"layout {one.name}: no such columns: {', '.join(strange)}; ours are {', '.join(ours)}"
        )
    if one.make_id and one.table != "missions":
        raise ValueError(f"layout {one.name}: make_id is for missions alone")
    if one.table == "missions" and (one.joined or one.rows or one.panel or one.notes):
        raise ValueError(f"layout {one.name}: joined, rows, panel and notes are for tables of records")
    headers = [header for told in named[:1] for theirs in told.values() for header in theirs]
    headers += [header for theirs in one.joined.values() for header in theirs]
    headers += [header for row in one.rows for theirs in row.columns.values() for header in theirs]
    lacking = one.lacking(headers)
    if lacking:
        raise ValueError(f"layout {one.name}: says nothing of {', '.join(lacking)}")


@cache
def _bundled() -> dict[str, Layout]:
    import json

    folder = Path(__file__).parent.parent / "data" / "layouts"
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {one["name"]: Layout(**one) for one in told}


def layouts() -> dict[str, Layout]:
    """All layouts by name, the bundled ones and those added.

    >>> sorted(layouts())
    ['database-of-embassies', 'diplomap', 'foreign-relations', 'korea-ties']
    """
    return {**_bundled(), **_REGISTERED}


def layout(name: str) -> Layout:
    """The layout of a name, or of a file whose name ends in .json.

    >>> layout("diplomap").places(["id"])
    {'id': 0}

    Raises ValueError for a name nobody knows, listing the known ones, and for a file that holds no layout.
    """
    known = layouts()
    if name not in known:
        if name.casefold().endswith(".json"):
            from diplomap.tables.layout_files import read_layout

            return read_layout(name)
        raise ValueError(f"no layout is called {name!r}; there are {', '.join(sorted(known))}")
    return known[name]


def found_by_header(header: Sequence[str], table: str | None = None) -> Layout:
    """The layout whose columns the header tells best; ours where no other tells all that is required.

    Where the table of ours is known, only its layouts are asked.

    >>> found_by_header(["operator", "country", "type", "QID", "city"]).name
    'database-of-embassies'
    >>> found_by_header(["id", "title"], "sources").table
    'sources'
    """
    ours = layouts()["diplomap"] if table in (None, "missions") else own_layout(str(table))
    every = [one for one in (*layouts().values(), *_own_layouts()) if table in (None, one.table)]
    where = folded_places(header)
    # A table of missions is meant wherever its columns are there, whatever else fits.
    for missions in (True, False):
        asked = [one for one in every if (one.table == "missions") is missions]
        scored = [
            (len(one.found_in(where)), one.name == "diplomap", one.name, at) for at, one in enumerate(asked)
        ]
        whole = [told for told in scored if told[0] and not asked[told[3]].lacks(where)]
        if whole:
            return asked[max(whole)[3]]
    return ours
