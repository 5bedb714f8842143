"""`diplomap relations`: with whom a party is in relations on a day, apart from where it has missions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.inputs import loaded, refuse_stdin_twice
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
from diplomap.model.dataset import Dataset

_PARTNER = ("party", "answer", "level", "why", "sources")


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("--of", metavar="PARTY", help="whose relations")
    parser.add_argument("--with", dest="with_", metavar="PARTY", help="with this party alone")
    parser.add_argument("--at", metavar="DAY", type=day, help="default: the day the dataset speaks for")
    parser.add_argument("--kind", choices=("diplomatic", "consular"), default="diplomatic")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument(
        "--without-mission",
        action="store_true",
        help="those to whom it sends no mission that --profile counts",
    )
    asked.add_argument(
        "--without-relations", action="store_true", help="missions to those with whom it is not in relations"
    )
    asked.add_argument(
        "--reach", action="store_true", help="whom its missions reach, residing there or accredited besides"
    )
    asked.add_argument("--recognition", action="store_true", help="by whom it is recognised")
    asked.add_argument(
        "--reconcile",
        action="store_true",
        help="compare what the two sides of each pair tell of its beginning",
    )
    asked.add_argument("--against", metavar="OTHER", help="tell where another source answers differently")
    add_profile(parser)
    parser.set_defaults(profile="diplomatic")
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    parser.epilog = examples(
        ("with whom North Korea was in relations", "relations dprk --of PRK --at 2023-10-01"),
        ("with whom, and without a mission there", "relations dprk --of PRK --without-mission"),
        ("how they stand with one party", "relations dprk --of PRK --with Spain"),
        ("what both sides of each pair tell", "relations relations.csv --reconcile"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Answer what is asked of relations."""
    if given.against is not None:
        refuse_stdin_twice((given.source, given.against))
    if given.of is None and not given.reconcile:
        raise Misuse("name the party whose relations are asked for with --of, or ask for --reconcile")
    dataset = loaded(given.source, terminal, layout=given.layout).dataset
    if given.reconcile:
        return _reconciled(dataset, given, terminal)
    if given.against is not None:
        return _compared(dataset, given, terminal)
    if given.reach:
        return _reached(dataset, given, terminal)
    return _counted(dataset, given, terminal)


def _counted(dataset: Dataset, given: Options, terminal: Terminal) -> int:
    from diplomap.cli.relations_text import count_text
    from diplomap.counting.recognition_counts import recognition_count
    from diplomap.counting.relation_counts import relations_count
    from diplomap.counting.relation_queries import missions_without_relations, relations_without_mission

    asked: dict[str, Any] = {"of": given.of, "at": given.at}
    with asking():
        if given.recognition:
            counted: Any = recognition_count(dataset, **asked)
        elif given.without_mission:
            counted = relations_without_mission(dataset, **asked, profile=given.profile, kind=given.kind)
        elif given.without_relations:
            counted = missions_without_relations(dataset, **asked, profile=given.profile, kind=given.kind)
        else:
            counted = relations_count(dataset, **asked, kind=given.kind)
        if given.with_ is not None:
            counted = counted.only(given.with_, dataset)
    rows = [[_cell(one.to_dict()[name]) for name in _PARTNER] for one in counted.all]
    return _say(given, terminal, counted.to_dict(), (_PARTNER, *rows), count_text(counted, terminal))


def _reached(dataset: Dataset, given: Options, terminal: Terminal) -> int:
    from diplomap.cli.relations_text import reach_text
    from diplomap.counting.reach import reach

    with asking():
        found = reach(dataset, of=given.of, at=given.at, profile=given.profile)
    head = ("party", "answer", "resident", "concurrent", "missions")
    rows = [
        [one.party, one.answer, one.resident, one.concurrent, "|".join(post.mission.id for post in one.posts)]
        for one in found.all
    ]
    return _say(given, terminal, found.to_dict(), (head, *rows), reach_text(found, terminal))


def _reconciled(dataset: Dataset, given: Options, terminal: Terminal) -> int:
    from diplomap.cli.relations_text import reconciliation_text
    from diplomap.history.two_sided import Agreement, reconcile

    with terminal.progress("reconciling"):
        found = reconcile(dataset, kind=given.kind)
    text = reconciliation_text(found, terminal)
    _say(given, terminal, found.to_dict(), _pair_rows(one.to_dict() for one in found.records), text)
    return FOUND if found.of(Agreement.DIFFERING) or found.of(Agreement.IMPOSSIBLE) else OK


def _pair_rows(pairs: Iterable[Mapping[str, Any]]) -> Iterator[Sequence[object]]:
    yield ("one", "other", "agreement", "days_low", "days_high", "sharper", "date_one", "date_other")
    for told in pairs:
        days = told["days"] or {"low": "", "high": ""}
        dates = {side["teller"]: side["date"] or side["raw"] for side in told["tellings"]}
        one, other = told["pair"]
        sharper = _cell(told["sharper"])
        yield (
            *(one, other, told["agreement"], days["low"], days["high"], sharper),
            *(dates.get(one, ""), dates.get(other, "")),
        )


def _compared(dataset: Dataset, given: Options, terminal: Terminal) -> int:
    from diplomap.cli.relations_text import differences_text
    from diplomap.history.relation_sources import SCHEMA, compare_relations, difference_kinds

    other = loaded(given.against, terminal).dataset
    with asking():
        found = compare_relations(dataset, other, of=given.of, at=given.at, kind=given.kind)
    names = (given.source, given.against)
    told = {
        "schema": SCHEMA,
        "sources": list(names),
        "table": difference_kinds(found),
        "differences": [one.to_dict() for one in found],
    }
    head = ("party", *(f"{side}_{name}" for side in ("one", "other") for name in _PARTNER[1:]))
    rows = [
        [one.party, *(_cell(side.to_dict()[name]) for side in (one.one, one.other) for name in _PARTNER[1:])]
        for one in found
    ]
    title = f"relations of {given.of}, {names[0]} against {names[1]}"
    _say(given, terminal, told, (head, *rows), differences_text(found, names, title, terminal))
    return FOUND if found else OK


def _say(
    given: Options,
    terminal: Terminal,
    told: Mapping[str, Any],
    rows: Iterable[Sequence[object]],
    text: Iterable[str],
) -> int:
    if given.format == "json":
        terminal.say_json(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif given.format == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        terminal.say_csv(out.getvalue())
    else:
        terminal.say("".join(text))
    return OK


def _cell(value: object) -> object:
    return "|".join(value) if isinstance(value, list) else "" if value is None else value
