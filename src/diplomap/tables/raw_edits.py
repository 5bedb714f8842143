"""The text of a table as it lies in its file, and edits of it that leave every other byte as it is."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import attrs

from diplomap.tables.decoding import decoded
from diplomap.tables.reading_result import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1252", "latin-1")


@attrs.frozen(slots=True)
class Splice:
    """A stretch of a text, from `start` to before `end` in characters, and the text that takes its place.

    In a workbook it is a stretch of bytes in one of its parts.
    """

    start: int
    end: int
    text: str
    part: str = ""


@attrs.frozen(slots=True)
class RawText:
    r"""The text of a file, with what is needed to give back its very bytes.

    `mark` are the bytes of the byte order mark; `encoding` is that of the text, `foreign` the encoding of
    the lines (parted by line feeds, from 0) that are in another one.

    >>> raw = raw_text("m.csv", b"\xef\xbb\xbfid;city\r\na; Bonn\r\n")
    >>> raw.spliced([Splice(11, 12, "")])
    b'\xef\xbb\xbfid;city\r\na;Bonn\r\n'
    """

    text: str
    encoding: str
    mark: bytes = b""
    foreign: Mapping[int, str] = attrs.field(factory=dict)
    _starts: Sequence[int] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(
            lambda self: _line_starts(self.text) if self.foreign else (0,), takes_self=True
        ),
    )

    def can_hold(self, place: int, text: str) -> bool:
        """Whether a text can be written at a place in the encoding of its line."""
        try:
            text.encode(self.encoding_at(place))
        except UnicodeEncodeError:
            return False
        return True

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The bytes of the file with some stretches replaced; the stretches must not overlap.

        Raises ValueError where two of them do, UnicodeEncodeError where the file's encoding lacks a letter.
        """
        pieces = [self.mark]
        at = 0
        for one in sorted(splices, key=lambda one: (one.start, one.end)):
            if one.start < at:
                raise ValueError(f"two edits of one stretch of text, at character {one.start}")
            pieces.append(self._encoded(at, one.start))
            pieces.append(one.text.encode(self.encoding_at(one.start)))
            at = one.end
        pieces.append(self._encoded(at, len(self.text)))
        return b"".join(pieces)

    def encoding_at(self, place: int) -> str:
        """The encoding of the line on which a character stands."""
        if not self.foreign:
            return self.encoding
        return self.foreign.get(bisect_right(self._starts, place) - 1, self.encoding)

    def _encoded(self, start: int, end: int) -> bytes:
        if not self.foreign:
            return self.text[start:end].encode(self.encoding)
        pieces = []
        line = bisect_right(self._starts, start) - 1
        while start < end:
            stop = min(end, self._starts[line + 1]) if line + 1 < len(self._starts) else end
            pieces.append(self.text[start:stop].encode(self.foreign.get(line, self.encoding)))
            start, line = stop, line + 1
        return b"".join(pieces)


def raw_text(name: str, data: bytes) -> RawText:
    """The text of a table's bytes, as the reader of tables sees it.

    Raises UnreadableError where there is no text, or where it does not give back the same bytes.
    """
    table = decoded(name, data)
    text = "".join(table.lines())
    for raw in _guesses(table.encoding, table.foreign, text, data):
        try:
            if raw.spliced(()) == data:
                return raw
        except UnicodeEncodeError:
            continue
    raise UnreadableError(f"{name}: its encoding cannot be written again byte for byte")


def _guesses(encoding: str, foreign: Sequence[int], text: str, data: bytes) -> Iterable[RawText]:
    mark, marked = next((one for one in _MARKS if data.startswith(one[0])), (b"", ""))
    others = _foreign(foreign, data[len(mark) :]) if foreign else {}
    yield RawText(text, encoding, mark if marked == encoding else b"", others)
    if marked:
        # A mark of UTF-8 may stand before lines of which none is; other marks tell the encoding.
        yield RawText(text, encoding if marked == "utf-8" else marked, mark, others)
    for wide in ("utf-16-le", "utf-16-be"):
        yield RawText(text, wide)


def _foreign(numbers: Sequence[int], data: bytes) -> dict[int, str]:
    lines = data.split(b"\n")
    return {number - 1: _single_byte(lines[number - 1]) for number in numbers}


def _single_byte(line: bytes) -> str:
    try:
        line.decode(_SINGLE_BYTE[0])
    except UnicodeDecodeError:
        return _SINGLE_BYTE[1]
    return _SINGLE_BYTE[0]


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n") + 1
    while at:
        starts.append(at)
        at = text.find("\n", at) + 1
    return starts
