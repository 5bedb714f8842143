"""Names of parties in rows that speak of the past: read as of the days on which the spell began and ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diplomap.tables.cell_rules import AMBIGUOUS_PARTY
from diplomap.tables.cells import ColumnReading
from diplomap.tables.party_cells import read_parties
from diplomap.tables.problems import Problem
from diplomap.values.dates import PartialDate


def names_in(reading: ColumnReading) -> frozenset[str]:
    """The texts of a column that are names, whose sense may change in time; an id means one party always."""
    from diplomap.parties.registry import ids

    told = {text for text in (*reading.meanings, *reading.problems) if text.strip()}
    return frozenset(told - ids())


def dated_names(
    texts: Sequence[str],
    reading: ColumnReading,
    opened: Sequence[Any],
    closed: Sequence[Any],
    senses: Mapping[str, str],
) -> Iterator[tuple[int, tuple[str, ...] | Problem]]:
    """The rows in which a name means something else than it does by itself, and what.

    A spell that is still open is told in today's names. One that has ended may be told in the names of
    its own time: where those of its first and its last day agree, they count; where they do not, the
    name is ambiguous. ``Congo`` from 1975 to 1990 was one state, ``Germany`` to 1980 is none for sure.
    """
    names = names_in(reading)
    known: dict[tuple[str, Any, PartialDate], tuple[str, ...] | Problem | None] = {}
    for row, text in enumerate(texts):
        end = closed[row]
        if isinstance(end, PartialDate) and text in names:
            problem = reading.problems.get(text)
            if problem is not None and problem.rule is not AMBIGUOUS_PARTY:
                continue
            key = (text, opened[row], end)
            if key not in known:
                days = (opened[row], end) if isinstance(opened[row], PartialDate) else (end,)
                known[key] = _agreed([read_parties(text.strip(), senses, day) for day in days], text.strip())
            answer = known[key]
            if answer is not None:
                yield row, answer


def _agreed(answers: list[tuple[str, ...] | Problem], name: str) -> tuple[str, ...] | Problem | None:
    found = [one for one in answers if not isinstance(one, Problem)]
    if len(set(found)) > 1:
        named = " or ".join("|".join(parties) for parties in found)
        told = f"{name!r} meant {named} on the two days; write the code of the one meant"
        return Problem(AMBIGUOUS_PARTY, told)
    doubts = [one for one in answers if isinstance(one, Problem) and one.rule is AMBIGUOUS_PARTY]
    return doubts[0] if doubts else found[0] if found else None
