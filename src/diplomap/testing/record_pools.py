"""A few records of every table that meet in ids, parties and dates, so that failing examples stay small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from diplomap.model.attributions import Attribution, Cause, Rank
from diplomap.model.events import Event, EventKind
from diplomap.model.figures import Comparison, Quantity, ReportedFigure
from diplomap.model.memberships import Membership
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.records import Record
from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
from diplomap.model.sanctions import Measure, Sanction, Stage
from diplomap.model.statements import Source, Statement
from diplomap.model.stories import Clause, Show
from diplomap.values.dates import PartialDate
from diplomap.values.periods import End, Period

_D = PartialDate.parse
_SINCE, _LATER, _OVER = Period(_D("2001")), Period(_D("2015?")), Period(_D("2001-02"), _D("2010"))
_NEVER_TOLD = Period(_D("..1990"), End.UNKNOWN)

POOLS: Mapping[str, tuple[Record, ...]] = {
    "relations": (
        Relation("PRK", "ESP"),
        Relation("ESP", "PRK"),
        Relation("PRK", "ESP", period=_SINCE),
        Relation("PRK", "ESP", level=Level.CHARGE, period=_SINCE),
        Relation("PRK", "ESP", status=RelationStatus.SEVERED, period=_LATER),
        Relation("PRK", "ESP", period=_OVER, note="seen"),
        Relation("PRK", "CHN", RelationKind.CONSULAR, extra=(("page", "3"),)),
    ),
    "recognitions": (
        Recognition("PRK", "ESP"),
        Recognition("ESP", "PRK", period=_SINCE),
        Recognition("PRK", "ESP", RecognitionStatus.WITHDRAWN, _LATER),
        Recognition("PRK", "ESP", RecognitionStatus.FROZEN, _NEVER_TOLD, sources=("a",)),
    ),
    "sanctions": (
        Sanction("s", ("UN",), "PRK", (Measure.FUEL,), period=_SINCE),
        Sanction("s", ("UN",), "PRK", (Measure.FUEL,), Stage.LIFTED, period=_LATER),
        Sanction("s", ("UN",), "PRK", (Measure.FUEL, Measure.AVIATION), period=_SINCE),
        Sanction("t", ("UN", "ESP"), "PRK", period=_OVER),
        Sanction("s", ("ITA",), "ESP"),
    ),
    "events": (
        Event("e", _D("2001"), EventKind.OPENED, ("PRK",), "ESP", "m"),
        Event("e", _D("2001-05"), EventKind.OPENED, ("PRK",), "ESP", "m"),
        Event("f", _D("2001"), EventKind.OPENED, ("PRK",), "ESP", "m"),
        Event("e", None, EventKind.CLOSED, ("CHN", "ITA"), detail=(("city", "Rome"),)),
    ),
    "statements": (
        Statement("s", "a", "x"),
        Statement("s", "a", "y", _D("2023-11")),
        Statement("t", "a", "x"),
        Statement("s", "b", "z", position="PRK"),
    ),
    "figures": (
        ReportedFigure("f", Quantity.MISSIONS, "PRK", value=(53.0, 53.0)),
        ReportedFigure("f", Quantity.MISSIONS, "PRK", value=(50.0, 53.5)),
        ReportedFigure("g", Quantity.MISSIONS, "PRK", value=(53.0, 53.0)),
        ReportedFigure("f", Quantity.CLOSURES, "ESP", Comparison.FEW, since=_D("2001")),
    ),
    "attributions": (
        Attribution("a", Cause.COST, "x", "PRK"),
        Attribution("a", Cause.COST, "x", "PRK", Rank.DENIED, window=_SINCE),
        Attribution("b", Cause.COST, "x", "PRK"),
        Attribution("a", Cause.WAR, "y", "ESP", missions=("m",)),
    ),
    "groups": (
        Membership("friends", "CUB"),
        Membership("friends", "CUB", "observer"),
        Membership("friends", "CUB", period=_SINCE),
        Membership("friends", "CUB", period=_LATER),
    ),
    "story": (
        Clause("c", "x", "PRK"),
        Clause("c", "y", "PRK", (Show.CLOSURES,), _SINCE),
        Clause("d", "x", "PRK"),
        Clause("c", "z", "ESP"),
    ),
    "sources": (
        Source("a"),
        Source("a", "List", url="u"),
        Source("b", "List", url="u"),
        Source("a", "Other", date=_D("2024~")),
    ),
}


def pooled_records() -> Mapping[str, st.SearchStrategy[Any]]:
    """For each table a strategy that draws from its few records.

    >>> from hypothesis import find
    >>> find(pooled_records()["sources"], lambda one: True).id
    'a'
    """
    return {name: st.sampled_from(pool) for name, pool in POOLS.items()}
