"""Finding the encoding of a table, and mending lines that were pasted in from another one."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

import attrs

from diplomap.tables.reading_result import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(number for number in range(32) if number not in b"\t\n\x0b\x0c\r\x1a")
_LOOKED_AT = 1 << 16
_FEW = 16
_MARKED = re.compile(rb"\A(?:%s)+" % b"|".join(map(re.escape, (mark for mark, _ in _MARKS))))
_PARTING = frozenset("\n\r,;\t:=")
_WINDOWS = "cp1252"


@attrs.frozen(slots=True)
class Decoded:
    """The bytes of a table from which it can be decoded without an error.

    `foreign` are the physical lines that were not in the encoding of the rest and were read as
    Windows-1252; `nul` are the lines that hold NUL characters.
    """

    data: bytes
    encoding: str
    foreign: tuple[int, ...] = ()
    nul: tuple[int, ...] = ()

    def lines(self) -> Iterator[str]:
        """The physical lines with their ends, decoded one after another."""
        return io.TextIOWrapper(io.BytesIO(self.data), encoding=self.encoding, errors="replace", newline="")

    def first_line(self) -> str:
        """The first line that holds something, without its end."""
        return next((line.rstrip("\r\n") for line in self.lines() if line.strip()), "")


def decoded(name: str, data: bytes) -> Decoded:
    """The encoding of a table: by its byte order mark, else UTF-8, UTF-16 or Windows-1252 by its bytes.

    >>> decoded("t.csv", "Bogotá".encode("cp1252")).encoding
    'cp1252'

    Raises UnreadableError for what is empty or is no text.
    """
    if not data.strip():
        raise UnreadableError(f"{name}: the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            if encoding != "utf-8" and not _is_misread(rest, encoding):
                return _marked(name, rest, encoding)
            # Programs that write a mark before text that has one leave several.
            return decoded(name, _MARKED.sub(b"", data))
    sample = data[:_LOOKED_AT]
    if b"\x00" in sample and (wide := _wide(sample)) and not _is_misread(data, wide):
        return _marked(name, data, wide)
    _refuse_controls(name, sample)
    if data.isascii():
        return Decoded(data, "utf-8", nul=_nul_lines(data))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _line_by_line(data)
    return Decoded(data, "utf-8", nul=_nul_lines(data))


def _is_misread(data: bytes, encoding: str) -> bool:
    """Whether what parts the cells of a table stands in the bytes and nowhere in their text."""
    text = data.decode(encoding, "replace")
    return _PARTING.isdisjoint(text) and any(sign.encode() in data for sign in _PARTING)


def _refuse_controls(name: str, sample: bytes) -> None:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(_FEW, len(sample) // 50):
        raise UnreadableError(f"{name}: is no text table (it holds {controls} control bytes)")


def _marked(name: str, data: bytes, encoding: str) -> Decoded:
    if not data.strip(b"\x00\r\n\t "):
        raise UnreadableError(f"{name}: the file is empty")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{name}: is damaged {encoding.upper()} text ({error.reason})") from None
    again = text.lstrip("\ufeff").encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode("utf-8")
    _refuse_controls(name, again[:_LOOKED_AT])
    return Decoded(again, "utf-8", nul=_nul_lines(again))


def _wide(sample: bytes) -> str | None:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _line_by_line(data: bytes) -> Decoded:
    lines = data.split(b"\n")
    foreign = [number for number, line in enumerate(lines, 1) if not line.isascii() and not _is_utf8(line)]
    others = set(foreign)
    if not any(not line.isascii() for number, line in enumerate(lines, 1) if number not in others):
        return Decoded(data, _single_byte(data), nul=_nul_lines(data))
    for number in foreign:
        line = lines[number - 1]
        lines[number - 1] = line.decode(_single_byte(line)).encode("utf-8")
    mended = b"\n".join(lines)
    return Decoded(mended, "utf-8", tuple(foreign), _nul_lines(mended))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(data: bytes) -> str:
    # Five bytes stand for nothing in Windows-1252; Latin-1 keeps them apart, so that nothing is lost.
    try:
        data.decode(_WINDOWS)
    except UnicodeDecodeError:
        return "latin-1"
    return _WINDOWS


def _nul_lines(data: bytes) -> tuple[int, ...]:
    if b"\x00" not in data:
        return ()
    return tuple(number for number, line in enumerate(data.split(b"\n"), 1) if b"\x00" in line)
