"""The options by which a check leaves known findings aside, or remembers those that there are."""

from __future__ import annotations

from collections.abc import Sequence

from diplomap.checking.baseline import Baseline, read_baseline
from diplomap.checking.check import Result
from diplomap.cli.errors import asking
from diplomap.cli.options import Options, Parser
from diplomap.cli.terminal import Terminal


def add_baseline_options(parser: Parser) -> None:
    """The options `--baseline` and `--write-baseline`."""
    parser.add_argument(
        "--baseline", metavar="FILE", help="tell only what a baseline does not have; the rest is counted"
    )
    parser.add_argument(
        "--write-baseline",
        metavar="FILE",
        help="write all findings that there are now to a baseline",
    )


def told_baseline(given: Options) -> Baseline | None:
    """The baseline that is named, or None.

    Raises Misuse where the file is none, OSError where it cannot be read.
    """
    if given.baseline is None:
        return None
    with asking():
        return read_baseline(given.baseline)


def without_known(
    results: Sequence[Result], baseline: Baseline | None, given: Options, terminal: Terminal
) -> list[Result]:
    """Results without what a baseline has; a new one is written before, and used where no other is named."""
    if given.write_baseline is not None:
        made = Baseline.of(*results)
        made.write(given.write_baseline)
        number = made.known.total()
        terminal.note(f"wrote {number:,} finding{'' if number == 1 else 's'} to {given.write_baseline}")
        baseline = made if baseline is None else baseline
    return [*results] if baseline is None else baseline.applied_to_each(results)
