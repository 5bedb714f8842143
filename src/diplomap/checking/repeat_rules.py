"""Rules on rows that share an id: other parties under one id, rows typed twice, spells that overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from diplomap.checking.registry import Check, table_rule
from diplomap.checking.screens import rows_where
from diplomap.checking.spell_table import NO_FILE, SpellTable, as_text
from diplomap.checking.wording import listed, named
from diplomap.model.columns import BLANKS
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.model.statuses import Status
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.origins import Origin
from diplomap.values.periods import End

_HEADER = "id,sending,receiving,kind,status,city,opened,closed\n"
_OF_THE_MISSION = ("accredited_to", "wikidata")
_TOLD = ("kind", *(name for name in BLANKS if name not in _OF_THE_MISSION))
_OVER, _LASTS, _NEVER_BEGINS = -1, OPEN_HI + 1, OPEN_HI + 2
_SHOWN = 3
_UNSURE = frozenset({Status.CLOSED, Status.UNKNOWN})


@table_rule(
    Rule(
        "DM301",
        "id-of-other-parties",
        Severity.ERROR,
        "tables",
        "An id stands with one pair of sending and receiving parties in one row, and with another pair "
        "in a later row.",
        "An id is one mission, and a mission is sent by the same parties to the same party all its life; "
        "two editions cannot be compared while an id may mean either.",
        "Give the later row an id of its own. A joint mission of several senders is one row, with the "
        "senders parted by | in `sending`; further parties to which a mission is accredited belong in "
        "`accredited_to`.",
        example=Example(
            _HEADER + "m1,PRT,GRC,embassy,,Athens,1980,\nm1,PRT,MAR,consulate,,Casablanca,1988,\n",
            _HEADER + "m1,PRT,GRC,embassy,,Athens,1980,\nm2,PRT,MAR,consulate,,Casablanca,1988,\n",
        ),
    )
)
def id_of_other_parties(table: SpellTable) -> Iterable[Finding]:
    """The first row of each further pair of parties under an id."""
    for first, *others in table.ids_torn:
        for row in others:
            mission_id = table.value(row, "id")
            yield id_of_other_parties.rule.at(
                table.origin(row, "id"),
                f"id {mission_id} is the mission {_parties(table, row)} here, but {_parties(table, first)} "
                f"{_where(table, first)}",
                related=(table.origin(first, "id"),),
            )


@table_rule(
    Rule(
        "DM302",
        "row-twice",
        Severity.WARNING,
        "tables",
        "A row says exactly what an earlier row of the same id says.",
        "The second row adds nothing, and a program that counts rows counts the post twice.",
        "Delete the later row, or put right the cell in which it was meant to differ.",
        example=Example(
            _HEADER + "m1,ESP,POL,embassy,,Warsaw,1977,\nm1,ESP,POL,embassy,,Warsaw,1977,\n",
            _HEADER + "m1,ESP,POL,embassy,,Warsaw,1977,\n",
        ),
    )
)
def row_twice(table: SpellTable) -> Iterable[Finding]:
    """Each row that repeats an earlier one."""
    for row, earlier in table.once(_copies).items():
        yield row_twice.rule.at(
            table.origin(row),
            f"this row repeats the row {_where(table, earlier)} word for word",
            related=(table.origin(earlier),),
        )


@table_rule(
    Rule(
        "DM303",
        "overlapping-spells",
        Severity.ERROR,
        "tables",
        "Two rows of one mission surely hold on the same day. Spells that touch, and those whose dates leave "
        "it open, are no finding; nor is a planned spell.",
        "A row is a spell: on any one day a mission has one kind, one seat, one status. Where two hold at "
        "once, nobody can say which of them is true.",
        "Put the date right at which the one spell ended and the other began: `closed` of the earlier and "
        "`opened` of the later. Where the rows are two posts, give one of them an id of its own.",
        example=Example(
            _HEADER + "m1,SWE,VNM,embassy,,Hanoi,1970,1990\nm1,SWE,VNM,embassy,,Hanoi,1985,\n",
            _HEADER + "m1,SWE,VNM,embassy,,Hanoi,1970,1985\nm1,SWE,VNM,embassy,,Hanoi,1985,\n",
        ),
    )
)
def overlapping_spells(table: SpellTable) -> Iterable[Finding]:
    """Each row that shares a day with a row of the same mission, told at the later row."""
    for row, other in _overlaps(table):
        yield _overlap(table, max(row, other), min(row, other))


CHECKS: tuple[Check, ...] = (id_of_other_parties, row_twice, overlapping_spells)


def _copies(table: SpellTable) -> dict[int, int]:
    """Each row that says what an earlier row of its mission says, and that row."""
    copies: dict[int, int] = {}
    starts = table.column("opened")
    columns = [table.column(name) for name in _TOLD]
    for rows in table.told_again:
        if len({starts.value(row) for row in rows}) == len(rows):
            continue
        first: dict[object, int] = {}
        for row in rows:
            cells = tuple([column.value(row) for column in columns])
            stood = tuple([_stood(table, row, name) for name in _OF_THE_MISSION])
            earlier = first.setdefault((cells, stood, table.spell(row).extra), row)
            if earlier != row:
                copies[row] = earlier
    return copies


def _stood(table: SpellTable, row: int, name: str) -> str:
    # What belongs to the whole mission is told apart by row only where the rows of a table are there.
    origin = table.origin(row, name)
    return "" if origin.file == NO_FILE else origin.raw or ""


def _overlaps(table: SpellTable) -> Iterator[tuple[int, int]]:
    if not table.told_again:
        return
    begins, ends, copies = _begins(table), _ends(table), table.once(_copies)
    for rows in table.told_again:
        if len(rows) == 2:
            one, two = rows
            if begins[one] < ends[two] and begins[two] < ends[one] and two not in copies:
                yield one, two
        elif any(_overlaps_of_many(rows, begins, ends)):
            yield from _overlaps_of_many([row for row in rows if row not in copies], begins, ends)


def _overlaps_of_many(
    rows: Sequence[int], begins: Sequence[int], ends: Sequence[int]
) -> Iterator[tuple[int, int]]:
    # Two spells surely overlap where each begins before the other ends (as Period.overlaps says).
    # Sorted by beginning, one look at the longest-lasting of those before is enough for each row.
    spans = sorted((begins[row], ends[row], row) for row in rows)
    starts = [begin for begin, _, _ in spans]
    longest = list(accumulate(((end, row) for _, end, row in spans), max))
    for place, (begin, end, row) in enumerate(spans):
        before = min(place, bisect_left(starts, end))
        if before and longest[before - 1][0] > begin:
            yield row, longest[before - 1][1]


def _begins(table: SpellTable) -> list[int]:
    """The last day on which each spell can have begun."""
    begins = table.numbers("opened", lambda start: OPEN_HI if start is None else start.hi)
    for row in rows_where(table, "status", lambda status: status is Status.PLANNED):
        begins[row] = _NEVER_BEGINS
    return begins


def _ends(table: SpellTable) -> list[int]:
    """The first day on which each spell can have ended."""

    def first_day(end: PartialDate | End) -> int:
        return end.lo if isinstance(end, PartialDate) else _LASTS if end is End.OPEN else _OVER

    ends = table.numbers("closed", first_day)
    for row in rows_where(table, "status", _UNSURE.__contains__):
        if ends[row] == _LASTS:
            ends[row] = _OVER
    return ends


def _overlap(table: SpellTable, row: int, other: int) -> Finding:
    if any(table.value(row, name) != table.value(other, name) for name in ("opened", "closed")):
        spans = _span(table, row), _span(table, other)
        message = f"this spell ({spans[0]}) overlaps the one {_where(table, other)} ({spans[1]})"
        place = "opened" if table.value(row, "opened") is not None else "closed"
        there = "closed" if isinstance(table.value(other, "closed"), PartialDate) else "opened"
    else:
        unlike = [*_unlike(table, row, other)]
        if len(unlike) > _SHOWN:
            unlike[_SHOWN:] = [f"{len(unlike) - _SHOWN} more columns"]
        message = (
            f"{table.value(row, 'id')} stands {_where(table, other)} too, for the same time "
            f"({_span(table, row)}); the two differ in {listed(unlike)}"
        )
        place = there = "id"
    return overlapping_spells.rule.at(
        _told_at(table, row, place), message, related=(_told_at(table, other, there),)
    )


def _told_at(table: SpellTable, row: int, name: str) -> Origin:
    origin = table.origin(row, name)
    return origin if origin.raw else table.origin(row, "id")


def _unlike(table: SpellTable, row: int, other: int) -> Iterator[str]:
    for name in _TOLD:
        mine, theirs = table.value(row, name), table.value(other, name)
        if mine != theirs:
            yield f"{name} ({as_text(mine) or 'blank'} / {as_text(theirs) or 'blank'})"
    for name in _OF_THE_MISSION:
        if _stood(table, row, name) != _stood(table, other, name):
            yield name
    extra, others = dict(table.spell(row).extra), dict(table.spell(other).extra)
    yield from (name for name in dict.fromkeys((*extra, *others)) if extra.get(name) != others.get(name))


def _span(table: SpellTable, row: int) -> str:
    start, end = table.value(row, "opened"), table.value(row, "closed")
    return f"{start or 'undated'} to {as_text(end) or 'now'}"


def _parties(table: SpellTable, row: int) -> str:
    senders: Any = table.value(row, "sending")
    return f"of {listed(map(named, senders))} to {named(table.value(row, 'receiving'))}"


def _where(table: SpellTable, row: int) -> str:
    return f"in line {table.origin(row).line}"
