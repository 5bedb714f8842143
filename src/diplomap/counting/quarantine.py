"""How many rows in quarantine may belong to a footprint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from diplomap.counting.entries import Asked
from diplomap.model.dataset import Dataset
from diplomap.model.rows import Row


def perhaps_of(dataset: Dataset, asked: Asked, day: date | None = None) -> int:
    """The number of quarantined rows that may be of the parties asked for.

    A row is left out only where its cell surely names somebody else; a blank or unreadable cell may
    name anybody.

    >>> perhaps_of(Dataset(), Asked("PRK"))
    0
    """
    known: dict[str, frozenset[str] | None] = {}

    def named(text: str) -> frozenset[str] | None:
        if text not in known:
            known[text] = _parties(text, dataset, day)
        return known[text]

    return sum(
        held.table == "missions" and (held.row is None or _may_be(held.row, asked, named))
        for held in dataset.quarantine
    )


def _may_be(row: Row, asked: Asked, named: Callable[[str], frozenset[str] | None]) -> bool:
    for column, party in (("sending", asked.sending), ("receiving", asked.receiving)):
        if party is not None and not _may_name(row, column, party, named):
            return False
    if asked.host is None:
        return True
    # A post stands on the soil of the party it is sent to, unless a host is told.
    told = "host" if _cell(row, "host") else "receiving"
    return _may_name(row, told, asked.host, named)


def _may_name(row: Row, column: str, party: str, named: Callable[[str], frozenset[str] | None]) -> bool:
    cell = _cell(row, column)
    if not cell:
        return True
    parties = named(cell)
    return parties is None or party in parties


def _cell(row: Row, column: str) -> str:
    place = row.head.places.get(column)
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""


def _parties(cell: str, dataset: Dataset, day: date | None) -> frozenset[str] | None:
    from diplomap.counting.naming import party_id

    try:
        return frozenset(party_id(part.strip(), dataset, day) for part in cell.split("|"))
    except ValueError:
        return None
