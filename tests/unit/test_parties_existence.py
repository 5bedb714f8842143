"""When states existed: the cases that a list of missions trips over."""

from __future__ import annotations

from datetime import date

import pytest

from diplomap.parties import existence
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth


@pytest.mark.parametrize(
    ("party", "at", "answer"),
    [
        # Older than any list of states: never an alarm.
        ("FRA", "1700", UNKNOWN),
        ("FRA", "1943", TRUE),
        ("SMR", "1850", TRUE),
        ("VAT", "1890", TRUE),
        # Decolonised on a known day.
        ("AGO", "1975-11-10", FALSE),
        ("AGO", "1975-11-11", TRUE),
        ("AGO", "1975", UNKNOWN),
        # Missions before full independence.
        ("IRL", "1922", UNKNOWN),
        ("IRL", "1923", TRUE),
        ("IND", "1941", UNKNOWN),
        ("IND", "1900", FALSE),
        ("CAN", "1927", TRUE),
        ("UKR", "1950", UNKNOWN),
        # Annexed, which not all recognised.
        ("EST", "1939", TRUE),
        ("EST", "1960", UNKNOWN),
        ("EST", "1992", TRUE),
        ("AUT", "1940", UNKNOWN),
        # Continuity told by the identity of the state.
        ("RUS", "1933-11-16", TRUE),
        ("SUN", "1933-11-16", TRUE),
        ("SUN", "1991-12-25", TRUE),
        ("SUN", "1992", FALSE),
        ("TUR", "1900", TRUE),
        ("CHN", "1930", TRUE),
        ("TWN", "1930", UNKNOWN),
        ("TWN", "1950", TRUE),
        ("SRB", "1900", TRUE),
        ("SRB", "1960", UNKNOWN),
        ("SRB", "2007", TRUE),
        ("DEU", "1947", TRUE),
        ("DEU", "1980", TRUE),
        ("DEU", "1850", FALSE),
        # Ended and joined.
        ("DDR", "1990-10-02", TRUE),
        ("DDR", "1990-10-03", FALSE),
        ("CZE", "1992", FALSE),
        ("CSK", "1992-12-31", TRUE),
        ("YEM", "1970", UNKNOWN),
        ("XYA", "1970", TRUE),
        ("YMD", "1970", TRUE),
        ("VNM", "1960", UNKNOWN),
        ("XVS", "1960", TRUE),
        ("XUR", "1960", TRUE),
        ("SYR", "1960", UNKNOWN),
        ("SYR", "1962", TRUE),
        ("EGY", "1960", TRUE),
        ("XNK", "2024-01-01", FALSE),
        # Nobody here knows.
        ("GRL", "1950", UNKNOWN),
        ("WFP", "1950", UNKNOWN),
    ],
)
def test_existed(party: str, at: str, answer: Truth) -> None:
    assert existence.existed(party, at) is answer


def test_a_day_a_text_and_a_partial_date_ask_the_same() -> None:
    asked = (date(1990, 10, 3), "1990-10-03", PartialDate.parse("1990-10-03"))
    assert {existence.existed("DDR", at) for at in asked} == {FALSE}


@pytest.mark.parametrize(
    ("party", "at", "others"),
    [
        ("CZE", "1970", ("CSK",)),
        ("SVK", "1925", ("CSK",)),
        ("DDR", "2000", ("DEU",)),
        ("SVN", "1900", ("MNE", "SRB", "XAH")),
        ("SVN", "1960", ("YUG",)),
        ("YUG", "2010", ("BIH", "HRV", "MKD", "MNE", "SRB", "SVN")),
        ("AUT", "1900", ("XAH",)),
        ("BGD", "1960", ("PAK",)),
        ("XTX", "1900", ("USA",)),
        ("AGO", "1960", ()),
        ("FRA", "1960", ()),
        ("TWN", "1930", ()),
    ],
)
def test_who_stood_in_its_place(party: str, at: str, others: tuple[str, ...]) -> None:
    assert existence.in_place_of(party, at) == others


def test_unknown_parties_and_dates_are_refused() -> None:
    with pytest.raises(ValueError, match="no party has the id 'ZZZ'"):
        existence.existed("ZZZ", "1990")
    with pytest.raises(ValueError, match="not a date in this notation"):
        existence.existed("FRA", "about 1990")
