"""A claimed cause beside what it bears on: whose it is, how it ranks, whether it surely fits."""

from __future__ import annotations

from typing import Any

import attrs

from diplomap.diffing.changes import Change
from diplomap.model.attributions import Attribution, Cause, Rank
from diplomap.model.dataset import Dataset
from diplomap.model.statements import Source, Statement
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import End, Period

# What an event calls otherwise than a difference does.
_AS_CHANGE = {
    "evacuated": "suspended",
    "accredited": "accreditation_gained",
    "accreditation_ended": "accreditation_lost",
}
_ORDER = {rank: place for place, rank in enumerate(Rank)}


@attrs.frozen(slots=True)
class Claim:
    """A cause that somebody claims, or denies, with the statement and the sources where they do.

    `fits` is UNKNOWN where dates that are not exact leave open whether it bears on what it stands beside.
    """

    attribution: Attribution
    fits: Truth = TRUE
    statement: Statement | None = None
    sources: tuple[Source, ...] = ()

    @property
    def cause(self) -> Cause:
        """The cause."""
        return self.attribution.cause

    @property
    def rank(self) -> Rank:
        """How the one who claims it ranks it."""
        return self.attribution.rank

    @property
    def claimed_by(self) -> str:
        """Who claims it."""
        return self.attribution.claimed_by

    @property
    def denied(self) -> bool:
        """Whether they say that it is not the cause."""
        return self.rank is Rank.DENIED

    @property
    def order(self) -> tuple[object, ...]:
        """Its place among claims: by rank, those that surely fit first, then as they were told."""
        return _ORDER[self.rank], self.fits is not TRUE, self.claimed_by, str(self.cause)

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape."""
        said = self.statement
        return {
            "id": self.attribution.id,
            "cause": str(self.cause),
            "rank": str(self.rank),
            "claimed_by": self.claimed_by,
            "position": self.attribution.position,
            "fits": str(self.fits),
            "statement": None
            if said is None
            else {
                "id": said.id,
                "speaker": said.speaker,
                "date": None if said.date is None else str(said.date),
                "says": said.says,
            },
            "sources": [source.id for source in self.sources],
        }

    def __str__(self) -> str:
        who = "denied by" if self.denied else f"{self.rank}, claimed by"
        perhaps = "" if self.fits is TRUE else ", perhaps of this"
        return f"{self.cause} ({who} {self.claimed_by}{perhaps})"


def bearing_on(attribution: Attribution, change: Change) -> Truth:
    """Whether a change is among those that an attribution claims, its sender taken as given.

    >>> from diplomap.diffing.change_kinds import ChangeKind, Nature
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> m = Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY),))
    >>> closed = Change(ChangeKind.CLOSED, Nature.WORLD, m, m, when=PartialDate.parse("2023"))
    >>> said = Attribution("c", Cause.COST, "a paper", "PRK", window=Period(PartialDate.parse("2023-10")))
    >>> bearing_on(said, closed)
    UNKNOWN
    """
    if attribution.changes and str(change.kind) not in {_AS_CHANGE.get(k, k) for k in attribution.changes}:
        return FALSE
    ids = {mission.id for mission in (change.old, change.new) if mission is not None}
    if attribution.missions and ids.isdisjoint(attribution.missions):
        return FALSE
    return within(change.when, attribution.window)


def within(when: PartialDate | None, window: Period) -> Truth:
    """Whether a date lies in the window of a claim, of which an end that is not told bounds nothing.

    >>> within(None, Period()), within(PartialDate.parse("1998"), Period(None, PartialDate.parse("2000")))
    (TRUE, TRUE)
    """
    since, until = window.start, window.end
    if since is None and not isinstance(until, PartialDate):
        return TRUE
    if when is None:
        return UNKNOWN
    begun = TRUE if since is None else ~when.before(since)
    return begun & (when.before(until) if isinstance(until, PartialDate) else TRUE)


def overlapping(attribution: Attribution, window: Period, dataset: Dataset) -> Truth:
    """Whether what an attribution claims may have happened in a stretch of time.

    It does where its own window overlaps; where it has none but names missions, where one of these began or
    ended a spell in the stretch; where it has neither, at any time.

    >>> overlapping(Attribution("c", Cause.WAR, "x", "PRK"), Period(PartialDate.parse("1994")), Dataset())
    TRUE
    """
    own = attribution.window
    if own.start is not None or isinstance(own.end, PartialDate):
        return _overlap(own, window)
    if not attribution.missions:
        return TRUE
    result = FALSE
    for name in attribution.missions:
        for mission in dataset.missions.under(name):
            for spell in mission.spells:
                for end in (spell.period.start, spell.period.end):
                    if isinstance(end, PartialDate):
                        result = result | within(end, window)
    return result


def _overlap(one: Period, other: Period) -> Truth:
    return _begins_before_end(one, other) & _begins_before_end(other, one)


def _begins_before_end(one: Period, two: Period) -> Truth:
    if one.start is None or isinstance(two.end, End):
        return TRUE
    return one.start.before(two.end)
