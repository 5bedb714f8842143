"""Reading YAML: a list of mappings, or tables by name; every scalar is kept as it was typed."""

from __future__ import annotations

import re
from typing import Any

from diplomap.tables.decoding import Decoded, decoded
from diplomap.tables.grids import Grid, Place, Spots, Stretch
from diplomap.tables.items import grid_of_items
from diplomap.tables.reading_result import UnreadableError
from diplomap.tables.value_texts import Pairs
from diplomap.tables.value_tokens import yaml_said, yaml_typed

# A node of PyYAML's graph: it has an id, a value and marks of where it begins and ends.
Node = Any

MAIN = "missions"
_INSTALL = "YAML is read with PyYAML; install diplomap[yaml], or save the table as JSON or CSV"
_NULL, _MERGE = "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_COLON = re.compile(r"[ ]*:")
_DASH = re.compile(r"[ ]*-[ ]+")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_DEEPEST = 16
_MOST_PARTS = 1000


def read_yaml(name: str, data: bytes) -> list[Grid]:
    r"""The tables of a YAML file. ``NO`` is Norway, 1955 a year: a scalar is the text that stands there.

    >>> [grid] = read_yaml("m.yaml", b"- id: a\n  receiving: NO\n")
    >>> grid.columns, grid.locate(0, 1)
    ([['a'], ['NO']], Place(line=2, span=(14, 16), cell='[0].receiving'))

    Raises UnreadableError where it is no YAML, saying at which line and column, or holds no records, or
    where PyYAML is not installed.
    """
    try:
        import yaml
    except ImportError:
        raise UnreadableError(f"{name}: {_INSTALL}") from None
    table = decoded(name, data)
    text = table.data.decode(table.encoding, "replace")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = "" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}: "
        raise UnreadableError(f"{name}: {where}is no YAML ({error.problem or error.context})") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = "values are nested too deeply" if isinstance(error, RecursionError) else _first_line(error)
        raise UnreadableError(f"{name}: is no YAML ({reason})") from None
    if root is None:
        raise UnreadableError(f"{name}: the file is empty")
    return _tables(name, table, text, root)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _tables(name: str, table: Decoded, text: str, root: Node) -> list[Grid]:
    if root.id == "sequence":
        return [_grid(name, MAIN, "", table, text, root.value)]
    if root.id == "mapping":
        lists = [(key, value) for key, value in root.value if value.id == "sequence"]
        grids = [
            _grid(name, str(key.value), str(key.value), table, text, value.value)
            for key, value in lists
            if key.id == "scalar" and (not value.value or any(one.id == "mapping" for one in value.value))
        ]
        if grids:
            return grids
        return [_grid(name, MAIN, "", table, text, [root])]
    raise UnreadableError(f"{name}: holds a text and no list of records")


def _grid(file: str, table: str, path: str, decoded: Decoded, text: str, nodes: list[Node]) -> Grid:
    if not nodes:
        return Grid(file, table, ("id",), [[]], [], lambda *_: Place(1), text=decoded)
    items = [_value(node, _DEEPEST) if node.id == "mapping" else _stray(node) for node in nodes]
    lines = [node.start_mark.line + 1 for node in nodes]

    def locate(number: int, name: str | None, nth: int) -> Place:
        called = f"{path}[{number}]" + (f".{name}" if name else "")
        node: Node | None = nodes[number]
        if name is not None:
            node = _named(nodes[number], name, nth)
        if node is None or name is None:
            return Place(nodes[number].start_mark.line + 1, None, called)
        start, end = node.start_mark, node.end_mark
        # The end of a value that runs over lines is told as the end of what was typed on the first.
        last = end.column if end.line == start.line else None
        span = None if last is None else (start.column + 1, last + 1)
        return Place(start.line + 1, span, called)

    def value(number: int, name: str, nth: int) -> Stretch | None:
        node = None if _is_alias(nodes, number) else _named(nodes[number], name, nth)
        key = None if node is None else _keyed(nodes[number], node)
        # What an alias stands for is written where it was named first.
        if node is None or key is None or node.id != "scalar":
            return None
        start, end = node.start_mark.index, node.end_mark.index
        colon = _COLON.match(text, key.end_mark.index)
        if colon is None or start < colon.end():
            return None
        # A value that is not there is put behind the colon.
        return (start, end) if end > start else (colon.end(), colon.end())

    spots = Spots(value, lambda number: _taken_out(text, nodes, number), yaml_said, yaml_typed)
    return grid_of_items(file, table, items, lines, locate, decoded, spots=spots)


def _is_alias(nodes: list[Node], number: int) -> bool:
    start = nodes[number].start_mark.index
    return number > 0 and start < nodes[number - 1].end_mark.index


def _keyed(node: Node, value: Node) -> Node | None:
    return next((key for key, one in node.value if one is value), None)


def _taken_out(text: str, nodes: list[Node], number: int) -> Stretch | None:
    """The stretch of a record with the comma before it, or of the lines that hold nothing else."""
    node = nodes[number]
    if node.id != "mapping" or not number or _is_alias(nodes, number):
        return None
    start, end, before = node.start_mark.index, _last(node), nodes[number - 1].end_mark.index
    # What is named here may be asked for elsewhere, and a comment may tell more than the record.
    if any(mark in text[start:end] for mark in "&*#"):
        return None
    if _COMMA.fullmatch(text, before, start):
        return before, node.end_mark.index
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    rest = _REST_OF_LINE.match(text, end)
    return (first, rest.end()) if rest is not None and _DASH.fullmatch(text, first, start) else None


def _last(node: Node) -> int:
    """Where the last value of a node ends: a block of values tells as its end where the next one begins."""
    if node.id == "scalar" or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _last(last[1] if node.id == "mapping" else last)


def _named(node: Node, name: str, nth: int) -> Node | None:
    if node.id != "mapping":
        return None
    # What is merged in stands elsewhere; where it is asked for is what has to be mended.
    found = [key if key.tag == _MERGE else value for key, value in node.value if _key(key) == name]
    return found[nth - 1] if nth <= len(found) else None


def _key(node: Node) -> str:
    return str(node.value) if node.id == "scalar" else "?"


def _stray(node: Node) -> Any:
    value = _value(node, _DEEPEST)
    return [value] if isinstance(value, Pairs) else value


def _value(node: Node, depth: int) -> Any:
    if node.id == "scalar":
        return None if node.tag == _NULL and not node.style else node.value
    # An alias may stand for a value that holds itself, or for thousands of others.
    if not depth or len(node.value) > _MOST_PARTS:
        return [["…"]]
    if node.id == "sequence":
        return [_value(one, depth - 1) for one in node.value]
    return Pairs(
        # What is merged in from elsewhere is no value of a cell, and is told as such.
        (_key(key), [[_value(value, depth - 1)]] if key.tag == _MERGE else _value(value, depth - 1))
        for key, value in node.value
    )
