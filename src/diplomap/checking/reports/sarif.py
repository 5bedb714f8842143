"""The findings of a check as a SARIF 2.1.0 log, the form in which code hosts and editors take findings."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

from diplomap.checking.reports.cell_ranges import CellRange, cell_range
from diplomap.checking.reports.statistics import place_in_words
from diplomap.checking.reports.subject import Given, Subject
from diplomap.checking.reports.visible import visible
from diplomap.model.findings import Finding, Fix
from diplomap.model.rules import Rule
from diplomap.values.origins import Origin
from diplomap.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PAGE = "docs/reference/rules.md"


def sarif_report(given: Given) -> str:
    """One SARIF log with one run: the rules that found something, and a result for each finding.

    Columns count characters (``columnKind``). A region has columns where the range of the cell can be
    told, else only its line; a fix is given as a replacement where the range can be told. The page of
    ours that explains a rule is named in the rule's properties, since ``helpUri`` has to be absolute.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> json.loads(sarif_report(Result(Dataset())))["version"]
    '2.1.0'
    """
    return json.dumps(sarif_log(given)) + "\n"


def sarif_log(given: Given) -> dict[str, Any]:
    """The log as an object; see `sarif_report`.

    >>> from diplomap.checking.check import check
    >>> run = sarif_log(check("practice"))["runs"][0]
    >>> [result["level"] for result in run["results"]][:1], run["tool"]["driver"]["name"]
    (['error'], 'diplomap')
    """
    subject = Subject.of(given)
    found, suppressed = subject.result.findings, subject.result.suppressed
    codes = {finding.code for finding in (*found, *(one.finding for one in suppressed))}
    places = {code: place for place, code in enumerate(sorted(codes))}
    driver = {
        "name": "diplomap",
        "version": __version__,
        "rules": [_rule(code, subject.rule(code)) for code in places],
    }
    maker = _Results(subject, places)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "artifacts": [
            {"location": {"uri": _uri(file)}, "roles": ["analysisTarget"]}
            for file in subject.result.files
            if _is_file(file)
        ],
        "results": [
            *(maker.result(finding) for finding in found),
            *(maker.suppressed(one.finding, one.reason) for one in suppressed),
        ],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": code}
    told = [("What", rule.what), ("Why", rule.why), ("Mend", rule.mend), ("Source", rule.source)]
    texts = [f"{title}: {text}" for title, text in told if text]
    marked = [f"**{title}**: {text}" for title, text in told if text]
    if rule.example is not None:
        texts += [f"{side.title()}:\n{rule.example.shown(side)}" for side in ("bad", "good")]
        marked += [f"{side.title()}:\n\n```csv\n{rule.example.shown(side)}\n```" for side in ("bad", "good")]
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}".strip()},
        "help": {"text": "\n\n".join(texts), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {
            "tags": [rule.family],
            "page": f"{_PAGE}#{rule.code.casefold()}-{rule.name}",
        },
    }


class _Results:
    def __init__(self, subject: Subject, places: dict[str, int]) -> None:
        self._subject = subject
        self._places = places
        self._seen: Counter[str] = Counter()

    def result(self, finding: Finding) -> dict[str, Any]:
        """One finding as a result."""
        at = cell_range(finding.origin, self._subject)
        told: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self._places[finding.code],
            "level": str(finding.severity),
            "message": {"text": visible(finding.message)},
            "locations": [_location(finding.origin, at)],
            "partialFingerprints": {"diplomapFinding/v1": self._fingerprint(finding)},
            "properties": {"column": finding.origin.column, "raw": finding.origin.raw},
        }
        if finding.origin.cell is not None:
            told["properties"]["cell"] = finding.origin.cell
        if finding.related:
            told["relatedLocations"] = [
                _location(origin, cell_range(origin, self._subject), number)
                for number, origin in enumerate(finding.related, 1)
            ]
        if finding.fix is not None:
            told["properties"]["fix"] = {"replacement": finding.fix.replacement, "safe": finding.fix.safe}
            written = None if at is None else at.written(finding.fix.replacement)
            if at is not None and written is not None:
                told["fixes"] = [_fix(finding, finding.fix, at, written)]
        return told

    def suppressed(self, finding: Finding, reason: str) -> dict[str, Any]:
        """A finding that its table leaves aside, with the reason that it gives."""
        why = {"kind": "inSource", "justification": visible(reason)}
        return {**self.result(finding), "suppressions": [why]}

    def _fingerprint(self, finding: Finding) -> str:
        """The same when the row moves to another line; twins in a file are told apart by their number."""
        row = self._subject.row(finding.origin)
        cells = [] if row is None else row.cells
        origin = finding.origin
        parts = (finding.code, origin.file, origin.column or "", origin.raw or "", *cells)
        told = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
        self._seen[told] += 1
        return f"{told}:{self._seen[told]}"


def _location(origin: Origin, at: CellRange | None, number: int | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {} if number is None else {"id": number}
    if _is_file(origin.file):
        told["physicalLocation"] = {"artifactLocation": {"uri": _uri(origin.file)}}
        if region := _region(origin, at):
            told["physicalLocation"]["region"] = region
    if origin.cell is not None or not _is_file(origin.file):
        name = visible(origin.cell or origin.file)
        told["logicalLocations"] = [{"name": name, "fullyQualifiedName": place_in_words(origin)}]
    if number is not None:
        told["message"] = {"text": visible(str(origin))}
    return told


def _region(origin: Origin, at: CellRange | None) -> dict[str, Any]:
    if at is None:
        return {"startLine": int(origin.line)} if origin.line > 0 else {}
    return _span(at) if at.text is None else {**_span(at), "snippet": {"text": at.text}}


def _span(at: CellRange) -> dict[str, int]:
    return {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }


def _fix(finding: Finding, fix: Fix, at: CellRange, written: str) -> dict[str, Any]:
    sure = "Write" if fix.safe else "Perhaps write"
    replaced = {"deletedRegion": _span(at), "insertedContent": {"text": written}}
    return {
        "description": {"text": f"{sure} {visible(fix.replacement) or 'nothing'}"},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(finding.origin.file)}, "replacements": [replaced]}
        ],
    }


def _is_file(name: str) -> bool:
    """Whether a name is that of a file, and not of a stream or of a dataset that came from none."""
    return not name.startswith("<")


def _uri(file: str) -> str:
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return quote_from_bytes(os.fsencode(path.as_posix()))
