"""Rows of other programs: lists of dicts with values of any sort, and things that are no rows."""

from __future__ import annotations

from random import Random

from diplomap.tables.reading import load
from diplomap.testing.fuzz.cell_damage import damage_cells, odd_cell
from diplomap.testing.fuzz.fuzzed import Fuzzed
from diplomap.testing.fuzz.judging import Outcome, judged
from diplomap.testing.fuzz.plain_tables import plain_table


def some_rows(random: Random) -> Fuzzed:
    """Rows of a program, some of their values and some of themselves of an odd sort."""
    table = plain_table("missions")
    damage_cells(random, table)
    rows: list[object] = [dict(zip(table.header, row, strict=False)) for row in table.rows]
    for _ in range(random.randint(0, 3)):
        at = random.randint(0, max(0, len(rows) - 1))
        if rows and isinstance(row := rows[at], dict) and row:
            row[random.choice([*row, 5, None])] = _thing(random, 3)
        else:
            rows.insert(at, _thing(random, 3))
    shapes: tuple[object, ...] = (
        rows,
        tuple(rows),
        iter(rows),
        {"missions": rows},
        {"relations": rows, "x": rows},
    )
    return Fuzzed("<rows>", repr(rows).encode("utf-8", "replace"), thing=random.choice((rows, *shapes)))


def _thing(random: Random, depth: int) -> object:
    from datetime import UTC, date, datetime, time
    from decimal import Decimal
    from fractions import Fraction

    plain: tuple[object, ...] = (
        *(None, 0, 1955, 1955.0, -1.5, float("nan"), float("inf"), True, 10**400, b"\xff", "", "PRK", 1j),
        *(date(2019, 5, 3), datetime(2019, 5, 3, 4), datetime(2019, 5, 3, tzinfo=UTC), time(4)),
        *(Decimal("1.50"), Fraction(1, 3), object, range(3), ..., frozenset({"a"}), odd_cell(random)),
    )
    if depth and random.random() < 0.3:
        inner = [_thing(random, depth - 1) for _ in range(random.randint(0, 3))]
        return random.choice((inner, tuple(inner), dict.fromkeys(map(str, inner), "a"), {"a": inner}))
    return random.choice(plain)


def read_rows(file: Fuzzed) -> Outcome:
    """What comes of the rows; of bytes, a row that holds them."""
    thing = file.thing if file.thing is not None else [{"id": file.data}]
    return judged(load(thing), ())  # type: ignore[arg-type]
