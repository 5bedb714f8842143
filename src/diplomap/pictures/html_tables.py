"""Tables of a page: sorted by their heads, filtered by words and by nature, with nothing to load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from diplomap.checking.reports.html_findings import told

# As many rows as a browser sorts and filters at once.
MOST_ROWS = 3000


@attrs.frozen(slots=True)
class Cell:
    """A cell: its text, and the number by which its column is sorted where that is not the text."""

    text: str
    number: int | None = None


@attrs.frozen(slots=True)
class Table:
    """A table of a page; `numbers` are the columns that stand to the right.

    `natures` names the column by which the rows may be chosen, where there is one.
    """

    anchor: str
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | Cell]]
    numbers: frozenset[int] = frozenset()
    natures: int | None = None

    def html(self) -> Iterator[str]:
        """The table, with a form to filter it where it has many rows."""
        shown = self.rows[:MOST_ROWS]
        if self.natures is not None and len(shown) > 1:
            yield from self._filters(shown, self.natures)
        yield f'<div class="wide" tabindex="0" role="region" aria-labelledby="{self.anchor}-caption">'
        yield f'<table class="sortable" id="{self.anchor}"><caption id="{self.anchor}-caption">'
        yield f"{told(self.caption)}</caption><thead><tr>"
        for place, name in enumerate(self.head):
            number = ' class="number"' if place in self.numbers else ""
            yield f'<th scope="col"{number}>{told(name)}</th>'
        yield "</tr></thead><tbody>"
        for row in shown:
            yield f"<tr>{''.join(self._cell(place, cell) for place, cell in enumerate(row))}</tr>"
        yield "</tbody></table></div>"
        if len(self.rows) > len(shown):
            rest = len(self.rows) - len(shown)
            yield f'<p class="more">{rest:,} more are not on this page; --format csv or json has all.</p>'

    def _cell(self, place: int, cell: str | Cell) -> str:
        text = cell.text if isinstance(cell, Cell) else cell
        number = cell.number if isinstance(cell, Cell) else None
        kind = ' class="number"' if place in self.numbers else ""
        value = "" if number is None else f' data-number="{number}"'
        if place == self.natures:
            said = told(text)
            return f'<td data-nature="{said}"><span class="nature {said}">{said}</span></td>'
        return f"<td{kind}{value}>{told(text)}</td>"

    def _filters(self, shown: Sequence[Sequence[str | Cell]], natures: int) -> Iterator[str]:
        # Hidden until the script that makes it work has run.
        name = told(self.caption)
        yield f'<form class="filters" hidden data-table="{self.anchor}" aria-label="Filter: {name}">'
        yield '<label><span>Nature</span><select name="nature"><option value="">every nature</option>'
        cells = (row[natures] for row in shown)
        for nature in dict.fromkeys(cell.text if isinstance(cell, Cell) else cell for cell in cells):
            yield f"<option>{told(nature)}</option>"
        yield '</select></label><label><span>Words in it</span><input type="search" name="words"></label>'
        yield '<button type="button">Show all again</button><p role="status"></p></form>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of names with what there is to say of them.

    >>> facts([("profile", "all")])
    '<dl class="facts"><div><dt>profile</dt><dd>all</dd></div></dl>'
    """
    told_ = "".join(f"<div><dt>{told(name)}</dt><dd>{told(text)}</dd></div>" for name, text in pairs)
    return f'<dl class="facts">{told_}</dl>'
