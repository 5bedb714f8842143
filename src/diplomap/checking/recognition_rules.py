"""Rules on recognition: contradictions, what was never granted, and what relations imply."""

from __future__ import annotations

from collections.abc import Iterator

from diplomap.checking.registry import DatasetRule, dataset_rule
from diplomap.checking.sure_stretches import Held, Stretch, stretch
from diplomap.checking.wording import named
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding, Severity
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.relations import RelationKind
from diplomap.model.rules import Example, Rule
from diplomap.values.logic import FALSE

_HEADER = "recogniser,recognised,status,since,until\n"
_RELATIONS = "party,with,kind,status,since,until\n"
_MONTH = 31
# Each of the two refuses relations with whoever recognises the other as the government of China.
_RIVALS = ("CHN", "TWN")


def _recognitions(text: str) -> tuple[tuple[str, str], ...]:
    return (("recognitions.csv", _HEADER + text),)


def _with_relations(text: str, relations: str) -> tuple[tuple[str, str], ...]:
    return (*_recognitions(text), ("relations.csv", _RELATIONS + relations))


CONTRADICTING_RECOGNITION = Rule(
    "DM521",
    "contradicting-recognition",
    Severity.WARNING,
    "diplomacy",
    "One party is told to recognise another and, for more than a month of the same time, to have withdrawn, "
    "frozen or refused recognition.",
    "One of the two rows lacks its end, or sources dispute it; nobody can say whether it recognises then.",
    "Give the earlier row `until`; where sources dispute it, keep both, each with its source.",
    "Montevideo Convention (1933) art. 6",
    Example(
        _recognitions("NRU,XKX,granted,2008-04-23,\nNRU,XKX,withdrawn,2019-11-21,\n"),
        _recognitions("NRU,XKX,granted,2008-04-23,2019-11-21\nNRU,XKX,withdrawn,2019-11-21,\n"),
    ),
)
WITHDRAWN_NEVER_GRANTED = Rule(
    "DM522",
    "withdrawn-never-granted",
    Severity.NOTE,
    "diplomacy",
    "Recognition is told as withdrawn or frozen, and neither as granted at any time, nor is anything told of "
    "relations that would imply it.",
    "Only what was granted can be withdrawn; without that row nobody can say since when it was.",
    "Add the row that tells the granting, with `since` blank where nobody says when.",
    "Montevideo Convention (1933) art. 6 and 7",
    Example(
        _recognitions("SUR,XKX,withdrawn,2017-10-27,\n"),
        _recognitions("SUR,XKX,granted,2016-07-08,2017-10-27\nSUR,XKX,withdrawn,2017-10-27,\n"),
    ),
)
IMPLIED_WITHOUT_RELATIONS = Rule(
    "DM523",
    "implied-without-relations",
    Severity.NOTE,
    "diplomacy",
    "Recognition is told as implied, and the table of relations tells of none between the two at that time.",
    "Recognition is implied by an act, mostly that of establishing relations; that act is not on record.",
    "Add the relations, or say granted where it was declared.",
    "Montevideo Convention (1933) art. 7",
    Example(
        _with_relations("PRK,PSE,implied,1966-04-13,\n", "PRK,CHN,diplomatic,established,1949-10-06,\n"),
        _with_relations("PRK,PSE,implied,1966-04-13,\n", "PRK,PSE,diplomatic,established,1966-04-13,\n"),
    ),
)
WITHHELD_IN_RELATIONS = Rule(
    "DM524",
    "recognition-withheld-in-relations",
    Severity.WARNING,
    "diplomacy",
    "Recognition is told as withdrawn or refused, and for more than a month of the same time diplomatic "
    "relations of the two are told as standing.",
    "To be in diplomatic relations is to recognise each other; one of the rows is wrong or lacks its end.",
    "End the relations when recognition was withdrawn, or say frozen where relations went on.",
    "Montevideo Convention (1933) art. 7",
    Example(
        _with_relations(
            "PAN,TWN,granted,1954,2017-06-13\nPAN,TWN,withdrawn,2017-06-13,\n",
            "PAN,TWN,diplomatic,established,1954,\n",
        ),
        _with_relations(
            "PAN,TWN,granted,1954,2017-06-13\nPAN,TWN,withdrawn,2017-06-13,\n",
            "PAN,TWN,diplomatic,established,1954,2017-06-13\nPAN,TWN,diplomatic,severed,2017-06-13,\n",
        ),
    ),
)
RIVALS_RECOGNISED = Rule(
    "DM525",
    "recognises-both-rivals",
    Severity.WARNING,
    "diplomacy",
    "One party is told to recognise both Beijing's and Taipei's government for more than a month.",
    "Each of the two has broken off with whoever recognised the other, so that one recognition ended when "
    "the other began.",
    "Give the earlier recognition its `until`.",
    "UN General Assembly resolution 2758 (XXVI) of 25 October 1971; practice of both governments",
    Example(
        _recognitions("PAN,TWN,granted,1954,\nPAN,CHN,granted,2017-06-13,\n"),
        _recognitions("PAN,TWN,granted,1954,2017-06-13\nPAN,CHN,granted,2017-06-13,\n"),
    ),
)


def _by_pair(dataset: Dataset) -> list[list[tuple[int, Recognition]]]:
    found: dict[tuple[str, str], list[tuple[int, Recognition]]] = {}
    for place, one in enumerate(dataset.recognitions):
        found.setdefault((one.recogniser, one.recognised), []).append((place, one))
    return [*found.values()]


@dataset_rule(CONTRADICTING_RECOGNITION, tables=("recognitions",))
def contradicting_recognition(dataset: Dataset) -> Iterator[Finding]:
    """Recognition granted and withheld at one time."""
    told = dataset.recognitions
    for group in _by_pair(dataset):
        spans = [(place, one, stretch(one.period, dataset.as_of)) for place, one in group]
        granted = Held((place, span) for place, one, span in spans if span and one.status.stands)
        for place, one, span in spans:
            other = None if span is None or one.status.stands else granted.beside(span, _MONTH)
            if other is not None:
                message = (
                    f"{named(one.recogniser)} is told to have {one.status} recognition of "
                    f"{named(one.recognised)} and, at the same time, to recognise it"
                )
                yield CONTRADICTING_RECOGNITION.at(
                    told.origin(place, "status"), message, related=(told.origin(other),)
                )


@dataset_rule(WITHDRAWN_NEVER_GRANTED, tables=("recognitions",))
def withdrawn_never_granted(dataset: Dataset) -> Iterator[Finding]:
    """Recognition withdrawn that was never granted."""
    for group in _by_pair(dataset):
        if any(one.status.stands for _, one in group):
            continue
        for place, one in group:
            if one.status is RecognitionStatus.REFUSED or _in_relations(dataset, one):
                continue
            message = f"recognition of {named(one.recognised)} is told as {one.status}, and never as granted"
            yield WITHDRAWN_NEVER_GRANTED.at(dataset.recognitions.origin(place, "status"), message)
            break


@dataset_rule(IMPLIED_WITHOUT_RELATIONS, tables=("recognitions",))
def implied_without_relations(dataset: Dataset) -> Iterator[Finding]:
    """Recognition implied by relations that are not on record."""
    if not dataset.relations:
        return
    for place, one in enumerate(dataset.recognitions):
        if one.status is RecognitionStatus.IMPLIED and not _in_relations(dataset, one):
            message = (
                f"{named(one.recogniser)}'s recognition of {named(one.recognised)} is told as implied, and "
                "no relations between the two are on record for that time"
            )
            yield IMPLIED_WITHOUT_RELATIONS.at(dataset.recognitions.origin(place, "status"), message)


@dataset_rule(WITHHELD_IN_RELATIONS, tables=("recognitions",))
def recognition_withheld_in_relations(dataset: Dataset) -> Iterator[Finding]:
    """Recognition withdrawn or refused while relations stand."""
    if not dataset.relations:
        return
    standing: dict[tuple[str, str], list[tuple[int, Stretch]]] = {}
    for place, told in enumerate(dataset.relations):
        span = stretch(told.period, dataset.as_of)
        if span and told.status.stands and told.kind is RelationKind.DIPLOMATIC:
            standing.setdefault(told.pair, []).append((place, span))
    held = {pair: Held(spans) for pair, spans in standing.items()}
    for place, one in enumerate(dataset.recognitions):
        pair = (min(one.recogniser, one.recognised), max(one.recogniser, one.recognised))
        span = stretch(one.period, dataset.as_of) if pair in held else None
        if span is None or one.status not in (RecognitionStatus.WITHDRAWN, RecognitionStatus.REFUSED):
            continue
        other = held[pair].beside(span, _MONTH)
        if other is not None:
            message = f"recognition is told as {one.status} while diplomatic relations of the two stand"
            yield WITHHELD_IN_RELATIONS.at(
                dataset.recognitions.origin(place, "status"),
                message,
                related=(dataset.relations.origin(other),),
            )


@dataset_rule(RIVALS_RECOGNISED, tables=("recognitions",))
def recognises_both_rivals(dataset: Dataset) -> Iterator[Finding]:
    """Recognition of both governments of China at one time."""
    told = dataset.recognitions
    by_recogniser: dict[str, dict[str, list[tuple[int, Stretch]]]] = {}
    for rival in _RIVALS:
        for place, one in enumerate(told):
            span = stretch(one.period, dataset.as_of) if one.recognised == rival else None
            if span is not None and one.status.stands:
                by_recogniser.setdefault(one.recogniser, {}).setdefault(rival, []).append((place, span))
    for recogniser, held in by_recogniser.items():
        if len(held) == 2:
            others = Held(held["TWN"])
            for place, span in held["CHN"]:
                other = others.beside(span, _MONTH)
                if other is not None:
                    message = (
                        f"{named(recogniser)} is told to recognise {named('CHN')} and {named('TWN')} at once"
                    )
                    related = (told.origin(other, "recognised"),)
                    yield RIVALS_RECOGNISED.at(told.origin(place, "recognised"), message, related=related)


def _in_relations(dataset: Dataset, one: Recognition) -> bool:
    """Whether standing relations of the two may fall into the time of a recognition."""
    told = dataset.relations.between(one.recogniser, one.recognised, kind=RelationKind.DIPLOMATIC)
    return any(
        each.status.stands
        and (one.status is not RecognitionStatus.IMPLIED or each.period.overlaps(one.period) is not FALSE)
        for each in told
    )


CHECKS: tuple[DatasetRule, ...] = (
    contradicting_recognition,
    withdrawn_never_granted,
    implied_without_relations,
    recognition_withheld_in_relations,
    recognises_both_rivals,
)
