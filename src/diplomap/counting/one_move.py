"""One closing or opening, and why it surely or perhaps lies in a stretch of days, in plain words."""

from __future__ import annotations

from typing import Any

import attrs

from diplomap.counting.profiles import Profile
from diplomap.counting.spans import Edge, Span, Unit
from diplomap.model.missions import Mission, Spell
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End


@attrs.frozen(slots=True)
class Move:
    """A closing or an opening: the mission, the spell that ends or begins, whether it lies in the stretch.

    `answer` is TRUE or UNKNOWN; `date` is when as the table tells it, None where it tells no date.
    `again` tells of an opening whether the mission had counted before.
    """

    mission: Mission
    spell: Spell
    receiving: str
    closing: bool
    date: PartialDate | None
    answer: Truth
    again: Truth
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "mission": self.mission.id,
            "line": None if self.spell.row is None else self.spell.row.line,
            "sending": list(self.mission.sending),
            "receiving": self.receiving,
            "host": self.mission.host_of(self.spell),
            "city": self.spell.seat,
            "date": None if self.date is None else str(self.date),
            "answer": self.answer.name.lower(),
            "again": self.again.name.lower(),
            "why": self.why,
            "sources": list(self.spell.sources),
        }

    def __str__(self) -> str:
        return f"{self.mission.id}: {self.why}"


def move_of(unit: Unit, edge: Edge, answer: Truth, judged: Profile, *, closing: bool) -> Move:
    """The move at an edge, whose `answer` says whether it lies in the stretch asked for."""
    span = edge.span
    told = span.spell.period.end if closing else span.spell.period.start
    again = FALSE if closing else _again(unit, edge)
    why = _why(span, edge, answer, judged, closing, again)
    when = told if isinstance(told, PartialDate) else None
    return Move(span.mission, span.spell, span.receiving, closing, when, answer, again, why)


def _again(unit: Unit, edge: Edge) -> Truth:
    result = FALSE
    for other in unit.spans:
        if other is not edge.span and other.end[0] <= edge.bounds[1]:
            earlier = other.sure and other.end[1] <= edge.bounds[0]
            result = result | (TRUE if earlier else UNKNOWN)
    return result


def _why(span: Span, edge: Edge, answer: Truth, judged: Profile, closing: bool, again: Truth) -> str:
    told = span.spell.period.end if closing else span.spell.period.start
    verb = "closed" if closing else "opened" if again is FALSE else "reopened"
    next_spell = _next(span) if closing else None
    if next_spell is not None:
        state = next_spell.status.value.replace("_", " ")
        verb = f"stopped counting by {judged.name} ({next_spell.kind.value.replace('_', ' ')}, {state})"
    if again is UNKNOWN:
        verb = "opened or reopened"
    if answer is TRUE:
        return f"{verb} {told}" if isinstance(told, PartialDate) else f"{verb}, told without a date"
    if not span.sure:
        return (
            f"perhaps {verb}: {judged.name} leaves open whether a post of status {span.spell.status} counts"
        )
    if not edge.sure:
        return f"perhaps {verb}: another of its spells may go on over the same days"
    if isinstance(told, PartialDate):
        return f"perhaps {verb} ({told} may lie outside)"
    if told is End.OPEN:
        return f"perhaps {verb}: of days after its own the dataset cannot say"
    return f"perhaps {verb}: nobody says when"


def _next(span: Span) -> Spell | None:
    """The spell that goes on where this one ends, though the profile does not count it."""
    for spell in span.mission.spells:
        start = spell.period.start
        if spell is not span.spell and start is not None and start.text == span.closed:
            return spell
    return None
