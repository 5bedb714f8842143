"""Closings and openings in a stretch of time: how many, surely and at most, and which, with why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from diplomap.counting.coverage import Looked, looked_at
from diplomap.counting.entries import Asked
from diplomap.counting.footprint import Footprint
from diplomap.counting.naming import party_id
from diplomap.counting.one_move import Move, move_of
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.quarantine import perhaps_of
from diplomap.counting.series_dates import Day, bounds_of
from diplomap.counting.spans import Bounds, Unit, moved, units, within
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission
from diplomap.values.counts import Count
from diplomap.values.dates import OPEN_LO
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def closures(
    dataset: Dataset,
    *,
    of: str | None = None,
    host: str | None = None,
    receiving: str | None = None,
    since: Day | None = None,
    until: Day | None = None,
    profile: str | Profile = "all",
) -> Moves:
    """The closings from `since` to `until`, both days included: missions that stop counting under a profile.

    A mission closes on the first day on which it no longer counts: because it closed, or because it goes
    on in a kind, status or place that the profile does not count. One that reopens and closes again
    closes twice. Of a year or month, `since` means its first day and `until` its last; without
    `since` everything before is meant, without `until` everything up to the day the dataset speaks for.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> def ended(id_, start, end):
    ...     period = Period(PartialDate.parse(start), PartialDate.parse(end))
    ...     return Mission(id_, ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=period),))
    >>> ds = Dataset([ended("a", "1974", "1998"), ended("b", "2013", "2023-10-26..2023-12-05")])
    >>> closures(ds, of="PRK", since="1998", until="1998").listed
    Count(1)
    >>> [str(move) for move in closures(ds, of="PRK", since="2023-10", until="2023-11")]
    ['b: perhaps closed (2023-10-26..2023-12-05 may lie outside)']

    Raises ValueError for a party that is not resolved, an unknown profile, a stretch that ends before
    it begins, and DateSyntaxError, a ValueError, for a text that is no date.
    """
    return _moves(dataset, (of, receiving, host), since, until, profile, closing=True)


def openings(
    dataset: Dataset,
    *,
    of: str | None = None,
    host: str | None = None,
    receiving: str | None = None,
    since: Day | None = None,
    until: Day | None = None,
    profile: str | Profile = "all",
) -> Moves:
    """The openings from `since` to `until`, both days included: missions that begin to count under a profile.

    A mission that closed before and opens again is a reopening (`Move.again`). See `closures`.

    >>> openings(Dataset(), of="PRK", since="2023", until="2023").listed
    Count(0)

    Raises what `closures` raises.
    """
    return _moves(dataset, (of, receiving, host), since, until, profile, closing=False)


class Moves:
    """The closings or openings of a stretch of days, from `since` to `until`, both included.

    `listed` bounds how many there were of missions that the dataset lists; `count` is the same, but None
    where none is listed and the coverage does not say that somebody looked all the while. Iterating
    gives each `Move` that surely or perhaps lies in the stretch. Where several moves of one mission are
    uncertain, the bounds of the count may be sharper than they are one by one.
    """

    def __init__(
        self,
        dataset: Dataset,
        asked: Asked,
        profile: Profile,
        stretch: Bounds,
        closing: bool,
        given: Iterable[Unit],
    ) -> None:
        self.dataset, self.asked, self.profile, self.closing = dataset, asked, profile, closing
        self._stretch, self._units = stretch, tuple(given)

    @property
    def since(self) -> date | None:
        """The first day; None where there is none."""
        return date.fromordinal(self._stretch[0]) if self._stretch[0] > _FIRST else None

    @property
    def until(self) -> date | None:
        """The last day; None where there is none."""
        return date.fromordinal(self._stretch[1]) if self._stretch[1] < _LAST else None

    @cached_property
    def listed(self) -> Count:
        """How many of the missions that the dataset lists closed (or opened), counted each time."""
        return moved(self._units, *self._stretch, closing=self.closing)

    @property
    def count(self) -> Count | None:
        """How many there were; None where none is listed and nobody says that somebody looked."""
        return self._looked.known(self.listed)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every closing (or opening) that surely or perhaps lies in the stretch."""
        return tuple(self._moves())

    @property
    def missions(self) -> tuple[Mission, ...]:
        """The missions that moved or may have, each once."""
        return tuple({id(move.mission): move.mission for move in self.moves}.values())

    @property
    def looked(self) -> Truth:
        """Whether the coverage says that every such mission was looked for all through the stretch."""
        return self._looked.answer

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before quoting the count."""
        told = []
        if self.looked is not TRUE:
            told.append(f"{self._looked.why}: what the dataset does not list cannot be counted")
        if held := perhaps_of(self.dataset, self.asked):
            rows = "1 row" if held == 1 else f"{held} rows"
            told.append(f"{rows} in quarantine may belong here and could not be counted")
        return tuple(told)

    @cached_property
    def _looked(self) -> Looked:
        return looked_through(self.dataset, self.asked, self.profile, self.since, self.until)

    def _moves(self) -> Iterator[Move]:
        for unit in self._units:
            for edge in unit.edges(self.closing):
                answer = within(edge, *self._stretch)
                if answer is not FALSE:
                    yield move_of(unit, edge, answer, self.profile, closing=self.closing)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "since": None if self.since is None else self.since.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "profile": self.profile.name,
            "low": self.listed.low,
            "high": self.listed.high,
            "looked": self.looked.name.lower(),
            "moves": [move.to_dict() for move in self.moves],
            "notes": list(self.notes),
        }

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def __len__(self) -> int:
        return len(self.moves)

    def __repr__(self) -> str:
        what = "closings" if self.closing else "openings"
        return f"<{self.listed} {what}, {self.since or ''}..{self.until or ''}, by {self.profile.name}>"


def looked_through(
    dataset: Dataset, asked: Asked, profile: Profile, since: date | None, until: date | None
) -> Looked:
    """Whether somebody looked on both ends of a stretch, and so all the while."""
    parties = {"sending": asked.sending, "receiving": asked.receiving, "host": asked.host}
    ends = [
        looked_at(dataset.coverage, day, dataset.as_of, **parties, profile=profile.name)
        for day in (since, until)
    ]
    for answer in (FALSE, UNKNOWN):
        for end in ends:
            if end.answer is answer:
                return end
    return ends[0]


def _moves(
    dataset: Dataset,
    parties: tuple[str | None, str | None, str | None],
    since: Day | None,
    until: Day | None,
    profile: str | Profile,
    closing: bool,
) -> Moves:
    judged = profile_of(profile)
    first = OPEN_LO if since is None else max(_FIRST, bounds_of(since)[0])
    last = _last(dataset) if until is None else min(_LAST, bounds_of(until)[1])
    if last < first:
        raise ValueError(f"the stretch ends ({until or dataset.as_of}) before it begins ({since})")
    day = date.fromordinal(last) if last < _LAST else None
    asked = Asked(*(None if text is None else party_id(text, dataset, day) for text in parties))
    candidates = Footprint(dataset, asked, day, judged).candidates()
    return Moves(
        dataset, asked, judged, (first, last), closing, units(candidates, judged, asked, dataset.as_of)
    )


def _last(dataset: Dataset) -> int:
    return _LAST if dataset.as_of is None else dataset.as_of.toordinal()
