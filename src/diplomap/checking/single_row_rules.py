"""Rules on one row whose cells contradict each other, or name a thing in a form that nothing else has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import compress
from operator import eq

from diplomap.checking.registry import Check, fact_rule
from diplomap.checking.screens import rows_where
from diplomap.checking.spell_table import SpellTable
from diplomap.model.findings import Severity
from diplomap.model.rules import Example, Rule
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate, Precision
from diplomap.values.periods import End

_HEADER = "id,sending,receiving,kind,status,city,opened,closed,wikidata\n"
_FAR = date(1900, 1, 1).toordinal()
_ITEM = re.compile(r"Q[1-9][0-9]*")
# States and territories of which a city, mostly the capital, bears the name in English.
_CITY_NAMES = frozenset(
    {"AND", "BLZ", "DJI", "GIB", "GTM", "HKG", "KWT", "LUX", "MAC", "MCO", "MEX", "PAN", "SGP", "SMR"}
    | {"VAT", "GEO", "LBN", "JOR", "PER"}
)


@cache
def _country_names() -> dict[str, str]:
    from diplomap.parties.party import State, UnStatus
    from diplomap.parties.registry import get, ids

    found: dict[str, str] = {}
    for one in ids():
        party = get(one)
        if isinstance(party, State) and party.un is not UnStatus.NONE and one not in _CITY_NAMES:
            for name in (party.name, party.official):
                if name:
                    found[name.casefold()] = one
    return found


def _of_one_day(table: SpellTable) -> Sequence[int]:
    """The rows whose two dates are told to the day and are one day."""

    def day(other: int) -> Callable[[object], int]:
        def number(value: object) -> int:
            told = isinstance(value, PartialDate) and value.precision is Precision.DAY
            return value.lo if told and isinstance(value, PartialDate) else other

        return number

    ones, others = table.numbers("opened", day(-1)), table.numbers("closed", day(-2))
    return list(compress(range(len(table)), map(eq, ones, others)))


def _rule(
    code: str, name: str, severity: Severity, what: str, why: str, mend: str, source: str, bad: str, good: str
) -> Rule:
    example = Example(_HEADER + bad, _HEADER + good)
    return Rule(code, name, severity, "rows", what, why, mend, source, example)


@fact_rule(
    _rule(
        "DM231",
        "closed-without-an-end",
        Severity.NOTE,
        "The status is `closed` and `closed`, the date of it, is blank.",
        "A blank end says that it is still so; a reader of the dates alone takes the post for open.",
        "Write the date, as much of it as is known (`2019`, `..2023`), or `unknown` into `closed`.",
        "ISO 8601-2:2019 (EDTF)",
        "m1,PRK,AGO,embassy,closed,Luanda,1977,,\n",
        "m1,PRK,AGO,embassy,closed,Luanda,1977,unknown,\n",
    ),
    columns=("status", "closed", "opened"),
    screen=lambda table: rows_where(
        table, "closed", lambda closed: closed is End.OPEN, rows_where(table, "status", Status.CLOSED.__eq__)
    ),
)
def closed_without_an_end(
    status: Status, closed: PartialDate | End, opened: PartialDate | None
) -> str | None:
    """A post told as closed whose dates say that it is open."""
    # Without an opening date either, the row is one of a list that tells no dates at all.
    if status is not Status.CLOSED or closed is not End.OPEN or opened is None:
        return None
    return f"the post is closed, opened {opened}, and nothing says when it closed"


@fact_rule(
    _rule(
        "DM232",
        "closed-on-the-day-it-opened",
        Severity.WARNING,
        "`opened` and `closed` are the same day.",
        "A spell ends on the first day on which it is over, so this one lasted no day; one date was probably "
        "typed twice.",
        "Correct the date that is wrong; write `unknown` into `closed` where the end is not known.",
        "",
        "m1,PRK,AGO,embassy,,Luanda,1977-03-02,1977-03-02,\n",
        "m1,PRK,AGO,embassy,,Luanda,1977-03-02,2023-11-01,\n",
    ),
    columns=("closed", "opened"),
    related=("opened",),
    screen=lambda table: _of_one_day(table),
)
def closed_on_the_day_it_opened(closed: PartialDate | End, opened: PartialDate | None) -> str | None:
    """A spell of no day."""
    if not isinstance(closed, PartialDate) or opened is None or opened.precision is not Precision.DAY:
        return None
    return (
        f"it opened and closed on {opened}"
        if closed.precision is Precision.DAY and closed.lo == opened.lo
        else None
    )


@fact_rule(
    _rule(
        "DM233",
        "no-wikidata-item",
        Severity.WARNING,
        "A cell of `wikidata` holds something else than the number of an item, such as Q42.",
        "Records are paired between editions by these numbers.",
        "Write the item's number with its Q, without the address of the page, or nothing.",
        "Wikidata: identifiers of items",
        "m1,PRK,AGO,embassy,,Luanda,1977,,Luanda\n",
        "m1,PRK,AGO,embassy,,Luanda,1977,,Q42\n",
    ),
    columns=("wikidata",),
    screen=lambda table: rows_where(table, "wikidata", lambda told: bool(told) and not _ITEM.fullmatch(told)),
)
def no_wikidata_item(wikidata: str) -> str | None:
    """What is no item's number."""
    if not wikidata or _ITEM.fullmatch(wikidata):
        return None
    return f"{wikidata!r} is not the number of a Wikidata item, which is a Q and digits"


@fact_rule(
    _rule(
        "DM234",
        "city-names-a-country",
        Severity.WARNING,
        "A cell of `city` names a member of the United Nations. Names that a city bears as well, such as "
        "Luxembourg, Singapore or Georgia, are left aside.",
        "The cells of the row were perhaps shifted, or the country was typed where its city should stand.",
        "Write the city, or leave the cell blank; look at the cells beside it.",
        "",
        "m1,PRK,AGO,embassy,,Angola,1977,,\n",
        "m1,PRK,AGO,embassy,,Luanda,1977,,\n",
    ),
    columns=("city",),
    screen=lambda table: rows_where(table, "city", lambda city: city.casefold() in _country_names()),
)
def city_names_a_country(city: str) -> str | None:
    """A state's name where a city's should stand."""
    party = _country_names().get(city.casefold())
    return None if party is None else f"{city} is a state ({party}), not a city"


@fact_rule(
    _rule(
        "DM235",
        "end-of-time",
        Severity.WARNING,
        "`closed` is a day more than a hundred years after the day for which the table speaks, or after 2200 "
        "where it names none, such as 9999-12-31.",
        "Databases write such a day for “still so”; read as a date, it says that the closing is known.",
        "Leave `closed` blank where the post is still there.",
        "ISO 8601-2:2019 (EDTF), open ends",
        "m1,PRK,AGO,embassy,,Luanda,1977,9999-12-31,\n",
        "m1,PRK,AGO,embassy,,Luanda,1977,,\n",
    ),
    columns=("closed", "as_of"),
    screen=lambda table: rows_where(
        table, "closed", lambda day: isinstance(day, PartialDate) and day.lo > _FAR
    ),
)
def end_of_time(closed: PartialDate | End, as_of: date | None) -> str | None:
    """An end that stands for no end."""
    if not isinstance(closed, PartialDate):
        return None
    limit = date(2200, 1, 1).toordinal() if as_of is None else as_of.toordinal() + 36_525
    return (
        f"nobody knows yet what closes in {closed}; a blank cell says that it is still so"
        if closed.lo > limit
        else None
    )


CHECKS: tuple[Check, ...] = (
    *(closed_without_an_end, closed_on_the_day_it_opened),
    *(no_wikidata_item, city_names_a_country, end_of_time),
)
