"""Where the values of a TOML file stand, which the standard reader of TOML does not tell."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import attrs

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[^\s,\]}#=]+(?: [0-9][^\s,\]}#=]*)?")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?:""?(?!"))?', re.DOTALL),
    re.compile(r"'''.*?'''(?:''?(?!'))?", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_DEEPEST = 100


@attrs.define(slots=True)
class Spot:
    """Where a value begins and ends in the text; `names` or `parts` are the places of what is in it."""

    start: int
    end: int
    names: dict[str, Spot] = attrs.field(factory=dict)
    parts: list[Spot] = attrs.field(factory=list)


def toml_spots(text: str) -> Spot:
    r"""The places of all values in a text that is TOML; it is as exact as far as it gets.

    >>> text = '[[missions]]\nid = "a"\nsources = ["s1"]\n'
    >>> spot = toml_spots(text).names["missions"].parts[0].names["sources"]
    >>> text[spot.start : spot.end]
    '["s1"]'
    """
    scanning = _Scanning(text)
    with contextlib.suppress(_Lost, RecursionError):
        scanning.run()
    return scanning.root


class _Lost(Exception):
    pass


class _Scanning:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Spot(0, len(text))

    def run(self) -> None:
        at, table, text = self._skip(0), self.root, self.text
        while at < len(text):
            if text.startswith("[", at):
                several = text.startswith("[[", at)
                names, after = self._keys(self._skip(at + (2 if several else 1)))
                table = self._table(names, several, Spot(at, after))
                at = (
                    self._skip(text.index("]", after) + (2 if several else 1))
                    if "]" in text[after:]
                    else len(text)
                )
            else:
                at = self._skip(self._pair(table, at))

    def _table(self, names: list[str], several: bool, made: Spot) -> Spot:
        table = self.root
        for name in names[:-1]:
            table = table.names.setdefault(name, Spot(made.start, made.end))
            table = table.parts[-1] if table.parts else table
        if not several:
            return table.names.setdefault(names[-1], made)
        table.names.setdefault(names[-1], Spot(made.start, made.end)).parts.append(made)
        return made

    def _pair(self, table: Spot, at: int) -> int:
        names, after = self._keys(at)
        after = self._skip(after)
        if not self.text.startswith("=", after):
            raise _Lost
        value = self._value(self._skip(after + 1), 0)
        for name in names[:-1]:
            table = table.names.setdefault(name, Spot(at, value.end))
        table.names.setdefault(names[-1], value)
        return value.end

    def _keys(self, at: int) -> tuple[list[str], int]:
        names: list[str] = []
        while match := _KEY.match(self.text, at):
            names.append(_unquoted(match[0]))
            at = match.end()
            dot = _DOT.match(self.text, at)
            if dot is None:
                return names, at
            at = dot.end()
        raise _Lost

    def _value(self, at: int, depth: int) -> Spot:
        text = self.text
        if depth > _DEEPEST:
            raise _Lost
        for pattern in _STRINGS:
            if match := pattern.match(text, at):
                return Spot(at, match.end())
        if text.startswith(("[", "{"), at):
            found, table = Spot(at, at), text[at] == "{"
            for start in self._inside(found, "}" if table else "]"):
                if table:
                    found.end = self._pair(found, start)
                else:
                    found.parts.append(self._value(start, depth + 1))
                    found.end = found.parts[-1].end
            return found
        bare = _BARE.match(text, at)
        if bare is None:
            raise _Lost
        return Spot(at, bare.end())

    def _inside(self, found: Spot, close: str) -> Iterator[int]:
        """Where each part of a list or table begins; sets the end of the whole behind its bracket."""
        at = self._skip(found.start + 1)
        while not self.text.startswith(close, at):
            if at >= len(self.text):
                raise _Lost
            yield at
            at = self._skip(found.end)
            if self.text.startswith(",", at):
                at = self._skip(at + 1)
            elif not self.text.startswith(close, at):
                raise _Lost
        found.end = at + 1

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return at if match is None else match.end()


def _unquoted(key: str) -> str:
    import tomllib

    if key[:1] not in "\"'":
        return key
    try:
        told: dict[str, Any] = tomllib.loads(f"k = {key}")
    except tomllib.TOMLDecodeError:
        return key
    return str(told["k"])
