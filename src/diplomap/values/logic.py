"""Three-valued logic after Kleene: what a record with gaps can answer."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """TRUE, FALSE or UNKNOWN, with Kleene's strong connectives (``&``, ``|``, ``~``).

    It has no truth value of its own: ``if a.before(b)`` would silently take UNKNOWN for one of the
    others, so ``bool()`` raises TypeError. Compare with ``is TRUE`` instead. Source: S. C. Kleene,
    Introduction to Metamathematics (1952), section 64.

    >>> Truth.TRUE & Truth.UNKNOWN
    UNKNOWN
    >>> Truth.FALSE & Truth.UNKNOWN, ~Truth.UNKNOWN
    (FALSE, UNKNOWN)
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __and__(self, other: Truth) -> Truth:
        return self if self.value <= other.value else other

    def __or__(self, other: Truth) -> Truth:
        return self if self.value >= other.value else other

    def __invert__(self) -> Truth:
        return _NOT[self]

    def __bool__(self) -> bool:
        raise TypeError("a Truth may be UNKNOWN: ask `is TRUE`, `is FALSE` or `is UNKNOWN`")

    def __repr__(self) -> str:
        return self.name

    def __str__(self) -> str:
        return self.name.lower()


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
_NOT = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}


def truth(value: bool) -> Truth:
    """The Truth of a plain bool.

    >>> truth(3 > 2)
    TRUE
    """
    return TRUE if value else FALSE


def every(values: Iterable[Truth]) -> Truth:
    """The conjunction of all values; TRUE of none.

    >>> every([Truth.TRUE, Truth.UNKNOWN])
    UNKNOWN
    """
    result = TRUE
    for value in values:
        result = result & value
    return result
