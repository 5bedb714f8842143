"""Reading a table of transitions: a state, its new status, and a date of which parts may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from diplomap.history.status_ladders import Ladder, ladder
from diplomap.history.transition_headers import KnownTable, Sense, open_table
from diplomap.model.findings import Finding
from diplomap.model.rows import Row
from diplomap.tables.cell_rules import (
    DATE_RULES,
    IMPOSSIBLE_DATE,
    REQUIRED_BLANK,
    UNKNOWN_STATUS,
    UNREADABLE_DATE,
)
from diplomap.tables.sources import SourceLike
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.origins import Origin
from diplomap.values.reading_dates import column_order, read_date

_NOTHING = frozenset({"", "na", "n/a", "nan", ".", "-", "?", "unknown"})
# A column of whole numbers with blanks among them comes out of many programs with a point and a nought.
_POINT_NOUGHT = re.compile(r"([0-9]+)\.0+")


@attrs.frozen(slots=True)
class Transition:
    """From a date on, the status of a sender's mission in a state was this.

    `name` is the state as the table names it, `state` its code in a list of states where the table gives
    it; `status` is a word of the table's ladder. `row` is where it came from and takes no part in equality.
    """

    name: str
    status: str
    date: PartialDate
    state: str = ""
    note: str = ""
    row: Row | None = attrs.field(default=None, eq=False, repr=False)

    def origin(self, column: str | None = None) -> Origin:
        """Where it, or its cell of one of our columns, came from."""
        return Origin("<transitions>", 0) if self.row is None else self.row.origin(column)

    def __str__(self) -> str:
        return f"{self.name or self.state}: {self.status} from {self.date}"


@attrs.frozen(slots=True)
class TransitionTable:
    """The transitions of a table in its order, and what was wrong with the rows that are none.

    `rows` counts the rows read: one transition or at least one finding each. `sender` is whose missions
    they are, blank where the table does not say; `senses` are names used in a sense of their own.
    """

    transitions: tuple[Transition, ...]
    ladder: Ladder
    sender: str = ""
    senses: tuple[Sense, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: int = 0
    file: str = "<transitions>"

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions)

    def __len__(self) -> int:
        return len(self.transitions)


def read_transitions(
    source: SourceLike, *, ladder_name: str | None = None, sender: str | None = None
) -> TransitionTable:
    """The transitions of a table with a known header: the date in one column, or in three of which parts
    may be blank. The word ``None`` is a status like the others.

    >>> import io
    >>> rows = "Spain,Legation,1783,2,\\nSpain,None,1898,4,31\\n"
    >>> read = read_transitions(io.StringIO("state_dept_name,status_change,year,month,day\\n" + rows))
    >>> str(read.transitions[0]), read.findings[0].code
    ('Spain: Legation from 1783-02', 'DM112')

    Raises UnreadableError where the source is no such table, ValueError for an unknown ladder.
    """
    table = open_table(source, "transitions")
    steps = ladder(ladder_name or table.header.ladder)
    findings: list[Finding] = [*table.findings]
    order = None
    if "date" in table.head.places:
        order = column_order(table.texts(row, "date")[0] for row in table.rows)
    read = [_transition(table, row, steps, order, findings) for row in table.rows]
    return TransitionTable(
        tuple(one for one in read if one is not None),
        steps,
        table.header.sender if sender is None else sender,
        table.header.senses,
        tuple(findings),
        table.read,
        table.head.file,
    )


def _transition(
    table: KnownTable, row: Row, steps: Ladder, order: object, findings: list[Finding]
) -> Transition | None:
    name, state, status, note = table.texts(row, "name", "state", "status", "note")
    before = len(findings)
    if not name and not state:
        findings.append(REQUIRED_BLANK.at(row.origin("name"), "the row names no state"))
    step = steps.read(status)
    if step is None:
        findings.append(_no_status(row, status, steps))
    date = _date(table, row, order, findings)
    if step is None or date is None or len(findings) > before:
        return None
    return Transition(name, step.word, date, state, note, row)


def _no_status(row: Row, status: str, steps: Ladder) -> Finding:
    if not status:
        return REQUIRED_BLANK.at(row.origin("status"), "the cell of the status is blank")
    from difflib import get_close_matches

    near = get_close_matches(status, steps.words, n=2, cutoff=0.75)
    hint = f"; did you mean {' or '.join(near)}?" if near else f"; it has {', '.join(steps.words)}"
    return UNKNOWN_STATUS.at(
        row.origin("status"), f"{status!r} is no status of the ladder {steps.name}{hint}"
    )


def _date(table: KnownTable, row: Row, order: object, findings: list[Finding]) -> PartialDate | None:
    whole, *parts = table.texts(row, "date", "year", "month", "day")
    if whole:
        return _typed(row, whole, order, findings)
    told = [_number(part) for part in parts]
    return _of_parts(row, told, findings)


def _typed(row: Row, text: str, order: object, findings: list[Finding]) -> PartialDate | None:
    from diplomap.values.date_problems import DayOrder

    found = read_date(text, order if isinstance(order, DayOrder) else None)
    if found.problem is not None:
        rule = DATE_RULES[found.problem.fault]
        findings.append(rule.at(row.origin("date"), str(found.problem)))
    elif found.value is None:
        findings.append(UNREADABLE_DATE.at(row.origin("date"), f"{text!r} says that no date is known"))
    return found.value


def _number(text: str) -> str:
    if text.casefold() in _NOTHING:
        return ""
    match = _POINT_NOUGHT.fullmatch(text)
    return match[1] if match else text


def _of_parts(row: Row, told: Sequence[str], findings: list[Finding]) -> PartialDate | None:
    year, month, day = told
    column = "day" if day else "month" if month else "year"
    if not year:
        findings.append(
            UNREADABLE_DATE.at(
                row.origin("year" if "year" in row.head.places else "date"),
                "no year is told" if "year" in row.head.places else "no date is told",
            )
        )
        return None
    if day and not month:
        findings.append(UNREADABLE_DATE.at(row.origin("day"), f"day {day} is told without its month"))
        return None
    if not all(part.isascii() and part.isdigit() for part in (year, month, day) if part):
        wrong = next(part for part in (year, month, day) if part and not (part.isascii() and part.isdigit()))
        place = ("year", "month", "day")[[year, month, day].index(wrong)]
        findings.append(UNREADABLE_DATE.at(row.origin(place), f"{wrong!r} is no number of a {place}"))
        return None
    try:
        return PartialDate.parse("-".join([year, *(part.zfill(2) for part in (month, day) if part)]))
    except DateSyntaxError as error:
        findings.append(IMPOSSIBLE_DATE.at(row.origin(column), f"{error.why}; {error.hint}"))
        return None
