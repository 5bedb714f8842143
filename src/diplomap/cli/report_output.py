"""Where the report of a check goes and in which form: to the terminal, or to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from diplomap.checking.check import Result
from diplomap.checking.reports import ENDINGS, REPORTS, report, statistics_text, text_report
from diplomap.cli.errors import Misuse
from diplomap.cli.options import Options, Parser
from diplomap.cli.terminal import Terminal

_WIDTH = 100
# Pages of these two are for readers and tell the counts themselves.
_WITH_COUNTS = ("html", "markdown")
_JSON = ("json", "jsonl", "sarif")


def add_report_options(parser: Parser) -> None:
    """The options `--format`, `--output` and `--statistics`."""
    parser.add_argument(
        "--format",
        choices=tuple(REPORTS),
        help="default: by the ending of --output, else text",
    )
    parser.add_argument("--output", metavar="FILE", help="write the report to a file, in UTF-8")
    parser.add_argument(
        "--statistics",
        action="store_true",
        help="how often each rule found something, and where first",
    )


def refuse_to_overwrite(output: str | None, sources: Sequence[str], option: str = "--output") -> None:
    """Raise Misuse where what an option names would be written over a source."""
    if output is None:
        return
    target = Path(output)
    for source in sources:
        try:
            same = source != "-" and target.exists() and target.samefile(source)
        except (OSError, ValueError):
            same = False
        if same:
            raise Misuse(f"{option} {output} is a source; name another file")


def format_of(given: Options) -> str:
    """The form that was asked for, by name or by the ending of the file.

    >>> format_of(Options(format=None, output="found.sarif"))
    'sarif'
    """
    if given.format is not None:
        return str(given.format)
    return ENDINGS.get(Path(given.output).suffix.casefold(), "text") if given.output else "text"


def write_report(results: Sequence[Result], given: Options, terminal: Terminal) -> None:
    """Write the report of some results as the options ask.

    `--statistics` follow a text; beside a form for programs they go to standard output where the report
    goes to a file, else to standard error.
    """
    form = format_of(given)
    if given.output:
        with open(given.output, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(report(results, form))
        terminal.note(f"wrote {given.output}")
        if given.statistics:
            terminal.say(statistics_text(results, paint=terminal.paint))
        return
    if form == "text":
        terminal.say(text_report(results, paint=terminal.paint, width=terminal.width or _WIDTH))
        if given.statistics:
            terminal.say("\n" + statistics_text(results, paint=terminal.paint))
        return
    if form in _JSON:
        terminal.say_json(report(results, form))
    else:
        terminal.say_csv(report(results, form))
    if given.statistics and form not in _WITH_COUNTS:
        for line in statistics_text(results).splitlines():
            terminal.note(line)
