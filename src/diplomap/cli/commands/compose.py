"""`diplomap compose`: one patch that does what several do one after the other."""

from __future__ import annotations

from functools import reduce

from diplomap.cli.errors import asking
from diplomap.cli.inputs import refuse_stdin_twice
from diplomap.cli.options import Options, Parser, examples
from diplomap.cli.patch_files import PATCH_HELP, add_output, give, named_patch
from diplomap.cli.terminal import Terminal
from diplomap.diffing.patch.patches import Patch


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("patches", metavar="PATCH", nargs="+", help=f"{PATCH_HELP}; in their order")
    add_output(parser)
    parser.epilog = examples(
        ("from the first edition to the third", "compose 2021.json 2022.json -o 2021-2022.json"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Write the composition."""
    refuse_stdin_twice(given.patches)
    patches = [named_patch(source) for source in given.patches]
    with asking():
        whole = reduce(Patch.compose, patches)
    return give(whole, given, terminal)
