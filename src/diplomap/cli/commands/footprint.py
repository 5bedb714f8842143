"""`diplomap footprint`: the missions of a party counted on a day, each explained."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from diplomap.cli.answers import named
from diplomap.cli.errors import OK, asking
from diplomap.cli.inputs import loaded
from diplomap.cli.options import (
    SOURCE_HELP,
    Options,
    Parser,
    add_format,
    add_layout,
    add_profile,
    day,
    examples,
)
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import aligned, wrapped
from diplomap.counting.entries import Entry
from diplomap.counting.footprint import Footprint, footprint
from diplomap.values.counts import Count

BYS = ("kind", "class", "status", "sending", "receiving", "host", "group")
_ENTRY_COLUMNS = (
    *("mission", "line", "kind", "status", "sending", "receiving", "host", "city", "low", "high", "why"),
    "sources",
)


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("--of", metavar="PARTY", help="the missions that this party sends")
    parser.add_argument("--to", metavar="PARTY", help="the missions sent to this party")
    parser.add_argument("--host", metavar="PARTY", help="the missions on this party's soil")
    parser.add_argument("--at", metavar="DAY", type=day, help="default: the day the dataset speaks for")
    add_profile(parser)
    parser.add_argument(
        "--by", choices=BYS, help="tell the count apart (default in text: by kind); with csv, only that"
    )
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    parser.epilog = examples(
        (
            "as the ministry in Seoul counts North Korea's posts",
            "footprint dprk --of PRK --at 2023-10-01 --profile mofa-kr",
        ),
        ("the posts in Hong Kong", "footprint dprk --host HKG"),
        (
            "a count by group of receivers, as a table",
            "footprint dprk --of PRK --by group --format csv",
        ),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Count the missions asked for."""
    reading = loaded(given.source, terminal, layout=given.layout)
    with asking(), terminal.progress("counting"):
        counted = footprint(
            reading.dataset,
            of=given.of,
            host=given.host,
            receiving=given.to,
            at=given.at,
            profile=given.profile,
        )
    with terminal.progress("counting"):
        if given.format == "json":
            told = json.dumps(counted.to_dict(), ensure_ascii=False, indent=2) + "\n"
        elif given.format == "csv":
            told = _csv(_entry_rows(counted)) if given.by is None else _csv(_part_rows(counted, given.by))
        else:
            told = "".join(_text(counted, given.by or "kind", terminal))
    {"json": terminal.say_json, "csv": terminal.say_csv, "text": terminal.say}[given.format](told)
    return OK


def headline(counted: Footprint) -> str:
    """What a footprint is of, how many it counts, when, and by which profile.

    >>> from diplomap.model.dataset import Dataset
    >>> headline(footprint(Dataset(), of="PRK", at="2024-01-30"))
    'North Korea (PRK): unknown, on 2024-01-30, counted by profile all'
    """
    asked, count = counted.asked, counted.count
    whose = [
        f"{before}{named(party)}"
        for before, party in (("", asked.sending), ("to ", asked.receiving), ("in ", asked.host))
        if party is not None
    ]
    number = "unknown" if count is None else f"{count} {_unit(counted, count)}"
    when = "among what is open" if counted.at is None else f"on {counted.at}"
    return f"{', '.join(whose) or 'every party'}: {number}, {when}, counted by profile {counted.profile.name}"


def parts(counted: Footprint, by: str) -> list[tuple[str, str]]:
    """A footprint told apart, the largest part first, as a reader says it.

    >>> from diplomap.model.dataset import Dataset
    >>> parts(footprint(Dataset(), of="PRK"), "kind")
    []
    """
    found = sorted(counted.by(by).items(), key=lambda part: (-part[1].high, -part[1].low, part[0]))
    return [(_label(key, by), str(count)) for key, count in found]


def _label(key: str, by: str) -> str:
    if by in ("sending", "receiving", "host"):
        return " or ".join(map(named, key.split("|")))
    return key.replace("_", " ").replace("|", " or ")


def _unit(counted: Footprint, count: Count) -> str:
    one = count == Count(1)
    if counted.profile.how == "pairs":
        return "pair" if one else "pairs"
    return "mission" if one else "missions"


def _text(counted: Footprint, by: str, terminal: Terminal) -> Iterator[str]:
    width, paint = terminal.width, terminal.paint
    yield paint(headline(counted), "title") + "\n"
    profile = counted.profile
    yield wrapped(f"{profile.name}: {profile.title} ({profile.source})", width=width, indent="  ")
    for note in counted.notes:
        yield wrapped(note, width=width, indent="  note: ")
    if found := parts(counted, by):
        yield "\n" + aligned(found, head=(f"by {by}", "count"), right={1}, roles=("", "count"), paint=paint)
    for title, entries in (("counted", counted.included), ("not counted", counted.excluded)):
        if entries:
            yield f"\n{paint(title, 'title')}\n"
            yield _entries(entries, terminal)


def _entries(entries: Sequence[Entry], terminal: Terminal) -> str:
    rows = [
        (
            entry.mission.id,
            str(entry.spell.kind).replace("_", " "),
            entry.spell.seat,
            entry.host if entry.host == entry.receiving else f"{entry.receiving} in {entry.host}",
            str(entry.standing),
            entry.why,
        )
        for entry in entries
    ]
    head = ("mission", "kind", "city", "to", "count", "why")
    return aligned(
        rows,
        head=head,
        width=terminal.width,
        roles=("count",),
        paint=terminal.paint,
        indent="  ",
        prose=True,
    )


def _entry_rows(counted: Footprint) -> Iterator[Sequence[object]]:
    yield _ENTRY_COLUMNS
    for entry in (*counted.included, *counted.excluded):
        told: Mapping[str, object] = entry.to_dict()
        yield [_cell(told[name]) for name in _ENTRY_COLUMNS]


def _part_rows(counted: Footprint, by: str) -> Iterator[Sequence[object]]:
    yield by, "low", "high"
    for key, count in counted.by(by).items():
        yield key, count.low, count.high


def _cell(value: object) -> object:
    return "|".join(value) if isinstance(value, list) else "" if value is None else value


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
