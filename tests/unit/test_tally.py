"""Tallies of all parties, on one day and on many: posts, pairs, joint missions, keys of the spell."""

from __future__ import annotations

from datetime import date

import pytest

from diplomap.counting.grouping import BYS
from diplomap.counting.profiles import Profile, profile
from diplomap.counting.sweep import tallies
from diplomap.counting.tally import tally
from diplomap.model.dataset import Dataset
from diplomap.model.kinds import Kind
from diplomap.model.missions import Accreditation, Mission, Spell
from diplomap.model.statuses import Status
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.periods import Period

SINCE_1990 = Period(PartialDate.parse("1990"))
REACHED = Profile(
    "reached",
    "Reached by an embassy, resident or not",
    profile("resident").kinds,
    accreditations="resident+concurrent",
    how="pairs",
)


def post(
    mission_id: str, sending: str, receiving: str, kind: Kind = Kind.EMBASSY, **spell: object
) -> Mission:
    told = Spell(kind, **{"period": SINCE_1990, **spell})
    return Mission(mission_id, tuple(sending.split("|")), receiving, (told,))


JOINT = Dataset(
    [
        post("a", "NOR|SWE", "ISL"),
        post("b", "SWE|NOR", "ISL", Kind.CONSULATE),
        post("c", "SWE", "ISL"),
        post("d", "SWE", "CHN", Kind.CONSULATE_GENERAL, host="HKG"),
        post("e", "SWE", "CHN", status=Status.UNKNOWN),
        post(
            "f",
            "PRK",
            "CHN",
            status=Status.CLOSED,
            period=Period(PartialDate.parse("1990"), PartialDate("1998")),
        ),
    ],
    date(2024, 1, 1),
)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("sending", {"NOR": Count(2), "SWE": Count(4, 5)}),
        ("receiving", {"CHN": Count(1, 2), "ISL": Count(3)}),
        ("host", {"CHN": Count(0, 1), "HKG": Count(1), "ISL": Count(3)}),
        ("kind", {"consulate": Count(1), "consulate_general": Count(1), "embassy": Count(2, 3)}),
        ("class", {"consular": Count(2), "diplomatic": Count(2, 3)}),
        ("status", {"operating": Count(4), "unknown": Count(0, 1)}),
        ("all", {"all": Count(4, 5)}),
    ],
)
def test_posts_told_apart(by: str, expected: dict[str, Count]) -> None:
    assert tally(JOINT, by=by) == expected
    assert list(tally(JOINT, by=by)) == sorted(expected)


def test_a_post_told_as_closed_operated_before() -> None:
    assert tally(JOINT, at="1995-01-01", by="status")["operating"] == Count(5)
    assert tally(JOINT, at="1995-01-01")["PRK"] == Count(1)


def test_pairs_are_counted_once() -> None:
    every = Profile("every", "Every pair", set(Kind), how="pairs")
    assert tally(JOINT, profile=every) == {"NOR": Count(1), "SWE": Count(2)}
    # In all, the two joint missions are one side together, and Sweden alone is another.
    assert tally(JOINT, profile=every, by="receiving") == {"CHN": Count(1), "ISL": Count(2)}
    assert tally(JOINT, profile=every, by="all") == {"all": Count(3)}
    assert tally(JOINT, profile="resident") == {"NOR": Count(1), "SWE": Count(1, 2)}


def test_concurrent_accreditations_make_pairs() -> None:
    stockholm = Mission(
        "prk-swe",
        ("PRK",),
        "SWE",
        (Spell(Kind.EMBASSY, period=SINCE_1990),),
        (
            Accreditation("NOR"),
            Accreditation("FIN", Period(PartialDate.parse("2000"), PartialDate.parse("2010"))),
        ),
    )
    ds = Dataset([stockholm], date(2024, 1, 1))
    assert tally(ds, profile="resident") == {"PRK": Count(1)}
    assert tally(ds, profile=REACHED) == {"PRK": Count(2)}
    assert tally(ds, profile=REACHED, at="2005-01-01", by="receiving") == {
        "FIN": Count(1),
        "NOR": Count(0, 1),
        "SWE": Count(1),
    }
    assert tallies(ds, ["2005-01-01"], profile=REACHED, by="receiving") == [
        tally(ds, profile=REACHED, at="2005-01-01", by="receiving")
    ]


def test_a_change_of_kind_in_an_unknown_month_may_count_under_either() -> None:
    spells = (
        Spell(Kind.LEGATION, period=Period(PartialDate.parse("1990"), PartialDate.parse("2019"))),
        Spell(Kind.EMBASSY, period=Period(PartialDate.parse("2019"))),
    )
    ds = Dataset([Mission("a", ("PRK",), "ESP", spells)])
    assert tally(ds, at="2019-07-01", by="kind") == {"embassy": Count(0, 1), "legation": Count(0, 1)}
    assert tally(ds, at="2019-07-01", by="all") == {"all": Count(1)}


def test_days_are_given_in_the_order_asked_also_twice() -> None:
    asked = ["2000-01-01", "1980-01-01", date(2000, 1, 1)]
    first, before, again = tallies(JOINT, asked)
    assert before == {}
    assert first == again == tally(JOINT, at="2000-01-01")
    first["NOR"] = Count(99)
    assert again["NOR"] == Count(2)


def test_no_days_give_no_tallies() -> None:
    assert tallies(JOINT, []) == []
    assert tallies(Dataset(), ["2000-01-01"]) == [{}]


def test_an_unknown_key_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match=f"not counted by 'size'; there are {', '.join(BYS)}"):
        tally(JOINT, by="size")
