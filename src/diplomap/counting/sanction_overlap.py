"""Sanctions and a footprint over the same stretch, side by side; what caused what is not said here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from diplomap.counting.footprint import Footprint, footprint
from diplomap.counting.naming import party_id
from diplomap.counting.profiles import Profile, in_spell
from diplomap.counting.sanction_intensity import IntensityRule, intensity, intensity_rule
from diplomap.counting.sanctions_in_force import InForce, sanctions_on
from diplomap.counting.standings import count_of, day_of, standing
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission
from diplomap.model.presence import lapse, onset
from diplomap.model.sanctions import Sanction
from diplomap.values.counts import Count, Effect
from diplomap.values.logic import FALSE, Truth

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
    >>> str(both.intensity_before), str(both.intensity_after), len(both.steps), both.moved
    ('0', '1', 1, ())

    Raises ValueError for a party that is not resolved, an unknown profile or rule, a text that is no full
    date, and an end before the start.
    """
    first, last = day_of(since, dataset), day_of(until, dataset)
    if first is None or last is None:
        raise ValueError("name the first and the last day")
    if last < first:
        raise ValueError(f"the last day ({last}) lies before the first ({first})")
    before, after = (footprint(dataset, of=of, at=day, profile=profile) for day in (first, last))
    return Overlap(before, after, (first, last), party_id(of, dataset, last), intensity_rule(rule))


@attrs.frozen(slots=True)
class Moved:
    """A mission that stands differently at the two ends of a stretch, or came and went inside it."""

    mission: Mission
    before: Truth
    after: Truth

    @property
    def effect(self) -> Effect:
        """How far it moves the two bounds of the count; both zero where it came and went."""
        return Effect.between(count_of(self.before), count_of(self.after))


class Overlap:
    """One stretch: intensity of sanctions at both ends, steps taken in it, openings and closings in it.

    It claims no cause: `caution` says so in words, and stands in every output.
    """

    caution = NO_CAUSE

    def __init__(
        self, before: Footprint, after: Footprint, days: tuple[date, date], party: str, rule: IntensityRule
    ) -> None:
        self.before, self.after, self.party, self.rule = before, after, party, rule
        self.since, self.until = days

    @cached_property
    def sanctions_before(self) -> InForce:
        """What was in force on the first day."""
        return sanctions_on(self.before.dataset, self.party, at=self.since)

    @cached_property
    def sanctions_after(self) -> InForce:
        """What was in force on the last day."""
        return sanctions_on(self.before.dataset, self.party, at=self.until)

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
        """The steps that took effect, or may have, after the first day and up to the last."""
        as_of = self.before.dataset.as_of
        return tuple(
            step for step in self.sanctions_after.steps if self._inside(onset(step.period.start, as_of))
        )

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """The missions that opened, closed, may have, or came and went; their effects add up to the
        difference of the two counts, where the profile counts posts."""
        return tuple(self._moved())

    @property
    def opened(self) -> tuple[Moved, ...]:
        """The missions that count for more at the end than at the beginning."""
        return tuple(one for one in self.moved if one.effect.low + one.effect.high > 0)

    @property
    def closed(self) -> tuple[Moved, ...]:
        """The missions that count for less at the end than at the beginning."""
        return tuple(one for one in self.moved if one.effect.low + one.effect.high < 0)

    @property
    def passed(self) -> tuple[Moved, ...]:
        """The missions that opened and closed again inside the stretch."""
        return tuple(one for one in self.moved if not one.effect)

    def to_dict(self) -> dict[str, Any]:
        """Its shape in JSON."""
        return {
            "of": self.party,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "profile": self.before.profile.name,
            "rule": self.rule.name,
            "intensity": [_bounds(self.intensity_before), _bounds(self.intensity_after)],
            "missions": [_bounds(self.before.count), _bounds(self.after.count)],
            "steps": [f"{step.id} {step.period.start}: {step.stage}" for step in self.steps],
            "opened": [one.mission.id for one in self.opened],
            "closed": [one.mission.id for one in self.closed],
            "passed": [one.mission.id for one in self.passed],
            "caution": self.caution,
        }

    def __str__(self) -> str:
        counts = (self.intensity_before, self.intensity_after, self.before.count, self.after.count)
        told = ["unknown" if count is None else str(count) for count in counts]
        return (
            f"{self.party}, {self.since} to {self.until}: sanctions ({self.rule.name}) {told[0]} to "
            f"{told[1]} with {len(self.steps)} steps; missions ({self.before.profile.name}) {told[2]} to "
            f"{told[3]}, "
            f"{len(self.opened)} opened and {len(self.closed)} closed. {self.caution}"
        )

    def _inside(self, bounds: tuple[int, int]) -> bool:
        return bounds[1] > self.since.toordinal() and bounds[0] <= self.until.toordinal()

    def _moved(self) -> Iterator[Moved]:
        data, judged = self.before.dataset, self.before.asked.narrow(self.before.profile)
        for mission in data.missions.of(self.party):
            before, after = (standing(mission, judged, day, data.as_of) for day in (self.since, self.until))
            if before is not after or (before is FALSE and self._came_and_went(mission, judged)):
                yield Moved(mission, before, after)

    def _came_and_went(self, mission: Mission, judged: Profile) -> bool:
        as_of, first, last = self.before.dataset.as_of, self.since.toordinal(), self.until.toordinal()
        return any(
            onset(spell.period.start, as_of)[0] > first
            and lapse(spell.period.end, in_spell(spell.status), as_of)[1] <= last
            and judged.judge(
                spell.kind,
                spell.status,
                mission.sending,
                mission.receiving,
                mission.host_of(spell),
            )
            is not FALSE
            for spell in mission.spells
        )


def _bounds(count: Count | None) -> dict[str, int] | None:
    return None if count is None else {"low": count.low, "high": count.high}
