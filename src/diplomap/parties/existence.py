"""Whether a party existed at a time, and who stood in its place when it did not.

A life is told so that FALSE raises no false alarm: it begins with a range of dates where lists of
states disagree, or where a state sent and received missions before it was independent, and it ends
with one where its end was not recognised by all. Between them the answer is UNKNOWN.
"""

from __future__ import annotations

from functools import cache

from diplomap.parties import registry
from diplomap.parties.moments import Moment, moment
from diplomap.parties.party import Life
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth
from diplomap.values.periods import Period


def lives_of(party_id: str) -> tuple[Life, ...]:
    """The dated lives of a party, first to last; none where nobody here knows.

    >>> [str(life.period) for life in lives_of("YUG")]
    ['1918-12-01/1992-04-27', '1992-04-27/2003-02-04']

    Raises UnknownPartyError where no party has the id.
    """
    return registry.party(party_id).lives


def existed(party_id: str, at: Moment) -> Truth:
    """Whether the party existed at that time; of a month or a year, all through it.

    UNKNOWN where no dates are known, where the time straddles a beginning or an end, and where lists
    of states disagree. A dissolution that left a successor of the same id leaves no gap.

    >>> existed("DDR", "1980"), existed("DDR", "1990"), existed("DDR", "1990-10-03")
    (TRUE, UNKNOWN, FALSE)
    >>> existed("LVA", "1960"), existed("YUG", "1992")
    (UNKNOWN, TRUE)

    Raises UnknownPartyError where no party has the id, DateSyntaxError on a time in another notation.
    """
    when = moment(at)
    stretches = _stretches(party_id)
    if not stretches:
        return UNKNOWN
    result = FALSE
    for stretch in stretches:
        result = result | when.within(stretch)
    return result


def in_place_of(party_id: str, at: Moment) -> tuple[str, ...]:
    """Who certainly existed at that time where the party did not: its predecessors before, its
    successors after, and theirs in turn; none where the party may have existed itself.

    >>> in_place_of("CZE", "1970"), in_place_of("DDR", "2000"), in_place_of("UZB", "1910")
    (('CSK',), ('DEU',), ('RUS',))

    Raises UnknownPartyError where no party has the id, DateSyntaxError on a time in another notation.
    """
    when = moment(at)
    found: list[str] = []
    seen = {party_id}
    queue = [party_id] if existed(party_id, when) is FALSE else []
    for one in queue:
        for near in _neighbours(one, when):
            if near in seen:
                continue
            seen.add(near)
            if existed(near, when) is TRUE:
                found.append(near)
            else:
                queue.append(near)
    return tuple(sorted(found))


def _neighbours(party_id: str, when: PartialDate) -> list[str]:
    near: list[str] = []
    for life in lives_of(party_id):
        start, end = life.period.start, life.period.end
        if start is not None and when.before(start) is TRUE:
            near.extend(life.predecessors)
        elif isinstance(end, PartialDate) and when.before(end) is not TRUE:
            near.extend(life.successors)
    return near


@cache
def _stretches(party_id: str) -> tuple[Period, ...]:
    joined: list[Period] = []
    for life in lives_of(party_id):
        if joined and joined[-1].end == life.period.start:
            joined[-1] = Period(joined[-1].start, life.period.end)
        else:
            joined.append(life.period)
    return tuple(joined)
