"""Workbooks written by hand, part by part, so that each part can be damaged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from diplomap.testing.fuzz.byte_damage import damage_bytes
from diplomap.testing.fuzz.judging import marks_in
from diplomap.testing.fuzz.plain_tables import PlainTable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1">'
    "<fill><patternFill/></fill></fills>"
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)
_STATES = ("", "", "", ' state="hidden"')
_EPOCHS = ("", "", '<workbookPr date1904="1"/>')
_ODD = (
    *('<c r="{at}"><v>43588</v></c>', '<c r="{at}" s="1"><v>43588</v></c>'),
    *('<c r="{at}" s="1"><v>43588.5</v></c>',),
    *('<c r="{at}" s="1"><v>-5</v></c>', '<c r="{at}" s="1"><v>60</v></c>'),
    *('<c r="{at}" s="1"><v>99999999</v></c>',),
    *('<c r="{at}" s="2"><v>0.5</v></c>', '<c r="{at}" s="9"><v>1</v></c>'),
    *('<c r="{at}" t="b"><v>1</v></c>',),
    *('<c r="{at}" t="e"><v>#REF!</v></c>', '<c r="{at}" t="s"><v>0</v></c>'),
    *('<c r="{at}" t="s"><v>99</v></c>',),
    *('<c r="{at}"><f>1+1</f></c>', '<c r="{at}"><f>1+1</f><v>2</v></c>'),
    *('<c r="{at}" t="str"><f>A1</f><v>a</v></c>',),
    *('<c r="{at}"><f t="array" ref="{at}">A1</f></c>', '<c r="{at}"><v>1955.0</v></c>'),
    *('<c r="{at}"><v>1E+300</v></c>',),
    *('<c r="{at}"><v>x</v></c>', '<c r="{at}"><v></v></c>', '<c r="{at}" t="zz"><v>1</v></c>'),
    *('<c r="{at}" t="d"><v>2019-05-03</v></c>',),
    *("<c><v>7</v></c>", '<c r="A0"><v>7</v></c>', '<c r="ZZ1"><v>7</v></c>'),
    *('<c r="XFD1048576"><v> </v></c>', '<c r="{at}" t="inlineStr"><is><r><t>a</t></r></is></c>'),
)


def workbook(random: Random, tables: Mapping[str, PlainTable]) -> tuple[bytes, frozenset[str]]:
    """The tables as sheets of a workbook, some of its cells odd; and the marks that its cells surely hold."""
    parts = _parts(random, tables)
    sheets = b"".join(data for name, data in parts.items() if "sheet" in name)
    # What is covered by a merged cell is no part of a table, and what is damaged may be none.
    marks = frozenset() if b"mergeCell" in sheets else frozenset(marks_in(sheets))
    times = random.choice((0, 0, 1, 1, 2))
    for _ in range(times):
        name = random.choice([*parts])
        match random.randrange(4):
            case 0:
                del parts[name]
                parts = parts or {"x": b""}
            case 1:
                parts[random.choice([*parts])] = parts[name]
            case _:
                parts[name] = damage_bytes(random, parts[name])
    data = _zipped(parts, random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    if times == 0 and random.random() < 0.9:
        return data, marks
    return data if times else damage_bytes(random, data, 1), frozenset()


class _Calm(Random):
    """A chance by which nothing odd happens."""

    def random(self) -> float:
        return 1.0

    def choice(self, seq: Any) -> Any:
        return seq[0]


def plain_workbook(tables: Mapping[str, PlainTable]) -> bytes:
    """The tables as sheets of a workbook in which all is well."""
    return _zipped(_parts(_Calm(), tables), zipfile.ZIP_DEFLATED)


def _zipped(parts: Mapping[str, bytes], how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _parts(random: Random, tables: Mapping[str, PlainTable]) -> dict[str, bytes]:
    names = [*tables]
    sheets = "".join(
        f'<sheet name={quoteattr(_title(random, name))} sheetId="{at}" r:id="rId{at}"'
        f"{random.choice(_STATES)}/>"
        for at, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at, _ in enumerate(names, 1)
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for at, _ in enumerate(names, 1)
    )
    told = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{types}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"{random.choice(_EPOCHS)}<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}'
        f'<Relationship Id="rId90" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId91" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="1" uniqueCount="1"><si><t>zq50x</t></si></sst>',
    }
    for at, table in enumerate(tables.values(), 1):
        told[f"xl/worksheets/sheet{at}.xml"] = _sheet(random, table)
    return {name: text.encode("utf-8", "replace") for name, text in told.items()}


def _title(random: Random, name: str) -> str:
    return name if random.random() > 0.1 else random.choice((name.upper(), "Sheet 1", "missions", "it's", ""))


def _sheet(random: Random, table: PlainTable) -> str:
    rows = []
    odd = random.random() < 0.6
    for number, row in enumerate([table.header, *table.rows], random.choice((1, 1, 1, 3))):
        cells = "".join(
            _odd(random, number, place) if odd and random.random() < 0.05 else _cell(number, place, text)
            for place, text in enumerate(row)
        )
        hidden = ' hidden="1"' if random.random() < 0.03 else ""
        rows.append(f'<row r="{number}"{hidden}>{cells}</row>')
    merged = (
        f'<mergeCells count="1"><mergeCell ref="{_area(random)}"/></mergeCells>'
        if random.random() < 0.2
        else ""
    )
    columns = '<cols><col min="2" max="3" hidden="1"/></cols>' if random.random() < 0.05 else ""
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'


def _area(random: Random) -> str:
    first, second = (f"{random.choice('ABCDF')}{random.randint(1, 5)}" for _ in range(2))
    return random.choice((f"{first}:{second}", "A2:A3", "B2:C2", first, "A1:ZZ1", "A0:B1"))


def _at(number: int, place: int) -> str:
    return f"{chr(65 + place)}{number}" if place < 26 else f"A{chr(65 + place % 26)}{number}"


def _odd(random: Random, number: int, place: int) -> str:
    return random.choice(_ODD).replace("{at}", _at(number, place))


def _cell(number: int, place: int, text: str) -> str:
    sound = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return f'<c r="{_at(number, place)}" t="inlineStr"><is><t>{escape(sound)}</t></is></c>' if text else ""
