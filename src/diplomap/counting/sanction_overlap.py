"""Sanctions and a footprint over the same stretch, side by side; what caused what is not said here."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from diplomap.counting.footprint import Footprint, footprint
from diplomap.counting.moves import Moves, closures, openings
from diplomap.counting.naming import party_id
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.sanction_intensity import IntensityRule, intensity, intensity_rule
from diplomap.counting.sanctions_in_force import InForce, sanctions_on
from diplomap.counting.standings import day_of
from diplomap.model.dataset import Dataset
from diplomap.model.presence import onset
from diplomap.model.sanctions import Sanction
from diplomap.values.counts import Count

NO_CAUSE = (
    "Sanctions and missions are set side by side. That they changed in the same stretch does not say "
    "that the one caused the other; for causes that somebody claims, see the attributions."
)


def overlap(
    dataset: Dataset,
    *,
    of: str,
    since: date | str,
    until: date | str,
    profile: str | Profile = "all",
    rule: str | IntensityRule = "measures",
) -> Overlap:
    """The sanctions on a party and the missions it sends, from one day to another, side by side.

    >>> from diplomap.model.sanctions import Measure
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> since = Period(PartialDate.parse("2006-10-14"))
    >>> ds = Dataset(sanctions=[Sanction("dprk", ("UN",), "PRK", (Measure.ARMS_EMBARGO,), period=since)])
    >>> both = overlap(ds, of="PRK", since="2006-01-01", until="2007-01-01")
    >>> [str(told) for told in (both.intensity_before, both.intensity_after, both.taken, both.closed.listed)]
    ['0', '1', '1', '0']

    Raises ValueError for a party that is not resolved, an unknown profile or rule, a text that is no full
    date, and an end that does not come after the start.
    """
    first, last = day_of(since, dataset), day_of(until, dataset)
    if first is None or last is None:
        raise ValueError("name the first and the last day")
    if last <= first:
        raise ValueError(f"the last day ({last}) does not come after the first ({first})")
    party = party_id(of, dataset, last)
    return Overlap(dataset, party, first, last, profile_of(profile), intensity_rule(rule))


class Overlap:
    """One stretch: intensity of sanctions at both ends, steps taken in it, openings and closings in it.

    What happened in the stretch came after its first day and not after its last. It claims no cause:
    `caution` says so in words, and stands in every output.
    """

    caution = NO_CAUSE

    def __init__(
        self,
        dataset: Dataset,
        party: str,
        since: date,
        until: date,
        profile: Profile,
        rule: IntensityRule,
    ) -> None:
        self.dataset, self.party, self.since, self.until = dataset, party, since, until
        self.profile, self.rule = profile, rule

    @cached_property
    def sanctions_before(self) -> InForce:
        """What was in force on the first day."""
        return sanctions_on(self.dataset, self.party, at=self.since)

    @cached_property
    def sanctions_after(self) -> InForce:
        """What was in force on the last day."""
        return sanctions_on(self.dataset, self.party, at=self.until)

    @property
    def intensity_before(self) -> Count | None:
        """The intensity on the first day; None where no step against the party is on record."""
        return intensity(self.sanctions_before, self.rule)

    @property
    def intensity_after(self) -> Count | None:
        """The intensity on the last day; None where no step against the party is on record."""
        return intensity(self.sanctions_after, self.rule)

    @cached_property
    def steps(self) -> tuple[Sanction, ...]:
        """The steps of sanctions that took effect in the stretch, or may have."""
        return tuple(step for step in self.sanctions_after.steps if self._standing(step).high)

    @property
    def taken(self) -> Count:
        """How many steps took effect in the stretch, surely and at most."""
        return Count(sum(self._standing(step).low for step in self.steps), len(self.steps))

    @cached_property
    def before(self) -> Footprint:
        """The missions on the first day."""
        return footprint(self.dataset, of=self.party, at=self.since, profile=self.profile)

    @cached_property
    def after(self) -> Footprint:
        """The missions on the last day."""
        return footprint(self.dataset, of=self.party, at=self.until, profile=self.profile)

    @cached_property
    def opened(self) -> Moves:
        """The openings in the stretch."""
        return openings(self.dataset, of=self.party, since=self._next, until=self.until, profile=self.profile)

    @cached_property
    def closed(self) -> Moves:
        """The closings in the stretch."""
        return closures(self.dataset, of=self.party, since=self._next, until=self.until, profile=self.profile)

    def to_dict(self) -> dict[str, Any]:
        """Its shape in JSON."""
        return {
            "of": self.party,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "profile": self.profile.name,
            "rule": self.rule.name,
            "intensity": {"before": _told(self.intensity_before), "after": _told(self.intensity_after)},
            "taken": _told(self.taken),
            "steps": [
                {
                    "regime": step.id,
                    "stage": step.stage.value,
                    "since": str(step.period.start or ""),
                    "senders": list(step.senders),
                    "measures": [measure.value for measure in step.measures],
                    "instruments": [str(one) for one in step.instruments],
                }
                for step in self.steps
            ],
            "missions": {"before": _told(self.before.count), "after": _told(self.after.count)},
            "opened": {"count": _told(self.opened.count), "missions": _ids(self.opened)},
            "closed": {"count": _told(self.closed.count), "missions": _ids(self.closed)},
            "caution": self.caution,
        }

    def __str__(self) -> str:
        return (
            f"{self.party}, {self.since} to {self.until}: "
            f"sanctions (by {self.rule.name}) {_said(self.intensity_before)} to "
            f"{_said(self.intensity_after)}, steps taken: {self.taken}; "
            f"missions (by {self.profile.name}) {_said(self.before.count)} to {_said(self.after.count)}, "
            f"opened: {_said(self.opened.count)}, closed: {_said(self.closed.count)}. {self.caution}"
        )

    @property
    def _next(self) -> date:
        return self.since + timedelta(days=1)

    def _standing(self, step: Sanction) -> Count:
        # A step that nobody dates may have been taken at any time, and surely in none.
        first, last = onset(step.period.start, self.dataset.as_of)
        after, until = self.since.toordinal(), self.until.toordinal()
        return Count(int(after < first and last <= until), int(last > after and first <= until))


def _told(count: Count | None) -> dict[str, int] | None:
    return None if count is None else {"low": count.low, "high": count.high}


def _said(count: Count | None) -> str:
    return "unknown" if count is None else str(count)


def _ids(moves: Moves) -> list[str]:
    return [mission.id for mission in moves.missions]
