"""A dataset's story told clause by clause: what each says, what the data say, the verdicts, the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from diplomap.history.shown import Shown, Untellable
from diplomap.history.story_shows import shown
from diplomap.history.verdicts import Verdict
from diplomap.model.dataset import Dataset
from diplomap.model.stories import Clause

SCHEMA = "diplomap/story/1"


@attrs.frozen(slots=True)
class ToldClause:
    """One clause with what the data say beside it. `untold` says what could not be shown, and why."""

    clause: Clause
    shown: tuple[Shown, ...]
    untold: tuple[str, ...] = ()

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts on the figures of the clause."""
        return tuple(verdict for one in self.shown for verdict in one.verdicts)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the clause's own sources and of those behind what is shown, each once."""
        every = (*self.clause.sources, *(source for one in self.shown for source in one.sources))
        return tuple(dict.fromkeys(every))

    def to_dict(self) -> dict[str, Any]:
        """Its shape in ``diplomap/story/1``."""
        return {
            "id": self.clause.id,
            "says": self.clause.says,
            "data": [{"show": str(one.show), "lines": [*one.lines]} for one in self.shown],
            "verdicts": [verdict.to_dict() for verdict in self.verdicts],
            "untold": [*self.untold],
            "sources": [*self.sources],
            "own_sources": [*self.clause.sources],
        }


@attrs.frozen(slots=True)
class Telling:
    """A dataset's story, told: its clauses in their order."""

    title: str
    clauses: tuple[ToldClause, ...]

    def to_dict(self) -> dict[str, Any]:
        """The shape ``diplomap/story/1``; see docs/reference/story.md."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "clauses": [one.to_dict() for one in self.clauses],
        }

    def __iter__(self) -> Iterator[ToldClause]:
        return iter(self.clauses)

    def __len__(self) -> int:
        return len(self.clauses)


def story(dataset: Dataset) -> Telling:
    """The story of a dataset (its table story.csv), each clause with what the data say beside it.

    Nothing of it is a verdict of ours but the arithmetic of reported figures; what a clause says is told by
    its sources, and causes are told by who claims them.

    >>> from diplomap.model.stories import Show
    >>> ds = Dataset(story=[Clause("a", "some posts close", "PRK", (Show.CAUSES,))])
    >>> [told.shown[0].lines for told in story(ds)]
    [('unattributed: nobody claims a cause in the data',)]
    """
    return Telling(dataset.title, tuple(_told(dataset, clause) for clause in dataset.story))


def _told(dataset: Dataset, clause: Clause) -> ToldClause:
    found, untold = [], []
    for show in clause.shows:
        try:
            found.append(shown(dataset, clause, show))
        except (Untellable, KeyError, ValueError) as why:
            # A clause that asks for too much is told as far as it goes; the story is the dataset's, not ours.
            untold.append(f"{show}: {why.args[0] if why.args else why}")
    return ToldClause(clause, tuple(found), tuple(untold))
