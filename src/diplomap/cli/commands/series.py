"""`diplomap series`: a footprint over time, with what opened and closed, and the waves in it."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

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
from diplomap.counting.series import Series, series
from diplomap.counting.waves import Waves
from diplomap.values.counts import Count
from diplomap.values.dates import PartialDate
from diplomap.values.panel_dates import Step

BYS = ("kind", "class", "status", "sending", "receiving", "host")
_COLUMNS = ("date", "low", "high", "looked", "opened_low", "opened_high", "closed_low", "closed_high")
_WAVE = ("of", "start", "end", "low", "high", "expected", "p", "found_in", "share_low", "share_high")
_BAR = 40


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("--of", metavar="PARTY", help="the missions that this party sends")
    parser.add_argument("--receiving", metavar="PARTY", help="the missions sent to this party")
    parser.add_argument("--host", metavar="PARTY", help="the missions on this party's soil")
    parser.add_argument(
        "--from",
        dest="start",
        metavar="DATE",
        type=moment,
        help="the first date; of a year or a month, its last day, and so for every date after it",
    )
    parser.add_argument(
        "--to", dest="end", metavar="DATE", type=moment, help="default: the dataset's own day"
    )
    parser.add_argument("--step", choices=get_args(Step), default="year", help="default: year")
    parser.add_argument("--at", metavar="DAY", type=day, nargs="+", help="the count on these days instead")
    add_profile(parser)
    parser.add_argument("--by", choices=BYS, help="tell each count apart")
    parser.add_argument("--waves", action="store_true", help="find the waves of closings")
    parser.add_argument("--openings", action="store_true", help="with --waves: of openings, too")
    parser.add_argument(
        "--level", metavar="P", type=float, default=0.05, help="of significance (default: 0.05)"
    )
    parser.add_argument("--draws", metavar="N", type=int, default=20, help="of unknown dates (default: 20)")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="one seed gives one answer (default: 0)"
    )
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    parser.epilog = examples(
        ("North Korea's posts at the end of each year", "series dprk --of PRK --from 1990 --to 2023"),
        ("its waves of closings", "series dprk --of PRK --profile mofa-kr --from 1990 --waves"),
        (
            "two days, by kind, as a table",
            "series dprk --of PRK --at 2023-10-01 2024-01-30 --by kind --format csv",
        ),
    )


def moment(text: str) -> PartialDate:
    """A day, a month or a year.

    >>> moment("1998")
    PartialDate('1998')
    """
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(given: Options, terminal: Terminal) -> int:
    """Count the missions asked for over time."""
    if given.at is not None and (given.start is not None or given.end is not None):
        raise Misuse("ask for days with --at, or for a stretch with --from and --to")
    if given.openings and not given.waves:
        raise Misuse("--openings goes with --waves")
    if given.waves and given.by and given.format == "csv":
        raise Misuse("one table at a time: --by or --waves")
    reading = loaded(given.source, terminal, layout=given.layout)
    with asking(), terminal.progress("counting"):
        told = series(
            reading.dataset,
            of=given.of,
            host=given.host,
            receiving=given.receiving,
            start=given.start,
            end=given.end,
            step=given.step,
            at=given.at,
            profile=given.profile,
        )
        asked = ("closings", "openings")[: given.waves + given.openings]
        how = {"level": given.level, "draws": given.draws, "seed": given.seed}
        waves = [told.waves(of=of, **how) for of in asked]
        text = _told(told, waves, given, terminal)
    {"json": terminal.say_json, "csv": terminal.say_csv, "text": terminal.say}[given.format](text)
    return OK


def bar(count: Count, most: int, width: int = _BAR) -> str:
    """A count as a bar in plain letters: # for what is sure, a dot for what may be.

    >>> bar(Count(6, 12), 24, 8)
    '##..'
    """
    scale = width / most if most else 0
    sure = round(count.low * scale)
    return "#" * sure + "." * (round(count.high * scale) - sure)


def _told(told: Series, waves: Sequence[Waves], given: Options, terminal: Terminal) -> str:
    if given.format == "json":
        held: dict[str, Any] = told.to_dict()
        held["by"] = None
        if given.by:
            parts = zip(told.dates, told.by(given.by), strict=True)
            held["by"] = {
                "what": given.by,
                "points": [
                    {"date": str(on), "parts": {key: _bounds(count) for key, count in found.items()}}
                    for on, found in parts
                ],
            }
        held["waves"] = [one.to_dict() for one in waves]
        return json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    if given.format == "csv":
        return _csv(_wave_rows(waves) if waves else _part_rows(told, given.by) if given.by else _rows(told))
    return "".join(_text(told, waves, given.by, terminal))


def _text(told: Series, waves: Sequence[Waves], by: str | None, terminal: Terminal) -> Iterator[str]:
    paint, width = terminal.paint, terminal.width
    asked = told.asked
    whose = [
        f"{before}{named(party)}"
        for before, party in (("", asked.sending), ("to ", asked.receiving), ("in ", asked.host))
        if party is not None
    ]
    title = f"{', '.join(whose) or 'every party'}: {told.dates[0]} to {told.dates[-1]}"
    yield paint(f"{title}, counted by profile {told.profile.name}", "title") + "\n"
    for note in told.notes:
        yield wrapped(note, width=width, indent="  note: ")
    most = max(point.listed.high for point in told.points)
    rows = [
        (
            str(point.date),
            "unknown" if point.count is None else str(point.count),
            "" if point.opened is None else str(point.opened),
            "" if point.closed is None else str(point.closed),
            bar(point.listed, most),
        )
        for point in told.points
    ]
    head = ("date", "count", "opened", "closed", "# sure  . perhaps")
    yield "\n" + aligned(rows, head=head, right={1, 2, 3}, width=width, roles=("", "count"), paint=paint)
    yield f"\nin all: {told.opened} opened, {told.closed} closed\n"
    if by is not None:
        yield "\n" + aligned(
            [
                (str(on), key.replace("_", " "), str(count))
                for on, found in zip(told.dates, told.by(by), strict=True)
                for key, count in found.items()
            ],
            head=("date", f"by {by}", "count"),
            right={2},
            width=width,
            paint=paint,
        )
    for found in waves:
        yield from _waves_text(found, terminal)


def _waves_text(found: Waves, terminal: Terminal) -> Iterator[str]:
    what = "closings" if found.closing else "openings"
    yield "\n" + terminal.paint(f"waves of {what}: {len(found) or 'none'}", "title") + "\n"
    for wave in found:
        yield wrapped(str(wave), width=terminal.width, indent="  ", hanging="    ")
        for note in wave.notes:
            yield wrapped(note, width=terminal.width, indent="    note: ")
    how = (
        f"Kulldorff's scan statistic over {found.intervals} intervals, windows of up to {found.largest:.0%} "
        f"of the risk, level {found.level}, {found.trials} null data for each of {found.draws} draws of "
        f"unknown dates, seed {found.seed}"
    )
    yield wrapped(how, width=terminal.width, indent="  ")


def _rows(told: Series) -> Iterator[Sequence[object]]:
    yield _COLUMNS
    for point in told.points:
        known = _cells(point.listed) if point.count is not None else (0, "")
        yield point.date, *known, point.looked, *_cells(point.opened), *_cells(point.closed)


def _part_rows(told: Series, by: str) -> Iterator[Sequence[object]]:
    yield "date", by, "low", "high"
    for on, found in zip(told.dates, told.by(by), strict=True):
        for key, count in found.items():
            yield on, key, *_cells(count)


def _wave_rows(waves: Iterable[Waves]) -> Iterator[Sequence[object]]:
    yield _WAVE
    for found in waves:
        for wave in found:
            told = wave.to_dict()
            share = told["share"] or {"low": "", "high": ""}
            yield *(told[name] for name in _WAVE[:8]), share["low"], share["high"]


def _bounds(count: Count) -> dict[str, int]:
    return {"low": count.low, "high": count.high}


def _cells(count: Count | None) -> tuple[object, object]:
    return ("", "") if count is None else (count.low, count.high)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
