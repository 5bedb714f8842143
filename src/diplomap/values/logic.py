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

    # Compared by identity: looking up values or hashing members is several times as slow.
    def __and__(self, other: Truth) -> Truth:
        if self is FALSE or other is FALSE:
            return FALSE
        return UNKNOWN if self is UNKNOWN or other is UNKNOWN else TRUE

    def __or__(self, other: Truth) -> Truth:
        if self is TRUE or other is TRUE:
            return TRUE
        return UNKNOWN if self is UNKNOWN or other is UNKNOWN else FALSE

    def __invert__(self) -> Truth:
        return FALSE if self is TRUE else TRUE if self is FALSE else UNKNOWN

    def __bool__(self) -> bool:
        raise TypeError("a Truth may be UNKNOWN: ask `is TRUE`, `is FALSE` or `is UNKNOWN`")

    def __repr__(self) -> str:
        return self.name

    def __str__(self) -> str:
        return self.name.lower()


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def truth(value: bool) -> Truth:
    """The Truth of a plain bool.

    >>> truth(3 > 2)
    TRUE
    """
    return TRUE if value else FALSE


def some(values: Iterable[Truth]) -> Truth:
    """The disjunction of all values; FALSE of none.

    >>> some([Truth.FALSE, Truth.UNKNOWN])
    UNKNOWN
    """
    result = FALSE
    for value in values:
        result = result | value
    return result


def every(values: Iterable[Truth]) -> Truth:
    """The conjunction of all values; TRUE of none.

    >>> every([Truth.TRUE, Truth.UNKNOWN])
    UNKNOWN
    """
    result = TRUE
    for value in values:
        result = result & value
    return result
