"""What changed in a mission of several spells: which stretches came, which went, and what that means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from diplomap.diffing.change_kinds import ChangeKind
from diplomap.diffing.editions import Editions
from diplomap.diffing.natures import dated, undone
from diplomap.diffing.spells import aligned
from diplomap.diffing.stretches import (
    Fields,
    Life,
    Step,
    both_told,
    differing_cells,
    kind_change,
    life_change,
    life_of,
    moved,
    row_cells,
)
from diplomap.model.missions import Spell
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate, Precision


def steps_of_many(old: Sequence[Spell], new: Sequence[Spell], editions: Editions) -> list[Step]:
    """The steps between two tellings of a mission's spells, each in the order of time.

    Spells after the last one that both editions tell are steps of the mission's life: a legation that is
    followed by an embassy was upgraded, a post that ended and is followed by another spell reopened.
    Spells before it are rows added to or taken out of the record.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> d = PartialDate.parse
    >>> was = [Spell(Kind.LEGATION, period=Period(d("1950")))]
    >>> now = [Spell(Kind.LEGATION, period=Period(d("1950"), d("1960"))),
    ...     Spell(Kind.EMBASSY, period=Period(d("1960")))]
    >>> [(str(step.kind), str(step.when)) for step in steps_of_many(was, now, Editions())]
    [('upgraded', '1960')]
    """
    day = None if editions.old_day is None else date.fromordinal(editions.old_day)
    both = [(i, j) for i, j in aligned(old, new, day) if i is not None and j is not None]
    if not both:
        both = [(len(old) - 1, len(new) - 1)]
    last_old, last_new = max(i for i, _ in both), max(j for _, j in both)
    known_old, known_new = {i for i, _ in both}, {j for _, j in both}
    steps: list[Step] = []
    carried: Fields = {}
    for i, j in both:
        last = (i, j) == (last_old, last_new)
        followed = last and (_taken_over(new, j) or _taken_over(old, i))
        told = both_told(old[i], new[j], editions, life=last and not followed)
        if followed:
            # That another spell took over ended this one; it is told with the spell that did.
            cells = differing_cells(old[i], new[j], editions)
            carried = {name: cells[name] for name in ("status", "closed") if name in cells}
            told = list(_without(told, carried))
        steps.extend(told)
    for j in range(last_new):
        if j not in known_new:
            rule = dated(new[j].period.start, editions)
            steps.append(Step(ChangeKind.CORRECTED, rule, row_cells(new[j], came=True), None, None, new[j]))
    for i in range(last_old):
        if i not in known_old:
            rule = undone(old[i].period.start, editions)
            steps.append(Step(ChangeKind.CORRECTED, rule, row_cells(old[i], came=False), None, old[i], None))
    for j in range(last_new + 1, len(new)):
        steps.extend(_came(new, j, editions, carried))
        steps.extend(_closing(new, j, editions))
        carried = {}
    for i in range(last_old + 1, len(old)):
        steps.extend(_went(old, i, editions, carried))
        carried = {}
    return steps


def steps_since(spells: Sequence[Spell], editions: Editions) -> Iterator[Step]:
    """What the spells of a mission tell of the time after the old edition's day, save its opening."""
    day = editions.old_day
    if day is None:
        return
    for place, spell in enumerate(spells):
        start, end = spell.period.start, spell.period.end
        if place and start is not None and start.lo > day:
            yield from _came(spells, place, editions, {})
        if isinstance(end, PartialDate) and end.lo > day:
            yield from _closing(spells, place, editions)


def touching(one: Spell, two: Spell) -> bool:
    """Whether the second spell takes over where the first ends, with no time surely between.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.values.periods import Period
    >>> first = Spell(Kind.EMBASSY, period=Period(None, PartialDate.parse("1990-05-31")))
    >>> touching(first, Spell(Kind.EMBASSY, period=Period(PartialDate.parse("1990-06-01"))))
    True
    >>> touching(first, Spell(Kind.EMBASSY, period=Period(PartialDate.parse("1992"))))
    False
    """
    end, start = one.period.end, two.period.start
    if not isinstance(end, PartialDate):
        return one.status is not Status.CLOSED
    if start is None:
        return False
    # People write the last day of the one and the first day of the other.
    days = end.precision is start.precision is Precision.DAY
    return start.lo <= end.hi + (1 if days else 0)


def _taken_over(spells: Sequence[Spell], place: int) -> bool:
    return place + 1 < len(spells) and touching(spells[place], spells[place + 1])


def _closes(spells: Sequence[Spell], place: int, day: int | None) -> bool:
    """Whether the end of a spell is a closing: it is dated, it has come, and no other spell takes over."""
    return life_of(spells[place], day) is Life.CLOSED and not _taken_over(spells, place)


def _came(spells: Sequence[Spell], place: int, editions: Editions, carried: Fields) -> Iterator[Step]:
    before, spell = spells[place - 1], spells[place]
    start = spell.period.start
    for kind, fields in _transition(before, spell):
        yield Step(kind, dated(start, editions), {**carried, **fields}, start, before, spell)
        carried = {}


def _closing(spells: Sequence[Spell], place: int, editions: Editions) -> Iterator[Step]:
    spell = spells[place]
    end = spell.period.end
    if isinstance(end, PartialDate) and _closes(spells, place, editions.new_day):
        yield Step(ChangeKind.CLOSED, dated(end, editions), {"closed": ("", end.text)}, end, None, spell)


def _went(spells: Sequence[Spell], place: int, editions: Editions, carried: Fields) -> Iterator[Step]:
    before, spell = spells[place - 1], spells[place]
    start, end = spell.period.start, spell.period.end
    for kind, fields in _transition(before, spell):
        turned = {column: (two, one) for column, (one, two) in fields.items()}
        yield Step(kind.mirrored, undone(start, editions), {**carried, **turned}, None, spell, before)
        carried = {}
    if isinstance(end, PartialDate) and _closes(spells, place, editions.old_day):
        yield Step(ChangeKind.REOPENED, undone(end, editions), {"closed": (end.text, "")}, None, spell, None)


def _transition(before: Spell, after: Spell) -> Iterator[tuple[ChangeKind, Fields]]:
    """How a spell took over from the one before it: at least one kind, with all cells between them."""
    cells = differing_cells(before, after, Editions())
    cells.pop("closed", None)
    cells.pop("opened", None)
    if after.period.start is not None:
        cells["opened"] = ("", after.period.start.text)
    cells = cells or row_cells(after, came=True)
    if not touching(before, after):
        yield ChangeKind.REOPENED, cells
        return
    found: list[tuple[ChangeKind, tuple[str, ...]]] = []
    if "kind" in cells:
        found.append((kind_change(before.kind, after.kind), ("kind",)))
    if ("city" in cells or "host" in cells) and moved(before, after):
        found.append((ChangeKind.RELOCATED, ("city", "host")))
    if "status" in cells:
        kind = _status_change(before, after)
        if kind is not None:
            found.append((kind, ("status",)))
    if not found:
        found.append((ChangeKind.CORRECTED, ()))
    theirs = [{name: cells.pop(name) for name in names if name in cells} for _, names in found]
    theirs[0] = {**theirs[0], **cells}
    for (kind, _), fields in zip(found, theirs, strict=True):
        yield kind, fields


def _status_change(before: Spell, after: Spell) -> ChangeKind | None:
    # Both spells may have ended since; their statuses say what each was while it lasted.
    return life_change(_while_it_lasted(before), _while_it_lasted(after))


def _while_it_lasted(spell: Spell) -> Life:
    status = spell.status
    if status is Status.CLOSED and isinstance(spell.period.end, PartialDate):
        status = Status.OPERATING
    return life_of(Spell(spell.kind, status=status), None)


def _without(steps: Sequence[Step], carried: Fields) -> Iterator[Step]:
    for step in steps:
        fields = {name: cell for name, cell in step.fields.items() if name not in carried}
        if fields:
            yield Step(step.kind, step.rule, fields, step.when, step.old, step.new)
