"""Ladders of status, as data: what each step of representation means in our kinds and accreditations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from diplomap.model.kinds import Kind
from diplomap.model.statuses import HeadRank
from diplomap.tables.words import plain

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "ladders"


@attrs.frozen(slots=True)
class Step:
    """One status of a ladder: the word by which it is told, and what that says of a mission.

    A step with a `kind` is a resident post. One that is not `resident` is a concurrent accreditation (VCDR
    art. 5; `consular`: VCCR art. 7) of a mission that the table does not name. One that tells a `head`
    and no kind is a resident post of which nobody says what it was; one that tells neither is no
    representation. `also` are other words for the step, `why` says what its mapping loses.
    """

    word: str
    kind: Kind | None = attrs.field(default=None, converter=attrs.converters.optional(Kind))
    resident: bool = True
    head: HeadRank | None = attrs.field(default=None, converter=attrs.converters.optional(HeadRank))
    consular: bool = False
    also: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    why: str = ""

    @property
    def accredits(self) -> bool:
        """Whether it tells of somebody accredited without telling of a post."""
        return not self.resident or (self.kind is None and self.head is not None)


@attrs.frozen(slots=True)
class Ladder:
    """Steps from the highest down, and the `ground`: what is so where no transition has told anything yet.

    >>> ladder("us-missions").rank("Embassy") > ladder("us-missions").rank("None")
    True
    """

    name: str
    steps: tuple[Step, ...]
    ground: str
    title: str = ""
    source: str = ""

    def read(self, text: str) -> Step | None:
        """The step that a word means, whatever its capitals, accents and hyphens; None where it is none.

        The word ``None`` is a status like the others, not a missing one.

        >>> ladder("general").read("non-resident ambassador").word, ladder("us-missions").read("None").word
        ('Ambassador Nonresident', 'None')
        """
        return _words(self).get(plain(text))

    def rank(self, word: str) -> int:
        """How high a status stands; higher is higher.

        Raises ValueError for a word that is no step.
        """
        step = self.read(word)
        if step is None:
            raise ValueError(
                f"{word!r} is no status of the ladder {self.name}; it has {', '.join(self.words)}"
            )
        return len(self.steps) - self.steps.index(step)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the steps, highest first."""
        return tuple(step.word for step in self.steps)


@cache
def _words(of: Ladder) -> Mapping[str, Step]:
    return {plain(word): step for step in of.steps for word in (*step.also, step.word)}


def ladder_of(told: Mapping[str, Any]) -> Ladder:
    """A ladder told as a mapping, such as a JSON file's.

    >>> ladder_of({"name": "two", "ground": "no", "steps": [{"word": "yes"}, {"word": "no"}]}).words
    ('yes', 'no')

    Raises ValueError where the ground is no step, or a word stands for two.
    """
    steps: Sequence[Step] = [Step(**step) for step in told["steps"]]
    words = [word for step in steps for word in {plain(word) for word in (step.word, *step.also)}]
    if len(words) != len(set(words)):
        raise ValueError(f"ladder {told['name']}: a word stands for two steps")
    if told["ground"] not in [step.word for step in steps]:
        raise ValueError(f"ladder {told['name']}: its ground {told['ground']!r} is no step of it")
    return Ladder(
        told["name"], tuple(steps), told["ground"], str(told.get("title", "")), str(told.get("source", ""))
    )


@cache
def ladders() -> Mapping[str, Ladder]:
    """The bundled ladders by name.

    >>> sorted(ladders())
    ['general', 'us-missions']
    """
    import json

    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.json"))]
    return {one["name"]: ladder_of(one) for one in told}


def ladder(name: str) -> Ladder:
    """The bundled ladder of a name.

    >>> ladder("us-missions").ground
    'None'

    Raises ValueError for a name nobody knows, listing the known ones.
    """
    known = ladders()
    if name not in known:
        raise ValueError(f"no ladder is called {name!r}; there are {', '.join(known)}")
    return known[name]
