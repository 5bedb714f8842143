"""`diplomap convert`: a table in any known layout written in our own."""

from __future__ import annotations

from diplomap.cli.errors import OK, asking
from diplomap.cli.inputs import loaded
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_layout, examples
from diplomap.cli.terminal import Terminal


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_HELP)
    parser.add_argument("target", metavar="TARGET", help="a folder, or one file that ends in .csv")
    add_layout(parser)
    parser.epilog = examples(
        ("another project's table as a dataset of ours", "convert embassies.csv missions/"),
        ("a bundled dataset as it stood on a day", "convert dprk@2023-10-01 dprk-2023/"),
        ("somebody's table of relations, found by its header, in one file", "convert ties.csv relations.csv"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Write the source to the target and name the files written on standard error."""
    from diplomap.tables.writing import write

    reading = loaded(given.source, terminal, layout=given.layout)
    with asking(), terminal.progress(f"writing {given.target}"):
        written = write(reading.dataset, given.target)
    terminal.note(f"wrote {', '.join(map(str, written))}")
    untold = [name for name, records in reading.dataset.tables.items() if records]
    if given.target.casefold().endswith(".csv") and len(reading.dataset.missions) and untold:
        terminal.note(f"one file holds the missions alone; a folder would hold {', '.join(untold)} too")
    return OK
