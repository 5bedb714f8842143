"""`diplomap shares`: the share of a footprint in groups of receivers, on a day or moved between two days."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from diplomap.cli.answers import named
from diplomap.cli.errors import OK, Misuse, asking
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
from diplomap.counting.shares import Part, Shares, shares
from diplomap.counting.shifts import PartChange, Shift, shift

SCHEMA = "diplomap/shares/1"
_COLUMNS = ("date", "label", "groups", "low", "high", "whole_low", "whole_high", "share_low", "share_high")


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("--of", metavar="PARTY", help="the missions that this party sends")
    parser.add_argument("--host", metavar="PARTY", help="the missions on this party's soil")
    parser.add_argument("--at", metavar="DAY", type=day, help="default: the day the dataset speaks for")
    parser.add_argument("--before", metavar="DAY", type=day, help="how the shares moved from this day …")
    parser.add_argument("--after", metavar="DAY", type=day, help="… to this one")
    parser.add_argument(
        "--groups", metavar="GROUP", nargs="+", help="default: the groups that the dataset defines itself"
    )
    add_profile(parser)
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    parser.epilog = examples(
        (
            "from friends in the Non-Aligned Movement to key partners: by how much?",
            "shares dprk --of PRK --profile mofa-kr --before 2023-10-01 --after 2024-01-30 "
            "--groups NON_ALIGNED KEY_PARTNERS",
        ),
        ("the share of posts in BRICS", "shares dprk --of PRK --groups BRICS"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Take the shares asked for."""
    if (given.before is None) != (given.after is None):
        raise Misuse("--before and --after go together")
    if given.before is not None and given.at is not None:
        raise Misuse("ask for a day with --at, or for a shift with --before and --after")
    dataset = loaded(given.source, terminal, layout=given.layout).dataset
    asked = {"of": given.of, "host": given.host, "profile": given.profile}
    with asking(), terminal.progress("counting"):
        groups = dataset.groups.names if given.groups is None else given.groups
        found: Shares | Shift
        if given.before is None:
            found = shares(dataset, at=given.at, groups=groups, **asked)
        else:
            found = shift(dataset, before=given.before, after=given.after, groups=groups, **asked)
        if given.format == "json":
            one = isinstance(found, Shares)
            held = {
                "schema": SCHEMA,
                "shares": found.to_dict() if one else None,
                "shift": None if one else found.to_dict(),
            }
            told = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
        elif given.format == "csv":
            told = _csv([found] if isinstance(found, Shares) else [found.before, found.after])
        else:
            told = "".join(
                _shares_text(found, terminal) if isinstance(found, Shares) else _shift_text(found, terminal)
            )
    {"json": terminal.say_json, "csv": terminal.say_csv, "text": terminal.say}[given.format](told)
    return OK


def _shares_text(found: Shares, terminal: Terminal) -> Iterator[str]:
    yield from _head(found, f"on {found.footprint.at}", found.notes, terminal)
    rows = [_row(part) for part in found.groups.values()]
    yield "\n" + aligned(rows, head=("in the group", "posts", "share"), right={1, 2}, paint=terminal.paint)
    rows = [_row(part) for part in found.partition]
    yield "\n" + aligned(rows, head=("in exactly", "posts", "share"), right={1, 2}, paint=terminal.paint)


def _shift_text(found: Shift, terminal: Terminal) -> Iterator[str]:
    when = f"{found.before.footprint.at} to {found.after.footprint.at}"
    yield from _head(found.before, when, found.notes, terminal)
    for title, changes in (("in the group", found.groups.values()), ("in exactly", found.partition)):
        rows = [_change_row(change) for change in changes]
        head = (title, "before", "share", "after", "share", "change")
        yield "\n" + aligned(rows, head=head, right={1, 2, 3, 4, 5}, paint=terminal.paint)
    for word, moves in (("closed", found.closed), ("opened", found.opened)):
        yield f"\n{word} between: {moves.listed}\n"
        for move in moves:
            groups = " and ".join(
                name for name in found.before.names if move.receiving in found.before.groups[name].parties
            )
            where = named(move.receiving) + (f", {groups}" if groups else "")
            yield wrapped(f"{move} ({where})", width=terminal.width, indent="  ", hanging="    ")


def _head(found: Shares, when: str, notes: Sequence[str], terminal: Terminal) -> Iterator[str]:
    who = "every party" if found.footprint.party is None else named(found.footprint.party)
    title = f"{who}: shares of the footprint by groups of receivers, {when}"
    yield terminal.paint(f"{title}, counted by profile {found.footprint.profile.name}", "title") + "\n"
    for note in notes:
        yield wrapped(note, width=terminal.width, indent="  note: ")


def _row(part: Part) -> tuple[str, str, str]:
    return part.label, f"{part.count} of {part.whole}", str(part.share or "")


def _change_row(change: PartChange) -> tuple[str, ...]:
    moved = "" if change.change is None else str(change.change)
    return (*_row(change.before), *_row(change.after)[1:], moved)


def _csv(found: Sequence[Shares]) -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(_COLUMNS)
    for one in found:
        for part in (*one.groups.values(), *one.partition):
            kind = part.label if part in one.partition else f"in {part.label}"
            share = ("", "") if part.share is None else (float(part.share.low), float(part.share.high))
            counts = (part.count.low, part.count.high, part.whole.low, part.whole.high)
            write((one.footprint.at or "", kind, "|".join(part.groups), *counts, *share))
    return out.getvalue()
