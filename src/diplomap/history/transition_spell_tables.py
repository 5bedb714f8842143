"""Reading a table of spells that somebody has published: one row a state, a stretch of days and a status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from diplomap.history.status_ladders import Ladder, ladder
from diplomap.history.transition_findings import BACKWARDS
from diplomap.history.transition_headers import KnownTable, open_table
from diplomap.history.transition_spells import StatusSpell
from diplomap.model.findings import Finding
from diplomap.model.rows import Row
from diplomap.tables.cell_rules import DATE_RULES, REQUIRED_BLANK, UNKNOWN_STATUS
from diplomap.tables.sources import SourceLike
from diplomap.values.dates import PartialDate
from diplomap.values.periods import OPEN, End, Period
from diplomap.values.reading_dates import read_date


@attrs.frozen(slots=True)
class SpellTable:
    """The spells of a table in its order, and what was wrong with the rows that are none.

    `last_day` is the latest last day of the table where that says "still so", else None.
    """

    spells: tuple[StatusSpell, ...]
    ladder: Ladder
    findings: tuple[Finding, ...] = ()
    last_day: date | None = None
    rows: int = 0

    def __iter__(self) -> Iterator[StatusSpell]:
        return iter(self.spells)

    def __len__(self) -> int:
        return len(self.spells)


def read_spells(source: SourceLike) -> SpellTable:
    """The spells of a table with a known header.

    A column ``last_day`` (or ``date_end``) holds the last day of a spell, ``until`` the first day on which
    it is no longer so; where both are there, ``until`` counts. A blank end is an open one.

    >>> import io
    >>> rows = "CUB,1977-09-01,2015-07-19,Interests\\nCUB,2015-07-20,,Embassy\\n"
    >>> read = read_spells(io.StringIO("state,start,last_day,status\\n" + rows))
    >>> [str(spell.period) for spell in read]
    ['1977-09-01/2015-07-20', '2015-07-20/..']

    Raises UnreadableError where the source is no such table.
    """
    table = open_table(source, "spells")
    steps = ladder(table.header.ladder)
    findings: list[Finding] = [*table.findings]
    latest = _latest(table)
    read = [_spell(table, row, steps, latest, findings) for row in table.rows]
    spells = tuple(spell for spell in read if spell is not None)
    return SpellTable(spells, steps, tuple(findings), latest, table.read)


def _latest(table: KnownTable) -> date | None:
    if not table.header.last_end_is_still:
        return None
    texts = {table.texts(row, "last_day")[0] for row in table.rows}
    dates = [found.value for found in map(read_date, texts) if found.value is not None]
    return max((day.latest for day in dates if day.latest is not None), default=None)


def _spell(
    table: KnownTable, row: Row, steps: Ladder, latest: date | None, findings: list[Finding]
) -> StatusSpell | None:
    state, status, name, number, country = table.texts(row, "state", "status", "name", "number", "country")
    before = len(findings)
    if not state:
        findings.append(REQUIRED_BLANK.at(row.origin("state"), "the row names no state"))
    step = steps.read(status)
    if step is None:
        told = f"{status!r} is no status of the ladder {steps.name}; it has {', '.join(steps.words)}"
        findings.append(UNKNOWN_STATUS.at(row.origin("status"), told))
    start = _date(table, row, "start", findings)
    end = _end(table, row, latest, findings)
    if len(findings) > before or step is None or end is None:
        return None
    if start is not None and isinstance(end, PartialDate) and end.hi <= start.lo:
        last = date.fromordinal(end.hi) - timedelta(1)
        told = f"{state}: the spell ends on {last}, before it begins ({start})"
        findings.append(BACKWARDS.at(row.origin("start"), told))
        return None
    return StatusSpell(state, step.word, Period(start, end), name, number, country, None, row)


def _end(
    table: KnownTable, row: Row, latest: date | None, findings: list[Finding]
) -> PartialDate | End | None:
    if "until" in table.head.places:
        until = _date(table, row, "until", findings)
        return OPEN if until is None else until
    last = _date(table, row, "last_day", findings)
    if last is None or last.latest is None or last.latest in (latest, date.max):
        return OPEN
    return PartialDate.of(last.latest + timedelta(1))


def _date(table: KnownTable, row: Row, column: str, findings: list[Finding]) -> PartialDate | None:
    text = table.texts(row, column)[0]
    if not text:
        return None
    found = read_date(text)
    if found.problem is not None:
        findings.append(DATE_RULES[found.problem.fault].at(row.origin(column), str(found.problem)))
    return found.value
