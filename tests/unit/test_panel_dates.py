"""The days of a panel: inclusive ends, and months that are too short for the day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from diplomap.values.panel_dates import Step, panel_dates


def texts(start: str, end: str, step: Step) -> list[str]:
    return [str(day) for day in panel_dates(date.fromisoformat(start), date.fromisoformat(end), step)]


@pytest.mark.parametrize(
    ("start", "end", "step", "expected"),
    [
        ("1948-01-01", "1951-01-01", "year", ["1948-01-01", "1949-01-01", "1950-01-01", "1951-01-01"]),
        ("1948-07-01", "1949-06-30", "year", ["1948-07-01"]),
        ("2019-02-28", "2021-02-28", "year", ["2019-02-28", "2020-02-28", "2021-02-28"]),
        (
            "2020-02-29",
            "2024-02-29",
            "year",
            ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"],
        ),
        (
            "2023-11-30",
            "2024-03-30",
            "month",
            ["2023-11-30", "2023-12-30", "2024-01-30", "2024-02-29", "2024-03-30"],
        ),
        (
            "2023-12-31",
            "2024-12-31",
            "quarter",
            ["2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"],
        ),
        ("2023-10-01", "2023-10-01", "month", ["2023-10-01"]),
    ],
)
def test_panel(start: str, end: str, step: Step, expected: list[str]) -> None:
    assert texts(start, end, step) == expected


def test_every_step_has_a_day_and_none_is_passed_over() -> None:
    days = panel_dates(date(1900, 1, 31), date(1999, 12, 31), "month")
    assert len(days) == 1200
    assert [(day.year, day.month) for day in days[:3]] == [(1900, 1), (1900, 2), (1900, 3)]
    assert days == sorted(set(days))


def test_days_of_a_datetime() -> None:
    assert panel_dates(datetime(2023, 1, 1, 12), datetime(2024, 1, 1, 1)) == [
        date(2023, 1, 1),
        date(2024, 1, 1),
    ]


def test_misuse() -> None:
    with pytest.raises(ValueError, match="before the first"):
        panel_dates(date(2024, 1, 1), date(2023, 1, 1))
    with pytest.raises(ValueError, match="year, quarter, month"):
        panel_dates(date(2023, 1, 1), date(2024, 1, 1), "week")  # type: ignore[arg-type]
