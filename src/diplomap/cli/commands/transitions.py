"""`diplomap transitions`: a table of status transitions becomes spells, and back; spells are checked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from diplomap.cli.answers import why_not
from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.options import Options, Parser, add_exit_zero, add_format, day, examples
from diplomap.cli.terminal import Terminal
from diplomap.cli.transition_texts import comparison_lines, document, finding_lines, spell_lines, summary
from diplomap.history.lifetimes import Lifetimes, read_lifetimes
from diplomap.history.spells_of_transitions import spells_of_transitions
from diplomap.history.transition_checks import check_spells
from diplomap.history.transition_comparisons import SpellComparison, compare_spells
from diplomap.history.transition_rules import DateRule
from diplomap.history.transition_spell_tables import SpellTable, read_spells
from diplomap.history.transition_spells import SPELL_COLUMNS, TransitionSpells, spell_row
from diplomap.history.transition_tables import read_transitions
from diplomap.history.transitions_of_spells import TRANSITION_COLUMNS, transition_row, transitions_of_spells
from diplomap.model.findings import Finding, Severity
from diplomap.parties.resolution import Resolved
from diplomap.parties.resolver import resolve


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument(
        "file", metavar="FILE", help="a table of transitions; with --check or --back of spells"
    )
    parser.add_argument(
        "--states",
        metavar="LIST",
        action="append",
        default=[],
        help="a list of states with their lifetimes (Correlates of War, Gleditsch and Ward, or with the "
        "columns code,start,end), or several that belong together; without it, diplomap's own registry",
    )
    parser.add_argument(
        "--rule",
        choices=[rule.value for rule in DateRule],
        default=DateRule.FIRST_DAY.value,
        help="which day stands for a date with missing parts; bounds keeps it as told (default: first-day)",
    )
    parser.add_argument(
        "--until",
        metavar="DAY",
        type=day,
        help="the last day told of (default: that of the list, or of --against)",
    )
    parser.add_argument(
        "--of", metavar="STATE", help="show the spells of this state, by its code in the list"
    )
    parser.add_argument("--against", metavar="SPELLS", help="compare with a published table of spells")
    parser.add_argument("--ladder", metavar="NAME", help="the statuses used (default: by the header)")
    parser.add_argument("--sender", metavar="PARTY", help="whose missions they are (default: by the header)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--check", action="store_true", help="check a table of spells for overlaps and gaps")
    which.add_argument("--back", action="store_true", help="tell a table of spells as transitions")
    add_format(parser, "text", "csv", "json")
    add_exit_zero(parser)
    parser.epilog = examples(
        (
            "spells for the states of COW, as a table",
            "transitions t.csv --states cow_statelist2024.csv --format csv",
        ),
        (
            "for Gleditsch and Ward's, microstates too",
            "transitions t.csv --states ksgmdw.txt --states microstates.txt",
        ),
        (
            "what differs from a published edition",
            "transitions t.csv --states list.csv --against published.csv",
        ),
        ("overlaps and gaps of a published edition", "transitions published.csv --check --states list.csv"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Make spells, check them, or tell them back. Gives 1 where something is found or differs."""
    if [given.file, given.against, *given.states].count("-") > 1:
        raise Misuse("standard input (-) can stand for one table only")
    with terminal.progress(f"reading {given.file}"):
        states = read_lifetimes(*given.states) if given.states else None
    if given.check:
        return _check(given, terminal, states)
    if given.back:
        return _back(given, terminal)
    return _spells(given, terminal, states)


def _spells(given: Options, terminal: Terminal, states: Lifetimes | None) -> int:
    with asking(), terminal.progress(f"reading {given.file}"):
        table = read_transitions(given.file, ladder_name=given.ladder, sender=_party(given.sender))
        published = None if given.against is None else read_spells(given.against)
        until = given.until or (published.last_day if published is not None else None)
        result = spells_of_transitions(table, states, given.rule, until)
    if given.of is not None and not result.of(given.of):
        raise Misuse(
            f"no spell is of a state {given.of!r}; codes are those of the list of states, such as USA"
        )
    compared = None if published is None else compare_spells(result, published)
    findings = (*result.findings, *(published.findings if published is not None else ()))
    if given.format == "csv":
        wanted = result.spells if given.of is None else result.of(given.of)
        terminal.say_csv(_csv(SPELL_COLUMNS, (spell_row(one, result.last_day) for one in wanted)))
        _note(findings, terminal)
    elif given.format == "json":
        told = document(table.file, table.rows, result=result, findings=findings, comparison=compared)
        terminal.say_json(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        _say_spells(given, terminal, result, table.rows, findings, compared)
    differs = compared is not None and bool(compared.differences)
    return _status(given, findings, differs)


def _party(name: str | None) -> str | None:
    if name is None:
        return None
    found = resolve(name)
    if not isinstance(found, Resolved):
        raise Misuse(f"{name!r} {why_not(found)}")
    return found.party


def _say_spells(
    given: Options,
    terminal: Terminal,
    result: TransitionSpells,
    rows: int,
    findings: Sequence[Finding],
    compared: SpellComparison | None,
) -> None:
    if given.of is not None:
        terminal.say(spell_lines(result.of(given.of), terminal))
        return
    terminal.say("".join(summary(given.file, rows, result, terminal)))
    if findings:
        terminal.say("\n" + finding_lines(findings, terminal))
    if compared is not None:
        terminal.say(comparison_lines(compared, given.against, terminal))


def _check(given: Options, terminal: Terminal, states: Lifetimes | None) -> int:
    table = read_spells(given.file)
    listed = () if states is None else states.findings
    findings = (*listed, *table.findings, *check_spells(table, states))
    if given.format == "csv":
        head = ("file", "line", "column", "severity", "code", "message", "raw")
        terminal.say_csv(_csv(head, map(_finding_row, findings)))
    elif given.format == "json":
        told = document(given.file, table.rows, spells=table, findings=findings)
        terminal.say_json(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        terminal.say(finding_lines(findings, terminal) + _checked(table, findings))
    return _status(given, findings)


def _checked(table: SpellTable, findings: Sequence[Finding]) -> str:
    states = len({spell.number or spell.state for spell in table})
    found = f"{len(findings):,} findings" if findings else "nothing to report"
    return f"{table.rows:,} rows, {len(table):,} spells of {states:,} states: {found}\n"


def _back(given: Options, terminal: Terminal) -> int:
    table = read_spells(given.file)
    with asking():
        told = transitions_of_spells(table, table.ladder)
    if given.format == "json":
        shown = document(given.file, table.rows, transitions=told, findings=table.findings)
        terminal.say_json(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    elif given.format == "csv":
        terminal.say_csv(_csv(TRANSITION_COLUMNS, map(transition_row, told)))
        _note(table.findings, terminal)
    else:
        terminal.say("".join(f"{one}\n" for one in told) + finding_lines(table.findings, terminal))
    return _status(given, table.findings)


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def _finding_row(one: Finding) -> dict[str, str]:
    place = one.origin
    return {
        "file": place.file,
        "line": str(place.line),
        "column": place.column or "",
        "severity": str(one.severity),
        "code": one.code,
        "message": one.message,
        "raw": place.raw or "",
    }


def _note(findings: Sequence[Finding], terminal: Terminal) -> None:
    if findings:
        terminal.note(finding_lines(findings, terminal).rstrip("\n"))


def _status(given: Options, findings: Iterable[Finding], differs: bool = False) -> int:
    # A note is worth a look, and no reason to stop whoever runs this in a script.
    found = differs or any(one.severity is not Severity.NOTE for one in findings)
    return FOUND if found and not given.exit_zero else OK
