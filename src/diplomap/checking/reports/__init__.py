"""The findings of a check in the forms in which people and programs take them, by the name of the form."""

from __future__ import annotations

from collections.abc import Callable

from diplomap.checking.reports.csv_table import csv_report
from diplomap.checking.reports.github import github_report
from diplomap.checking.reports.html_page import html_report
from diplomap.checking.reports.json_text import json_lines_report, json_report
from diplomap.checking.reports.junit import junit_report
from diplomap.checking.reports.markdown import markdown_report
from diplomap.checking.reports.sarif import sarif_log, sarif_report
from diplomap.checking.reports.statistics import RuleCount, severity_totals, statistics, statistics_text
from diplomap.checking.reports.subject import Given, together
from diplomap.checking.reports.text import text_report

__all__ = [
    "ENDINGS",
    "REPORTS",
    "RuleCount",
    "csv_report",
    "github_report",
    "html_report",
    "json_lines_report",
    "json_report",
    "junit_report",
    "markdown_report",
    "report",
    "sarif_log",
    "sarif_report",
    "severity_totals",
    "statistics",
    "statistics_text",
    "text_report",
    "together",
]

REPORTS: dict[str, Callable[[Given], str]] = {
    "text": text_report,
    "json": json_report,
    "jsonl": json_lines_report,
    "csv": csv_report,
    "sarif": sarif_report,
    "github": github_report,
    "junit": junit_report,
    "html": html_report,
    "markdown": markdown_report,
}
# The form that the name of a file asks for, where nothing else does.
ENDINGS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".sarif": "sarif",
    ".xml": "junit",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
}


def report(given: Given, format: str = "text") -> str:
    """The findings of a result, or of several results as one, in a form of `REPORTS`.

    >>> from diplomap.checking.check import check
    >>> print(report(check("dprk"), "github"), end="")
    diplomap check: no findings

    Raises ValueError for a form that nobody knows.
    """
    if format not in REPORTS:
        raise ValueError(f"no report is called {format!r}; there are {', '.join(REPORTS)}")
    return REPORTS[format](given)
