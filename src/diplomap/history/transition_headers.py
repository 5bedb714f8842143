"""Tables of transitions, states and spells that are known by their headers; a header is data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from diplomap.model.findings import Finding, Severity
from diplomap.model.rows import Row, TableHead
from diplomap.tables.decoding import decoded
from diplomap.tables.delimiters import DELIMITERS
from diplomap.tables.folding import folded
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.records import split, told_delimiter
from diplomap.tables.row_shapes import shape_problems
from diplomap.tables.sources import SourceLike, open_source
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "transitions"
# Of each group one column must be there; what a header lacks says what kind of table it is not.
_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "transitions": (("name", "state"), ("status",), ("date", "year")),
    "states": (("code",), ("start", "start_year"), ("end", "end_year")),
    "spells": (("state",), ("status",), ("start",), ("last_day", "until")),
}


@attrs.frozen(slots=True)
class Sense:
    """A name that a table uses in a sense of its own: which party it means, while, why, and who says so."""

    name: str
    party: str
    why: str = ""
    source: str = ""
    since: str = ""
    until: str = ""

    def holds(self, day: int) -> bool:
        """Whether the sense holds on a day (an ordinal); `until` is the first day on which it does not."""
        first = PartialDate.parse(self.since).lo if self.since else OPEN_LO
        end = PartialDate.parse(self.until).lo if self.until else OPEN_HI
        return first <= day < end


@attrs.frozen(slots=True)
class KnownHeader:
    """What is known of a kind of table: its columns, and what its maker takes for granted.

    `system` names the codes of a list of states; with `last_end_is_still`, the latest end of the whole
    table says "still so". `sender` is whose missions they are, `ladder` the statuses it uses.
    """

    name: str
    purpose: str
    columns: Mapping[str, Sequence[str]]
    title: str = ""
    source: str = ""
    system: str = ""
    last_end_is_still: bool = False
    ladder: str = "general"
    sender: str = ""
    senses: tuple[Sense, ...] = ()

    def places(self, names: Sequence[str]) -> dict[str, int]:
        """Where each of our columns stands among the names of a header."""
        where: dict[str, int] = {}
        for place, name in enumerate(names):
            where.setdefault(folded(name), place)
        found = {}
        for ours, theirs in self.columns.items():
            known = [where[folded(name)] for name in theirs if folded(name) in where]
            if known:
                found[ours] = known[0]
        return found


@cache
def known_headers(purpose: str) -> tuple[KnownHeader, ...]:
    """The headers known of one kind of table: ``transitions``, ``states`` or ``spells``.

    >>> [one.name for one in known_headers("states")]
    ['cow-states', 'diplomap-states', 'gw-states']
    """
    import json

    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.json"))]
    return tuple(_header(one) for one in told if one["purpose"] == purpose)


def _header(told: Mapping[str, Any]) -> KnownHeader:
    senses = tuple(Sense(**one) for one in told.get("senses", ()))
    return KnownHeader(**{**told, "senses": senses})


@attrs.frozen(slots=True, eq=False)
class KnownTable:
    """A table whose header is known: its head, its records, and what is wrong with the shape of records.

    A record whose shape leaves a doubt about its cells (surplus cells, a quote never closed) is not among the
    `rows`; it is counted in `read`, and its finding says why.
    """

    header: KnownHeader
    head: TableHead
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    read: int = 0

    def texts(self, row: Row, *columns: str) -> tuple[str, ...]:
        """The cells of some of our columns, without the spaces around them; blank where there is none."""
        places = (self.head.places.get(column) for column in columns)
        return tuple("" if place is None else row.cells[place].strip() for place in places)


def open_table(source: SourceLike, purpose: str) -> KnownTable:
    """The table of a source, with the header that tells most of it.

    >>> import io
    >>> table = open_table(io.StringIO("stateid\\tstart\\tend\\nUSA\\t1816-01-01\\t2020-12-31\\n"), "states")
    >>> table.header.name, table.texts(table.rows[0], "code", "end")
    ('gw-states', ('USA', '2020-12-31'))

    Raises UnreadableError where there is no table, or one with a header that nobody here knows.
    """
    files = open_source(source).tables
    file = next(iter(files.values()))
    table, delimiter = told_delimiter(decoded(file.name, file.data))
    if delimiter is None:
        delimiter = max(DELIMITERS, key=lambda sign: _fit(purpose, table.first_line(), sign))
    records = split(table, delimiter)
    header = _found(purpose, records.names)
    if header is None:
        raise UnreadableError(f"{file.name}: is no table of {purpose}; {_wanted(purpose)}")
    head = TableHead(file.name, records.names, header.places(records.names), header.name, delimiter)
    cells = zip(*records.columns, strict=True)
    rows = [Row(head, line, list(row)) for line, row in zip(records.lines, cells, strict=True)]
    first = records.columns[min(head.places.values())]
    wrong = [*shape_problems(records, first, delimiter, len(_NEEDED[purpose]))]
    found = [problem.rule.at(rows[place].origin(), problem.message) for place, problem in wrong]
    broken = {place for place, problem in wrong if problem.rule.severity is Severity.ERROR}
    whole = tuple(row for place, row in enumerate(rows) if place not in broken)
    return KnownTable(header, head, whole, tuple(found), len(rows))


def _fit(purpose: str, line: str, delimiter: str) -> tuple[int, int]:
    names = next(csv.reader([line], delimiter=delimiter), [])
    return max((len(one.places(names)) for one in known_headers(purpose)), default=0), len(names)


def _found(purpose: str, names: Sequence[str]) -> KnownHeader | None:
    whole = [(len(one.places(names)), one) for one in known_headers(purpose) if _is_whole(one, names)]
    return max(whole, key=lambda pair: pair[0])[1] if whole else None


def _is_whole(header: KnownHeader, names: Sequence[str]) -> bool:
    places = header.places(names)
    return all(any(column in places for column in group) for group in _NEEDED[header.purpose])


def _wanted(purpose: str) -> str:
    known = ", ".join(one.name for one in known_headers(purpose))
    return f"it needs columns for {' and '.join(_told(_NEEDED[purpose]))} (headers known: {known})"


def _told(groups: Iterable[Sequence[str]]) -> Iterator[str]:
    return (" or ".join(group) for group in groups)
