"""A story told from the data: clauses, each with what of the data is to be shown beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

import attrs

from diplomap.model.missions import UNDATED
from diplomap.model.records import Record, Records
from diplomap.values.periods import Period


class Show(StrEnum):
    """What the data are asked for a clause.

    `statements` and `figures` show what was said and the verdicts on it; `closures` and `openings` the
    posts closed and opened in the clause's window; `relations` the partners in relations and how many of
    them have a mission; `waves` the stretches of unusually many closures in the window; `shares` the groups'
    shares of the footprint at both ends of the window; `sanctions` what was in force at both; `reach` the
    states reached at both; `causes` what is claimed to lie behind the changes.
    """

    STATEMENTS = "statements"
    FIGURES = "figures"
    CLOSURES = "closures"
    OPENINGS = "openings"
    RELATIONS = "relations"
    WAVES = "waves"
    SHARES = "shares"
    SANCTIONS = "sanctions"
    REACH = "reach"
    CAUSES = "causes"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Clause(Record):
    """One clause of a story: what it says, in our own words, and what to show of the data beside it.

    `of` is the party it is about; `window` runs from the day before to the day after what it tells.
    `missions`, `statements`, `figures` and `groups` narrow what is shown; blank: all that fit.
    `profile` is the counting profile, blank for `all`.

    Raises ValueError for a clause without an id or words.
    """

    id: str
    says: str
    of: str
    shows: tuple[Show, ...] = ()
    window: Period = UNDATED
    profile: str = ""
    missions: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not self.id or not self.says:
            raise ValueError("a clause needs an id and words")


class Story(Records[Clause]):
    """The clauses of a dataset's story, in the order in which it is told."""

    table: ClassVar[str] = "story"
