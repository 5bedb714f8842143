"""Policies: who decides a conflict. One gives the version that stands, or None where it leaves it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from diplomap.diffing.merging.conflicts import Choice, Conflict
from diplomap.model.statements import Source
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE

Policy = Callable[[Conflict], "Choice | str | None"]

NEWEST_SOURCE = "newest source"
POLICIES = (*(choice.value for choice in Choice), NEWEST_SOURCE)
_DAY = re.compile(r"(?<![0-9])[12][0-9]{3}-[01][0-9](?:-[0-3][0-9])?(?![0-9-])")


def policy_of(given: str | Policy | None, sources: Iterable[Source] = ()) -> Policy:
    """The policy of a name, or the one given; without any, every conflict is left open.

    "newest source" takes the side whose newest source is surely younger than the other side's. A source's
    date is that of the dataset's table of sources, else a day or month that its own text tells; who cites no
    dated source never wins.

    >>> from diplomap.diffing.merging.conflicts import Sides, What
    >>> cited = Sides((), ("list of 2019-07-01",), ("list of 2021-02",))
    >>> values = Sides("2019", "2019-05", "2019-06")
    >>> found = Conflict("missions", What.CHANGED, "a", "opened", values, "", sources=cited)
    >>> str(policy_of("newest-source")(found))
    'theirs'

    Raises ValueError for an unknown name.
    """
    if given is None:
        return _open
    if not isinstance(given, str):
        return given
    name = given.replace("-", " ").casefold()
    if name == NEWEST_SOURCE:
        return _newest_source({one.id: one.date for one in sources})
    try:
        choice = Choice(name)
    except ValueError:
        raise ValueError(f"no policy is called {given!r}; there are {', '.join(POLICIES)}") from None
    return lambda conflict: choice


def _open(conflict: Conflict) -> None:
    """Nobody decides."""


def _newest_source(dates: dict[str, PartialDate | None]) -> Policy:
    def decide(conflict: Conflict) -> Choice | None:
        ours, theirs = _newest(conflict.sources.ours, dates), _newest(conflict.sources.theirs, dates)
        if ours and _younger(ours, theirs):
            return Choice.OURS
        return Choice.THEIRS if theirs and _younger(theirs, ours) else None

    return decide


def _newest(cited: Iterable[str], dates: dict[str, PartialDate | None]) -> list[PartialDate]:
    return [date for one in cited if (date := dates.get(one) or _told(one)) is not None]


def _told(source: str) -> PartialDate | None:
    found = _DAY.findall(source)
    try:
        return PartialDate.parse(found[-1]) if found else None
    except ValueError:
        return None


def _younger(some: list[PartialDate], others: list[PartialDate]) -> bool:
    return any(all(one.after(other) is TRUE for other in others) for one in some)
