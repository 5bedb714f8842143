"""Why a mission moves a count: the changes behind it, or the days between which it began or ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.changes import Change, cited
from diplomap.diffing.natures import Rule
from diplomap.model.missions import Mission
from diplomap.values.counts import Count, Effect
from diplomap.values.dates import PartialDate

# The columns that decide whether, when and for whom a mission counts.
_MOVING = frozenset({"kind", "status", "host", "opened", "closed", "sending", "receiving", "accredited_to"})
_CAME_OR_WENT = frozenset(
    {ChangeKind.OPENED, ChangeKind.CLOSED, ChangeKind.REOPENED, ChangeKind.APPEARED, ChangeKind.GONE}
)
_LIFE_KINDS = _CAME_OR_WENT | {ChangeKind.SUSPENDED, ChangeKind.CLOSURE_ANNOUNCED}
_PLAIN = frozenset({"kind", "city", "host", "accredited_to"})
_STANDING = {(0, 0): "does not count", (0, 1): "may count", (1, 1): "counts"}
_PLACE = {kind: place for place, kind in enumerate(ChangeKind)}
_LIFE = (ChangeKind.OPENED, ChangeKind.CLOSED)


@attrs.frozen(slots=True)
class Reason:
    """What stands behind an entry of a ledger."""

    kinds: tuple[ChangeKind, ...]
    nature: Nature
    when: PartialDate | None
    sources: tuple[str, ...]
    why: str
    changes: tuple[Change, ...] = ()


def reason_of(
    changes: Sequence[Change],
    old: Sequence[Mission],
    new: Sequence[Mission],
    days: tuple[date | None, date | None],
    before: Count,
    after: Count,
    *,
    concurrent: bool = True,
) -> Reason:
    """Why the standing of missions went from `before` to `after`.

    Changes in cells that cannot move a count are left aside, accreditations too unless `concurrent` ones
    count. Where no change is left, the rows say the same, and it is the day that differs: what began or
    ended between the two days is then told.
    """
    stands = f"{_standing(before)}{_on(days[0])}, {_standing(after)}{_on(days[1])}"
    columns = _MOVING if concurrent else _MOVING - {"accredited_to"}
    moving = [c for c in changes if c.kind in _CAME_OR_WENT or not columns.isdisjoint(c.fields)]
    if moving:
        moving.sort(key=lambda change: _PLACE[change.kind])
        kinds = tuple(dict.fromkeys(change.kind for change in moving))
        told = "; ".join(dict.fromkeys(phrase(change, columns) for change in moving))
        when = next((change.when for change in moving if change.when is not None), None)
        sources = tuple(dict.fromkeys(source for change in moving for source in change.sources))
        return Reason(kinds, moving[0].nature, when, sources, f"{told}; {stands}", tuple(moving))
    told_by = new or old
    sources = tuple(dict.fromkeys(source for mission in told_by for source in cited(mission)))
    passed = _passed(told_by, days, Effect.between(before, after))
    if passed is None:
        return Reason((), Nature.UNDETERMINED, None, sources, f"the same in both; {stands}")
    kind, when = passed
    sure = before.exact and after.exact
    nature = Nature.WORLD if sure else Nature.UNDETERMINED
    return Reason((kind,), nature, when, sources, f"{kind} {when}, between the two days; {stands}")


def belonging_reason(
    group: str, party: str, days: tuple[date | None, date | None], before: Count, after: Count
) -> Reason:
    """Why a group's count moved where the mission stands as before: its receiver joined or left.

    >>> days = date(2010, 1, 1), date(2024, 1, 1)
    >>> belonging_reason("BRICS", "ZAF", days, Count(0), Count(1)).why
    'ZAF joined BRICS between the two days; does not count on 2010-01-01, counts on 2024-01-01'
    """
    sure = before.exact and after.exact
    joined = after.low + after.high > before.low + before.high
    told = f"{party} {'joined' if joined else 'left'} {group}" if sure else f"{party} may belong to {group}"
    stands = f"{_standing(before)}{_on(days[0])}, {_standing(after)}{_on(days[1])}"
    nature = Nature.WORLD if sure else Nature.UNDETERMINED
    return Reason((), nature, None, (), f"{told} between the two days; {stands}")


def phrase(change: Change, only: frozenset[str] | None = None) -> str:
    """A change in a few words; of its cells, those of some columns only.

    >>> from diplomap.model.missions import Spell
    >>> from diplomap.model.kinds import Kind
    >>> m = Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY),))
    >>> phrase(Change(ChangeKind.RELOCATED, Nature.UNDETERMINED, m, m, {"city": ("Madrid", "Toledo")}))
    'relocated: city Madrid → Toledo'
    """
    kind = str(change.kind).replace("_", " ")
    if change.kind in (ChangeKind.GONE, ChangeKind.APPEARED):
        edition = "new" if change.kind is ChangeKind.GONE else "old"
        unread = change.rule in (str(Rule.NOW_UNREADABLE), str(Rule.WAS_UNREADABLE))
        why = (
            f"its row in the {edition} edition is in quarantine"
            if unread
            else f"no row in the {edition} edition"
        )
        return f"{kind}: {why}"
    if change.when is not None and change.kind in _LIFE_KINDS:
        return f"{kind} {change.when}"
    if change.kind is ChangeKind.CLOSED:
        return "closed, no date told"
    if change.when is not None:
        # The dates of the two spells are what `when` says.
        kind, only = f"{kind} {change.when}", _PLAIN if only is None else _PLAIN.intersection(only)
    cells = [
        f"{column} {old or '(blank)'} → {new or '(blank)'}"
        for column, (old, new) in change.fields.items()
        if only is None or column in only
    ]
    return f"{kind}: {', '.join(cells)}" if cells else kind


def rule_told(change: Change) -> str:
    """The rule that decided the nature of a change, with the witness that it rests on, if any.

    >>> from diplomap.model.missions import Spell
    >>> from diplomap.model.kinds import Kind
    >>> m = Mission("a", ("PRK",), "ITA", (Spell(Kind.EMBASSY),))
    >>> seen = Change(
    ...     ChangeKind.APPEARED, Nature.COVERAGE, None, m, rule="witness-before", witness="dprk"
    ... )
    >>> rule_told(seen)
    'witness-before, dprk'
    """
    return f"{change.rule}, {change.witness}" if change.witness else change.rule


def _passed(
    missions: Sequence[Mission], days: tuple[date | None, date | None], effect: Effect
) -> tuple[ChangeKind, PartialDate] | None:
    """The one beginning or end that falls, or may fall, between the days; None where no one does."""
    if days[0] is None or days[1] is None:
        return None
    first, last = sorted((days[0].toordinal(), days[1].toordinal()))
    found: list[tuple[ChangeKind, PartialDate]] = []
    for mission in missions:
        for spell in mission.spells:
            for kind, when in zip(_LIFE, (spell.period.start, spell.period.end), strict=True):
                if isinstance(when, PartialDate) and when.lo <= last and when.hi > first:
                    found.append((kind, when))
    backwards = days[1] < days[0]
    grows = effect.low + effect.high > 0
    wanted = ChangeKind.OPENED if grows != backwards else ChangeKind.CLOSED
    fitting = {one for one in found if one[0] is wanted}
    return fitting.pop() if len(fitting) == 1 else None


def _standing(count: Count) -> str:
    return _STANDING.get((count.low, count.high), f"counts {count}")


def _on(day: date | None) -> str:
    return "" if day is None else f" on {day}"
