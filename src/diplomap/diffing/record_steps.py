"""The step that a record tells: relations severed, a member that left; by its status, level or end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from diplomap.diffing.editions import Editions
from diplomap.diffing.natures import Rule, dated, end_rule, undated
from diplomap.diffing.record_change_kinds import RecordChangeKind as Kind
from diplomap.model.recognitions import RecognitionStatus
from diplomap.model.relations import Level, RelationStatus
from diplomap.model.sanctions import Stage
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE
from diplomap.values.periods import End


@attrs.frozen(slots=True)
class RecordStep:
    """One step of what a record is about, the columns that tell it, and the rule of its nature."""

    kind: Kind
    rule: Rule
    columns: tuple[str, ...] = ()
    when: PartialDate | None = None


_RANKS = {level: place for place, level in enumerate(Level)}
_ENDED: Mapping[str, tuple[Kind, Kind]] = {
    # What an end that is told now says of what held, and one that is taken back.
    "relations": (Kind.RELATION_SEVERED, Kind.RELATION_RESUMED),
    "recognitions": (Kind.RECOGNITION_WITHDRAWN, Kind.RECOGNISED),
    "sanctions": (Kind.SANCTION_LIFTED, Kind.SANCTION_IMPOSED),
    "groups": (Kind.LEFT, Kind.JOINED),
}


def steps_between(
    table: str, old: Any, new: Any, others: Iterable[Any], editions: Editions
) -> Iterator[RecordStep]:
    """The steps between two tellings of one record; `others` are those of the new edition about one thing.

    >>> from diplomap.model.memberships import Membership
    >>> from diplomap.values.periods import Period
    >>> left = Membership("friends", "UGA", period=Period(None, PartialDate.parse("2023")))
    >>> [str(one.kind) for one in steps_between("groups", Membership("friends", "UGA"), left, [], Editions())]
    ['left']
    """
    if table not in _ENDED:
        return
    turned = _turn(table, old, new)
    if turned is not None:
        begun_anew = new.period.start is not None and new.period.start != old.period.start
        when = new.period.start if begun_anew else None
        rule = dated(when, editions) if begun_anew else undated(editions)
        yield RecordStep(turned[0], rule, (*turned[1], *(("since", "until") if begun_anew else ())), when)
        return
    if table == "relations" and (kind := _ranked(old.level, new.level)) is not None:
        yield RecordStep(kind, undated(editions), ("level",))
    ended, resumed = _ENDED[table]
    was, now = old.period.end, new.period.end
    if was == now or not _holds(table, new):
        return
    if isinstance(was, End) and isinstance(now, PartialDate):
        # Where another record goes on from there, that one tells the step.
        kind = Kind.ENDED if any(_follows(new, other) for other in others) else ended
        yield RecordStep(kind, end_rule(was, now, editions), ("until",), now)
    elif isinstance(was, PartialDate) and isinstance(now, End):
        yield RecordStep(resumed, end_rule(was, now, editions), ("until",))


def step_of_new(table: str, new: Any, others: Iterable[Any], editions: Editions) -> RecordStep | None:
    """The step that a record of the new edition alone tells; None where it does not say that it is news.

    It is news where the edition dates it after the old edition's day, or where it goes on from another.
    """
    if table not in _ENDED:
        return None
    start = new.period.start
    before = [other for other in others if _follows(other, new)]
    rule = dated(start, editions)
    to_come = editions.new_day is not None and start is not None and start.lo > editions.new_day
    if to_come or start is None or not (before or rule is Rule.DATED_AFTER):
        return None
    kind = _BEGUN[table](new, before[0] if before else None)
    return None if kind is None else RecordStep(kind, rule, (), start)


def _follows(one: Any, other: Any) -> bool:
    """Whether another record goes on where the first ends; people write the last day, or the next one."""
    end, start = one.period.end, other.period.start
    if one is other or not isinstance(end, PartialDate) or start is None:
        return False
    return end.same(start) is not FALSE or start.lo - end.hi == 1


def _holds(table: str, one: Any) -> bool:
    if table in ("relations", "recognitions"):
        return bool(one.status.stands)
    return table != "sanctions" or bool(one.stage.in_force)


def _turn(table: str, old: Any, new: Any) -> tuple[Kind, tuple[str, ...]] | None:
    """What another status, stage or set of measures says, and the columns that say it."""
    if table == "relations" and old.status is not new.status:
        kind = _relation(new, old)
        return None if kind is None else (kind, ("status",))
    if table == "recognitions" and old.status is not new.status:
        kind = _recognition(new, old)
        return None if kind is None else (kind, ("status",))
    if table == "sanctions":
        if old.stage is not new.stage and (kind := _stage(new, old)) is not None:
            return kind, ("stage",)
        if {*old.measures} != {*new.measures} and new.stage is not Stage.THREATENED:
            return Kind.SANCTION_CHANGED, ("measures",)
    return None


def _relation(new: Any, old: Any) -> Kind | None:
    if new.status is RelationStatus.SEVERED:
        return Kind.RELATION_SEVERED
    if new.status is RelationStatus.SUSPENDED:
        return Kind.RELATION_SUSPENDED
    if not new.status.stands:
        return None
    if old is None or old.status is RelationStatus.NEVER:
        restored = new.status is RelationStatus.RESTORED
        return Kind.RELATION_RESUMED if restored else Kind.RELATION_ESTABLISHED
    if old.status.stands:
        return _ranked(old.level, new.level)
    return Kind.RELATION_RESUMED


def _ranked(old: Level | None, new: Level | None) -> Kind | None:
    if old is None or new is None or old is new:
        return None
    return Kind.RELATION_UPGRADED if _RANKS[new] < _RANKS[old] else Kind.RELATION_DOWNGRADED


def _recognition(new: Any, old: Any) -> Kind | None:
    if new.status.stands:
        return None if old is not None and old.status.stands else Kind.RECOGNISED
    frozen = new.status is RecognitionStatus.FROZEN
    return Kind.RECOGNITION_FROZEN if frozen else Kind.RECOGNITION_WITHDRAWN


def _stage(new: Any, old: Any) -> Kind | None:
    if new.stage is Stage.THREATENED:
        return None
    if new.stage is Stage.LIFTED:
        return Kind.SANCTION_LIFTED
    if new.stage is Stage.IMPOSED:
        return Kind.SANCTION_IMPOSED if old is None or not old.stage.in_force else Kind.SANCTION_CHANGED
    return Kind.SANCTION_CHANGED


_BEGUN: Mapping[str, Callable[[Any, Any], Kind | None]] = {
    "relations": _relation,
    "recognitions": _recognition,
    "sanctions": _stage,
    "groups": lambda new, old: Kind.JOINED if old is None else None,
}
