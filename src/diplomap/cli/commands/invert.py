"""`diplomap invert`: the patch that undoes another."""

from __future__ import annotations

from diplomap.cli.options import Options, Parser, examples
from diplomap.cli.patch_files import PATCH_HELP, add_output, give, named_patch
from diplomap.cli.terminal import Terminal


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("patch", metavar="PATCH", help=PATCH_HELP)
    add_output(parser)
    parser.epilog = examples(
        ("the way back", "invert changes.json -o back.json"),
        ("undo it at once", "invert changes.json | diplomap apply - new/ -o old/"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Write the inverse."""
    return give(named_patch(given.patch).invert(), given, terminal)
