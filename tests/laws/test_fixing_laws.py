"""Laws of `fix`: it ends, adds nothing wrong, loses no row, and touches no byte but those it names."""

from __future__ import annotations

import io
from collections import Counter

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.fixing import Fixed, fix
from diplomap.model.findings import Finding
from diplomap.tables.reading import load

HEAD = ("id", "sending", "receiving", "kind", "status", "city", "opened", "closed", "phone")
CELLS = {
    "sending": ["PRK", "North Korea", "Сuba", "FRA|DEU", " PRK", "Korea", "Narnia", "S\u200bpain"],
    "receiving": ["ESP", "Spain", "Spainn", "Quebec", "ITA ", "Congo", "PRK", ""],
    "kind": [
        "embassy",
        "Embassy",
        "embasy",
        "em\u200bbassy",
        "consulate general",
        "ｅｍｂａｓｓｙ",
        "inn",
        " embassy",
    ],
    "status": ["", "closed", "clsed", "operating ", "asleep"],
    "city": ["Madrid", " Madrid", "Mad\u00a0rid", 'so "called"', "", "two; or, more", "Málaga"],
    "opened": [
        "1990",
        "3 May 2019",
        "3/4/2019",
        "25/4/2019",
        "1990–1995",
        "31 November 1975",
        "n.d.",
        " 2001",
        "",
    ],
    "closed": ["", "2003", "June 2003", "still open", "1980", "unknown", "43588"],
    "phone": ["", "+34 1", " x ", '"'],
}


@attrs.frozen
class Typed:
    """A table as somebody typed it: each cell as it stands in the file, quotes included."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    end: str
    mark: bytes
    encoding: str
    before: str
    last: bool

    def data(
        self, edited: dict[tuple[int, int], str] | None = None, without: frozenset[int] = frozenset()
    ) -> bytes:
        """Its bytes, with some cells saying something else and some rows left out."""
        told = edited or {}
        lines = []
        for number, row in enumerate(self.rows):
            if number in without:
                continue
            cells = [
                _held(cell, told[number, place], self.delimiter) if (number, place) in told else cell
                for place, cell in enumerate(row)
            ]
            lines.append(self.delimiter.join(cells) + self.end)
        text = self.before + "".join(lines)
        if not self.last and len(self.rows) - 1 not in without:
            text = text.removesuffix(self.end)
        return self.mark + text.encode(self.encoding)


def _held(cell: str, text: str, delimiter: str) -> str:
    if cell.startswith('"') or text.startswith('"') or delimiter in text:
        return '"' + text.replace('"', '""') + '"'
    return text


@st.composite
def typed_tables(draw: st.DrawFn) -> Typed:
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-16-le", "cp1252"]))
    mark = {"utf-8": draw(st.sampled_from([b"", b"\xef\xbb\xbf"])), "utf-16-le": b"\xff\xfe"}.get(
        encoding, b""
    )
    places = draw(st.permutations(range(len(HEAD))))
    rows = [tuple(HEAD[place] for place in places)]
    for number in range(draw(st.integers(1, 6))):
        told = {name: draw(st.sampled_from(texts)) for name, texts in CELLS.items()}
        told["id"] = draw(st.sampled_from([f"m{number}", "m0", f" m{number}"]))
        cells = []
        for name in rows[0]:
            text = told[name].encode(encoding, "ignore").decode(encoding)
            quoted = draw(st.booleans()) or delimiter in text or text.startswith('"')
            cells.append('"' + text.replace('"', '""') + '"' if quoted else text)
        rows.append(tuple(cells))
        if draw(st.integers(0, 5)) == 0:
            rows.append(rows[-1])
    before = f"sep={delimiter}\r\n" if draw(st.booleans()) else ""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return Typed(tuple(rows), delimiter, end, mark, encoding, before, draw(st.booleans()))


def mend(data: bytes, *, unsafe: bool = False, codes: bool = False) -> Fixed:
    stream = io.BytesIO(data)
    stream.name = "missions.csv"
    return fix(stream, unsafe=unsafe, codes=codes)


def missions_of(data: bytes) -> dict[str, object]:
    return {mission.id: mission for mission in load(io.BytesIO(data)).dataset.missions}


def known(findings: tuple[Finding, ...], line: dict[int, int]) -> Counter[tuple[str, int, str | None]]:
    return Counter((one.code, line[one.origin.line], one.origin.column) for one in findings)


@settings(max_examples=60)
@given(typed_tables(), st.booleans(), st.booleans())
def test_fixing(typed: Typed, unsafe: bool, codes: bool) -> None:
    data = typed.data()
    done = mend(data, unsafe=unsafe, codes=codes)
    written = done.data("missions.csv")
    first = 2 if typed.before else 1
    gone = frozenset(one.line - first for one in done.edits if one.after is None)

    # No byte changes but those of the cells named; rows are only taken out where that is said.
    cells = {
        (one.line - first, typed.rows[0].index(one.column)): one.after
        for one in done.edits
        if one.column is not None and one.after is not None
    }
    assert written == typed.data(cells, gone)

    # Rows in are rows out, but for those taken out, which a safe fix never does.
    assert done.result.rows.read == done.before.rows.read - len(gone)
    assert unsafe or not gone

    # No finding is there that was not there before, at the same cell.
    kept = [number for number in range(len(typed.rows)) if number not in gone]
    now = {place + first: number + first for place, number in enumerate(kept)} | {1: 1}
    same = {number + first: number + first for number in range(len(typed.rows))} | {1: 1}
    assert not known(done.result.findings, now) - known(done.before.findings, same)

    # Fixing once is enough.
    again = mend(written, unsafe=unsafe, codes=codes)
    assert not again.edits
    assert again.data("missions.csv") == written


@settings(max_examples=60)
@given(typed_tables(), st.booleans())
def test_a_safe_fix_changes_nothing_that_was_meant(typed: Typed, codes: bool) -> None:
    """Every mission that could be read before is read the same after, if its id stands in one row alone."""
    data = typed.data()
    before, after = missions_of(data), missions_of(mend(data, codes=codes).data("missions.csv"))
    ids = Counter(row[typed.rows[0].index("id")].strip('" ') for row in typed.rows)
    assert all(after[name] == mission for name, mission in before.items() if ids[name] == 1)
