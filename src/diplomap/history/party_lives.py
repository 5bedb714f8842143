"""Whether a date lies surely outside the life of a party, and why."""

from __future__ import annotations

from datetime import date

from diplomap.parties.existence import existed
from diplomap.parties.party import Life
from diplomap.parties.registry import get
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE
from diplomap.values.periods import End

# The registry of states begins with 1816; of earlier days it says nothing.
_HORIZON = date(1816, 1, 1).toordinal()
_HANDING_DOWN = 366


def outside_life(party_id: str, day: PartialDate) -> str:
    """Why a party can have had no relations at a date, in words; empty where it can.

    A party counts from the beginning of those that ended as it began and whom it continues (Russia
    and the Soviet Union). Nothing is said of days before 1816, nor of parties nobody here knows.

    >>> outside_life("GHA", PartialDate.parse("1950")), outside_life("RUS", PartialDate.parse("1948-10-12"))
    ('GHA began 1957-03-06', '')
    >>> outside_life("DDR", PartialDate.parse("1995"))
    'DDR ended 1990-10-03'
    """
    party = get(party_id)
    if party is None or not party.lives or day.lo < _HORIZON or existed(party_id, str(day)) is not FALSE:
        return ""
    start, end = party.lives[0].period.start, party.lives[-1].period.end
    if start is not None and day.hi < start.lo:
        continued = any(_continued(before, party.lives[0], day) for before in party.lives[0].predecessors)
        return "" if continued else f"{party_id} began {start}"
    if not isinstance(end, End) and day.lo > end.hi:
        return f"{party_id} ended {end}"
    heirs = [life for life in party.lives if life.period.start is not None and day.hi < life.period.start.lo]
    if any(_continued(before, life, day) for life in heirs for before in life.predecessors):
        return ""
    starts = [str(life.period.start) for life in heirs]
    return f"{party_id} did not exist before {starts[0]}" if starts else f"{party_id} did not exist then"


def _continued(before: str, life: Life, day: PartialDate) -> bool:
    """Whether a predecessor ended as this life began, and had begun by the day."""
    party, start = get(before), life.period.start
    if party is None or start is None or not party.lives:
        return False
    ended_then = any(
        isinstance(one.period.end, PartialDate)
        and one.period.end.hi + _HANDING_DOWN >= start.lo
        and start.hi + _HANDING_DOWN >= one.period.end.lo
        for one in party.lives
    )
    return ended_then and existed(before, str(day)) is not FALSE
