"""Laws of `fix` on what is no CSV: only the values named change, nothing wrong is added, once is enough."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from typing import Any

import attrs
import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.checking.fixing import Fixed, fix
from diplomap.model.findings import Finding
from diplomap.values.origins import RecordLine

CELLS = {
    "sending": ["PRK", "North Korea", "Сuba", " PRK", "Narnia", "S\u200bpain", "NO "],
    "receiving": ["ESP", "Spain", "Spainn", "ITA ", "Congo", ""],
    "kind": ["embassy", "Embassy", "embasy", "em\u200bbassy", "consulate general", "inn", " embassy"],
    "city": ["Madrid", " Madrid", "Mad\u00a0rid", 'so "called"', "", "it's: [two] # or <more> &", "Málaga"],
    "opened": ["1990", "3 May 2019", "25/4/2019", "1990–1995", "31 November 1975", "n.d.", " 2001", ""],
    "closed": ["", "2003", "June 2003", "still open", "1980", "43588"],
    "phone": ["", "+34 1", " x "],
}
NAMES = ("id", *CELLS)


@attrs.frozen
class Typed:
    """A file as somebody typed it: pieces of which those with a place are the value of a record's name."""

    name: str
    pieces: tuple[tuple[str, tuple[int, str] | None], ...]
    records: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, str]]:
    told = []
    for number in range(draw(st.integers(1, 4))):
        row = {name: draw(st.sampled_from(texts)) for name, texts in CELLS.items()}
        told.append({"id": draw(st.sampled_from([f"m{number}", "m0", f" m{number}"])), **row})
        if draw(st.integers(0, 4)) == 0:
            told.append(told[-1])
    return told


@st.composite
def typed_files(draw: st.DrawFn, name: str) -> Typed:
    table, end = draw(rows()), draw(st.sampled_from(["\n", "\r\n"]))
    pieces: list[tuple[str, tuple[int, str] | None]] = []
    lists = name in ("m.json", "flow.yaml")
    pieces.append(("[" + end if lists else f"# ours{end}" if name != "m.jsonl" else "", None))
    for number, row in enumerate(table):
        names = draw(st.permutations(NAMES))
        if name == "block.yaml":
            pieces.append((f"{'' if draw(st.booleans()) else '# next' + end}- ", None))
        elif name == "m.toml":
            pieces.append((f"[[missions]]{end}", None))
        else:
            pieces.append(("{", None))
        for place, column in enumerate(names):
            pieces.append((_before(name, column, place, draw), None))
            pieces.append((_token(name, row[column], draw), (number, column)))
            if name in ("block.yaml", "m.toml"):
                pieces.append((draw(st.sampled_from(["", "  # so?"])) + end, None))
        if name not in ("block.yaml", "m.toml"):
            pieces.append(("}", None))
            last = number + 1 == len(table)
            comma = "" if last or not lists else draw(st.sampled_from([",", " , "]))
            pieces.append((comma + end, None))
    pieces.append(("]" if lists else "", None))
    return Typed(name, tuple(pieces), tuple((row["id"], row["kind"]) for row in table))


def _before(name: str, column: str, place: int, draw: st.DrawFn) -> str:
    if name == "m.toml":
        return draw(st.sampled_from([f"{column} = ", f'"{column}"=']))
    if name == "block.yaml":
        return f"{'  ' if place else ''}{column}:{draw(st.sampled_from([' ', '   ']))}"
    key = column if name == "flow.yaml" else f'"{column}"'
    return (draw(st.sampled_from([", ", ",  "])) if place else "") + f"{key}: "


def _token(name: str, text: str, draw: st.DrawFn) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    tokens = [quoted]
    if name == "m.json":
        tokens += [json.dumps(text)]
    if name == "m.toml" and "'" not in text:
        tokens += [f"'{text}'"]
    if name.endswith("yaml"):
        single = text.replace("'", "''")
        tokens += [f"'{single}'"]
        if re.fullmatch(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*", text) and text != "NO":
            tokens += [text, text]
    return draw(st.sampled_from(tokens))


def said(name: str, token: str) -> Any:
    if name == "m.toml":
        return str(tomllib.loads(f"k = {token}")["k"])
    return yaml.compose(token).value if name.endswith("yaml") else json.loads(token)


def mend(name: str, data: bytes, *, unsafe: bool, codes: bool) -> Fixed:
    stream = io.BytesIO(data)
    stream.name = name
    return fix(stream, unsafe=unsafe, codes=codes)


def known(findings: tuple[Finding, ...], kept: list[int]) -> Counter[tuple[str, int | None, str | None]]:
    def of(one: Finding) -> int | None:
        line = one.origin.record_line
        return kept[line.number] if isinstance(line, RecordLine) and line.number >= 0 else None

    return Counter((one.code, of(one), one.origin.column) for one in findings)


def record_of(cell: str | None) -> int:
    found = re.search(r"\[(\d+)\]", cell or "")
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("name", ["m.json", "m.jsonl", "block.yaml", "flow.yaml", "m.toml"])
@settings(max_examples=25)
@given(data=st.data())
def test_fixing_a_text(name: str, data: st.DataObject) -> None:
    typed = data.draw(typed_files(name))
    unsafe, codes = data.draw(st.booleans()), data.draw(st.booleans())
    done = mend(name, typed.text.encode(), unsafe=unsafe, codes=codes)
    gone = {record_of(one.cell) for one in done.edits if one.after is None}

    # No byte changes but those of the values named; records are only taken out where that is said.
    last: dict[tuple[int, str], str] = {}
    for one in done.edits:
        if one.column is not None and one.after is not None:
            last[record_of(one.cell), one.column] = one.after
    if not gone:
        pattern = "".join("(.*?)" if at in last else re.escape(text) for text, at in typed.pieces)
        match = re.fullmatch(pattern, done.text(name), re.DOTALL)
        assert match is not None
        told = [last[at] for _, at in typed.pieces if at in last]
        assert [said(name, token) for token in match.groups()] == told

    # Records in are records out, but for those taken out, which a safe fix never does.
    assert done.result.rows.read == done.before.rows.read - len(gone)
    assert unsafe or not gone

    # No finding is there that was not there before, at the same value.
    kept = [number for number in range(done.before.rows.read) if number not in gone]
    every = [*range(done.before.rows.read)]
    assert not known(done.result.findings, kept) - known(done.before.findings, every)

    # Fixing once is enough.
    again = mend(name, done.data(name), unsafe=unsafe, codes=codes)
    assert not again.edits
    assert again.data(name) == done.data(name)


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "missions"
    sheet.append([*NAMES, "more"])
    table = draw(rows())
    for number, row in enumerate(table, 2):
        sheet.append([row[name] or None for name in NAMES])
        if draw(st.booleans()):
            sheet.row_dimensions[number].hidden = True
        cell = sheet.cell(number, draw(st.integers(1, len(NAMES))))
        cell.number_format = draw(st.sampled_from(["General", "@", "dd/mm/yyyy"]))
    if draw(st.booleans()):
        sheet["I2"] = "=A2"
    if draw(st.booleans()) and len(table) > 1:
        place = draw(st.integers(2, len(table)))
        sheet.merge_cells(start_row=place, end_row=place + 1, start_column=5, end_column=5)
    book.create_sheet("notes")["B2"] = "=missions!B2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def without_cells(xml: bytes, addresses: set[str], rows: set[str]) -> str:
    """A sheet without what some cells, and all cells of some rows, say."""

    def blank(match: re.Match[str]) -> str:
        row = re.sub("[A-Z]", "", match[1])
        return "" if match[1] in addresses or row in rows else match[0]

    return re.sub(r'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', blank, xml.decode(), flags=re.DOTALL)


@pytest.mark.slow
@settings(max_examples=25)
@given(workbooks(), st.booleans(), st.booleans())
def test_fixing_a_workbook(data: bytes, unsafe: bool, codes: bool) -> None:
    done = mend("m.xlsx", data, unsafe=unsafe, codes=codes)
    written = done.data("m.xlsx")

    # No byte changes in any other part, and in the sheet only the cells named; each keeps its style.
    old, new = parts(data), parts(written)
    assert [*old] == [*new]
    assert {name for name in old if old[name] != new[name]} <= {SHEET}
    cells = {str(one.cell).partition("!")[2] for one in done.edits if one.after is not None}
    emptied = {str(one.cell).partition("!A")[2] for one in done.edits if one.after is None}
    assert without_cells(old[SHEET], cells, emptied) == without_cells(new[SHEET], cells, emptied)
    before, after = (openpyxl.load_workbook(io.BytesIO(held))["missions"] for held in (data, written))
    for row in before.iter_rows():
        for cell in row:
            assert cell._style is None or after[cell.coordinate]._style == cell._style
            assert cell.data_type != "f" or after[cell.coordinate].value == cell.value

    # Rows in are rows out, but for those emptied; no finding is there that was not there before.
    assert done.result.rows.read == done.before.rows.read - len(emptied)
    assert unsafe or not emptied
    every = [*range(done.before.rows.read)]
    kept = [number for number in every if str(number + 2) not in emptied]
    assert not known(done.result.findings, kept) - known(done.before.findings, every)

    # Fixing once is enough.
    again = mend("m.xlsx", written, unsafe=unsafe, codes=codes)
    assert not again.edits
    assert again.data("m.xlsx") == written
