"""Spells of a status, what became of each transition, and the result that holds them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

import attrs

from diplomap.history.lifetimes import Lifetimes
from diplomap.history.status_ladders import Ladder
from diplomap.history.transition_rules import DateRule
from diplomap.history.transition_tables import Transition
from diplomap.model.findings import Finding
from diplomap.model.rows import Row
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

SPELL_COLUMNS = ("state", "number", "country", "name", "start", "last_day", "until", "status")


@attrs.frozen(slots=True)
class StatusSpell:
    """A stretch in which the status of a mission in one state did not change.

    `state` is the state's code in its list, `number` its number and `country` its name there; `name` is
    the name under which the transitions speak of it, blank where they do not. The period is half-open.
    `transition` is what began the spell, None where nothing told of it and the ladder's ground was taken;
    like `row`, where it was read from, it takes no part in equality.
    """

    state: str
    status: str
    period: Period
    name: str = ""
    number: str = ""
    country: str = ""
    transition: Transition | None = attrs.field(default=None, eq=False, repr=False)
    row: Row | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def last_day(self) -> date | None:
        """The last day of the spell; None where it is still so, or its end is not known to the day."""
        end = self.period.end
        if not isinstance(end, PartialDate) or end.lo != end.hi:
            return None
        return date.fromordinal(end.lo) - timedelta(1)


class Fate(StrEnum):
    """What became of a transition.

    `used`: a spell begins with it. `carried`: it was in force when a lifetime began, and the spell begins
    with the lifetime. `repeated`: it says what was so already. `clipped`: no listed state existed while it
    was in force (see `Clipped.why`). `finding`: something is wrong with it.
    """

    USED = "used"
    CARRIED = "carried"
    REPEATED = "repeated"
    CLIPPED = "clipped"
    FINDING = "finding"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Clipped:
    """A transition that is in no spell, and why."""

    transition: Transition
    why: str


@attrs.frozen(slots=True)
class TransitionSpells:
    """The spells of a table of transitions, in the order of the list of states.

    `rule` is the rule by which dates with missing parts were taken; `last_day` the day up to which the
    spells speak: one that is still so is written as ending on it. `fates` counts what became of the rows of
    the table, each in exactly one way; `clipped` and `findings` tell of those that are in no spell.
    `ground` counts the spells that nothing told of.
    """

    spells: tuple[StatusSpell, ...]
    rule: DateRule
    findings: tuple[Finding, ...]
    clipped: tuple[Clipped, ...]
    fates: Mapping[Fate, int]
    lifetimes: Lifetimes
    ladder: Ladder
    last_day: date | None = None
    sender: str = ""

    def __iter__(self) -> Iterator[StatusSpell]:
        return iter(self.spells)

    def __len__(self) -> int:
        return len(self.spells)

    @property
    def ground(self) -> int:
        """How many spells no transition tells of: the ladder's ground, before the first transition."""
        return sum(spell.transition is None for spell in self.spells)

    @property
    def by_status(self) -> Mapping[str, int]:
        """How many spells there are of each status, highest status first."""
        counted = Counter(spell.status for spell in self.spells)
        return {word: counted[word] for word in self.ladder.words if counted[word]}

    def of(self, state: str) -> tuple[StatusSpell, ...]:
        """The spells of a state by its code."""
        return tuple(spell for spell in self.spells if spell.state == state)

    def to_rows(self) -> tuple[dict[str, str], ...]:
        """The spells as rows of text, see `SPELL_COLUMNS`.

        `last_day` is the spell's last day; of one that is still so, the day up to which the spells speak.
        `until` is the first day on which it is no longer so, blank where it is still so.
        """
        return tuple(spell_row(spell, self.last_day) for spell in self.spells)


def spell_row(spell: StatusSpell, last_day: date | None = None) -> dict[str, str]:
    """A spell as a row of text.

    >>> spell = StatusSpell("CUB", "Interests", Period(PartialDate("1977-09-01"), PartialDate("2015-07-20")))
    >>> spell_row(spell)["last_day"], spell_row(spell)["until"]
    ('2015-07-19', '2015-07-20')
    """
    end = spell.period.end
    told = last_day if end is End.OPEN else spell.last_day
    return {
        "state": spell.state,
        "number": spell.number,
        "country": spell.country,
        "name": spell.name,
        "start": "" if spell.period.start is None else str(spell.period.start),
        "last_day": "" if told is None else str(told),
        "until": str(end) if isinstance(end, PartialDate) else "",
        "status": spell.status,
    }
