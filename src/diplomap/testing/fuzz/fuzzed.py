"""What a fuzzer gives a reader, and what a reader of files is to it."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import attrs

from diplomap.testing.fuzz.judging import Outcome, marks_in


@attrs.frozen(slots=True)
class Fuzzed:
    """A file for a reader: its name, its bytes, how many records of missions it has and which marks.

    `records` is None where nobody can say how many. `thing` stands for the bytes where a reader is given
    something else.
    """

    name: str
    data: bytes
    records: int | None = None
    marks: frozenset[str] = frozenset()
    thing: object = None

    @classmethod
    def of(cls, name: str, data: bytes, records: int | None = None) -> Fuzzed:
        """A file whose marks stand in its bytes as they are."""
        return cls(name, data, records, frozenset(marks_in(data)))

    def stream(self) -> io.BytesIO:
        """The file, opened."""
        opened = io.BytesIO(self.data)
        opened.name = self.name
        return opened


@attrs.frozen(slots=True)
class Reader:
    """A reader: how a file for it is made by chance, and how it is read and judged.

    `share` is how often it is tried beside the others. `plain` makes a file in which all is well;
    `refusals` are the exceptions by which it refuses a file in words.
    """

    name: str
    share: int
    plain: Callable[[Random], Fuzzed]
    make: Callable[[Random], Fuzzed]
    read: Callable[[Fuzzed], Outcome]
    refusals: tuple[type[Exception], ...]
