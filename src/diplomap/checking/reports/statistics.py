"""How often each rule found something, and where first: for a table that has more findings than one reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from diplomap.checking.reports.subject import Given, Subject
from diplomap.checking.reports.text import Paint
from diplomap.checking.reports.visible import visible
from diplomap.model.findings import Finding, Severity
from diplomap.values.origins import Origin

_RANK = {severity: number for number, severity in enumerate(Severity)}


@attrs.frozen(slots=True)
class RuleCount:
    """How often a rule found something: in how many files, how often with a safe fix, and where first."""

    code: str
    name: str
    severity: Severity
    count: int
    files: int
    mendable: int
    first: Origin


def statistics(given: Given) -> tuple[RuleCount, ...]:
    """The rules that found something, the worst first, then those that found most.

    >>> from diplomap.checking.check import check
    >>> found = statistics(check("practice"))
    >>> found[0].severity, sum(one.count for one in found) == len(check("practice").findings)
    (<Severity.ERROR: 'error'>, True)
    """
    subject = Subject.of(given)
    grouped: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in subject.result.findings:
        grouped.setdefault((finding.code, finding.severity), []).append(finding)
    counted = [
        RuleCount(
            *(code, subject.name(code), severity, len(found)),
            len({one.origin.file for one in found}),
            sum(1 for one in found if one.fix is not None and one.fix.safe),
            found[0].origin,
        )
        for (code, severity), found in grouped.items()
    ]
    return tuple(sorted(counted, key=lambda one: (_RANK[one.severity], -one.count, one.code)))


def severity_totals(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, the worst first, noughts included.

    >>> [(str(severity), number) for severity, number in severity_totals(()).items()]
    [('error', 0), ('warning', 0), ('note', 0)]
    """
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity}


def totals_in_words(totals: dict[Severity, int]) -> str:
    """The totals as a reader says them; what is nought is left out.

    >>> totals_in_words({Severity.ERROR: 1, Severity.WARNING: 0, Severity.NOTE: 1200})
    '1 error, 1,200 notes'
    """
    told = [
        f"{number:,} {severity}{'' if number == 1 else 's'}" for severity, number in totals.items() if number
    ]
    return ", ".join(told) or "no findings"


def place_in_words(origin: Origin) -> str:
    """A place without its raw text.

    >>> place_in_words(Origin("m.csv", 3, "kind", "embasy"))
    'm.csv:3, column kind'
    """
    return visible(str(attrs.evolve(origin, raw=None)))


def statistics_text(given: Given, *, paint: Paint | None = None) -> str:
    """The counts as a table for a reader: how often, severity, rule, first place; and the totals.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> statistics_text(Result(Dataset()))
    'no findings\\n'
    """
    shade = paint or (lambda text, _role: text)
    subject = Subject.of(given)
    counted = statistics(subject.parts)
    totals = totals_in_words(severity_totals(subject.result.findings))
    if not counted:
        return f"{totals}\n"
    titles = ("count", "severity", "rule", "first at")
    cells = [(f"{one.count:,}", str(one.severity), f"{one.code} {one.name}".strip()) for one in counted]
    wide = [max(len(row[place]) for row in (*cells, titles)) for place in range(3)]
    lines = [shade(_line(titles, wide), "head")]
    for one, row in zip(counted, cells, strict=True):
        line = _line((*row, place_in_words(one.first)), wide)
        lines.append(shade(line, str(one.severity)) if one.severity is Severity.ERROR else line)
    rules = f"{len(counted):,} rule{'' if len(counted) == 1 else 's'}"
    mendable = sum(one.mendable for one in counted)
    lines.append(f"{totals} by {rules}" + (f"; {mendable:,} with a safe fix" if mendable else ""))
    return "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...], wide: list[int]) -> str:
    count, severity, rule, first = cells
    return f"{count:>{wide[0]}}  {severity:<{wide[1]}}  {rule:<{wide[2]}}  {first}"
