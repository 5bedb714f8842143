"""Strategies for two editions of one dataset, the second edited from the first, hostile ones among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

from diplomap.model.columns import Column, ColumnStore
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.rows import TableHead
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

# Few of everything, so that ids, parties, seats and dates meet, and dates meet the editions' days.
DAYS = tuple(date(year, month, 1) for year, month in ((2018, 6), (2019, 1), (2019, 7), (2021, 1)))
_PARTIES = ("PRK", "CHN", "ESP", "HKG")
_SEATS = ("", "Córdoba", "cordoba", "Lima")
_TEXTS = (
    "2018",
    "2019",
    "2019-03",
    "2019-01-01",
    "2019-03-05",
    "..2019",
    "2019..",
    "2018?",
    "2020-06",
    "2022",
)
_DATES = tuple(map(PartialDate.parse, _TEXTS))
_KINDS = (Kind.EMBASSY, Kind.HIGH_COMMISSION, Kind.LEGATION, Kind.CONSULATE, Kind.HONORARY_CONSULATE)
_as_ofs = st.none() | st.sampled_from(DAYS)
_coverage: st.SearchStrategy[Mapping[str, Any]] = st.sampled_from(
    [{}, {}, {"senders": ["PRK"]}, {"senders": list(_PARTIES), "complete": True}]
)


def _periods() -> st.SearchStrategy[Period]:
    ends = st.sampled_from([End.OPEN, *End, *_DATES])
    told = st.tuples(st.sampled_from([None, *_DATES]), ends)
    return told.filter(_is_period).map(lambda parts: Period(*parts))


def _is_period(parts: tuple[PartialDate | None, PartialDate | End]) -> bool:
    start, end = parts
    return start is None or isinstance(end, End) or end.hi >= start.lo


def _spells() -> st.SearchStrategy[Spell]:
    return st.builds(
        Spell,
        st.sampled_from(_KINDS),
        st.sampled_from([Status.OPERATING, Status.OPERATING, *Status]),
        st.sampled_from(_SEATS),
        st.sampled_from([None, None, "HKG", "ESP"]),
        st.none(),
        _periods(),
        st.sampled_from([(), ("a",), ("a", "b")]),
        st.sampled_from(["", "", "by the sea"]),
        st.sampled_from([(), (("phone", "1"),), (("phone", "2"), ("web", "x"))]),
    )


@st.composite
def _missions(draw: st.DrawFn, most_spells: int) -> Mission:
    receiving = draw(st.sampled_from(_PARTIES))
    others = st.sampled_from([party for party in _PARTIES if party != receiving])
    return Mission(
        draw(st.sampled_from("abcdef")),
        tuple(draw(st.lists(others, min_size=1, max_size=2, unique=True))),
        receiving,
        tuple(draw(st.lists(_spells(), min_size=1, max_size=most_spells))),
        tuple(Accreditation(to) for to in draw(st.lists(others, max_size=2, unique=True))),
        draw(st.sampled_from(["", "Q1"])),
    )


@st.composite
def _edited(draw: st.DrawFn, mission: Mission, most_spells: int) -> list[Mission]:
    edit = draw(st.sampled_from(["keep", "keep", "cell", "spells", "party", "id", "drop", "twice"]))
    match edit:
        case "keep":
            return [mission]
        case "drop":
            return []
        case "twice":
            return [mission, mission]
        case "id":
            return [attrs.evolve(mission, id=draw(st.sampled_from("abcdefgh")))]
        case "spells":
            told = draw(st.lists(_spells(), min_size=1, max_size=most_spells))
            return [attrs.evolve(mission, spells=tuple([*mission.spells, *told][-most_spells:]))]
        case "party":
            other = draw(_missions(most_spells))
            return [attrs.evolve(other, id=mission.id)]
    other_spell, place = draw(_spells()), draw(st.integers(0, len(mission.spells) - 1))
    column = draw(st.sampled_from(["kind", "status", "seat", "host", "period", "sources", "note", "extra"]))
    changed = attrs.evolve(mission.spells[place], **{column: getattr(other_spell, column)})
    return [attrs.evolve(mission, spells=(*mission.spells[:place], changed, *mission.spells[place + 1 :]))]


@st.composite
def edited_missions(draw: st.DrawFn, before: Sequence[Mission], *, most_spells: int = 3) -> list[Mission]:
    """Missions after some edits: cells and parties changed, missions dropped, doubled, renumbered, added.

    >>> from hypothesis import find
    >>> find(edited_missions([]), lambda after: True)
    []
    """
    after = [one for mission in before for one in draw(_edited(mission, most_spells))]
    return after + draw(st.lists(_missions(most_spells), max_size=2))


@st.composite
def two_editions(
    draw: st.DrawFn, *, most_spells: int = 3, unique_ids: bool = False
) -> tuple[Dataset, Dataset]:
    """An edition and another made from it: cells edited, missions dropped, added, doubled, renumbered.

    Joint missions, several spells, partial dates, ids that stand twice, also for the same parties, and
    ids used again are among them; with `unique_ids`, an id stands once in an edition.

    >>> from hypothesis import Phase, find, settings
    >>> unshrunk = settings(phases=[Phase.generate], database=None, derandomize=True)
    >>> old, new = find(two_editions(), lambda both: len(both[1].missions) > 0, settings=unshrunk)
    >>> len(new.missions) > 0
    True
    """
    before = draw(st.lists(_missions(most_spells), max_size=5))
    for mission in draw(st.lists(st.sampled_from(before), max_size=2)) if before else ():
        twin = draw(_missions(most_spells))
        before.append(attrs.evolve(mission, spells=twin.spells))
    after = draw(edited_missions(before, most_spells=most_spells))
    if unique_ids:
        before, after = ([*{one.id: one for one in some}.values()] for some in (before, after))
    old = Dataset(before, draw(_as_ofs), draw(_coverage))
    return old, Dataset(draw(st.permutations(after)), draw(_as_ofs), draw(_coverage))


@st.composite
def crowded_editions(draw: st.DrawFn) -> tuple[Dataset, Dataset]:
    """Two editions of one sender's posts in one receiver, so alike that few of them can be told apart.

    >>> from hypothesis import Phase, find, settings
    >>> unshrunk = settings(phases=[Phase.generate], database=None, derandomize=True)
    >>> old, new = find(crowded_editions(), lambda both: len(both[0].missions) > 0, settings=unshrunk)
    >>> {(mission.sending, mission.receiving) for mission in old.missions}
    {(('PRK',), 'CHN')}
    """
    kinds = st.sampled_from([Kind.CONSULATE, Kind.CONSULATE_GENERAL])
    seats, notes = st.sampled_from(["", "Lima"]), st.sampled_from("xyz")
    times = st.sampled_from([Period(), Period(None, _DATES[0]), Period(_DATES[-1])])
    spell = st.builds(Spell, kinds, seat=seats, period=times, note=notes)
    one = st.builds(Mission, st.sampled_from("ab"), st.just(("PRK",)), st.just("CHN"), st.tuples(spell))
    both = st.tuples(st.lists(one, max_size=4), st.lists(one, max_size=4))
    old, new = draw(both)
    return Dataset(old), Dataset(new)


@st.composite
def shuffled(draw: st.DrawFn, dataset: Dataset) -> Dataset:
    """A dataset with the same rows in another order.

    >>> from hypothesis import find
    >>> ds = Dataset([Mission(id_, ("PRK",), "CHN", (Spell(Kind.EMBASSY),)) for id_ in "ab"])
    >>> [mission.id for mission in find(shuffled(ds), lambda other: other != ds).missions]
    ['b', 'a']
    """
    told = [attrs.evolve(one, spells=tuple(draw(st.permutations(one.spells)))) for one in dataset.missions]
    return attrs.evolve(dataset, missions=Missions(draw(st.permutations(told))))


def as_columns(dataset: Dataset) -> Dataset:
    """The same dataset kept as the columns of a table, a mission being its (id, sending, receiving).

    Missions that say the same under one id become one of several rows, as on reading a table.

    >>> ds = Dataset([Mission("a", ("PRK",), "CHN", (Spell(Kind.EMBASSY),))])
    >>> as_columns(ds).missions == ds.missions
    True
    """
    told = [(mission, spell) for mission in dataset.missions for spell in mission.spells]
    values: dict[str, list[Any]] = {
        "id": [mission.id for mission, _ in told],
        "sending": [mission.sending for mission, _ in told],
        "receiving": [mission.receiving for mission, _ in told],
        "kind": [spell.kind for _, spell in told],
        "status": [spell.status for _, spell in told],
        "city": [spell.seat for _, spell in told],
        "host": [spell.host for _, spell in told],
        "opened": [spell.period.start for _, spell in told],
        "closed": [spell.period.end for _, spell in told],
        "sources": [spell.sources for _, spell in told],
        "note": [spell.note for _, spell in told],
        "accredited_to": [tuple(one.to for one in mission.accreditations) for mission, _ in told],
        "wikidata": [mission.wikidata for mission, _ in told],
    }
    columns = {name: _column(column) for name, column in values.items()}
    names = sorted({name for _, spell in told for name, _ in spell.extra})
    extras = {name: [dict(spell.extra).get(name, "") for _, spell in told] for name in names}
    groups: dict[object, list[int]] = {}
    for row, (mission, _) in enumerate(told):
        groups.setdefault((mission.id, mission.sending, mission.receiving), []).append(row)
    once = all(len(rows) == 1 for rows in groups.values())
    store = ColumnStore(
        TableHead("made.csv", tuple(columns), {name: place for place, name in enumerate(columns)}),
        range(2, len(told) + 2),
        [column.texts for column in columns.values()],
        columns,
        extras,
        None if once else [tuple(rows) for rows in groups.values()],
    )
    return attrs.evolve(dataset, missions=Missions(store=store))


def _column(values: list[Any]) -> Column:
    texts = [value if isinstance(value, str) else repr(value) for value in values]
    # Nothing told is a blank cell, as in a table.
    texts = ["" if text in ("None", "()", "End.OPEN") else text for text in texts]
    return Column(texts, dict(zip(texts, values, strict=True)))
