"""Finding the rows that are worth a look column by column, so that rules cost nothing where all is well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from operator import lt
from typing import Any

from diplomap.checking.spell_table import SpellTable


def rows_where(
    table: SpellTable, name: str, holds: Callable[[Any], bool], among: Sequence[int] | None = None
) -> Sequence[int]:
    """The rows whose cell in a column satisfies a test, asked once for each distinct text.

    Only the rows `among` are looked at, where they are given.

    >>> from diplomap.model.dataset import Dataset
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> table = SpellTable(Dataset([Mission("m", ("PRK",), "CHN", (Spell(Kind.EMBASSY),))]))
    >>> list(rows_where(table, "receiving", lambda party: party == "CHN"))
    [0]
    """
    rows = range(len(table)) if among is None else among
    answers = table.by_text(name, holds)
    if all(answers.values()):
        return rows
    if not rows or not any(answers.values()):
        return ()
    texts = table.column(name).texts
    if among is None:
        return list(compress(rows, map(answers.__getitem__, texts)))
    return [row for row in rows if answers[texts[row]]]


def rows_below(
    table: SpellTable,
    name: str,
    number: Callable[[Any], int],
    limit_name: str,
    limit: Callable[[Any], int],
) -> Sequence[int]:
    """The rows where one cell's number lies below another cell's, each computed once a distinct text.

    >>> from diplomap.model.dataset import Dataset
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> table = SpellTable(Dataset([Mission("m", ("PRK",), "CHN", (Spell(Kind.EMBASSY),))]))
    >>> rows_below(table, "id", len, "receiving", len)
    [0]
    """
    numbers, limits = table.by_text(name, number), table.by_text(limit_name, limit)
    if not numbers or min(numbers.values()) >= max(limits.values()):
        return ()
    ones = map(numbers.__getitem__, table.column(name).texts)
    others = map(limits.__getitem__, table.column(limit_name).texts)
    return list(compress(range(len(table)), map(lt, ones, others)))
