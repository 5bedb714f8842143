"""Reading the datasets that a command names, and saying on standard error what a reader should know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import PurePath

from diplomap.cli.errors import Misuse
from diplomap.cli.terminal import Terminal
from diplomap.model.findings import Finding
from diplomap.tables.reading import load
from diplomap.tables.reading_result import Reading, RowCounts
from diplomap.tables.record_tables import TABLES
from diplomap.tables.row_rules import MISSING_COLUMN, NO_ROWS


def loaded(source: str, terminal: Terminal, *, layout: str | None = None) -> Reading:
    """What a source holds, as far as missions can be told from it.

    Rows in quarantine and a table without rows are mentioned on standard error. Raises Misuse where
    the table lacks the columns without which no mission can be told: every count would be zero and every
    mission gone, and both would be untrue.
    """
    with terminal.progress(f"reading {source}"):
        reading = load(source, layout=layout)
    _refuse_what_tells_nothing(source, reading)
    _mention(source, reading, terminal)
    return reading


def refuse_stdin_twice(sources: Iterable[str]) -> None:
    """Raise Misuse where standard input is named more than once: it can be read only once."""
    if [*sources].count("-") > 1:
        raise Misuse("standard input (-) can stand for one dataset only")


def edition_names(sources: Sequence[str]) -> list[str]:
    """Short names of sources: those of their files without folder and ending, where these differ.

    >>> edition_names(["a/2020.csv", "a/2021.csv"]), edition_names(["a/m.csv", "b/m.csv"])
    (['2020', '2021'], ['a/m.csv', 'b/m.csv'])
    """
    short = [PurePath(source).name.removesuffix(".csv") or source for source in sources]
    if len(set(short)) == len(sources):
        return short
    if len(set(sources)) == len(sources):
        return [*sources]
    return [f"{place}: {source}" for place, source in enumerate(sources, 1)]


def _refuse_what_tells_nothing(source: str, reading: Reading) -> None:
    lacking = next((f for f in reading.findings if f.code == MISSING_COLUMN.code and _is_main(f)), None)
    if lacking is not None:
        raise Misuse(f"{source}: {lacking.message}")
    rows = _all_rows(reading)
    if rows.read and not rows.typed:
        first = next((str(f) for f in reading.findings if f.severity == "error"), "")
        raise Misuse(f"{source}: none of its {rows.read:,} rows could be typed; {first}")


def _is_main(finding: Finding) -> bool:
    """Whether a finding is about the table of missions, or a table on its own."""
    return PurePath(finding.origin.file).name.split(".", 1)[0].casefold() not in TABLES


def _all_rows(reading: Reading) -> RowCounts:
    return reduce(RowCounts.plus, reading.tables.values(), RowCounts())


def _mention(source: str, reading: Reading, terminal: Terminal) -> None:
    rows = _all_rows(reading)
    if rows.quarantined:
        terminal.note(
            f"{source}: {rows.quarantined:,} of {rows.read:,} rows could not be typed and are kept aside; "
            f"`diplomap check {source}` says why"
        )
    for finding in reading.findings:
        if finding.code == NO_ROWS.code:
            terminal.note(f"{source if _is_main(finding) else finding.origin.file}: the table has no rows")
