"""`diplomap rules`: every rule, how bad its findings are, and whether it is asked here."""

from __future__ import annotations

import csv
import io
import json

from diplomap.checking.selection import Selection
from diplomap.cli.errors import OK, Misuse
from diplomap.cli.options import Options, Parser, add_format, examples
from diplomap.cli.settings_options import add_settings_options, settings_of
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned

SCHEMA = "diplomap/rules/1"
COLUMNS = ("code", "severity", "on", "family", "name", "what")


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("--family", metavar="FAMILY", help="only the rules of a family, such as diplomacy")
    add_settings_options(parser)
    add_format(parser, "text", "json", "csv", "md")
    parser.epilog = examples(
        ("every rule, and whether it is asked under the settings found here", "rules"),
        ("what a selection turns on", "rules --select cells,DM4 --ignore DM117"),
        ("a family, as a table for a document", "rules --family diplomacy --format md"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """List the rules with their severity under the settings; one that is off keeps its own."""
    chosen = Selection(settings_of(given))
    families = dict.fromkeys(rule.family for rule in chosen.rules)
    family = None if given.family is None else given.family.strip().casefold()
    if family is not None and family not in families:
        raise Misuse(f"no family of rules is called {given.family!r}; there are {', '.join(families)}")
    rows = [
        (
            *(rule.code, str(chosen.severity(rule.code)), chosen.is_on(rule.code)),
            *(rule.family, rule.name, rule.what),
        )
        for rule in chosen.rules
        if family in (None, rule.family)
    ]
    if given.format == "json":
        told = {"schema": SCHEMA, "rules": [dict(zip(COLUMNS, row, strict=True)) for row in rows]}
        terminal.say_json(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return OK
    texts = [(code, bad, "on" if on else "off", *rest) for code, bad, on, *rest in rows]
    if given.format == "csv":
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows([COLUMNS, *texts])
        terminal.say_csv(stream.getvalue())
    elif given.format == "md":
        lines = [COLUMNS, ("---",) * len(COLUMNS), *texts]
        terminal.say("".join(f"| {' | '.join(map(_in_a_cell, line))} |\n" for line in lines))
    else:
        head = ("code", "severity", "", "family", "name", "what it finds")
        terminal.say(aligned(texts, head=head, width=terminal.width, paint=terminal.paint, prose=True))
    return OK


def _in_a_cell(text: str) -> str:
    return text.replace("|", "\\|")
