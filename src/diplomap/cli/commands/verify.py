"""`diplomap verify`: what the data say of reported figures, with the arithmetic shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from diplomap.cli.citations import citations, sources_of
from diplomap.cli.errors import FOUND, OK, Misuse, asking
from diplomap.cli.figure_options import add_figure, asked_figure, partial_date
from diplomap.cli.inputs import loaded
from diplomap.cli.options import (
    SOURCE_HELP,
    Options,
    Parser,
    add_exit_zero,
    add_format,
    add_layout,
    examples,
    profile_name,
)
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import wrapped
from diplomap.history.figure_words import said
from diplomap.history.verdicts import SCHEMA, Answer, Verdict
from diplomap.history.verification import verify
from diplomap.model.dataset import Dataset

_ROLE = {Answer.SUPPORTED: "gain", Answer.CONTRADICTED: "loss", Answer.UNDECIDABLE: "note"}
_COLUMNS = (
    *("figure", "verdict", "low", "high", "claimed_low", "claimed_high", "unit", "profile", "forecast"),
    *("quantity", "of", "among", "since", "until", "words", "statement", "speaker", "why"),
    *("changes_under", "sources"),
)


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument(
        "figures", nargs="*", metavar="FIGURE", help="ids of reported figures (default: all in the dataset)"
    )
    parser.add_argument(
        "--profile",
        metavar="NAME",
        type=profile_name,
        help="count by this profile (default: the figure's own, or all where it names none)",
    )
    parser.add_argument(
        "--at",
        metavar="DATE",
        type=partial_date,
        help="count up to this date in place of the figure's own, such as where a forecast names none",
    )
    add_figure(parser)
    add_layout(parser)
    add_format(parser, "text", "json", "csv")
    add_exit_zero(parser)
    parser.epilog = examples(
        ("every figure of a dataset", "verify dprk"),
        ("what came of one forecast up to a day", "verify dprk closures-as-many-as-10 --at 2024-01-30"),
        (
            "a figure that stands in no table: about 10 closures in late 2023",
            "verify dprk --of PRK --quantity closures --since 2023-10-01 --until 2024-01-30 --about 10",
        ),
        (
            "the same as a share of the missions at the start",
            "verify dprk --of PRK --since 2023-10-01 --until 2024-01-30 --about 20 --percent",
        ),
    ) + ("\ngives 1 where a figure is contradicted; undecidable is no contradiction\n")


def run(given: Options, terminal: Terminal) -> int:
    """Judge the figures asked for. Gives 1 where one is contradicted."""
    dataset = loaded(given.source, terminal, layout=given.layout).dataset
    with asking(), terminal.progress("counting"):
        found = _verdicts(given, dataset)
    if given.format == "json":
        told = {"schema": SCHEMA, "verdicts": [one.to_dict() for one in found]}
        terminal.say_json(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif given.format == "csv":
        terminal.say_csv(_csv(found))
    else:
        terminal.say("\n".join("".join(_text(one, dataset, terminal)) for one in found) or "no figures\n")
    contradicted = any(one.verdict is Answer.CONTRADICTED for one in found)
    return FOUND if contradicted and not given.exit_zero else OK


def _verdicts(given: Options, dataset: Dataset) -> Sequence[Verdict]:
    asked = asked_figure(given, dataset)
    if asked is not None:
        if given.figures:
            raise Misuse("name figures of the dataset by their ids, or describe one with options, not both")
        return [verify(dataset, asked, profile=given.profile, at=given.at)]
    for name in given.figures:
        if dataset.figures.get(name) is None:
            known = ", ".join(one.id for one in dataset.figures) or "none"
            raise Misuse(f"no figure is called {name!r}; there are {known}")
    names = given.figures or dataset.figures
    return [verify(dataset, name, profile=given.profile, at=given.at) for name in names]


def _text(found: Verdict, dataset: Dataset, terminal: Terminal) -> Iterator[str]:
    figure, width = found.figure, terminal.width
    head = terminal.paint(str(found.verdict), _ROLE[found.verdict])
    who = f", {found.speaker}" if found.speaker else ""
    forecast = " (a forecast)" if found.forecast else ""
    yield f"{terminal.paint(figure.id, 'title')}: {head} — “{said(figure)}”{forecast}{who}\n"
    for line in found.arithmetic:
        yield wrapped(line, width=width, indent="  ", hanging="    ")
    if found.changes_under:
        told = ", ".join(f"{name} ({found.by_profile[name]})" for name in found.changes_under)
        yield wrapped(f"other answers under other profiles: {told}", width=width, indent="  ", hanging="    ")
    for source in citations(found.sources, sources_of(dataset)):
        yield wrapped(f"source {source}", width=width, indent="  ", hanging="    ")


def _csv(found: Sequence[Verdict]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in found:
        told = one.to_dict()
        for name, column in (("interval", ""), ("claimed", "claimed_")):
            bounds = told[name] or {"low": None, "high": None}
            told[f"{column}low"], told[f"{column}high"] = bounds["low"], bounds["high"]
        writer.writerow([_cell(told[name]) for name in _COLUMNS])
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "|".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value
