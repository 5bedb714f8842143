"""Layouts: which header of a table is which of our columns. A layout is data; third parties add theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

OURS = (
    *("id", "sending", "receiving", "kind", "status", "city", "host", "opened", "closed", "head"),
    *("accredited_to", "sources", "note", "wikidata"),
)
REQUIRED = ("id", "sending", "receiving", "kind")
_SEPARATORS = re.compile(r"[\s_\-]+")


def _of_tuples(given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {ours: tuple(theirs) for ours, theirs in given.items()}


@attrs.frozen(slots=True)
class Layout:
    """How a foreign table tells our columns.

    `columns` maps ours to the header names that may stand for it, the preferred first; `delimiter` is
    the table's usual one; `as_of` says where the edition's day is told ("file name"); `prefixes` are
    taken off a column's cells; `dates` names a machine form of dates ("wikidata": days at midnight,
    1 January where only the year is known); `parties` are names that this table uses in a sense of
    its own; `items` are headers of Wikidata items that say which party a cell of ours means; `derive`
    names a derivation of `diplomap.tables.derivations`.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]] = attrs.field(converter=_of_tuples)
    title: str = ""
    source: str = ""
    delimiter: str | None = None
    as_of: str | None = None
    prefixes: Mapping[str, str] = attrs.field(factory=dict)
    dates: str | None = None
    parties: Mapping[str, str] = attrs.field(factory=dict)
    items: Mapping[str, str] = attrs.field(factory=dict)
    derive: str | None = None

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Where each of our columns stands in a header; the first of two alike counts.

        >>> layout("diplomap").places(["Kind", "ID", "phone"])
        {'id': 1, 'kind': 0}
        """
        where: dict[str, int] = {}
        for place, name in enumerate(header):
            where.setdefault(folded(name), place)
        found: dict[str, int] = {}
        for ours, theirs in self.columns.items():
            known = [where[name] for name in map(folded, theirs) if name in where]
            if known:
                found[ours] = known[0]
        return found


def folded(name: str) -> str:
    """A header name without the differences that people make by accident.

    >>> folded(" Accredited To ")
    'accredited_to'
    """
    # What is folded already, and what is too long for the name of a column, costs nothing.
    if len(name) > _LONGEST_NAME or (name.isascii() and name.isalnum() and name.islower()):
        return name
    return _SEPARATORS.sub("_", name.strip("\ufeff").strip().casefold())


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
    strange = [ours for ours in one.columns if ours not in OURS]
    if strange:
        raise ValueError(
            f"layout {one.name}: no such columns: {', '.join(strange)}; ours are {', '.join(OURS)}"
        )
    lacking = [ours for ours in REQUIRED if ours not in one.columns]
    if lacking:
        raise ValueError(f"layout {one.name}: says nothing of {', '.join(lacking)}")
    _REGISTERED[one.name] = one
    return one


@cache
def _bundled() -> dict[str, Layout]:
    import json

    folder = Path(__file__).parent.parent / "data" / "layouts"
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {one["name"]: Layout(**one) for one in told}


def layouts() -> dict[str, Layout]:
    """All layouts by name, the bundled ones and those added.

    >>> sorted(layouts())
    ['database-of-embassies', 'diplomap']
    """
    return {**_bundled(), **_REGISTERED}


def layout(name: str) -> Layout:
    """The layout of a name.

    >>> layout("diplomap").places(["id"])
    {'id': 0}

    Raises ValueError for a name nobody knows, listing the known ones.
    """
    known = layouts()
    if name not in known:
        raise ValueError(f"no layout is called {name!r}; there are {', '.join(sorted(known))}")
    return known[name]


def found_by_header(header: Sequence[str]) -> Layout:
    """The layout whose columns the header tells best; ours where no other tells all that is required.

    >>> found_by_header(["operator", "country", "type", "QID", "city"]).name
    'database-of-embassies'
    """
    scored = [(one, one.places(header)) for one in layouts().values()]
    whole = [
        (len(places), one.name == "diplomap", one.name)
        for one, places in scored
        if places.keys() >= {*REQUIRED}
    ]
    return layout(max(whole)[2]) if whole else layout("diplomap")


def delimiter_of(line: str, chosen: Layout | None) -> str:
    """The delimiter of a table by its header line: the one by which most columns are known.

    >>> delimiter_of("id;sending;receiving;kind", None)
    ';'
    """
    import csv

    def score(delimiter: str) -> tuple[int, int, bool]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        known = len((chosen or found_by_header(cells)).places(cells))
        return known, len(cells), chosen is not None and chosen.delimiter == delimiter

    if len(line) > _LONGEST_HEADER:
        return max(",;\t", key=line.count)
    return max(",;\t", key=score)


_LONGEST_HEADER = 1 << 16
_LONGEST_NAME = 1 << 10
