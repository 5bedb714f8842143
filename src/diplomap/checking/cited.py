"""What of a dataset cites sources, record by record, and what it claims about dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diplomap.model.columns import ColumnStore
from diplomap.model.dataset import Dataset
from diplomap.model.records import Record, Records
from diplomap.model.statements import Source
from diplomap.values.dates import PartialDate
from diplomap.values.origins import Origin

# The tables whose records tell facts and cite sources for them; statements are told where they can be read.
FACTS = ("relations", "recognitions", "sanctions", "events", "groups")
SAID = ("statements", "figures", "attributions")


def citing(dataset: Dataset, tables: tuple[str, ...]) -> Iterator[tuple[Records[Any], int, Record]]:
    """The records of some tables with their table and place.

    >>> list(citing(Dataset(), FACTS))
    []
    """
    for name in tables:
        held = dataset.tables[name]
        for place, record in enumerate(held):
            yield held, place, record


def accreditations(dataset: Dataset) -> Iterator[tuple[Origin, tuple[str, ...]]]:
    """Where each accreditation with a row of its own stands, and what it cites.

    >>> list(accreditations(Dataset()))
    []
    """
    if isinstance(dataset.missions.store, ColumnStore):
        # What is kept as columns has no accreditation but those in a cell of the mission's own row.
        return
    for mission in dataset.missions:
        for one in mission.accreditations:
            if one.row is not None and "mission" in one.row.head.places:
                yield one.row.origin("sources"), one.sources


def is_address(source: str) -> bool:
    """Whether a citation is an address by itself, which no list of sources needs to hold.

    >>> is_address("https://example.org/list"), is_address("mofa-2024")
    (True, False)
    """
    return "://" in source or source.lower().startswith("doi:")


def dates_of(record: Any) -> list[PartialDate]:
    """The dates that a record claims: of what happened, or of the ends of its period."""
    if hasattr(record, "period"):
        ends = (record.period.start, record.period.end)
    else:
        ends = (getattr(record, "date", None), None)
    return [end for end in ends if isinstance(end, PartialDate)]


def too_old(claims: list[PartialDate], cited: tuple[str, ...], sources: dict[str, Source]) -> str | None:
    """Why no cited source could know the latest of some dates: all were published before it, surely.

    >>> paper = Source("a", "A paper", date=PartialDate.parse("2019"))
    >>> too_old([PartialDate.parse("2023-11")], ("a",), {"a": paper})
    '2023-11 lies after all that is cited for it: a is of 2019'
    """
    known = [sources.get(source) for source in cited]
    dated = [one for one in known if one is not None and one.date is not None]
    if not claims or not dated or len(dated) < len(known):
        return None
    latest = max(claims, key=lambda claim: claim.lo)
    if any(one.date is None or one.date.hi >= latest.lo for one in dated):
        return None
    told = ", ".join(f"{one.id} is of {one.date}" for one in dated)
    return f"{latest} lies after all that is cited for it: {told}"
