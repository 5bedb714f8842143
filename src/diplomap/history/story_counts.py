"""The counts shown beside a clause of a story: moves, relations, reach, waves, shares, sanctions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from diplomap.counting.footprint import Footprint, footprint
from diplomap.counting.moves import Moves, closures, openings
from diplomap.counting.reach import reach
from diplomap.counting.relation_counts import PartyCount, relations_count
from diplomap.counting.sanctions_in_force import sanctions_on
from diplomap.counting.series import series
from diplomap.counting.shifts import shift
from diplomap.counting.wave_comparison import compare_waves
from diplomap.history.shown import Shown, day_after, day_before, once
from diplomap.model.dataset import Dataset
from diplomap.model.stories import Clause, Show
from diplomap.values.counts import Count
from diplomap.values.logic import FALSE, TRUE, UNKNOWN

_LONG = 15
_FROM_ELSEWHERE = {TRUE: "now reached", FALSE: "no longer reached", UNKNOWN: "perhaps reached"}


def _closures(dataset: Dataset, clause: Clause) -> Shown:
    return _moved(Show.CLOSURES, clause, closures(dataset, **_asked(clause)))


def _openings(dataset: Dataset, clause: Clause) -> Shown:
    return _moved(Show.OPENINGS, clause, openings(dataset, **_asked(clause)))


def _asked(clause: Clause) -> dict[str, Any]:
    # What happened on the window's first day is behind both of the counts that are compared.
    stretch = {"since": day_before(clause) + timedelta(days=1), "until": day_after(clause)}
    return {"of": clause.of, "profile": clause.profile or "all", **stretch}


def _moved(show: Show, clause: Clause, moves: Moves) -> Shown:
    wanted = [one for one in moves if not clause.missions or one.mission.id in clause.missions]
    what = "closings" if show is Show.CLOSURES else "openings"
    head = f"{what} of {clause.of} from {moves.since} to {moves.until}, by {moves.profile.name}: "
    head += _told(moves.count)
    if clause.missions:
        head += f"; of the {len(clause.missions)} named, {len(wanted)} are among them"
    sure = [one for one in wanted if one.answer is TRUE]
    perhaps = [one.mission.id for one in wanted if one.answer is not TRUE]
    lines = [head, *(f"  {one}" for one in sure)]
    if perhaps:
        lines.append(f"  perhaps, for their dates leave it open: {', '.join(perhaps)}")
    lines += [f"  note: {note}" for note in moves.notes]
    return Shown(show, tuple(lines), once(source for one in sure for source in one.spell.sources))


def _relations(dataset: Dataset, clause: Clause) -> Shown:
    day, profile = day_after(clause), clause.profile or "resident"
    partners = relations_count(dataset, of=clause.of, at=day)
    posts = footprint(dataset, of=clause.of, at=day, profile=profile)
    lines = [
        f"{clause.of} is in diplomatic relations with {_told(partners.count)} parties at {day}",
        f"  its missions by {profile}: {_told(posts.count)}",
        *_ratio(partners, posts),
    ]
    if partners.perhaps:
        lines.append(f"  undecided: {', '.join(one.party for one in partners.perhaps)}")
    return Shown(Show.RELATIONS, tuple(lines), once(s for one in partners.partners for s in one.sources))


def _ratio(partners: PartyCount, posts: Footprint) -> list[str]:
    sure, count = len(partners.partners), posts.count
    if not sure or count is None:
        return []
    low, high = 100 * count.low / (sure + len(partners.perhaps)), 100 * count.high / sure
    told = f"{low:.0f}" if round(low) == round(high) else f"{low:.0f} to {high:.0f}"
    return [f"  that is {told} missions for every 100 partners in relations"]


def _waves(dataset: Dataset, clause: Clause) -> Shown:
    profile = clause.profile or "all"
    run = series(
        dataset,
        of=clause.of,
        start=day_before(clause),
        end=day_after(clause),
        # Of older closings often the year alone is known, and finer steps would be drawn, not told.
        step="month" if day_after(clause).year - day_before(clause).year < _LONG else "year",
        profile=profile,
    )
    found = run.waves()
    lines = [
        f"waves of closings by {profile}, from {day_before(clause)} to {day_after(clause)}: {len(found)}"
    ]
    lines += [f"  {wave}" for wave in found]
    lines += [f"  {compare_waves(one, two)}" for one, two in pairwise(found)]
    lines += [f"  note: {note}" for note in found.notes]
    return Shown(Show.WAVES, tuple(lines))


def _shares(dataset: Dataset, clause: Clause) -> Shown:
    before, after, profile = day_before(clause), day_after(clause), clause.profile or "all"
    asked: dict[str, Any] = {"groups": clause.groups} if clause.groups else {}
    moved = shift(dataset, of=clause.of, before=before, after=after, profile=profile, **asked)
    lines = [f"shares of the missions by {profile}, from {before} to {after}"]
    lines += [f"  {change}" for change in moved.groups.values()]
    lines += [f"  of these, {change}" for change in moved.partition]
    lines += [f"  note: {note}" for note in moved.notes]
    return Shown(Show.SHARES, tuple(lines))


def _reach(dataset: Dataset, clause: Clause) -> Shown:
    profile, sources = clause.profile or "resident", list[str]()
    ends = [reach(dataset, of=clause.of, at=day, profile=profile) for day in _ends(clause)]
    lines = [f"{one}: {len(one.resident)} by residents, {len(one.concurrent)} from elsewhere" for one in ends]
    for one in ends[-1].all:
        if one.concurrent is not ends[0].to(one.party).concurrent:
            posts = [post for post in one.posts if post.accreditation is not None]
            by = ", ".join(post.mission.id for post in posts)
            lines.append(f"  {one.party}: {_FROM_ELSEWHERE[one.concurrent]} from elsewhere, by {by}")
            sources += [s for post in posts if post.accreditation for s in post.accreditation.sources]
    return Shown(Show.REACH, tuple(lines), once(sources))


def _sanctions(dataset: Dataset, clause: Clause) -> Shown:
    lines, sources = [], list[str]()
    for day in _ends(clause):
        found = sanctions_on(dataset, clause.of, at=day)
        held = ", ".join(
            measure.value if answer is TRUE else f"{measure.value} (perhaps)"
            for measure, answer in found.measures.items()
        )
        by = ", ".join(found.senders)
        lines.append(
            f"in force on {clause.of} at {day}, by {by}: {held}" if held else f"none on record at {day}"
        )
        sources += [s for one in found.held for step in one.steps for s in step.sources]
    return Shown(Show.SANCTIONS, tuple(lines), once(sources))


def _ends(clause: Clause) -> tuple[date, ...]:
    return tuple(dict.fromkeys((day_before(clause), day_after(clause))))


def _told(count: Count | None) -> str:
    return "an unknown number" if count is None else str(count)


COUNTS: dict[Show, Callable[[Dataset, Clause], Shown]] = {
    Show.CLOSURES: _closures,
    Show.OPENINGS: _openings,
    Show.RELATIONS: _relations,
    Show.WAVES: _waves,
    Show.SHARES: _shares,
    Show.REACH: _reach,
    Show.SANCTIONS: _sanctions,
}
