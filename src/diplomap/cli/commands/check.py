"""`diplomap check`: everything that is wrong with tables of missions."""

from __future__ import annotations

from diplomap.checking.check import Result, check
from diplomap.cli.baseline_options import add_baseline_options, told_baseline, without_known
from diplomap.cli.errors import FOUND, OK, WRONG, told
from diplomap.cli.inputs import refuse_stdin_twice
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_exit_zero, add_layout, examples
from diplomap.cli.report_output import add_report_options, refuse_to_overwrite, write_report
from diplomap.cli.settings_options import add_settings_options, settings_of
from diplomap.cli.terminal import Terminal
from diplomap.tables.reading_result import UnreadableError


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help=SOURCE_HELP)
    add_layout(parser)
    add_settings_options(parser)
    add_baseline_options(parser)
    add_report_options(parser)
    add_exit_zero(parser)
    parser.epilog = examples(
        ("the practice table, which has a mistake of every kind", "check practice"),
        ("several files, one JSON object a finding", "check 2020.csv 2021.csv --format jsonl"),
        ("a page to open in a browser, and how often each rule", "check m.csv --output m.html --statistics"),
        ("one family of rules, and one finding less", "check practice --select diplomacy --ignore DM404"),
        ("what is new since somebody looked", "check practice --baseline baseline.json"),
        ("what somebody else's program writes", "check - --layout database-of-embassies < missions.csv"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Check each source. One that is no table at all does not keep the others from being checked."""
    refuse_stdin_twice(given.sources)
    refuse_to_overwrite(given.output, given.sources)
    refuse_to_overwrite(given.write_baseline, given.sources, "--write-baseline")
    settings = {source: settings_of(given, source) for source in given.sources}
    baseline = told_baseline(given)
    results: list[Result] = []
    status = OK
    for source in given.sources:
        try:
            with terminal.progress(f"checking {source}"):
                results.append(check(source, layout=given.layout, settings=settings[source]))
        except (UnreadableError, MemoryError, OSError) as error:
            status, message = told(error)
            terminal.note(message)
    if not results:
        return status
    results = without_known(results, baseline, given, terminal)
    write_report(results, given, terminal)
    if status == WRONG:
        return WRONG
    return FOUND if not given.exit_zero and any(one.findings for one in results) else OK
