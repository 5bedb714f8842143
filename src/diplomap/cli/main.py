"""The way in from the shell."""

from __future__ import annotations

import sys

# `typing` alone takes as long to import as the interpreter to start, and `--version` needs none of it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with these arguments, by default the process's own, and give its exit status.

    0: nothing to report; 1: findings or differences; 2: wrong use or unreadable input. Nothing that a
    user types or a file holds raises.

    >>> main(["footprint", "dprk", "--host", "HKG", "--by", "kind", "--format", "csv", "--at", "2023-10-01"])
    kind,low,high
    consulate_general,1,1
    0
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments in (["--version"], ["-V"]) and _said_version():
        return 0
    from diplomap.cli.running import run

    return run(arguments)


def _said_version() -> bool:
    from diplomap.version import __version__

    try:
        sys.stdout.write(f"diplomap {__version__}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):
        # Whatever is the matter with the output is told by the longer way.
        return False
    return True
