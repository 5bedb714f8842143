"""Tables of text in aligned columns, cut to a width where there is one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence

from diplomap.cli.terminal import STEERING

Paint = Callable[[str, str], str]

_GAP = "  "
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_LEAST = 5
_PROSE = 30


def plain(text: str) -> str:
    r"""A text fit for one line: line breaks and controls as spaces, so that no file can steer a terminal.

    >>> plain("Bogotá\r\n\x1b[31mred")
    'Bogotá   [31mred'
    """
    return text if text.isprintable() else text.translate(STEERING)


def width_of(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide letters, none for combining marks.

    >>> width_of("평양"), width_of("Bogotá")
    (4, 6)
    """
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(letter) in _NO_WIDTH
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def cut(text: str, width: int) -> str:
    """A text in at most so many columns, with a mark where something was cut.

    >>> cut("Port Moresby", 8)
    'Port Mo…'
    """
    if width_of(text) <= width:
        return text
    kept, used = [], 1
    for letter in text:
        used += width_of(letter)
        if used > width:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


def aligned(
    rows: Iterable[Sequence[str]],
    *,
    head: Sequence[str] = (),
    right: Collection[int] = (),
    width: int | None = None,
    roles: Sequence[str] = (),
    paint: Paint | None = None,
    indent: str = "",
    prose: bool = False,
) -> str:
    """Rows as aligned lines, beneath a head if there is one; `right` are the columns that stand to the right.

    Where `width` is given, the widest columns are cut until the lines fit; a last column that holds
    `prose` is not cut but goes on below. `roles` names the role of each column, for colour.

    >>> print(aligned([("CHN", "3"), ("RUS", "12")], head=("host", "posts"), right={1}), end="")
    host  posts
    CHN       3
    RUS      12
    """
    cells = [[plain(cell) for cell in row] for row in rows]
    every = [list(head), *cells] if head else cells
    if not every:
        return ""
    widths = [max(map(width_of, column)) for column in zip(*every, strict=True)]
    if width is not None:
        if prose:
            widths[-1] = min(
                widths[-1], max(_PROSE, width - len(indent) - sum(widths[:-1]) - len(_GAP) * len(widths))
            )
        widths = _fitted(widths, width - len(indent), of=len(widths) - prose)
    shade = paint or (lambda text, _role: text)

    def line(row: Sequence[str], roles: Sequence[str]) -> str:
        *most, last = row
        parts = [cut(cell, wide) for cell, wide in zip(most, widths, strict=False)]
        first, *more = _folded(last, widths[-1]) if prose else [cut(last, widths[-1])]
        told = [_line([*parts, first], widths, right, roles, shade)]
        told += [_line([*("" for _ in most), rest], widths, right, roles, shade) for rest in more]
        return "".join(f"{indent}{one}".rstrip() + "\n" for one in told)

    shown = [line(list(head), ["head"] * len(head))] if head else []
    return "".join([*shown, *(line(row, roles) for row in cells)])


def _line(
    row: Sequence[str], widths: Sequence[int], right: Collection[int], roles: Sequence[str], shade: Paint
) -> str:
    parts = []
    for place, cell in enumerate(row):
        space = " " * (widths[place] - width_of(cell))
        painted = shade(cell, roles[place]) if place < len(roles) else cell
        last = place == len(row) - 1
        parts.append(space + painted if place in right else painted if last else painted + space)
    return _GAP.join(parts)


def _folded(text: str, width: int) -> list[str]:
    if width_of(text) <= width:
        return [text]
    from textwrap import wrap

    return wrap(text, width, break_on_hyphens=False) or [""]


def wrapped(text: str, *, width: int | None, indent: str = "", hanging: str | None = None) -> str:
    """A paragraph in lines of a width, or in one line where there is none.

    >>> print(wrapped("one two three", width=9, indent="- ", hanging="  "), end="")
    - one two
      three
    """
    told = indent + plain(text)
    if width is None:
        return told + "\n"
    from textwrap import fill

    after = " " * len(indent) if hanging is None else hanging
    room = max(width, len(after) + _LEAST)
    return fill(told, room, subsequent_indent=after, break_long_words=False, break_on_hyphens=False) + "\n"


def _fitted(widths: list[int], room: int, of: int) -> list[int]:
    """The widths that fit, the widest of the first `of` columns being narrowed first."""
    widths = list(widths)
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    while over > 0 and of:
        widest = max(range(of), key=widths.__getitem__)
        if widths[widest] <= _LEAST:
            break
        second = max((w for k, w in enumerate(widths[:of]) if k != widest), default=_LEAST)
        step = min(over, max(1, widths[widest] - max(second, _LEAST)))
        widths[widest] -= step
        over -= step
    return widths
