"""Where facts are from, and what somebody said: sources and statements."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

import attrs

from diplomap.model.records import Record, Records, index
from diplomap.values.dates import PartialDate


@attrs.frozen(slots=True)
class Source(Record):
    """A document, page or table that facts are from. Its own `sources` are what it draws on.

    `date` is when it was published, `accessed` when it was looked up; `place` is the page, table or
    section. Each is blank or None where nobody says.

    >>> str(Source("mofa", "List of posts", "Ministry", PartialDate.parse("2024")))
    'mofa: “List of posts”, Ministry, 2024'

    Raises ValueError for a source without an id.
    """

    id: str
    title: str = ""
    publisher: str = ""
    date: PartialDate | None = None
    url: str = ""
    accessed: str = ""
    licence: str = ""
    place: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.id:
            raise ValueError("a source needs an id")

    def __str__(self) -> str:
        title = f"“{self.title}”" if self.title else ""
        date = "" if self.date is None else str(self.date)
        shown = ", ".join(part for part in (title, self.publisher, date, self.place, self.url) if part)
        return f"{self.id}: {shown}" if shown else self.id


class Sources(Records[Source]):
    """The sources of a dataset, in the order of their table, with a look-up by id."""

    table: ClassVar[str] = "sources"

    @cached_property
    def by_id(self) -> Mapping[str, Source]:
        """The sources by id; the first where an id stands twice."""
        found: dict[str, Source] = {}
        for one in self:
            found.setdefault(one.id, one)
        return found

    def get(self, source_id: str) -> Source | None:
        """The source of that id, None where there is none."""
        return self.by_id.get(source_id)


@attrs.frozen(slots=True)
class Statement(Record):
    """What somebody said: who, when, on whose behalf, through whom.

    `speaker` is who said it, as the source names them; `position` is the party whose position it is,
    None where the speaker speaks for nobody but themselves. `says` tells in our own words what was
    said. `through` is who passed it on (a news agency). Its `sources` are where it can be read.

    Raises ValueError for a statement without an id, a speaker or words.
    """

    id: str
    speaker: str
    says: str
    date: PartialDate | None = None
    position: str | None = None
    through: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.id or not self.speaker or not self.says:
            raise ValueError("a statement needs an id, a speaker and what they say")


class Statements(Records[Statement]):
    """The statements of a dataset, with look-ups by id and by whose position they are."""

    table: ClassVar[str] = "statements"

    @cached_property
    def _by_id(self) -> dict[object, tuple[Statement, ...]]:
        return index(self, lambda one: [one.id])

    @cached_property
    def _by_position(self) -> dict[object, tuple[Statement, ...]]:
        return index(self, lambda one: [one.position] if one.position else [])

    def get(self, statement_id: str) -> Statement | None:
        """The statement of that id, None where there is none; the first where an id stands twice."""
        found = self._by_id.get(statement_id)
        return found[0] if found else None

    def of(self, party: str) -> tuple[Statement, ...]:
        """The statements that give a party's position."""
        return self._by_position.get(party, ())
