"""What is told of the records beside the missions that differ between two editions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from diplomap.diffing.diff import Diff, diff
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.model.memberships import Membership
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.relations import Level, Relation, RelationStatus
from diplomap.model.sanctions import Measure, Sanction, Stage
from diplomap.model.statements import Source
from diplomap.values.dates import PartialDate
from diplomap.values.periods import Period


def _period(start: str = "", end: str = "") -> Period:
    told = PartialDate.parse(start) if start else None
    return Period(told, PartialDate.parse(end)) if end else Period(told)


def _diff(table: str, old: list[Any], new: list[Any]) -> Diff:
    told: list[dict[str, Any]] = [{table: old}, {table: new}]
    days = date(2020, 1, 1), date(2024, 1, 1)
    return diff(*(Dataset(as_of=day, **some) for day, some in zip(days, told, strict=True)))


def _told(table: str, old: list[Any], new: list[Any]) -> list[tuple[str, str, str]]:
    found = _diff(table, old, new).record_changes
    return [(str(one.kind), str(one.rule), str(one.when or "")) for one in found]


STANDS = Relation("PRK", "MYS", period=_period("1973"))
ENDED = Relation("PRK", "MYS", period=_period("1973", "2021-03-19"))
SEVERED = Relation("PRK", "MYS", status=RelationStatus.SEVERED, period=_period("2021-03-19"))
IMPOSED = Sanction("s", ("UN",), "PRK", (Measure.FUEL,), period=_period("2006"))


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("relations", [STANDS], [ENDED], [("relation_severed", "dated-after", "2021-03-19")]),
        ("relations", [ENDED], [STANDS], [("relation_resumed", "no-evidence", "")]),
        ("relations", [STANDS], [SEVERED], [("relation_severed", "dated-after", "2021-03-19")]),
        (
            "relations",
            [STANDS],
            [ENDED, SEVERED],
            [("ended", "dated-after", "2021-03-19"), ("relation_severed", "dated-after", "2021-03-19")],
        ),
        (
            "relations",
            [Relation("PRK", "MYS", level=Level.CHARGE)],
            [Relation("PRK", "MYS", level=Level.AMBASSADORIAL)],
            [("relation_upgraded", "no-evidence", "")],
        ),
        (
            "relations",
            [Relation("PRK", "MYS", level=Level.MINISTERIAL)],
            [Relation("PRK", "MYS", level=Level.CHARGE)],
            [("relation_downgraded", "no-evidence", "")],
        ),
        ("relations", [], [STANDS], [("added", "not-looked-for", "1973")]),
        (
            "relations",
            [STANDS],
            [STANDS, Relation("PRK", "TUV", period=_period("2022"))],
            [("relation_established", "dated-after", "2022")],
        ),
        (
            "relations",
            [STANDS],
            [STANDS, Relation("PRK", "TUV", period=_period("1990"))],
            [("added", "dated-before", "1990")],
        ),
        (
            "relations",
            [STANDS],
            [STANDS, Relation("PRK", "TUV", period=_period("2030"))],
            [("added", "dated-after", "2030")],
        ),
        (
            "relations",
            [Relation("PRK", "MYS", status=RelationStatus.SUSPENDED)],
            [Relation("PRK", "MYS", status=RelationStatus.RESTORED)],
            [("relation_resumed", "no-evidence", "")],
        ),
        ("relations", [STANDS], [], [("removed", "not-looked-for", "")]),
        (
            "relations",
            [Relation("PRK", "MYS", period=_period("..2024-01-01"))],
            [Relation("PRK", "MYS")],
            [],
        ),
        (
            "recognitions",
            [Recognition("NRU", "TWN")],
            [Recognition("NRU", "TWN", RecognitionStatus.WITHDRAWN, _period("2024-01-15"))],
            [("recognition_withdrawn", "dated-after", "2024-01-15")],
        ),
        (
            "recognitions",
            [Recognition("ESP", "PRK", RecognitionStatus.REFUSED)],
            [Recognition("ESP", "PRK", RecognitionStatus.IMPLIED)],
            [("recognised", "no-evidence", "")],
        ),
        (
            "sanctions",
            [IMPOSED],
            [Sanction("s", ("UN",), "PRK", (Measure.FUEL, Measure.AVIATION), period=_period("2006"))],
            [("sanction_changed", "no-evidence", "")],
        ),
        (
            "sanctions",
            [IMPOSED],
            [IMPOSED, Sanction("s", ("UN",), "PRK", (), Stage.LIFTED, period=_period("2023"))],
            [("sanction_lifted", "dated-after", "2023")],
        ),
        (
            "sanctions",
            [IMPOSED],
            [Sanction("s", ("UN",), "PRK", (Measure.FUEL,), period=_period("2006", "2022"))],
            [("sanction_lifted", "dated-after", "2022")],
        ),
        (
            "groups",
            [Membership("friends", "UGA")],
            [Membership("friends", "UGA", period=_period("", "2023-10")), Membership("friends", "SYR")],
            [("added", "no-evidence", ""), ("left", "dated-after", "2023-10")],
        ),
        (
            "groups",
            [Membership("friends", "UGA")],
            [Membership("friends", "UGA"), Membership("friends", "SYR", period=_period("2021"))],
            [("joined", "dated-after", "2021")],
        ),
        (
            "events",
            [Event("e", PartialDate.parse("2019"), EventKind.CLOSED, ("PRK",), "UGA")],
            [Event("e", PartialDate.parse("2019-05"), EventKind.CLOSED, ("PRK",), "UGA", sources=("a",))],
            [("corrected", "blank-filled", ""), ("corrected", "sharper-date", "")],
        ),
        (
            "sources",
            [Source("a", "List", url="u", sources=("x",))],
            [Source("b", "List", url="u", sources=("x", "y"))],
            [("corrected", "further-source", ""), ("corrected", "identifier", "")],
        ),
    ],
)
def test_a_change_is_typed(
    table: str, old: list[Any], new: list[Any], told: list[tuple[str, str, str]]
) -> None:
    assert sorted(_told(table, old, new)) == sorted(told)


def test_a_difference_of_records_alone_is_one() -> None:
    between = _diff("groups", [Membership("friends", "UGA")], [])
    [change] = between.record_changes
    assert between
    assert (change.name, change.fields) == (
        "UGA in friends",
        {"group": ("friends", ""), "member": ("UGA", "")},
    )


def test_what_competes_is_told_and_changes_nothing() -> None:
    tell = [Recognition("PRK", "CHN", period=_period(year)) for year in ("1949", "1950", "1951", "1952")]
    between = _diff("recognitions", tell[:2], tell[2:])
    assert between
    assert between.record_changes == ()
    [group] = between.record_ambiguities
    assert (group.table, len(group.old), len(group.new)) == ("recognitions", 2, 2)
