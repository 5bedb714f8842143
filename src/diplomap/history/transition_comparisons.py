"""Two sets of spells compared: the rows that are equal, and each change that only one of them has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum

import attrs

from diplomap.history.transition_spells import StatusSpell
from diplomap.values.dates import OPEN_HI, PartialDate


class DifferenceKind(StrEnum):
    """What differs where a spell begins, or ends with its state.

    `status`: another status from the same day on. `day`: the same status from another day on. `added`: only
    the other side has the change; `missing`: only this side has it. `cut`: the other side parts a spell
    where nothing changes. `end`: the last spell of a lifetime ends on another day.
    """

    STATUS = "status"
    DAY = "day"
    ADDED = "added"
    MISSING = "missing"
    CUT = "cut"
    END = "end"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class SpellDifference:
    """One change that differs: the spell that begins with it on each side, None where it has none."""

    kind: DifferenceKind
    state: str
    ours: StatusSpell | None
    theirs: StatusSpell | None

    def __str__(self) -> str:
        return f"{self.state}: {self.kind}: {_told(self.ours)} here, {_told(self.theirs)} there"


@attrs.frozen(slots=True)
class SpellComparison:
    """How many rows are `equal` in state, start, end and status, of how many on each side; the differences.

    `named_alike` counts those that also bear the same name.
    """

    equal: int
    named_alike: int
    ours: int
    theirs: int
    differences: tuple[SpellDifference, ...]


def compare_spells(ours: Iterable[StatusSpell], theirs: Iterable[StatusSpell]) -> SpellComparison:
    """What differs between two sets of spells of the same states.

    Rows are equal where state, first day, end and status are. As one change that differs makes two rows
    differ, the differences are told by change. A spell that is still so equals one that is still so, to
    whatever day the two tables were written.

    >>> import io
    >>> from diplomap.history.transition_spell_tables import read_spells
    >>> head = "state,start,last_day,status\\nPAN,1931-01-05,"
    >>> one = read_spells(io.StringIO(head + "1931-01-14,None\\nPAN,1931-01-15,,Legation\\n"))
    >>> two = read_spells(io.StringIO(head + "1931-01-15,None\\nPAN,1931-01-16,,Legation\\n"))
    >>> [str(one) for one in compare_spells(one, two).differences]
    ['PAN: day: Legation from 1931-01-15 here, Legation from 1931-01-16 there']
    """
    mine, yours = [*ours], [*theirs]
    rows, other = {_row(spell): spell.name for spell in mine}, {_row(spell): spell.name for spell in yours}
    common = rows.keys() & other.keys()
    by_state = _grouped(mine), _grouped(yours)
    states = sorted({*by_state[0], *by_state[1]})
    found = [one for state in states for one in _differences(state, by_state[0][state], by_state[1][state])]
    alike = sum(rows[key] == other[key] for key in common)
    return SpellComparison(len(common), alike, len(mine), len(yours), tuple(found))


def _row(spell: StatusSpell) -> tuple[str, int, int, str]:
    return spell.state, _begins(spell), _ends(spell), spell.status


def _begins(spell: StatusSpell) -> int:
    return 0 if spell.period.start is None else spell.period.start.lo


def _ends(spell: StatusSpell) -> int:
    end = spell.period.end
    return end.lo if isinstance(end, PartialDate) else OPEN_HI


def _grouped(spells: Iterable[StatusSpell]) -> dict[str, list[StatusSpell]]:
    groups: dict[str, list[StatusSpell]] = defaultdict(list)
    for spell in spells:
        groups[spell.state].append(spell)
    for group in groups.values():
        group.sort(key=_begins)
    return groups


def _differences(state: str, mine: list[StatusSpell], yours: list[StatusSpell]) -> Iterator[SpellDifference]:
    ours, theirs = {_begins(one): one for one in mine}, {_begins(one): one for one in yours}
    waiting: list[tuple[bool, StatusSpell]] = []
    for day in sorted({*ours, *theirs}):
        one, two = ours.get(day), theirs.get(day)
        if one is not None and two is not None:
            yield from _unpaired(state, waiting, theirs)
            waiting = []
            if one.status != two.status:
                yield SpellDifference(DifferenceKind.STATUS, state, one, two)
        elif one is not None:
            waiting.append((True, one))
        elif two is not None:
            waiting.append((False, two))
    yield from _unpaired(state, waiting, theirs)
    yield from _ended(state, mine, yours)


def _unpaired(
    state: str, waiting: list[tuple[bool, StatusSpell]], theirs: dict[int, StatusSpell]
) -> Iterator[SpellDifference]:
    """Changes on days that only one side has; the same status on both sides is one change on another day."""
    left = [*waiting]
    while left:
        is_ours, spell = left.pop(0)
        match = next((o for o in left if o[0] != is_ours and o[1].status == spell.status), None)
        if match is not None:
            left.remove(match)
            ours, other = (spell, match[1]) if is_ours else (match[1], spell)
            yield SpellDifference(DifferenceKind.DAY, state, ours, other)
        elif is_ours:
            yield SpellDifference(DifferenceKind.MISSING, state, spell, None)
        else:
            before = next((o for o in theirs.values() if _ends(o) == _begins(spell)), None)
            cut = before is not None and before.status == spell.status
            yield SpellDifference(DifferenceKind.CUT if cut else DifferenceKind.ADDED, state, None, spell)


def _ended(state: str, mine: list[StatusSpell], yours: list[StatusSpell]) -> Iterator[SpellDifference]:
    for one, two in zip(_last(mine), _last(yours), strict=False):
        if _ends(one) != _ends(two):
            yield SpellDifference(DifferenceKind.END, state, one, two)


def _last(spells: list[StatusSpell]) -> list[StatusSpell]:
    starts = {_begins(one) for one in spells}
    return [one for one in spells if _ends(one) not in starts]


def _told(spell: StatusSpell | None) -> str:
    return "nothing" if spell is None else f"{spell.status} from {spell.period.start}"
