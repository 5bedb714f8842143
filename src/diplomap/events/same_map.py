"""Whether two datasets draw the same map, and where they differ: what the law of replay is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from diplomap.events.lines import Line, Thing, lines_of
from diplomap.model.dataset import Dataset


@attrs.frozen(slots=True)
class MapDifference:
    """A line of one map and what stands for it in the other; None where nothing does.

    >>> from diplomap.model.recognitions import Recognition
    >>> one = Dataset(recognitions=[Recognition("PAN", "CHN")])
    >>> [(difference.old is None, difference.fields) for difference in map_differences(Dataset(), one)]
    [(True, ('status',))]
    """

    thing: Thing
    old: Line | None
    new: Line | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the cells that differ, `since` and `until` among them."""
        old, new = cells_of(self.old), cells_of(self.new)
        return tuple(name for name in {**old, **new} if old.get(name, "") != new.get(name, ""))


def same_map(one: Dataset, other: Dataset) -> bool:
    """Whether two datasets draw the same map, in whatever order their rows stand.

    The map is the missions with their parties, spells (kind, status, seat, host, head, period) and
    accreditations, the relations, recognitions and sanctions. Sources, notes and foreign columns are not.

    >>> from diplomap.model.recognitions import Recognition
    >>> same_map(Dataset(recognitions=[Recognition("PAN", "CHN")]), Dataset())
    False
    """
    return Counter(lines_of(one)) == Counter(lines_of(other))


def map_differences(one: Dataset, other: Dataset) -> tuple[MapDifference, ...]:
    """Where two maps differ: lines that only one of them has, those of one thing side by side.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> seats = [Dataset([Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY, seat=seat),))])
    ...     for seat in ("Madrid", "Toledo")]
    >>> [difference.fields for difference in map_differences(*seats)]
    [('city',)]
    """
    return differences_of(lines_of(one), lines_of(other))


def differences_of(one: Iterable[Line], other: Iterable[Line]) -> tuple[MapDifference, ...]:
    """Where two lists of lines differ; see `map_differences`."""
    left, right = by_thing(one), by_thing(other)
    found: list[MapDifference] = []
    for thing in {**left, **right}:
        found.extend(differences_of_thing(thing, left.get(thing, []), right.get(thing, [])))
    return tuple(found)


def differences_of_thing(thing: Thing, one: Sequence[Line], other: Sequence[Line]) -> list[MapDifference]:
    """Where the lines of one thing differ, those most alike side by side."""
    old, new = _without(one, other), _without(other, one)
    if not old or not new:
        return [
            *(MapDifference(thing, line, None) for line in old),
            *(MapDifference(thing, None, line) for line in new),
        ]
    found: list[MapDifference] = []
    alike = sorted(
        (-_likeness(mine, theirs), i, j) for i, mine in enumerate(old) for j, theirs in enumerate(new)
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, i, j in alike:
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            found.append(MapDifference(thing, old[i], new[j]))
    found.extend(MapDifference(thing, old[i], None) for i in range(len(old)) if i not in used_old)
    found.extend(MapDifference(thing, None, new[j]) for j in range(len(new)) if j not in used_new)
    return found


def by_thing(lines: Iterable[Line]) -> dict[Thing, list[Line]]:
    """Lines by their thing, those of each in the order of time."""
    found: dict[Thing, list[Line]] = {}
    for line in lines:
        found.setdefault(line.thing, []).append(line)
    for held in found.values():
        held.sort(key=lambda line: line.order)
    return found


def cells_of(line: Line | None) -> dict[str, str]:
    """The cells of a line and the two ends of its period, blank ones left out; none of no line."""
    from diplomap.events.lines import end_text

    if line is None:
        return {}
    start = line.period.start
    ends = {"since": "" if start is None else str(start), "until": end_text(line.period.end)}
    return {**dict(line.cells), **{name: text for name, text in ends.items() if text}}


def _without(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    left = Counter(others)
    kept: list[Line] = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            kept.append(line)
    return kept


def _likeness(one: Line, other: Line) -> int:
    mine, theirs = cells_of(one), cells_of(other)
    same = sum(1 for name in mine if mine[name] == theirs.get(name))
    # Lines that begin alike are one stretch told twice, whatever else they tell.
    return same + 3 * (one.period.start == other.period.start) + (one.period.end == other.period.end)
