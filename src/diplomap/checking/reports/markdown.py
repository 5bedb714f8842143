"""The findings of a check as Markdown, for the summary of a run or a comment on a change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplomap.checking.reports.statistics import (
    RuleCount,
    place_in_words,
    severity_totals,
    statistics,
    totals_in_words,
)
from diplomap.checking.reports.subject import Given, Subject
from diplomap.checking.reports.text import left_aside
from diplomap.checking.reports.visible import shortened
from diplomap.model.findings import Finding

_SHOWN = 10
# What makes marks, links, tables, formulas and mentions; an address is broken where it would become a link.
_MARKS = re.compile(r"[\\`*_\[\]<>#|~&$@!]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LONGEST = 300


def markdown_report(given: Given) -> str:
    """A table of rules with their counts, then the first findings of each rule; what is not shown is counted.

    Whatever stands in a cell is written so that it is text and nothing else.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> print(markdown_report(Result(Dataset())), end="")
    # Check: no findings
    <BLANKLINE>
    0 rows read, 0 typed, 0 kept aside.
    """
    subject = Subject.of(given)
    result = subject.result
    counted = statistics(subject.parts)
    rows = list(result.tables.values()) or [result.rows]
    read, typed, aside = (
        sum(getattr(one, name) for one in rows) for name in ("read", "typed", "quarantined")
    )
    lines = [
        f"# Check: {totals_in_words(severity_totals(result.findings))}",
        "",
        f"{read:,} rows read, {typed:,} typed, {aside:,} kept aside.{left_aside(result)}",
    ]
    if counted:
        lines += ["", "| count | severity | rule | first at |", "|---:|---|---|---|"]
        lines += [
            _row(f"{one.count:,}", str(one.severity), _title(one), place_in_words(one.first))
            for one in counted
        ]
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in result.findings:
        grouped.setdefault((finding.code, str(finding.severity)), []).append(finding)
    for one in counted:
        lines.extend(_section(one, grouped[one.code, str(one.severity)], subject))
    return "\n".join(lines) + "\n"


def _section(one: RuleCount, found: list[Finding], subject: Subject) -> Iterator[str]:
    rule = subject.rule(one.code)
    yield from ("", f"## {marked(_title(one))} ({one.severity}, {one.count:,})", "")
    if rule is not None:
        yield from (marked(f"{rule.what} {rule.mend}", len(rule.what + rule.mend) + 1), "")
    yield from ("| where | cell | what is wrong | instead |", "|---|---|---|---|")
    for finding in found[:_SHOWN]:
        fix = finding.fix
        instead = "" if fix is None else (fix.replacement or "(blank)") + ("" if fix.safe else " (perhaps)")
        yield _row(place_in_words(finding.origin), finding.origin.raw or "", finding.message, instead)
    if len(found) > _SHOWN:
        rest = len(found) - _SHOWN
        yield from ("", f"The first {_SHOWN} are shown; {rest:,} more are not.")


def _title(one: RuleCount) -> str:
    return f"{one.code} {one.name}".strip()


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(marked, cells))} |"


def marked(text: str, longest: int = _LONGEST) -> str:
    """A text as Markdown that shows it as it is: no mark-up, no link, no mention of anybody.

    >>> marked("[x](http://y) @somebody")
    '\\\\[x\\\\](http\\\\://y) @<!-- -->somebody'
    """
    escaped = _MARKS.sub(lambda mark: "\\" + mark[0], shortened(text, longest))
    # A mention or an issue's number is seen where the backslash is gone; an empty comment parts it.
    return re.sub(r"\\([@#])", r"\1<!-- -->", escaped)
