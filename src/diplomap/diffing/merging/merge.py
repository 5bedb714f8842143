"""The three-way merge of datasets: two people's edits of one edition in one, with conflicts as values."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import attrs

from diplomap.diffing.merging.cells import CLASH, merged_mapping, merged_several, merged_value, put
from diplomap.diffing.merging.conflicts import Choice, Conflict, Settled, Sides, What
from diplomap.diffing.merging.policies import Policy, policy_of
from diplomap.diffing.merging.settling import Settling, Subject
from diplomap.diffing.merging.table_merging import merge_table
from diplomap.diffing.merging.table_sorts import missions_sort, quarantine_sort, records_sort
from diplomap.model.collector import collector_paused
from diplomap.model.dataset import Dataset

_EDITION = Subject("dataset", "")


@attrs.frozen(slots=True, repr=False)
class Merge:
    """Two people's edits of one edition in one dataset.

    Where a conflict is open the dataset has what the base has; a record that both added unlike is in none.
    `conflicts` are those that are open, `settled` those that the policy settled, each with its choice.
    """

    dataset: Dataset
    conflicts: tuple[Conflict, ...]
    settled: tuple[Settled, ...]
    versions: Sides[Dataset]

    @property
    def ok(self) -> bool:
        """Whether no conflict is open."""
        return not self.conflicts

    def resolve(self, policy: str | Policy) -> Merge:
        """The same merge with its conflicts settled by a policy.

        Raises ValueError for an unknown policy.
        """
        return merge(*self.versions.each, policy=policy)

    def __repr__(self) -> str:
        return f"<Merge: {self.dataset!r}, {len(self.conflicts)} conflicts, {len(self.settled)} settled>"


def merge(base: Dataset, ours: Dataset, theirs: Dataset, *, policy: str | Policy | None = None) -> Merge:
    """Merge two people's edits of one edition, record by record and cell by cell.

    A record is found again as a difference finds it. A cell that one side changed is taken from it; of
    missions, spells and accreditations are merged one by one, and of sources both may add. What both
    changed unlike, or one removed and the other changed, is a conflict: `policy` settles it ("ours",
    "theirs", "base", "newest source", or a function that gives one of the first three for a `Conflict`, or
    None), and what it leaves open is in `conflicts`.

    >>> import attrs
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> def told(**cells):
    ...     return Dataset([Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY, **cells),))])
    >>> done = merge(told(), told(seat="Madrid"), told(note="by letter"))
    >>> done.ok, done.dataset == told(seat="Madrid", note="by letter")
    (True, True)
    >>> clash = merge(told(), told(seat="Madrid"), told(seat="Toledo"))
    >>> print(clash.conflicts[0])
    missions a, city: both changed it, not alike
    >>> clash.resolve("theirs").dataset.missions[0].latest.seat
    'Toledo'

    Raises TypeError for what is no dataset, ValueError for an unknown policy.
    """
    for given in (base, ours, theirs):
        if not isinstance(given, Dataset):
            told = f"merge takes three datasets, not {type(given).__name__}"
            raise TypeError(f"{told}; read a path with diplomap.read or diplomap.check")
    versions = Sides(base, ours, theirs)
    decide = policy_of(policy, [*base.sources, *ours.sources, *theirs.sources])
    settling = Settling(decide)
    with collector_paused():
        told = _edition(versions, settling)
        told["missions"] = _merged(versions, "missions", settling)
        for name, records in base.tables.items():
            told[name] = _merged(versions, name, settling, type(records))
        told["quarantine"] = tuple(_quarantine(versions, settling))
    conflicts, settled = tuple(settling.conflicts), tuple(settling.settled)
    return Merge(attrs.evolve(base, **told), conflicts, settled, versions)


def _merged(versions: Sides[Dataset], name: str, settling: Settling, sort: Any = None) -> Any:
    tables = versions.map(attrgetter(name))
    plain = merged_value(tables)
    if plain is not CLASH:
        return plain
    return merge_table(tables, missions_sort() if sort is None else records_sort(name, sort), settling)


def _quarantine(versions: Sides[Dataset], settling: Settling) -> list[Any]:
    held = versions.map(attrgetter("quarantine"))
    plain = merged_value(held)
    if plain is not CLASH:
        return [*plain]
    tables = dict.fromkeys(row.table for side in held.each for row in side)
    return [
        row
        for table in tables
        for row in merge_table(
            Sides(*([row for row in side if row.table == table] for side in held.each)),
            quarantine_sort(table),
            settling,
        )
    ]


def _edition(versions: Sides[Dataset], settling: Settling) -> dict[str, Any]:
    """What the edition says of itself."""
    told: dict[str, Any] = {}
    for name in ("as_of", "licence"):
        values = versions.map(attrgetter(name))
        merged = merged_value(values)
        told[name] = values.of(_clash(name, values, settling)) if merged is CLASH else merged
    coverage = versions.map(lambda one: dict(one.coverage))
    merged, clashes = merged_mapping(coverage)
    for path, values in clashes.items():
        put(merged, path, values.of(_clash(".".join(("coverage", *path)), values, settling)))
    told["coverage"] = merged
    # A title is often the name of a file, and says nothing then; see the equality of datasets.
    title = merged_value(versions.map(attrgetter("title")))
    told["title"] = versions.base.title if title is CLASH else title
    columns = versions.map(attrgetter("extra_columns"))
    names = merged_several(columns)
    told["extra_columns"] = (
        tuple(dict.fromkeys([*columns.ours, *columns.theirs])) if names is CLASH else names
    )
    return told


def _clash(name: str, values: Sides[Any], settling: Settling) -> Choice:
    why = "both changed it, not alike"
    return settling.choice(_EDITION.conflict(What.CHANGED, values, why, name))
