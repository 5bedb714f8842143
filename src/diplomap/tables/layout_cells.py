"""What a layout says of cells: what words mean, footnote marks kept apart, ids made of a row's cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from diplomap.model.kinds import Kind
from diplomap.tables.cell_rules import FOOTNOTE_MARK
from diplomap.tables.cells import ColumnReading
from diplomap.tables.folding import folded
from diplomap.tables.layouts import Layout
from diplomap.tables.measures import without_unit
from diplomap.tables.party_cells import read_parties
from diplomap.tables.problems import Problem
from diplomap.tables.words import known_words, plain, read_word
from diplomap.values.dates import PartialDate, Precision
from diplomap.values.reading_dates import DayOrder

_MARK = r"\[[^\[\]\s]{1,4}\]|\*{1,3}|[†‡§¶]+|[¹²³⁰⁴-⁹]+|\((?:[a-z]|\d{1,2})\)"
_MARKED = re.compile(rf"(.*?[^\s*†‡§¶])\s*((?:(?:{_MARK})\s*)+)", re.DOTALL)
_NO_WORD = re.compile(r"[\W_]+")
_PARTIES = ("sending", "receiving", "host")


def without_mark(text: str) -> tuple[str, str]:
    """A text without the footnote marks at its end, and the marks.

    >>> without_mark("12 [a]"), without_mark("2003*"), without_mark("Paris¹"), without_mark("Bonn")
    (('12', '[a]'), ('2003', '*'), ('Paris', '¹'), ('Bonn', ''))
    """
    match = _MARKED.fullmatch(text.strip())
    return (match[1], match[2].strip()) if match else (text, "")


def kind_in(name: str) -> str:
    """The kind that the name of a mission tells, by the longest word for one in it; blank where none does.

    >>> kind_in("Ambassade de Belgique au Chili"), kind_in("Consulat général à Lille"), kind_in("Lille")
    ('embassy', 'consulate_general', '')
    >>> kind_in("在フランス日本国大使館"), kind_in("British Deputy High Commission Chennai")
    ('embassy', 'assistant_high_commission')
    """
    bare = f" {_NO_WORD.sub(' ', plain(name))} "
    for word, kind in _longest_first():
        # What is written without spaces ends with the kind; elsewhere it is a word of its own.
        if f" {word} " in bare or (not word.isascii() and bare.endswith(f"{word} ")):
            return kind.value
    return ""


@cache
def _longest_first() -> list[tuple[str, Kind]]:
    told = {_NO_WORD.sub(" ", word): kind for word, kind in known_words(Kind).items() if len(word) > 2}
    return sorted(told.items(), key=lambda told: -len(told[0]))


def header_has_marks(layout: Layout, header: str) -> bool:
    """Whether the cells under a header may bear footnote marks."""
    return bool(layout.marks) and folded(header) in map(folded, layout.marks)


def as_said(layout: Layout, header: str, texts: Sequence[str]) -> Sequence[str]:
    """The texts under a header with what the layout says of them: marks off, words for what they mean.

    >>> one = Layout("mine", {"closed": "Ende"}, still={"Ende": ["9999-12-31"]}, marks=["Ende"])
    >>> as_said(one, "Ende", ["2003*", "9999-12-31"])
    ['2003', '']
    """
    change = _change(layout, header)
    if change is None:
        return texts
    once = {text: change(text) for text in dict.fromkeys(texts)}
    return [once[text] for text in texts]


def _change(layout: Layout, header: str) -> Callable[[str], str] | None:
    key = folded(header)
    blank = {*_under(layout.missing, key), *_under(layout.still, key)}
    told = next((one for name, one in layout.values.items() if folded(name) == key), {})
    meant = {plain(text): ours for text, ours in told.items() if ours is not None}
    marked = header_has_marks(layout, header)
    name = key in map(folded, layout.kind_in_name)
    unit = next((unit for header, unit in layout.units.items() if folded(header) == key), "")
    if not (blank or meant or marked or name or unit):
        return None

    def change(text: str) -> str:
        bare = without_mark(text)[0] if marked else text
        if name and plain(bare) not in meant:
            bare = kind_in(bare) or bare
        bare = without_unit(bare, unit) if unit else bare
        return "" if bare.strip() in blank else meant.get(plain(bare), bare) if meant else bare

    return change


def _under(told: Mapping[str, Sequence[str]], key: str) -> Sequence[str]:
    return next((words for name, words in told.items() if folded(name) == key), ())


def headers_of(layout: Layout, ours: str) -> frozenset[str]:
    """The headers, folded, that may stand for a column of ours in a layout."""
    named = [*layout.columns.get(ours, ()), *layout.joined.get(ours, ())]
    named += [header for row in layout.rows for header in row.columns.get(ours, ())]
    return frozenset(map(folded, named))


def order_told(layout: Layout, ours: str) -> DayOrder | None:
    """The order of day and month that a layout tells for a column of dates.

    >>> order_told(Layout("mine", {"opened": "Open"}, day_order={"open": "day first"}), "opened")
    <DayOrder.DAY_FIRST: 'day first'>

    Raises ValueError for an order that is none.
    """
    headers = headers_of(layout, ours) if layout.day_order else frozenset()
    return next((DayOrder(told) for name, told in layout.day_order.items() if folded(name) in headers), None)


def years_alone(layout: Layout, ours: str, reading: ColumnReading) -> None:
    """Take the first of January for its year, in a column of which the layout says that it means no more."""
    if not layout.years or headers_of(layout, ours).isdisjoint(map(folded, layout.years)):
        return
    for text, value in reading.meanings.items():
        if isinstance(value, PartialDate) and value.precision is Precision.DAY:
            day = value.earliest
            if day is not None and (day.month, day.day) == (1, 1):
                reading.meanings[text] = PartialDate.parse(f"{day.year:04}")
                reading.remarks.pop(text, None)


def made_ids(
    layout: Layout, texts: Mapping[str, Sequence[str]], rows: int, of: Sequence[str] = ()
) -> list[str]:
    """The ids of rows, made of the columns that the layout names: codes of parties, kinds, plain words.

    `of` are other columns to be tried in their stead.

    They depend on nothing but what stands in the row, so that a row that is moved keeps its id, and the
    same post in the next edition has the same. Rows that say the same in all these columns have one id. A
    row that has nothing in them but constants has none.

    >>> one = Layout("mine", {}, constants={"sending": "BEL"}, make_id=["sending", "receiving", "kind"])
    >>> made_ids(one, {"sending": ["BEL"], "receiving": ["Pays-Bas"], "kind": ["Ambassade"]}, 1)
    ['BEL-NLD-embassy']
    """
    columns = [(name, texts[name]) for name in of or layout.make_id if name in texts]
    own = [name for name, _ in columns if name not in layout.constants]
    short = {name: cache(_short(name, layout)) for name, _ in columns}
    found = []
    for row in range(rows):
        filled = any(texts[name][row].strip() for name in own)
        parts = (short[name](column[row]) for name, column in columns) if filled else ()
        found.append("-".join(part for part in parts if part))
    return found


def _short(name: str, layout: Layout) -> Callable[[str], str]:
    def short(text: str) -> str:
        bare = text.strip()
        if name in _PARTIES and bare:
            found = read_parties(bare, layout.parties)
            if not isinstance(found, Problem):
                return "+".join(found)
        if name == "kind" and (kind := read_word(Kind, bare)):
            return kind.value
        return _NO_WORD.sub("_", plain(bare)).strip("_")

    return short


def said_cells(
    layout: Layout, names: Sequence[str], columns: Sequence[Sequence[str]], places: Mapping[str, int]
) -> tuple[dict[str, Sequence[str]], list[tuple[int, str, str, str]]]:
    """The texts of our columns of missions with all that a layout says of them, and the marks taken off.

    Of each mark: its row, the column of ours, the text without it, the mark. Marks stand in the note too.

    >>> one = Layout("mine", {"city": "Ville"}, constants={"kind": "embassy"}, marks=["Ville"])
    >>> said_cells(one, ["Ville"], [["Paris¹"]], {"city": 0})
    ({'city': ['Paris'], 'kind': ['embassy'], 'note': ['Ville: ¹']}, [(0, 'city', 'Paris', '¹')])
    """
    rows = len(columns[0]) if columns else 0
    texts = {ours: as_said(layout, names[place], columns[place]) for ours, place in places.items()}
    marks = [
        (row, ours, bare, mark)
        for ours, place in places.items()
        for row, bare, mark in marks_in(layout, names[place], columns[place])
    ]
    for ours, text in layout.constants.items():
        texts.setdefault(ours, [text] * rows)
    if marks:
        notes = list(texts.get("note", [""] * rows))
        for row, ours, _, mark in marks:
            notes[row] = noted(notes[row], names[places[ours]], mark)
        texts["note"] = notes
    if layout.make_id and "id" not in texts:
        texts["id"] = made_ids(layout, {**dict(zip(names, columns, strict=True)), **texts}, rows)
    return texts, marks


def noted(note: str, header: str, mark: str) -> str:
    """A note with the footnote mark of a cell added, told with the header under which it stood."""
    return "; ".join(part for part in (note.strip(), f"{header.strip()}: {mark}") if part)


def mark_problem(bare: str, mark: str) -> Problem:
    """What is said of a cell with a footnote mark; taking the mark away would lose it, so it is not safe."""
    return Problem(FOOTNOTE_MARK, f"read as {bare!r}; the footnote mark {mark!r} is kept in the note", bare)


def marks_in(layout: Layout, header: str, texts: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """The rows whose cell under a header bears a mark: the row, the text without it, and the mark."""
    if header_has_marks(layout, header):
        once = {text: without_mark(text) for text in dict.fromkeys(texts)}
        for row, text in enumerate(texts):
            bare, mark = once[text]
            if mark:
                yield row, bare, mark
