"""`diplomap resolve`: which party each name means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from diplomap.cli.answers import as_dict, name_of, outcome, why_not
from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.options import Options, Parser, add_exit_zero, add_format, examples
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned
from diplomap.parties.resolution import Resolution, Resolved
from diplomap.values.dates import PartialDate


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="a name, a code, or a demonym")
    parser.add_argument(
        "--from", dest="file", metavar="FILE", help="a file of names, one a line; - for stdin"
    )
    parser.add_argument("--at", metavar="DATE", help="the date for which the names hold, such as 1985")
    add_format(parser, "text", "json")
    add_exit_zero(parser)
    parser.epilog = examples(
        ("one name", 'resolve "N. Korea"'),
        ("a name that meant something else in its day", "resolve Yugoslavia --at 1925"),
        ("a file of names, one JSON object a line", "resolve --from names.txt --format json"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Answer each name. Gives 1 where a name did not resolve to one party."""
    from diplomap.parties.resolver import resolve

    with asking():
        at = None if given.at is None else PartialDate.parse(given.at)
    names = [*given.names, *(_names(given.file) if given.file is not None else ())]
    if not names and given.file is None:
        raise Misuse("name something to resolve, or a file with --from")
    with terminal.progress(f"resolving {len(names):,} names"):
        answers = [resolve(name, at=at) for name in names]
    if given.format == "json":
        told = (as_dict(name, answer) for name, answer in zip(names, answers, strict=True))
        terminal.say_json("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told))
    else:
        rows = [_row(name, answer) for name, answer in zip(names, answers, strict=True)]
        roles = ("", "count", "")
        terminal.say(aligned(rows, width=terminal.width, roles=roles, paint=terminal.paint, prose=True))
    found = all(isinstance(answer, Resolved) for answer in answers)
    return OK if found or given.exit_zero else FOUND


def _row(name: str, answer: Resolution) -> tuple[str, str, str]:
    if isinstance(answer, Resolved):
        return name, answer.party, name_of(answer.party)
    return name, outcome(answer).replace("_", " "), why_not(answer)


def _names(file: str) -> Iterator[str]:
    from diplomap.tables.decoding import decoded

    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    if not data:
        return
    if not data.strip():
        # A file of blank lines holds names too, each of them blank.
        yield from (line.strip() for line in data.decode("ascii").splitlines())
        return
    for line in decoded("<stdin>" if file == "-" else file, data).lines():
        yield line.rstrip("\r\n")
