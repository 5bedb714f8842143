"""From the records of a table to rows of ours, by a layout: constants, joined cells, several rows, panels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from diplomap.model.rows import Row, TableHead
from diplomap.tables.folding import folded
from diplomap.tables.headers import extra_columns
from diplomap.tables.layout_cells import as_said, marks_in, noted
from diplomap.tables.layout_rows import Panel, RowOfOurs
from diplomap.tables.layouts import Layout
from diplomap.tables.party_cells import MANY
from diplomap.tables.records import Records
from diplomap.values.reading_dates import read_date

_JOIN = "-"
_YEAR = re.compile(r"[0-9]{1,4}")
_LEFT_ASIDE = "left aside"


@attrs.define(slots=True)
class LaidOut:
    """Rows of ours: for each, the place of its record in `of` and its head in `by`.

    `texts` are the texts of our columns, `extras` of foreign ones, a row each. `repeated` counts, by the
    place of a record, the others that say the same; `silent` are records of which no row is made. `marks`
    are the footnote marks of a record: the place of the header, the text without the mark, the mark.
    """

    heads: list[TableHead] = attrs.field(factory=list)
    of: list[int] = attrs.field(factory=list)
    by: list[int] = attrs.field(factory=list)
    texts: dict[str, Sequence[str]] = attrs.field(factory=dict)
    extras: dict[str, Sequence[str]] = attrs.field(factory=dict)
    repeated: dict[int, int] = attrs.field(factory=dict)
    silent: list[int] = attrs.field(factory=list)
    marks: dict[int, list[tuple[int, str, str]]] = attrs.field(factory=dict)

    def row(self, place: int, records: Records) -> Row:
        """A row of ours as its record stood."""
        record = self.of[place]
        cells = [column[record] for column in records.columns]
        return Row(self.heads[self.by[place]], records.lines[record], cells)

    def every_mark(self) -> Iterator[tuple[int, int, str, str]]:
        """The footnote marks with the place of their record."""
        return ((record, *one) for record, marks in self.marks.items() for one in marks)

    def noted(self, place: int, layout: Layout) -> str:
        """What the cells of a row's dates tell beside the dates, for the columns that the layout names."""
        texts = [self.texts[ours][place] for ours in layout.notes if ours in self.texts]
        told = "; ".join(text.strip() for text in texts if text and _LEFT_ASIDE in read_date(text).note)
        for header, _, mark in self.marks.get(self.of[place], ()):
            told = noted(told, self.heads[0].names[header], mark)
        return told


def lay_out(file: str, records: Records, layout: Layout, delimiter: str, bad: Mapping[int, Any]) -> LaidOut:
    """The rows of ours that a table's records become; `bad` are records that are never taken together.

    >>> from diplomap.tables.decoding import Decoded
    >>> from diplomap.tables.layouts import layout
    >>> from diplomap.tables.records import split
    >>> table = b"south_north,iso3c,year,date,cut_date,reestablish_date\\n" + b"".join(
    ...     b"North Korea,JOR,%d,1974,2017,NA\\n" % year for year in (2024, 2025))
    >>> found = lay_out("t.csv", split(Decoded(table, "utf-8"), ","), layout("korea-ties"), ",", {})
    >>> found.texts["status"], found.texts["since"], found.repeated, found.extras["year"]
    (['established', 'severed'], ['1974', '2017'], {0: 1}, ['2024..2025', '2024..2025'])
    """
    return _LayingOut(file, records, layout, delimiter, bad).run()


class _LayingOut:
    def __init__(
        self, file: str, records: Records, layout: Layout, delimiter: str, bad: Mapping[int, Any]
    ) -> None:
        self.file, self.records, self.layout, self.delimiter, self.bad = file, records, layout, delimiter, bad
        self.where: dict[str, int] = {}
        for place, name in enumerate(records.names):
            self.where.setdefault(folded(name), place)
        self.columns: dict[str, Sequence[str]] = {}
        self.found = LaidOut()
        # The records that are one, of a table that repeats them.
        self.together: list[list[int]] = []

    def run(self) -> LaidOut:
        for header, place in self.where.items():
            self.columns[header] = self.records.columns[place]
            for record, bare, mark in marks_in(self.layout, header, self.columns[header]):
                self.found.marks.setdefault(record, []).append((place, bare, mark))
            self.columns[header] = as_said(self.layout, header, self.columns[header])
        kept: Sequence[int] = range(len(self.records))
        if self.layout.panel is not None and folded(self.layout.panel.year) in self.where:
            kept = self._panel(self.layout.panel)
        used = self._heads()
        self._rows(kept)
        self._extras(used)
        return self.found

    def _panel(self, panel: Panel) -> list[int]:
        year, apart = folded(panel.year), {folded(panel.year), *map(folded, panel.differ)}
        compared = [texts for header, texts in self.columns.items() if header not in apart]
        groups: dict[Any, list[int]] = {}
        for place, key in enumerate(zip(*compared, strict=True)):
            groups.setdefault((place, key) if place in self.bad else key, []).append(place)
        years = self.columns[year]
        last = max((text.strip() for text in years), default="")
        firsts, afters, spans = [""] * len(years), [""] * len(years), list(years)
        for places in groups.values():
            told = sorted(years[place].strip() for place in places)
            keep = places[0]
            if len(places) > 1:
                self.together.append(places)
                self.found.repeated[keep] = len(places) - 1
                spans[keep] = f"{told[0]}..{told[-1]}"
            firsts[keep] = told[0]
            if told[-1] != last and _YEAR.fullmatch(told[-1]):
                afters[keep] = str(int(told[-1]) + 1)
        self.columns[folded(panel.first)], self.columns[folded(panel.after)] = firsts, afters
        self.where[folded(panel.first)] = self.where[folded(panel.after)] = self.where[year]
        self.columns[year] = spans
        return [places[0] for places in groups.values()]

    def _heads(self) -> set[int]:
        rows = self.layout.rows or (RowOfOurs(),)
        used: set[int] = set()
        for row in rows:
            places: dict[str, int] = {}
            for ours, theirs in {**self.layout.columns, **row.columns}.items():
                header = self._known(theirs)
                if header is not None:
                    places[ours] = self.where[header]
            for ours, theirs in self.layout.joined.items():
                header = self._known(theirs)
                if header is not None:
                    places[ours] = self.where[header]
                    used.update(self.where[folded(one)] for one in theirs if folded(one) in self.where)
            used.update(places.values())
            head = TableHead(self.file, self.records.names, places, self.layout.name, self.delimiter)
            self.found.heads.append(head)
        if self.layout.panel is not None:
            used.discard(self.where.get(folded(self.layout.panel.year), -1))
        return used

    def _known(self, theirs: Sequence[str]) -> str | None:
        return next((header for header in map(folded, theirs) if header in self.where), None)

    def _rows(self, kept: Sequence[int]) -> None:
        found, rows = self.found, self.layout.rows
        if not rows:
            found.of, found.by = list(kept), [0] * len(kept)
        else:
            tests = [self._test(row) for row in rows]
            for place in kept:
                before = len(found.of)
                for number, test in enumerate(tests):
                    if all(self._holds(place, *one) for one in test):
                        found.of.append(place)
                        found.by.append(number)
                if len(found.of) == before:
                    found.silent.append(place)
        whole = not rows and len(kept) == len(self.records)
        sources = [self._sources(row) for row in rows or (RowOfOurs(),)]
        for ours in dict.fromkeys(name for told in sources for name in told):
            column = [told.get(ours) for told in sources]
            one = column[0]
            if whole and one is not None and not isinstance(one, str):
                # The very column, so that what is known of its distinct texts can be found again.
                found.texts[ours] = one
                continue
            texts = []
            for place, by in zip(found.of, found.by, strict=True):
                source = column[by]
                texts.append("" if source is None else source if isinstance(source, str) else source[place])
            found.texts[ours] = texts

    def _test(self, row: RowOfOurs) -> list[tuple[str, Sequence[str], bool]]:
        """What must hold of a record: header, texts that its cell holds (none: it is not blank), or not."""
        return [
            *((folded(header), (), True) for header in row.needs),
            *((folded(header), (), False) for header in row.lacks),
            *((folded(header), texts, True) for header, texts in row.where.items()),
            *((folded(header), texts, False) for header, texts in row.unless.items()),
        ]

    def _holds(self, place: int, header: str, texts: Sequence[str], wanted: bool) -> bool:
        column = self.columns.get(header)
        cell = "" if column is None else column[place]
        found = any(text in cell for text in texts) if texts else bool(cell.strip())
        return found is wanted

    def _sources(self, row: RowOfOurs) -> dict[str, str | Sequence[str]]:
        told: dict[str, str | Sequence[str]] = dict(self.layout.constants)
        for ours, theirs in self.layout.columns.items():
            header = self._known(theirs)
            if header is not None:
                told[ours] = self.columns[header]
        for ours, theirs in self.layout.joined.items():
            parts = [self.columns[header] for header in map(folded, theirs) if header in self.columns]
            if parts:
                told[ours] = [_join(cells) for cells in zip(*parts, strict=True)]
        told.update(row.constants)
        for ours, theirs in row.columns.items():
            header = self._known(theirs)
            told[ours] = "" if header is None else self.columns[header]
        return told

    def _extras(self, used: set[int]) -> None:
        taken = {f"\x00{place}": place for place in used}
        for name, texts in extra_columns(self.records, self._names(used, taken), self.layout.ours).items():
            if self.layout.panel is not None and folded(name) in map(folded, self.layout.panel.differ):
                texts = self._told_together(texts)
            if self.layout.panel is not None and folded(name) == folded(self.layout.panel.year):
                texts = self.columns[folded(name)]
            self.found.extras[name] = [texts[place] for place in self.found.of]

    def _told_together(self, texts: Sequence[str]) -> Sequence[str]:
        """What records that are one tell each in a column in which they differ."""
        told = list(texts)
        for places in self.together:
            told[places[0]] = MANY.join(
                dict.fromkeys(filter(None, (texts[place].strip() for place in places)))
            )
        return told

    def _names(self, used: set[int], taken: Mapping[str, int]) -> Mapping[str, int]:
        """Our names of the columns that are used, so that no foreign column is called like one of ours."""
        names = {
            ours: place for head in self.found.heads for ours, place in head.places.items() if place in used
        }
        covered = set(names.values())
        return {**names, **{name: place for name, place in taken.items() if place not in covered}}


def _join(cells: Sequence[str]) -> str:
    """A date of its year, month and day, as far as they are there.

    >>> _join(["1999", "5", ""]), _join(["1999", "", ""]), _join(["", "5", "3"])
    ('1999-05', '1999', '')
    """
    told: list[str] = []
    for cell in cells:
        bare = cell.strip()
        if not bare:
            break
        told.append(bare.zfill(2))
    return _JOIN.join(told)
