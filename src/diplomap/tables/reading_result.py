"""What reading a table gives: the dataset, what was wrong with cells and rows, and where every row went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity

if TYPE_CHECKING:
    from diplomap.tables.exact_places import AllPlaces

_SHOWN = 10


@attrs.frozen(slots=True)
class RowCounts:
    """How many records were read, and what became of them: read = typed + repeated + quarantined.

    `repeated` are those that say again what another one says, in a table that repeats them by year.
    """

    read: int = 0
    typed: int = 0
    quarantined: int = 0
    repeated: int = 0

    def plus(self, other: RowCounts) -> RowCounts:
        """Both together.

        >>> RowCounts(2, 1, 1).plus(RowCounts(1, 1)).read
        3
        """
        return RowCounts(*(a + b for a, b in zip(attrs.astuple(self), attrs.astuple(other), strict=True)))


@attrs.frozen(slots=True)
class Reading:
    """The result of reading: a dataset of what could be typed, findings, and the count of rows.

    `findings` are those of cells and of rows on their own; rules that need several rows come with
    checking. `rows` counts those of missions.csv, `tables` those of each table that is there. `layout` names
    the layout by which the table was read; `files` the tables, in their order. `places` knows where the
    cells of each table stand; see `diplomap.tables.exact_places`.
    """

    dataset: Dataset
    findings: tuple[Finding, ...] = ()
    rows: RowCounts = RowCounts()
    layout: str = "diplomap"
    files: tuple[str, ...] = ()
    tables: Mapping[str, RowCounts] = attrs.field(factory=dict)
    places: AllPlaces = attrs.field(factory=dict, eq=False, repr=False)

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


class DatasetError(ValueError):
    """Strict reading met errors; it carries every finding, warnings and notes too."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [str(finding) for finding in self.findings if finding.severity is Severity.ERROR]
        more = f"\n… and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
        super().__init__(f"{len(errors)} errors\n" + "\n".join(errors[:_SHOWN]) + more)


class UnreadableError(ValueError):
    """A source that is no table at all: missing, a folder without one, or not text; says how to mend it."""
