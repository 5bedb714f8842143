"""One party's recognition of another, dated."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import attrs

from diplomap.model.missions import UNDATED
from diplomap.model.records import Record, Records, index
from diplomap.values.periods import Period

if TYPE_CHECKING:
    from diplomap.model.recognition_standing import RecognitionStanding
    from diplomap.model.relations import Relations


class RecognitionStatus(StrEnum):
    """How recognition stands. Source: Montevideo Convention (1933) art. 6 and 7, and usage.

    `implied` is recognition told by an act that implies it, such as establishing relations
    (Montevideo Convention art. 7: tacit recognition).

    >>> [status.value for status in RecognitionStatus if status.stands]
    ['granted', 'implied']
    """

    GRANTED = "granted"
    IMPLIED = "implied"
    FROZEN = "frozen"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"

    @property
    def stands(self) -> bool:
        """Whether the other is recognised in this status."""
        return self in (RecognitionStatus.GRANTED, RecognitionStatus.IMPLIED)

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Recognition(Record):
    """What is told of one party's recognition of another during a period.

    >>> Recognition("PAN", "CHN", RecognitionStatus.GRANTED).recognised
    'CHN'

    Raises ValueError where a party recognises itself.
    """

    recogniser: str
    recognised: str
    status: RecognitionStatus = RecognitionStatus.GRANTED
    period: Period = UNDATED

    def __attrs_post_init__(self) -> None:
        if self.recogniser == self.recognised:
            raise ValueError(f"a party cannot recognise itself ({self.recogniser})")


class Recognitions(Records[Recognition]):
    """The recognitions of a dataset, with look-ups by recogniser and recognised."""

    table: ClassVar[str] = "recognitions"

    @cached_property
    def _by_recogniser(self) -> dict[object, tuple[Recognition, ...]]:
        return index(self, lambda one: [one.recogniser])

    @cached_property
    def _by_recognised(self) -> dict[object, tuple[Recognition, ...]]:
        return index(self, lambda one: [one.recognised])

    @cached_property
    def _between(self) -> dict[object, tuple[Recognition, ...]]:
        return index(self, lambda one: [(one.recogniser, one.recognised)])

    def by(self, recogniser: str) -> tuple[Recognition, ...]:
        """What a party grants or withdraws."""
        return self._by_recogniser.get(recogniser, ())

    def of(self, recognised: str) -> tuple[Recognition, ...]:
        """What is granted to a party or withdrawn from it."""
        return self._by_recognised.get(recognised, ())

    def between(self, recogniser: str, recognised: str) -> tuple[Recognition, ...]:
        """What is told of one party's recognition of another."""
        return self._between.get((recogniser, recognised), ())

    def standing(
        self,
        recogniser: str,
        recognised: str,
        at: date | str,
        *,
        relations: Relations | None = None,
        as_of: date | None = None,
    ) -> RecognitionStanding:
        """Whether one party recognises another on a day, why that is the answer, and who tells it.

        Recognition is express, or tacit by an act that implies it (Montevideo Convention art. 7): with
        `relations`, diplomatic relations in force imply it of both parties, unless recognition is told
        otherwise. That relations are broken off takes no recognition back (art. 6): UNKNOWN.

        >>> from diplomap.values.dates import PartialDate
        >>> since = Period(PartialDate.parse("2017-06-13"))
        >>> held = Recognitions([Recognition("PAN", "TWN", RecognitionStatus.WITHDRAWN, since)])
        >>> held.standing("PAN", "TWN", "2020-01-01").answer, held.standing("PAN", "TWN", "2010-01-01").answer
        (FALSE, UNKNOWN)

        Raises ValueError for a text that is no full date.
        """
        from diplomap.model.recognition_standing import standing_of

        day = date.fromisoformat(at) if isinstance(at, str) else at
        implied = None
        if relations is not None:
            implied = relations.standing(recogniser, recognised, day, as_of=as_of)
        return standing_of(self.between(recogniser, recognised), day, implied=implied, as_of=as_of)
