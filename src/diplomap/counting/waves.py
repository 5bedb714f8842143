"""Waves: stretches in which unusually many missions closed (or opened), and how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from statistics import fmean
from typing import Any

import attrs

from diplomap.counting.series import Series
from diplomap.counting.share import Share
from diplomap.counting.spans import Unit, moved
from diplomap.counting.wave_draws import Drawn, drawn
from diplomap.counting.wave_statistics import Scanned, Window, significant
from diplomap.values.counts import Count
from diplomap.values.logic import TRUE, UNKNOWN, Truth

Found = list[Scanned]


@attrs.frozen(slots=True)
class Wave:
    """A stretch, from `start` to `end`, both days included, of more closings (or openings) than chance gives.

    `moves` bounds how many there were of missions that the dataset lists, `expected` is how many the null
    model puts there, `p` how often it gives a stretch as unusual anywhere (the mean over the draws).
    `found_in` is the share of draws in which the stretch, or one that meets it, is significant;
    `footprint` is the count on its eve, and `share` how much of that closed (for openings None).
    """

    start: date
    end: date
    closing: bool
    moves: Count
    expected: float
    p: float
    found_in: float
    footprint: Count
    share: Share | None
    looked: Truth
    notes: tuple[str, ...] = ()

    @property
    def closures(self) -> Count | None:
        """How many closed; None of a wave of openings."""
        return self.moves if self.closing else None

    @property
    def sure(self) -> Truth:
        """Whether the wave is there however the unknown parts of the dates may have been, as far as drawn."""
        return TRUE if self.found_in == 1 else UNKNOWN

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "of": "closings" if self.closing else "openings",
            "low": self.moves.low,
            "high": self.moves.high,
            "expected": round(self.expected, 3),
            "p": round(self.p, 5),
            "found_in": round(self.found_in, 4),
            "sure": self.sure.name.lower(),
            "footprint": {"low": self.footprint.low, "high": self.footprint.high},
            "share": None if self.share is None else self.share.to_dict(),
            "looked": self.looked.name.lower(),
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        what = "closings" if self.closing else "openings"
        took = "" if self.share is None else f", {self.share} of the {self.footprint} before"
        known = "" if self.found_in == 1 else f"; only in {self.found_in:.0%} of draws"
        return (
            f"{self.start} to {self.end}: {self.moves} {what}, {self.expected:.1f} expected, "
            f"p {self.p:.2g}{took}{known}"
        )


@attrs.frozen(slots=True)
class Waves:
    """The waves of a series in the order of time, and by what they were found.

    Iterating gives every wave that more than the share `level` of the draws of the dates show; `sure`
    those that all show, for which the chance of a false alarm anywhere in the series is about `level`.
    """

    found: tuple[Wave, ...]
    closing: bool
    level: float
    largest: float
    draws: int
    trials: int
    seed: int
    intervals: int
    notes: tuple[str, ...] = ()

    @property
    def sure(self) -> tuple[Wave, ...]:
        """The waves that every draw of the dates shows."""
        return tuple(wave for wave in self.found if wave.sure is TRUE)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        return {
            "of": "closings" if self.closing else "openings",
            "level": self.level,
            "largest": self.largest,
            "draws": self.draws,
            "trials": self.trials,
            "seed": self.seed,
            "intervals": self.intervals,
            "waves": [wave.to_dict() for wave in self.found],
            "notes": list(self.notes),
        }

    def __iter__(self) -> Iterator[Wave]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, place: int) -> Wave:
        return self.found[place]


def waves(
    series: Series,
    *,
    of: str = "closings",
    level: float = 0.05,
    largest: float = 0.5,
    draws: int = 20,
    trials: int = 199,
    seed: int = 0,
) -> Waves:
    """The stretches of the series' intervals with unusually many closings, or openings (`of`).

    The statistic is Kulldorff's scan statistic in time (see `diplomap.counting.wave_statistics`) over
    windows of all lengths that hold up to `largest` of the risk; closings are set against the footprint at
    risk, openings against time. A window is significant where at most `level` of `trials` simulated null
    data hold one as unusual. What dates leave open is drawn, `draws` times (see
    `diplomap.counting.wave_draws`): a wave found in only some draws says so. The same seed gives
    the same answer.

    >>> from diplomap.counting.series import series
    >>> from diplomap.model.dataset import Dataset
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> def ended(nth, year):
    ...     period = Period(PartialDate.parse("1950"), PartialDate.parse(str(year)))
    ...     return Mission(f"m{nth}", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=period),))
    >>> years = [1970, 1980, *[1998] * 9, 2005, 2011, *[2030] * 20]
    >>> ds = Dataset(ended(nth, year) for nth, year in enumerate(years))
    >>> for wave in series(ds, start="1950", end="2020").waves():
    ...     print(wave.start, wave.end, wave.closures, wave.share, wave.sure)
    1998-01-01 1998-12-31 9 29% true

    Raises ValueError for a series of fewer than three dates up to the day the dataset speaks for, another
    `of`, and shares, levels or numbers out of range.
    """
    if of not in ("closings", "openings"):
        raise ValueError(f"waves are of closings or openings, not of {of!r}")
    if draws < 1 or trials < 1:
        raise ValueError("waves take at least one draw and one trial")
    closing = of == "closings"
    as_of = series.dataset.as_of
    days = [day for day in series.dates if as_of is None or day <= as_of]
    if len(days) < 3:
        raise ValueError("waves take a series of at least three dates that the dataset can speak for")
    ordinals = [day.toordinal() for day in days]
    known: dict[Drawn, Found] = {}
    found: list[Found] = []
    random = Random(f"{seed}:dates")
    for _ in range(draws):
        one = drawn(series.units, ordinals, random, closing=closing)
        if one not in known:
            null = Random(f"{seed}:null:{len(known)}")
            known[one] = significant(
                one.cases, one.risks, level=level, largest=largest, trials=trials, random=null
            )
        found.append(known[one])
    told = [_wave(series, days, closing, draws, *group) for group in _grouped(found)]
    # As many draws as the level allows show a stretch by chance alone.
    told = [wave for wave in told if wave.found_in > level]
    told.sort(key=lambda wave: wave.start)
    notes = series.notes
    return Waves(tuple(told), closing, level, largest, draws, trials, seed, len(days) - 1, notes)


def footprint_share(given: Sequence[Unit], first: int, last: int) -> Share | None:
    """How much of what counted on the eve of a stretch stopped counting in it.

    >>> footprint_share([], 1, 2) is None
    True
    """
    part_low = part_high = rest_low = rest_high = 0
    for unit in given:
        surely, may = unit.there(first - 1)
        closed = moved([unit], first, last, closing=True)
        part_low += surely and closed.low > 0
        part_high += may and closed.high > 0
        rest_low += surely and closed.high == 0
        rest_high += may and closed.low == 0
    return Share.of(Count(part_low, part_high), Count(rest_low, rest_high))


def _grouped(found: Sequence[Found]) -> Iterator[tuple[Window, list[tuple[Window | None, float]]]]:
    """The windows that most draws agree on, each with what every draw says of it: its own window and p."""
    left = [[one for one in scans if one is not scans[-1]] for scans in found]
    while any(left):
        votes = Counter((one.window.first, one.window.last) for scans in left for one in scans if one.window)
        best = max(votes.values())
        first, last = min(place for place, number in votes.items() if number == best)
        wanted = Window(first, last, 0, 0.0, 0.0)
        said: list[tuple[Window | None, float]] = []
        for place, scans in enumerate(left):
            met = [one for one in scans if one.window is not None and one.window.meets(wanted)]
            if met:
                nearest = min(met, key=lambda one: one.p)
                said.append((nearest.window, nearest.p))
            else:
                said.append((None, found[place][-1].p_of(first, last)))
            left[place] = [one for one in scans if one not in met]
        yield wanted, said


def _wave(
    series: Series,
    days: Sequence[date],
    closing: bool,
    draws: int,
    wanted: Window,
    said: Sequence[tuple[Window | None, float]],
) -> Wave:
    eve, end = days[wanted.first], days[wanted.last + 1]
    first, last = eve.toordinal() + 1, end.toordinal()
    same = [
        window
        for window, _ in said
        if window is not None and (window.first, window.last) == (wanted.first, wanted.last)
    ]
    point = series.points[series.dates.index(eve)]
    looked = series.looked(eve, end)
    notes = (
        ()
        if looked.answer is TRUE
        else (f"{looked.why}: what the dataset does not list cannot be counted, nor its share",)
    )
    return Wave(
        eve + timedelta(days=1),
        end,
        closing,
        moved(series.units, first, last, closing=closing),
        fmean(window.expected for window in same),
        fmean(p for _, p in said),
        sum(window is not None for window, _ in said) / draws,
        point.listed,
        footprint_share(series.units, first, last) if closing else None,
        looked.answer,
        notes,
    )
