"""The verb `verify`: what the data say of a reported figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from diplomap.counting.profiles import Profile, profiles
from diplomap.counting.profiles import profile as profile_of
from diplomap.history.figure_dates import eve_of
from diplomap.history.figure_intervals import Interval, claimed, share_of
from diplomap.history.figure_quantities import MOVEMENTS, Counted, count_quantity
from diplomap.history.figure_things import Unanswerable
from diplomap.history.figure_words import Measured, arithmetic, why
from diplomap.history.verdicts import Answer, Verdict, judge, refutable
from diplomap.model.dataset import Dataset
from diplomap.model.figures import Modality, Quantity, ReportedFigure, Unit
from diplomap.model.kinds import Kind
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE

# Every thing of the quantity is one of the base's.
_INSIDE = frozenset(
    {
        (Quantity.MISSIONS, Quantity.MISSIONS),
        (Quantity.RECEIVERS, Quantity.RECEIVERS),
        (Quantity.RELATIONS, Quantity.RELATIONS),
        (Quantity.RELATIONS_WITHOUT_MISSION, Quantity.RELATIONS),
    }
)


def verify(
    dataset: Dataset,
    figure: ReportedFigure | str,
    *,
    profile: str | Profile | None = None,
    at: date | str | PartialDate | None = None,
) -> Verdict:
    """What the data say of a reported figure, given as such or by its id in the dataset.

    It is *supported* where all that the data allow lies in what the words allow, *contradicted* where
    nothing of it does, and *undecidable* else. `profile` counts by another profile than the figure's own.
    Where neither names one it is `all`, and the figure is contradicted only if it is so under every
    profile that counts embassies: nobody said what was counted. `at` is a day, or a partial date, in place
    of the figure's `until`.

    >>> from diplomap.model.figures import Comparison
    >>> from diplomap.model.kinds import Kind
    >>> from diplomap.model.missions import Mission, Spell
    >>> seen = {"senders": ["PRK"], "complete": True}
    >>> ds = Dataset([Mission("a", ("PRK",), "CHN", (Spell(Kind.EMBASSY),))], date(2024, 1, 30), seen)
    >>> said = ReportedFigure("f", Quantity.MISSIONS, "PRK", Comparison.MORE_THAN, (50, 50))
    >>> print(verify(ds, said).verdict, "-", verify(ds, said).why)
    contradicted - 1 lies outside more than 50

    Raises ValueError for a profile that nobody knows, KeyError for an id that no figure has.
    """
    told = _figure(dataset, figure)
    if at is not None:
        told = attrs.evolve(told, until=_moment(at))
    found = _verdict(dataset, told, profile_of(profile) if profile is not None else told.profile or "all")
    found = attrs.evolve(found, by_profile=dict(_under_each(dataset, told, found)))
    unsaid = profile is None and not told.profile and not _whatever_the_profile(told)
    return _by_any_reading(found) if unsaid and found.verdict is Answer.CONTRADICTED else found


def verify_all(dataset: Dataset, *, profile: str | Profile | None = None) -> tuple[Verdict, ...]:
    """The verdicts on all reported figures of a dataset, in the order of its table.

    >>> verify_all(Dataset())
    ()

    Raises ValueError for a profile that nobody knows.
    """
    return tuple(verify(dataset, figure, profile=profile) for figure in dataset.figures)


def _figure(dataset: Dataset, figure: ReportedFigure | str) -> ReportedFigure:
    if isinstance(figure, ReportedFigure):
        return figure
    found = dataset.figures.get(figure)
    if found is None:
        known = ", ".join(one.id for one in dataset.figures) or "none"
        raise KeyError(f"no figure is called {figure!r}; there are {known}")
    return found


def _moment(at: date | str | PartialDate) -> PartialDate:
    if isinstance(at, PartialDate):
        return at
    return PartialDate.parse(at) if isinstance(at, str) else PartialDate.of(at)


def _under_each(dataset: Dataset, figure: ReportedFigure, found: Verdict) -> Iterator[tuple[str, Answer]]:
    for name in profiles():
        if name == found.profile or _whatever_the_profile(figure):
            yield name, found.verdict
        else:
            yield name, _verdict(dataset, figure, name).verdict


def _by_any_reading(found: Verdict) -> Verdict:
    """A figure of which nobody says how it was counted is contradicted only if it is so however it was."""
    others = [
        name
        for name, answer in found.by_profile.items()
        if answer is not Answer.CONTRADICTED and Kind.EMBASSY in profile_of(name).kinds
    ]
    if not others:
        return found
    told = f"{found.why}, counted by {found.profile}; nobody says how it was counted, and by {others[0]}"
    reason = f"{told} it is {found.by_profile[others[0]]}"
    return attrs.evolve(
        found, verdict=Answer.UNDECIDABLE, why=reason, arithmetic=(*found.arithmetic[:-1], reason)
    )


def _whatever_the_profile(figure: ReportedFigure) -> bool:
    share = figure.unit is Unit.PERCENT and figure.base is not Quantity.RELATIONS
    return figure.quantity is Quantity.RELATIONS and figure.base in (None, Quantity.RELATIONS) and not share


def _verdict(dataset: Dataset, figure: ReportedFigure, by: str | Profile) -> Verdict:
    statement = dataset.statements.get(figure.statement) if figure.statement else None
    said = () if statement is None else statement.sources
    name = by if isinstance(by, str) else by.name
    bare = Verdict(
        figure=figure,
        verdict=Answer.UNDECIDABLE,
        profile=name,
        why="",
        claimed=claimed(figure),
        sources=tuple(dict.fromkeys((*figure.sources, *said))),
        speaker="" if statement is None else statement.speaker,
    )
    try:
        judged = _known(by)
        measured = measure(dataset, figure, judged)
    except Unanswerable as lacking:
        return attrs.evolve(bare, why=str(lacking), arithmetic=(str(lacking),))
    found = _answer(bare, measured)
    if figure.modality is not Modality.FACT and (open_ := _still_open(dataset, figure)):
        found = attrs.evolve(found, verdict=Answer.UNDECIDABLE)
        return attrs.evolve(found, why=open_, arithmetic=(*arithmetic(found, measured), open_))
    reason = why(found, measured)
    return attrs.evolve(found, why=reason, arithmetic=(*arithmetic(found, measured), reason))


def measure(dataset: Dataset, figure: ReportedFigure, judged: Profile) -> Measured:
    """What the data give for a figure under a profile: its quantity and, of a share, its base.

    Raises Unanswerable where no data could.
    """
    part = count_quantity(
        dataset,
        figure.quantity,
        figure.of,
        judged,
        since=figure.since,
        until=figure.until,
        among=figure.among,
        open_ended=figure.modality is not Modality.FACT and figure.until is None,
    )
    base = figure.base
    if figure.unit is Unit.PERCENT or base is not None:
        base = base or Quantity.MISSIONS
    if base is None:
        return Measured(part)
    moves = figure.quantity in MOVEMENTS and figure.since is not None
    start = PartialDate.of(eve_of(figure.since)) if moves and figure.since else figure.until
    if base in MOVEMENTS:
        start = figure.until
    whole = count_quantity(dataset, base, figure.of, judged, since=figure.since, until=start)
    inside = (figure.quantity, base) in _INSIDE
    return Measured(part, whole, inside)


def _known(by: str | Profile) -> Profile:
    try:
        return profile_of(by)
    except ValueError as error:
        raise Unanswerable(str(error)) from None


def _answer(bare: Verdict, measured: Measured) -> Verdict:
    figure, part = bare.figure, measured.part
    data: Interval | None = part.interval
    listed: Interval | None = part.listed
    whole: Counted | None = measured.whole
    if figure.unit is Unit.PERCENT:
        assert whole is not None, "a share has a base"
        data = share_of(part.interval, whole.interval, inside=measured.inside)
        listed = share_of(part.listed, whole.listed, inside=measured.inside)
    answer = Answer.UNDECIDABLE
    if data is not None and bare.claimed is not None:
        answer = judge(data, bare.claimed, possible=not refutable(figure))
    return attrs.evolve(
        bare,
        verdict=answer,
        interval=data,
        listed=listed,
        count=part.interval,
        of_base=None if whole is None else whole.interval,
        things=part.things,
    )


def _still_open(dataset: Dataset, figure: ReportedFigure) -> str:
    if figure.until is None and figure.quantity in MOVEMENTS:
        # What moved so far stands, and more may follow: the count itself says so.
        return ""
    if figure.until is None:
        return "it is a forecast, and nobody says for when"
    if dataset.as_of is None:
        return "it is a forecast, and the dataset does not say for which day it speaks"
    if figure.until.at_day(dataset.as_of) is not TRUE:
        return f"it is a forecast up to {figure.until}, and the data end on {dataset.as_of}"
    return ""
