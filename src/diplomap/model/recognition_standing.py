"""Whether one party recognises another on a day: told expressly, or implied by relations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from diplomap.model.presence import begun
from diplomap.model.recognitions import Recognition
from diplomap.model.relation_standing import Standing
from diplomap.model.relations import Relation
from diplomap.model.tellings import contested, holds
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth, some


@attrs.frozen(slots=True)
class RecognitionStanding:
    """Whether one party recognises another on a day, why that is the answer, and on which records.

    `implied` says that it follows from diplomatic relations (Montevideo Convention art. 7) and is not
    told itself.
    """

    answer: Truth
    why: str
    told: tuple[Recognition | Relation, ...] = ()
    implied: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the records on which the answer rests, each once."""
        return tuple(dict.fromkeys(source for one in self.told for source in one.sources))


def standing_of(
    tellings: Sequence[Recognition],
    day: date,
    *,
    implied: Standing | None = None,
    as_of: date | None = None,
) -> RecognitionStanding:
    """The standing of one party's recognition of another, from everything told of it.

    `implied` is the standing of the two parties' diplomatic relations, where these are to be heard.
    What holds on the day decides; a day outside everything told is UNKNOWN, save one before the first
    granting: that is FALSE.

    >>> from diplomap.model.recognitions import RecognitionStatus
    >>> from diplomap.values.periods import Period
    >>> told = [Recognition("NRU", "XKX", RecognitionStatus.GRANTED,
    ...                     Period(PartialDate.parse("2008-04-23"), PartialDate.parse("2019-11"))),
    ...         Recognition("NRU", "XKX", RecognitionStatus.WITHDRAWN, Period(PartialDate.parse("2019-11")))]
    >>> [standing_of(told, date(year, 1, 1)).answer for year in (2000, 2010, 2024)]
    [FALSE, TRUE, FALSE]
    """
    granted = [one for one in tellings if one.status.stands]
    others = [one for one in tellings if not one.status.stands]
    yes, no = (some(holds(one, day, as_of) for one in told) for told in (granted, others))
    near = tuple(one for one in tellings if holds(one, day, as_of) is not FALSE)
    if yes is TRUE and (no is TRUE or contested(others, day, as_of)):
        return RecognitionStanding(UNKNOWN, "the tellings of recognition contradict each other", near)
    if yes is TRUE:
        held = tuple(one for one in granted if holds(one, day, as_of) is TRUE)
        return RecognitionStanding(TRUE, _words(held[0]), held)
    in_relations = implied is not None and implied.answer is TRUE
    if no is TRUE:
        held = tuple(one for one in others if holds(one, day, as_of) is TRUE)
        if in_relations and implied is not None:
            why = f"{_words(held[0])}, yet {implied.why}, which implies it (Montevideo Convention art. 7)"
            return RecognitionStanding(UNKNOWN, why, (*held, *implied.told))
        if contested(granted, day, as_of):
            return RecognitionStanding(UNKNOWN, "the tellings of recognition contradict each other", near)
        return RecognitionStanding(FALSE, _words(held[0]), held)
    if in_relations and implied is not None:
        why = f"{implied.why}, which implies recognition (Montevideo Convention art. 7)"
        return RecognitionStanding(TRUE, why, implied.told, implied=True)
    if near:
        return RecognitionStanding(UNKNOWN, f"{_words(near[0])}; whether on that day, nobody says", near)
    return _outside(granted, day, as_of, tellings)


def _outside(
    granted: Sequence[Recognition], day: date, as_of: date | None, tellings: Sequence[Recognition]
) -> RecognitionStanding:
    later = tuple(one for one in granted if begun(one.period.start, day, as_of) is FALSE)
    if later and all(begun(one.period.start, day, as_of) is FALSE for one in tellings):
        return RecognitionStanding(FALSE, f"{_words(later[0])}, and of no earlier time", later)
    why = "nothing is told of recognition on that day" if tellings else "nothing is told of recognition"
    return RecognitionStanding(UNKNOWN, why, tuple(tellings))


def _words(one: Recognition) -> str:
    start, end = one.period.start, one.period.end
    since = "" if start is None else f" since {start}"
    until = f" until {end}" if isinstance(end, PartialDate) else ""
    return f"recognition is told as {one.status}{since}{until}"
