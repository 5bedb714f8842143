"""A verdict on a reported figure: supported, contradicted or undecidable, with the arithmetic shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from diplomap.history.figure_intervals import Interval
from diplomap.history.figure_things import Thing
from diplomap.model.figures import Comparison, Modality, ReportedFigure, Unit

SCHEMA = "diplomap/verify/1"


class Answer(StrEnum):
    """What the data say of a figure: it holds, it does not, or they cannot tell."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNDECIDABLE = "undecidable"

    def __str__(self) -> str:
        return self.value


_BOUNDS = (Comparison.AT_MOST, Comparison.AS_MANY_AS, Comparison.FEWER_THAN)


def judge(data: Interval, claimed: Interval, *, possible: bool = False) -> Answer:
    """Whether what the data allow lies in what the words allow, apart from it, or neither.

    `possible` says that the words only told what may be: then an outcome outside refutes nothing.

    >>> from fractions import Fraction
    >>> nine, ten = Interval(Fraction(9), Fraction(9)), Interval(Fraction(0), Fraction(10))
    >>> str(judge(nine, ten)), str(judge(ten, nine)), str(judge(ten, Interval(Fraction(11), None)))
    ('supported', 'undecidable', 'contradicted')
    """
    if data.within(claimed):
        return Answer.SUPPORTED
    return Answer.CONTRADICTED if data.apart(claimed) and not possible else Answer.UNDECIDABLE


def refutable(figure: ReportedFigure) -> bool:
    """Whether an outcome can contradict the figure: what may be is refuted only where it set an upper bound.

    >>> from diplomap.model.figures import Quantity
    >>> said = ReportedFigure("a", Quantity.CLOSURES, "PRK", value=(10, 10), modality=Modality.MAY)
    >>> refutable(said), refutable(attrs.evolve(said, comparison=Comparison.AS_MANY_AS))
    (False, True)
    """
    return figure.modality is not Modality.MAY or figure.comparison in _BOUNDS


@attrs.frozen(slots=True, kw_only=True)
class Verdict:
    """What the data say of one figure, counted by one profile.

    `interval` is what the data allow (a number, or percent for a share), None where they give none;
    `listed` the same if what is listed were all there is; `claimed` what the words allow, None where they say
    no number. `arithmetic` are lines a reader can follow, `why` what decided, or what would. `things` are
    what was counted. `by_profile` tells the answer under every profile that is known;
    `count` and `of_base` are the intervals of which a share was made.
    """

    figure: ReportedFigure
    verdict: Answer
    profile: str
    why: str
    claimed: Interval | None = None
    interval: Interval | None = None
    listed: Interval | None = None
    count: Interval | None = None
    of_base: Interval | None = None
    arithmetic: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()
    by_profile: Mapping[str, Answer] = attrs.field(factory=dict, hash=False)
    sources: tuple[str, ...] = ()
    speaker: str = ""

    @property
    def changes_under(self) -> tuple[str, ...]:
        """The profiles under which the answer is another one than the verdict."""
        return tuple(name for name, answer in self.by_profile.items() if answer is not self.verdict)

    @property
    def forecast(self) -> bool:
        """Whether it was said of what was still to come, and is judged by what came to pass."""
        return self.figure.modality is not Modality.FACT

    def to_dict(self) -> dict[str, Any]:
        """Its shape in ``diplomap/verify/1``; see docs/reference/verification.md."""
        figure = self.figure
        return {
            "figure": figure.id,
            "verdict": str(self.verdict),
            "interval": _bounds(self.interval),
            "listed": _bounds(self.listed),
            "claimed": _bounds(self.claimed),
            "unit": str(figure.unit),
            "arithmetic": [*self.arithmetic],
            "profile": self.profile,
            "why": self.why,
            "forecast": self.forecast,
            "quantity": str(figure.quantity),
            "of": figure.of,
            "among": figure.among,
            "since": None if figure.since is None else str(figure.since),
            "until": None if figure.until is None else str(figure.until),
            "words": figure.words,
            "statement": figure.statement or None,
            "speaker": self.speaker or None,
            "counted": [
                {"name": one.name, "party": one.party, "low": one.count.low, "high": one.count.high}
                for one in self.things
            ],
            "by_profile": {name: str(answer) for name, answer in self.by_profile.items()},
            "changes_under": [*self.changes_under],
            "sources": [*self.sources],
        }

    def __str__(self) -> str:
        return f"{self.figure.id}: {self.verdict}: {self.why}"


def unit_of(figure: ReportedFigure) -> str:
    """What stands behind a number of the figure: nothing for a count, a percent sign for a share."""
    return " %" if figure.unit is Unit.PERCENT else ""


def _bounds(told: Interval | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "low": _plain(told.low),
        "high": _plain(told.high),
        "low_included": not told.above,
        "high_included": not told.below,
    }


def _plain(bound: Any) -> int | float | None:
    if bound is None:
        return None
    return bound.numerator if bound.denominator == 1 else float(bound)
