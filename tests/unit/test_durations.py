"""How long a period lasted."""

from __future__ import annotations

from datetime import date

import pytest

from diplomap.values.dates import PartialDate
from diplomap.values.durations import duration
from diplomap.values.periods import End, Period


def words(start: str | None, end: str, until: str | None = None) -> str:
    ends = {"..": End.OPEN, "": End.UNKNOWN}
    period = Period((start and PartialDate.parse(start)) or None, ends.get(end) or PartialDate.parse(end))
    return str(duration(period, (until and date.fromisoformat(until)) or None))


@pytest.mark.parametrize(
    ("start", "end", "until", "expected"),
    [
        ("1974-05-03", "2023-05-03", None, "49 years"),
        ("1974-05-03", "1974-05-03", None, "0 days"),
        ("2023-01-31", "2023-02-28", None, "1 month"),
        ("1974", "2023", None, "48 years 1 day to 49 years 11 months 30 days"),
        ("2019", "2019", None, "0 days to 11 months 30 days"),
        ("1974-05-03", "..", "2024-05-04", "50 years 1 day"),
        ("1974-05-03", "2023-05-03", "1975-05-03", "1 year"),
        ("1974-05-03", "", None, "at least 0 days"),
        ("1974-05-03", "", "1975-05-03", "0 days to 1 year"),
        ("..1974-05-03", "1975-05-03", None, "at least 1 year"),
        ("1974-05-03", "1975-05-03..", None, "at least 1 year"),
        (None, "1975", None, "None"),
        ("1974-05-03", "..", "1970-01-01", "0 days"),
    ],
)
def test_duration(start: str | None, end: str, until: str | None, expected: str) -> None:
    assert words(start, end, until) == expected


def test_an_open_period_asks_up_to_when() -> None:
    with pytest.raises(ValueError, match="until"):
        words("1974", "..")
