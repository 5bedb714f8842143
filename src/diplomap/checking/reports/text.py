"""The findings of a check as text for a reader: grouped by file, each row shown and its cell marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby

from diplomap.checking.check import Result
from diplomap.checking.reports.subject import Given, Subject
from diplomap.checking.reports.visible import visible
from diplomap.checking.row_views import RowFinder, row_view
from diplomap.model.findings import Finding, Severity

Paint = Callable[[str, str], str]


def text_report(given: Given, *, paint: Paint | None = None, width: int = 100) -> str:
    """Findings grouped by file, each with its row and the cell marked, and a line that sums up each source.

    `paint` puts colour on a piece of text, given the role it plays: ``file``, ``error``, ``warning``,
    ``note``, ``place``, ``row`` or ``mark``; without it the text is plain.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> print(text_report(Result(Dataset())), end="")
    Nothing to report: 0 rows read, all of them typed.
    """
    shade = paint or (lambda text, _role: text)
    return "\n".join(_source(one, shade, width) for one in Subject.of(given).parts)


def _source(result: Result, shade: Paint, width: int) -> str:
    finder = RowFinder(result.dataset)
    lines: list[str] = []
    for file, found in groupby(result.findings, key=lambda finding: finding.origin.file):
        lines.append(shade(visible(file), "file"))
        for finding in found:
            lines.extend(_told(finding, finder, shade, width))
        lines.append("")
    return "\n".join([*lines, _summary(result, shade)]) + "\n"


def _told(finding: Finding, finder: RowFinder, shade: Paint, width: int) -> Iterable[str]:
    origin = finding.origin
    place = visible(origin.place + (f" {origin.column}" if origin.column else ""))
    yield (
        f"  {shade(place, 'place')}: {shade(f'{finding.severity} {finding.code}', str(finding.severity))}: "
        + visible(finding.message)
    )
    row = finder.row(origin.file, origin.record_line)
    view = row_view(row, origin.column, width - 6, origin.column_number)
    if view is not None:
        yield f"      {shade(view.text, 'row')}"
        if view.mark:
            yield f"      {shade(view.mark, 'mark')}"
    if finding.fix is not None:
        kind = "fix" if finding.fix.safe else "perhaps"
        yield f"      {kind}: {visible(finding.fix.replacement) or '(blank)'}"


def _summary(result: Result, shade: Paint) -> str:
    rows = result.rows
    for name, counts in result.tables.items():
        rows = rows if name == "missions" else rows.plus(counts)
    typed = f"{rows.typed:,} typed, " + (f"{rows.repeated:,} repeated by year, " if rows.repeated else "")
    kept = (
        "all of them typed"
        if rows.read == rows.typed
        else f"{typed}{rows.quarantined:,} kept aside as they stand"
    )
    read = f"{rows.read:,} row{'' if rows.read == 1 else 's'} read, {kept}.{left_aside(result)}"
    if not result.findings:
        return f"Nothing to report: {read}"
    counted = Counter(finding.severity for finding in result.findings)
    told = [
        shade(f"{number:,} {severity}{'' if number == 1 else 's'}", str(severity))
        for severity in Severity
        if (number := counted[severity])
    ]
    return f"{', '.join(told)}: {read}"


def left_aside(result: Result) -> str:
    """What was found and is not shown, as a sentence after a space; blank where there is no such thing."""
    told = []
    if result.suppressed:
        told.append(f"{len(result.suppressed):,} left aside in the table, with a reason")
    if result.known is not None:
        told.append(f"{result.known:,} known to the baseline")
    if result.gone:
        told.append(f"{result.gone:,} of the baseline met no longer")
    return f" Not shown: {'; '.join(told)}." if told else ""
