"""Reading the distinct texts of one column to values, or to what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any

import attrs

from diplomap.model.kinds import Kind
from diplomap.model.rules import Rule
from diplomap.model.statuses import HeadRank, Status
from diplomap.tables.cell_rules import (
    DATE_RULES,
    REQUIRED_BLANK,
    SPACES_AROUND,
    TYPED_DATE,
    UNKNOWN_HEAD,
    UNKNOWN_KIND,
    UNKNOWN_PARTY,
    UNKNOWN_STATUS,
)
from diplomap.tables.layouts import REQUIRED, Layout
from diplomap.tables.party_cells import MANY, read_parties
from diplomap.tables.problems import Problem
from diplomap.tables.words import near_words, plain, read_word
from diplomap.values.date_words import says_still
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.periods import End
from diplomap.values.reading_dates import DayOrder, column_order, read_date

PARTIES = {"sending": True, "receiving": False, "host": False, "accredited_to": True}
DATES = ("opened", "closed")
PLAIN = ("id", "city", "wikidata")
_WORDS: dict[str, tuple[type[StrEnum], Rule]] = {
    "kind": (Kind, UNKNOWN_KIND),
    "status": (Status, UNKNOWN_STATUS),
    "head": (HeadRank, UNKNOWN_HEAD),
}
_BLANK: dict[str, Any] = {"status": Status.OPERATING, "head": None}
_AT_MIDNIGHT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T00:00:00Z")


@attrs.define(slots=True)
class ColumnReading:
    """What each distinct text of a column means.

    A text with a value is in `meanings`; one that has an error is in `problems` and nowhere else;
    `remarks` are what should be said of a text although it was read.
    """

    meanings: dict[str, Any] = attrs.field(factory=dict)
    problems: dict[str, Problem] = attrs.field(factory=dict)
    remarks: dict[str, Problem] = attrs.field(factory=dict)


def read_cells(name: str, texts: Iterable[str], layout: Layout) -> ColumnReading:
    """The meanings of the distinct texts of one of our columns, dates apart (see `read_date_cells`).

    >>> from diplomap.tables.layouts import layout
    >>> found = read_cells("kind", ["embassy", "Consulate General", "embasy"], layout("diplomap"))
    >>> found.meanings["Consulate General"], found.problems["embasy"].message
    (<Kind.CONSULATE_GENERAL: 'consulate_general'>, "'embasy' is no kind of mission known here; \
did you mean embassy?")
    """
    reading = ColumnReading()
    read = _reader(name, layout)
    for text in texts:
        bare = text.strip()
        if bare != text and bare:
            reading.remarks[text] = Problem(SPACES_AROUND, "spaces around the text", bare, safe=True)
        if not bare and name in REQUIRED:
            reading.problems[text] = Problem(REQUIRED_BLANK, f"the cell of {name} is blank")
            continue
        found = read(bare)
        if found == () and name in REQUIRED:
            found = Problem(REQUIRED_BLANK, f"the cell of {name} names no party")
        if isinstance(found, Problem):
            reading.problems[text] = found
        else:
            reading.meanings[text] = found
    return reading


def _reader(name: str, layout: Layout) -> Callable[[str], Any]:
    if name in PARTIES:
        senses = layout.parties
        return (
            (lambda bare: read_parties(bare, senses)) if PARTIES[name] else partial(_one_party, name, senses)
        )
    if name in _WORDS:
        words, rule = _WORDS[name]
        own = {plain(word): Kind(kind) for word, kind in layout.kinds.items()} if name == "kind" else {}
        if own:
            return lambda bare: own.get(plain(bare)) or _word(words, rule, bare, name)
        return lambda bare: _BLANK.get(name) if not bare else _word(words, rule, bare, name)
    if name == "sources":
        return lambda bare: tuple(part.strip() for part in bare.split(MANY) if part.strip())
    return lambda bare: bare


def _one_party(name: str, senses: Mapping[str, str], bare: str) -> Any:
    found = read_parties(bare, senses)
    if isinstance(found, Problem):
        return found
    if not found and name in REQUIRED:
        return Problem(REQUIRED_BLANK, f"the cell of {name} names no party")
    if len(found) > 1:
        return Problem(UNKNOWN_PARTY, f"{bare!r} names {len(found)} parties where one is asked for")
    return found[0] if found else None


def _word(words: type[StrEnum], rule: Rule, bare: str, name: str) -> Any:
    found = read_word(words, bare)
    if found is not None:
        return found
    near = near_words(words, bare)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    what = {"kind": "kind of mission", "status": "status", "head": "rank of a head of mission"}[name]
    return Problem(rule, f"{bare!r} is no {what} known here{hint}", near[0] if len(near) == 1 else None)


def read_date_cells(
    name: str,
    texts: Iterable[str],
    layout: Layout,
    evidence: Callable[[], Iterable[str]],
    told: DayOrder | None = None,
) -> ColumnReading:
    """The meanings of the distinct texts of a column of dates.

    `evidence` gives the texts by which the order of day and month in the column may be settled; it is
    only asked for where a text is not in our notation, and no order is `told`.

    >>> from diplomap.tables.layouts import layout
    >>> column = ["3/4/2019", "25/4/2019"]
    >>> found = read_date_cells("opened", column, layout("diplomap"), lambda: column)
    >>> str(found.meanings["3/4/2019"]), found.remarks["3/4/2019"].message
    ('2019-04-03', 'read as 2019-04-03 (read as day month year)')
    """
    reading = ColumnReading()
    meanings, parse = reading.meanings, PartialDate.parse
    odd: list[str] = []
    for text in texts:
        if text:
            try:
                meanings[text] = parse(text)
            except DateSyntaxError:
                odd.append(text)
        else:
            meanings[text] = End.OPEN if name == "closed" else None
    if odd and layout.dates == "wikidata":
        odd = [text for text in odd if not _read_midnight(text, meanings)]
    if odd:
        order = told or column_order(evidence())
        for text in odd:
            _read_odd(name, text, order, reading)
    return reading


def _read_midnight(text: str, meanings: dict[str, Any]) -> bool:
    match = _AT_MIDNIGHT.fullmatch(text)
    if match is None:
        return False
    # Wikidata exports a date of which only the year is known as 1 January; the year alone is never wrong.
    year, month, day = match.groups()
    try:
        meanings[text] = PartialDate.parse(year if (month, day) == ("01", "01") else f"{year}-{month}-{day}")
    except DateSyntaxError:
        return False
    return True


def _read_odd(name: str, text: str, order: DayOrder | None, reading: ColumnReading) -> None:
    if name == "closed" and says_still(text):
        reading.meanings[text] = End.OPEN
        return
    found = read_date(text, order)
    if found.problem is not None:
        candidates = found.problem.candidates
        only = str(candidates[0]) if len(candidates) == 1 else None
        reading.problems[text] = Problem(DATE_RULES[found.problem.fault], str(found.problem), only)
    elif found.missing or found.value is None:
        # A blank end is an open one; an end of which somebody wrote that it is not known is not.
        blank = not text.strip()
        reading.meanings[text] = None if name == "opened" else End.OPEN if blank else End.UNKNOWN
    else:
        reading.meanings[text] = found.value
        told = str(found.value)
        if told == text.strip():
            reading.remarks[text] = Problem(SPACES_AROUND, "spaces around the date", told, safe=True)
        else:
            # What a cell tells beside its date would be lost with the cell.
            whole = "left aside" not in found.note
            reading.remarks[text] = Problem(TYPED_DATE, f"read as {told} ({found.note})", told, safe=whole)
