"""Which of two columns of states sends and which receives: the cities lie in one of them, or in neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diplomap.tables.mapping.column_facts import CITIES, PARTIES, ColumnFacts
from diplomap.tables.mapping.scoring import Score

_ENOUGH = 3
_MOST, _FEW = 0.6, 0.25
_STEP = 0.25


def with_sides(
    found: Sequence[Mapping[str, Score]], facts: Sequence[ColumnFacts], columns: Sequence[Sequence[str]]
) -> tuple[list[dict[str, Score]], dict[int, float]]:
    """The scores of columns of states, raised or lowered by where the cities of their rows lie.

    A post stands on the soil of the state that receives it, save a few; where the cities lie in the
    state of a column in most rows, it receives, where in hardly any, it sends. Gives also the share of
    rows that agree, by the place of the column.
    """
    seat = max(range(len(facts)), key=lambda at: facts[at].share(CITIES), default=None)
    changed = [dict(one) for one in found]
    agreed: dict[int, float] = {}
    if seat is None or facts[seat].share(CITIES) < _MOST / 2:
        return changed, agreed
    for at, fact in enumerate(facts):
        if at == seat or fact.share(PARTIES) < 0.5:
            continue
        pairs = zip(columns[at], columns[seat], strict=True)
        both = [(fact.named.get(a.strip()), facts[seat].named.get(b.strip())) for a, b in pairs]
        known = [one for one in both if one[0] and one[1]]
        if len(known) < _ENOUGH:
            continue
        agreed[at] = share = sum(a == b for a, b in known) / len(known)
        told = f"the cities of {share:.0%} of the rows lie in it".replace("%", " %")
        there, home = ("receiving", "host"), ("sending",)
        up, down = (there, home) if share >= _MOST else (home, there)
        if _FEW < share < _MOST:
            continue
        for ours in (*up, *down):
            if ours in changed[at]:
                one = changed[at][ours]
                step = _STEP if ours in up else -_STEP
                changed[at][ours] = Score(max(0.0, one.score + step), (*one.evidence, told), one.by_name)
    return changed, agreed
