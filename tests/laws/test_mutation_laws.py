"""Laws of mutation: an error made by hand is told at its cell, and no cell without one is blamed.

The shares over many more errors are in docs/reference/checking-measured.md (scripts/measure_mutations.py).
"""

from __future__ import annotations

import io
import runpy
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.check import check
from diplomap.model.findings import Finding
from diplomap.testing.clean_tables import clean_table
from diplomap.testing.error_kinds import KINDS, UNSEEN
from diplomap.testing.mutations import Score, line_of, mutated, score

MEASURE = Path(__file__).resolve().parents[2] / "scripts" / "measure_mutations.py"
FOUND, BLAMED = 0.99, 0.001


def findings_of(text: str) -> tuple[Finding, ...]:
    return check(io.BytesIO(text.encode())).findings


def text_of(table: list[list[str]]) -> str:
    return "\n".join(map(line_of, table)) + "\n"


# Nothing is found in a clean table, whatever rows chance makes.
@settings(max_examples=10)
@given(st.integers(0, 2**32))
def test_a_clean_table_is_clean(seed: int) -> None:
    assert findings_of(text_of(clean_table(Random(seed), 100))) == ()


# One error anywhere in a clean table is told at its cell, and no cell of another row is blamed.
@pytest.mark.parametrize("error", KINDS)
@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_an_error_is_told_at_its_cell_and_nowhere_else(error: str, seed: int) -> None:
    made = mutated(clean_table(Random(seed), 40), KINDS[error], Random(seed), 1)
    one = score(made, findings_of(made.text))
    assert (one.found, one.blamed) == (one.injected, 0), made.text


# Every kind of error can be made in such a table: a kind that is never injected proves nothing.
@pytest.mark.parametrize("error", [*KINDS, *UNSEEN])
def test_every_kind_of_error_can_be_injected(error: str) -> None:
    kind = {**KINDS, **UNSEEN}[error]
    assert mutated(clean_table(Random(7), 600), kind, Random(7), 20).errors


# What no look at a table can find is not found by chance either: nobody is blamed for a likely date.
def test_what_is_as_good_as_the_right_value_is_left_alone() -> None:
    made = mutated(clean_table(Random(7), 600), UNSEEN["another city"], Random(7), 20)
    assert findings_of(made.text) == ()


# In a real table, cleaned of what is wrong with it: 99 in 100 are told at their cell, and of the clean cells
# fewer than 1 in 1,000 are blamed.
@pytest.mark.parametrize("table", ["embassies", "united_states"])
def test_errors_in_a_real_table_are_told_at_their_cells(table: str, real_data: Path) -> None:
    rows = runpy.run_path(str(MEASURE))[table](real_data)
    assert len(rows) > 300
    part = [rows[0], *Random(1).sample(list(rows[1:]), min(len(rows) - 1, 1500))]
    total = Score()
    for error, kind in KINDS.items():
        made = mutated(part, kind, Random(error), 5 if error == "quote missing" else 60)
        one = score(made, findings_of(made.text))
        # Of sixty of a kind one or two may be missed: a slip of the pen can make another state's name.
        assert one.found >= 0.96 * one.injected, error
        assert one.blamed <= BLAMED * one.cells, error
        total = total.plus(one)
    assert total.injected > 200
    assert total.found >= FOUND * total.injected
