"""Whether somebody looked: what a dataset's coverage says of a party's missions on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from diplomap.values.counts import Count
from diplomap.values.dates import DateSyntaxError, PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth, truth

EVERYBODY = "all"


@attrs.frozen(slots=True)
class Looked:
    """Whether the missions asked for were looked at, all of them, and why that is the answer."""

    answer: Truth
    why: str

    def known(self, listed: Count) -> Count | None:
        """What is listed as a count; None where that is nothing and nobody says that somebody looked.

        >>> Looked(UNKNOWN, "").known(Count(0)), Looked(TRUE, "").known(Count(0))
        (None, Count(0))
        """
        return None if listed == Count(0) and self.answer is not TRUE else listed


def looked_at(
    coverage: Mapping[str, Any],
    day: date | None,
    as_of: date | None = None,
    *,
    sending: str | None = None,
    receiving: str | None = None,
    host: str | None = None,
    profile: str | None = None,
) -> Looked:
    """Whether the coverage says that somebody looked for every such mission on that day.

    TRUE takes all three: the party is among those looked at, the day lies in the stretch covered,
    and the coverage is called complete. Of a sender the coverage's `senders` decide; of a receiver or host
    its `receivers` or `hosts`, or `senders` where it says "all". `from` and `to` are the first and last
    day covered; without them it covers the day the dataset speaks for. What is not said is UNKNOWN.
    A coverage that is not complete may name under `complete_for` the counting profiles for which it is.

    >>> told = {"senders": ["PRK"], "from": "2023-10-01", "to": "2024-01-30", "complete": True}
    >>> looked_at(told, date(2023, 12, 1), sending="PRK").answer
    TRUE
    >>> looked_at(told, date(2023, 12, 1), sending="KOR").why
    'the coverage does not name KOR among the senders looked at'
    """
    who = _who(coverage, sending, receiving, host)
    when = _when(coverage, day, as_of)
    for part in (who, when):
        if part.answer is FALSE:
            return part
    for part in (who, when):
        if part.answer is UNKNOWN:
            return part
    if coverage.get("complete") is True or (profile is not None and profile in _complete_for(coverage)):
        return Looked(TRUE, "the coverage says that every such mission was looked for")
    return Looked(UNKNOWN, "the coverage does not claim to be complete, so missions may be missing")


def _complete_for(coverage: Mapping[str, Any]) -> Iterable[object]:
    told = coverage.get("complete_for")
    return told if isinstance(told, list | tuple) else ()


def _who(coverage: Mapping[str, Any], sending: str | None, receiving: str | None, host: str | None) -> Looked:
    senders = _named(coverage, "senders")
    if sending is not None:
        if senders is None:
            return Looked(UNKNOWN, "the coverage does not say whose missions were looked at")
        if sending in senders or EVERYBODY in senders:
            return Looked(TRUE, f"the coverage names {sending}")
        return Looked(FALSE, f"the coverage does not name {sending} among the senders looked at")
    if senders is not None and EVERYBODY in senders:
        return Looked(TRUE, "the coverage names every sender")
    for key, party in (("hosts", host), ("receivers", receiving)):
        named = _named(coverage, key)
        if party is not None and named is not None and (party in named or EVERYBODY in named):
            return Looked(TRUE, f"the coverage names {party} among the {key} looked at")
    if senders == frozenset():
        return Looked(FALSE, "the coverage names no sender")
    return Looked(UNKNOWN, "the coverage does not say that the missions of every sender were looked at")


def _when(coverage: Mapping[str, Any], day: date | None, as_of: date | None) -> Looked:
    first, last = coverage.get("from"), coverage.get("to")
    if day is None:
        return Looked(UNKNOWN, "no day is named, so nobody can say whether it is covered")
    if first is None and last is None:
        if day == as_of:
            return Looked(TRUE, "it is the day the dataset speaks for")
        return Looked(UNKNOWN, "the coverage does not say which days were looked at")
    try:
        since = UNKNOWN if first is None else PartialDate.parse(str(first)).at_day(day)
        if last is None:
            until = UNKNOWN if as_of is None else truth(day <= as_of)
        else:
            until = ~PartialDate.of(day).after(PartialDate.parse(str(last)))
    except DateSyntaxError as error:
        return Looked(UNKNOWN, f"the coverage's dates cannot be read: {error}")
    if since & until is TRUE:
        return Looked(TRUE, f"the coverage runs from {first} to {last or as_of}")
    if since & until is FALSE:
        return Looked(FALSE, f"{day} lies outside what was looked at ({first or ''}..{last or ''})")
    return Looked(UNKNOWN, f"whether {day} was looked at is not said ({first or ''}..{last or ''})")


def _named(coverage: Mapping[str, Any], key: str) -> frozenset[str] | None:
    told = coverage.get(key)
    if told is None:
        return None
    return frozenset([told] if isinstance(told, str) else map(str, told))
