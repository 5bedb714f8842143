"""Which format a file is in, by its name or what it begins with, and the reader of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from diplomap.tables.grids import Grid
from diplomap.tables.reading_result import UnreadableError


class Format(Enum):
    """A format of tables other than CSV."""

    XLSX = "xlsx"
    JSON = "json"
    JSON_LINES = "jsonl"
    YAML = "yaml"
    TOML = "toml"


_ENDINGS = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), Format.XLSX),
    ".json": Format.JSON,
    **dict.fromkeys((".jsonl", ".ndjson"), Format.JSON_LINES),
    **dict.fromkeys((".yaml", ".yml"), Format.YAML),
    ".toml": Format.TOML,
}
_CSV = (".csv", ".tsv", ".txt")
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_JSON_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\[{\"\]}]")
_LOOKED_AT = 1 << 12


def format_of(name: str, data: bytes | None = None) -> Format | None:
    """The format of a file, None for CSV: by its name, and where that tells nothing by how it begins.

    YAML and TOML are known by their names alone, since any text begins like them.

    >>> format_of("missions.json.gz"), format_of("<stdin>", b'[{"id": "a"}]'), format_of("m.csv", b"[{")
    (<Format.JSON: 'json'>, <Format.JSON: 'json'>, None)
    """
    bare = name.casefold().removesuffix(".gz")
    if data is not None and data.startswith(_ZIP):
        return Format.XLSX
    for ending, form in _ENDINGS.items():
        if bare.endswith(ending):
            return form
    if data is None or bare.endswith(_CSV):
        return None
    return Format.JSON if _JSON_BEGINS.match(data[:_LOOKED_AT]) else None


def is_spreadsheet(data: bytes) -> bool:
    """Whether the bytes of a zip file are those of an Excel workbook."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        return False


def read_grids(form: Format, name: str, data: bytes) -> Sequence[Grid]:
    """The tables of a file.

    Raises UnreadableError where there is none, saying where the file breaks off or what is to be installed.
    """
    if data.startswith(_OLD_EXCEL):
        raise UnreadableError(f"{name}: is an old Excel file; save it as XLSX or as CSV (UTF-8) first")
    if form is Format.XLSX:
        from diplomap.tables.spreadsheets import read_workbook

        return read_workbook(name, data)
    if form is Format.YAML:
        from diplomap.tables.yaml_tables import read_yaml

        return read_yaml(name, data)
    if form is Format.TOML:
        from diplomap.tables.toml_tables import read_toml

        return read_toml(name, data)
    from diplomap.tables.json_tables import read_json

    return read_json(name, data, lines=form is Format.JSON_LINES)
