"""The sanctions in force against a party on a day: by sender, regime and measure, as far as one can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from diplomap.counting.naming import party_id
from diplomap.counting.standings import day_of
from diplomap.model.dataset import Dataset
from diplomap.model.presence import begun, onset, over
from diplomap.model.sanctions import Instrument, Measure, Sanction, Stage
from diplomap.model.statuses import Status
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth


def sanctions_on(
    dataset: Dataset, target: str, *, at: date | str | None = None, by: str | None = None
) -> InForce:
    """The measures in force against a party on a day, each with its sender, regime and legal instruments.

    A step `imposed` or `strengthened` puts its measures on from the day of its effect, `eased`, `suspended`
    and `lifted` take theirs off; `lifted` or `suspended` without measures takes off all of the regime.
    `threatened` does not bind. Where a date leaves open whether a step had come, or which of two came first,
    the answer is UNKNOWN; steps of one day follow each other in the order of the table. `at` is a day or
    its ISO text, by default the day the dataset speaks for. `by` keeps to one sender.

    >>> from diplomap.model.sanctions import Sanction
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> since = Period(PartialDate.parse("2006-10-14"))
    >>> ds = Dataset(sanctions=[Sanction("dprk", ("UN",), "PRK", (Measure.ARMS_EMBARGO,), period=since)])
    >>> sanctions_on(ds, "North Korea", at="2007-01-01").measures
    {<Measure.ARMS_EMBARGO: 'arms_embargo'>: TRUE}
    >>> sanctions_on(ds, "PRK", at="2006-01-01").measures
    {}

    Raises ValueError for a party that is not resolved, a text that is no full date, and where no day is
    named and the dataset speaks for none.
    """
    day = day_of(at, dataset)
    if day is None:
        raise ValueError("name a day: the dataset does not say for which one it speaks")
    of = party_id(target, dataset, day)
    sender = None if by is None else party_id(by, dataset, day)
    return InForce(dataset, of, day, sender)


@attrs.frozen(slots=True)
class Held:
    """One measure of one regime and sender: whether it is in force, and the steps that put it on."""

    sender: str
    regime: str
    measure: Measure
    truth: Truth
    steps: tuple[Sanction, ...]

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The legal acts behind it, each once."""
        return tuple(dict.fromkeys(one for step in self.steps for one in step.instruments))

    def to_dict(self) -> dict[str, Any]:
        """Its shape in JSON."""
        return {
            "sender": self.sender,
            "regime": self.regime,
            "measure": self.measure.value,
            "in_force": str(self.truth),
            "since": [str(step.period.start or "") for step in self.steps],
            "instruments": [str(one) for one in self.instruments],
            "sources": list(dict.fromkeys(source for step in self.steps for source in step.sources)),
        }


class InForce:
    """The sanctions against a party on a day, as far as the dataset's steps tell.

    `held` has what is in force (TRUE) or may be (UNKNOWN), in the order of regimes, senders and measures.
    """

    def __init__(self, dataset: Dataset, target: str, at: date, sender: str | None = None) -> None:
        self.dataset, self.target, self.at, self.sender = dataset, target, at, sender

    @cached_property
    def steps(self) -> tuple[Sanction, ...]:
        """Every step against the party that is on record, whenever it was taken."""
        found = self.dataset.sanctions.on(self.target)
        return found if self.sender is None else tuple(one for one in found if self.sender in one.senders)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Each measure that is or may be in force."""
        regimes: dict[str, list[Sanction]] = {}
        for step in self.steps:
            regimes.setdefault(step.id, []).append(step)
        return tuple(one for name, steps in regimes.items() for one in self._of_regime(name, steps))

    @property
    def measures(self) -> dict[Measure, Truth]:
        """Each kind of measure that is or may be in force, by whomever, in the order of `Measure`."""
        found: dict[Measure, Truth] = {}
        for one in self.held:
            found[one.measure] = found.get(one.measure, FALSE) | one.truth
        return {measure: found[measure] for measure in Measure if measure in found}

    @property
    def senders(self) -> tuple[str, ...]:
        """Who has, or may have, a measure in force."""
        return tuple(dict.fromkeys(one.sender for one in self.held))

    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes of which a measure is or may be in force."""
        return tuple(dict.fromkeys(one.regime for one in self.held))

    @cached_property
    def threatened(self) -> tuple[Sanction, ...]:
        """The threats that stand that day and may not have been carried out: none of them binds."""
        told = self.steps
        return tuple(
            one
            for one in told
            if one.stage is Stage.THREATENED
            and one.period.contains(self.at) is not FALSE
            and not any(later.stage.binds and later.id == one.id and self._came(later) for later in told)
        )

    def by(self, what: str) -> dict[str, dict[Measure, Truth]]:
        """The measures told apart by ``sender``, ``regime`` or ``sort`` (GSDB's types).

        Raises ValueError for anything else.
        """
        keys: dict[str, Callable[[Held], str]] = {
            "sender": lambda one: one.sender,
            "regime": lambda one: one.regime,
            "sort": lambda one: one.measure.sort.value,
        }
        if what not in keys:
            raise ValueError(f"sanctions are not told apart by {what!r}; there are {', '.join(keys)}")
        found: dict[str, dict[Measure, Truth]] = {}
        for one in self.held:
            part = found.setdefault(keys[what](one), {})
            part[one.measure] = part.get(one.measure, FALSE) | one.truth
        return found

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before quoting it."""
        return tuple(self._notes())

    def to_dict(self) -> dict[str, Any]:
        """Its shape in JSON (see `docs/reference/sanctions.md`)."""
        return {
            "on": self.target,
            "by": self.sender,
            "at": self.at.isoformat(),
            "measures": {measure.value: str(truth) for measure, truth in self.measures.items()},
            "senders": list(self.senders),
            "held": [one.to_dict() for one in self.held],
            "threatened": [one.id for one in self.threatened],
            "notes": list(self.notes),
        }

    def __repr__(self) -> str:
        sure = sum(truth is TRUE for truth in self.measures.values())
        may = len(self.measures) - sure
        doubt = f", {may} more may be" if may else ""
        return f"<InForce on {self.target} at {self.at}: {sure} measures{doubt}>"

    def _of_regime(self, regime: str, steps: Sequence[Sanction]) -> Iterator[Held]:
        put_on: dict[str, dict[Measure, list[tuple[int, Sanction, Truth]]]] = {}
        relief = _Relief()
        for place, step in enumerate(steps):
            if step.stage.binds and (lasts := self._lasts(step)) is not FALSE:
                for sender in step.senders:
                    for measure in step.measures:
                        put_on.setdefault(sender, {}).setdefault(measure, []).append((place, step, lasts))
            elif step.stage.relieves and (takes := self._relieves(step)) is not FALSE:
                relief.add(place, step, takes, onset(step.period.start, self.dataset.as_of))
        for sender, by_measure in put_on.items():
            if self.sender not in (None, sender):
                continue
            for measure in (one for one in Measure if one in by_measure):
                truth, behind = FALSE, []
                for place, step, lasts in by_measure[measure]:
                    began = onset(step.period.start, self.dataset.as_of)
                    one = lasts & ~relief.took_off(sender, measure, place, began)
                    if one is not FALSE:
                        truth = truth | one
                        behind.append(step)
                if behind:
                    yield Held(sender, regime, measure, truth, tuple(behind))

    def _came(self, step: Sanction) -> bool:
        return begun(step.period.start, self.at, self.dataset.as_of) is TRUE

    def _lasts(self, step: Sanction) -> Truth:
        as_of = self.dataset.as_of
        came = begun(step.period.start, self.at, as_of)
        return came & ~over(step.period.end, Status.OPERATING, self.at, as_of)

    def _relieves(self, step: Sanction) -> Truth:
        # What was lifted stays so until somebody puts it on again; a suspension may lapse by itself.
        as_of = self.dataset.as_of if step.stage is Stage.SUSPENDED else None
        came = begun(step.period.start, self.at, self.dataset.as_of)
        return came & ~over(step.period.end, Status.OPERATING, self.at, as_of)

    def _notes(self) -> Iterator[str]:
        as_of = self.dataset.as_of
        if not self.steps:
            yield f"no step against {self.target} is on record, which is not to say that there was none"
        if as_of is not None and self.at > as_of:
            yield f"the dataset speaks for {as_of}; of a later day it can only say what may be"
        for sender in self.senders:
            if _has_members(sender):
                yield f"what {sender} puts on binds its members, who are not listed as senders for it"
        for one in self.threatened:
            yield f"{one.id}: threatened by {', '.join(one.senders)}, which does not bind"


class _Relief:
    """The latest steps of a regime that take a measure off, by sender and measure; None for all measures.

    `surely` holds the latest first day of those that surely hold, `perhaps` the latest last day of
    all: with these two, each step that puts something on is judged without a look at every relief.
    Steps of one day follow each other by their place.
    """

    def __init__(self) -> None:
        self.surely: dict[tuple[str, Measure | None], tuple[int, int]] = {}
        self.perhaps: dict[tuple[str, Measure | None], tuple[int, int]] = {}

    def add(self, place: int, step: Sanction, takes: Truth, came: tuple[int, int]) -> None:
        """Take note of a step that takes something off, surely or perhaps."""
        measures: Sequence[Measure | None] = (None,) if step.relieves_all else step.measures
        for key in ((sender, measure) for sender in step.senders for measure in measures):
            self.perhaps[key] = max(self.perhaps.get(key, (came[1], place)), (came[1], place))
            if takes is TRUE:
                self.surely[key] = max(self.surely.get(key, (came[0], place)), (came[0], place))

    def took_off(self, sender: str, measure: Measure, place: int, began: tuple[int, int]) -> Truth:
        """Whether a measure that was put on then was taken off afterwards."""
        keys = ((sender, measure), (sender, None))
        if any(key in self.surely and self.surely[key] > (began[1], place) for key in keys):
            return TRUE
        late = any(key in self.perhaps and self.perhaps[key] > (began[0], place) for key in keys)
        return UNKNOWN if late else FALSE


def _has_members(party: str) -> bool:
    from diplomap.parties.groups import find

    # The group of an organisation's members carries its id; an abbreviation may be a state's code.
    group = find(party)
    return group is not None and group.id == party
