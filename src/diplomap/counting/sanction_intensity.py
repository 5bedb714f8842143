"""How intense the sanctions against a party were over time, by a rule that is stated and is data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from diplomap.counting.sanctions_in_force import InForce, sanctions_on
from diplomap.counting.standings import count_of, day_of
from diplomap.model.dataset import Dataset
from diplomap.model.sanctions import Measure
from diplomap.values.counts import Count, total
from diplomap.values.logic import Truth
from diplomap.values.panel_dates import Step, panel_dates

_FOLDER = Path(__file__).parents[1] / "data" / "intensity"


@attrs.frozen(slots=True)
class IntensityRule:
    """A rule of intensity: the weight of each kind of measure, and the source that says so.

    The intensity of a day is the sum of the weights of the kinds of measure in force, each kind once. What
    may be in force counts in the upper bound alone.

    >>> rule = intensity_rule("reach")
    >>> rule.weight(Measure.TRAVEL_BAN), rule.weight(Measure.FINANCIAL)
    (1, 3)

    Raises ValueError for a weight below zero: then more measures could count less.
    """

    name: str
    title: str
    source: str = attrs.field(repr=False)
    weights: Mapping[Measure, int] = attrs.field(repr=False)
    otherwise: int = attrs.field(default=1, repr=False)
    note: str = attrs.field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        if min(self.otherwise, *self.weights.values(), 0) < 0:
            raise ValueError(f"{self.name}: no weight may be below zero")

    def weight(self, measure: Measure) -> int:
        """What a kind of measure adds where it is in force."""
        return self.weights.get(measure, self.otherwise)

    def of(self, measures: Mapping[Measure, Truth]) -> Count:
        """The intensity of measures in force.

        >>> from diplomap.values.logic import TRUE, UNKNOWN
        >>> intensity_rule("measures").of({Measure.LABOUR: TRUE, Measure.FUEL: UNKNOWN})
        Count(1, 2)
        """
        return total(
            Count(count.low * self.weight(measure), count.high * self.weight(measure))
            for measure, count in ((measure, count_of(truth)) for measure, truth in measures.items())
        )


@attrs.frozen(slots=True)
class IntensityPoint:
    """The intensity of one day; `count` is None where no step against the party is on record at all."""

    at: date
    count: Count | None
    measures: Mapping[Measure, Truth] = attrs.field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Its shape in JSON."""
        count = self.count
        return {
            "at": self.at.isoformat(),
            "low": 0 if count is None else count.low,
            "high": None if count is None else count.high,
            "measures": {measure.value: str(truth) for measure, truth in self.measures.items()},
        }


def sanction_intensity(
    dataset: Dataset,
    *,
    on: str,
    start: date | str,
    end: date | str,
    step: Step = "year",
    rule: str | IntensityRule = "measures",
    by: str | None = None,
) -> tuple[IntensityPoint, ...]:
    """The intensity of the sanctions on a party at each step from one day to another, by a stated rule.

    The rule ``measures`` counts the kinds of measure in force, ``reach`` weighs them; see `IntensityRule`.
    `by` keeps to one sender.

    >>> from diplomap.model.sanctions import Sanction
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> since = Period(PartialDate.parse("2006"))
    >>> ds = Dataset(sanctions=[Sanction("dprk", ("UN",), "PRK", (Measure.ARMS_EMBARGO,), period=since)])
    >>> points = sanction_intensity(ds, on="PRK", start="2005-07-01", end="2007-07-01")
    >>> [str(point.count) for point in points]
    ['0', '0–1', '1']

    Raises ValueError for a party that is not resolved, an unknown rule or step, a text that is no full date,
    and an end before the start.
    """
    first, last = day_of(start, dataset), day_of(end, dataset)
    if first is None or last is None:
        raise ValueError("name the first and the last day")
    judged = intensity_rule(rule)
    return tuple(
        _point(sanctions_on(dataset, on, at=day, by=by), judged) for day in panel_dates(first, last, step)
    )


def intensity(held: InForce, rule: str | IntensityRule = "measures") -> Count | None:
    """The intensity of what is in force on one day; None where no step against the party is on record.

    >>> intensity(InForce(Dataset(), "PRK", date(2024, 1, 1))) is None
    True

    Raises ValueError for an unknown rule.
    """
    return _point(held, intensity_rule(rule)).count


def intensity_rule(name: str | IntensityRule) -> IntensityRule:
    """The rule of a name; a rule is given back as it is.

    >>> intensity_rule("hardness")
    Traceback (most recent call last):
    ValueError: no rule of intensity is called 'hardness'; there are measures, reach

    Raises ValueError for an unknown name.
    """
    if isinstance(name, IntensityRule):
        return name
    if name not in intensity_rules():
        raise ValueError(f"no rule of intensity is called {name!r}; there are {', '.join(intensity_rules())}")
    return _read(name)


@cache
def intensity_rules() -> tuple[str, ...]:
    """The names of the bundled rules.

    >>> intensity_rules()
    ('measures', 'reach')
    """
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def _point(held: InForce, rule: IntensityRule) -> IntensityPoint:
    measures = held.measures
    return IntensityPoint(held.at, rule.of(measures) if held.steps else None, measures)


@cache
def _read(name: str) -> IntensityRule:
    import json

    told: Mapping[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    weights = {Measure(measure): int(weight) for measure, weight in told["weights"].items()}
    return IntensityRule(name, told["title"], told["source"], weights, told["otherwise"], told["note"])
