"""`diplomap apply`: what a patch makes of a dataset, or all that is in the way of it."""

from __future__ import annotations

import json
from typing import Any

from diplomap.cli.errors import FOUND, OK, asking
from diplomap.cli.inputs import loaded, refuse_stdin_twice
from diplomap.cli.options import SOURCE_HELP, Options, Parser, add_format, add_layout, examples
from diplomap.cli.patch_files import PATCH_HELP, named_patch
from diplomap.cli.terminal import Terminal
from diplomap.diffing.patch.conflicts import PatchConflict, PatchError

SCHEMA = "diplomap/apply/1"


def add_options(parser: Parser) -> None:
    """The options of the command."""
    parser.add_argument("patch", metavar="PATCH", help=PATCH_HELP)
    parser.add_argument("dataset", metavar="DATASET", help=SOURCE_HELP)
    parser.add_argument(
        *("-o", "--output"),
        metavar="OUT",
        help="a folder, or one file that ends in .csv (default: nowhere; whether it fits is told)",
    )
    parser.add_argument(
        "--ignore-order",
        action="store_true",
        help="leave the order as it is where the patch moves rows of a dataset that is not its own",
    )
    add_layout(parser)
    add_format(parser, "text", "json")
    parser.epilog = examples(
        ("a colleague's changes in one's own copy", "apply changes.json missions/ -o missions/"),
        ("whether they fit, and nothing written", "apply changes.json missions/ --format json"),
    )


def run(given: Options, terminal: Terminal) -> int:
    """Apply and write. Gives 1, and writes nothing, where something is in the way."""
    from diplomap.tables.writing import write

    refuse_stdin_twice((given.patch, given.dataset))
    patch = named_patch(given.patch)
    dataset = loaded(given.dataset, terminal, layout=given.layout).dataset
    conflicts: tuple[PatchConflict, ...] = ()
    try:
        with terminal.progress("applying"):
            made = patch.apply(dataset, order=not given.ignore_order)
    except PatchError as error:
        conflicts = error.conflicts
    else:
        if given.output is not None:
            with asking(), terminal.progress(f"writing {given.output}"):
                written = write(made, given.output)
            terminal.note(f"wrote {', '.join(map(str, written))}")
    if given.format == "json":
        terminal.say_json(json.dumps(_shape(conflicts), ensure_ascii=False, indent=1) + "\n")
    elif conflicts:
        terminal.say("".join(f"{one}\n" for one in conflicts))
        terminal.note(f"the patch does not fit, and nothing was written: {len(conflicts)} conflicts")
    else:
        terminal.say(f"applied: {patch.summary()}\n")
    return FOUND if conflicts else OK


def _shape(conflicts: tuple[PatchConflict, ...]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "applied": not conflicts,
        "conflicts": [
            {"table": one.table, "what": one.what, "name": one.name, "why": one.why} for one in conflicts
        ],
    }
