"""The bytes of a merged file: its lines in order, conflicts between markers, each line in its encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from diplomap.diffing.merging.cells import CLASH, merged_value
from diplomap.diffing.merging.conflicts import Sides
from diplomap.diffing.merging.files.row_merging import Hunk
from diplomap.diffing.merging.files.row_writing import Line, RowWriter
from diplomap.diffing.merging.files.table_text import TableText
from diplomap.diffing.merging.settling import Settling

_LINE_END = re.compile(r"\r\n|\r|\n")
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
    pieces: list[Piece] = [(_either(texts, "above"), form.encoding)]
    header = writer.header()
    rows: list[Line | Hunk] = [header, *(item.row for item in items)]
    gaps = [_gap_below_header(texts), *(item.gap for item in items)]
    below, ended = _either(texts, "below"), _ended(texts)
    cells: list[tuple[str, ...]] = []
    line = 1 + len(_LINE_END.findall(pieces[0][0]))
    for place, (row, gap) in enumerate(zip(rows, gaps, strict=True)):
        last = place == len(rows) - 1
        lines = [*_marked(row, writer, marker_size)] if isinstance(row, Hunk) else [row]
        if isinstance(row, Hunk):
            for number in range(row.first, row.last):
                settling.conflicts[number] = attrs.evolve(settling.conflicts[number], line=line)
        for one in lines:
            bare = last and one is lines[-1] and not below and not ended
            text = one.text + ("" if bare else one.end or form.line_end)
            line += len(_LINE_END.findall(text))
            pieces.append((text, one.encoding))
            if place:
                cells.append(_bare(one.cells))
        pieces.append((gap, form.encoding))
        line += len(_LINE_END.findall(gap))
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


def _either(texts: Sides[TableText], what: str) -> str:
    values = Sides(*(str(getattr(one, what)) for one in (texts.base, texts.ours, texts.theirs)))
    merged = merged_value(values)
    return values.ours if merged is CLASH else str(merged)


def _gap_below_header(texts: Sides[TableText]) -> str:
    values = Sides(texts.base.gap(-1), texts.ours.gap(-1), texts.theirs.gap(-1))
    merged = merged_value(values)
    return values.ours if merged is CLASH else str(merged)


def _ended(texts: Sides[TableText]) -> bool:
    """Whether the file's last line has an end."""
    return bool(merged_value(Sides(*(_has_end(one) for one in (texts.base, texts.ours, texts.theirs)))))


def _has_end(text: TableText) -> bool:
    return text.raw.text.endswith(("\r", "\n"))


def _bare(cells: Iterable[str]) -> tuple[str, ...]:
    told = [*cells]
    while told and not told[-1].strip():
        told.pop()
    return tuple(told)
