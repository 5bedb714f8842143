"""What is shown beside a clause of a story, and the days between which it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from diplomap.history.verdicts import Verdict
from diplomap.model.stories import Clause, Show
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End


@attrs.frozen(slots=True)
class Shown:
    """What is shown for one thing asked: lines a reader can follow, the sources, and verdicts on figures."""

    show: Show
    lines: tuple[str, ...]
    sources: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


class Untellable(ValueError):
    """A clause asks for what it lacks the means for, such as a comparison without a window; says what."""


def day_before(clause: Clause) -> date:
    """The first day of a clause's window. Raises Untellable where it has none.

    >>> day_before(Clause("a", "some posts close", "PRK"))
    Traceback (most recent call last):
    diplomap.history.shown.Untellable: clause a: says no since, which what it shows needs
    """
    return _told(clause, clause.window.start, "since")


def day_after(clause: Clause) -> date:
    """The last day of a clause's window. Raises Untellable where it has none."""
    end = clause.window.end
    return _told(clause, None if isinstance(end, End) else end, "until")


def _told(clause: Clause, told: PartialDate | None, column: str) -> date:
    day = None if told is None else told.earliest if column == "since" else told.latest
    if day is None:
        raise Untellable(f"clause {clause.id}: says no {column}, which what it shows needs")
    return day


def once(sources: Iterable[str]) -> tuple[str, ...]:
    """Each source once, in the order of first mention.

    >>> once(["a", "b", "a"])
    ('a', 'b')
    """
    return tuple(dict.fromkeys(sources))
