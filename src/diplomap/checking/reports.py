"""The findings of a check as text for a reader, as JSON, as JSON lines, and as a CSV table."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby

from diplomap.checking.check import Result, finding_as_dict
from diplomap.checking.registry import rules
from diplomap.checking.row_views import RowFinder, row_view
from diplomap.model.findings import Finding, Severity

Paint = Callable[[str, str], str]
CSV_COLUMNS = (
    *("file", "line", "column", "severity", "code", "name", "message", "raw", "replacement", "safe"),
    "related",
)


def text_report(result: Result, *, paint: Paint | None = None, width: int = 100) -> str:
    """Findings grouped by file, each with its row and the cell marked, and a line that sums up.

    `paint` puts colour on a piece of text, given the role it plays: ``file``, ``error``, ``warning``,
    ``note``, ``place``, ``row`` or ``mark``; without it the text is plain.

    >>> from diplomap.model.dataset import Dataset
    >>> print(text_report(Result(Dataset())), end="")
    Nothing to report: 0 rows read, all of them typed.
    """
    shade = paint or (lambda text, _role: text)
    finder = RowFinder(result.dataset)
    lines: list[str] = []
    for file, found in groupby(result.findings, key=lambda finding: finding.origin.file):
        lines.append(shade(file, "file"))
        for finding in found:
            lines.extend(_told(finding, finder, shade, width))
        lines.append("")
    return "\n".join([*lines, _summary(result, shade)]) + "\n"


def _told(finding: Finding, finder: RowFinder, shade: Paint, width: int) -> Iterable[str]:
    origin = finding.origin
    place = f"{origin.line}" + (f" {origin.column}" if origin.column else "")
    yield (
        f"  {shade(place, 'place')}: {shade(f'{finding.severity} {finding.code}', str(finding.severity))}: "
        + (finding.message)
    )
    view = row_view(finder.row(origin.file, origin.line), origin.column, width - 6)
    if view is not None:
        yield f"      {shade(view.text, 'row')}"
        if view.mark:
            yield f"      {shade(view.mark, 'mark')}"
    if finding.fix is not None:
        kind = "fix" if finding.fix.safe else "perhaps"
        yield f"      {kind}: {finding.fix.replacement or '(blank)'}"


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
    read = f"{rows.read:,} row{'' if rows.read == 1 else 's'} read, {kept}."
    if not result.findings:
        return f"Nothing to report: {read}"
    counted = Counter(finding.severity for finding in result.findings)
    told = [
        shade(f"{number:,} {severity}{'' if number == 1 else 's'}", str(severity))
        for severity in Severity
        if (number := counted[severity])
    ]
    return f"{', '.join(told)}: {read}"


def json_report(result: Result) -> str:
    """The whole result as one JSON object; see `Result.to_dict`.

    >>> from diplomap.model.dataset import Dataset
    >>> json.loads(json_report(Result(Dataset())))["schema"]
    'diplomap/check/1'
    """
    return json.dumps(result.to_dict(), ensure_ascii=False, indent=2) + "\n"


def json_lines_report(result: Result) -> str:
    """One JSON object a line, each a finding in the shape it has in `json_report`.

    >>> from diplomap.model.dataset import Dataset
    >>> json_lines_report(Result(Dataset()))
    ''
    """
    return "".join(json.dumps(finding_as_dict(f), ensure_ascii=False) + "\n" for f in result.findings)


def csv_report(result: Result) -> str:
    """A table with a row a finding; related places are parted by ``|``.

    >>> from diplomap.model.dataset import Dataset
    >>> csv_report(Result(Dataset())).strip()
    'file,line,column,severity,code,name,message,raw,replacement,safe,related'
    """
    names = {rule.code: rule.name for rule in rules()}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for finding in result.findings:
        origin, fix = finding.origin, finding.fix
        writer.writerow(
            (
                *(origin.file, origin.line, origin.column or "", str(finding.severity), finding.code),
                *(names.get(finding.code, ""), finding.message, origin.raw or ""),
                *(("", "") if fix is None else (fix.replacement, "yes" if fix.safe else "no")),
                "|".join(map(str, finding.related)),
            )
        )
    return stream.getvalue()


REPORTS: dict[str, Callable[[Result], str]] = {
    "text": text_report,
    "json": json_report,
    "jsonl": json_lines_report,
    "csv": csv_report,
}
