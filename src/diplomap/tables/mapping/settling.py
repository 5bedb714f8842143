"""What is settled column by column: order of day and month, sentinels, blanks, marks, words not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs

from diplomap.model.figures import Unit
from diplomap.model.kinds import Kind
from diplomap.model.relations import RelationKind, RelationStatus
from diplomap.model.statuses import HeadRank, Status
from diplomap.parties.resolution import Ambiguous
from diplomap.tables.layout_cells import kind_in, without_mark
from diplomap.tables.mapping.column_facts import ColumnFacts, meaning
from diplomap.tables.mapping.guessed import Doubt
from diplomap.tables.mapping.scoring import tells_kind_in_names
from diplomap.tables.measures import unit_of
from diplomap.tables.words import near_words, plain, read_word
from diplomap.values.dates import PartialDate, Precision
from diplomap.values.reading_dates import DayOrder, column_order, read_date

_DATES = {"opened": False, "closed": True, "since": False, "until": True, "date": False}
_PARTIES = frozenset(("sending", "receiving", "host", "party", "with"))
_UNMARKED = frozenset(("id", "note", "sources", "wikidata", "says"))
_BLANKS = frozenset(
    ("na", "n a", "n/a", "nan", "null", "-", "--", "---", "–", "—", "?", ".", "…", "#n/a", "nil")
)
_NO_DATES = frozenset((*_BLANKS, "none", "unknown", "nd"))
_MIDNIGHT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z")
_WIKIDATA = re.compile(r"(https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)Q[0-9]+")
_MANY_FIRSTS, _ENOUGH_DAYS = 0.2, 8
_LARGE, _ENOUGH_ENDS, _FAR = 0.15, 3, 2100
_FEW_MARKS = 0.5
_SHOWN = 6


@attrs.define(slots=True)
class Settled:
    """What was settled: parts of a layout by header, remarks on them, and what is left to a person."""

    told: dict[str, Any] = attrs.field(factory=dict)
    remarks: list[str] = attrs.field(factory=list)
    doubts: list[Doubt] = attrs.field(factory=list)

    def say(self, part: str, header: str, what: Any, remark: str) -> None:
        """Put something into a part of the layout under a header, and say so."""
        if what is True:
            self.told.setdefault(part, []).append(header)
        else:
            self.told.setdefault(part, {})[header] = what
        self.remarks.append(f"{header}: {remark}")


def settled(mapping: Mapping[str, ColumnFacts], table: str) -> Settled:
    """What the columns taken for ours settle of their cells.

    >>> from diplomap.tables.mapping.column_facts import column_facts
    >>> ends = column_facts("Ende", ["1994-06-29"] + ["2024-12-31"] * 4)
    >>> settled({"closed": ends}, "missions").told
    {'still': {'Ende': ['2024-12-31']}}
    """
    found = Settled()
    for ours, fact in mapping.items():
        if ours not in _UNMARKED:
            _marks(ours, fact, found)
        if ours in _DATES:
            _dates(ours, fact, found)
        elif ours in _PARTIES:
            _names(ours, fact, found)
        elif (of := _words_of(ours, table)) is not None:
            _words(of, ours, fact, found)
        if ours == "value":
            _unit(fact, "unit" in mapping, found)
        _prefix(ours, fact, found)
    _orders({ours: fact for ours, fact in mapping.items() if ours in _DATES}, found)
    return found


def _words_of(ours: str, table: str) -> type[StrEnum] | None:
    if table == "relations":
        return {"kind": RelationKind, "status": RelationStatus}.get(ours)
    return {"kind": Kind, "status": Status, "head": HeadRank}.get(ours) if table == "missions" else None


def _marks(ours: str, fact: ColumnFacts, found: Settled) -> None:
    marked = {text: mark for text in fact.common if (mark := without_mark(text)[1])}
    if not marked or len(marked) > _FEW_MARKS * fact.distinct + 1:
        return
    shown = next(iter(marked))
    found.say("marks", fact.header, True, f"footnote marks as in {shown!r} are kept in the note")


def _unit(fact: ColumnFacts, told: bool, found: Settled) -> None:
    """The unit that the numbers of a column bear: it is taken off them, and told once for all."""
    unit = unit_of(fact.common)
    if unit:
        ours = None if told else read_word(Unit, unit)
        where = f", told as the constant unit={ours}" if ours else ""
        found.say("units", fact.header, unit, f"numbers with {unit!r} beside them are read without it{where}")
        if ours:
            found.told.setdefault("constants", {})["unit"] = str(ours)


def units_kept(facts: Iterable[ColumnFacts]) -> Iterator[str]:
    """What is said of columns that are none of ours and hold numbers with a unit."""
    for fact in facts:
        if unit := unit_of(fact.common):
            yield f"{fact.header}: numbers with the unit {unit!r}; none of our columns, kept as it stands"


def _readings(fact: ColumnFacts, order: DayOrder | None) -> Iterator[tuple[str, int, PartialDate]]:
    for text, count in fact.common.items():
        bare = without_mark(text)[0]
        match = _MIDNIGHT.fullmatch(bare)
        value = read_date(bare[:10] if match else bare, order).value
        if value is not None:
            yield text, count, value


def _dates(ours: str, fact: ColumnFacts, found: Settled) -> None:
    values = list(_readings(fact, column_order(fact.common)))
    if sum(1 for text in fact.common if _MIDNIGHT.fullmatch(text)) > fact.distinct / 2:
        found.told["dates"] = "wikidata"
        found.remarks.append(f"{fact.header}: days at midnight; 1 January is read as its year alone")
        values = []
    days = [(count, value.earliest) for _, count, value in values if value.precision is Precision.DAY]
    many = sum(count for count, _ in days)
    firsts = sum(count for count, day in days if day is not None and (day.month, day.day) == (1, 1))
    if many >= _ENOUGH_DAYS and firsts >= _MANY_FIRSTS * many:
        told = (
            f"{firsts} of {many} days are 1 January, where one in 365 would be; they are read as their year"
        )
        found.say("years", fact.header, True, told)
    if _DATES[ours]:
        _ends(fact, values, found)


def _ends(fact: ColumnFacts, values: list[tuple[str, int, PartialDate]], found: Settled) -> None:
    still, told = [], []
    days = {text: value.earliest for text, _, value in values if value.earliest is not None}
    for text, day in days.items():
        if day.year >= _FAR:
            still.append(text)
            told.append(f"{text} is in the far future and is read as still so")
    near = {text: day for text, day in days.items() if text not in still}
    if near and not still:
        last = max(near, key=lambda text: near[text])
        count = fact.common[last]
        if count >= _ENOUGH_ENDS and count >= _LARGE * fact.filled:
            share = f"{count} of {fact.filled} ends are {last}, the last of all"
            if (near[last].month, near[last].day) == (12, 31) and len(near) > 1:
                still.append(last)
                told.append(f"{share} and the last day of a year: it is read as still so")
            elif len(near) > 1:
                found.doubts.append(
                    Doubt(fact.header, f'{share}; if it means still so, write it under "still"', (last,))
                )
    if still:
        found.say("still", fact.header, still, "; ".join(told))
    blank = [text for text in fact.common if plain(text) in _NO_DATES or text in _NO_DATES]
    if blank:
        found.doubts.append(
            Doubt(
                fact.header,
                f"{_some(blank, fact)}: read as an end that nobody knows; "
                'if it means still so, write it under "still"',
                tuple(blank),
            )
        )


def _orders(mapping: Mapping[str, ColumnFacts], found: Settled) -> None:
    """The order of day and month: each column by itself, else by the other columns of the file."""
    by_itself = {fact.header: column_order(fact.common) for fact in mapping.values()}
    known = {order for order in by_itself.values() if order is not None}
    for fact in mapping.values():
        order = by_itself[fact.header]
        open_ = [text for text in fact.common if (p := read_date(text).problem) and len(p.candidates) > 1]
        if order is not None:
            settler = next(text for text in fact.common if column_order([text]) is order)
            found.say("day_order", fact.header, str(order), f"dates are {order}, as {settler!r} shows")
        elif open_ and len(known) == 1:
            told = str(next(iter(known)))
            found.say("day_order", fact.header, told, f"dates are taken to be {told}, as in the other column")
        elif open_:
            told = f"nothing settles whether {open_[0]!r} has the day or the month first; write day_order"
            found.doubts.append(Doubt(fact.header, told, tuple(map(str, DayOrder))))


def _names(ours: str, fact: ColumnFacts, found: Settled) -> None:
    codes = [text for text in fact.common if len(text) == 2 and text.isupper()]
    blank: list[str] = []
    unread: list[str] = []
    for text in fact.common:
        if text in fact.named:
            continue
        answer = meaning(without_mark(text)[0])
        if text == "NA" and isinstance(answer, Ambiguous):
            if len(codes) > 0.6 * fact.distinct and len(codes) > 2:
                told = f"'NA' is Namibia: {len(codes)} of {fact.distinct} texts are codes of two letters"
                found.say("values", fact.header, {"NA": "NAM"}, told)
            else:
                blank.append(text)
        elif plain(text) in _BLANKS or text in _BLANKS:
            blank.append(text)
        elif answer is None:
            unread.append(text)
    if blank:
        found.say("missing", fact.header, blank, f"{_some(blank, fact)}: means a blank cell")
    if unread:
        found.remarks.append(f"{fact.header}: no party known here: {_some(unread, fact)}")


def _words(of: type[StrEnum], ours: str, fact: ColumnFacts, found: Settled) -> None:
    unread = [text for text in fact.common if read_word(of, without_mark(text)[0]) is None]
    if of is Kind and tells_kind_in_names(fact):
        shown = next(text for text in fact.common if kind_in(text))
        told = f"the kind is told by the name, as {shown!r} is {kind_in(shown)}"
        found.say("kind_in_name", fact.header, True, told)
        unread = [text for text in unread if not kind_in(without_mark(text)[0])]
    blank = [text for text in unread if plain(text) in _BLANKS or text in _BLANKS]
    if blank:
        found.say("missing", fact.header, blank, f"{_some(blank, fact)}: means a blank cell")
    unread = [text for text in unread if text not in blank]
    if unread:
        found.told.setdefault("values", {})[fact.header] = dict.fromkeys(unread)
        near = tuple(dict.fromkeys(word for text in unread for word in near_words(of, text)))
        told = f'no {ours} known here: {_some(unread, fact)}; write what each means under "values"'
        found.doubts.append(Doubt(fact.header, told, near))


def _prefix(ours: str, fact: ColumnFacts, found: Settled) -> None:
    starts = {match[1] for text in fact.common if (match := _WIKIDATA.fullmatch(text))}
    if ours in ("id", "wikidata") and len(starts) == 1 and fact.share("links") > 0.9:
        found.told.setdefault("prefixes", {})[ours] = starts.pop()


def _some(texts: list[str], fact: ColumnFacts) -> str:
    most = sorted(texts, key=lambda text: -fact.common[text])[:_SHOWN]
    shown = ", ".join(f"{text!r} ({fact.common[text]})" for text in most)
    return f"{shown} and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else shown
