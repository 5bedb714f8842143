"""A mission: one post that keeps its identity through its spells."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from diplomap.model.kinds import Kind
from diplomap.model.rows import Row
from diplomap.model.statuses import HeadRank, Status
from diplomap.values.periods import Period

UNDATED = Period()


def in_order(extra: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Foreign cells in the order of their names: the order of a table's columns says nothing.

    >>> in_order([("phone", "1"), ("fax", "2")])
    (('fax', '2'), ('phone', '1'))
    """
    return tuple(sorted(extra))


@attrs.frozen(slots=True)
class Spell:
    """A stretch of a mission's life with one kind, seat, status and head rank.

    `status` closed together with a period that ends says: it operated during the period, and its end
    was a closing. `host` is the party on whose soil the post stands, None where the table does not
    say (it is then the receiving party's, see `Mission.host_of`). `extra` keeps the cells of
    columns we do not know, as (column, text), in the order of their names. `row` is where it came
    from and takes no part in equality.
    """

    kind: Kind
    status: Status = Status.OPERATING
    seat: str = ""
    host: str | None = None
    head: HeadRank | None = None
    period: Period = UNDATED
    sources: tuple[str, ...] = ()
    note: str = ""
    extra: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=in_order)
    row: Row | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(slots=True)
class Accreditation:
    """A concurrent (non-resident) accreditation of a mission to one more party; VCDR art. 5 and 6.

    The resident accreditation is the mission's own `receiving`. `row` is where it came from, where
    it has a row of its own, and takes no part in equality.
    """

    to: str
    period: Period = UNDATED
    sources: tuple[str, ...] = ()
    note: str = ""
    extra: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=in_order)
    row: Row | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def bare(self) -> bool:
        """Whether it says no more than the party, so that a cell of missions.csv can hold it."""
        return self.period == UNDATED and not (self.sources or self.note or self.extra)


@attrs.frozen(slots=True)
class Mission:
    """One post: who sends it, to whom, and its spells in the order they were told.

    `sending` holds one party id, or several for a joint mission (counted once for each, once in
    all). `receiving` is the party it is sent to. All parties are ids (see `diplomap.parties`).

    >>> m = Mission("prk-esp", ("PRK",), "ESP", (Spell(Kind.EMBASSY, seat="Madrid"),))
    >>> m.latest.seat, m.host_of(m.latest)
    ('Madrid', 'ESP')

    Raises ValueError for a mission with no sender or no spell, or sent to one of its own senders
    (VCDR art. 2: relations are between states).
    """

    id: str
    sending: tuple[str, ...]
    receiving: str
    spells: tuple[Spell, ...]
    accreditations: tuple[Accreditation, ...] = ()
    wikidata: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.id or not self.sending or not self.spells:
            raise ValueError("a mission needs an id, a sending party and at least one spell")
        if self.receiving in self.sending:
            raise ValueError(f"{self.id}: a mission cannot be sent to its own sender ({self.receiving})")

    @property
    def latest(self) -> Spell:
        """The spell told last."""
        return self.spells[-1]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of all its spells, each once, in their order."""
        return tuple(dict.fromkeys(source for spell in self.spells for source in spell.sources))

    def host_of(self, spell: Spell) -> str:
        """The party on whose soil the post stands in that spell."""
        return spell.host or self.receiving
