"""Patch files that a command names, read and written."""

from __future__ import annotations

import sys

from diplomap.cli.errors import OK, asking
from diplomap.cli.options import Options, Parser
from diplomap.cli.terminal import Terminal
from diplomap.diffing.patch.patches import Patch, read_patch, write_patch

PATCH_HELP = "a patch file (`diplomap diff OLD NEW --format patch`), or - for standard input"


def add_output(parser: Parser) -> None:
    """The option `-o` for a patch that is made."""
    parser.add_argument(
        *("-o", "--output"), metavar="FILE", help="where the patch is written (default: standard output)"
    )


def named_patch(source: str) -> Patch:
    """The patch that a file holds, or standard input.

    Raises ValueError for what is no patch, OSError for a file that cannot be read.
    """
    if source != "-":
        return read_patch(source)
    from diplomap.diffing.patch.patch_json import parsed

    return parsed(sys.stdin.buffer.read(), "standard input")


def give(patch: Patch, given: Options, terminal: Terminal) -> int:
    """Write a patch to the file asked for, or to standard output."""
    from diplomap.diffing.patch.patch_json import patch_text

    with asking():
        if given.output is None:
            terminal.say_json(patch_text(patch))
        else:
            terminal.note(f"wrote {write_patch(patch, given.output)}: {patch.summary()}")
    return OK
