"""Strategies for editions of whole datasets, each edited from the one before, hostile ones among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

from diplomap.diffing.patch.patches import EDITION
from diplomap.model.dataset import RECORD_TABLES, Dataset
from diplomap.model.quarantine import Quarantined
from diplomap.testing.editions import DAYS, edited_missions
from diplomap.testing.record_editions import Strategies, edited_records
from diplomap.testing.record_pools import pooled_records


class Editions(tuple[Dataset, ...]):
    """Editions in turn, shown by what they say, so that a failing example can be read."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(f"edition {number}: {_shown(one)}" for number, one in enumerate(self, 1))


def _shown(dataset: Dataset) -> str:
    lines = [f"{name} {value!r}" for name in EDITION if (value := getattr(dataset, name))]
    lines += [f"{name} {one!r}" for name, records in _tables(dataset) for one in records]
    return "".join(f"\n  {line}" for line in lines) or "nothing"


def _tables(dataset: Dataset) -> list[tuple[str, Iterable[Any]]]:
    return [("missions", dataset.missions), *dataset.tables.items(), ("quarantine", dataset.quarantine)]


POOLED = pooled_records()
_coins = st.booleans()
_held = st.lists(
    st.builds(Quarantined, st.sampled_from(["missions", "groups"]), st.sampled_from(["x", "y,1", ""])),
    max_size=2,
)
_as_ofs: st.SearchStrategy[date | None] = st.none() | st.sampled_from(DAYS)
_coverage: st.SearchStrategy[Any] = st.sampled_from(
    [{}, {"senders": ["PRK"]}, {"complete": True, "n": [1.5, None]}]
)
_titles = st.sampled_from(["", "Posts"])


@st.composite
def first_editions(draw: st.DrawFn, records: Strategies = POOLED) -> Dataset:
    """Datasets with missions, rows in quarantine and the records of one or two tables.

    >>> from hypothesis import find
    >>> find(first_editions(), lambda ds: True)
    <Dataset untitled: 0 missions, as of None>
    """
    missions = draw(edited_missions([]))
    twice = missions[:1] if draw(_coins) else []
    names = draw(st.lists(st.sampled_from(RECORD_TABLES), max_size=2, unique=True))
    told: dict[str, Any] = {name: draw(st.lists(records[name], max_size=2)) for name in names}
    return Dataset(
        [*missions, *twice],
        draw(_as_ofs),
        draw(_coverage),
        tuple(draw(_held)),
        draw(_titles),
        extra_columns=draw(st.sampled_from([(), ("phone",)])),
        **told,
    )


@st.composite
def next_editions(draw: st.DrawFn, before: Dataset, records: Strategies = POOLED) -> Dataset:
    """An edition made from another: records edited, dropped, doubled, added and put in another order.

    >>> from hypothesis import find
    >>> find(next_editions(Dataset()), lambda ds: True) == Dataset()
    True
    """
    if draw(_coins) and draw(_coins):
        return attrs.evolve(before)
    missions = draw(edited_missions(before.missions))
    if draw(_coins):
        missions = draw(st.permutations(missions))
    names = [name for name, held in before.tables.items() if held]
    more = draw(st.lists(st.sampled_from(RECORD_TABLES), max_size=1))
    told: dict[str, Any] = {
        name: draw(edited_records(name, [*before.tables[name]], records))
        for name in dict.fromkeys([*names, *more])
    }
    told["quarantine"] = before.quarantine if draw(_coins) else tuple(draw(_held))
    told.update(title=draw(_titles), licence=draw(_titles), as_of=draw(_as_ofs), coverage=draw(_coverage))
    return attrs.evolve(before, missions=missions, **told)


@st.composite
def editions_in_turn(draw: st.DrawFn, count: int, records: Strategies = POOLED) -> Editions:
    """Several editions of one dataset, each made from the one before; their records are a few that meet.

    >>> from hypothesis import find
    >>> len(find(editions_in_turn(2), lambda editions: True))
    2
    """
    editions = [draw(first_editions(records))]
    while len(editions) < count:
        editions.append(draw(next_editions(editions[-1], records)))
    return Editions(editions)
