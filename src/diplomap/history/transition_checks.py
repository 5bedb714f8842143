"""Checking spells of a status: days told twice or not at all, or on which the state did not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from diplomap.history.lifetimes import Lifetime, Lifetimes
from diplomap.history.transition_findings import GAP, NO_CHANGE, OUTSIDE, OVERLAP, UNCOVERED
from diplomap.history.transition_spells import StatusSpell
from diplomap.model.findings import Finding, Severity
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate
from diplomap.values.origins import Origin


@attrs.frozen(slots=True)
class _Span:
    """A spell by its days: begun and over for certain, and at the latest or earliest."""

    spell: StatusSpell
    place: int
    first: int
    surely: int
    end: int
    over: int

    @classmethod
    def of(cls, spell: StatusSpell, place: int) -> _Span:
        start, end = spell.period.start, spell.period.end
        begins = (OPEN_LO, OPEN_LO) if start is None else (start.lo, start.hi)
        ends = (end.lo, end.hi) if isinstance(end, PartialDate) else (OPEN_HI, OPEN_HI)
        return cls(spell, place, *begins, *ends)

    def origin(self, column: str = "start") -> Origin:
        row = self.spell.row
        return Origin("<spells>", self.place + 1, column) if row is None else row.origin(column)

    def __str__(self) -> str:
        end = "still so" if self.over == OPEN_HI else f"to {date.fromordinal(self.end - 1)}"
        return f"{self.spell.state} {self.spell.status} (from {self.spell.period.start}, {end})"


def check_spells(spells: Iterable[StatusSpell], lifetimes: Lifetimes | None = None) -> tuple[Finding, ...]:
    """What is wrong with spells: overlaps, gaps, neighbours that say the same, and days out of the lifetimes.

    Spells belong together by the state's number where they have one, else by its code: two codes of one
    number are one state under two names. Only what no missing part of a date could put right is found. A
    gap between two spells is a warning within a lifetime of the list; without a list it is a note, for
    the state may not have existed on those days.

    >>> from diplomap.values.periods import Period
    >>> old = Period(PartialDate("2001-05-01"), PartialDate("2006-06-04"))
    >>> one = StatusSpell("YUG", "Embassy", old, number="345")
    >>> two = StatusSpell("SRB", "Embassy", Period(PartialDate("2006-06-03")), number="345")
    >>> print(check_spells([one, two])[0].message.partition(" and ")[2])
    SRB Embassy (from 2006-06-03, still so) share a day: 2006-06-03
    """
    groups: dict[str, list[_Span]] = defaultdict(list)
    for place, spell in enumerate(spells):
        groups[spell.number or spell.state].append(_Span.of(spell, place))
    found: list[Finding] = []
    births = frozenset((life.code, life.first) for life in lifetimes or ())
    for group in groups.values():
        group.sort(key=lambda span: (span.first, span.place))
        found.extend(_between(group, lifetimes is not None, births))
    if lifetimes is not None:
        found.extend(_against(groups, lifetimes))
    return tuple(found)


def _between(group: list[_Span], listed: bool, births: frozenset[tuple[str, int]]) -> Iterator[Finding]:
    longest: _Span | None = None
    for span in group:
        if longest is not None:
            if span.surely < longest.end:
                yield OVERLAP.at(span.origin(), _overlap(longest, span), related=(longest.origin(),))
            elif longest.over < span.first:
                if not listed and longest.spell.state == span.spell.state:
                    yield attrs.evolve(_gap(longest, span), severity=Severity.NOTE)
            # One that ends with a lifetime and one that begins with the next are two.
            elif _alike(longest, span) and (span.spell.state, span.surely) not in births:
                told = f"{longest} is followed by {span}, which says the same"
                yield NO_CHANGE.at(span.origin(), told, related=(longest.origin(),))
        if longest is None or span.over > longest.over:
            longest = span


def _overlap(one: _Span, two: _Span) -> str:
    first, last = date.fromordinal(max(two.surely, 1)), min(one.end, two.end)
    days = last - two.surely
    if days == 1:
        return f"{one} and {two} share a day: {first}"
    until = "on" if last == OPEN_HI else f"to {date.fromordinal(last - 1)} ({days:,} days)"
    return f"{one} and {two} share the days from {first} {until}"


def _gap(one: _Span, two: _Span) -> Finding:
    days = two.first - one.over
    first, last = date.fromordinal(one.over), date.fromordinal(two.first - 1)
    shown = f"{first}" if days == 1 else f"{first} to {last} ({days:,} days)"
    told = (
        f"nothing is told of {one.spell.state} on {shown}, between {one.spell.status} and {two.spell.status}"
    )
    return GAP.at(two.origin(), told, related=(one.origin(),))


def _alike(before: _Span, after: _Span) -> bool:
    one, two = before.spell, after.spell
    same = (one.state, one.status, one.name) == (two.state, two.status, two.name)
    return same and before.over == after.surely


def _against(groups: dict[str, list[_Span]], lifetimes: Lifetimes) -> Iterator[Finding]:
    spans: dict[str, list[_Span]] = defaultdict(list)
    for group in groups.values():
        for span in group:
            spans[span.spell.state].append(span)
    lives: dict[str, list[Lifetime]] = defaultdict(list)
    for life in lifetimes:
        lives[life.code].append(life)
    for state, held in spans.items():
        yield from _outside(held, lives.get(state, []))
        for life in lives.get(state, ()):
            yield from _uncovered(held, life)


def _outside(held: list[_Span], lives: list[Lifetime]) -> Iterator[Finding]:
    for span in held:
        if not any(life.first <= span.surely and span.end <= life.until for life in lives):
            known = ", ".join(str(life) for life in lives) or "it is not in the list"
            yield OUTSIDE.at(span.origin(), f"{span} is not within a lifetime of the state: {known}")


def _uncovered(held: list[_Span], life: Lifetime) -> Iterator[Finding]:
    within = [span for span in held if span.first < life.until and life.first < span.over]
    if not within:
        return
    if within[0].first > life.first:
        yield UNCOVERED.at(within[0].origin(), f"nothing is told of {life} before {within[0]}")
    told = within[0]
    for span in within[1:]:
        if told.over < span.first:
            yield _gap(told, span)
        told = span if span.over > told.over else told
    if told.over < life.until:
        yield UNCOVERED.at(told.origin("last_day"), f"nothing is told of {life} after {told}")
