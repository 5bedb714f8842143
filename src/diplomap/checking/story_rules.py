"""Rules on stories: what a clause names must be there, and what it shows must have what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from diplomap.checking.dangling import dangling
from diplomap.checking.registry import Check, dataset_rule
from diplomap.checking.wording import listed
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.model.stories import Clause, Show
from diplomap.values.periods import End

_STORY = "id,says,of,shows,since,until,missions,figures,statements,sources\n"
_MISSIONS = (
    "missions.csv",
    "id,sending,receiving,kind,city,opened,closed\nm1,PRK,ESP,embassy,Madrid,2013,2023-11-01\n",
)
_ENDS = {
    Show.CLOSURES: ("since", "until"),
    Show.OPENINGS: ("since", "until"),
    Show.WAVES: ("since", "until"),
    Show.SHARES: ("since", "until"),
    Show.SANCTIONS: ("since", "until"),
    Show.REACH: ("since", "until"),
    Show.RELATIONS: ("until",),
}


def _example(bad: str, good: str) -> Example:
    return Example((("story.csv", _STORY + bad), _MISSIONS), (("story.csv", _STORY + good), _MISSIONS))


@dataset_rule(
    Rule(
        "DM831",
        "clause-names-nothing",
        Severity.ERROR,
        "sources",
        "A clause of a story names a mission, statement or figure that the dataset does not hold.",
        "Nothing can be shown for it.",
        "Put the id right, or enter what it names.",
        example=_example(
            "a,Madrid closes,PRK,closures,2023-10-01,2024-01-30,m2,,,https://example.org/a\n",
            "a,Madrid closes,PRK,closures,2023-10-01,2024-01-30,m1,,,https://example.org/a\n",
        ),
    ),
    tables=("story",),
)
def clause_names_nothing(dataset: Dataset) -> Iterable[Finding]:
    """Each clause that names what is not there, at the column that names it."""
    known: dict[str, Callable[[str], object]] = {
        "missions": dataset.missions.under,
        "statements": dataset.statements.get,
        "figures": dataset.figures.get,
    }
    for column, look_up in known.items():
        yield from dangling(
            clause_names_nothing.rule, dataset.story, column, column.removesuffix("s"), look_up
        )


@dataset_rule(
    Rule(
        "DM832",
        "clause-without-window",
        Severity.WARNING,
        "sources",
        "A clause of a story asks for counts between two days, or on one, and does not say on which.",
        "What it asks for cannot be shown.",
        "Write the day before what it tells in `since`, and the last day in `until`.",
        example=_example(
            "a,Madrid closes,PRK,closures,2023-10-01,,m1,,,https://example.org/a\n",
            "a,Madrid closes,PRK,closures,2023-10-01,2024-01-30,m1,,,https://example.org/a\n",
        ),
    ),
    tables=("story",),
)
def clause_without_window(dataset: Dataset) -> Iterable[Finding]:
    """Each clause that lacks a day which what it shows needs."""
    for place, clause in enumerate(dataset.story):
        lacking = [column for column in ("since", "until") if _needed(clause, column)]
        if lacking:
            shows = listed([str(show) for show in clause.shows if show in _ENDS], "and")
            told = f"{shows} of clause {clause.id} need {listed(lacking, 'and')}"
            yield clause_without_window.rule.at(dataset.story.origin(place, lacking[0]), told)


def _needed(clause: Clause, column: str) -> bool:
    window = clause.window
    there = window.start is not None if column == "since" else not isinstance(window.end, End)
    return not there and any(column in _ENDS.get(show, ()) for show in clause.shows)


CHECKS: tuple[Check, ...] = (clause_names_nothing, clause_without_window)
