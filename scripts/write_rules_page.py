"""Write docs/reference/rules.md from the catalogue of rules: run it after a rule has changed."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from diplomap.checking.explain import FAMILIES
from diplomap.checking.registry import rules
from diplomap.model.rules import Rule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "rules.md"
RATES = PAGE.with_name("rule-rates.csv")
_INTRODUCTION = """\
# Rules

Every finding of `diplomap check` names one of these rules. A code never changes its meaning.
An *error* cannot be true, a *warning* is likely wrong, a *note* is worth a look.
`diplomap explain CODE` tells the same on the terminal.

*On real data* tells how often it spoke on tables that nobody here has prepared, and how many of its findings
were right where some were judged by hand; see [checking, measured](checking-measured.md).

This page is written by `python scripts/write_rules_page.py` from the rules themselves;
each example is tested.
"""


def page() -> str:
    """The page as it should be."""
    every = rules()
    parts = [_INTRODUCTION]
    parts.append(_table(["code", "name", "severity", "family"], [_line(rule) for rule in every]))
    for family in dict.fromkeys((*FAMILIES, *(rule.family for rule in every))):
        parts.append(f"## {family.capitalize()}\n\n{FAMILIES.get(family, '')}\n")
        parts.extend(_section(rule) for rule in every if rule.family == family)
    return "\n".join(parts)


def _line(rule: Rule) -> list[str]:
    anchor = f"{rule.code} {rule.name}".lower().replace(" ", "-")
    return [f"[{rule.code}](#{anchor})", rule.name, str(rule.severity), rule.family]


def _table(head: list[str], lines: list[list[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _section(rule: Rule) -> str:
    source = f"- **Source**: {rule.source}.\n" if rule.source else ""
    told = (
        f"### {rule.code} {rule.name}\n\n"
        f"{rule.what} *({rule.severity}{'' if rule.default else ', off by default'})*\n\n"
        f"- **Why**: {rule.why}\n- **Mend**: {rule.mend}\n{source}{_rate(rule.code)}"
    )
    if rule.example is None:
        return told
    bad, good = rule.example.shown("bad"), rule.example.shown("good")
    return told + f"\nBad:\n\n```csv\n{bad}\n```\n\nGood:\n\n```csv\n{good}\n```\n"


@cache
def _rates() -> dict[str, dict[str, str]]:
    with RATES.open(encoding="utf-8", newline="") as stream:
        return {told["code"]: told for told in csv.DictReader(stream)}


def _rate(code: str) -> str:
    """How often the rule spoke on the real tables; nothing where it was not measured there."""
    told = _rates().get(code)
    if told is None or told["rows"] == "0":
        return ""
    rows, findings = int(told["rows"]), int(told["findings"])
    if not findings:
        return f"- **On real data**: silent in {rows:,} rows.\n"
    judged = f"; of {told['judged']} judged by hand {told['right']} were right" if told["judged"] else ""
    many = f"{findings:,} finding{'' if findings == 1 else 's'}"
    return f"- **On real data**: {many} in {rows:,} rows ({told['per_10000']} in 10,000){judged}.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
