"""The findings of a check as JUnit XML: a suite for each file, a failed case for each rule broken in it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from diplomap.checking.reports.statistics import severity_totals, totals_in_words
from diplomap.checking.reports.subject import Given, Subject
from diplomap.checking.reports.visible import visible
from diplomap.model.findings import Finding


def junit_report(given: Given) -> str:
    """JUnit XML. A file in which nothing was found is a suite with one case that passed.

    Every finding fails its case, a note too, as it does the exit status; the failure's type is the
    severity. Characters that XML has no place for are shown as signs.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> print(junit_report(Result(Dataset(), files=("m.csv",))), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="diplomap check" tests="1" failures="0" errors="0">
      <testsuite name="m.csv" tests="1" failures="0" errors="0" skipped="0" time="0">
        <testcase classname="m.csv" name="nothing found" file="m.csv" time="0"/>
      </testsuite>
    </testsuites>
    """
    subject = Subject.of(given)
    files: dict[str, dict[str, list[Finding]]] = {file: {} for file in subject.result.files}
    for finding in subject.result.findings:
        files.setdefault(finding.origin.file, {}).setdefault(finding.code, []).append(finding)
    failed = sum(map(len, files.values()))
    tests = sum(max(1, len(by_code)) for by_code in files.values())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="diplomap check" tests="{tests}" failures="{failed}" errors="0">',
    ]
    for file, by_code in files.items():
        lines.extend(_suite(file, by_code, subject))
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(file: str, by_code: dict[str, list[Finding]], subject: Subject) -> Iterator[str]:
    name = _attribute(file)
    tests = max(1, len(by_code))
    yield (
        f'  <testsuite name={name} tests="{tests}" failures="{len(by_code)}" errors="0" skipped="0" time="0">'
    )
    if not by_code:
        yield f'    <testcase classname={name} name="nothing found" file={name} time="0"/>'
    for code, found in by_code.items():
        title = _attribute(f"{code} {subject.name(code)}".strip())
        first = found[0].origin.line
        yield f'    <testcase classname={name} name={title} file={name} line="{first}" time="0">'
        totals = severity_totals(found)
        worst = next(severity for severity, number in totals.items() if number)
        message = f"{totals_in_words(totals)}; the first: {found[0].message}"
        yield f'      <failure type="{worst}" message={_attribute(message)}>'
        yield from (escape(visible(str(finding))) for finding in found)
        yield "      </failure>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
