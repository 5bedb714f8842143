"""Which column of the file is given to which of ours, with what else it might have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from diplomap.tables.folding import folded
from diplomap.tables.mapping.assignment import best_assignment
from diplomap.tables.mapping.column_facts import ColumnFacts
from diplomap.tables.mapping.guessed import Doubt
from diplomap.tables.mapping.header_names import columns_of
from diplomap.tables.mapping.scoring import Score, scores
from diplomap.tables.mapping.sides import with_sides

_CLOSE = 0.1
_WEAK = 0.65
_SAME = 0.6
_SIDES = (("sending", "receiving"), ("party", "with"))


@attrs.define(slots=True)
class Choice:
    """For each column of ours its place in the file and its score, and all that might have been."""

    places: dict[str, int]
    scores: dict[str, Score]
    every: Sequence[Mapping[str, Score]]
    items: dict[str, int] = attrs.field(factory=dict)
    doubts: list[Doubt] = attrs.field(factory=list)
    remarks: list[str] = attrs.field(factory=list)

    def of(self, place: int) -> tuple[str | None, float, tuple[str, ...]]:
        """What a column of the file is taken for, how surely, and why."""
        ours = next((name for name, at in self.places.items() if at == place), None)
        if ours is None:
            return None, 0.0, ()
        one = self.scores.get(ours, Score(0.0))
        return ours, min(1.0, one.score), one.evidence

    def others(self, place: int) -> tuple[tuple[str, float], ...]:
        """What else a column of the file might be."""
        taken = {name for name, at in self.places.items() if at == place}
        found = [(name, min(1.0, one.score)) for name, one in self.every[place].items() if name not in taken]
        return tuple(sorted(found, key=lambda one: -one[1])[:3])


def choose(
    facts: Sequence[ColumnFacts], columns: Sequence[Sequence[str]], table: str, given: Mapping[str, str]
) -> Choice:
    """The best choice of columns for a table of ours; two columns that tell the same party are one side."""
    found = scores(facts, table, given)
    agreed: dict[int, float] = {}
    if table == "missions":
        found, agreed = with_sides(found, facts, columns)
    seen: set[str] = set()
    for place, fact in enumerate(facts):
        # A layout speaks of headers, and two alike are the first of them.
        if not folded(fact.header) or folded(fact.header) in seen:
            found[place] = {}
        seen.add(folded(fact.header))
    ours = columns_of(table)
    made = _assigned(found, ours)
    twins = _twins(made, facts, columns)
    while twins:
        side, place = twins
        found[place] = {name: one for name, one in found[place].items() if name != side}
        made = _assigned(found, ours)
        twins = _twins(made, facts, columns)
    choice = Choice(made, {name: found[at][name] for name, at in made.items()}, found)
    _receiver_of_host(choice, facts, given)
    _items(choice, facts)
    _doubts(choice, facts, given, agreed)
    return choice


def _assigned(found: Sequence[Mapping[str, Score]], ours: Sequence[str]) -> dict[str, int]:
    matrix = [[one[name].score if name in one else 0.0 for one in found] for name in ours]
    given = best_assignment(matrix)
    return {name: at for name, at in zip(ours, given, strict=True) if at is not None}


def _twins(
    made: Mapping[str, int], facts: Sequence[ColumnFacts], columns: Sequence[Sequence[str]]
) -> tuple[str, int] | None:
    """A side whose column tells the same party as that of the other side in most rows: the weaker one."""
    for one, two in _SIDES:
        if one in made and two in made and _same(made[one], made[two], facts, columns) >= _SAME:
            return one, made[one]
    return None


def _same(a: int, b: int, facts: Sequence[ColumnFacts], columns: Sequence[Sequence[str]]) -> float:
    pairs = zip(columns[a], columns[b], strict=True)
    both = [(facts[a].named.get(x.strip()), facts[b].named.get(y.strip())) for x, y in pairs]
    known = [one for one in both if one[0] and one[1]]
    return sum(x == y for x, y in known) / len(known) if known else 0.0


def _receiver_of_host(choice: Choice, facts: Sequence[ColumnFacts], given: Mapping[str, str]) -> None:
    """Take the column of hosts for that of receivers where there is no other, and say so."""
    if "host" in choice.places and "receiving" not in choice.places and "receiving" not in given:
        choice.places["receiving"] = place = choice.places.pop("host")
        choice.scores["receiving"] = choice.scores.pop("host")
        told = (
            f"{facts[place].header!r} says where posts stand and is taken for the receiver: look at those "
            "sent to another party than their host, such as to the Holy See or an organisation"
        )
        choice.doubts.append(Doubt("receiving", told, ("receiving", "host")))


def _items(choice: Choice, facts: Sequence[ColumnFacts]) -> None:
    """Columns of Wikidata items: of the missions themselves, or of the parties in the column beside."""
    for one, other in (("id", "wikidata"), ("wikidata", "id")):
        place = choice.places.get(one)
        if place is not None and other not in choice.places and facts[place].share("Wikidata items") > 0.9:
            if facts[place].distinct < 0.9 * facts[place].filled:
                continue
            choice.places[other] = place
            choice.scores[other] = choice.scores[one]
            choice.remarks.append(f"{facts[place].header}: holds Wikidata items, and is {one} and {other}")
    taken = set(choice.places.values())
    for ours in ("sending", "receiving"):
        place = choice.places.get(ours)
        for at, fact in enumerate(facts) if place is not None else ():
            beside = folded(fact.header).startswith(folded(facts[place or 0].header))
            if at not in taken and beside and fact.share("Wikidata items") > 0.9:
                choice.items[ours] = at
                choice.remarks.append(f"{fact.header}: Wikidata items that say which party {ours} means")


def _doubts(
    choice: Choice,
    facts: Sequence[ColumnFacts],
    given: Mapping[str, str],
    agreed: Mapping[int, float],
) -> None:
    used = set(choice.places.values()) | set(choice.items.values())
    for ours, place in list(choice.places.items()):
        best = choice.scores[ours].score
        rivals = [
            facts[at].header
            for at, one in enumerate(choice.every)
            if at not in used and ours in one and one[ours].score >= best - _CLOSE
        ]
        if best < _WEAK:
            why = "; ".join(choice.scores[ours].evidence)
            told = f"{facts[place].header!r} is taken on weak evidence ({why})"
            choice.doubts.append(Doubt(ours, told, (facts[place].header,)))
        if rivals:
            told = f"{facts[place].header!r} is taken, and {' or '.join(map(repr, rivals))} fits as well"
            choice.doubts.append(Doubt(ours, told, (facts[place].header, *rivals)))
    for one, two in _SIDES:
        alone = one if two not in choice.places else two if one not in choice.places else None
        if alone is None or alone not in choice.places or {one, two} & given.keys():
            continue
        place = choice.places[alone]
        other = two if alone == one else one
        rival = choice.every[place].get(other)
        close = rival is not None and rival.score >= choice.scores[alone].score - 2 * _CLOSE
        if close and place not in agreed:
            told = f"{facts[place].header!r} may be {one} or {two}: nothing in the rows says which"
            choice.doubts.append(Doubt(alone, told, (one, two)))
