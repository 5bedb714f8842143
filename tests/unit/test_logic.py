"""Truth: its tables after Kleene, and what it refuses."""

from __future__ import annotations

import pytest

from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth, every, truth


def test_the_tables() -> None:
    values = (FALSE, UNKNOWN, TRUE)
    assert [[a & b for b in values] for a in values] == [
        [FALSE, FALSE, FALSE],
        [FALSE, UNKNOWN, UNKNOWN],
        [FALSE, UNKNOWN, TRUE],
    ]
    assert [[a | b for b in values] for a in values] == [
        [FALSE, UNKNOWN, TRUE],
        [UNKNOWN, UNKNOWN, TRUE],
        [TRUE, TRUE, TRUE],
    ]
    assert [~a for a in values] == [TRUE, UNKNOWN, FALSE]


@pytest.mark.parametrize("value", list(Truth))
def test_no_truth_is_taken_for_a_bool(value: Truth) -> None:
    with pytest.raises(TypeError, match="is TRUE"):
        bool(value)


def test_a_plain_bool_becomes_a_truth() -> None:
    assert (truth(True), truth(False)) == (TRUE, FALSE)


def test_every_is_true_of_none() -> None:
    assert every([]) is TRUE
    assert every([TRUE, UNKNOWN]) is UNKNOWN
    assert every([UNKNOWN, FALSE, TRUE]) is FALSE


def test_truths_print_as_words() -> None:
    assert [str(value) for value in Truth] == ["false", "unknown", "true"]
    assert repr(UNKNOWN) == "UNKNOWN"
