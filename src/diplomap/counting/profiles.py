"""Counting profiles: which missions count, and how, as data that anybody can add to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from diplomap.model.kinds import Kind, KindClass
from diplomap.model.statuses import Status
from diplomap.values.logic import FALSE, TRUE, UNKNOWN, Truth

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "profiles"


def _names(given: Iterable[str]) -> frozenset[str]:
    return frozenset(given)


def _names_or_none(given: Iterable[str] | None) -> frozenset[str] | None:
    return None if given is None else frozenset(given)


def _kinds(given: Iterable[Kind]) -> frozenset[Kind]:
    return frozenset(given)


def _statuses(given: Iterable[Status]) -> frozenset[Status]:
    return frozenset(given)


HOWS = ("posts", "pairs")
ACCREDITATIONS = ("resident", "resident+concurrent")


@attrs.frozen(slots=True)
class Among:
    """A condition on a party: one of `only` (None: anybody), and none of `but`.

    >>> Among(but={"UN"}).admits("ESP"), Among(only={"HKG", "MAC"}).admits("ESP")
    (True, False)
    """

    only: frozenset[str] | None = attrs.field(default=None, converter=_names_or_none)
    but: frozenset[str] = attrs.field(default=(), converter=_names)

    def admits(self, party: str) -> bool:
        """Whether a party meets the condition."""
        return party not in self.but and (self.only is None or party in self.only)

    def covers(self, other: Among) -> bool:
        """Whether it admits every party that the other admits."""
        if any(other.admits(party) for party in self.but):
            return False
        return self.only is None or (other.only is not None and other.only - other.but <= self.only)

    def both(self, other: Among) -> Among:
        """The condition that both hold."""
        if self.only is None or other.only is None:
            return Among(other.only if self.only is None else self.only, self.but | other.but)
        return Among(self.only & other.only, self.but | other.but)


ANYBODY = Among()


@attrs.frozen(slots=True)
class Profile:
    """A way of counting missions, with the source that says so.

    A mission counts on a day when it was there in a spell whose `kind` is one of `kinds`, whose
    status is one of `statuses`, and whose sending, receiving and host party meet the conditions; of
    a joint mission one sender must. A status in `doubtful` leaves it open whether the post counts.
    A spell told as closed operated until its end, and is judged as operating.

    `how` is "posts" (each mission is one) or "pairs" (however many missions there are from one
    sender to one receiver, they are one; VCDR art. 2: relations are between states).
    `accreditations` says which receivers make a pair: the one where the post resides, or also
    those to which it is accredited besides ("resident+concurrent"; VCDR art. 5 and 6).

    >>> profile("diplomatic").why_not(Kind.CONSULATE, Status.OPERATING, ("PRK",), "CHN", "CHN")
    'a consulate is not among the kinds that diplomatic counts'

    Raises ValueError for an unknown `how` or `accreditations`, no name, a status both sure and doubtful,
    and for concurrent accreditations counted as posts, which they are not.
    """

    name: str
    title: str
    kinds: frozenset[Kind] = attrs.field(converter=_kinds, repr=False)
    statuses: frozenset[Status] = attrs.field(
        default=(Status.OPERATING, Status.CLOSING), converter=_statuses, repr=False
    )
    doubtful: frozenset[Status] = attrs.field(default=(Status.UNKNOWN,), converter=_statuses, repr=False)
    sending: Among = attrs.field(default=ANYBODY, repr=False)
    receiving: Among = attrs.field(default=ANYBODY, repr=False)
    host: Among = attrs.field(default=ANYBODY, repr=False)
    accreditations: str = attrs.field(default="resident", repr=False)
    how: str = "posts"
    source: str = attrs.field(default="", repr=False)
    note: str = attrs.field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a profile needs a name")
        for what, given, known in (
            ("how", self.how, HOWS),
            ("accreditations", self.accreditations, ACCREDITATIONS),
        ):
            if given not in known:
                raise ValueError(f"{self.name}: {what} is {given!r}, not one of {', '.join(known)}")
        if both := self.statuses & self.doubtful:
            raise ValueError(f"{self.name}: {', '.join(sorted(both))} cannot be both counted and doubtful")
        if self.concurrent and self.how == "posts":
            raise ValueError(f"{self.name}: a concurrent accreditation is no post of its own; count pairs")

    @property
    def concurrent(self) -> bool:
        """Whether concurrent accreditations make pairs too."""
        return self.accreditations != "resident"

    def why_not(
        self, kind: Kind, status: Status, sending: Iterable[str], receiving: str, host: str
    ) -> str | None:
        """Why a mission in such a spell does not count, in plain words; None where it does or may."""
        if kind not in self.kinds:
            return f"{_a(kind)} is not among the kinds that {self.name} counts"
        if self.weigh(status) is FALSE:
            counted = ", ".join(status.value for status in Status if status in self.statuses)
            return f"its status is {status}; {self.name} counts {counted or 'none for sure'}"
        if not any(map(self.sending.admits, sending)):
            return f"{self.name} leaves out what is sent by {' and '.join(sending)}"
        if not self.receiving.admits(receiving):
            return f"{self.name} leaves out what is sent to {receiving}"
        if not self.host.admits(host):
            return f"{self.name} leaves out what stands in {host}"
        return None

    def weigh(self, status: Status) -> Truth:
        """Whether a post in that status counts, as far as its status goes."""
        judged = in_spell(status)
        return TRUE if judged in self.statuses else UNKNOWN if judged in self.doubtful else FALSE

    def judge(self, kind: Kind, status: Status, sending: Iterable[str], receiving: str, host: str) -> Truth:
        """Whether a mission in such a spell counts; UNKNOWN where its status leaves that open."""
        if self.why_not(kind, status, sending, receiving, host) is not None:
            return FALSE
        return self.weigh(status)

    def covers(self, other: Profile) -> bool:
        """Whether it counts at least what the other counts, mission by mission: it never counts fewer.

        >>> profile("all").covers(profile("resident")), profile("resident").covers(profile("all"))
        (True, False)
        """
        mine, theirs = self.statuses | self.doubtful, other.statuses | other.doubtful
        return (
            other.kinds <= self.kinds
            and other.statuses <= self.statuses
            and theirs <= mine
            and self.sending.covers(other.sending)
            and self.receiving.covers(other.receiving)
            and self.host.covers(other.host)
            and (self.concurrent or not other.concurrent)
            and (self.how == "posts" or other.how == "pairs")
        )


def in_spell(status: Status) -> Status:
    """The status a post had during its spell: what is told as closed operated until then.

    >>> in_spell(Status.CLOSED), in_spell(Status.SUSPENDED)
    (<Status.OPERATING: 'operating'>, <Status.SUSPENDED: 'suspended'>)
    """
    return Status.OPERATING if status is Status.CLOSED else status


def profile(name: str | Profile) -> Profile:
    """The profile of that name; a profile is given back as it is.

    >>> profile("lowy").how
    'posts'

    Raises ValueError naming the known ones.
    """
    if isinstance(name, Profile):
        return name
    found = _registered.get(name)
    if found is None and name in _bundled_names():
        found = _registered[name] = _read(_FOLDER / f"{name}.json")
    if found is None:
        raise ValueError(f"no counting profile is called {name!r}; there are {', '.join(profiles())}")
    return found


def profiles() -> tuple[str, ...]:
    """The names of all profiles, bundled and registered.

    >>> "mofa-kr" in profiles()
    True
    """
    return tuple(sorted({*_bundled_names(), *_registered}))


def register_profile(new: Profile) -> Profile:
    """Make a profile known by its name, and give it back; one that is known already stays as it is.

    >>> register_profile(profile("lowy")) == profile("lowy")
    True

    Raises ValueError where another profile has that name.
    """
    if new.name in profiles() and profile(new.name) != new:
        raise ValueError(f"another counting profile is called {new.name!r}")
    _registered[new.name] = new
    return new


_registered: dict[str, Profile] = {}


@cache
def _bundled_names() -> frozenset[str]:
    return frozenset(path.stem for path in _FOLDER.glob("*.json"))


def _read(path: Path) -> Profile:
    import json

    told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    classes = {KindClass(name) for name in told.get("classes", ())}
    kinds = {kind for kind in Kind if kind.kind_class in classes} | {Kind(k) for k in told.get("kinds", ())}
    return Profile(
        path.stem,
        told["title"],
        kinds - {Kind(kind) for kind in told.get("not_kinds", ())},
        {Status(status) for status in told["statuses"]},
        {Status(status) for status in told.get("doubtful", ())},
        Among(**told.get("sending", {})),
        Among(**told.get("receiving", {})),
        Among(**told.get("host", {})),
        told.get("accreditations", "resident"),
        told["how"],
        told["source"],
        told.get("note", ""),
    )


def _a(kind: Kind) -> str:
    words = kind.value.replace("_", " ")
    return f"{'an' if words[0] in 'aeio' else 'a'} {words}"
