"""Whether two parties are in relations on a day: a three-valued answer from all that either side tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import attrs

from diplomap.model.presence import begun, chains, over
from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
from diplomap.model.statuses import Status
from diplomap.model.tellings import contested, holds
from diplomap.values.dates import PartialDate
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth, some

_SHOWN = 2


@attrs.frozen(slots=True)
class Standing:
    """Whether two parties are in relations of a kind on a day, why that is the answer, and who tells it.

    `told` are the tellings on which the answer rests. `level` is that at which relations are kept,
    None where none is told for the day, or several are (VCDR art. 14 and 15).
    """

    answer: Truth
    why: str
    told: tuple[Relation, ...] = ()
    level: Level | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the tellings on which the answer rests, each once."""
        return tuple(dict.fromkeys(source for one in self.told for source in one.sources))


def standing_of(
    tellings: Sequence[Relation],
    day: date,
    *,
    kind: RelationKind | str = RelationKind.DIPLOMATIC,
    as_of: date | None = None,
) -> Standing:
    """The standing of one pair's relations on a day, from everything told of that pair.

    TRUE takes a standing status (established, restored) that surely holds on the day. FALSE takes one
    of the others that surely holds, a day before the first establishment that anybody tells, a day
    after standing relations are said to have ended, or a party that had ended itself. Where one
    telling says yes and another no, the answer is UNKNOWN, and so it is where nothing is told: no
    record is no evidence. What is told without an end holds up to `as_of`; see
    `diplomap.model.presence`.

    Of consular relations that nothing is told of, consent to diplomatic ones implies consent to them,
    unless otherwise stated (VCCR art. 2 (2)); that diplomatic relations are severed does not sever them
    (art. 2 (3)), nor does it leave them certain: UNKNOWN.

    >>> from diplomap.values.periods import Period
    >>> d = PartialDate.parse
    >>> told = [Relation("PRK", "MYS", period=Period(d("1973-06-30"), d("2021-03-19"))),
    ...         Relation("PRK", "MYS", status=RelationStatus.SEVERED, period=Period(d("2021-03-19")))]
    >>> [standing_of(told, date(year, 1, 1)).answer for year in (1970, 2000, 2023)]
    [FALSE, TRUE, FALSE]
    >>> print(standing_of(told, date(2023, 1, 1), kind="consular").why)
    diplomatic relations are severed, which does not by itself sever consular ones (VCCR art. 2 (3))

    Raises ValueError for a kind that is none.
    """
    wanted = RelationKind(kind)
    own = _standing([one for one in tellings if one.kind is wanted], day, as_of, wanted)
    if wanted is RelationKind.DIPLOMATIC or (own.answer is TRUE and own.told):
        return own
    diplomatic = [one for one in tellings if one.kind is RelationKind.DIPLOMATIC]
    return _implied(own, _standing(diplomatic, day, as_of, RelationKind.DIPLOMATIC))


def _implied(own: Standing, diplomatic: Standing) -> Standing:
    """Consular relations as diplomatic ones imply them: VCCR art. 2 (2) and (3)."""
    stated = own.answer is FALSE and any(not one.status.stands for one in own.told)
    if stated or (own.answer is FALSE and not own.told):
        return own
    if diplomatic.answer is TRUE:
        if not own.told:
            why = f"{diplomatic.why}, which implies consular ones (VCCR art. 2 (2))"
            return Standing(TRUE, why, diplomatic.told, diplomatic.level)
        why = f"{own.why}, yet {diplomatic.why}, which implies consular ones (VCCR art. 2 (2))"
        return Standing(UNKNOWN, why, (*own.told, *diplomatic.told))
    if own.told:
        return own
    if any(one.status is RelationStatus.SEVERED for one in diplomatic.told) and diplomatic.answer is FALSE:
        why = "which does not by itself sever consular ones (VCCR art. 2 (3))"
        return Standing(UNKNOWN, f"diplomatic relations are severed, {why}", diplomatic.told)
    return Standing(UNKNOWN, "nothing is told of consular relations on that day")


def _standing(tellings: Sequence[Relation], day: date, as_of: date | None, kind: RelationKind) -> Standing:
    ended = _ended_party(tellings, day)
    if ended is not None:
        return Standing(FALSE, f"{ended[0]} had ended ({ended[1]})")
    if not tellings:
        return Standing(UNKNOWN, f"nothing is told of {kind} relations")
    standing = [one for one in tellings if one.status.stands]
    others = [one for one in tellings if not one.status.stands]
    yes, no = _joined(standing, day, as_of), some(holds(one, day, as_of) for one in others)
    if yes is TRUE and (no is TRUE or contested(others, day, as_of)):
        return _contradicted(_not_over(standing, day, as_of), _not_over(others, day, as_of))
    if no is TRUE and contested(standing, day, as_of):
        return _contradicted(_not_over(standing, day, as_of), _not_over(others, day, as_of))
    if yes is TRUE:
        held = _not_over(standing, day, as_of)
        return Standing(TRUE, _told_words(held[0]), held, _level(held, day, as_of))
    if no is TRUE:
        held = tuple(one for one in others if holds(one, day, as_of) is TRUE)
        return Standing(FALSE, _told_words(held[0]), held)
    if yes is FALSE:
        grounds = _grounds(standing, day, as_of)
        if grounds is not None:
            return grounds
    return _open(tellings, day, as_of)


def _open(tellings: Sequence[Relation], day: date, as_of: date | None) -> Standing:
    near = tuple(one for one in tellings if holds(one, day, as_of) is not FALSE)
    if near:
        words = "; ".join([*dict.fromkeys(map(_told_words, near))][:_SHOWN])
        return Standing(UNKNOWN, f"{words}; whether on that day, nobody says", near)
    first = tellings[0]
    return Standing(UNKNOWN, f"{_told_words(first)}; nothing is told of that day", tuple(tellings))


def _grounds(standing: Sequence[Relation], day: date, as_of: date | None) -> Standing | None:
    """Why relations that no standing telling covers did not stand: not yet, or no longer."""
    ended = tuple(one for one in standing if over(one.period.end, Status.OPERATING, day, as_of) is TRUE)
    if ended:
        return Standing(FALSE, f"{_told_words(ended[-1])}, which was over", ended)
    later = tuple(
        one
        for one in standing
        if one.status is RelationStatus.ESTABLISHED and begun(one.period.start, day, as_of) is FALSE
    )
    if later:
        return Standing(FALSE, f"{_told_words(later[0])}, and of no earlier time", later)
    return None


def _contradicted(standing: tuple[Relation, ...], others: tuple[Relation, ...]) -> Standing:
    why = f"the tellings contradict each other: {_told_words(standing[0])}; {_told_words(others[0])}"
    return Standing(UNKNOWN, why, (*standing, *others))


def _not_over(tellings: Iterable[Relation], day: date, as_of: date | None) -> tuple[Relation, ...]:
    return tuple(one for one in tellings if holds(one, day, as_of) is not FALSE)


def _joined(tellings: Sequence[Relation], day: date, as_of: date | None) -> Truth:
    """Whether one of them holds; tellings that touch, as at a change of level, are one stretch."""
    if len(tellings) == 1:
        return holds(tellings[0], day, as_of)
    spans = chains([one.period.start for one in tellings], [one.period.end for one in tellings])
    return some(
        begun(tellings[first].period.start, day, as_of)
        & ~over(tellings[last].period.end, Status.OPERATING, day, as_of)
        for first, last in spans
    )


def _level(held: Sequence[Relation], day: date, as_of: date | None) -> Level | None:
    levels = {one.level for one in held if one.level is not None}
    sure = {one.level for one in held if one.level is not None and holds(one, day, as_of) is TRUE}
    return levels.pop() if len(levels) == 1 and levels == sure else None


def _told_words(one: Relation) -> str:
    status = f"{one.kind} relations are told as {one.status}"
    if one.status is RelationStatus.NEVER:
        status = f"{one.kind} relations are told never to have been established"
    start, end = one.period.start, one.period.end
    since = ", nobody says since when" if start is None else f" since {start}"
    until = f" until {end}" if isinstance(end, PartialDate) else ""
    return f"{status}{since}{until}"


def _ended_party(tellings: Sequence[Relation], day: date) -> tuple[str, str] | None:
    """The party of a pair that had surely ended by a day, and when it ended."""
    if tellings:
        for party in tellings[0].pair:
            end = _end_of(party)
            if end is not None and end.hi <= day.toordinal():
                return party, str(end)
    return None


@cache
def _end_of(party: str) -> PartialDate | None:
    from diplomap.parties.registry import get

    known = get(party)
    ends = [life.period.end for life in known.lives] if known is not None else []
    dated = [end for end in ends if isinstance(end, PartialDate)]
    return max(dated, key=lambda end: end.hi) if dated and len(dated) == len(ends) else None
