"""The findings of a check for programs: one JSON object, or JSON lines with a finding each."""

from __future__ import annotations

import json

from diplomap.checking.check import finding_as_dict
from diplomap.checking.reports.subject import Given, Subject


def json_report(given: Given) -> str:
    """The whole result as one JSON object; see `Result.to_dict`.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> json.loads(json_report(Result(Dataset())))["schema"]
    'diplomap/check/1'
    """
    return json.dumps(Subject.of(given).result.to_dict(), ensure_ascii=False, indent=2) + "\n"


def json_lines_report(given: Given) -> str:
    """One JSON object a line, each a finding in the shape it has in `json_report`.

    >>> from diplomap.checking.check import Result
    >>> from diplomap.model.dataset import Dataset
    >>> json_lines_report(Result(Dataset()))
    ''
    """
    found = Subject.of(given).result.findings
    return "".join(json.dumps(finding_as_dict(one), ensure_ascii=False) + "\n" for one in found)
