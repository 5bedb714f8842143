"""What a layout of a table of records may say: the rows of ours that a record becomes, and panels by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs


def of_tuples(given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Headers by column of ours, also where one is told as a text alone.

    >>> of_tuples({"id": "No.", "city": ["seat", "city"]})
    {'id': ('No.',), 'city': ('seat', 'city')}
    """
    return {ours: (theirs,) if isinstance(theirs, str) else tuple(theirs) for ours, theirs in given.items()}


@attrs.frozen(slots=True)
class RowOfOurs:
    """One of several rows of ours that a foreign record becomes: where its cells come from, and when it is.

    `columns` and `constants` come before those of the layout. The row is made where every header in
    `needs` has a cell that is not blank, every one in `lacks` a blank one, each cell in `where` holds one
    of the texts beside it, and none in `unless` does.
    """

    columns: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=of_tuples)
    constants: Mapping[str, str] = attrs.field(factory=dict)
    needs: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    lacks: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    where: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=of_tuples)
    unless: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=of_tuples)


@attrs.frozen(slots=True)
class Panel:
    """That a table repeats its records by year: those alike in all other columns are one.

    `year` is the header of the year, `differ` are further headers in which repeated records differ. What
    years a record stands for is kept in its foreign cell of the year (``1957..2025``), and can be had in
    columns of ours as `first` and `after`: the first year and the one after the last, blank for the
    last of the table.
    """

    year: str
    differ: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    first: str = "first year"
    after: str = "year after"


def as_rows(given: Sequence[RowOfOurs | Mapping[str, Any]]) -> tuple[RowOfOurs, ...]:
    """Rows of ours as a layout tells them, also where each is told as a mapping.

    >>> as_rows([{"needs": ["date"]}])[0].needs
    ('date',)
    """
    return tuple(one if isinstance(one, RowOfOurs) else RowOfOurs(**one) for one in given)


def as_panel(given: Panel | Mapping[str, Any] | None) -> Panel | None:
    """A panel as a layout tells it, also where it is told as a mapping.

    >>> as_panel({"year": "year"}).after
    'year after'
    """
    return given if given is None or isinstance(given, Panel) else Panel(**given)
