"""`diplomap datasets`: the bundled datasets, their licences and what they cover."""

from __future__ import annotations

import json
from typing import Any

from diplomap.cli.errors import OK
from diplomap.cli.options import Options, Parser, add_format, examples
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import wrapped
from diplomap.tables.reading import load
from diplomap.tables.sources import bundled_names, open_source, package_of

SCHEMA = "diplomap/datasets/1"


def add_options(parser: Parser) -> None:
    """The options of the command."""
    add_format(parser, "text", "json")
    parser.epilog = examples(("what is there", "datasets"), ("one of them in full", "show dprk"))


def run(given: Options, terminal: Terminal) -> int:
    """List the bundled datasets."""
    told = [described(name) for name in bundled_names()]
    if given.format == "json":
        shape = {"schema": SCHEMA, "datasets": told}
        terminal.say_json(json.dumps(shape, ensure_ascii=False, indent=2) + "\n")
    else:
        terminal.say("\n".join(_paragraph(one, terminal) for one in told))
    return OK


def described(name: str) -> dict[str, Any]:
    """What a bundled dataset says of itself, and how many rows it has.

    >>> described("dprk")["as_of"]
    '2024-01-30'
    """
    reading = load(name)
    package, _ = package_of(open_source(name))
    dataset, rows = reading.dataset, reading.rows
    return {
        "name": name,
        "title": dataset.title,
        "description": str(package.get("description", "")),
        "licence": dataset.licence,
        "as_of": None if dataset.as_of is None else dataset.as_of.isoformat(),
        "coverage": dict(dataset.coverage),
        "rows": {"read": rows.read, "typed": rows.typed, "quarantined": rows.quarantined},
        "missions": len(dataset.missions),
        "sources": len(dataset.sources),
    }


def _paragraph(one: dict[str, Any], terminal: Terminal) -> str:
    rows = one["rows"]
    aside = f", {rows['quarantined']} of them kept aside" if rows["quarantined"] else ""
    facts = [
        f"{one['licence'] or 'no licence told'}",
        f"as of {one['as_of']}" if one["as_of"] else "speaks for no one day",
        f"{rows['read']} rows{aside}",
        f"{one['missions']} missions",
        f"{one['sources']} sources",
    ]
    lines = [
        f"{terminal.paint(one['name'], 'title')}  {one['title']}\n",
        wrapped("; ".join(facts), width=terminal.width, indent="  "),
    ]
    if one["description"]:
        lines.append(wrapped(one["description"], width=terminal.width, indent="  "))
    if one["coverage"]:
        covered = f"covers {_coverage(one['coverage'])}"
        lines.append(wrapped(covered, width=terminal.width, indent="  "))
    return "".join(lines)


def _coverage(coverage: dict[str, Any]) -> str:
    senders = coverage.get("senders")
    parts = []
    if isinstance(senders, list) and senders:
        parts.append(f"the missions of {', '.join(map(str, senders))}")
    if coverage.get("from") or coverage.get("to"):
        parts.append(f"{coverage.get('from', '')} to {coverage.get('to', '')}")
    parts.append("every one of them" if coverage.get("complete") is True else "not all of them")
    return ", ".join(parts) + (f". {coverage['note']}" if coverage.get("note") else "")
