"""Rules on statements and figures: what is said must stand somewhere, and a figure must be one to judge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from diplomap.checking.dangling import dangling
from diplomap.checking.registry import Check, dataset_rule
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE

_FIGURES = "id,quantity,of,comparison,value,profile,since,until,modality,among,statement,sources\n"
_STATEMENTS = "id,speaker,date,says,sources\n"
_SAID = "s1,a researcher,2023-11,as many as ten missions may close,https://example.org/s1\n"
_PLACES = ("statements.csv", _STATEMENTS + _SAID)
_PROFILES = Path(__file__).resolve().parent.parent / "data" / "profiles"


def _example(bad: str, good: str) -> Example:
    return Example((("figures.csv", _FIGURES + bad), _PLACES), (("figures.csv", _FIGURES + good), _PLACES))


@dataset_rule(
    Rule(
        "DM804",
        "figure-of-no-statement",
        Severity.ERROR,
        "sources",
        "A figure names a statement that statements.csv does not hold.",
        "Nobody can see who reported the figure, when, and in which words.",
        "Add the statement, or put its id right.",
        example=_example(
            "f1,closures,PRK,as_many_as,10,,2023-10-01,2024-01-30,may,,s2,\n",
            "f1,closures,PRK,as_many_as,10,,2023-10-01,2024-01-30,may,,s1,\n",
        ),
    ),
    tables=("figures",),
)
def figure_of_no_statement(dataset: Dataset) -> Iterable[Finding]:
    """Each figure whose statement is not there."""
    look_up = dataset.statements.get
    return dangling(figure_of_no_statement.rule, dataset.figures, "statement", "statement", look_up)


@dataset_rule(
    Rule(
        "DM805",
        "statement-without-source",
        Severity.WARNING,
        "sources",
        "A statement names no source in which it can be read.",
        "What somebody is said to have said cannot be looked up, nor its words and its context.",
        "Name in `sources` where it was published.",
        example=Example(
            (("statements.csv", _STATEMENTS + "s1,a researcher,2023-11,ten missions may close,\n"),),
            (("statements.csv", _STATEMENTS + _SAID),),
        ),
    ),
    tables=("statements",),
)
def statement_without_source(dataset: Dataset) -> Iterable[Finding]:
    """Each statement that cites nothing."""
    for place, one in enumerate(dataset.statements):
        if not one.sources:
            message = f"nobody says where {one.id} can be read"
            yield statement_without_source.rule.at(dataset.statements.origin(place, "sources"), message)


@dataset_rule(
    Rule(
        "DM806",
        "figure-backwards",
        Severity.ERROR,
        "sources",
        "A figure counts from a date that surely lies after the one up to which it counts.",
        "No data can answer it.",
        "Exchange `since` and `until`, or put right the one that is wrong.",
        example=_example(
            "f1,closures,PRK,as_many_as,10,,2024-01-30,2023-10-01,may,,s1,\n",
            "f1,closures,PRK,as_many_as,10,,2023-10-01,2024-01-30,may,,s1,\n",
        ),
    ),
    tables=("figures",),
)
def figure_backwards(dataset: Dataset) -> Iterable[Finding]:
    """Each figure whose window runs backwards."""
    for place, one in enumerate(dataset.figures):
        if one.since is not None and one.until is not None and one.since.after(one.until) is TRUE:
            message = f"it counts from {one.since} up to {one.until}, which is earlier"
            related = (dataset.figures.origin(place, "until"),)
            yield figure_backwards.rule.at(dataset.figures.origin(place, "since"), message, related=related)


@dataset_rule(
    Rule(
        "DM807",
        "figure-after-the-data",
        Severity.NOTE,
        "sources",
        "A figure counts up to a date that surely lies after the day for which the dataset speaks.",
        "The data cannot judge it: it stays undecidable until a later edition.",
        "Nothing, where the figure is a forecast; else look whether `until` or `as_of` is wrong.",
        example=Example(
            (
                ("figures.csv", _FIGURES + "f1,closures,PRK,at_most,10,,2023,2025,may,,s1,\n"),
                _PLACES,
                ("datapackage.json", '{"as_of": "2024-01-30"}'),
            ),
            (
                ("figures.csv", _FIGURES + "f1,closures,PRK,at_most,10,,2022,2023,may,,s1,\n"),
                _PLACES,
                ("datapackage.json", '{"as_of": "2024-01-30"}'),
            ),
        ),
    ),
    tables=("figures",),
)
def figure_after_the_data(dataset: Dataset) -> Iterable[Finding]:
    """Each figure that counts up to a day after the dataset's own."""
    if dataset.as_of is None:
        return
    end = PartialDate.of(dataset.as_of)
    for place, one in enumerate(dataset.figures):
        if one.until is not None and one.until.after(end) is TRUE:
            message = f"it counts up to {one.until}, and the dataset speaks for {end}"
            yield figure_after_the_data.rule.at(dataset.figures.origin(place, "until"), message)


@dataset_rule(
    Rule(
        "DM808",
        "figure-of-unknown-profile",
        Severity.WARNING,
        "sources",
        "A figure names a counting profile that is not among the bundled ones.",
        "The figure cannot be judged where nobody has registered that profile.",
        "Put the name right; `diplomap footprint --help` lists the profiles. Where it is one of your own, "
        "register it before you verify.",
        example=_example(
            "f1,missions,PRK,exactly,53,lowwy,,2023-10-01,,,s1,\n",
            "f1,missions,PRK,exactly,53,lowy,,2023-10-01,,,s1,\n",
        ),
    ),
    tables=("figures",),
)
def figure_of_unknown_profile(dataset: Dataset) -> Iterable[Finding]:
    """Each figure under a profile that is not bundled."""
    known = {path.stem for path in _PROFILES.glob("*.json")}
    for place, one in enumerate(dataset.figures):
        if one.profile and one.profile not in known:
            message = (
                f"no bundled counting profile is called {one.profile}; there are {', '.join(sorted(known))}"
            )
            yield figure_of_unknown_profile.rule.at(dataset.figures.origin(place, "profile"), message)


@dataset_rule(
    Rule(
        "DM809",
        "figure-of-unknown-group",
        Severity.WARNING,
        "sources",
        "A figure counts among a group of receiving parties that neither groups.csv nor the registry knows.",
        "Nobody can say which missions it counts.",
        "Put the group's name right, or list its members in groups.csv.",
        example=_example(
            "f1,missions,PRK,at_least,30,,,2023-10-01,,NONALIGNED,s1,\n",
            "f1,missions,PRK,at_least,30,,,2023-10-01,,NON_ALIGNED,s1,\n",
        ),
    ),
    tables=("figures",),
)
def figure_of_unknown_group(dataset: Dataset) -> Iterable[Finding]:
    """Each figure among a group that nobody knows."""
    from diplomap.parties.groups import find

    for place, one in enumerate(dataset.figures):
        if one.among and not dataset.groups.in_group(one.among) and find(one.among) is None:
            message = f"nobody here knows a group {one.among}"
            yield figure_of_unknown_group.rule.at(dataset.figures.origin(place, "among"), message)


CHECKS: tuple[Check, ...] = (
    figure_of_no_statement,
    statement_without_source,
    figure_backwards,
    figure_after_the_data,
    figure_of_unknown_profile,
    figure_of_unknown_group,
)
