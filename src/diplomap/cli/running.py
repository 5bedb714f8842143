"""Running a command: found by its name, its options read, its errors told."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Protocol

from diplomap.cli.commands import COMMANDS
from diplomap.cli.errors import OK, WRONG, Misuse, told
from diplomap.cli.options import Options, Parser, examples, read
from diplomap.cli.terminal import Terminal
from diplomap.version import __version__

_INTRODUCTION = """\
The world's diplomatic map: tables of missions checked, counted and compared.

A dataset is a path (CSV, folder, zip, gzip), - for standard input, or the name of a bundled one (see
`diplomap datasets`); a date after it, as in dprk@2023-10-01, asks for how it stood on that day.
"""
_EXAMPLES = (
    ("what changed in North Korea's missions in late 2023", "diff dprk@2023-10-01 dprk@2024-01-30 --of PRK"),
    ("what is wrong with a table", "check practice"),
    ("what a finding means", "explain DM301"),
)
_TRACE = "DIPLOMAP_TRACEBACK"


class Command(Protocol):
    """What a module of `diplomap.cli.commands` offers."""

    def add_options(self, parser: Parser) -> None: ...

    def run(self, given: Options, terminal: Terminal) -> int: ...


def run(arguments: list[str]) -> int:
    """Run a command line and give its exit status; see `diplomap.cli.main.main`."""
    terminal = Terminal()
    try:
        status = _run(arguments, terminal)
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else OK
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get(_TRACE) and not _expected(error):
            raise
        status, message = told(error)
        _note(terminal, message)
    return _settled(status)


def _run(arguments: list[str], terminal: Terminal) -> int:
    if not arguments:
        terminal.note("name a command\n\n" + _overview().format_help())
        return WRONG
    name, *rest = arguments
    if name == "help":
        name, rest = (rest[0], ["--help"]) if rest else ("--help", [])
    if name in ("--version", "-V"):
        terminal.say(f"diplomap {__version__}\n")
        return OK
    if name.startswith("-"):
        read(_overview(), [name], terminal)
        raise Misuse("name a command; `diplomap --help` lists them")
    if name not in COMMANDS:
        raise Misuse(f"there is no command {name!r}{_near(name)}")
    command: Command = import_module(f"diplomap.cli.commands.{name}")
    parser = Parser(prog=f"diplomap {name}", description=COMMANDS[name])
    command.add_options(parser)
    given = read(parser, rest, terminal)
    terminal.colour = given.color
    return command.run(given, terminal)


def _overview() -> Parser:
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:<{width}}  {summary}" for name, summary in COMMANDS.items())
    parser = Parser(
        prog="diplomap",
        usage="diplomap COMMAND …",
        description=f"{_INTRODUCTION}\ncommands (each has a --help of its own):\n{listed}",
        epilog=examples(*_EXAMPLES)
        + "\nexit status: 0 nothing to report, 1 findings or differences, 2 wrong use or unreadable input",
    )
    parser.add_argument("-V", "--version", action="store_true", help="say the version and leave")
    return parser


def _expected(error: BaseException) -> bool:
    from diplomap.tables.reading_result import UnreadableError

    return isinstance(error, OSError | Misuse | UnreadableError | KeyboardInterrupt)


def _near(name: str) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, COMMANDS, n=2, cutoff=0.5)
    return f"; did you mean {' or '.join(found)}?" if found else "; `diplomap --help` lists them"


def _note(terminal: Terminal, message: str) -> None:
    try:
        if message:
            terminal.note(message)
    except OSError:
        # Standard error is gone as well: there is nobody left to tell.
        return


def _settled(status: int) -> int:
    """Empty the output now: at the interpreter's end, a failure to do so would be a traceback."""
    if sys.stdout is None:
        return status
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go()
    except (OSError, ValueError):
        _let_go()
        return WRONG
    return status


def _let_go() -> None:
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
