"""The options that commands share, and how their values are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from typing import NoReturn, TypeVar

from diplomap.cli.errors import Misuse
from diplomap.cli.terminal import COLOURS, Terminal

Options = argparse.Namespace
Value = TypeVar("Value")

SOURCE_HELP = "a path, - for standard input, or a bundled dataset; with @DATE, how it stood on that day"


class Parser(argparse.ArgumentParser):
    """A parser of options whose errors are raised as `Misuse` and whose help fits any terminal's encoding."""

    terminal: Terminal | None = None

    def __init__(
        self, *, prog: str, description: str, usage: str | None = None, epilog: str | None = None
    ) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the arguments, with the way to learn more."""
        raise Misuse(f"{message}\n`{self.prog} --help` tells how it is used")

    def _print_message(self, message: str, file: object = None) -> None:
        if message and self.terminal is not None:
            self.terminal.say(message)


def read(parser: Parser, arguments: Sequence[str], terminal: Terminal) -> Options:
    """The options of a command; `--help` is written to the terminal and leaves by SystemExit."""
    parser.terminal = terminal
    parser.add_argument(
        *("--color", "--colour"),
        choices=COLOURS,
        default="auto",
        help="colour in the output (default: on a terminal; NO_COLOR and FORCE_COLOR are heeded)",
    )
    return parser.parse_args(arguments)


def examples(*shown: tuple[str, str]) -> str:
    """The examples at the end of a help: what each does, and the command line without its first word.

    >>> print(examples(("the bundled datasets", "datasets")), end="")
    examples:
      # the bundled datasets
      diplomap datasets
    """
    return "examples:\n" + "".join(f"  # {what}\n  diplomap {line}\n" for what, line in shown)


def add_format(parser: Parser, *formats: str) -> None:
    """The option `--format`, the first of the formats being the default."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"default: {formats[0]}")


def add_exit_zero(parser: Parser) -> None:
    """The option `--exit-zero`."""
    parser.add_argument(
        "--exit-zero",
        action="store_true",
        help="give 0 instead of 1 where something is found",
    )


def add_layout(parser: Parser) -> None:
    """The option `--layout`."""
    parser.add_argument(
        "--layout",
        metavar="NAME",
        type=layout_name,
        help="the table's layout, or a .json file that tells one (default: found by its header)",
    )


def layout_name(text: str) -> str:
    """The name of a layout that is known, or of a file that tells one.

    >>> layout_name("lowwy")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: no layout is called 'lowwy'; there are database-of-embassies, diplomap, \
foreign-relations, korea-ties
    """
    from diplomap.tables.layouts import layout

    _or_misuse(lambda: layout(text))
    return text


def add_profile(parser: Parser) -> None:
    """The option `--profile`."""
    from diplomap.counting.profiles import profiles

    parser.add_argument(
        "--profile",
        metavar="NAME",
        type=profile_name,
        default="all",
        help=f"how missions are counted: {', '.join(profiles())} (default: all)",
    )


def profile_name(text: str) -> str:
    """The name of a counting profile that is known.

    >>> profile_name("lowy")
    'lowy'
    """
    from diplomap.counting.profiles import profile

    return _or_misuse(lambda: profile(text).name)


def day(text: str) -> date:
    """A day; of a month or a year, its first day, as after ``@``.

    >>> day("2023-10-01"), day("2023")
    (datetime.date(2023, 10, 1), datetime.date(2023, 1, 1))
    """
    from diplomap.values.dates import PartialDate

    first = _or_misuse(lambda: PartialDate.parse(text).earliest)
    if first is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no first day; write a day such as 2023-10-01")
    return first


def _or_misuse(asked: Callable[[], Value]) -> Value:
    try:
        return asked()
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
