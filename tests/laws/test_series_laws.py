"""The laws of counts over time: no world that the dates allow escapes the bounds of what is told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diplomap.counting.footprint import footprint
from diplomap.counting.moves import closures, openings
from diplomap.counting.profiles import Profile, profile
from diplomap.counting.series import series
from diplomap.counting.shares import shares
from diplomap.counting.shifts import shift
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.memberships import Membership
from diplomap.model.missions import Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.counts import Count, total
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE
from diplomap.values.periods import End, Period

# Few dates, so that spells touch, overlap and end together.
TEXTS = (
    "2018",
    "2019",
    "2019-03",
    "2019-03-05",
    "2019-03-06",
    "..2019",
    "2019..",
    "2019-03-05..2019-07-01",
    "2019-07-01",
)
FIRST, LAST = date(2009, 1, 1).toordinal(), date(2024, 1, 1).toordinal()
DAYS = ["2017-06-01", "2019-01-01", "2019-03-05", "2019-03-06", "2019-07-01", "2020-01-01", "2021-01-01"]
LIKELY = [date.fromisoformat(day).toordinal() + step for day in DAYS for step in (0, 1)]
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


def _pick(draw: st.DrawFn, low: int, high: int) -> int:
    """A day between two, one that other dates are likely to share."""
    found = [day for day in LIKELY if low <= day <= high]
    return draw(st.sampled_from(found or [low, high]))


NAMES = ("FRIENDS", "PARTNERS")
groups = st.lists(
    st.builds(
        Membership,
        st.sampled_from(NAMES),
        st.sampled_from(PARTIES),
        st.sampled_from(["", "", "member", "observer"]),
        period=st.just(Period()) | periods,
    ),
    max_size=4,
).map(lambda held: [*(Membership(name, "USA") for name in NAMES), *held])


@st.composite
def sharpened(draw: st.DrawFn, one: Membership) -> Membership:
    """A membership with days for dates; one without any date holds on every day."""
    start, end = one.period.start, one.period.end
    if one.period == Period():
        return one
    first = (
        _pick(draw, FIRST, LAST) if start is None else _pick(draw, max(start.lo, FIRST), min(start.hi, LAST))
    )
    last: PartialDate | End = End.OPEN
    if isinstance(end, PartialDate):
        last = PartialDate.of(date.fromordinal(_pick(draw, max(end.lo, FIRST), min(end.hi, LAST))))
    elif end is End.UNKNOWN:
        last = draw(st.sampled_from([End.OPEN, *(PartialDate.of(date.fromordinal(day)) for day in LIKELY)]))
    opened = PartialDate.of(date.fromordinal(first))
    assume(not isinstance(last, PartialDate) or last.lo >= opened.lo)
    return attrs.evolve(one, period=Period(opened, last))


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
def worlds(draw: st.DrawFn, ds: Dataset) -> Dataset:
    """One way it may have been: every date a day, every status sure."""
    made = []
    as_of = LAST if ds.as_of is None else ds.as_of.toordinal()
    for mission in ds.missions:
        days: dict[str, int] = {}
        told = []
        for spell in mission.spells:
            start, end = spell.period.start, spell.period.end
            if start is None:
                first = _pick(draw, FIRST, as_of)
            else:
                first = days.get(start.text) or _pick(draw, max(start.lo, FIRST), min(start.hi, LAST))
            last: int | None = None
            if isinstance(end, PartialDate):
                last = days.get(end.text) or _pick(
                    draw, max(end.lo, first + 1), max(min(end.hi, LAST), first)
                )
            elif spell.status is Status.CLOSED:
                last = _pick(draw, FIRST, as_of)
            elif end is End.UNKNOWN:
                last = draw(st.sampled_from([None, *LIKELY]))
            elif ds.as_of is not None:
                last = draw(st.sampled_from([None, *(day for day in LIKELY if day > as_of)]))
            if last is not None and last <= first:
                assume(False)
            if start is not None:
                days[start.text] = first
            if isinstance(end, PartialDate) and last is not None:
                assume(end.lo <= last <= end.hi)
                days[end.text] = last
            status = spell.status
            if status is Status.UNKNOWN:
                status = draw(st.sampled_from([Status.OPERATING, Status.PLANNED]))
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


# The series at a date equals the footprint at that date: what is listed, what is counted, and whether
# somebody looked.
@given(
    datasets,
    st.sampled_from([POSTS, PAIRS, DIPLOMATIC, profile("ddr")]),
    st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
    st.sampled_from([{}, {"of": "PRK"}, {"host": "ESP"}, {"of": "CHN", "receiving": "PRK"}]),
    st.sampled_from([{}, {"senders": ["PRK"], "from": "2019", "to": "2019-06", "complete": True}]),
)
@settings(max_examples=100)
def test_the_series_at_a_date_is_the_footprint_at_that_date(
    ds: Dataset, judged: Profile, days: list[str], asked: dict[str, str], coverage: dict[str, object]
) -> None:
    ds = attrs.evolve(ds, coverage=coverage)
    found = series(ds, at=days, profile=judged, **asked)
    assert [point.date.isoformat() for point in found] == sorted(days)
    for point in found:
        one = footprint(ds, at=point.date, profile=judged, **asked)
        assert (point.listed, point.count, point.looked) == (one.listed, one.count, one.looked)


def _runs_backwards(mission: Mission) -> bool:
    periods = [spell.period for spell in mission.spells]
    return any(
        one is not two
        and one.end == two.start
        and one.start is not None
        and isinstance(two.end, PartialDate)
        and two.end.hi < one.start.lo
        for one in periods
        for two in periods
    )


# From one date to the next, the count moves by what opened less what closed, as far as anybody can say; and
# the totals of the whole stretch are no less sure than the sums of its intervals.
@given(datasets, profiles, st.lists(st.sampled_from(DAYS), min_size=2, unique=True))
@settings(max_examples=100)
def test_a_series_moves_by_its_openings_and_closings(ds: Dataset, judged: Profile, days: list[str]) -> None:
    # Spells that touch backwards in time tell of a life that ended before it began.
    assume(not any(_runs_backwards(mission) for mission in ds.missions))
    found = series(ds, at=days, profile=judged)
    for before, after in pairwise(found.points):
        assert after.opened is not None
        assert after.closed is not None
        reached = before.listed + after.opened - after.closed
        stretch = {"since": before.date + timedelta(days=1), "until": after.date, "profile": judged}
        assert after.closed == closures(ds, **stretch).listed
        assert after.opened == openings(ds, **stretch).listed
        assert reached.low <= after.listed.high
        assert after.listed.low <= reached.high
        if reached.exact and before.listed.exact:
            assert reached.low in after.listed
    for told, whole in (("opened", found.opened), ("closed", found.closed)):
        summed = total(getattr(point, told) for point in found.points[1:])
        assert summed.low <= whole.low <= whole.high <= summed.high


# A group's share lies from 0 to 1; each mission stands in one part of the partition and only one, so that its
# shares sum to one, exactly where nothing is uncertain.
@given(datasets, groups, profiles, st.sampled_from(DAYS))
@settings(max_examples=100)
def test_the_shares_of_a_partition_sum_to_one(
    ds: Dataset, held: list[Membership], judged: Profile, day: str
) -> None:
    found = shares(attrs.evolve(ds, groups=held), at=day, profile=judged, groups=NAMES)
    parts = [part.share for part in found.partition if part.share is not None]
    if not found.whole.high:
        assert not parts
        return
    assert len(parts) == 2 ** len(NAMES)
    assert sum(part.low for part in parts) <= 1 <= sum(part.high for part in parts)
    if all(part.count.exact and part.rest.exact for part in found.partition):
        assert sum(part.low for part in parts) == sum(part.high for part in parts) == 1
        assert sum(part.count.low for part in found.partition) == found.whole.low
    for name, part in found.groups.items():
        inside = [one for one in found.partition if name in one.groups]
        assert part.count.low >= sum(one.count.low for one in inside)
        assert part.count.high <= sum(one.count.high for one in inside)


# Sharper data never give a share, or the movement of one, outside the bounds told before.
@given(st.data(), datasets, groups, profiles, st.lists(st.sampled_from(DAYS), min_size=2, unique=True))
@settings(max_examples=100)
def test_sharper_data_keep_within_the_bounds_of_a_share(
    data: st.DataObject, ds: Dataset, held: list[Membership], judged: Profile, days: list[str]
) -> None:
    before, after = min(days), max(days)
    wide = attrs.evolve(ds, groups=held)
    sharp = attrs.evolve(data.draw(worlds(ds)), groups=[data.draw(sharpened(one)) for one in held])
    asked = {"before": before, "after": after, "profile": judged, "groups": NAMES}
    told, exact = shift(wide, **asked), shift(sharp, **asked)
    for one, other in ((told.before, exact.before), (told.after, exact.after)):
        for part, sure in zip(one.partition, other.partition, strict=True):
            assert sure.count.exact
            assert sure.count.low in part.count
            if sure.share is not None:
                assert part.share is not None
                assert part.share.low <= sure.share.low <= sure.share.high <= part.share.high
    for change, known in zip(told.partition, exact.partition, strict=True):
        if known.change is not None and change.change is not None:
            assert change.change.low <= known.change.low <= known.change.high <= change.change.high
    moved = [change.change for change in exact.partition if change.change is not None]
    assert sum(change.low for change in moved) == 0
