"""The laws of three-valued logic, over all its values: there are only three."""

from __future__ import annotations

from functools import reduce
from itertools import product
from operator import and_

from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth, every

ALL = tuple(Truth)


def refinements(value: Truth) -> tuple[Truth, ...]:
    """What a value may become when more is known: UNKNOWN anything, the others only themselves."""
    return ALL if value is UNKNOWN else (value,)


# Not (a and b) is (not a) or (not b), and the other way round (De Morgan).
def test_de_morgan() -> None:
    for a, b in product(ALL, ALL):
        assert ~(a & b) is ~a | ~b
        assert ~(a | b) is ~a & ~b


# Saying "not" twice says nothing.
def test_double_negation() -> None:
    for a in ALL:
        assert ~~a is a


# The order of telling does not matter, nor how it is bracketed, nor how often one thing is told.
def test_and_or_are_commutative_associative_and_idempotent() -> None:
    for a, b, c in product(ALL, ALL, ALL):
        assert a & b is b & a
        assert a | b is b | a
        assert (a & b) & c is a & (b & c)
        assert (a | b) | c is a | (b | c)
        assert a & a is a | a is a


# "And" distributes over "or", "or" over "and", and each absorbs the other.
def test_distribution_and_absorption() -> None:
    for a, b, c in product(ALL, ALL, ALL):
        assert a & (b | c) is (a & b) | (a & c)
        assert a | (b & c) is (a | b) & (a | c)
        assert a & (a | b) is a
        assert a | (a & b) is a


# What is decided stays decided: more knowledge about the parts never turns TRUE into FALSE or back.
def test_connectives_are_monotone_in_knowledge() -> None:
    for a, b in product(ALL, ALL):
        for finer_a, finer_b in product(refinements(a), refinements(b)):
            assert (finer_a & finer_b) in refinements(a & b)
            assert (finer_a | finer_b) in refinements(a | b)
            assert ~finer_a in refinements(~a)


# UNKNOWN is only said of a connective where the parts, once known, could still make it either.
def test_connectives_say_unknown_only_where_they_must() -> None:
    for a, b in product(ALL, ALL):
        outcomes = {x & y for x, y in product(refinements(a), refinements(b))}
        assert (a & b is UNKNOWN) == ({TRUE, FALSE} <= outcomes)
        outcomes = {x | y for x, y in product(refinements(a), refinements(b))}
        assert (a | b is UNKNOWN) == ({TRUE, FALSE} <= outcomes)


# Every one of several is the conjunction of them all.
def test_every_is_the_conjunction() -> None:
    for length in range(4):
        for values in product(ALL, repeat=length):
            assert every(values) is reduce(and_, values, TRUE)
