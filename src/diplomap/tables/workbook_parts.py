"""What must be known of a workbook to edit it: its sheets, shared texts, formats and comments."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

from diplomap.tables.sheet_parts import Area, OddPartError, SheetParts, area, rich_texts, sheet_parts

_DAY_SHOWN = 10


class WorkbookParts:
    """The parts of a workbook's bytes, each read when it is asked for.

    Raises OddPartError where the workbook is signed, or not put together as workbooks are.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = frozenset(self._archive.namelist())
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise OddPartError("the workbook is signed")
        self._sheets: dict[str, SheetParts] = {}

    def read(self, part: str) -> bytes:
        """The bytes of a part; OddPartError where there is none."""
        if part not in self._names:
            raise OddPartError(f"the workbook has no part {part}")
        return self._archive.read(part)

    def sheet(self, part: str) -> SheetParts:
        """What stands in a sheet, given the name of its part."""
        if part not in self._sheets:
            self._sheets[part] = sheet_parts(self.read(part))
        return self._sheets[part]

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The names of the parts of sheets, by the sheets' titles."""
        parts = {id_: target for id_, _, target in self._relations(self._book)}
        found = {}
        for sheet in _named(self._tree(self._book), "sheet"):
            id_ = next((said for name, said in sheet.attrib.items() if _local(name) == "id"), "")
            if id_ in parts:
                found[sheet.attrib.get("name", "")] = parts[id_]
        return found

    @cached_property
    def has_formulas(self) -> bool:
        """Whether any sheet has a formula."""
        return any(self.sheet(part).formulas for part in self.sheets.values())

    @cached_property
    def has_pivots(self) -> bool:
        """Whether a pivot table looks at some table, whose columns it knows by their headers."""
        return any("pivotcache" in name.casefold() for name in self._names)

    @cached_property
    def rich(self) -> frozenset[int]:
        """The numbers of the shared texts that are more than a text."""
        for _, kind, target in self._relations(self._book):
            if kind == "sharedStrings":
                return rich_texts(self.read(target))
        return frozenset()

    @cached_property
    def starts_1904(self) -> bool:
        """Whether days are counted from 1904."""
        told = [one.attrib.get("date1904", "0") for one in _named(self._tree(self._book), "workbookPr")]
        return any(one in ("1", "true") for one in told)

    @cached_property
    def whole_days(self) -> frozenset[str]:
        """The numbers of the styles that show a number as a day of a month of a year."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        from diplomap.tables.sheets import shown_length

        part = next((t for _, kind, t in self._relations(self._book) if kind == "styles"), None)
        if part is None:
            return frozenset()
        tree = self._tree(part)
        own = {one.attrib.get("numFmtId"): one.attrib.get("formatCode", "") for one in _named(tree, "numFmt")}
        found = set()
        for formats in _named(tree, "cellXfs"):
            for number, style in enumerate(_named(formats, "xf")):
                id_ = style.attrib.get("numFmtId", "0")
                shown = own.get(id_) or BUILTIN_FORMATS.get(int(id_), "General")
                if is_date_format(shown) and shown_length(shown) == _DAY_SHOWN:
                    found.add(str(number))
        return frozenset(found)

    def commented(self, part: str) -> list[Area]:
        """The cells of a sheet that somebody has commented on."""
        return [
            area(one.attrib["ref"])
            for _, kind, target in self._relations(part)
            if kind in ("comments", "threadedComment")
            for name in ("comment", "threadedComment")
            for one in _named(self._tree(target), name)
            if "ref" in one.attrib
        ]

    @cached_property
    def _book(self) -> str:
        return next((target for _, kind, target in self._relations("") if kind == "officeDocument"), "")

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The id, kind and target of all that a part refers to."""
        folder, name = posixpath.split(part)
        told = posixpath.join(folder, "_rels", f"{name}.rels")
        if told not in self._names:
            return
        for one in _named(self._tree(told), "Relationship"):
            if one.attrib.get("TargetMode") != "External":
                target = one.attrib.get("Target", "")
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield one.attrib.get("Id", ""), one.attrib.get("Type", "").rpartition("/")[2], whole

    def _tree(self, part: str) -> Element:
        from xml.etree.ElementTree import ParseError, fromstring

        try:
            return fromstring(self.read(part))
        except ParseError as error:
            raise OddPartError(f"{part} is damaged ({error})") from None


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _named(tree: Element, name: str) -> Iterator[Element]:
    return (one for one in tree.iter() if isinstance(one.tag, str) and _local(one.tag) == name)
