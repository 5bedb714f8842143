"""`diplomap explain`: what the code of a finding means."""

from __future__ import annotations

import json
from typing import Any

from diplomap.checking.explain import explain
from diplomap.checking.registry import rules
from diplomap.cli.errors import OK, asking
from diplomap.cli.options import Options, Parser, add_format, examples
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned
from diplomap.history.transition_findings import TRANSITION_RULES
from diplomap.model.rules import Rule

SCHEMA = "diplomap/explain/1"


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument(
        *("codes",),
        nargs="*",
        metavar="CODE",
        help="a code, a rule's name, or a family of rules; without one, every rule is listed",
    )
    add_format(parser, "text", "json")
    parser.epilog = examples(
        ("one rule", "explain DM301"), ("the rules of a family", "explain cells"), ("every rule", "explain")
    )


def run(given: Options, terminal: Terminal) -> int:
    """Explain each code, or list every rule."""
    with asking():
        explained = [explain(code, TRANSITION_RULES) for code in given.codes]
    if given.format == "json":
        wanted = [rule for code in given.codes for rule in _meant(code)] if given.codes else _every()
        told = {"schema": SCHEMA, "rules": [rule_as_dict(rule) for rule in dict.fromkeys(wanted)]}
        terminal.say_json(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif given.codes:
        terminal.say("\n".join(explained))
    else:
        rows = [(rule.code, str(rule.severity), rule.family, rule.name, rule.what) for rule in _every()]
        head = ("code", "severity", "family", "name", "what it finds")
        terminal.say(aligned(rows, head=head, width=terminal.width, paint=terminal.paint, prose=True))
    return OK


def rule_as_dict(rule: Rule) -> dict[str, Any]:
    """A rule as JSON tells it.

    >>> rule_as_dict(rules()[0])["family"]
    'files'
    """
    example = None if rule.example is None else {side: rule.example.shown(side) for side in ("bad", "good")}
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "family": rule.family,
        "what": rule.what,
        "why": rule.why,
        "mend": rule.mend,
        "source": rule.source,
        "example": example,
    }


def _meant(code: str) -> list[Rule]:
    wanted = code.strip().casefold()
    one = [rule for rule in _every() if wanted in (rule.code.casefold(), rule.name)]
    return one or [rule for rule in _every() if rule.family == wanted]


def _every() -> list[Rule]:
    return sorted((*rules(), *TRANSITION_RULES), key=lambda rule: rule.code)
