"""What goes wrong on the command line, told in plain words, and the exit status of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

OK, FOUND, WRONG = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141


class Misuse(ValueError):
    """The command was called in a way that cannot be answered; says how to call it."""


@contextmanager
def asking() -> Iterator[None]:
    """Take a ValueError for an answer to the user, who asked for something that is not there.

    >>> with asking():
    ...     int("soon")
    Traceback (most recent call last):
    diplomap.cli.errors.Misuse: invalid literal for int() with base 10: 'soon'
    """
    try:
        yield
    except ValueError as error:
        raise Misuse(str(error)) from None


def told(error: BaseException) -> tuple[int, str]:
    """The exit status of an error, and what to say of it; nothing to say where the reader went away.

    130 and 141 are what a shell reports of a program that was interrupted, or whose reader has gone.

    >>> told(Misuse("name a party with --of"))
    (2, 'name a party with --of')
    >>> told(FileNotFoundError(2, "No such file or directory", "m.csv"))
    (2, 'm.csv: no such file or directory')
    >>> told(BrokenPipeError())
    (141, '')
    """
    if isinstance(error, BrokenPipeError):
        return PIPE_CLOSED, ""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED, "stopped"
    if isinstance(error, MemoryError):
        return WRONG, "there is not enough memory for this input"
    if isinstance(error, OSError):
        why = (error.strerror or str(error) or type(error).__name__).strip()
        why = why[:1].lower() + why[1:]
        return WRONG, f"{error.filename}: {why}" if error.filename else why
    if isinstance(error, ValueError):
        return WRONG, str(error)
    return WRONG, (
        f"a fault of diplomap itself, not of your input: {type(error).__name__}: {error}\n"
        "Please report it; with DIPLOMAP_TRACEBACK=1 in the environment the whole trace is shown."
    )
