"""What changed in one stretch of a mission's life that both editions tell, typed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

import attrs

from diplomap.diffing.change_kinds import ChangeKind
from diplomap.diffing.editions import Editions
from diplomap.diffing.natural_keys import folded
from diplomap.diffing.natures import (
    Rule,
    cell_rule,
    dated,
    end_rule,
    says_no_more,
    start_rule,
    undated,
    undone,
)
from diplomap.model.kinds import Kind, step_of
from diplomap.model.missions import Spell
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End

Fields = dict[str, tuple[str, str]]


@attrs.frozen(slots=True)
class Step:
    """A typed change before it is tied to its mission."""

    kind: ChangeKind
    rule: Rule
    fields: Mapping[str, tuple[str, str]]
    when: PartialDate | None = None
    old: Spell | None = None
    new: Spell | None = None


class Life(Enum):
    """What a spell says of the post on the edition's own day."""

    PLANNED = auto()
    WORKING = auto()
    CLOSING = auto()
    SUSPENDED = auto()
    CLOSED = auto()
    UNKNOWN = auto()


_LIVES = {
    Status.PLANNED: Life.PLANNED,
    Status.OPERATING: Life.WORKING,
    Status.SUSPENDED: Life.SUSPENDED,
    Status.EVACUATED: Life.SUSPENDED,
    Status.CLOSING: Life.CLOSING,
    Status.CLOSED: Life.CLOSED,
    Status.UNKNOWN: Life.UNKNOWN,
}
_STEPS = {
    None: ChangeKind.CORRECTED,
    -1: ChangeKind.DOWNGRADED,
    0: ChangeKind.RENAMED,
    1: ChangeKind.UPGRADED,
}


def life_of(spell: Spell, day: int | None) -> Life:
    """What a spell says of the post on an edition's day (an ordinal), or at the end where it names none.

    >>> life_of(Spell(Kind.EMBASSY, status=Status.EVACUATED), None)
    <Life.SUSPENDED: 4>
    """
    end = spell.period.end
    if isinstance(end, PartialDate):
        return Life.CLOSING if day is not None and end.lo > day else Life.CLOSED
    return _LIVES[spell.status]


def kind_change(old: Kind, new: Kind) -> ChangeKind:
    """Whether another kind is a step up, a step down, another name for the same, or merely a correction.

    >>> [str(kind_change(Kind.LEGATION, Kind.EMBASSY)), str(kind_change(Kind.EMBASSY, Kind.CONSULATE))]
    ['upgraded', 'downgraded']
    >>> [str(kind_change(Kind.EMBASSY, other)) for other in (Kind.HIGH_COMMISSION, Kind.DELEGATION)]
    ['renamed', 'corrected']
    """
    return _STEPS[step_of(old, new)]


def life_change(old: Life, new: Life) -> ChangeKind | None:
    """What it is called when a post's life goes from one state to another; None where it has no name."""
    if old is new or new is Life.PLANNED:
        return None
    if new is Life.CLOSED:
        return ChangeKind.CLOSED
    if new is Life.UNKNOWN:
        return None
    if old is Life.PLANNED:
        return ChangeKind.OPENED
    if new is Life.SUSPENDED:
        return ChangeKind.REOPENED if old is Life.CLOSED else ChangeKind.SUSPENDED
    if old in (Life.CLOSED, Life.SUSPENDED):
        return ChangeKind.REOPENED
    return ChangeKind.CLOSURE_ANNOUNCED if new is Life.CLOSING else None


def moved(old: Spell, new: Spell) -> bool:
    """Whether the post stands somewhere else: another city, or where a city is not told another host.

    Another spelling of the city, or a city first told, is no move.

    >>> moved(Spell(Kind.EMBASSY, seat="São Paulo"), Spell(Kind.EMBASSY, seat="Sao Paulo"))
    False
    """
    if old.seat and new.seat:
        return old.seat != new.seat and folded(old.seat) != folded(new.seat)
    return old.host is not None and new.host is not None and old.host != new.host


def both_told(old: Spell, new: Spell, editions: Editions, *, life: bool) -> list[Step]:
    """The steps between two tellings of one stretch.

    With `life`, its end and status are those of the mission: an end now told is a closing. Without,
    the stretch is followed by another and they are cells like the rest.
    """
    steps: list[Step] = []
    cells = differing_cells(old, new, editions)
    if not cells:
        return steps
    if life and ("status" in cells or "closed" in cells):
        before, after = life_of(old, editions.old_day), life_of(new, editions.new_day)
        kind = life_change(before, after)
        if kind is not None:
            rule, when = _life_rule(kind, before, old, new, editions)
            began = kind in (ChangeKind.OPENED, ChangeKind.REOPENED)
            columns = ("status", "closed", "opened") if began else ("status", "closed")
            steps.append(Step(kind, rule, _take(cells, columns), when, old, new))
    if "kind" in cells:
        kind = kind_change(old.kind, new.kind)
        steps.append(Step(kind, undated(editions), _take(cells, ("kind",)), None, old, new))
    if ("city" in cells or "host" in cells) and moved(old, new):
        fields = _take(cells, ("city", "host"))
        steps.append(Step(ChangeKind.RELOCATED, undated(editions), fields, None, old, new))
    by_rule: dict[Rule, Fields] = {}
    for column, (before_text, after_text) in cells.items():
        rule = _rule_for(column, before_text, after_text, old, new, editions)
        by_rule.setdefault(rule, {})[column] = (before_text, after_text)
    for rule, fields in by_rule.items():
        steps.append(Step(ChangeKind.CORRECTED, rule, fields, None, old, new))
    return steps


def differing_cells(old: Spell, new: Spell, editions: Editions) -> Fields:
    """The cells in which two spells differ, as texts, by column."""
    cells: Fields = {}
    if old.kind is not new.kind:
        cells["kind"] = (str(old.kind), str(new.kind))
    if old.status is not new.status:
        cells["status"] = (str(old.status), str(new.status))
    if old.seat != new.seat:
        cells["city"] = (old.seat, new.seat)
    if old.host != new.host:
        cells["host"] = (old.host or "", new.host or "")
    a, b = old.period, new.period
    if a is not b:
        if a.start != b.start and not says_no_more(a.start, b.start, editions):
            cells["opened"] = (start_text(a.start), start_text(b.start))
        if a.end != b.end:
            cells["closed"] = (end_text(a.end), end_text(b.end))
    if old.head is not new.head:
        cells["head"] = (str(old.head or ""), str(new.head or ""))
    if old.sources != new.sources:
        cells["sources"] = ("|".join(old.sources), "|".join(new.sources))
    if old.note != new.note:
        cells["note"] = (old.note, new.note)
    if old.extra != new.extra:
        ours = {editions.renamed.get(column, column): text for column, text in old.extra}
        yours = dict(new.extra)
        for column in {**ours, **yours}:
            if ours.get(column, "") != yours.get(column, ""):
                cells[column] = (ours.get(column, ""), yours.get(column, ""))
    return cells


def row_cells(spell: Spell, *, came: bool) -> Fields:
    """The cells of a row that came, or went: all of our columns in which it says something."""
    period = spell.period
    told = {
        "kind": str(spell.kind),
        "status": str(spell.status),
        "city": spell.seat,
        "host": spell.host or "",
        "opened": start_text(period.start),
        "closed": end_text(period.end),
    }
    return {column: ("", text) if came else (text, "") for column, text in told.items() if text}


def start_text(start: PartialDate | None) -> str:
    """The text of a beginning; empty where nobody says."""
    return "" if start is None else start.text


def end_text(end: PartialDate | End) -> str:
    """The text of an end: empty where it is open, "unknown" where nobody says."""
    return end.text if isinstance(end, PartialDate) else "" if end is End.OPEN else "unknown"


def _life_rule(
    kind: ChangeKind, before: Life, old: Spell, new: Spell, editions: Editions
) -> tuple[Rule, PartialDate | None]:
    start, end = new.period.start, new.period.end
    if kind is ChangeKind.CLOSED:
        when = end if isinstance(end, PartialDate) else None
        return dated(when, editions), when
    if kind is ChangeKind.CLOSURE_ANNOUNCED:
        return undated(editions), end if isinstance(end, PartialDate) else None
    if kind is ChangeKind.OPENED:
        return dated(start, editions), start
    if before is Life.CLOSED:
        if start != old.period.start and dated(start, editions) is Rule.DATED_AFTER:
            return Rule.DATED_AFTER, start
        was = old.period.end
        return undone(was if isinstance(was, PartialDate) else None, editions), None
    return undated(editions), None


def _rule_for(column: str, before: str, after: str, old: Spell, new: Spell, editions: Editions) -> Rule:
    if column == "opened":
        return start_rule(old.period.start, new.period.start, editions)
    if column == "closed":
        return end_rule(old.period.end, new.period.end, editions)
    if column == "status" and old.status is Status.UNKNOWN:
        return Rule.BLANK_FILLED
    if column == "sources" and old.sources and set(old.sources) < set(new.sources):
        return Rule.FURTHER_SOURCE
    if column in ("status", "kind"):
        return undated(editions)
    return cell_rule(column, before, after, editions)


def _take(cells: Fields, columns: tuple[str, ...]) -> Fields:
    return {column: cells.pop(column) for column in columns if column in cells}
