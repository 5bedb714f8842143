"""Footprints over time, closings and openings one by one, and shares by groups."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

import diplomap as dm
from diplomap.counting.footprint import footprint
from diplomap.counting.moves import closures, openings
from diplomap.counting.series import series
from diplomap.counting.share import Share, ShareChange
from diplomap.counting.shares import shares
from diplomap.counting.shifts import shift
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.memberships import Membership
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN
from diplomap.values.periods import End, Period

OPEN = End.OPEN


def _period(start: str, end: str | End = OPEN) -> Period:
    return Period(
        PartialDate.parse(start) if start else None,
        PartialDate.parse(end) if isinstance(end, str) and end else OPEN,
    )


def _embassy(to: str, *told: tuple[str, str | End], status: Status = Status.OPERATING) -> Mission:
    spells = tuple(Spell(Kind.EMBASSY, status, period=_period(*one)) for one in told)
    return Mission(f"prk-{to.casefold()}", ("PRK",), to, spells)


@pytest.fixture(scope="module")
def dprk() -> Dataset:
    return dm.read("dprk")


def test_a_closing_dated_within_bounds_is_shared_out_and_sure_in_all() -> None:
    told = series(Dataset([_embassy("ESP", ("2000", "2010..2015"))]), start="2008", end="2017")
    closed = {point.date.year: point.closed for point in told.points[1:]}
    assert closed[2009] == closed[2016] == Count(0)
    assert all(closed[year] == Count(0, 1) for year in range(2010, 2016))
    assert told.closed == Count(1)
    assert told.opened == Count(0)
    assert told.points[0].closed is None


def test_a_closing_in_a_year_lies_surely_between_two_year_ends() -> None:
    ds = Dataset([_embassy("ESP", ("1974", "1998"))])
    by_year_ends = series(ds, start="1997", end="1999")
    assert [str(day) for day in by_year_ends.dates] == ["1997-12-31", "1998-12-31", "1999-12-31"]
    assert [point.closed for point in by_year_ends] == [None, Count(1), Count(0)]
    by_first_days = series(ds, start="1997-01-01", end="1999-12-31")
    assert [point.closed for point in by_first_days] == [None, Count(0, 1), Count(0, 1)]
    assert by_first_days.closed == Count(1)


@pytest.mark.parametrize(
    ("step", "start", "end", "days"),
    [
        ("month", "2023-10", "2023-12", ["2023-10-31", "2023-11-30", "2023-12-31"]),
        ("month", "2023", "2024-01", ["2023-12-31", "2024-01-31"]),
        ("quarter", "2023-02", "2023-09", ["2023-02-28", "2023-05-31", "2023-08-31"]),
        ("month", "2024-01-30", "2024-03-31", ["2024-01-30", "2024-02-29", "2024-03-30"]),
        ("year", "2022-03", "2024", ["2022-03-31", "2023-03-31", "2024-03-31"]),
    ],
)
def test_dates_of_a_series(step: str, start: str, end: str, days: list[str]) -> None:
    told = series(Dataset(), start=start, end=end, step=step)  # type: ignore[arg-type]
    assert [str(day) for day in told.dates] == days


def test_without_dates_a_series_runs_from_the_first_opening_to_the_editions_day() -> None:
    ds = Dataset([_embassy("ESP", ("2019-05..2020", OPEN)), _embassy("ITA", ("", "2022"))], date(2023, 4, 1))
    told = series(ds, of="PRK")
    assert [str(day) for day in told.dates][::5] == ["2018-12-31", "2023-04-01"]
    assert told.opened == Count(1, 2)
    with pytest.raises(ValueError, match="no day that it speaks for"):
        series(Dataset(ds.missions), of="PRK")
    with pytest.raises(ValueError, match="when the series starts"):
        series(Dataset((), date(2023, 4, 1)))
    with pytest.raises(ValueError, match="at least one date"):
        series(ds, at=[])


def test_what_reopens_and_closes_again_closes_twice() -> None:
    ds = Dataset([_embassy("AGO", ("1976", "1998"), ("2013", "2023"))])
    assert closures(ds).listed == Count(2)
    first, second = openings(ds)
    assert (first.again, second.again) == (FALSE, TRUE)
    assert str(second) == "prk-ago: reopened 2013"


def test_an_upgrade_is_no_closing_but_one_that_the_profile_does_not_count_is() -> None:
    turned = (
        Spell(Kind.EMBASSY, period=_period("1988", "2017")),
        Spell(Kind.CONSULATE, Status.SUSPENDED, period=_period("2017")),
    )
    ds = Dataset([Mission("prk-per", ("PRK",), "PER", turned)])
    assert closures(ds).listed == openings(ds, since="2000").listed == Count(0)
    [move] = closures(ds, since="2017", until="2017", profile="diplomatic")
    assert (move.answer, move.why) == (TRUE, "stopped counting by diplomatic (consulate, suspended) 2017")


def test_a_closing_says_why_it_is_unsure() -> None:
    ds = Dataset(
        [
            _embassy("ESP", ("2013", "2023-10..2024")),
            _embassy("CHN", ("1990", "2023-11"), status=Status.UNKNOWN),
            Mission("u", ("PRK",), "UGA", (Spell(Kind.EMBASSY, period=Period(None, End.UNKNOWN)),)),
            _embassy("CUB", ("1960", OPEN)),
        ],
        date(2023, 12, 1),
    )
    found = closures(ds, since="2023-10", until="2024-01")
    assert {move.mission.id: (move.answer, move.why) for move in found} == {
        "prk-esp": (UNKNOWN, "perhaps closed (2023-10..2024 may lie outside)"),
        "prk-chn": (UNKNOWN, "perhaps closed: all leaves open whether a post of status unknown counts"),
        "u": (UNKNOWN, "perhaps closed: nobody says when"),
        "prk-cub": (UNKNOWN, "perhaps closed: of days after its own the dataset cannot say"),
    }
    assert found.listed == Count(0, 4)
    assert closures(ds, since="2023-10", until="2023-12-01").listed == Count(0, 3)


def test_spells_in_doubt_may_be_surer_together_than_one_by_one() -> None:
    """Which of two spells ended last is not known; that the post was gone by 2021 is."""
    ds = Dataset([_embassy("ESP", ("2000", "2018..2020"), ("2001", "2019..2020-06"))])
    found = closures(ds, since="2017", until="2020")
    assert [move.answer for move in found] == [UNKNOWN, UNKNOWN]
    assert found.listed == Count(1)


def test_where_nobody_looked_no_closing_is_unknown_not_none() -> None:
    looked = {"senders": ["PRK"], "from": "2023-01-01", "to": "2023-12-31", "complete": True}
    ds = Dataset([_embassy("CUB", ("1960", OPEN))], date(2023, 12, 31), looked)
    assert closures(ds, of="PRK", since="2023", until="2023").count == Count(0)
    assert closures(ds, of="PRK", since="2023", until="2023").notes == ()
    earlier = closures(ds, of="PRK", since="2022-12", until="2023")
    assert (earlier.count, earlier.listed, earlier.looked) == (None, Count(0), FALSE)
    assert "cannot be counted" in earlier.notes[0]


def test_a_pair_closes_with_its_last_post_and_opens_by_accreditation() -> None:
    post = Mission(
        "prk-ita",
        ("PRK",),
        "ITA",
        (Spell(Kind.EMBASSY, period=_period("2000")),),
        (Accreditation("ESP", _period("2023-11-01")), Accreditation("PRT", _period("2001", "2003"))),
    )
    ds = Dataset([post, _embassy("ESP", ("2013", "2023-12-01"))])
    pairs = "ddr"
    assert closures(ds, profile=pairs, since="2023").listed == Count(0)
    assert closures(ds, profile=pairs, since="2002", until="2004").listed == Count(1)
    assert openings(ds, profile=pairs, receiving="ESP").listed == Count(1)
    assert closures(ds, profile="diplomatic", since="2023").listed == Count(1)


def test_a_stretch_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        closures(Dataset(), since="2023", until="2022")
    with pytest.raises(ValueError, match="not a date"):
        openings(Dataset(), since="soon")


def test_bundled_closures_of_2023_balance_with_the_footprints(dprk: Dataset) -> None:
    found = closures(dprk, of="PRK", since="2023-10-02", until="2024-01-30", profile="mofa-kr")
    assert found.listed == Count(9)
    assert {move.receiving for move in found} >= {"ESP", "AGO", "UGA", "NPL", "BGD"}
    assert openings(
        dprk, of="PRK", since="2023-10-02", until="2024-01-30", profile="mofa-kr"
    ).listed == Count(0)
    told = series(dprk, of="PRK", at=["2023-10-01", "2024-01-30"], profile="mofa-kr")
    assert [point.count for point in told] == [Count(53), Count(44)]


def test_bundled_waves_are_those_of_the_1990s_and_of_2023(dprk: Dataset) -> None:
    found = series(dprk, of="PRK", start="1990", profile="mofa-kr").waves()
    assert [wave.start.year for wave in found.sure] == [1995, 1998, 2023]
    for wave in found.sure:
        assert wave.p <= 0.01
        assert wave.looked is not TRUE
        assert wave.notes


def test_own_groups_are_counted_and_stand_before_known_ones() -> None:
    posts = [_embassy(to, ("1980", OPEN)) for to in ("CUB", "CHN", "UGA", "ESP")]
    held = [
        Membership("KEY", "CUB"),
        Membership("KEY", "CHN", period=_period("2020..2024")),
        Membership("KEY", "ESP", "observer"),
        Membership("BRICS", "ESP"),
    ]
    counted = footprint(Dataset(posts, groups=held), of="PRK", at="2023-01-01").by("group")
    assert counted["KEY"] == Count(1, 2)
    assert counted["BRICS"] == Count(1)
    assert counted["NON_ALIGNED"] == Count(2)


def test_a_party_in_two_groups_counts_in_each_and_is_named(dprk: Dataset) -> None:
    key = [Membership("KEY_PARTNERS", party) for party in ("CHN", "RUS", "SYR", "IRN", "CUB")]
    ds = attrs.evolve(dprk, groups=key)
    moved = shift(ds, of="PRK", before="2023-10-01", after="2024-01-30", profile="mofa-kr")
    assert moved.before.overlaps == ("CUB", "IRN", "SYR")
    assert any("CUB, IRN, SYR: in NON_ALIGNED and KEY_PARTNERS" in note for note in moved.notes)
    friends, partners = moved.groups["NON_ALIGNED"], moved.groups["KEY_PARTNERS"]
    assert (friends.before.count, friends.after.count) == (Count(32), Count(25))
    assert (partners.before.count, partners.after.count) == (Count(8), Count(7))
    assert moved.shifted("NON_ALIGNED", "KEY_PARTNERS") is TRUE
    both, *_ = moved.partition
    assert (both.before.count, both.after.count) == (Count(3), Count(3))
    assert sum(part.share.low for part in moved.before.partition if part.share) == 1
    assert moved.closed.listed == Count(9)


def test_the_states_of_the_story_are_members_of_the_movement_or_not() -> None:
    names = ("AGO", "UGA", "NPL", "BGD", "SYR", "IRN", "CUB", "CHN", "RUS")
    ds = Dataset(_embassy(to, ("1980", OPEN)) for to in names)
    found = shares(ds, of="PRK", at="2023-10-01", groups=["NAM"]).groups["NON_ALIGNED"]
    assert found.parties == ("AGO", "BGD", "CUB", "IRN", "NPL", "SYR", "UGA")
    assert found.perhaps == ()


def test_shares_of_nothing_and_wrong_groups() -> None:
    found = shares(Dataset(), at="2023-01-01", groups=["NAM"])
    assert found.groups["NON_ALIGNED"].share is None
    with pytest.raises(ValueError, match="no groups of its own"):
        shares(Dataset(), at="2023-01-01")
    with pytest.raises(ValueError, match="there is no group 'FOES'"):
        shares(Dataset(groups=[Membership("KEY", "CUB")]), at="2023-01-01", groups=["FOES"])
    with pytest.raises(ValueError, match="at most 8"):
        shares(Dataset(groups=[Membership(f"G{n}", "CUB") for n in range(9)]), at="2023-01-01")
    with pytest.raises(ValueError, match="later one"):
        shift(Dataset(), before="2023-01-01", after="2022-01-01", groups=["NAM"])


def test_bounds_of_a_share() -> None:
    assert Share.of(Count(0), Count(0)) is None
    assert Share.of(Count(0, 2), Count(0)) == Share(Fraction(1), Fraction(1))
    assert Share.of(Count(0), Count(0, 2)) == Share(Fraction(0), Fraction(0))
    assert Share.of(Count(1, 2), Count(3, 4)) == Share(Fraction(1, 5), Fraction(2, 5))
    assert str(Share(Fraction(1, 17), Fraction(1, 2))) == "5.9–50%"
    change = ShareChange.between(Share(Fraction(1, 4), Fraction(1, 2)), Share(Fraction(1, 2), Fraction(3, 4)))
    assert (str(change), change.grew, change.fell) == ("0 to +50 points", UNKNOWN, FALSE)
    with pytest.raises(ValueError, match="from 0 to 1"):
        Share(Fraction(1, 2), Fraction(1, 4))


def test_what_nobody_dates_opened_some_time() -> None:
    ds = Dataset([_embassy("ESP", ("", "2010"))], date(2023, 1, 1))
    assert openings(ds).listed == Count(1)
    assert openings(ds, since="2000").listed == Count(0, 1)
    assert closures(ds).count == Count(1)
    assert closures(ds).since is None
