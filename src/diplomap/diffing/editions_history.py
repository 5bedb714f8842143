"""Many editions at once: a count in each, and between neighbours the ledger that leads on to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs

from diplomap.counting.entries import Asked
from diplomap.counting.profiles import Profile
from diplomap.diffing.account_keys import changes_by_key, key_of, looked_of
from diplomap.diffing.arrivals import Arrivals
from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff, diff
from diplomap.diffing.ledger import Account, Entry, Ledger, identity, summed
from diplomap.diffing.move_counts import Moves, counted_moves
from diplomap.diffing.witnesses import Witness
from diplomap.model.dataset import Dataset
from diplomap.values.counts import Count, Effect


@attrs.frozen(slots=True)
class Edition:
    """One edition of a history: its name, what it says, and the day for which it speaks."""

    name: str
    dataset: Dataset = attrs.field(repr=False, eq=False)

    @property
    def day(self) -> date | None:
        """The day for which it speaks, None where it does not say."""
        return self.dataset.as_of


@attrs.frozen(slots=False)
class Step:
    """From one edition to the next: their difference, and one ledger of it."""

    old: Edition
    new: Edition
    diff: Diff = attrs.field(repr=False, eq=False)
    ledger: Ledger = attrs.field(repr=False)

    @cached_property
    def arrivals(self) -> Arrivals:
        """What the dates of all newly listed missions say, whoever sent them."""
        return Arrivals.of(self.diff.only_new, self.old.day)


@attrs.frozen(slots=False)
class Line:
    """One party (or kind, group, dyad) through all editions.

    `listed` are the counts of what each edition lists, `known` the same with None where nothing is listed
    and nobody says that somebody looked; `accounts` lead from each edition to the next, `moves` are the
    changes of each step by kind and nature, those that move no count too.
    """

    key: str
    listed: tuple[Count, ...]
    known: tuple[Count | None, ...]
    accounts: tuple[Account, ...]
    changes: tuple[tuple[Change, ...], ...] = attrs.field(repr=False)

    @cached_property
    def moves(self) -> tuple[Moves, ...]:
        """The changes of each step, counted by kind and nature."""
        return tuple(map(counted_moves, self.changes))

    @property
    def effect(self) -> Effect:
        """How far the count moved from the first edition to the last."""
        return Effect.between(self.listed[0], self.listed[-1])

    def by_nature(self) -> dict[Nature, Effect]:
        """What the entries of each nature did over all steps; they add up to `effect`."""
        found = summed((account.effect, account.by_nature()) for account in self.accounts)[1]
        return dict(sorted(found.items()))

    def identity(self) -> str:
        """The whole movement by nature: change = world + revision + coverage and what else there is."""
        return identity(self.effect, self.by_nature())

    def gains(self) -> Iterator[tuple[int, Entry]]:
        """The apparent openings: what an edition counts and the one before did not, with the step's place."""
        for place, account in enumerate(self.accounts):
            for entry in account.entries:
                if entry.effect.low + entry.effect.high > 0:
                    yield place, entry

    def losses(self) -> Iterator[tuple[int, Entry]]:
        """The apparent closings, with the step's place."""
        for place, account in enumerate(self.accounts):
            for entry in account.entries:
                if entry.effect.low + entry.effect.high < 0:
                    yield place, entry


@attrs.frozen(slots=False, repr=False, eq=False)
class History(Sequence[Line]):
    """A count through many editions, with what moved it between each two; made by `history`.

    It is the sequence of its lines, one a party (or kind, group, dyad), in order.
    """

    editions: tuple[Edition, ...]
    steps: tuple[Step, ...]
    of: str | None
    by: str
    profile: str
    asked: Asked
    witnesses: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines, of the party asked for or of all that some edition counts."""
        ledgers = [step.ledger for step in self.steps]
        keys = [self.of] if self.of is not None else sorted({key for one in ledgers for key in one.parties})
        return self._lines(keys, ledgers, self.by)

    @cached_property
    def total(self) -> Line:
        """All missions together, each counted once; of one party asked for, its own line."""
        if self.of is not None:
            return self.lines[0]
        asked = self.asked
        ledgers = [
            step.diff.ledger(
                by="all",
                profile=self.profile,
                sending=asked.sending,
                receiving=asked.receiving,
                host=asked.host,
            )
            for step in self.steps
        ]
        return self._lines(["all"], ledgers, "all")[0]

    def line(self, key: str) -> Line:
        """The line of a party, a kind, a group or a dyad.

        Raises KeyError where no edition counts it.
        """
        for line in self.lines:
            if line.key == key:
                return line
        raise KeyError(key)

    @property
    def arrivals(self) -> Arrivals:
        """What the dates of all missions say that came in some step, whoever sent them."""
        found = Arrivals()
        for step in self.steps:
            found = found.plus(step.arrivals)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The history in the shape ``diplomap/history/1``; see docs/reference/diffing.md."""
        from diplomap.diffing.history_shapes import history_dict

        return history_dict(self)

    def _lines(self, keys: Sequence[str], ledgers: Sequence[Ledger], by: str) -> tuple[Line, ...]:
        accounts = [{account.party: account for account in ledger} for ledger in ledgers]
        changes = [changes_by_key(step.diff, by, self.asked) for step in self.steps]
        made = []
        for key in keys:
            own = tuple(one.get(key) or Account(key, Count(0), Count(0)) for one in accounts)
            listed = (own[0].opening, *(account.closing for account in own))
            known = tuple(
                looked_of(key, by, edition.dataset, edition.day, self.profile, self.asked).known(count)
                for edition, count in zip(self.editions, listed, strict=True)
            )
            made.append(Line(key, listed, known, own, tuple(tuple(one.get(key, ())) for one in changes)))
        return tuple(made)

    def __getitem__(self, index: Any) -> Any:
        return self.lines[index]

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __repr__(self) -> str:
        whose = f" of {self.of}" if self.of is not None else ""
        return f"<History{whose}: {len(self.editions)} editions by {self.by} under {self.profile}>"


def history(
    editions: Iterable[Dataset] | Mapping[str, Dataset],
    *,
    of: str | None = None,
    by: str = "sending",
    profile: str | Profile = "all",
    sending: str | None = None,
    receiving: str | None = None,
    host: str | None = None,
    ignore_ids: bool = False,
    witnesses: Iterable[Dataset] | Mapping[str, Dataset] = (),
) -> History:
    """A count through many editions, in the order of their days, and what moved it in each step.

    The editions may have names (a mapping); else each has its title, or its day. `of`, `by`, `profile`,
    `sending`, `receiving` and `host` are those of `diplomap.diffing.diff.Diff.ledger`. Of a post that the
    two editions of a step do not date, the other editions may tell, and the `witnesses`: other datasets,
    in the order in which they are asked.

    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> one = Mission("a", ("PRK",), "CHN", (Spell(Kind.EMBASSY),))
    >>> two = Mission("b", ("PRK",), "RUS", (Spell(Kind.EMBASSY),))
    >>> told = {"first": Dataset([one], date(2020, 1, 1)), "second": Dataset([one, two], date(2022, 1, 1))}
    >>> line = history(told, of="North Korea").total
    >>> [str(count) for count in line.listed], line.identity()
    (['1', '2'], '+1 = 0 world + 0 revision + 0 coverage + 1 undetermined')

    Raises ValueError for fewer than two editions, and what `Diff.ledger` raises; TypeError for what is
    no dataset.
    """
    told = _ordered(editions)
    others = tuple(Witness(edition.name, edition.dataset) for edition in _named(witnesses))
    if len(told) < 2:
        raise ValueError(f"a history is of two editions or more, not of {len(told)}")
    last = told[-1]
    key = key_of(of, by, (), last.dataset, last.day)
    steps = []
    for one, two in pairwise(told):
        rest = (
            [] if ignore_ids else [edition for edition in told if edition is not one and edition is not two]
        )
        asked = [Witness(edition.name, edition.dataset, edition=True) for edition in rest]
        between = diff(one.dataset, two.dataset, ignore_ids=ignore_ids, witnesses=(*asked, *others))
        ledger = between.ledger(key, by=by, profile=profile, sending=sending, receiving=receiving, host=host)
        steps.append(Step(one, two, between, ledger))
    first = steps[0].ledger
    names = tuple(witness.name for witness in others)
    return History(tuple(told), tuple(steps), key, by, first.profile, first.asked, names)


def _named(editions: Iterable[Dataset] | Mapping[str, Dataset]) -> list[Edition]:
    if isinstance(editions, Mapping):
        return [Edition(str(name), dataset) for name, dataset in editions.items()]
    return [Edition(_name(place, one), one) for place, one in enumerate(editions, 1)]


def _ordered(editions: Iterable[Dataset] | Mapping[str, Dataset]) -> list[Edition]:
    told = _named(editions)
    if all(edition.day is not None for edition in told):
        told.sort(key=lambda edition: edition.day or date.min)
    return told


def _name(place: int, dataset: Dataset) -> str:
    if not isinstance(dataset, Dataset):
        raise TypeError(f"a history is of datasets, not of {type(dataset).__name__}")
    return dataset.title or (f"edition {place}" if dataset.as_of is None else dataset.as_of.isoformat())
