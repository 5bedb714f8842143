"""The laws of counts over time: no world that the dates allow escapes the bounds of what is told."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.counting.moves import closures, openings
from diplomap.counting.profiles import Profile, profile
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE
from diplomap.values.periods import End, Period

# Few dates, so that spells touch, overlap and end together.
TEXTS = ("2018", "2019", "2019-03", "2019-03-05", "2019-03-06", "..2019", "2019..", "2018..2020", "201X")
FIRST, LAST = date(2009, 1, 1).toordinal(), date(2024, 1, 1).toordinal()
DAYS = ["2017-06-01", "2019-01-01", "2019-03-05", "2019-03-06", "2019-07-01", "2020-01-01", "2021-01-01"]
PARTIES = ("PRK", "CHN", "ESP")
POSTS = profile("all")
PAIRS = attrs.evolve(POSTS, name="pairs", how="pairs")
DIPLOMATIC = profile("diplomatic")
dates = st.sampled_from([PartialDate.parse(text) for text in TEXTS])
profiles = st.sampled_from([POSTS, PAIRS, DIPLOMATIC])
kinds = st.sampled_from([Kind.EMBASSY, Kind.EMBASSY, Kind.CONSULATE])
statuses = st.sampled_from(
    [Status.OPERATING, Status.OPERATING, Status.CLOSED, Status.SUSPENDED, Status.UNKNOWN]
)
stretches = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(sorted)


def _is_period(told: tuple[PartialDate | None, PartialDate | End]) -> bool:
    start, end = told
    return start is None or isinstance(end, End) or end.hi >= start.lo


periods = (
    st.tuples(st.none() | dates, dates | st.sampled_from(End)).filter(_is_period).map(lambda t: Period(*t))
)
spells = st.builds(Spell, kinds, statuses, period=periods)


@st.composite
def missions(draw: st.DrawFn) -> Mission:
    receiving = draw(st.sampled_from(PARTIES))
    sender = draw(st.sampled_from([party for party in PARTIES if party != receiving]))
    told = draw(st.lists(spells, min_size=1, max_size=3))
    if len(told) > 1 and draw(st.booleans()) and isinstance(told[0].period.end, PartialDate):
        end = told[0].period.end
        later = told[1].period.end
        if not isinstance(later, PartialDate) or later.hi > end.lo:
            told[1] = attrs.evolve(told[1], period=Period(end, later))
    return Mission(draw(st.sampled_from("abc")), (sender,), receiving, tuple(told))


datasets = st.builds(
    Dataset, st.lists(missions(), max_size=4), st.none() | st.sampled_from([*map(date.fromisoformat, DAYS)])
)


@st.composite
def worlds(draw: st.DrawFn, ds: Dataset) -> Dataset | None:
    """One way it may have been: every date a day, every status sure; None where the draw is impossible."""
    made = []
    as_of = None if ds.as_of is None else ds.as_of.toordinal()
    for mission in ds.missions:
        days: dict[str, int] = {}

        def day(told: PartialDate, days: dict[str, int] = days) -> int:
            if told.text not in days:
                days[told.text] = draw(st.integers(max(told.lo, FIRST), min(told.hi, LAST)))
            return days[told.text]

        told = []
        for spell in mission.spells:
            start, end = spell.period.start, spell.period.end
            first = day(start) if start is not None else draw(st.integers(FIRST, as_of or LAST))
            last: int | None
            if isinstance(end, PartialDate):
                last = day(end)
            elif spell.status is Status.CLOSED:
                last = draw(st.integers(FIRST, as_of or LAST))
            elif end is End.UNKNOWN:
                last = draw(st.none() | st.integers(FIRST, LAST))
            else:
                last = None if as_of is None else draw(st.none() | st.integers(as_of + 1, LAST))
            if last is not None and last <= first:
                return None
            status = spell.status
            if status is Status.UNKNOWN:
                status = draw(st.sampled_from([Status.OPERATING, Status.SUSPENDED]))
            ended = End.OPEN if last is None else PartialDate.of(date.fromordinal(last))
            period = Period(PartialDate.of(date.fromordinal(first)), ended)
            told.append(attrs.evolve(spell, status=status, period=period))
        made.append(attrs.evolve(mission, spells=tuple(told)))
    return Dataset(made)


def _there(ds: Dataset, judged: Profile, day: int) -> set[object]:
    """What counts on a day in a world, by the plainest way there is."""
    found: set[object] = set()
    for place, mission in enumerate(ds.missions):
        for spell in mission.spells:
            status = Status.OPERATING if spell.status is Status.CLOSED else spell.status
            start, end = spell.period.start, spell.period.end
            assert start is not None
            lasts = start.lo <= day and (not isinstance(end, PartialDate) or day < end.lo)
            if lasts and spell.kind in judged.kinds and status in judged.statuses:
                found.add((mission.sending, mission.receiving) if judged.how == "pairs" else place)
    return found


def _plain(ds: Dataset, judged: Profile, since: str, until: str) -> tuple[int, int]:
    """The closings and openings of a world, day by day."""
    closed = opened = 0
    first, last = (date.fromisoformat(day).toordinal() for day in (since, until))
    before = _there(ds, judged, first - 1)
    for day in range(first, last + 1):
        after = _there(ds, judged, day)
        closed, opened = closed + len(before - after), opened + len(after - before)
        before = after
    return closed, opened


# However the unknown parts of dates and statuses may have been, the number of closings and of openings
# in a stretch lies within the bounds told.
@given(st.data(), datasets, profiles, stretches)
@settings(max_examples=150)
def test_no_world_escapes_the_bounds(
    data: st.DataObject, ds: Dataset, judged: Profile, stretch: list[str]
) -> None:
    world = data.draw(worlds(ds))
    if world is not None:
        since, until = stretch
        closed, opened = _plain(world, judged, since, until)
        assert closed in closures(ds, since=since, until=until, profile=judged).listed
        assert opened in openings(ds, since=since, until=until, profile=judged).listed


# Where every date is a day and every status sure, the closings and openings are counted exactly.
@given(st.data(), datasets, profiles, stretches)
@settings(max_examples=150)
def test_what_is_told_exactly_is_counted_exactly(
    data: st.DataObject, ds: Dataset, judged: Profile, stretch: list[str]
) -> None:
    world = data.draw(worlds(ds))
    if world is not None:
        since, until = stretch
        closed, opened = _plain(world, judged, since, until)
        assert closures(world, since=since, until=until, profile=judged).listed == Count(closed)
        assert openings(world, since=since, until=until, profile=judged).listed == Count(opened)


# Of the moves, those that are sure are no more than the lower bound of their count, and all no fewer than
# its upper.
@given(datasets, profiles, stretches)
@settings(max_examples=100)
def test_the_moves_one_by_one_hold_the_count(ds: Dataset, judged: Profile, stretch: list[str]) -> None:
    since, until = stretch
    for asked in (closures, openings):
        found = asked(ds, since=since, until=until, profile=judged)
        surely = sum(move.answer is TRUE for move in found)
        assert surely <= found.listed.low <= found.listed.high <= len(found)
