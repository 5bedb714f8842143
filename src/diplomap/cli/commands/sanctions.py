"""`diplomap sanctions`: what is in force against a party on a day, or how intense it was over time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from diplomap.cli.answers import named
from diplomap.cli.citations import citations, source_as_dict, sources_of
from diplomap.cli.errors import OK, Misuse, asking
from diplomap.cli.inputs import loaded
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_format, add_layout, day, examples
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, wrapped
from diplomap.counting.sanction_intensity import (
    IntensityPoint,
    IntensityRule,
    intensity,
    intensity_rule,
    intensity_rules,
    sanction_intensity,
)
from diplomap.counting.sanctions_in_force import InForce, sanctions_on
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count
from diplomap.values.panel_dates import Step

SCHEMA = "diplomap/sanctions/1"
_HELD = ("regime", "sender", "measure", "in_force", "since", "instruments", "sources")
_POINT = ("at", "low", "high", "measures")


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("--on", metavar="PARTY", required=True, help="the party that is sanctioned")
    parser.add_argument("--by", metavar="PARTY", help="only what this party has put on")
    parser.add_argument("--at", metavar="DAY", type=day, help="default: the day the dataset speaks for")
    parser.add_argument("--from", dest="start", metavar="DAY", type=day, help="intensity from this day …")
    parser.add_argument("--to", dest="end", metavar="DAY", type=day, help="… to this one")
    parser.add_argument("--step", choices=get_args(Step), default="year", help="default: year")
    parser.add_argument(
        "--rule", choices=intensity_rules(), default="measures", help="rule of intensity (default: measures)"
    )
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    parser.epilog = examples(
        ("what is in force against North Korea", "sanctions dprk --on PRK"),
        ("what the Security Council had put on by 2010", "sanctions dprk --on PRK --by UN --at 2010-01-01"),
        (
            "how intense it was, year by year, weighted by reach",
            "sanctions dprk --on PRK --from 2006-12-31 --to 2023-12-31 --rule reach",
        ),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Tell what is in force, or its intensity over time."""
    if (given.start is None) != (given.end is None):
        raise Misuse("--from and --to go together")
    if given.start is not None and given.at is not None:
        raise Misuse("ask for a day with --at, or for a stretch with --from and --to")
    dataset = loaded(given.source, terminal, layout=given.layout).dataset
    rule = intensity_rule(given.rule)
    with asking(), terminal.progress("counting"):
        if given.start is None:
            held = sanctions_on(dataset, given.on, at=given.at, by=given.by)
            told = _on_a_day(held, rule, dataset, terminal, given.format)
        else:
            days = {"start": given.start, "end": given.end, "step": given.step}
            points = sanction_intensity(dataset, on=given.on, by=given.by, rule=rule, **days)
            last = sanctions_on(dataset, given.on, at=points[-1].at, by=given.by)
            told = _over_time(points, last, rule, terminal, given.format)
    {"json": terminal.say_json, "csv": terminal.say_csv, "text": terminal.say}[given.format](told)
    return OK


def _on_a_day(held: InForce, rule: IntensityRule, dataset: Dataset, terminal: Terminal, form: str) -> str:
    if form == "json":
        return _json(held, rule, dataset, [held.to_dict(), None])
    if form == "csv":
        return _csv([_HELD, *([_cell(one.to_dict()[name]) for name in _HELD] for one in held.held)])
    return "".join(_held_text(held, rule, dataset, terminal))


def _over_time(
    points: Sequence[IntensityPoint], last: InForce, rule: IntensityRule, terminal: Terminal, form: str
) -> str:
    told = [point.to_dict() for point in points]
    if form == "json":
        return _json(last, rule, last.dataset, [None, told])
    if form == "csv":
        return _csv([_POINT, *([_cell(one[name]) for name in _POINT] for one in told)])
    return "".join(_points_text(points, last, rule, terminal))


def _json(held: InForce, rule: IntensityRule, dataset: Dataset, parts: Sequence[Any]) -> str:
    known = sources_of(dataset)
    cited = dict.fromkeys(source for step in held.steps for source in step.sources)
    count = intensity(held, rule)
    told = {
        "schema": SCHEMA,
        "on": held.target,
        "by": held.sender,
        "rule": {"name": rule.name, "title": rule.title, "source": rule.source, "note": rule.note},
        "intensity": {
            "low": 0 if count is None else count.low,
            "high": None if count is None else count.high,
        },
        "in_force": parts[0],
        "series": parts[1],
        "notes": list(held.notes),
        "sources": {source: source_as_dict(known[source]) for source in cited if source in known},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _held_text(held: InForce, rule: IntensityRule, dataset: Dataset, terminal: Terminal) -> Iterator[str]:
    paint, width = terminal.paint, terminal.width
    whose = f"{named(held.target)}{f', by {named(held.sender)}' if held.sender else ''}"
    yield paint(f"{whose}: intensity {_number(intensity(held, rule))} on {held.at}", "title") + "\n"
    yield wrapped(f"{rule.name}: {rule.title}", width=width, indent="  ")
    for note in held.notes:
        yield wrapped(note, width=width, indent="  note: ")
    if not held.held:
        return
    rows = [
        (
            one.regime,
            one.sender,
            one.measure.value.replace("_", " "),
            str(one.truth).replace("true", "in force"),
            ", ".join(str(instrument) for instrument in one.instruments),
        )
        for one in held.held
    ]
    head = ("regime", "sender", "measure", "", "acts")
    yield "\n" + aligned(rows, head=head, width=width, paint=paint, prose=True)
    cited = citations(
        (source for one in held.held for step in one.steps for source in step.sources), sources_of(dataset)
    )
    yield f"\n{paint('sources', 'title')}\n"
    for line in cited:
        yield wrapped(line, width=width, indent="  ", hanging="    ")


def _points_text(
    points: Sequence[IntensityPoint], last: InForce, rule: IntensityRule, terminal: Terminal
) -> Iterator[str]:
    whose = f"{named(last.target)}{f', by {named(last.sender)}' if last.sender else ''}"
    yield terminal.paint(f"{whose}: intensity from {points[0].at} to {points[-1].at}", "title") + "\n"
    yield wrapped(f"{rule.name}: {rule.title} ({rule.source})", width=terminal.width, indent="  ")
    for note in last.notes:
        yield wrapped(note, width=terminal.width, indent="  note: ")
    rows: list[tuple[str, str, str]] = []
    before: set[str] = set()
    for point in points:
        held = {measure.value.replace("_", " ") for measure in point.measures}
        moved = [f"+{one}" for one in sorted(held - before)] + [f"−{one}" for one in sorted(before - held)]
        rows.append((str(point.at), _number(point.count), ", ".join(moved if rows else sorted(held))))
        before = held
    yield "\n" + aligned(
        rows,
        head=("day", rule.name, "kinds of measure, then what changed"),
        right={1},
        roles=("", "count"),
        width=terminal.width,
        paint=terminal.paint,
        prose=True,
    )


def _number(count: Count | None) -> str:
    return "unknown" if count is None else str(count)


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return "|".join(f"{key}?" if truth == "unknown" else key for key, truth in value.items())
    return "|".join(value) if isinstance(value, list) else "" if value is None else value


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
