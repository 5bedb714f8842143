"""Relations that one source tells in both directions: found, and taken out where the one says no more."""

from __future__ import annotations

import io

import pytest

from diplomap.checking.check import check
from diplomap.checking.fixing import fix

HEAD = "party,with,kind,status,since,until,sources,note\n"


def mirrored(text: str) -> list[tuple[int, str | None]]:
    found = check(io.StringIO(text)).findings
    return [(one.origin.line, one.origin.column) for one in found if one.code == "DM512"]


def test_relations_told_from_both_sides_by_one_source_are_told() -> None:
    rows = "FRA,PRK,diplomatic,established,1990,,s1,\nPRK,FRA,diplomatic,established,1990,,{},\n"
    assert mirrored(HEAD + rows.format("s1")) == [(3, "party")]
    assert mirrored(HEAD + rows.format("s2")) == []
    assert mirrored(HEAD + rows.format("s1|s2")) == []
    assert mirrored(HEAD + rows.format("s1").replace("1990,,s1,\nPRK", "1991,,s1,\nPRK")) == []


def test_a_table_of_each_states_own_telling_is_no_table_of_doubles() -> None:
    pairs = [("FRA", "PRK"), ("FRA", "ESP"), ("FRA", "ITA")]
    row = "{},{},diplomatic,established,1990,,s1,\n"
    text = HEAD + "".join(row.format(*pair) + row.format(*reversed(pair)) for pair in pairs)
    assert mirrored(text) == []
    assert mirrored(
        HEAD + row.format("FRA", "PRK") + row.format("PRK", "FRA") + row.format("FRA", "ESP")
    ) == [(3, "party")]


@pytest.mark.parametrize(("note", "left"), [("", 0), ("as France tells it", 1)])
def test_the_other_side_is_taken_out_where_it_says_no_more(note: str, left: int) -> None:
    one, two = (
        "FRA,PRK,diplomatic,established,1990,,s1,\n",
        f"PRK,FRA,diplomatic,established,1990,,s1,{note}\n",
    )
    stream = io.BytesIO((HEAD + one + two).encode())
    stream.name = "relations.csv"
    done = fix(stream)
    assert done.data("relations.csv") == (HEAD + one + (two if left else "")).encode()
    assert sum(one.finding.code == "DM512" for one in done.left) == left
