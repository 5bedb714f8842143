"""A footprint: the missions of one sender, receiver or host that count on a day, each explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from diplomap.counting.coverage import Looked, looked_at
from diplomap.counting.entries import Asked, Entry, entries_of, standing_of
from diplomap.counting.group_counts import by_group
from diplomap.counting.grouping import BYS
from diplomap.counting.naming import party_id
from diplomap.counting.profiles import Profile
from diplomap.counting.profiles import profile as profile_of
from diplomap.counting.quarantine import perhaps_of
from diplomap.counting.spell_columns import SpellColumns
from diplomap.counting.standings import day_of, hosts
from diplomap.counting.tally import counted
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission
from diplomap.values.counts import Count, total
from diplomap.values.logic import TRUE, Truth

SCHEMA = "diplomap/footprint/1"


def footprint(
    dataset: Dataset,
    *,
    of: str | None = None,
    host: str | None = None,
    receiving: str | None = None,
    at: date | str | None = None,
    profile: str | Profile = "all",
) -> Footprint:
    """The missions that `of` sends, that stand on the soil of `host`, or that are sent to `receiving`.

    Each may be an id, any code or a name; several narrow each other, none means every mission. `at` is a day
    or its ISO text, by default the day the dataset speaks for; where it names none, what is open counts.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Spell
    >>> ds = Dataset([Mission("prk-chn-hkg", ("PRK",), "CHN", (Spell(Kind.CONSULATE_GENERAL, host="HKG"),))])
    >>> str(footprint(ds, host="HKG")), footprint(ds, of="PRK", profile="diplomatic").excluded[0].why
    ('HKG, by all: 1', 'a consulate general is not among the kinds that diplomatic counts')

    Raises ValueError for a party that is not resolved (with the resolver's answer), an unknown profile,
    or a text that is no full date.
    """
    judged, day = profile_of(profile), day_of(at, dataset)
    asked = Asked(*(None if text is None else party_id(text, dataset, day) for text in (of, receiving, host)))
    return Footprint(dataset, asked, day, judged)


class Footprint:
    """Which missions count on a day under a profile, which do not, and why.

    `included` holds what counts or may count, `excluded` the party's other missions. `count` is None
    where nothing was counted and the coverage does not say that somebody looked: then the number is
    not zero but unknown.
    """

    def __init__(self, dataset: Dataset, asked: Asked, at: date | None, profile: Profile) -> None:
        self.dataset, self.asked, self.at, self.profile = dataset, asked, at, profile

    @property
    def party(self) -> str | None:
        """The party whose footprint it is; None where it is everybody's."""
        return self.asked.party

    @cached_property
    def listed(self) -> Count:
        """How many of the missions that the dataset lists count."""
        asked = self.asked
        by = "all" if asked.sending is None else "sending"
        columns = (
            SpellColumns.of_missions(self.candidates()) if asked.party else SpellColumns.of(self.dataset)
        )
        found = counted(columns, asked.narrow(self.profile), self.at, self.dataset.as_of, by)
        return found.get(asked.sending or "all", Count(0))

    @property
    def count(self) -> Count | None:
        """How many count; None where none does and nobody says that somebody looked."""
        return self._looked.known(self.listed)

    @property
    def looked(self) -> Truth:
        """Whether the coverage says that every such mission was looked for on that day."""
        return self._looked.answer

    @cached_property
    def included(self) -> tuple[Entry, ...]:
        """What counts or may count."""
        return tuple(entry for entry in self._entries if entry.standing.high)

    @cached_property
    def excluded(self) -> tuple[Entry, ...]:
        """The missions that do not count."""
        return tuple(entry for entry in self._entries if not entry.standing.high)

    @property
    def missions(self) -> tuple[Mission, ...]:
        """The missions that count or may count, each once."""
        return tuple({id(entry.mission): entry.mission for entry in self.included}.values())

    @cached_property
    def quarantined(self) -> int:
        """How many rows in quarantine may belong here, and could not be counted."""
        return perhaps_of(self.dataset, self.asked, self.at)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before quoting the count."""
        return tuple(self._notes())

    def by(self, what: str) -> dict[str, Count]:
        """The count told apart by sending, receiving, host, kind, class, status or group.

        The parts add up to the count: a mission in doubt between two kinds (or hosts, statuses)
        stands under both, as "legation|embassy", and a joint mission under its senders. Groups are
        those of the receiving party on that day; a party may be in several or in none, so that they do not
        add up.

        Raises ValueError for anything else.
        """
        if what == "group":
            return by_group(self.units, self.at, self.dataset)
        if what not in BYS:
            raise ValueError(f"a footprint is not told apart by {what!r}; there are {', '.join(BYS)}, group")
        parts: dict[str, list[Count]] = {}
        for unit in self.units:
            labels = dict.fromkeys(label for entry in unit for label in entry.labels(what))
            parts.setdefault("all" if what == "all" else "|".join(labels), []).append(standing_of(unit))
        return {key: total(counts) for key, counts in sorted(parts.items())}

    @cached_property
    def units(self) -> Sequence[Sequence[Entry]]:
        """The included entries by what is counted once: each by itself, or those of one pair together."""
        if self.profile.how == "posts":
            return [(entry,) for entry in self.included]
        pairs: dict[object, list[Entry]] = {}
        for entry in self.included:
            side = self.asked.sending or tuple(sorted(set(entry.mission.sending)))
            pairs.setdefault((side, entry.receiving), []).append(entry)
        return list(pairs.values())

    def to_dict(self) -> dict[str, Any]:
        """Its JSON shape, ``diplomap/footprint/1`` (see `docs/reference/counting.md`)."""
        count = self.count
        told = {"low": 0, "high": None, "why": self._looked.why} if count is None else _bounds(count)
        return {
            "schema": SCHEMA,
            "party": self.party,
            "of": self.asked.sending,
            "host": self.asked.host,
            "receiving": self.asked.receiving,
            "at": None if self.at is None else self.at.isoformat(),
            "profile": self.profile.name,
            "how": self.profile.how,
            "count": told,
            "looked": self.looked.name.lower(),
            "by": {
                what: {key: _bounds(count) for key, count in self.by(what).items()}
                for what in ("class", "kind", "status", "sending", "receiving", "host", "group")
            },
            "included": [entry.to_dict() for entry in self.included],
            "excluded": [entry.to_dict() for entry in self.excluded],
            "quarantined": self.quarantined,
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        day = "" if self.at is None else f" at {self.at}"
        count = self.count
        return f"{self.party or 'all'}{day}, by {self.profile.name}: {'unknown' if count is None else count}"

    def __repr__(self) -> str:
        return f"<Footprint {self}>"

    @cached_property
    def _looked(self) -> Looked:
        asked, data = self.asked, self.dataset
        return looked_at(
            data.coverage,
            self.at,
            data.as_of,
            sending=asked.sending,
            receiving=asked.receiving,
            host=asked.host,
            profile=self.profile.name,
        )

    @cached_property
    def _entries(self) -> Sequence[Entry]:
        judged, asked, day, as_of = self.profile, self.asked, self.at, self.dataset.as_of
        return [
            entry for mission in self.candidates() for entry in entries_of(mission, judged, asked, day, as_of)
        ]

    def candidates(self) -> Iterator[Mission]:
        """The missions that may belong here, going by their parties alone."""
        missions = self.dataset.missions
        return map(missions.__getitem__, self._places)

    @cached_property
    def _places(self) -> Sequence[int]:
        store, asked = self.dataset.missions.store, self.asked
        places: Sequence[int] = range(len(store))
        if asked.sending is not None:
            places = [place for place in places if asked.sending in store.senders[place]]
        if asked.host is not None or asked.receiving is not None:
            columns = SpellColumns.of(self.dataset)
            if asked.host is not None:
                where = hosts(columns)
                places = [p for p in places if any(where[row] == asked.host for row in columns.rows(p))]
            if asked.receiving is not None:
                accredited = columns.accredited if self.profile.concurrent else {}
                places = [
                    place
                    for place in places
                    if store.receivers[place] == asked.receiving
                    or any(one.to == asked.receiving for one in accredited.get(place, ()))
                ]
        return places

    def _notes(self) -> Iterator[str]:
        as_of = self.dataset.as_of
        if self.at is None:
            yield "no day is named, and the dataset speaks for none: what is open is counted"
        elif as_of is not None and self.at > as_of:
            yield f"the dataset speaks for {as_of}; of a later day it can only say what may be"
        if self.looked is not TRUE:
            yield self._looked.why
        if self.profile.how == "pairs":
            yield "pairs are counted: several missions of one sender to one receiver are one"
        if self.quarantined:
            rows = "1 row" if self.quarantined == 1 else f"{self.quarantined} rows"
            yield f"{rows} in quarantine may belong here and could not be counted"


def _bounds(count: Count) -> dict[str, int]:
    return {"low": count.low, "high": count.high}
