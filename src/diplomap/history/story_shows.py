"""What the data say beside a clause of a story: one function for each thing that can be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs

from diplomap.counting.footprint import footprint
from diplomap.counting.moves import Moves, closures, openings
from diplomap.counting.relation_counts import relations_count
from diplomap.counting.sanctions_in_force import sanctions_on
from diplomap.history.attribution import causes_of
from diplomap.history.figure_words import said
from diplomap.history.verdicts import Verdict
from diplomap.history.verification import verify
from diplomap.model.dataset import Dataset
from diplomap.model.stories import Clause, Show
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End


@attrs.frozen(slots=True)
class Shown:
    """What is shown for one thing asked: lines a reader can follow, the sources, and verdicts on figures."""

    show: Show
    lines: tuple[str, ...]
    sources: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


class Untellable(ValueError):
    """A clause asks for what it lacks the means for, such as a comparison without a window; says what."""


def shown(dataset: Dataset, clause: Clause, show: Show) -> Shown:
    """What the data say for one thing that a clause asks to be shown.

    >>> clause = Clause("a", "some posts close", "PRK", (Show.CAUSES,))
    >>> shown(Dataset(), clause, Show.CAUSES).lines
    ('unattributed: nobody claims a cause in the data',)

    Raises Untellable, a ValueError, where the clause lacks what that needs.
    """
    return _SHOWS[show](dataset, clause)


def day_at_start(clause: Clause) -> date:
    """The first day of a clause's window. Raises Untellable where it has none."""
    return _day(clause, clause.window.start, "since")


def day_at_end(clause: Clause) -> date:
    """The last day of a clause's window. Raises Untellable where it has none."""
    end = clause.window.end
    return _day(clause, None if isinstance(end, End) else end, "until")


def _day(clause: Clause, told: PartialDate | None, column: str) -> date:
    day = None if told is None else told.earliest if column == "since" else told.latest
    if day is None:
        raise Untellable(f"clause {clause.id}: says no {column}, which what it shows needs")
    return day


def _statements(dataset: Dataset, clause: Clause) -> Shown:
    told = [dataset.statements.get(one) for one in clause.statements]
    lines, sources = [], list[str]()
    for one in told:
        if one is not None:
            when = "" if one.date is None else f", {one.date}"
            through = f", through {one.through}" if one.through else ""
            lines.append(f"{one.speaker}{when}{through}: {one.says}")
            sources += one.sources
    return Shown(Show.STATEMENTS, tuple(lines) or ("no statement on record",), _once(sources))


def _figures(dataset: Dataset, clause: Clause) -> Shown:
    verdicts = tuple(verify(dataset, one) for one in clause.figures)
    lines = []
    for one in verdicts:
        who = f", {one.speaker}" if one.speaker else ""
        lines.append(f"“{said(one.figure)}”{who}: {str(one.verdict).upper()} by {one.profile}")
        lines += [f"  {line}" for line in one.arithmetic]
        if one.changes_under:
            others = ", ".join(f"{name} ({one.by_profile[name]})" for name in one.changes_under)
            lines.append(f"  other answers under other profiles: {others}")
    return Shown(Show.FIGURES, tuple(lines), _once(s for one in verdicts for s in one.sources), verdicts)


def _closures(dataset: Dataset, clause: Clause) -> Shown:
    return _moved(Show.CLOSURES, clause, closures(dataset, **_asked(clause)))


def _openings(dataset: Dataset, clause: Clause) -> Shown:
    return _moved(Show.OPENINGS, clause, openings(dataset, **_asked(clause)))


def _asked(clause: Clause) -> dict[str, Any]:
    stretch = {"since": day_at_start(clause), "until": day_at_end(clause)}
    return {"of": clause.of, "profile": clause.profile or "all", **stretch}


def _moved(show: Show, clause: Clause, moves: Moves) -> Shown:
    wanted = [one for one in moves if not clause.missions or one.mission.id in clause.missions]
    what = "closings" if show is Show.CLOSURES else "openings"
    count = "unknown" if moves.count is None else moves.count
    lines = [f"{what} of {clause.of} from {moves.since} to {moves.until}, by {moves.profile.name}: {count}"]
    if clause.missions:
        lines[0] += f"; those of the clause: {len(wanted)} of {len(clause.missions)} found"
    lines += [f"  {one}" for one in wanted]
    lines += [f"  note: {note}" for note in moves.notes]
    return Shown(show, tuple(lines), _once(s for one in wanted for s in one.spell.sources))


def _relations(dataset: Dataset, clause: Clause) -> Shown:
    day, profile = day_at_end(clause), clause.profile or "resident"
    partners = relations_count(dataset, of=clause.of, at=day)
    posts = footprint(dataset, of=clause.of, at=day, profile=profile)
    told = {True: "unknown", False: str(partners.count)}[partners.count is None]
    receivers = len({mission.receiving for mission in posts.missions})
    lines = [
        f"{clause.of} is in diplomatic relations with {told} parties at {day}",
        f"  it has missions at {posts.count if posts.count is not None else 'an unknown number'} of places "
        f"({receivers} receivers), by {profile}",
    ]
    if partners.partners and posts.count is not None:
        low = 100 * posts.count.low / max(1, len(partners.partners) + len(partners.perhaps))
        high = 100 * posts.count.high / len(partners.partners)
        share = f"{low:.0f}" if round(low) == round(high) else f"{low:.0f} to {high:.0f}"
        lines.append(f"  that is {share} missions for every 100 partners in relations")
    if partners.perhaps:
        lines.append(f"  undecided: {', '.join(one.party for one in partners.perhaps)}")
    return Shown(Show.RELATIONS, tuple(lines), _once(s for one in partners.partners for s in one.sources))


def _sanctions(dataset: Dataset, clause: Clause) -> Shown:
    lines, sources = [], list[str]()
    for day in dict.fromkeys((day_at_start(clause), day_at_end(clause))):
        found = sanctions_on(dataset, clause.of, at=day)
        held = ", ".join(
            m.value if str(t) == "true" else f"{m.value} (perhaps)" for m, t in found.measures.items()
        )
        by = ", ".join(found.senders)
        lines.append(
            f"in force on {clause.of} at {day}, by {by}: {held}" if held else f"none on record at {day}"
        )
        sources += [s for one in found.held for step in one.steps for s in step.sources]
    return Shown(Show.SANCTIONS, tuple(lines), _once(sources))


def _causes(dataset: Dataset, clause: Clause) -> Shown:
    undated = clause.window.start is None and isinstance(clause.window.end, End)
    claims = causes_of(dataset, of=clause.of, window=None if undated else clause.window)
    lines = [str(claim) + (f": {claim.statement.says}" if claim.statement else "") for claim in claims]
    sources = _once(source.id for claim in claims for source in claim.sources)
    return Shown(Show.CAUSES, tuple(lines) or ("unattributed: nobody claims a cause in the data",), sources)


def _once(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))


_SHOWS: dict[Show, Callable[[Dataset, Clause], Shown]] = {
    Show.STATEMENTS: _statements,
    Show.FIGURES: _figures,
    Show.CLOSURES: _closures,
    Show.OPENINGS: _openings,
    Show.RELATIONS: _relations,
    Show.SANCTIONS: _sanctions,
    Show.CAUSES: _causes,
}
