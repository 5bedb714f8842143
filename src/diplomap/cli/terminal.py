"""Where the command line writes: colour, width and encoding as the streams allow."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

_BOLD, _FAINT, _RED, _GREEN, _YELLOW, _CYAN = "1", "2", "31", "32", "33", "36"
_CODES = {
    "error": f"{_BOLD};{_RED}",
    "warning": _YELLOW,
    "note": _CYAN,
    "mark": f"{_BOLD};{_YELLOW}",
    "file": _BOLD,
    "title": _BOLD,
    "count": _BOLD,
    "head": _FAINT,
    "row": _FAINT,
    "faint": _FAINT,
    "place": _CYAN,
    "gain": _GREEN,
    "loss": _RED,
}
_PATIENCE = 1.0
# Controls, and the marks that turn the direction of the text after them; each is shown as a space.
STEERING = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)), " "
)
_OVER_LINES = {code: " " for code in STEERING if chr(code) != "\n"}
_OVER_COLOURED_LINES = re.compile(f"(\x1b\\[[0-9;]*m)|[{''.join(map(re.escape, map(chr, _OVER_LINES)))}]")
COLOURS = ("auto", "always", "never")


class Terminal:
    """The two streams of a run. `width` is None where nobody looks, so that nothing is cut there.

    Colour is used where asked for (`always`), never where refused (`never`, or NO_COLOR set), else where
    FORCE_COLOR is set or the stream is a terminal that is not `dumb`. See https://no-color.org.

    >>> import io
    >>> Terminal(io.StringIO(), io.StringIO(), environment={}).paint("x", "error")
    'x'
    >>> Terminal(io.StringIO(), io.StringIO(), environment={"FORCE_COLOR": "1"}).paint("x", "error")
    '\\x1b[1;31mx\\x1b[0m'
    """

    def __init__(
        self,
        out: TextIO | None = None,
        err: TextIO | None = None,
        colour: str = "auto",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._environment = os.environ if environment is None else environment
        self._out = sys.stdout if out is None else out
        self._err = sys.stderr if err is None else err
        self.interactive = _is_terminal(self._out)
        self.width = shutil.get_terminal_size().columns if self.interactive else None
        self.colour = colour

    @property
    def coloured(self) -> bool:
        """Whether the output carries colour."""
        if self.colour != "auto":
            return self.colour == "always"
        if self._environment.get("NO_COLOR"):
            return False
        if self._environment.get("FORCE_COLOR"):
            return True
        return self.interactive and self._environment.get("TERM") != "dumb"

    def paint(self, text: str, role: str) -> str:
        """A text in the colour of the role it plays, where colour is used."""
        code = _CODES.get(role)
        return f"\x1b[{code}m{text}\x1b[0m" if code and text and self.coloured else text

    def say(self, text: str) -> None:
        """Write text for a reader to standard output; what its encoding lacks is written as an escape.

        Whatever could steer the terminal, other than our own colours, becomes a space.
        """
        if self.coloured:
            text = _OVER_COLOURED_LINES.sub(lambda found: found[1] or " ", text)
        else:
            text = text.translate(_OVER_LINES)
        _write(self._out, text)

    def say_csv(self, text: str) -> None:
        """Write CSV to standard output as it is; what its encoding lacks is written as an escape."""
        _write(self._out, text)

    def say_json(self, text: str) -> None:
        """Write JSON to standard output; outside UTF-8, characters beyond ASCII as JSON escapes."""
        _write(self._out, text if _is_utf8(self._out) else ascii_json(text))

    def note(self, text: str) -> None:
        """Write a line to standard error, where it stands in nobody's way."""
        _write(self._err, f"diplomap: {text}\n".translate(_OVER_LINES))

    @contextmanager
    def progress(self, doing: str) -> Iterator[None]:
        """Say what is being done where it takes longer than a second and somebody watches."""
        if not _is_terminal(self._err):
            yield
            return
        from threading import Timer

        shown: list[str] = []

        def show() -> None:
            shown.append(doing)
            _write(self._err, f"{doing} …")

        timer = Timer(_PATIENCE, show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if shown:
                _write(self._err, "\r" + " " * (len(doing) + 2) + "\r")


def ascii_json(text: str) -> str:
    """JSON with every character beyond ASCII as an escape, which says the same in any encoding.

    >>> ascii_json('{"city": "Bogotá"}')
    '{"city": "Bogot\\\\u00e1"}'
    """
    if text.isascii():
        return text
    return "".join(
        letter if letter.isascii() else "".join(f"\\u{unit:04x}" for unit in _units(letter))
        for letter in text
    )


def _units(letter: str) -> list[int]:
    pairs = letter.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(pairs[place : place + 2], "big") for place in range(0, len(pairs), 2)]


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def _is_utf8(stream: TextIO) -> bool:
    encoding = getattr(stream, "encoding", None)
    return encoding is None or encoding.casefold().replace("-", "").replace("_", "") == "utf8"


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    stream.write(text)
    stream.flush()
