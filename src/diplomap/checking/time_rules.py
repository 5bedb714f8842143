"""Rules on dates as a column tells them: false precision, days that stand for "still so", days to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from diplomap.checking.registry import Check, dataset_rule, fact_rule, table_rule
from diplomap.checking.screens import rows_where
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.wording import day_in_words
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.model.statuses import Status
from diplomap.values.dates import OPEN_HI, PartialDate, Precision
from diplomap.values.periods import End

_HEADER = "id,sending,receiving,kind,status,city,opened,closed\n"
_PACKAGE = ("datapackage.json", '{"as_of": "2024-01-30"}')
_RELATIONS = "party,with,kind,status,since,until\n"
_FEW, _SHARE, _YEAR = 6, 0.1, 366


def _rows(*days: str, end: str = "") -> str:
    cities = ("ESP", "ITA", "POL", "BGR", "ROU", "CZE", "HUN", "AUT", "SWE", "DNK")
    return _HEADER + "".join(
        f"m{number},PRK,{party},embassy,,,{day},{end}\n"
        for number, (party, day) in enumerate(zip(cities, days, strict=False), 1)
    )


_NEW_YEARS = [f"{year}-01-01" for year in (2001, 2000, 1948, 1948, 1948, 1993, 1948)]
JANUARY_FIRSTS = Rule(
    "DM921",
    "run-of-january-firsts",
    Severity.NOTE,
    "time",
    "Of the days in a column, six or more and one in ten or more are a first of January. Told once a column, "
    "at the first such cell.",
    "Programs that know only the year write its first day. Days that nobody knows then take part in counts "
    "by day, and pass for closings and openings on New Year's Day.",
    "Write the year alone where only the year is known: 1948, not 1948-01-01.",
    "ISO 8601-2:2019 (EDTF), reduced precision",
    Example(_rows(*_NEW_YEARS), _rows(*(day[:4] for day in _NEW_YEARS))),
)
SHARED_END = Rule(
    "DM922",
    "one-end-for-most",
    Severity.WARNING,
    "time",
    "Six or more rows of unlike missions, and at least half of all that have an end, share one day of "
    "closing that is a 31 December, the last in the column. Told once a column, at the first such cell.",
    "A table brought up to a day writes that day for “still so” (2016-12-31 in lists of states); read as a "
    "date, it closes every post.",
    "Leave `closed` blank where the post is still there, and tell the day in `as_of`.",
    "Correlates of War, State System Membership (v2016): end dates of 2016-12-31",
    Example(
        _rows("1971", "1972", "1973", "1974", "1975", "1976", end="2016-12-31"),
        _rows("1971", "1972", "1973", "1974", "1975", "1976"),
    ),
)
DAY_TO_COME = Rule(
    "DM923",
    "opens-after-the-day-of-the-table",
    Severity.WARNING,
    "time",
    "A post that is not told as planned opens after the day for which the table speaks.",
    "What nobody can know yet is a slip of the pen, or a plan.",
    "Correct `opened`, write `planned` into `status`, or bring `as_of` up to date.",
    "",
    Example(
        (("missions.csv", _HEADER + "m1,PRK,ESP,embassy,,Madrid,2031-10-07,\n"), _PACKAGE),
        (("missions.csv", _HEADER + "m1,PRK,ESP,embassy,,Madrid,2013-10-07,\n"), _PACKAGE),
    ),
)
CLOSES_TO_COME = Rule(
    "DM924",
    "closes-after-the-day-of-the-table",
    Severity.NOTE,
    "time",
    "A post closes more than a year after the day for which the table speaks, and its status tells no "
    "closing (`closing`) or plan.",
    "A closing that far ahead is mostly a slip of the pen; one that is announced has a status of its own.",
    "Correct `closed`, write `closing` into `status`, or bring `as_of` up to date.",
    "",
    Example(
        (("missions.csv", _HEADER + "m1,PRK,ESP,embassy,,Madrid,2013,2032-11\n"), _PACKAGE),
        (("missions.csv", _HEADER + "m1,PRK,ESP,embassy,,Madrid,2013,2023-11\n"), _PACKAGE),
    ),
)
RECORD_TO_COME = Rule(
    "DM925",
    "begins-after-the-day-of-the-table",
    Severity.WARNING,
    "time",
    "A relation, recognition, accreditation or step of sanctions begins after the day for which the dataset "
    "speaks.",
    "What nobody can know yet is a slip of the pen, or the dataset speaks for a later day than it says.",
    "Correct `since`, or bring `as_of` up to date.",
    "",
    Example(
        (("relations.csv", _RELATIONS + "PRK,ESP,diplomatic,established,2101-02-07,\n"), _PACKAGE),
        (("relations.csv", _RELATIONS + "PRK,ESP,diplomatic,established,2001-02-07,\n"), _PACKAGE),
    ),
)


def _day(value: Any) -> date | None:
    """The day of a date that is told to the day."""
    told = isinstance(value, PartialDate) and value.precision is Precision.DAY
    return value.earliest if told else None


@table_rule(JANUARY_FIRSTS)
def run_of_january_firsts(table: SpellTable) -> Iterable[Finding]:
    """The first cell of each column of dates with many first days of January."""
    for name in ("opened", "closed"):
        days = table.by_text(name, _day)
        if not any(days.values()):
            continue
        counted = Counter(table.column(name).texts)
        every = sum(counted[text] for text, day in days.items() if day)
        new_year = {text for text, day in days.items() if day and (day.month, day.day) == (1, 1)}
        many = sum(counted[text] for text in new_year)
        if many >= _FEW and many >= every * _SHARE:
            row = next(row for row, text in enumerate(table.column(name).texts) if text in new_year)
            yield JANUARY_FIRSTS.at(
                table.origin(row, name),
                f"{many} of the {every} days in this column are a first of January: "
                "of most of them probably the year alone is known",
            )


@table_rule(SHARED_END)
def one_end_for_most(table: SpellTable) -> Iterable[Finding]:
    """The first cell with a day of closing that stands for "still so"."""
    days = table.by_text("closed", _day)
    ends = [day for day in days.values() if day]
    if not ends or (max(ends).month, max(ends).day) != (12, 31):
        return
    last, texts = max(ends), table.column("closed").texts
    rows = [row for row, text in enumerate(texts) if days[text] == last]
    ended = sum(isinstance(value, PartialDate) for value in table.column("closed").values())
    missions = {table.value(row, "id") for row in rows}
    if len(missions) >= _FEW and 2 * len(rows) >= ended:
        yield SHARED_END.at(
            table.origin(rows[0], "closed"),
            f"{len(rows)} of the {ended} ends in this column are {last}, its last day: "
            "it probably stands for “still so”",
        )


def _begins_later(table: SpellTable, name: str, margin: int) -> Any:
    as_of = table.dataset.as_of
    limit = OPEN_HI if as_of is None else as_of.toordinal() + margin
    return rows_where(table, name, lambda day: isinstance(day, PartialDate) and day.lo > limit)


@fact_rule(
    DAY_TO_COME,
    columns=("opened", "status", "as_of"),
    screen=lambda table: _begins_later(table, "opened", 0),
)
def opens_after_the_day_of_the_table(
    opened: PartialDate | None, status: Status, as_of: date | None
) -> str | None:
    """An opening that lies in the future of the edition."""
    if opened is None or as_of is None or opened.lo <= as_of.toordinal() or status in _PLANS:
        return None
    return f"it opens {opened}, after the day for which the table speaks ({day_in_words(as_of)})"


@fact_rule(
    CLOSES_TO_COME,
    columns=("closed", "status", "as_of"),
    screen=lambda table: _begins_later(table, "closed", _YEAR),
)
def closes_after_the_day_of_the_table(
    closed: PartialDate | End, status: Status, as_of: date | None
) -> str | None:
    """A closing that lies far in the future of the edition, and is not announced."""
    if not isinstance(closed, PartialDate) or as_of is None or status in _PLANS:
        return None
    # Beyond a hundred years it is no closing at all but a day that stands for none (DM235).
    if not as_of.toordinal() + _YEAR < closed.lo <= as_of.toordinal() + 36_525:
        return None
    return f"it closes {closed}, long after the day for which the table speaks ({day_in_words(as_of)})"


_PLANS = frozenset({Status.PLANNED, Status.CLOSING})


@dataset_rule(RECORD_TO_COME, tables=("relations", "recognitions", "sanctions"))
def begins_after_the_day_of_the_table(dataset: Dataset) -> Iterator[Finding]:
    """Each record that begins in the future of the dataset."""
    if dataset.as_of is None:
        return
    today = dataset.as_of.toordinal()
    for records in (dataset.relations, dataset.recognitions, dataset.sanctions):
        starts = [one.period.start for one in records]
        for place, start in enumerate(starts):
            if start is not None and start.lo > today:
                yield RECORD_TO_COME.at(
                    records.origin(place, "since"),
                    f"it begins {start}, after the day for which the dataset speaks "
                    f"({day_in_words(dataset.as_of)})",
                )


CHECKS: tuple[Check, ...] = (
    *(run_of_january_firsts, one_end_for_most, opens_after_the_day_of_the_table),
    *(closes_after_the_day_of_the_table, begins_after_the_day_of_the_table),
)
