"""What reading a table gives: the dataset, what was wrong with cells and rows, and where every row went."""

from __future__ import annotations

import attrs

from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity


@attrs.frozen(slots=True)
class RowCounts:
    """How many records were read, and what became of them: read = typed + quarantined."""

    read: int = 0
    typed: int = 0
    quarantined: int = 0


@attrs.frozen(slots=True)
class Reading:
    """The result of reading: a dataset of what could be typed, findings, and the count of rows.

    `findings` are those of cells and of rows on their own; rules that need several rows come with
    checking. `layout` names the layout by which the table was read; `files` the tables, in their order.
    """

    dataset: Dataset
    findings: tuple[Finding, ...] = ()
    rows: RowCounts = RowCounts()
    layout: str = "diplomap"
    files: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


class DatasetError(ValueError):
    """Strict reading met errors; it carries every finding and the whole reading."""

    def __init__(self, reading: Reading) -> None:
        errors = [str(f) for f in reading.findings if f.severity is Severity.ERROR]
        shown = "\n".join(errors[:10]) + (f"\n… and {len(errors) - 10} more" if len(errors) > 10 else "")
        super().__init__(f"{len(errors)} errors\n{shown}")
        self.reading = reading
        self.findings = reading.findings


class UnreadableError(ValueError):
    """A source that is no table at all: missing, a folder without one, or not text; says how to mend it."""
