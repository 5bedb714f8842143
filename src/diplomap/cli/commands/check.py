"""`diplomap check`: everything that is wrong with tables of missions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from diplomap.checking.check import Result, check
from diplomap.checking.reports import REPORTS, text_report
from diplomap.cli.errors import FOUND, OK, WRONG, told
from diplomap.cli.inputs import refuse_stdin_twice
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_exit_zero, add_format, add_layout, examples
from diplomap.cli.terminal import Terminal
from diplomap.model.dataset import Dataset
from diplomap.tables.reading_result import RowCounts, UnreadableError

_WIDTH = 100


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help=SOURCE_HELP)
    add_layout(parser)
    add_format(parser, "text", "json", "jsonl", "csv")
    add_exit_zero(parser)
    parser.epilog = examples(
        ("the practice table, which has a mistake of every kind", "check practice"),
        ("several files, one JSON object a finding", "check 2020.csv 2021.csv --format jsonl"),
        ("what somebody else's program writes", "check - --layout database-of-embassies < missions.csv"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Check each source. One that is no table at all does not keep the others from being checked."""
    refuse_stdin_twice(given.sources)
    results: list[Result] = []
    status = OK
    for source in given.sources:
        try:
            with terminal.progress(f"checking {source}"):
                results.append(check(source, layout=given.layout))
        except (UnreadableError, MemoryError, OSError) as error:
            status, message = told(error)
            terminal.note(message)
    if not results:
        return status
    if given.format == "text":
        shown = (text_report(one, paint=terminal.paint, width=terminal.width or _WIDTH) for one in results)
        terminal.say("\n".join(shown))
    else:
        report = REPORTS[given.format](results[0] if len(results) == 1 else together(results))
        terminal.say_csv(report) if given.format == "csv" else terminal.say_json(report)
    if status == WRONG:
        return WRONG
    return FOUND if not given.exit_zero and any(one.findings for one in results) else OK


def together(results: Sequence[Result]) -> Result:
    """One result of several: their findings one after another, their rows summed.

    >>> together([Result(Dataset(), rows=RowCounts(2, 1, 1)), Result(Dataset(), rows=RowCounts(1, 1))]).rows
    RowCounts(read=3, typed=2, quarantined=1, repeated=0)
    """
    return Result(
        Dataset(),
        tuple(finding for one in results for finding in one.findings),
        reduce(RowCounts.plus, (one.rows for one in results)),
        "|".join(dict.fromkeys(one.layout for one in results)),
        tuple(file for one in results for file in one.files),
        {
            name: reduce(RowCounts.plus, (one.tables[name] for one in results if name in one.tables))
            for name in dict.fromkeys(name for one in results for name in one.tables)
        },
    )
