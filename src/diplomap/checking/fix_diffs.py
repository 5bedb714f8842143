"""The difference that edits make to a text, as a unified diff that `patch` and `git apply` understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

_AROUND = 3


@attrs.frozen(slots=True)
class _Block:
    """Lines `start` to before `end` of the old text, and what stands there in the new one."""

    start: int
    end: int
    lines: list[str]


def unified_diff(name: str, old: str, new: str) -> str:
    """The unified diff of two texts that have most of their lines in common; blank where they are the same.

    >>> print(unified_diff("m.csv", "id,city\\na,Bon\\n", "id,city\\na,Bonn\\n"), end="")
    --- a/m.csv
    +++ b/m.csv
    @@ -1,2 +1,2 @@
     id,city
    -a,Bon
    +a,Bonn
    """
    if old == new:
        return ""
    mine, theirs = _lines(old), _lines(new)
    blocks = _blocks(mine, theirs)
    shown = name.lstrip("/")
    pieces = [f"--- a/{shown}\n+++ b/{shown}\n"]
    moved = 0
    for group in _grouped(blocks):
        pieces.extend(_hunk(mine, group, moved))
        moved += sum(len(one.lines) - (one.end - one.start) for one in group)
    return "".join(pieces)


def cell_diff(name: str, cells: Iterable[tuple[str | None, str | None, str, str | None]]) -> str:
    """What changes in the cells of a workbook: address, column, text before and after (None: row emptied).

    >>> told = [("posts!C5", "city", "Bonn ", "Bonn"), ("posts!A6", None, "a,b", None)]
    >>> print(cell_diff("m.xlsx", told), end="")
    m.xlsx
      posts!C5 city: 'Bonn ' → 'Bonn'
      posts!A6: row emptied: a,b
    """
    told = [f"{name}\n"]
    for address, column, before, after in cells:
        said = f"row emptied: {before}" if after is None else f"{before!r} → {after!r}"
        told.append(f"  {address}{f' {column}' if column else ''}: {said}\n")
    return "".join(told)


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _blocks(mine: list[str], theirs: list[str]) -> list[_Block]:
    if len(mine) == len(theirs):
        # Edits of cells keep every line where it is, so the lines need only be compared one by one.
        unlike = [place for place, pair in enumerate(zip(mine, theirs, strict=True)) if pair[0] != pair[1]]
        return [_Block(a, b, theirs[a:b]) for a, b in _stretches(unlike)]
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return [_Block(a, b, theirs[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _stretches(places: list[int]) -> Iterator[tuple[int, int]]:
    for number, place in enumerate(places):
        if number == 0 or places[number - 1] + 1 != place:
            start = place
        if number + 1 == len(places) or places[number + 1] != place + 1:
            yield start, place + 1


def _grouped(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    group: list[_Block] = []
    for block in blocks:
        if group and block.start - group[-1].end > 2 * _AROUND:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _hunk(mine: list[str], group: list[_Block], moved: int) -> Iterator[str]:
    start = max(0, group[0].start - _AROUND)
    end = min(len(mine), group[-1].end + _AROUND)
    grown = sum(len(one.lines) - (one.end - one.start) for one in group)
    yield f"@@ -{_range(start, end - start)} +{_range(start + moved, end - start + grown)} @@\n"
    at = start
    for block in group:
        yield from (_shown(" ", line) for line in mine[at : block.start])
        yield from (_shown("-", line) for line in mine[block.start : block.end])
        yield from (_shown("+", line) for line in block.lines)
        at = block.end
    yield from (_shown(" ", line) for line in mine[at:end])


def _range(start: int, length: int) -> str:
    return f"{start + 1 if length else start},{length}"


def _shown(sign: str, line: str) -> str:
    return sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
