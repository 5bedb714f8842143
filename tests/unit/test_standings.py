"""How missions stand on a day: columns and single missions, days, missing columns, spells that touch."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from diplomap.counting.profiles import profile
from diplomap.counting.spell_columns import SpellColumns
from diplomap.counting.standings import NO, PERHAPS, YES, day_of, standing, standings, touching
from diplomap.model.columns import Column, ColumnStore
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.kinds import Kind
from diplomap.model.missions import Mission, Spell
from diplomap.model.rows import TableHead
from diplomap.model.statuses import Status
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN
from diplomap.values.periods import End, Period


def told(start: str | None, end: str | End = End.OPEN) -> Period:
    return Period(
        PartialDate.parse(start) if start else None, end if isinstance(end, End) else PartialDate(end)
    )


def embassy(period: Period, status: Status = Status.OPERATING, kind: Kind = Kind.EMBASSY) -> Spell:
    return Spell(kind, status, period=period)


@pytest.mark.parametrize(
    ("period", "status", "expected"),
    [
        (told("2013", "2023-10-25..2023-12-05"), Status.OPERATING, [NO, YES, PERHAPS, NO]),
        (told(None), Status.OPERATING, [PERHAPS, PERHAPS, PERHAPS, YES]),
        (told("2023-11"), Status.OPERATING, [NO, NO, PERHAPS, YES]),
        (told("2013", End.UNKNOWN), Status.OPERATING, [NO, PERHAPS, PERHAPS, PERHAPS]),
        (told("2013", End.UNKNOWN), Status.CLOSED, [NO, PERHAPS, PERHAPS, NO]),
        (told("2013", End.OPEN), Status.CLOSED, [NO, PERHAPS, PERHAPS, NO]),
        (told("2013", "2023-12"), Status.CLOSED, [NO, YES, YES, NO]),
        (told("2013"), Status.UNKNOWN, [NO, PERHAPS, PERHAPS, PERHAPS]),
        (told("2013"), Status.PLANNED, [NO, NO, NO, NO]),
    ],
)
def test_one_spell_on_four_days(period: Period, status: Status, expected: list[int]) -> None:
    ds = Dataset([Mission("a", ("PRK",), "ESP", (embassy(period, status),))], date(2024, 1, 30))
    days = ["2010-01-01", "2023-10-01", "2023-11-15", "2024-01-30"]
    assert [standings(ds, at=day)[0] for day in days] == expected


def test_after_its_day_an_edition_can_only_say_what_may_be() -> None:
    ds = Dataset([Mission("a", ("PRK",), "ESP", (embassy(told("2013")),))], date(2024, 1, 30))
    assert standings(ds) == bytes([YES])
    assert standings(ds, at="2024-01-31") == bytes([PERHAPS])


def test_without_any_day_what_is_open_counts() -> None:
    spells = [told("2013"), told("2013", "2020"), told(None, End.UNKNOWN), told("1990..", "2020..")]
    ds = Dataset(Mission(f"m{n}", ("PRK",), "ESP", (embassy(p),)) for n, p in enumerate(spells))
    assert standings(ds) == bytes([YES, NO, PERHAPS, NO])
    assert [standing(m, profile("all"), None) for m in ds.missions] == [TRUE, FALSE, UNKNOWN, FALSE]


def test_an_upgrade_leaves_no_doubt() -> None:
    upgraded = Mission(
        "a",
        ("PRK",),
        "ESP",
        (embassy(told("1990", "2019"), kind=Kind.LEGATION), embassy(told("2019"), kind=Kind.EMBASSY)),
    )
    ds = Dataset([upgraded])
    assert standings(ds, at="2019-07-01") == bytes([YES])
    assert standings(ds, at="2019-07-01", profile="lowy") == bytes([YES])
    # Of the two spells this one counts neither together with the other nor, in 2019, for sure.
    assert standings(ds, at="2019-07-01", profile="consular") == bytes([NO])


def test_two_spells_that_only_seem_to_meet_stay_apart() -> None:
    spells = (embassy(told("1990", "2018")), embassy(told("2019")))
    ds = Dataset([Mission("a", ("PRK",), "ESP", spells)])
    assert [standings(ds, at=day)[0] for day in ("2018-07-01", "2019-01-01", "2020-01-01")] == [
        PERHAPS,
        PERHAPS,
        YES,
    ]
    assert not touching([0, 1], ["1990", "2019"], ["2018", None])


def test_a_table_without_status_host_or_dates_is_counted() -> None:
    head = TableHead("m.csv", ("id", "sending", "receiving", "kind"), {})
    columns = {
        "id": Column(["a", "b"]),
        "sending": Column(
            ["North Korea", "NORTH KOREA"], dict.fromkeys(("North Korea", "NORTH KOREA"), ("PRK",))
        ),
        "receiving": Column(["CHN", "ESP"]),
        "kind": Column(
            ["embassy", "honorary consulate"],
            {"embassy": Kind.EMBASSY, "honorary consulate": Kind.HONORARY_CONSULATE},
        ),
    }
    ds = Dataset(Missions(store=ColumnStore(head, [2, 3], [], columns, {})), date(2022, 6, 23))
    assert standings(ds) == bytes([YES, YES])
    assert standings(ds, at="2020-01-01") == bytes([PERHAPS, PERHAPS])
    assert standings(ds, profile="lowy") == bytes([YES, NO])


def test_the_accreditations_of_all_rows_of_a_mission_are_its_own() -> None:
    columns = {
        "sending": Column(["PRK"] * 3, {"PRK": ("PRK",)}),
        "accredited_to": Column(["", "FIN", "NOR|FIN"], {"": (), "FIN": ("FIN",), "NOR|FIN": ("NOR", "FIN")}),
    }
    store = ColumnStore(TableHead("m.csv", (), {}), [2, 3, 4], [], columns, {}, [(1,), (0, 2)])
    told = SpellColumns.of(Dataset(Missions(store=store))).accredited
    assert {place: [one.to for one in all_] for place, all_ in told.items()} == {
        0: ["FIN"],
        1: ["NOR", "FIN"],
    }


def test_nothing_stands_in_an_empty_dataset() -> None:
    assert standings(Dataset()) == b""
    assert standings(Dataset(), at="2020-01-01", profile="resident") == b""


@pytest.mark.parametrize("wrong", ["2023", "2023-10", "yesterday", "", "2023-02-30"])
def test_a_day_must_be_a_full_date(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a full date; write it as 2023-10-01"):
        standings(Dataset(), at=wrong)


def test_a_moment_is_its_day() -> None:
    assert day_of(datetime(2023, 10, 1, 12), Dataset()) == date(2023, 10, 1)
    assert day_of(None, Dataset(as_of=date(2024, 1, 30))) == date(2024, 1, 30)
