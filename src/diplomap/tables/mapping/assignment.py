"""The best way to give each of our columns one of theirs: exact, one to one, the total score the highest."""

from __future__ import annotations

from collections.abc import Sequence


def best_assignment(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row of scores the column it is given, or None: no column twice, the sum the highest.

    A pair of score zero or less is never made. This is the Hungarian method in the form of Jonker and
    Volgenant, shortest augmenting paths with potentials: cubic in the number of columns of a table.

    >>> best_assignment([[0.9, 0.8], [0.7, 0.0]])
    [1, 0]
    """
    rows = len(scores)
    columns = len(scores[0]) if rows else 0
    if not columns:
        return [None] * rows
    # Beside the real columns each row has one of its own at no cost: that of being given nothing.
    width = columns + rows
    cost = [
        [
            *(-score if score > 0 else _NEVER for score in row),
            *(0.0 if at == place else _NEVER for at in range(rows)),
        ]
        for place, row in enumerate(scores)
    ]
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (width + 1)
    holder, before = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, rows + 1):
        holder[0] = row
        at = 0
        least = [_NEVER * 4] * (width + 1)
        seen = [False] * (width + 1)
        while holder[at]:
            seen[at] = True
            of, step, nearest = holder[at], _NEVER * 4, 0
            for column in range(1, width + 1):
                if not seen[column]:
                    left = cost[of - 1][column - 1] - row_price[of] - column_price[column]
                    if left < least[column]:
                        least[column], before[column] = left, at
                    if least[column] < step:
                        step, nearest = least[column], column
            for column in range(width + 1):
                if seen[column]:
                    row_price[holder[column]] += step
                    column_price[column] -= step
                else:
                    least[column] -= step
            at = nearest
        while at:
            holder[at] = holder[before[at]]
            at = before[at]
    given: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if holder[column]:
            given[holder[column] - 1] = column - 1
    return given


_NEVER = 1e6
