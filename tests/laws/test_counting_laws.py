"""The laws of counting: quick ways agree with the plain one, parts add up, coarser profiles count no less."""

from __future__ import annotations

from collections import Counter
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.counting.footprint import footprint
from diplomap.counting.grouping import BYS
from diplomap.counting.pairs import accreditation_presence
from diplomap.counting.profiles import Among, Profile, in_spell, profile, profiles
from diplomap.counting.standings import CODE_OF, COUNT_OF, standing, standings
from diplomap.counting.sweep import tallies
from diplomap.counting.tally import tally
from diplomap.model.columns import Column, ColumnStore
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.presence import chains as chains_of
from diplomap.model.rows import TableHead
from diplomap.model.statuses import Status
from diplomap.values.counts import Count, total
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period

# Few dates, so that spells touch, meet the day and meet the day of the edition.
TEXTS = ("2018", "2019", "2019-03", "2019-03-05", "2020-01-01", "..2019", "2019..", "2018..2020", "201X")
DAYS = [date(2017, 6, 1), date(2019, 1, 1), date(2019, 3, 5), date(2019, 7, 1), date(2020, 1, 1)]
PARTIES = ("PRK", "CHN", "ESP", "HKG")
dates = st.sampled_from([PartialDate.parse(text) for text in TEXTS])
days = st.sampled_from(DAYS)
kinds = st.sampled_from([Kind.EMBASSY, Kind.LEGATION, Kind.CONSULATE, Kind.HONORARY_CONSULATE])
as_ofs = st.none() | st.sampled_from([*DAYS, date(2021, 1, 1)])


def _is_period(told: tuple[PartialDate | None, PartialDate | End]) -> bool:
    start, end = told
    return start is None or isinstance(end, End) or end.hi >= start.lo


periods = (
    st.tuples(st.none() | dates, dates | st.sampled_from(End)).filter(_is_period).map(lambda t: Period(*t))
)
statuses = st.sampled_from([Status.OPERATING, *Status])
hosts = st.sampled_from([None, None, *PARTIES])
spells = st.builds(Spell, kinds, statuses, host=hosts, period=periods)


@st.composite
def chains(draw: st.DrawFn) -> tuple[Spell, ...]:
    """Spells that follow upon each other, each ending with the very date on which the next begins."""
    turns = [PartialDate.parse(text) for text in ("2018", "2019", "2020..2021")]
    starts = [draw(st.sampled_from([None, PartialDate.parse("2017")])), *turns]
    ends = [*turns, draw(st.sampled_from(End))]
    first = draw(st.integers(0, 2))
    told = [
        draw(st.builds(Spell, kinds, statuses, host=hosts, period=st.just(Period(start, end))))
        for start, end in list(zip(starts, ends, strict=True))[first : first + draw(st.integers(2, 3))]
    ]
    return tuple(draw(st.permutations(told)))


@st.composite
def missions(draw: st.DrawFn, dated: bool = True) -> Mission:
    receiving = draw(st.sampled_from(PARTIES))
    others = st.sampled_from([party for party in PARTIES if party != receiving])
    accredited = draw(st.lists(others, max_size=2, unique=True))
    return Mission(
        draw(st.sampled_from("abc")),
        tuple(draw(st.lists(others, min_size=1, max_size=2, unique=True))),
        receiving,
        draw(st.lists(spells, min_size=1, max_size=3).map(tuple) | chains()),
        tuple(Accreditation(to, draw(periods) if dated else Period()) for to in accredited),
    )


@st.composite
def as_objects(draw: st.DrawFn) -> Dataset:
    return Dataset(draw(st.lists(missions(), max_size=5)), draw(as_ofs))


@st.composite
def as_columns(draw: st.DrawFn) -> Dataset:
    """A dataset kept as columns, as reading keeps it; one meaning may stand there in two spellings."""
    made = draw(st.lists(missions(dated=False), max_size=5))
    if draw(st.booleans()):
        made = [attrs.evolve(mission, spells=mission.spells[:1]) for mission in made]
    rows = [(place, mission, spell) for place, mission in enumerate(made) for spell in mission.spells]
    rows = draw(st.permutations(rows)) if draw(st.booleans()) else rows
    # Any one row of a mission may tell its accreditations.
    telling = {place: row for row, (place, *_) in draw(st.permutations(list(enumerate(rows))))}.values()
    values = {
        "id": [mission.id for _, mission, _ in rows],
        "sending": [mission.sending for _, mission, _ in rows],
        "receiving": [mission.receiving for _, mission, _ in rows],
        "kind": [spell.kind for *_, spell in rows],
        "status": [spell.status for *_, spell in rows],
        "host": [spell.host for *_, spell in rows],
        "opened": [spell.period.start for *_, spell in rows],
        "closed": [spell.period.end for *_, spell in rows],
        "accredited_to": [
            tuple(one.to for one in mission.accreditations) if row in telling else ()
            for row, (_, mission, _) in enumerate(rows)
        ],
    }
    columns = {}
    for name, meant in values.items():
        texts = [f"{value}{draw(st.sampled_from(['', ' ']))}" for value in meant]
        if name in ("id", "receiving"):
            columns[name] = Column([str(value) for value in meant])
        elif name != "host" or any(meant):
            columns[name] = Column(texts, dict(zip(texts, meant, strict=True)))
    groups: list[tuple[int, ...]] = [
        tuple(row for row, (place, *_) in enumerate(rows) if place == wanted) for wanted in range(len(made))
    ]
    several = any(len(group) != 1 for group in groups) or groups != [(row,) for row in range(len(rows))]
    store = ColumnStore(
        TableHead("made.csv", tuple(columns), {name: place for place, name in enumerate(columns)}),
        range(2, len(rows) + 2),
        [column.texts for column in columns.values()],
        columns,
        {},
        groups if several else None,
    )
    return Dataset(Missions(store=store), draw(as_ofs))


def _rich() -> Dataset:
    """Two missions of every kind, status and host for several pairs, one of them sent jointly."""
    period = Period(PartialDate.parse("2018"), PartialDate.parse("2020..2021"))
    told = [
        Spell(kind, status, host=host, period=period)
        for kind in (Kind.EMBASSY, Kind.LEGATION, Kind.CONSULATE)
        for status in Status
        for host in (None, "HKG")
        for _ in range(2)
    ]
    pairs = [(("PRK",), "CHN"), (("PRK", "ESP"), "CHN"), (("ESP",), "PRK"), (("CHN",), "HKG")]
    return Dataset(
        Mission(
            f"m{nth}", sending, receiving, (spell,), (Accreditation("ESP" if receiving == "HKG" else "HKG"),)
        )
        for sending, receiving in pairs
        for nth, spell in enumerate(told)
    )


RICH = _rich()
datasets = as_objects() | as_columns() | st.just(RICH)
conditions = st.just(Among()) | st.builds(
    Among,
    st.none() | st.frozensets(st.sampled_from(PARTIES), min_size=2),
    st.frozensets(st.sampled_from(PARTIES), max_size=1),
)


@st.composite
def made_profiles(draw: st.DrawFn) -> Profile:
    sure = draw(st.frozensets(st.sampled_from(Status), min_size=3))
    accreditations = draw(st.sampled_from(["resident", "resident+concurrent"]))
    return Profile(
        "made",
        "Made up",
        draw(st.frozensets(kinds, min_size=2)),
        sure,
        draw(st.frozensets(st.sampled_from(Status), max_size=2)) - sure,
        draw(conditions),
        draw(conditions),
        draw(conditions),
        accreditations,
        "pairs" if accreditations != "resident" else draw(st.sampled_from(["posts", "pairs"])),
    )


any_profile = st.sampled_from([profile(name) for name in profiles()]) | made_profiles()


def _under(mission: Mission, judged: Profile, by: str) -> dict[str, Mission]:
    """The mission under each key, with only the spells of that key."""
    if by == "sending":
        return {party: mission for party in mission.sending if judged.sending.admits(party)}
    if by == "receiving":
        return {mission.receiving: mission}
    if by == "all":
        return {"all": mission}
    found: dict[str, list[Spell]] = {}
    for spell in mission.spells:
        key = {
            "host": mission.host_of(spell),
            "kind": spell.kind.value,
            "class": spell.kind.kind_class.value,
            "status": in_spell(spell.status).value,
        }[by]
        found.setdefault(key, []).append(spell)
    return {key: attrs.evolve(mission, spells=tuple(told)) for key, told in found.items()}


def _plain(ds: Dataset, day: date | None, judged: Profile, by: str) -> dict[str, Count]:
    """The tally by the plainest way there is: one mission after the other, by their presence."""
    units: dict[tuple[str, object], Truth] = {}
    for place, mission in enumerate(ds.missions):
        for key, part in _under(mission, judged, by).items():
            side = key if by == "sending" else tuple(sorted(mission.sending))
            unit: object = place if judged.how == "posts" else (side, mission.receiving)
            counts = standing(part, judged, day, ds.as_of)
            units[key, unit] = units.get((key, unit), FALSE) | counts
            if not judged.concurrent:
                continue
            there = standing(part, attrs.evolve(judged, receiving=Among()), day, ds.as_of)
            for one in mission.accreditations:
                if judged.receiving.admits(one.to):
                    counts = there & accreditation_presence(one, day, ds.as_of)
                    spot = (one.to if by == "receiving" else key, (side, one.to))
                    units[spot] = units.get(spot, FALSE) | counts
    low = Counter(key for (key, _), counts in units.items() if counts is TRUE)
    high = Counter(key for (key, _), counts in units.items() if counts is not FALSE)
    return {key: Count(low[key], high[key]) for key in high}


# The chains of spells are all paths that lead from the end of one to the start of another.
@given(st.lists(st.tuples(st.none() | st.integers(0, 3), st.integers(0, 3)), max_size=6))
def test_chains_are_all_paths(told: list[tuple[int | None, int]]) -> None:
    reach = {(place, place) for place in range(len(told))}
    for _ in told:
        reach |= {
            (first, after)
            for first, last in reach
            for after, (start, _) in enumerate(told)
            if start is not None and start == told[last][1]
        }
    found = chains_of([start for start, _ in told], [end for _, end in told])
    assert sorted(found) == sorted(reach)


# The standing of every mission of a dataset, judged by columns, is that of each mission judged by itself.
@given(datasets, days | st.none(), any_profile)
def test_standings_agree_with_each_mission_alone(ds: Dataset, day: date | None, judged: Profile) -> None:
    at = day or ds.as_of
    expected = [CODE_OF[standing(mission, judged, at, ds.as_of)] for mission in ds.missions]
    assert list(standings(ds, at=day, profile=judged)) == expected


# A tally is what one gets by judging one mission after the other.
@settings(max_examples=150)
@given(datasets, days | st.none(), any_profile, st.sampled_from(BYS))
def test_a_tally_is_the_plain_count(ds: Dataset, day: date | None, judged: Profile, by: str) -> None:
    assert tally(ds, at=day, profile=judged, by=by) == _plain(ds, day or ds.as_of, judged, by)


# Many days swept at once give what the days give one by one, in the order asked, whatever that is.
@settings(max_examples=150)
@given(datasets, st.lists(days, max_size=4), any_profile, st.sampled_from(BYS))
def test_a_sweep_is_day_by_day(ds: Dataset, asked: list[date], judged: Profile, by: str) -> None:
    swept = tallies(ds, asked, profile=judged, by=by)
    assert swept == [tally(ds, at=day, profile=judged, by=by) for day in asked]


# A profile that covers another never counts less, neither surely nor perhaps, whatever is told apart.
# The other differs from it in one to three things, so that often it is covered and often not quite.
@settings(max_examples=300)
@given(datasets, days, made_profiles(), made_profiles(), st.data(), st.sampled_from(BYS))
def test_coarser_profiles_never_count_less(
    ds: Dataset, day: date, coarse: Profile, other: Profile, data: st.DataObject, by: str
) -> None:
    parts = [("kinds",), ("statuses", "doubtful"), ("sending",), ("receiving",), ("host",)]
    parts.append(("accreditations", "how"))
    taken = data.draw(st.lists(st.sampled_from(parts), min_size=1, max_size=2))
    fine = attrs.evolve(coarse, **{name: getattr(other, name) for names in taken for name in names})
    if data.draw(st.booleans()):
        fine = attrs.evolve(fine, kinds=fine.kinds & coarse.kinds, host=fine.host.both(coarse.host))
    if coarse.covers(fine):
        _never_less(ds, day, coarse, fine, by)


# Leaving something out makes a profile that the first one covers.
@given(made_profiles(), st.frozensets(kinds), conditions, conditions)
def test_less_is_covered(coarse: Profile, left: frozenset[Kind], one: Among, two: Among) -> None:
    fine = attrs.evolve(
        coarse,
        kinds=coarse.kinds - left,
        statuses=frozenset(sorted(coarse.statuses)[1:]),
        sending=coarse.sending.both(one),
        host=coarse.host.both(two),
        accreditations="resident",
        how="pairs",
    )
    assert coarse.covers(fine)
    assert coarse.covers(
        attrs.evolve(fine, doubtful=coarse.doubtful | frozenset(sorted(coarse.statuses)[:1]))
    )


# Of any two bundled profiles of which one covers the other, the same holds; `all` covers every one that
# counts what is there, and concurrent accreditations are no posts.
@given(datasets, days, st.sampled_from(BYS))
def test_bundled_profiles_nest(ds: Dataset, day: date, by: str) -> None:
    bundled = [profile(name) for name in profiles()]
    assert all(profile("all").covers(one) for one in bundled if not one.concurrent)
    for coarse in bundled:
        for fine in bundled:
            if coarse.covers(fine):
                _never_less(ds, day, coarse, fine, by)


def _never_less(ds: Dataset, day: date, coarse: Profile, fine: Profile, by: str) -> None:
    more, less = tally(ds, at=day, profile=coarse, by=by), tally(ds, at=day, profile=fine, by=by)
    for key, count in less.items():
        assert key in more
        assert count.low <= more[key].low
        assert count.high <= more[key].high


# Covering is a preorder: everything covers itself, and what covers a coverer covers the covered.
@given(made_profiles(), made_profiles(), made_profiles())
def test_covering_is_a_preorder(a: Profile, b: Profile, c: Profile) -> None:
    assert a.covers(a)
    if a.covers(b) and b.covers(c):
        assert a.covers(c)


# A footprint of a party is its part of the tally, and each mission of the party is explained once.
@settings(max_examples=150)
@given(datasets, days | st.none(), any_profile, st.sampled_from(PARTIES))
def test_a_footprint_is_its_part_of_the_tally(
    ds: Dataset, day: date | None, judged: Profile, party: str
) -> None:
    for by, asked in (("sending", "of"), ("receiving", "receiving"), ("host", "host")):
        fp = footprint(ds, at=day, profile=judged, **{asked: party})
        assert fp.listed == tally(ds, at=day, profile=judged, by=by).get(party, Count(0))
    fp = footprint(ds, of=party, at=day, profile=judged)
    own = [entry for entry in (*fp.included, *fp.excluded) if entry.receiving == entry.mission.receiving]
    assert Counter(id(entry.mission) for entry in own) == Counter(map(id, ds.missions.of(party)))
    assert all(entry.why for entry in (*fp.included, *fp.excluded))


# The parts of a footprint add up to its count, by whatever it is told apart.
@settings(max_examples=150)
@given(datasets, days | st.none(), any_profile, st.none() | st.sampled_from(PARTIES), st.sampled_from(BYS))
def test_the_parts_add_up(ds: Dataset, day: date | None, judged: Profile, party: str | None, by: str) -> None:
    for asked in ("of", "host", "receiving"):
        fp = footprint(ds, at=day, profile=judged, **{asked: party})
        assert total(fp.by(by).values()) == fp.listed
        if judged.how == "posts":
            assert total(entry.standing for entry in fp.included) == fp.listed


# An edition that says more exactly when posts opened and closed only narrows what is counted.
@given(as_objects(), days, any_profile, st.data())
def test_exacter_dates_narrow_the_count(ds: Dataset, day: date, judged: Profile, data: st.DataObject) -> None:
    exact = Dataset([_exacter(mission, data) for mission in ds.missions], ds.as_of)
    wide, narrow = tally(ds, at=day, profile=judged), tally(exact, at=day, profile=judged)
    for key in {*wide, *narrow}:
        a, b = wide.get(key, Count(0)), narrow.get(key, Count(0))
        assert a.low <= b.low <= b.high <= a.high


def _exacter(mission: Mission, data: st.DataObject) -> Mission:
    known: dict[PartialDate, PartialDate] = {}

    def exactly(told: PartialDate) -> PartialDate:
        if told not in known:
            low, high = max(told.lo, date(2000, 1, 1).toordinal()), min(told.hi, date(2030, 1, 1).toordinal())
            known[told] = PartialDate.of(date.fromordinal(data.draw(st.integers(low, high))))
        return known[told]

    spells = []
    for spell in mission.spells:
        start, end = spell.period.start, spell.period.end
        told = (start and exactly(start), end if isinstance(end, End) else exactly(end))
        if not _is_period(told):
            return mission
        spells.append(attrs.evolve(spell, period=Period(*told)))
    return attrs.evolve(mission, spells=tuple(spells))


# What a mission adds to a count is its standing.
@pytest.mark.parametrize("truth", [TRUE, UNKNOWN, FALSE])
def test_standings_are_counts(truth: Truth) -> None:
    code = CODE_OF[truth]
    assert COUNT_OF[code] == Count(code >> 1, code & 1)
