"""The sanctions in force against a party on a day: by sender, regime and measure, as far as one can say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
        placed = list(enumerate(steps))
        on = [(p, step) for p, step in placed if step.stage.binds and self._lasts(step) is not FALSE]
        off = [(p, step) for p, step in placed if step.stage.relieves and self._relieves(step) is not FALSE]
        for sender in dict.fromkeys(sender for _, step in on for sender in step.senders):
            if self.sender not in (None, sender):
                continue
            for measure in _named(step for _, step in on if sender in step.senders):
                mine = [(p, step) for p, step in on if sender in step.senders and measure in step.measures]
                against = [(p, step) for p, step in off if sender in step.senders and step.relieves(measure)]
                judged = [(step, self._holds(place, step, against)) for place, step in mine]
                truth = FALSE
                for _, one in judged:
                    truth = truth | one
                if truth is not FALSE:
                    behind = tuple(step for step, one in judged if one is not FALSE)
                    yield Held(sender, regime, measure, truth, behind)

    def _holds(self, place: int, step: Sanction, against: Iterable[tuple[int, Sanction]]) -> Truth:
        truth = self._lasts(step)
        for other, relief in against:
            truth = truth & ~(self._relieves(relief) & self._follows(relief, step, other > place))
        return truth

    def _follows(self, later: Sanction, earlier: Sanction, stands_later: bool) -> Truth:
        """Whether a step came after another; of steps of one day, whether it stands below it."""
        mine, theirs = (onset(one.period.start, self.dataset.as_of) for one in (later, earlier))
        if stands_later and mine[0] >= theirs[1]:
            return TRUE
        if mine[0] > theirs[1]:
            return TRUE
        over_ = mine[1] <= theirs[0] if not stands_later else mine[1] < theirs[0]
        return FALSE if over_ else UNKNOWN

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


def _has_members(party: str) -> bool:
    from diplomap.parties.groups import find

    # The group of an organisation's members carries its id; an abbreviation may be a state's code.
    group = find(party)
    return group is not None and group.id == party


def _named(steps: Iterable[Sanction]) -> list[Measure]:
    told = {measure for step in steps for measure in step.measures}
    return [measure for measure in Measure if measure in told]
