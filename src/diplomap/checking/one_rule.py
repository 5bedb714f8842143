"""One rule asked on its own."""

from __future__ import annotations

from diplomap.checking.check import check
from diplomap.checking.registry import rule
from diplomap.checking.settings import Settings
from diplomap.checking.suppression_rules import SUPPRESSION_RULES
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding
from diplomap.tables.layouts import Layout
from diplomap.tables.sources import SourceLike


def run_rule(code: str, source: Dataset | SourceLike, *, layout: str | Layout | None = None) -> list[Finding]:
    """What the rule of a code finds, and nothing else; no other rule of several rows or of facts is run.

    The rule is asked even where it is off by default or the table leaves its findings aside. Rules met
    while cells and rows are typed find nothing in a `Dataset` but its quarantine; give them the table.

    >>> [finding.origin.line for finding in run_rule("DM303", "practice")]
    [26]

    Raises KeyError where no rule has the code, UnreadableError where there is no table.
    """
    rule(code)
    if code in [one.code for one in SUPPRESSION_RULES]:
        told = check(source, layout=layout).findings
        return [finding for finding in told if finding.code == code]
    alone = Settings(select=code, suppress_column="")
    return [*check(source, layout=layout, settings=alone).findings]
