"""`diplomap replay`: the map that a dataset's events make, and where it differs from its record."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from typing import Any

import attrs

from diplomap.cli.errors import FOUND, OK
from diplomap.cli.inputs import loaded, refuse_stdin_twice
from diplomap.cli.options import (
    SOURCE_HELP,
    Options,
    Parser,
    add_exit_zero,
    add_format,
    add_layout,
    day,
    examples,
)
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, plain, wrapped
from diplomap.events.double_entry import account
from diplomap.events.lines import TABLES, lines_of
from diplomap.events.replay import Replay, replay
from diplomap.events.same_map import MapDifference, by_thing, cells_of, differences_of, map_differences
from diplomap.model.dataset import Dataset

SCHEMA = "diplomap/replay/1"
_COLUMNS = ("what", "table", "id", "parties", "of", "field", "record", "events", "event", "message")


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument(
        "--from", dest="start", metavar="SOURCE", help="begin with this map (default: with an empty one)"
    )
    parser.add_argument("--at", metavar="DAY", type=day, help="compare both as they stood on this day")
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    add_exit_zero(parser)
    parser.epilog = examples(
        ("whether North Korea's events give its record", "replay dprk"),
        ("the same on a day", "replay dprk --at 2023-10-01"),
        ("what this month's events make of last month's edition", "replay new/ --from old/ --format json"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Replay the events. Gives 1 where one could not be posted, or the record differs."""
    refuse_stdin_twice([given.source, *([given.start] if given.start else [])])
    dataset = loaded(given.source, terminal, layout=given.layout).dataset
    start = loaded(given.start, terminal, layout=given.layout).dataset if given.start else None
    with terminal.progress("replaying"):
        after, differences = replayed(dataset, start, given.at)
    shape = as_dict(given, dataset, after, differences)
    if given.format == "json":
        terminal.say_json(json.dumps(shape, ensure_ascii=False, indent=1) + "\n")
    elif given.format == "csv":
        terminal.say_csv(_csv(shape))
    else:
        terminal.say(_text(shape, terminal))
    found = after.problems or differences
    return FOUND if found and not given.exit_zero else OK


def replayed(
    dataset: Dataset, start: Dataset | None, at: date | None
) -> tuple[Replay, tuple[MapDifference, ...]]:
    """The replay of a dataset's events, and where the record differs from it; `old` is the record's side.

    From an empty map only what the events claim to tell is compared (see `account`), from another one all.

    >>> replayed(Dataset(), None, None)[1]
    ()
    """
    if start is None:
        told = account(dataset)
        after, claimed = told.replay, told.differences
    else:
        after = replay(dataset.events, attrs.evolve(start, as_of=dataset.as_of))
        claimed = map_differences(dataset, after.dataset)
    if at is None:
        return after, claimed
    return after, _on_a_day(dataset, after, at, all_of_it=start is not None)


def _on_a_day(dataset: Dataset, after: Replay, at: date, *, all_of_it: bool) -> tuple[MapDifference, ...]:
    record, told = dataset.at(at), after.at(at)
    found = differences_of(lines_of(record), lines_of(told))
    if all_of_it:
        return found
    asked = {differs.thing for differs in account(dataset).differences} | {*by_thing(after.lines)}
    return tuple(differs for differs in found if differs.thing in asked)


def as_dict(
    given: Options, dataset: Dataset, after: Replay, differences: tuple[MapDifference, ...]
) -> dict[str, Any]:
    """What the replay gave, in the shape ``diplomap/replay/1``."""
    at = given.at
    drawn = after.dataset if at is None else after.at(at)
    counts = Counter(line.thing.table for line in lines_of(drawn))
    recorded = Counter(line.thing.table for line in lines_of(dataset if at is None else dataset.at(at)))
    ids = [event.id for event in after.events]
    return {
        "schema": SCHEMA,
        "source": given.source,
        "from": given.start,
        "at": None if at is None else at.isoformat(),
        "as_of": None if dataset.as_of is None else dataset.as_of.isoformat(),
        "events": len(after.events),
        "posted": len(after.events) - len({problem.place for problem in after.problems}),
        "missions": len(drawn.missions),
        "rows": {table: {"events": counts[table], "record": recorded[table]} for table in TABLES},
        "problems": [
            {
                "event": problem.event.id,
                "kind": str(problem.event.kind),
                "line": _line(dataset, problem.place),
                "why": str(problem.why),
                "message": problem.message,
            }
            for problem in after.problems
        ],
        "differences": [_difference(differs, ids) for differs in differences],
    }


def _line(dataset: Dataset, place: int) -> int:
    return dataset.events.origin(place).line


def _difference(differs: MapDifference, ids: list[str]) -> dict[str, Any]:
    thing = differs.thing
    line = differs.new
    return {
        "table": thing.table,
        "id": thing.id,
        "subject": [*thing.subject],
        "with": thing.with_,
        "of": thing.of,
        "fields": [*differs.fields],
        "record": None if differs.old is None else cells_of(differs.old),
        "events": None if line is None else cells_of(line),
        "by": [] if line is None else [ids[place] for place in line.by if place < len(ids)],
    }


def _csv(shape: dict[str, Any]) -> str:
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for one in shape["problems"]:
        rows.writerow(["problem", "events", *[""] * 6, one["event"], one["message"]])
    for one in shape["differences"]:
        parties = "|".join((*one["subject"], one["with"]))
        for field in one["fields"] or [""]:
            told = [(one[side] or {}).get(field, "") for side in ("record", "events")]
            by = "|".join(one["by"])
            rows.writerow(["difference", one["table"], one["id"], parties, one["of"], field, *told, by, ""])
    return stream.getvalue()


def _text(shape: dict[str, Any], terminal: Terminal) -> str:
    begun = f"the map of {shape['from']}" if shape["from"] else "an empty map"
    when = f", as it stood on {shape['at']}" if shape["at"] else ""
    parts = [
        terminal.paint(plain(str(shape["source"])), "title")
        + f": {shape['posted']:,} of {shape['events']:,} events posted, from {begun}{when}\n"
    ]
    cells = [
        (table, f"{told['events']:,}", f"{told['record']:,}")
        for table, told in shape["rows"].items()
        if told["events"] or told["record"]
    ]
    if cells:
        head = ("rows", "by events", "on record")
        parts.append(
            aligned(
                cells, head=head, width=terminal.width, roles=("", "count", "count"), paint=terminal.paint
            )
        )
    for one in shape["problems"]:
        where = f"events:{one['line']}"
        parts.append(
            wrapped(plain(f"{where}: {one['event']}: {one['message']}"), width=terminal.width, hanging="    ")
        )
    for one in shape["differences"]:
        parts.append(wrapped(plain(_sentence(one)), width=terminal.width, hanging="    "))
    if not shape["problems"] and not shape["differences"]:
        parts.append("what the events claim to tell is what the record holds\n")
    return "".join(parts)


def _sentence(one: dict[str, Any]) -> str:
    thing = one["id"] or f"{' and '.join(one['subject'])} and {one['with']}"
    also = f" ({one['of']})" if one["of"] else ""
    told = []
    for side, words in (("record", "on record"), ("events", "by the events")):
        cells = one[side]
        if cells is None:
            told.append(f"nothing {words}")
        else:
            told.append(
                f"{words} " + ", ".join(f"{name} {cells.get(name, 'not told')}" for name in one["fields"])
            )
    by = f" [{', '.join(one['by'])}]" if one["by"] else ""
    return f"{one['table']}: {thing}{also}: {'; '.join(told)}{by}"
