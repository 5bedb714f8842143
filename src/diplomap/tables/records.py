"""Splitting a table into records: its header, its columns, the physical line of each, and what is ragged."""

from __future__ import annotations

import csv
import io
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, pairwise

import attrs

from diplomap.tables.decoding import Decoded

# Small enough that a chunk's rows are still in the processor's cache when they become columns.
_CHUNK = 256
# A column in which most texts are new after this many gains nothing from being remembered.
_ENOUGH = 4096
_FEW = 0.5
_MOST_TRIES = 16


@attrs.define(slots=True)
class Records:
    """The records of a table as columns of raw text.

    `names` are the header's cells as typed, `header_line` its physical line (0 where there is none).
    `distinct` has the distinct texts of each column, None where most are distinct. `lines` has the
    physical line on which each record starts. `short` maps the place of a record to how many cells it
    has, `long` to the cells beyond the header. `literal` are the lines that open a quote and never
    close it; they were split as if their quotes were letters. `quoted` says whether there are quotes at all.
    `padded` are the places of those that have more cells than the header, the surplus ones blank.
    `foreign` says that the table is no CSV; then `wrong` has the codes for which its reader cannot let some
    records be typed.
    """

    names: tuple[str, ...]
    header_line: int
    columns: list[list[str]]
    distinct: list[dict[str, str] | None]
    lines: Sequence[int]
    short: dict[int, int]
    long: dict[int, list[str]]
    literal: frozenset[int] = frozenset()
    quoted: bool = False
    foreign: bool = False
    wrong: dict[int, list[str]] = attrs.field(factory=dict)
    padded: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def texts_in(self, column: Sequence[str]) -> Iterable[str]:
        """The distinct texts of one of the columns, or of one made from them."""
        for texts, known in zip(self.columns, self.distinct, strict=True):
            if texts is column and known is not None:
                return known
        return dict.fromkeys(column)


def told_delimiter(table: Decoded) -> tuple[Decoded, str | None]:
    """The delimiter that a spreadsheet tells in a first line (``sep=;``), and the table with that line blank.

    >>> told_delimiter(Decoded(b"sep=;\\nid;kind\\n", "utf-8"))[1]
    ';'
    """
    first = table.first_line()
    match = re.fullmatch(r"sep=(.)\s*", first)
    if match is None:
        return table, None
    bare = table.data.replace(first.encode(table.encoding), b"", 1)
    return attrs.evolve(table, data=bare), match[1]


def split(table: Decoded, delimiter: str) -> Records:
    r"""The records of a table. Lines with nothing on them are no records.

    >>> found = split(Decoded(b'id,note\na,"two\nlines"\n\nb,x\n', "utf-8"), ",")
    >>> found.names, found.columns, list(found.lines)
    (('id', 'note'), [['a', 'b'], ['two\nlines', 'x']], [2, 5])
    """
    literal: frozenset[int] = frozenset()
    with _any_cell_size():
        found = _split(table, delimiter, literal)
        tries = 0
        while b'"' in table.data and (lines := _open_quotes(table, delimiter, found)):
            tries += 1
            literal |= lines
            if tries >= _MOST_TRIES:
                literal |= _quoted_lines(table, min(lines), odd=tries == _MOST_TRIES)
            found = _split(table, delimiter, literal)
        return found


def _split(table: Decoded, delimiter: str, literal: frozenset[int]) -> Records:
    reader = _Reader(table, delimiter, literal)
    header: list[str] = []
    header_line = 0
    for start, record in reader.records():
        if any(cell.strip() for cell in record):
            header, header_line = record, start
            break
    width = len(header)
    while width and not header[width - 1].strip():
        width -= 1
    columns: list[list[str]] = [[] for _ in header]
    memos: list[dict[str, str] | None] = [{} for _ in header]
    lines = array("q")
    short: dict[int, int] = {}
    long: dict[int, list[str]] = {}
    padded: list[int] = []
    for starts, chunk in reader.chunks():
        if set(map(len, chunk)) != {len(header)}:
            _straighten(chunk, starts, len(header), width, len(lines), short, long, padded)
        lines.extend(starts)
        for place, cells in enumerate(zip(*chunk, strict=True)):
            memo = memos[place]
            if memo is None:
                columns[place].extend(cells)
                continue
            columns[place].extend(map(memo.setdefault, cells, cells))
            if len(memo) > _ENOUGH and len(memo) > len(lines) * _FEW:
                memos[place] = None
    return Records(
        *(tuple(header), header_line, columns, memos, lines, short, long, literal),
        quoted=b'"' in table.data,
        padded=padded,
    )


def _straighten(
    chunk: list[list[str]],
    starts: list[int],
    full: int,
    width: int,
    before: int,
    short: dict[int, int],
    long: dict[int, list[str]],
    padded: list[int],
) -> None:
    kept = [place for place, record in enumerate(chunk) if record]
    if len(kept) < len(chunk):
        chunk[:] = [chunk[place] for place in kept]
        starts[:] = [starts[place] for place in kept]
    for place, record in enumerate(chunk):
        have = len(record)
        if have < full:
            record.extend([""] * (full - have))
            # Header cells that are blank at the end promise nothing, so a row may end before them.
            if have < width:
                short[before + place] = have
        elif have > full:
            surplus = record[full:]
            del record[full:]
            if any(cell.strip() for cell in surplus):
                long[before + place] = surplus
            elif surplus:
                padded.append(before + place)


class _Reader:
    def __init__(self, table: Decoded, delimiter: str, literal: frozenset[int]) -> None:
        self._quotes = b'"' in table.data
        self._before = 0
        self._csv = csv.reader(_fed(table, delimiter, literal), delimiter=delimiter)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        for record in self._csv:
            start, self._before = self._before + 1, self._csv.line_num
            yield start, record

    def chunks(self) -> Iterator[tuple[list[int], list[list[str]]]]:
        while True:
            first = self._before
            chunk: list[list[str]] = []
            if self._quotes:
                ends: list[int] = []
                for record in islice(self._csv, _CHUNK):
                    chunk.append(record)
                    ends.append(self._csv.line_num)
                starts = [first + 1, *(end + 1 for end in ends[:-1])] if ends else []
            else:
                chunk.extend(islice(self._csv, _CHUNK))
                starts = list(range(first + 1, first + 1 + len(chunk)))
            self._before = self._csv.line_num
            if not chunk:
                return
            yield starts, chunk


def _fed(table: Decoded, delimiter: str, literal: frozenset[int]) -> Iterator[str]:
    if not literal:
        return table.lines()
    return (
        _as_it_stands(line, delimiter) if number in literal else line
        for number, line in enumerate(table.lines(), 1)
    )


def _as_it_stands(line: str, delimiter: str) -> str:
    bare = line.rstrip("\r\n")
    cells = (f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in bare.split(delimiter))
    return delimiter.join(cells) + line[len(bare) :]


def _open_quotes(table: Decoded, delimiter: str, found: Records) -> frozenset[int]:
    """The lines on which a quote is opened that is closed nowhere, or only by the quote of another cell."""
    starts = [found.header_line, *found.lines]
    several = {one for one, two in pairwise(starts) if two - one > 1} | {starts[-1]}
    texts = raw_records(table, delimiter, found, several - found.literal)
    return frozenset(line for line, text in texts.items() if _is_open(text, delimiter))


def _is_open(text: str, delimiter: str) -> bool:
    if '"' not in text:
        return False
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        # A closing quote is followed by a delimiter; on one line a stray quote does no harm.
        return "unexpected end" in str(error) or "\n" in text or "\r" in text
    return False


def _quoted_lines(table: Decoded, first: int, *, odd: bool) -> frozenset[int]:
    """The lines from one on that have quotes, or an odd number of them."""
    lines = enumerate(table.lines(), 1)
    return frozenset(
        number for number, line in lines if number >= first and (line.count('"') % 2 if odd else '"' in line)
    )


@contextmanager
def _any_cell_size() -> Iterator[None]:
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def raw_records(table: Decoded, delimiter: str, found: Records, wanted: set[int]) -> dict[int, str]:
    r"""The text of the records that start on the wanted physical lines, without their line ends.

    >>> table = Decoded(b'id,note\na,"two\nlines"\nb,x\n', "utf-8")
    >>> raw_records(table, ",", split(table, ","), {2, 4})
    {2: 'a,"two\nlines"', 4: 'b,x'}
    """
    texts: dict[int, str] = {}
    memory: list[str] = []
    with _any_cell_size():
        before = 0
        reader = csv.reader(_remembering(table, delimiter, found, memory), delimiter=delimiter)
        for _ in reader:
            if before + 1 in wanted:
                texts[before + 1] = _without_end("".join(memory))
            memory.clear()
            before = reader.line_num
    return texts


def _remembering(table: Decoded, delimiter: str, found: Records, memory: list[str]) -> Iterator[str]:
    fed = _fed(table, delimiter, found.literal)
    for line, typed in zip(table.lines(), fed, strict=True):
        memory.append(line)
        yield typed


def _without_end(text: str) -> str:
    return text[:-2] if text.endswith("\r\n") else text[:-1] if text.endswith(("\n", "\r")) else text
