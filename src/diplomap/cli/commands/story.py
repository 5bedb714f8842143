"""`diplomap story`: a dataset's story clause by clause, each with what the data say and the sources."""

from __future__ import annotations

import json
from collections.abc import Iterator

from diplomap.cli.citations import citations, sources_of
from diplomap.cli.errors import OK, Misuse
from diplomap.cli.inputs import loaded
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_format, examples
from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import plain, wrapped
from diplomap.history.storytelling import Telling, ToldClause, story
from diplomap.model.dataset import Dataset


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("clauses", nargs="*", metavar="CLAUSE", help="ids of clauses (default: all)")
    parser.add_argument("--no-sources", action="store_true", help="leave the sources out")
    add_format(parser, "text", "json")
    parser.epilog = examples(
        ("North Korea's missions in late 2023, clause by clause", "story dprk"),
        ("Taiwan's partners since 2016", "story taiwan"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Tell the story of a dataset."""
    dataset = loaded(given.source, terminal).dataset
    known = [clause.id for clause in dataset.story]
    if not known:
        raise Misuse(f"{given.source}: there is no story in it (it would stand in story.csv)")
    for wanted in given.clauses:
        if wanted not in known:
            raise Misuse(f"no clause is called {wanted!r}; there are {', '.join(known)}")
    with terminal.progress("telling"):
        told = story(dataset)
    chosen = [one for one in told if not given.clauses or one.clause.id in given.clauses]
    if given.format == "json":
        shape = Telling(told.title, tuple(chosen)).to_dict()
        terminal.say_json(json.dumps(shape, ensure_ascii=False, indent=2) + "\n")
        return OK
    terminal.say(terminal.paint(plain(told.title), "title") + "\n\n")
    for number, one in enumerate(chosen, 1):
        terminal.say("".join(_clause(number, one, dataset, terminal, not given.no_sources)) + "\n")
    return OK


def _clause(
    number: int, told: ToldClause, dataset: Dataset, terminal: Terminal, with_sources: bool
) -> Iterator[str]:
    width = terminal.width
    says = wrapped(f"{number}. {told.clause.says}", width=width, indent="", hanging="   ")
    yield terminal.paint(says.rstrip("\n"), "title") + "\n"
    for one in told.shown:
        for line in one.lines:
            deeper = " " * (len(line) - len(line.lstrip()))
            yield wrapped(line.strip(), width=width, indent=f"   {deeper}", hanging=f"     {deeper}")
    for lacking in told.untold:
        yield wrapped(f"not told: {lacking}", width=width, indent="   ", hanging="     ")
    if with_sources:
        for cited in citations(told.sources, sources_of(dataset)):
            yield wrapped(f"source {cited}", width=width, indent="   ", hanging="     ")
