"""The bytes of a merged file: its lines in order, conflicts between markers, each line in its encoding."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from operator import attrgetter

import attrs

from diplomap.diffing.merging.cells import either
from diplomap.diffing.merging.conflicts import Sides
from diplomap.diffing.merging.files.row_merging import Hunk
from diplomap.diffing.merging.files.row_writing import Line, RowWriter
from diplomap.diffing.merging.files.table_text import LINE_END, TableText, without_blank_end
from diplomap.diffing.merging.settling import Settling

Piece = tuple[str, str]


@attrs.frozen(slots=True)
class Item:
    """A merged row, and the blank lines after it."""

    row: Line | Hunk
    gap: str


@attrs.frozen(slots=True)
class MergedText:
    """The bytes of a merged file, and the cells as which its rows are to be read, markers included."""

    data: bytes
    cells: list[tuple[str, ...]]


def merged_text(
    name: str,
    texts: Sides[TableText],
    writer: RowWriter,
    items: Sequence[Item],
    settling: Settling,
    marker_size: int,
) -> MergedText:
    """The merged file; each open conflict learns the line on which it is marked."""
    form = writer.format
    pieces: list[Piece] = [(either(texts.map(attrgetter("above"))), form.encoding)]
    header = writer.header()
    rows: list[Line | Hunk] = [header, *(item.row for item in items)]
    gaps = [either(texts.map(lambda one: one.gap(-1))), *(item.gap for item in items)]
    below, ended = either(texts.map(attrgetter("below"))), either(texts.map(_has_end))
    cells: list[tuple[str, ...]] = []
    line = 1 + len(LINE_END.findall(pieces[0][0]))
    for place, (row, gap) in enumerate(zip(rows, gaps, strict=True)):
        last = place == len(rows) - 1
        lines = [*_marked(row, writer, marker_size)] if isinstance(row, Hunk) else [row]
        if isinstance(row, Hunk):
            for number in range(row.first, row.last):
                settling.conflicts[number] = attrs.evolve(settling.conflicts[number], line=line)
        for one in lines:
            bare = last and one is lines[-1] and not below and not ended
            text = one.text + ("" if bare else one.end or form.line_end)
            line += len(LINE_END.findall(text))
            pieces.append((text, one.encoding))
            if place:
                cells.append(without_blank_end(one.cells))
        pieces.append((gap, form.encoding))
        line += len(LINE_END.findall(gap))
    pieces.append((below, form.encoding))
    return MergedText(_encoded(pieces, form.mark), cells)


def _marked(hunk: Hunk, writer: RowWriter, size: int) -> Iterator[Line]:
    form = writer.format

    def marker(letter: str, label: str) -> Line:
        text = f"{letter * size} {label}".rstrip()
        return Line(text, form.line_end, form.encoding, (text,))

    yield marker("<", "ours")
    if hunk.ours is not None:
        yield hunk.ours
    yield marker("=", "")
    if hunk.theirs is not None:
        yield hunk.theirs
    yield marker(">", "theirs")


def _encoded(pieces: Sequence[Piece], mark: bytes) -> bytes:
    try:
        return mark + b"".join(text.encode(encoding) for text, encoding in pieces)
    except UnicodeEncodeError:
        # The one side's encoding lacks a letter that the other side typed: UTF-8 has them all.
        return (codecs.BOM_UTF8 if mark else b"") + "".join(text for text, _ in pieces).encode()


def _has_end(text: TableText) -> bool:
    return text.raw.text.endswith(("\r", "\n"))
