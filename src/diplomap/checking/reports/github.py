"""The findings of a check as annotations in a run of GitHub Actions."""

from __future__ import annotations

from diplomap.checking.reports.cell_ranges import cell_range
from diplomap.checking.reports.statistics import place_in_words, severity_totals, totals_in_words
from diplomap.checking.reports.subject import Given, Subject
from diplomap.checking.reports.visible import visible
from diplomap.model.findings import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_report(given: Given) -> str:
    """One workflow command a finding, and a last line for the log that sums up.

    See *Workflow commands for GitHub Actions*: in the message ``%`` and line ends are written as ``%25``,
    ``%0D`` and ``%0A``; in a property ``:`` and ``,`` as ``%3A`` and ``%2C`` as well.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> from diplomap.values.origins import Origin
    >>> wrong = Finding("X1", Severity.NOTE, "100% odd", Origin("a,b.csv", 3))
    >>> print(github_report(Result(Dataset(), (wrong,))), end="")
    ::notice file=a%2Cb.csv,line=3,title=X1::100%25 odd
    diplomap check: 1 note
    """
    subject = Subject.of(given)
    lines = [_command(finding, subject) for finding in subject.result.findings]
    totals = totals_in_words(severity_totals(subject.result.findings))
    return "\n".join([*lines, f"diplomap check: {totals}"]) + "\n"


def _command(finding: Finding, subject: Subject) -> str:
    origin = finding.origin
    told: dict[str, str] = {}
    message = visible(finding.message)
    if origin.file.startswith("<"):
        message = f"{place_in_words(origin)}: {message}"
    else:
        told |= {"file": origin.file, "line": str(max(1, origin.line))}
        if origin.cell is not None:
            message = f"{visible(origin.cell)}: {message}"
        found = cell_range(origin, subject)
        if found is not None:
            told |= {"line": str(found.line), "col": str(found.column)}
            if found.end_line == found.line:
                told["endColumn"] = str(max(found.column, found.end_column - 1))
    told["title"] = visible(f"{finding.code} {subject.name(finding.code)}".strip())
    if finding.fix is not None:
        sure = "fix" if finding.fix.safe else "perhaps"
        message += f" ({sure}: {visible(finding.fix.replacement) or 'leave it blank'})"
    properties = ",".join(f"{name}={_property(text)}" for name, text in told.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
