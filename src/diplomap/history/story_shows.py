"""What the data say beside a clause of a story: what was said, verdicts on figures, claimed causes."""

from __future__ import annotations

from collections.abc import Callable

from diplomap.history.attribution import causes_of
from diplomap.history.claims import Claim
from diplomap.history.figure_words import said
from diplomap.history.shown import Shown, once
from diplomap.history.story_counts import COUNTS
from diplomap.history.verdicts import Verdict
from diplomap.history.verification import verify
from diplomap.model.attributions import Cause
from diplomap.model.dataset import Dataset
from diplomap.model.stories import Clause, Show
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE
from diplomap.values.periods import End


def shown(dataset: Dataset, clause: Clause, show: Show) -> Shown:
    """What the data say for one thing that a clause asks to be shown.

    >>> clause = Clause("a", "some posts close", "PRK", (Show.CAUSES,))
    >>> shown(Dataset(), clause, Show.CAUSES).lines
    ('unattributed: nobody claims a cause in the data',)

    Raises Untellable, a ValueError, where the clause lacks what that needs, and KeyError for a figure that
    the dataset does not hold.
    """
    return _SHOWS[show](dataset, clause)


def _statements(dataset: Dataset, clause: Clause) -> Shown:
    lines, sources = [], list[str]()
    for wanted in clause.statements:
        one = dataset.statements.get(wanted)
        if one is None:
            lines.append(f"{wanted}: no such statement on record")
            continue
        when = "" if one.date is None else f", {one.date}"
        through = f", through {one.through}" if one.through else ""
        lines.append(f"{one.speaker}{when}{through}: {one.says}")
        sources += one.sources
    return Shown(Show.STATEMENTS, tuple(lines) or ("no statement on record",), once(sources))


def _figures(dataset: Dataset, clause: Clause) -> Shown:
    verdicts = tuple(_verdict(dataset, clause, one) for one in clause.figures)
    lines = []
    for wanted, one in zip(clause.figures, verdicts, strict=True):
        who = f", {one.speaker}" if one.speaker else ""
        lines.append(f"“{said(one.figure)}”{who}: {str(one.verdict).upper()} by {one.profile}")
        told = dataset.figures.get(wanted)
        if told is not None and told.until != one.figure.until:
            lines.append(f"  it does not say until when, and is judged up to {one.figure.until}")
        lines += [f"  {line}" for line in one.arithmetic]
        if one.changes_under:
            others = ", ".join(f"{name} ({one.by_profile[name]})" for name in one.changes_under)
            lines.append(f"  other answers under other profiles: {others}")
    return Shown(Show.FIGURES, tuple(lines), once(s for one in verdicts for s in one.sources), verdicts)


def _verdict(dataset: Dataset, clause: Clause, wanted: str) -> Verdict:
    figure, end = dataset.figures.get(wanted), clause.window.end
    # A figure that names no end is judged up to the clause's: else what may follow would leave it open.
    open_ended = figure is not None and figure.until is None and isinstance(end, PartialDate)
    return verify(dataset, wanted, at=str(end) if open_ended else None)


def _causes(dataset: Dataset, clause: Clause) -> Shown:
    undated = clause.window.start is None and isinstance(clause.window.end, End)
    claims = causes_of(dataset, of=clause.of, window=None if undated else clause.window)
    by_cause: dict[Cause, list[Claim]] = {}
    for claim in claims:
        by_cause.setdefault(claim.cause, []).append(claim)
    # The causes stand in the order of how many claim them, which is a count of voices and no verdict.
    ordered = sorted(by_cause.items(), key=lambda item: -len(item[1]))
    lines = [f"{cause}: {'; '.join(map(_voice, told))}" for cause, told in ordered]
    sources = once(source.id for claim in claims for source in claim.sources)
    return Shown(Show.CAUSES, tuple(lines) or ("unattributed: nobody claims a cause in the data",), sources)


def _voice(claim: Claim) -> str:
    told = claim.attribution
    of = f" of {', '.join(told.missions)}" if told.missions else ""
    perhaps = "" if claim.fits is TRUE else ", perhaps of this"
    how = "denied" if claim.denied else str(claim.rank)
    return f"{claim.claimed_by} ({how}{of}{perhaps})"


_SHOWS: dict[Show, Callable[[Dataset, Clause], Shown]] = {
    Show.STATEMENTS: _statements,
    Show.FIGURES: _figures,
    Show.CAUSES: _causes,
    **COUNTS,
}
