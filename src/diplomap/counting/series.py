"""A footprint over time: the count at each of many dates, and what opened and closed between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from diplomap.counting.coverage import Looked
from diplomap.counting.entries import Asked
from diplomap.counting.footprint import Footprint
from diplomap.counting.interval_moves import moved_between
from diplomap.counting.moves import Moves, looked_through
from diplomap.counting.naming import party_id
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.quarantine import perhaps_of
from diplomap.counting.series_dates import Day, dates_between
from diplomap.counting.spans import Unit, units
from diplomap.counting.standings import day_of
from diplomap.counting.sweep import tallies
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count, total
from diplomap.values.logic import TRUE, Truth
from diplomap.values.panel_dates import Step

if TYPE_CHECKING:
    from diplomap.counting.waves import Waves

SCHEMA = "diplomap/series/1"


def series(
    dataset: Dataset,
    *,
    of: str | None = None,
    host: str | None = None,
    receiving: str | None = None,
    start: Day | None = None,
    end: Day | None = None,
    step: Step = "year",
    at: Iterable[date | str] | None = None,
    profile: str | Profile = "all",
) -> Series:
    """The footprint at many dates: one every `step` from `start` to `end`, or the dates given as `at`.

    Where `start` is a year or a month, the dates are the last days of years or months, so that what opened or
    closed "in 1998" lies surely between two of them. By default the series starts on the eve of the
    year in which the first of these missions may have opened, and its last date is the day the dataset
    speaks for.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> ended = Period(PartialDate.parse("1974"), PartialDate.parse("2023-10..2024-02"))
    >>> ds = Dataset([Mission("a", ("PRK",), "NPL", (Spell(Kind.EMBASSY, period=ended),))])
    >>> for point in series(ds, of="PRK", start="2022", end="2025").points:
    ...     print(point.date, point.listed, point.closed)
    2022-12-31 1 None
    2023-12-31 0–1 0–1
    2024-12-31 0 0–1
    2025-12-31 0 0

    Raises ValueError for a party that is not resolved, an unknown profile or step, no dates or dates that
    are no full dates, and a series without a beginning or an end where the dataset gives it none.
    """
    judged = profile_of(profile)
    asked = Asked(
        *(None if text is None else party_id(text, dataset, dataset.as_of) for text in (of, receiving, host))
    )
    candidates = tuple(Footprint(dataset, asked, dataset.as_of, judged).candidates())
    given = units(candidates, judged, asked, dataset.as_of)
    if at is not None:
        days = sorted({day for day in (day_of(one, dataset) for one in at) if day is not None})
    else:
        days = dates_between(start, end, step, given, dataset)
    if not days:
        raise ValueError("a series needs at least one date")
    return Series(dataset, asked, judged, days, given)


@attrs.frozen(slots=True)
class Point:
    """The count on one date of a series, and what opened and closed since the date before it.

    `listed` is what the dataset lists, as `Footprint.listed`; `count` is None where nothing is listed and the
    coverage does not say that somebody looked. `opened` and `closed` are None at the first date.
    """

    date: date
    listed: Count
    looked: Truth
    opened: Count | None = None
    closed: Count | None = None

    @property
    def count(self) -> Count | None:
        """How many count; None where none does and nobody says that somebody looked."""
        return None if self.listed == Count(0) and self.looked is not TRUE else self.listed

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "date": self.date.isoformat(),
            "count": _bounds(self.count),
            "listed": _bounds(self.listed),
            "looked": self.looked.name.lower(),
            "opened": _bounds(self.opened),
            "closed": _bounds(self.closed),
        }


class Series:
    """The footprint of a party at many dates, in their order.

    The count at each date is that of the `footprint` at that date. What opened or closed on a
    date known only within bounds is told as uncertain in each interval that it may lie in; in the totals
    `opened` and `closed` of the whole stretch it is sure where it surely lies in the stretch.
    """

    def __init__(
        self,
        dataset: Dataset,
        asked: Asked,
        profile: Profile,
        dates: Sequence[date],
        given: Sequence[Unit],
    ) -> None:
        self.dataset, self.asked, self.profile, self.dates = dataset, asked, profile, tuple(dates)
        self.units = given

    @property
    def party(self) -> str | None:
        """The party whose footprint it is; None where it is everybody's."""
        return self.asked.party

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The points of the series."""
        ordinals = [day.toordinal() for day in self.dates]
        opened, closed = (moved_between(self.units, ordinals, closing=which) for which in (False, True))
        moves = [(None, None), *zip(opened, closed, strict=True)]
        return tuple(
            Point(day, listed, self.looked(day, day).answer, *pair)
            for day, listed, pair in zip(self.dates, self._listed, moves, strict=True)
        )

    @cached_property
    def closures(self) -> Moves:
        """What closed after the first date, up to the last."""
        return self._moves(closing=True)

    @cached_property
    def openings(self) -> Moves:
        """What opened after the first date, up to the last."""
        return self._moves(closing=False)

    @property
    def closed(self) -> Count:
        """How many closed after the first date, up to the last."""
        return _sharper(self.closures.listed, [point.closed for point in self.points])

    @property
    def opened(self) -> Count:
        """How many opened after the first date, up to the last."""
        return _sharper(self.openings.listed, [point.opened for point in self.points])

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before quoting the counts."""
        return tuple(self._notes())

    def looked(self, since: date, until: date) -> Looked:
        """Whether the coverage says that every such mission was looked for all through a stretch, and why."""
        return looked_through(self.dataset, self.asked, self.profile, since, until)

    def by(self, what: str) -> list[dict[str, Count]]:
        """The listed counts of each date told apart as by `tally`: kind, class, status, host, ...

        What may have been of either of two kinds stands under both, so that the parts need not add up.

        Raises ValueError for anything that `tally` does not tell apart.
        """
        return self._swept(what)

    def waves(self, **how: Any) -> Waves:
        """The stretches of unusually many closings or openings; see `diplomap.counting.waves.waves`."""
        from diplomap.counting.waves import waves

        return waves(self, **how)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape, ``diplomap/series/1`` (see `docs/reference/series.md`)."""
        return {
            "schema": SCHEMA,
            "of": self.asked.sending,
            "host": self.asked.host,
            "receiving": self.asked.receiving,
            "profile": self.profile.name,
            "how": self.profile.how,
            "points": [point.to_dict() for point in self.points],
            "opened": _bounds(self.opened),
            "closed": _bounds(self.closed),
            "notes": list(self.notes),
        }

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.dates)

    def __repr__(self) -> str:
        who, first, last = self.party or "all", self.dates[0], self.dates[-1]
        return f"<Series of {who}: {len(self)} dates, {first}..{last}, by {self.profile.name}>"

    @cached_property
    def _listed(self) -> list[Count]:
        key = self.asked.sending or "all"
        swept = self._swept("all" if self.asked.sending is None else "sending")
        return [found.get(key, Count(0)) for found in swept]

    def _swept(self, by: str) -> list[dict[str, Count]]:
        dataset = self.dataset
        if self.party is not None:
            candidates = Footprint(dataset, self.asked, None, self.profile).candidates()
            dataset = Dataset(candidates, dataset.as_of)
        return tallies(dataset, self.dates, profile=self.asked.narrow(self.profile), by=by)

    def _moves(self, closing: bool) -> Moves:
        stretch = self.dates[0].toordinal() + 1, self.dates[-1].toordinal()
        return Moves(self.dataset, self.asked, self.profile, stretch, closing, self.units)

    def _notes(self) -> Iterator[str]:
        unlooked = [point.date for point in self.points if point.looked is not TRUE]
        if unlooked:
            which = "every date" if len(unlooked) == len(self) else f"{len(unlooked)} of {len(self)} dates"
            why = self.looked(unlooked[0], unlooked[0]).why
            yield f"at {which} {why}: what the dataset does not list cannot be counted"
        as_of = self.dataset.as_of
        if as_of is not None and self.dates[-1] > as_of:
            yield f"the dataset speaks for {as_of}; of later days it can only say what may be"
        if held := perhaps_of(self.dataset, self.asked):
            rows = "1 row" if held == 1 else f"{held} rows"
            yield f"{rows} in quarantine may belong here and could not be counted"


def _sharper(whole: Count, parts: Sequence[Count | None]) -> Count:
    """The bounds of a total, of those told at once and those summed by intervals; either may be sharper."""
    summed = total(part for part in parts if part is not None)
    return Count(max(whole.low, summed.low), min(whole.high, summed.high))


def _bounds(count: Count | None) -> dict[str, int] | None:
    return None if count is None else {"low": count.low, "high": count.high}
