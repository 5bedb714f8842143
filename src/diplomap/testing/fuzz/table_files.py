"""A table as a file: CSV, JSON, JSON Lines, YAML and TOML, each as people and programs write it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Literal

from diplomap.testing.fuzz.plain_tables import PlainTable

_PLAIN_ODDS: Sequence[str] = (
    *("null", "true", "1955", "1955.0", "1e5", "-0", "0.1", "123456789012345678901234567890", "NaN"),
    *("[]", "{}"),
    *('["a", "b"]', '["a|b"]', '{"a": "b"}', '{"a": ["b", "c"]}', '[["a"]]', '{"a": {"b": {}}}'),
    *("[null]", '[1, "b"]'),
)
_YAML_ODDS = (
    "NO",
    "~",
    "yes",
    "2019-05-03",
    "1:30",
    "0o17",
    "!!str 5",
    "&a b",
    "*a",
    "[a, b]",
    "{a: b}",
    "|\n    a",
    "!t x",
    "? a",
)
_TOML_ODDS = (
    "1975-05-03",
    "1975-05-03T07:32:00Z",
    "07:32:00",
    "0x1F",
    "inf",
    "[1, 2]",
    "{a = 1}",
    "'''a'''",
    "+5",
    "1_000",
)


def csv_file(random: Random, table: PlainTable) -> tuple[bytes, int | None]:
    """The table as CSV, and how many records it has below its header; None where that is not sure."""
    delimiter = table.delimiter if random.random() < 0.8 else random.choice(",;\t")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if random.random() < 0.15 else csv.QUOTE_MINIMAL
    out = io.StringIO(newline="")
    ending = random.choice(("\n", "\n", "\r\n"))
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ending).writerows(
        [table.header, *table.rows]
    )
    text = out.getvalue()
    if random.random() < 0.1:
        text = text.rstrip("\r\n")
    return text.encode("utf-8", "surrogatepass"), _records(text, delimiter)


def _records(text: str, delimiter: str) -> int | None:
    text = text.lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    # A first line of nothing but delimiters says which it is, and is passed over as blank.
    if first.startswith("sep=") or "\x00" in text or not first.strip(",;|\t "):
        return None
    records = [record for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if record]
    while records and not any(cell.strip() for cell in records[0]):
        del records[0]
    return len(records) - 1 if records else None


def _pairs(
    random: Random, table: PlainTable, row: Sequence[str], odds: Sequence[str]
) -> list[tuple[str, str]]:
    told = [(name, json.dumps(cell)) for name, cell in zip(table.header, row, strict=False)]
    if random.random() < 0.5:
        told = [(name, cell) for name, cell in told if cell != '""']
    if told and random.random() < 0.3:
        place = random.randrange(len(told))
        told[place] = told[place][0], random.choice(odds)
    return told


def _json_record(random: Random, table: PlainTable, row: Sequence[str]) -> str:
    if random.random() < 0.02:
        return random.choice(_PLAIN_ODDS)
    pairs = _pairs(random, table, row, _PLAIN_ODDS)
    return "{" + ", ".join(f"{json.dumps(name)}: {cell}" for name, cell in pairs) + "}"


def json_file(random: Random, tables: Mapping[str, PlainTable]) -> tuple[bytes, int | None]:
    """The tables as JSON: a list where there is one, else lists by name; how many records missions have
    where nothing stands beside them."""
    lists = {}
    for name, table in tables.items():
        break_ = random.choice((", ", ",\n  ", ",\n"))
        lists[name] = f"[{break_.join(_json_record(random, table, row) for row in table.rows)}]"
    alone = len(lists) == 1 and random.random() < 0.7
    text = lists["missions"] if alone else _object(random, lists)
    return text.encode(), len(tables["missions"].rows) if alone else None


def _object(random: Random, lists: Mapping[str, str]) -> str:
    named = [(name, told) for name, told in lists.items()]
    if random.random() < 0.1:
        named.append((random.choice(("title", "missions", "x")), random.choice(_PLAIN_ODDS)))
    return "{" + ", ".join(f"{json.dumps(name)}: {told}" for name, told in named) + "}"


def lines_file(random: Random, tables: Mapping[str, PlainTable]) -> tuple[bytes, int | None]:
    """The table of missions as JSON Lines, and how many records it has."""
    table = tables["missions"]
    lines = [_json_record(random, table, row) for row in table.rows]
    return random.choice(("\n", "\r\n", "\n\n")).join(lines).encode(), len(lines)


def yaml_file(random: Random, tables: Mapping[str, PlainTable]) -> tuple[bytes, int | None]:
    """The tables as YAML, in blocks, and how many records missions have
    where nothing stands beside them."""
    alone = len(tables) == 1 and random.random() < 0.7
    parts = []
    for name, table in tables.items():
        parts.append("" if alone else f"{name}:\n")
        for row in table.rows:
            pairs = _pairs(random, table, row, (*_PLAIN_ODDS, *_YAML_ODDS))
            told = (f"{name if name.isalnum() else json.dumps(name)}: {cell}\n" for name, cell in pairs)
            parts.append(f"- {'  '.join(told) or '{}'}" + ("" if pairs else "\n"))
    return "".join(parts).encode(), len(tables["missions"].rows) or None


def toml_file(random: Random, tables: Mapping[str, PlainTable]) -> tuple[bytes, int | None]:
    """The tables as TOML, each an array of tables, and how many records missions have
    where nothing stands beside them."""
    parts = []
    for name, table in tables.items():
        for row in table.rows:
            pairs = _pairs(random, table, row, (*_PLAIN_ODDS, *_TOML_ODDS))
            told = (f"{name if name.isalnum() else json.dumps(name)} = {cell}\n" for name, cell in pairs)
            parts.append(f"[[{name}]]\n{''.join(told)}")
    return "".join(parts).encode(), len(tables["missions"].rows)


ManyTables = Callable[[Random, Mapping[str, PlainTable]], tuple[bytes, int | None]]
