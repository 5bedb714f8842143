"""`diplomap map`: which of our columns the columns of a foreign table are, and the layout that says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.options import Options, Parser, add_exit_zero, add_format, examples
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, wrapped
from diplomap.tables.mapping.guessed import GuessedColumn, GuessedLayout

_SURE, _LIKELY = 0.9, 0.7
_WIDTH = 100


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="FILE", help="a table; - for standard input")
    parser.add_argument(
        "--table",
        metavar="NAME",
        help="the table of ours that it tells: missions, relations, … (default: guessed)",
    )
    parser.add_argument(
        "--constant",
        action="append",
        default=[],
        metavar="COLUMN=TEXT",
        help="what holds for every row and no column says, such as sending=FIN; may be given again",
    )
    parser.add_argument("--output", metavar="LAYOUT.json", help="write the layout to this file, to be edited")
    parser.add_argument(
        "--afresh", action="store_true", help="guess even where the header is that of a known layout"
    )
    add_format(parser, "text", "json")
    add_exit_zero(parser)
    parser.epilog = examples(
        ("what the columns of a ministry's table are", "map missions-of-belgium.csv"),
        ("all its rows are of one sender", "map posts.csv --constant sending=BEL --output my.json"),
        ("then check the table by it", "check posts.csv --layout my.json"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Tell the guess. Gives 1 where something lacks or is doubtful, or the file is no such table."""
    from diplomap.tables.layout_files import layout_json
    from diplomap.tables.mapping.guess import guess_layout

    constants = dict(_constant(one) for one in given.constant)
    with asking(), terminal.progress(f"reading {given.source}"):
        found = guess_layout(given.source, given.table, constants=constants, known=not given.afresh)
    if given.format == "json":
        terminal.say_json(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n")
    else:
        terminal.say(as_text(found, given, terminal))
    if given.output is not None and found.layout is not None:
        Path(given.output).write_text(layout_json(found.layout) + "\n", encoding="utf-8")
        use = f"diplomap check {given.source} --layout {given.output}"
        terminal.note(f"wrote {given.output}; `{use}` reads the table by it")
    elif given.output is not None:
        terminal.note(f"wrote no {given.output}: there is no layout to write")
    return OK if found.ok or given.exit_zero else FOUND


def _constant(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise Misuse(f"--constant {text}: write a column of ours and its text, such as sending=FIN")
    return name.strip(), value.strip()


def as_json(found: GuessedLayout) -> dict[str, Any]:
    """The guess as JSON; its shape is told in docs/reference/schemas/map.schema.json."""
    from diplomap.tables.layout_files import layout_json

    return {
        "schema": "diplomap/map/1",
        "file": found.file,
        "table": found.table,
        "rows": found.rows,
        "ok": found.ok,
        "refused": found.refused or None,
        "columns": [
            {
                "header": one.header,
                "place": one.place + 1,
                "ours": one.ours,
                "score": round(one.score, 2),
                "evidence": list(one.evidence),
                "candidates": [{"ours": ours, "score": round(score, 2)} for ours, score in one.candidates],
            }
            for one in found.columns
        ],
        "lacking": [
            {"ours": one.ours, "told": one.told, "suggestion": one.suggestion} for one in found.lacking
        ],
        "doubtful": [
            {"about": one.about, "told": one.told, "candidates": list(one.candidates)}
            for one in found.doubtful
        ],
        "remarks": list(found.remarks),
        "layout": None if found.layout is None else json.loads(layout_json(found.layout)),
    }


def as_text(found: GuessedLayout, given: Options, terminal: Terminal) -> str:
    """The guess for a reader: a line a column, then what was settled, what lacks, and what is doubtful."""
    width = terminal.width or _WIDTH
    told = [f"{terminal.paint(found.file, 'file')}: {found.rows:,} rows, read as {found.table}\n"]
    if found.refused:
        return told[0].replace(f", read as {found.table}", "") + wrapped(
            found.refused, width=width, indent="  refused: ", hanging="    "
        )
    used = [one for one in found.columns if one.ours is not None]
    rows = [(one.header, one.ours or "", _surely(one), "; ".join(one.evidence)) for one in used]
    head = ("column", "is our", "how surely", "evidence")
    roles = ("", "count", "", "faint")
    if rows:
        shown = aligned(
            rows, head=head, width=width, roles=roles, paint=terminal.paint, indent="  ", prose=True
        )
        told.append(shown)
    if found.unused:
        kept = ", ".join(name for name in found.unused if name.strip())
        told.append(wrapped(f"kept beside: {kept}", width=width, indent="  ", hanging="    "))
    for title, lines in (
        ("settled", [*found.remarks]),
        ("lacking", [f"{one.ours}: {one.told}{_try(one.ours, one.suggestion)}" for one in found.lacking]),
        ("doubtful", [f"{one.about}: {one.told}" for one in found.doubtful]),
    ):
        if lines:
            told.append(f"\n{terminal.paint(title, 'title')}\n")
            told.extend(wrapped(line, width=width, indent="  ", hanging="    ") for line in lines)
    if found.ok and given.output is None:
        told.append("\nNothing lacks and nothing is doubtful; --output LAYOUT.json keeps the layout.\n")
    return "".join(told)


def _try(ours: str, suggestion: str | None) -> str:
    return f"; try --constant {ours}={suggestion}" if suggestion else f"; say it with --constant {ours}=…"


def _surely(one: GuessedColumn) -> str:
    return "sure" if one.score >= _SURE else "likely" if one.score >= _LIKELY else "weak"
