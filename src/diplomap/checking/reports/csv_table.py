"""The findings of a check as a CSV table with a row a finding."""

from __future__ import annotations

import csv
import io

from diplomap.checking.reports.subject import Given, Subject

CSV_COLUMNS = (
    *("file", "line", "column", "severity", "code", "name", "message", "raw", "replacement", "safe"),
    *("related", "cell"),
)


def csv_report(given: Given) -> str:
    """A table with a row a finding; related places are parted by ``|``, `cell` names a cell of a workbook.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> csv_report(Result(Dataset())).strip()
    'file,line,column,severity,code,name,message,raw,replacement,safe,related,cell'
    """
    subject = Subject.of(given)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for finding in subject.result.findings:
        origin, fix = finding.origin, finding.fix
        writer.writerow(
            (
                *(origin.file, origin.line, origin.column or "", str(finding.severity), finding.code),
                *(subject.name(finding.code), finding.message, origin.raw or ""),
                *(("", "") if fix is None else (fix.replacement, "yes" if fix.safe else "no")),
                *("|".join(map(str, finding.related)), origin.cell or ""),
            )
        )
    return stream.getvalue()
