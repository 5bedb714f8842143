"""Guessing the layout of a foreign table, each column with its evidence; what is doubtful is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

import attrs

from diplomap.parties.resolution import Resolved
from diplomap.tables.folding import folded
from diplomap.tables.layouts import Layout, found_by_header, own_layout
from diplomap.tables.mapping.choice import Choice, choose
from diplomap.tables.mapping.column_facts import ColumnFacts, column_facts, meaning
from diplomap.tables.mapping.guessed import Doubt, GuessedColumn, GuessedLayout
from diplomap.tables.mapping.header_names import columns_of
from diplomap.tables.mapping.identity import id_of
from diplomap.tables.mapping.settling import settled, units_kept
from diplomap.tables.mapping.source_tables import SourceTable, source_table
from diplomap.tables.mapping.suggestions import lacking
from diplomap.tables.sources import Source, SourceLike
from diplomap.tables.words import read_word

_GUESSED = ("missions", "relations")
_NEEDED = {"missions": ("sending", "receiving", "kind"), "relations": ("party", "with", "kind", "status")}
_LACK, _USUAL_LACK = 0.6, 0.25


def guess_layout(
    source: SourceLike | Source,
    table: str | None = None,
    *,
    constants: Mapping[str, str] | None = None,
    known: bool = True,
) -> GuessedLayout:
    """The layout by which a foreign table can be read as one of ours: a guess, with all its evidence.

    `table` is the table of ours; of missions and relations the one that fits better, if it is not told.
    `constants` are texts of our columns that hold for every row, such as the sender of a ministry's own
    missions. Where the header is that of a layout that is `known`, that layout is taken.

    >>> import io
    >>> found = guess_layout(io.StringIO("Pays;Ville;Type de poste\\nChili;Santiago;Ambassade\\n"
    ...     "Italie;Rome;Ambassade\\nItalie;Milan;Consulat général\\n"), constants={"sending": "BEL"})
    >>> found.mapping
    {'receiving': 'Pays', 'city': 'Ville', 'kind': 'Type de poste'}
    >>> found.ok, found.layout.make_id
    (True, ('sending', 'receiving', 'kind', 'city'))

    Raises UnreadableError where there is no table, ValueError for a table or constants that are not ours.
    """
    if table is not None:
        columns_of(table)
    held = source_table(source, table)
    given = dict(constants or {})
    if table is None and held.stem in columns_names() and held.stem != "missions":
        table = held.stem
    asked: tuple[str, ...] = (table,) if table else _GUESSED
    for name in given:
        if not any(name in columns_of(one) for one in asked):
            raise ValueError(f"constant {name}: no such column; ours are {', '.join(columns_of(asked[0]))}")
    asked = tuple(one for one in asked if all(name in columns_of(one) for name in given)) or asked
    _check_constants(given)
    facts = [
        column_facts(name, texts)
        for name, texts in zip(held.records.names, held.records.columns, strict=True)
    ]
    if known and (fits := _known(held, table)) is not None:
        return _of_known(held, fits, facts, given)
    tried = [_Guess(held, facts, one, given) for one in asked]
    best = max(tried, key=lambda one: (not one.refusal(), one.worth))
    found = best.result()
    if found.refused and len(tried) > 1:
        whys = "; ".join(f"{one.refusal()} (as {one.table})" for one in tried)
        return attrs.evolve(found, refused=f"this is no table of missions or relations: {whys}")
    return found


def columns_names() -> tuple[str, ...]:
    """The names of our tables."""
    from diplomap.tables.record_tables import TABLES

    return ("missions", *TABLES)


def _check_constants(given: Mapping[str, str]) -> None:
    from diplomap.model.kinds import Kind

    for ours, text in given.items():
        if ours in ("sending", "receiving", "host", "party", "with"):
            if not all(isinstance(meaning(part), Resolved) for part in text.split("|")):
                raise ValueError(f"constant {ours}={text}: no party is surely called {text!r}")
        elif ours == "kind" and read_word(Kind, text) is None and text not in ("diplomatic", "consular"):
            raise ValueError(f"constant kind={text}: {text!r} is no kind of mission known here")


def _known(held: SourceTable, table: str | None) -> Layout | None:
    found = found_by_header(held.records.names, table)
    if found.lacking(held.records.names):
        return None
    return found


def _of_known(
    held: SourceTable, fits: Layout, facts: Sequence[ColumnFacts], given: Mapping[str, str]
) -> GuessedLayout:
    ours_of: dict[int, list[str]] = {}
    for ours, place in fits.places(held.records.names).items():
        ours_of.setdefault(place, []).append(ours)
    for row in fits.rows:
        for ours, theirs in row.columns.items():
            for place, name in enumerate(held.records.names):
                if folded(name) in map(folded, theirs) and ours not in ours_of.get(place, ()):
                    ours_of.setdefault(place, []).append(ours)
    columns = tuple(
        GuessedColumn(
            fact.header,
            place,
            ours_of[place][0] if place in ours_of else None,
            1.0 if place in ours_of else 0.0,
            (f"{fact.header!r} is {' and '.join(ours_of[place])} in the layout {fits.name}",)
            if place in ours_of
            else (),
        )
        for place, fact in enumerate(facts)
    )
    layout = attrs.evolve(
        fits, skip=held.skip, footer=len(held.footer), constants={**fits.constants, **given}
    )
    remarks = (f"the header is that of the layout {fits.name}, which says how it is read", *_aside(held))
    return GuessedLayout(held.file, fits.table, len(held.records), columns, layout, remarks=remarks)


def _aside(held: SourceTable) -> list[str]:
    told = []
    if held.skip:
        told.append(f"left aside above the header (lines: {held.skip}): {_joined(held.title)}")
    if held.footer:
        told.append(f"left aside as a footer (rows: {len(held.footer)}): {_joined(held.footer)}")
    return told


def _joined(texts: Sequence[str]) -> str:
    return " / ".join(text if len(text) < 80 else text[:77] + "…" for text in texts)


class _Guess:
    """One table of ours tried on a file."""

    def __init__(
        self, held: SourceTable, facts: Sequence[ColumnFacts], table: str, given: Mapping[str, str]
    ) -> None:
        self.held, self.facts, self.table, self.given = held, facts, table, given
        self.choice: Choice = choose(facts, held.records.columns, table, given)
        self.needed = _NEEDED.get(table) or own_layout(table).required
        there = {*self.choice.places, *given}
        self.lacks = [ours for ours in self.needed if ours not in there]
        self.lacking = lacking(self.lacks, table, held.file, held.title, facts, held.records.names)

    @property
    def worth(self) -> float:
        """How much of the file it explains, less what is lacking."""
        usual = ("kind", "status") if self.table == "relations" else ()
        lacks = sum(_USUAL_LACK if ours in usual else _LACK for ours in self.lacks)
        return sum(one.score for one in self.choice.scores.values()) - lacks

    def refusal(self) -> str:
        """Why the file is no such table, blank where it may be."""
        sides = [o for o in ("sending", "receiving", "party", "with") if o in self.needed]
        found = [o for o in sides if o in self.choice.places]
        if not found and any(o in self.lacks for o in sides):
            return f"no column names the parties of {self.table}"
        if self.table == "missions" and "kind" in self.lacks and len({*found, *self.given}) < 2:
            return "one column names parties and none says which missions: it may be a list of states"
        if self.table == "relations" and len({*found, *self.given} & {*sides}) < 2:
            return "relations need two parties in each row, and one column names parties"
        if not sides and len(self.lacks) == len(self.needed):
            return f"no column of the file is like one of {self.table}"
        return ""

    def result(self) -> GuessedLayout:
        """What came of it."""
        held, choice = self.held, self.choice
        columns = tuple(
            GuessedColumn(fact.header, place, *choice.of(place), choice.others(place))
            for place, fact in enumerate(self.facts)
        )
        refused = self.refusal()
        if refused:
            return GuessedLayout(
                held.file, self.table, len(held.records), columns, None, self.lacking, (), (), refused
            )
        mapping = {ours: self.facts[place] for ours, place in choice.places.items()}
        cells = settled(mapping, self.table)
        told = dict(cells.told)
        remarks, doubts = [*_aside(held), *choice.remarks, *cells.remarks], [*choice.doubts, *cells.doubts]
        remarks += units_kept(
            fact for place, fact in enumerate(self.facts) if place not in choice.places.values()
        )
        told["constants"] = {**told.pop("constants", {}), **self.given}
        names = held.records.names
        if self.table == "missions" and "id" not in mapping and not self.lacking:
            trial = self._layout(told)
            made, said, doubt = id_of(trial, held.records)
            told["make_id"] = made
            remarks.append(said)
            doubts.extend([Doubt("id", doubt)] if doubt else [])
        elif self.table == "missions" and "id" not in mapping:
            told["make_id"] = tuple(
                ours
                for ours in ("sending", "receiving", "kind", "city")
                if ours in {*mapping, *self.given, *self.lacks}
            )
            remarks.append(f"no column is an id: one is made of {', '.join(told['make_id'])}")
        if choice.items:
            told["items"] = {ours: names[place] for ours, place in choice.items.items()}
        layout = self._layout(told)
        why = {
            "columns": {
                ours: [f"{choice.scores[ours].score:.2f}", *choice.scores[ours].evidence]
                for ours in choice.places
                if ours in choice.scores
            },
            "settled": remarks,
            "doubtful": [f"{one.about}: {one.told}" for one in doubts],
            "lacking": [f"{one.ours}: {one.told}" for one in self.lacking],
        }
        layout = attrs.evolve(layout, why={name: told for name, told in why.items() if told})
        return GuessedLayout(
            held.file,
            self.table,
            len(held.records),
            columns,
            layout,
            self.lacking,
            tuple(doubts),
            tuple(remarks),
        )

    def _layout(self, told: Mapping[str, object]) -> Layout:
        held, names = self.held, self.held.records.names
        name = PurePath(held.file).stem if not held.file.startswith("<") else "guessed"
        return Layout(
            name or "guessed",
            {ours: (names[place],) for ours, place in self.choice.places.items()},
            table=self.table,
            delimiter=held.delimiter,
            skip=held.skip,
            footer=len(held.footer),
            **told,  # type: ignore[arg-type]
        )
