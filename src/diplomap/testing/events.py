"""Strategies for whole maps: missions with accreditations, relations, recognitions and sanctions."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import strategies as st

from diplomap.model.dataset import Dataset
from diplomap.model.events import Event
from diplomap.model.missions import Accreditation, Mission
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
from diplomap.model.sanctions import Instrument, Measure, Sanction, Stage
from diplomap.testing.editions import two_editions
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE
from diplomap.values.periods import End, Period

_PARTIES = ("PRK", "CHN", "ESP", "HKG")
_TEXTS = ("2018", "2019", "2019-03", "2019-03-05", "..2019", "2019..", "2018?", "2020-06", "2022")
_DATES = tuple(map(PartialDate.parse, _TEXTS))


def _periods() -> st.SearchStrategy[Period]:
    ends: list[PartialDate | End] = [End.OPEN, End.OPEN, End.UNKNOWN, *_DATES]
    starts: list[PartialDate | None] = [None, *_DATES]
    told = [(start, end) for start in starts for end in ends]
    return st.sampled_from([Period(start, end) for start, end in told if _is_period(start, end)])


def _is_period(start: PartialDate | None, end: PartialDate | End) -> bool:
    return start is None or isinstance(end, End) or end.hi >= start.lo


def _two() -> st.SearchStrategy[tuple[str, str]]:
    both = st.lists(st.sampled_from(_PARTIES), min_size=2, max_size=2, unique=True)
    return both.map(lambda told: (told[0], told[1]))


def _relations() -> st.SearchStrategy[Relation]:
    levels: list[Level | None] = [None, *Level]
    told = st.tuples(_two(), st.sampled_from(RelationKind), st.sampled_from(RelationStatus))
    return st.tuples(told, st.sampled_from(levels), _periods()).map(_relation)


def _relation(
    parts: tuple[tuple[tuple[str, str], RelationKind, RelationStatus], Level | None, Period],
) -> Relation:
    (two, kind, status), level, period = parts
    return Relation(two[0], two[1], kind, status, level, period)


def _recognitions() -> st.SearchStrategy[Recognition]:
    statuses = st.sampled_from(RecognitionStatus)
    told = st.tuples(_two(), statuses, _periods())
    return told.map(lambda one: Recognition(*one[0], status=one[1], period=one[2]))


def _sanctions() -> st.SearchStrategy[Sanction]:
    measures = st.lists(st.sampled_from(Measure), max_size=2, unique=True).map(tuple)
    acts = st.lists(st.sampled_from(["S/RES/1718 (2006-10-14)", "a+b", "100%25"]), max_size=2, unique=True)
    instruments = acts.map(lambda names: tuple(map(Instrument.parse, names)))
    return st.builds(
        lambda id_, two, what, stage, act, aim, when: Sanction(
            id_, (two[0],), two[1], what, stage, act, aim, when
        ),
        *(st.sampled_from(["s1", "s2"]), _two(), measures, st.sampled_from(Stage), instruments),
        *(st.sampled_from(["", "peace", "peace|a+b 5%"]), _periods()),
    )


@st.composite
def _accredited(draw: st.DrawFn, mission: Mission) -> Mission:
    told = draw(st.lists(st.builds(Accreditation, st.sampled_from(_PARTIES), _periods()), max_size=2))
    return attrs.evolve(mission, accreditations=tuple(told))


@st.composite
def _whole(draw: st.DrawFn, missions: Dataset) -> Dataset:
    # As on reading a table: what stands under one id with the same parties is one mission.
    once = {(one.id, *sorted(one.sending), one.receiving): one for one in missions.missions}
    return attrs.evolve(
        missions,
        missions=[draw(_accredited(mission)) for mission in once.values()],
        relations=draw(st.lists(_relations(), max_size=3)),
        recognitions=draw(st.lists(_recognitions(), max_size=2)),
        sanctions=draw(st.lists(_sanctions(), max_size=2)),
    )


@st.composite
def two_maps(draw: st.DrawFn) -> tuple[Dataset, Dataset]:
    """Two editions of a whole map, the second made from the first; hostile ones are among them.

    >>> from hypothesis import Phase, find, settings
    >>> unshrunk = settings(phases=[Phase.generate], database=None, derandomize=True)
    >>> old, new = find(two_maps(), lambda both: len(both[1].relations) > 1, settings=unshrunk)
    >>> len(new.relations) > 1
    True
    """
    old, new = draw(two_editions())
    before = draw(_whole(old))
    after = draw(_whole(new))
    kept = {name: draw(st.booleans()) for name in ("relations", "recognitions", "sanctions")}
    same: dict[str, Any] = {
        name: (*getattr(before, name), *getattr(after, name)[:1]) for name in kept if kept[name]
    }
    return before, attrs.evolve(after, **same)


def maps() -> st.SearchStrategy[Dataset]:
    """Whole maps: missions with their accreditations, relations, recognitions and sanctions.

    >>> from hypothesis import Phase, find, settings
    >>> unshrunk = settings(phases=[Phase.generate], database=None, derandomize=True)
    >>> len(find(maps(), lambda ds: len(ds.sanctions) > 0, settings=unshrunk).sanctions) > 0
    True
    """
    return two_maps().map(lambda both: both[1])


def days() -> st.SearchStrategy[date]:
    """Days among which the dates of `maps` lie, before and after them too."""
    return st.dates(date(2016, 1, 1), date(2024, 1, 1))


@st.composite
def reordered(draw: st.DrawFn, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The same events, exchanged only where their dates settle which came first.

    >>> from hypothesis import find
    >>> find(reordered(()), lambda events: True)
    ()
    """
    told = list(events)
    for _ in range(draw(st.integers(0, 3))):
        for place in range(len(told) - 1):
            if _settled(told[place], told[place + 1]) and draw(st.booleans()):
                told[place], told[place + 1] = told[place + 1], told[place]
    return tuple(told)


def _settled(one: Event, other: Event) -> bool:
    if one.date is None or other.date is None:
        return False
    return one.date.before(other.date) is TRUE or other.date.before(one.date) is TRUE
