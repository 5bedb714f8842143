"""A ledger: for each party the entries that lead from its count in one edition to that in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from diplomap.counting.coverage import Looked
from diplomap.counting.entries import Asked
from diplomap.diffing.change_kinds import ChangeKind, Nature
from diplomap.diffing.changes import Change
from diplomap.model.missions import Mission
from diplomap.values.counts import Count, Effect
from diplomap.values.dates import PartialDate

STILL = Effect(0, 0)


class LedgerError(AssertionError):
    """A ledger that does not balance: the code is wrong, not the data."""


@attrs.frozen(slots=True)
class Entry:
    """One movement of a count: a mission, a pair of parties, or missions that stay ambiguous.

    `kinds` are the kinds of change behind it, empty where the rows say the same and only the days differ
    or the missions cannot be told apart; `effect` is what it does to the two bounds of the count;
    `why` says it in words.
    """

    kinds: tuple[ChangeKind, ...]
    nature: Nature
    effect: Effect
    why: str
    when: PartialDate | None = None
    sources: tuple[str, ...] = ()
    old: tuple[Mission, ...] = ()
    new: tuple[Mission, ...] = ()
    changes: tuple[Change, ...] = attrs.field(default=(), repr=False)

    @property
    def missions(self) -> tuple[str, ...]:
        """The ids of the missions behind it, each once."""
        return tuple(dict.fromkeys(mission.id for mission in (*self.new, *self.old)))


@attrs.frozen(slots=True)
class Account:
    """One party's count in the old edition, its entries, and its count in the new one.

    The counts are of what each edition lists. `looked` says whether somebody looked for all there was to
    list; where that is not said and nothing is listed, `known` is None: the count is unknown, not zero.

    >>> gone = Entry((ChangeKind.CLOSED,), Nature.WORLD, Effect(-1, -1), "closed in 2023-11")
    >>> Account("PRK", Count(53), Count(52), (gone,)).equation()
    '53 − 1 + 0 = 52'

    Raises LedgerError where opening and entries do not add up to closing.
    """

    party: str
    opening: Count
    closing: Count
    entries: tuple[Entry, ...] = ()
    looked: tuple[Looked, Looked] | None = attrs.field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        low, high = self.opening.low, self.opening.high
        for entry in self.entries:
            low, high = low + entry.effect.low, high + entry.effect.high
        if (low, high) != (self.closing.low, self.closing.high):
            told = f"{self.opening} and {len(self.entries)} entries make {low}–{high}, not {self.closing}"
            raise LedgerError(f"the ledger of {self.party} does not balance: {told}")

    @property
    def effect(self) -> Effect:
        """What all entries do together."""
        return Effect.between(self.opening, self.closing)

    @property
    def known(self) -> tuple[Count | None, Count | None]:
        """The counts in the old and the new edition; None where it lists nothing and nobody looked."""
        if self.looked is None:
            return self.opening, self.closing
        return self.looked[0].known(self.opening), self.looked[1].known(self.closing)

    def by_nature(self) -> dict[Nature, Effect]:
        """What the entries of each nature do together; they add up to `effect`."""
        found: dict[Nature, Effect] = {}
        for entry in self.entries:
            found[entry.nature] = found.get(entry.nature, STILL) + entry.effect
        return dict(sorted(found.items()))

    def equation(self) -> str:
        """The account on one line: opening − lost + gained = closing.

        What moves only one bound of the count, because something is uncertain, follows in parentheses
        as (lower/upper).

        >>> sure = Entry((), Nature.UNDETERMINED, Effect(1, 0), "it may have been there before")
        >>> Account("PRK", Count(1, 2), Count(2), (sure,)).equation()
        '1–2 − 0 + 0 (+1/0) = 2'
        """
        lost = gained = 0
        rest = STILL
        for entry in self.entries:
            effect = entry.effect
            if effect.low != effect.high:
                rest = rest + effect
            elif effect.low < 0:
                lost -= effect.low
            else:
                gained += effect.low
        uncertain = any(entry.effect.low != entry.effect.high for entry in self.entries)
        told = f" ({rest})" if uncertain else ""
        return f"{self.opening} − {lost} + {gained}{told} = {self.closing}"

    def statement(self) -> str:
        """The account on one line as `equation` gives it; a count that nobody can know is said to be unknown.

        >>> from diplomap.values.logic import UNKNOWN
        >>> there = Entry((), Nature.COVERAGE, Effect(1, 1), "no row in the old edition")
        >>> unsaid = Looked(UNKNOWN, "nobody says")
        >>> Account("PRK", Count(0), Count(1), (there,), (unsaid, unsaid)).statement()
        'unknown (0 listed) − 0 + 1 = 1'
        """
        opening, _, rest = self.equation().partition(" ")
        movement, _, closing = rest.rpartition(" ")
        return f"{_said(opening, self.known[0])} {movement} {_said(closing, self.known[1])}"

    def identity(self) -> str:
        """What moved the count, by nature: change = world + revision + coverage and what else there is.

        >>> seen = Entry((), Nature.COVERAGE, Effect(2, 2), "no row in the old edition")
        >>> Account("PRK", Count(17), Count(19), (seen,)).identity()
        '+2 = 0 world + 0 revision + 2 coverage'
        """
        return identity(self.effect, self.by_nature())


def identity(whole: Effect, parts: Mapping[Nature, Effect]) -> str:
    """A movement and its parts by nature, on one line; natures that moved nothing are left out but for three.

    >>> identity(Effect(1, 0), {Nature.UNDETERMINED: Effect(1, 0)})
    '+1/0 = 0 world + 0 revision + 0 coverage + (+1/0) undetermined'
    """
    always = (Nature.WORLD, Nature.REVISION, Nature.COVERAGE)
    told = ""
    for nature in (*always, *(one for one in Nature if one not in always)):
        effect = parts.get(nature, STILL)
        if effect or nature in always:
            sign = "" if not told else " − " if effect.low == effect.high < 0 else " + "
            size = str(effect.low if sign != " − " else -effect.low).replace("-", "−")
            amount = size if effect.low == effect.high else f"({effect})"
            told += f"{sign}{amount} {nature}"
    return f"{whole} = {told}"


def summed(
    parts: Iterable[tuple[Effect, Mapping[Nature, Effect]]],
) -> tuple[Effect, dict[Nature, Effect]]:
    """Several movements together, whole and by nature.

    >>> once = Effect(1, 1), {Nature.WORLD: Effect(1, 1)}
    >>> identity(*summed([once, once]))
    '+2 = 2 world + 0 revision + 0 coverage'
    """
    whole, by_nature = STILL, dict[Nature, Effect]()
    for effect, natures in parts:
        whole = whole + effect
        for nature, part in natures.items():
            by_nature[nature] = by_nature.get(nature, STILL) + part
    return whole, by_nature


def _said(told: str, known: Count | None) -> str:
    return f"unknown ({told} listed)" if known is None else told


@attrs.frozen(slots=False, repr=False)
class Ledger(Sequence[Account]):
    """The accounts of one party or of all, under one profile, between a day of each edition.

    `days` are None where an edition names no day and none was given: then what is open counts.
    """

    accounts: tuple[Account, ...]
    by: str
    profile: str
    days: tuple[date | None, date | None]
    asked: Asked = attrs.field(factory=Asked)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties that have an account, in order."""
        return tuple(account.party for account in self.accounts)

    def for_party(self, party: str) -> Account:
        """The account of a party; one of nothing where it has none in either edition."""
        for account in self.accounts:
            if account.party == party:
                return account
        return Account(party, Count(0), Count(0))

    def to_dict(self) -> list[dict[str, Any]]:
        """The accounts in the shape of ``diplomap/diff/1``; see docs/reference/diffing.md."""
        from diplomap.diffing.shapes import account_dict

        return [account_dict(account) for account in self.accounts]

    def __getitem__(self, index: Any) -> Any:
        return self.accounts[index]

    def __iter__(self) -> Iterator[Account]:
        return iter(self.accounts)

    def __len__(self) -> int:
        return len(self.accounts)

    def __repr__(self) -> str:
        return f"<Ledger by {self.by} under {self.profile}: {len(self)} accounts>"
