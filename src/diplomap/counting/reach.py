"""Which parties a sender reaches on a day: by a mission that resides there, or one accredited besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from diplomap.counting.coverage import Looked, looked_at
from diplomap.counting.naming import party_id
from diplomap.counting.pairs import accreditation_presence
from diplomap.counting.profiles import ANYBODY, Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.relation_counts import the_day
from diplomap.counting.standings import standing
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Accreditation, Mission
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, Truth

SCHEMA = "diplomap/reach/1"


@attrs.frozen(slots=True)
class Post:
    """A mission by which a party is reached: residing there, or accredited to it besides (concurrent)."""

    mission: Mission
    answer: Truth
    accreditation: Accreditation | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the accreditation, or else of the mission."""
        told = () if self.accreditation is None else self.accreditation.sources
        return told or self.mission.sources

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape in ``diplomap/reach/1``."""
        return {
            "mission": self.mission.id,
            "concurrent": self.accreditation is not None,
            "answer": str(self.answer),
            "sources": list(self.sources),
        }


@attrs.frozen(slots=True)
class Reached:
    """One party and the posts by which it is, or may be, reached."""

    party: str
    posts: tuple[Post, ...]

    @property
    def resident(self) -> Truth:
        """Whether a mission resides there."""
        return self._any(concurrent=False)

    @property
    def concurrent(self) -> Truth:
        """Whether a mission that resides elsewhere is accredited there."""
        return self._any(concurrent=True)

    @property
    def answer(self) -> Truth:
        """Whether it is reached at all."""
        return self.resident | self.concurrent

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape in ``diplomap/reach/1``."""
        return {
            "party": self.party,
            "answer": str(self.answer),
            "resident": str(self.resident),
            "concurrent": str(self.concurrent),
            "posts": [post.to_dict() for post in self.posts],
        }

    def _any(self, *, concurrent: bool) -> Truth:
        result = FALSE
        for post in self.posts:
            if (post.accreditation is not None) is concurrent:
                result = result | post.answer
        return result


@attrs.frozen(slots=True, repr=False)
class Reach:
    """The parties that a sender reaches on a day, each counted once however many posts reach it.

    `all` holds every party that a mission of the sender is, was or will be accredited to; those
    reached are `resident` or `concurrent`, those in `both` are reached either way. `count` is None
    where nobody is reached and the coverage does not say that somebody looked.
    """

    of: str
    at: date
    profile: Profile
    all: tuple[Reached, ...]
    looked: Looked

    @property
    def reached(self) -> tuple[str, ...]:
        """Who is surely reached."""
        return tuple(one.party for one in self.all if one.answer is TRUE)

    @property
    def perhaps(self) -> tuple[str, ...]:
        """Who may be reached."""
        return tuple(one.party for one in self.all if one.answer not in (TRUE, FALSE))

    @property
    def resident(self) -> tuple[str, ...]:
        """Where a mission surely resides."""
        return tuple(one.party for one in self.all if one.resident is TRUE)

    @property
    def concurrent(self) -> tuple[str, ...]:
        """Where a mission that resides elsewhere is surely accredited; VCDR art. 5 and 6."""
        return tuple(one.party for one in self.all if one.concurrent is TRUE)

    @property
    def both(self) -> tuple[str, ...]:
        """Who is surely reached either way."""
        return tuple(one.party for one in self.all if one.resident is TRUE and one.concurrent is TRUE)

    @property
    def listed(self) -> Count:
        """How many parties are reached by the missions that the dataset lists."""
        sure = len(self.reached)
        return Count(sure, sure + len(self.perhaps))

    @property
    def count(self) -> Count | None:
        """How many are reached; None where nobody is and nobody says that somebody looked."""
        return self.looked.known(self.listed)

    def to(self, party: str) -> Reached:
        """How one party is reached; by no post where nothing is told.

        >>> Reach("PRK", date(2024, 1, 1), profile_of("resident"), (), Looked(FALSE, "")).to("ESP").answer
        FALSE
        """
        return next((one for one in self.all if one.party == party), Reached(party, ()))

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape, ``diplomap/reach/1``."""
        count = self.count
        told: dict[str, Any] = {"low": 0, "high": None, "why": self.looked.why}
        return {
            "schema": SCHEMA,
            "of": self.of,
            "at": self.at.isoformat(),
            "profile": self.profile.name,
            "count": told if count is None else {"low": count.low, "high": count.high},
            "looked": str(self.looked.answer),
            "resident": list(self.resident),
            "concurrent": list(self.concurrent),
            "both": list(self.both),
            "parties": [one.to_dict() for one in self.all],
        }

    def __str__(self) -> str:
        return f"{self.of} at {self.at}, reached by {self.profile.name}: {self.count or 'unknown'}"

    def __repr__(self) -> str:
        return f"<Reach {self}>"


def reach(
    dataset: Dataset, *, of: str, at: date | str | None = None, profile: str | Profile = "resident"
) -> Reach:
    """The parties that `of` reaches on a day by missions that count under a profile, or their accreditations.

    The profile says which missions count; concurrent accreditations are heard whatever it says of them,
    and hold while the post that carries them does. A joint mission reaches for each of its senders.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> from diplomap.values.dates import PartialDate
    >>> from diplomap.values.periods import Period
    >>> moved = PartialDate.parse("2023-11-01")
    >>> madrid = Mission("prk-esp", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=Period(None, moved)),))
    >>> rome = Mission("prk-ita", ("PRK",), "ITA", (Spell(Kind.EMBASSY),), (
    ...     Accreditation("ESP", Period(moved)), Accreditation("MLT")))
    >>> ds = Dataset([madrid, rome], date(2024, 1, 30))
    >>> after = reach(ds, of="PRK")
    >>> after.resident, after.concurrent, after.count
    (('ITA',), ('ESP', 'MLT'), Count(3))

    Raises ValueError for a party that is not resolved, an unknown profile, a text that is no full date,
    or where neither a day is given nor the dataset speaks for one.
    """
    day, judged = the_day(at, dataset), profile_of(profile)
    party = party_id(of, dataset, day)
    posts: dict[str, list[Post]] = {}
    for to, post in _posts(dataset, party, judged, day):
        posts.setdefault(to, []).append(post)
    found = tuple(Reached(to, tuple(several)) for to, several in posts.items())
    looked = missions_looked_at(dataset, day, party, judged)
    return Reach(party, day, judged, found, looked)


def missions_looked_at(dataset: Dataset, day: date, party: str, judged: Profile) -> Looked:
    """Whether the coverage says that every mission of a sender was looked for that a profile counts.

    >>> told = {"senders": ["PRK"], "from": "2023", "to": "2024", "complete_for": ["mofa-kr"]}
    >>> ds, day = Dataset(coverage=told), date(2024, 1, 1)
    >>> [missions_looked_at(ds, day, "PRK", profile_of(name)).answer for name in ("mofa-kr", "all")]
    [TRUE, UNKNOWN]
    """
    return looked_at(dataset.coverage, day, dataset.as_of, sending=party, profile=judged.name)


def _posts(dataset: Dataset, party: str, judged: Profile, day: date) -> Iterator[tuple[str, Post]]:
    as_of = dataset.as_of
    anywhere = attrs.evolve(judged, receiving=ANYBODY)
    for mission in dataset.missions.of(party):
        if judged.receiving.admits(mission.receiving):
            yield mission.receiving, Post(mission, standing(mission, judged, day, as_of))
        there = standing(mission, anywhere, day, as_of) if mission.accreditations else FALSE
        for one in mission.accreditations:
            # What is told against the rules, to the receiver or a sender, is no accreditation elsewhere.
            if one.to not in (mission.receiving, *mission.sending) and judged.receiving.admits(one.to):
                held = there & accreditation_presence(one, day, as_of)
                yield one.to, Post(mission, held, one)
