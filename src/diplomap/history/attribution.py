"""Changes and stretches of time with the causes somebody claims for them, side by side; never our verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, overload

import attrs

from diplomap.diffing.change_kinds import Nature
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff
from diplomap.diffing.shapes import change_dict
from diplomap.history.claims import Claim, bearing_on, overlapping
from diplomap.model.attributions import Attribution, Cause, Rank
from diplomap.model.dataset import Dataset
from diplomap.model.statements import Source
from diplomap.values.logic import FALSE, TRUE, Truth
from diplomap.values.periods import Period

SCHEMA = "diplomap/causes/1"
# What lies behind these changes is the record of the world, for which nobody claims a cause.
_OF_THE_RECORD = frozenset({Nature.REVISION, Nature.REFINEMENT, Nature.COVERAGE, Nature.REKEY})


@attrs.frozen(slots=True)
class ExplainedChange:
    """A change with the causes claimed for it: those said to be main first, those denied last.

    `of_record` says that it is one of the record alone (a revision, refinement, another coverage or id), for
    which no cause is sought.
    """

    change: Change
    claims: tuple[Claim, ...] = ()

    @property
    def of_record(self) -> bool:
        """Whether the record changed, and not the world."""
        return self.change.nature in _OF_THE_RECORD

    @property
    def unattributed(self) -> bool:
        """Whether the world changed, and nobody claims a cause for it; a denial claims none."""
        return not self.of_record and not self.causes

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes that somebody claims, each once."""
        return tuple(dict.fromkeys(claim.cause for claim in self.claims if not claim.denied))

    @property
    def disputed(self) -> bool:
        """Whether two claim main causes that have nothing in common, or one denies what another claims."""
        mains: dict[str, set[Cause]] = {}
        for claim in self.claims:
            if claim.rank is Rank.MAIN:
                mains.setdefault(claim.claimed_by, set()).add(claim.cause)
        apart = any(one.isdisjoint(other) for one in mains.values() for other in mains.values())
        return apart or any(claim.denied and claim.cause in self.causes for claim in self.claims)

    def to_dict(self) -> dict[str, Any]:
        """Its shape in ``diplomap/causes/1``."""
        return {
            "change": change_dict(self.change),
            "claims": [claim.to_dict() for claim in self.claims],
            "unattributed": self.unattributed,
            "of_record": self.of_record,
            "disputed": self.disputed,
        }

    def __str__(self) -> str:
        if self.of_record:
            told = f"a change of the record alone ({self.change.nature})"
        else:
            told = "; ".join(map(str, self.claims)) or "unattributed"
        return f"{self.change.mission} {self.change.kind}: {told}"


class Explained(Sequence[ExplainedChange]):
    """The changes of a difference, each with its claimed causes, in the difference's own order."""

    def __init__(self, changes: Iterable[ExplainedChange]) -> None:
        self._changes = tuple(changes)

    @overload
    def __getitem__(self, index: int) -> ExplainedChange: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[ExplainedChange, ...]: ...

    def __getitem__(self, index: int | slice) -> ExplainedChange | tuple[ExplainedChange, ...]:
        return self._changes[index]

    def __len__(self) -> int:
        return len(self._changes)

    @property
    def unattributed(self) -> tuple[ExplainedChange, ...]:
        """The changes of the world for which nobody claims a cause."""
        return tuple(one for one in self if one.unattributed)

    @property
    def disputed(self) -> tuple[ExplainedChange, ...]:
        """The changes of which two claim main causes that have nothing in common, or one denies another's."""
        return tuple(one for one in self if one.disputed)

    @cached_property
    def by_claimant(self) -> dict[str, tuple[Claim, ...]]:
        """The claims that bear on any of the changes, each once, by who claims them."""
        found: dict[str, dict[Attribution, Claim]] = {}
        for one in self:
            for claim in one.claims:
                found.setdefault(claim.claimed_by, {}).setdefault(claim.attribution, claim)
        return {who: tuple(claims.values()) for who, claims in found.items()}

    def of(self, mission: str) -> tuple[ExplainedChange, ...]:
        """The changes of a mission."""
        return tuple(one for one in self if one.change.mission == mission)

    def to_dict(self) -> dict[str, Any]:
        """The shape ``diplomap/causes/1``; see docs/reference/verification.md."""
        return {"schema": SCHEMA, "changes": [one.to_dict() for one in self]}

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or "nothing changed"

    def __repr__(self) -> str:
        return f"<{len(self)} changes, {len(self.unattributed)} of them unattributed>"


def explain_changes(diff: Diff, attributions: Iterable[Attribution] | None = None) -> Explained:
    """Each change of a difference with the causes claimed for it, by who claims them and how they rank.

    Without `attributions`, those of both editions are asked. An attribution bears on a change of a mission
    that its `of` sends, of a kind it names, of a mission it names, dated within its window; where the dates
    leave that open, the claim says "perhaps". Changes of the record alone are given none.

    >>> from diplomap.diffing.diff import diff
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> from diplomap.values.dates import PartialDate
    >>> stay = Period(PartialDate.parse("2013"), PartialDate.parse("2023-11"))
    >>> said = Attribution("c", Cause.SANCTIONS, "Seoul's ministry", "PRK", changes=("closed",))
    >>> post = Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY, period=stay),))
    >>> ds = Dataset([post], attributions=[said])
    >>> print(explain_changes(diff(ds.at("2023-10-01"), ds.at("2024-01-30"))))
    a closed: sanctions (main, claimed by Seoul's ministry)
    """
    if attributions is None:
        known = {one.id: one for dataset in (diff.old, diff.new) for one in dataset.attributions}
        attributions = known.values()
    by_sender: dict[str, list[Attribution]] = {}
    for one in attributions:
        by_sender.setdefault(one.of, []).append(one)
    return Explained(_explained(diff, change, by_sender) for change in diff.changes)


def causes_of(
    dataset: Dataset,
    *,
    of: str,
    window: Period | tuple[str, str] | None = None,
    changes: Iterable[str] = (),
) -> tuple[Claim, ...]:
    """The causes claimed for changes of a party's missions during a stretch of time, such as a wave.

    `window` is a period, or its first day and the day after its last as texts; `changes` narrows to
    claims on some kinds of change. A claim whose own window may overlap says "perhaps"; one that names
    missions and no window is dated by what is known of these.

    >>> said = Attribution("c", Cause.FAMINE, "a researcher", "PRK")
    >>> [str(claim) for claim in causes_of(Dataset(attributions=[said]), of="PRK", window=("1994", "1999"))]
    ['famine (main, claimed by a researcher)']
    """
    from diplomap.values.dates import PartialDate

    if isinstance(window, tuple):
        window = Period(*map(PartialDate.parse, window))
    wanted = frozenset(map(str, changes))
    found = []
    for one in dataset.attributions.of(of):
        if wanted and one.changes and wanted.isdisjoint(one.changes):
            continue
        fits = TRUE if window is None else overlapping(one, window, dataset)
        if fits is not FALSE:
            found.append(_claim(one, fits, dataset))
    return _ranked(found)


def _explained(diff: Diff, change: Change, by_sender: dict[str, list[Attribution]]) -> ExplainedChange:
    if change.nature in _OF_THE_RECORD or not by_sender:
        return ExplainedChange(change)
    return ExplainedChange(change, _ranked(_claims(diff, change, by_sender)))


def _claims(diff: Diff, change: Change, by_sender: dict[str, list[Attribution]]) -> Iterator[Claim]:
    for sender in change.sending:
        for one in by_sender.get(sender, ()):
            fits = bearing_on(one, change)
            if fits is not FALSE:
                yield _claim(one, fits, diff.new, diff.old)


def _claim(attribution: Attribution, fits: Truth, *datasets: Dataset) -> Claim:
    statements = (one.statements.get(attribution.statement) for one in datasets)
    said = next((found for found in statements if found is not None), None)
    cited = dict.fromkeys((*attribution.sources, *(() if said is None else said.sources)))
    known: list[Source] = []
    for source in cited:
        told = next((one.sources.by_id[source] for one in datasets if source in one.sources.by_id), None)
        known.append(Source(source) if told is None else told)
    return Claim(attribution, fits, said, tuple(known))


def _ranked(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.order))
