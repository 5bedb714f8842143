"""Strategies for the records of every table, and for datasets that have all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

from diplomap.model.attributions import Attribution, Cause, Rank
from diplomap.model.dataset import Dataset
from diplomap.model.events import Event, EventKind
from diplomap.model.figures import Comparison, Modality, Quantity, ReportedFigure, Unit
from diplomap.model.memberships import Membership
from diplomap.model.missions import Accreditation, Mission
from diplomap.model.recognitions import Recognition, RecognitionStatus
from diplomap.model.relations import Level, Relation, RelationKind, RelationStatus
from diplomap.model.sanctions import Instrument, Measure, Sanction, Stage
from diplomap.model.statements import Source, Statement
from diplomap.model.stories import Clause, Show
from diplomap.testing.datasets import LETTERS, PARTIES, datasets, table_texts
from diplomap.testing.values import partial_dates, periods

_parties = st.sampled_from(PARTIES)
_pairs = st.tuples(_parties, _parties).filter(lambda pair: pair[0] != pair[1])
_dates = st.none() | partial_dates()
_ids = st.sampled_from(["r1", "r2", "r3"]) | table_texts().filter(bool)
_filled = table_texts().filter(bool)
_parts = table_texts().map(lambda text: text.replace("|", "").strip()).filter(bool)
_several_parts = st.lists(_parts, max_size=2, unique=True).map(tuple)


def _told() -> dict[str, st.SearchStrategy[Any]]:
    extra = st.dictionaries(st.sampled_from(["page", "Seen by", "x;y"]), _filled, max_size=1)
    return {
        "sources": st.lists(st.sampled_from(["a", "b", "c d"]), max_size=2, unique=True).map(tuple),
        "note": st.text(LETTERS | st.sampled_from('\n"'), max_size=6),
        "extra": extra.map(lambda told: tuple(told.items())),
    }


def _of_pairs(make: Any, words: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    told = st.fixed_dictionaries({**words, **_told()})
    return st.builds(lambda pair, fields: make(*pair, **fields), _pairs, told)


def relations() -> st.SearchStrategy[Relation]:
    """Relations of every kind, status, level and period.

    >>> from hypothesis import find
    >>> find(relations(), lambda one: one.kind is RelationKind.CONSULAR).status.value
    'established'
    """
    kinds, statuses = st.sampled_from(RelationKind), st.sampled_from(RelationStatus)
    levels = st.none() | st.sampled_from(Level)
    return _of_pairs(Relation, {"kind": kinds, "status": statuses, "level": levels, "period": periods()})


def recognitions() -> st.SearchStrategy[Recognition]:
    """Recognitions of every status and period."""
    return _of_pairs(Recognition, {"status": st.sampled_from(RecognitionStatus), "period": periods()})


def sanctions() -> st.SearchStrategy[Sanction]:
    """Steps of sanctions of every stage, with several senders, measures and instruments."""
    return st.builds(_sanction, st.permutations(PARTIES), st.integers(1, 2), _steps())


def _steps() -> st.SearchStrategy[dict[str, Any]]:
    instruments = st.builds(Instrument, _parts, _dates).filter(lambda one: Instrument.parse(str(one)) == one)
    return st.fixed_dictionaries(
        {
            "id": _ids,
            "measures": st.lists(st.sampled_from(Measure), max_size=3, unique=True).map(tuple),
            "stage": st.sampled_from(Stage),
            "instruments": st.lists(instruments, max_size=2).map(tuple),
            "objective": table_texts(),
            "period": periods(),
            **_told(),
        }
    )


def _sanction(parties: list[str], senders: int, step: dict[str, Any]) -> Sanction:
    return Sanction(senders=tuple(parties[1 : 1 + senders]), target=parties[0], **step)


def events() -> st.SearchStrategy[Event]:
    """Events of every kind, some without a date, with details."""
    names = st.sampled_from(["kind", "city", "to", "x y"])
    return st.builds(
        Event,
        _ids,
        _dates,
        st.sampled_from(EventKind),
        st.lists(_parties, min_size=1, max_size=2, unique=True).map(tuple),
        st.none() | _parties,
        table_texts(),
        st.dictionaries(names, st.just("") | _parts, max_size=2).map(lambda told: tuple(told.items())),
        **_told(),
    )


def statements() -> st.SearchStrategy[Statement]:
    """Statements, some of nobody's position and without a date."""
    position = st.none() | _parties
    return st.builds(Statement, _ids, _filled, _filled, _dates, position, table_texts(), **_told())


def figures() -> st.SearchStrategy[ReportedFigure]:
    """Figures of every comparison, those that are few or many without a number."""
    return st.builds(_figure, st.sampled_from(Comparison), _values(), _told_figures())


def _values() -> st.SearchStrategy[tuple[float, float]]:
    numbers = st.integers(-50, 200).map(float) | st.floats(allow_nan=False, allow_infinity=False)
    return st.tuples(numbers, numbers).map(lambda two: (min(two), max(two)))


def _figure(comparison: Comparison, value: tuple[float, float], told: dict[str, Any]) -> ReportedFigure:
    return ReportedFigure(comparison=comparison, value=None if comparison.vague else value, **told)


def _told_figures() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "id": _ids,
            "quantity": st.sampled_from(Quantity),
            "of": _parties,
            "unit": st.sampled_from(Unit),
            "base": st.none() | st.sampled_from(Quantity),
            "profile": st.sampled_from(["", "lowy"]),
            "since": _dates,
            "until": _dates,
            "modality": st.sampled_from(Modality),
            "among": table_texts(),
            "statement": table_texts(),
            "words": table_texts(),
            **_told(),
        }
    )


def attributions() -> st.SearchStrategy[Attribution]:
    """Attributions of every cause and rank, some narrowed to kinds of change and missions."""
    return st.builds(
        Attribution,
        _ids,
        st.sampled_from(Cause),
        _filled,
        _parties,
        st.sampled_from(Rank),
        st.none() | _parties,
        st.lists(st.sampled_from(["opened", "closed"]), max_size=2, unique=True).map(tuple),
        _several_parts,
        periods(),
        table_texts(),
        **_told(),
    )


def memberships() -> st.SearchStrategy[Membership]:
    """Memberships of a few groups, with and without a role."""
    groups = st.sampled_from(["KEY_PARTNERS", "friends"]) | _filled
    return st.builds(Membership, groups, _parties, st.sampled_from(["", "observer"]), periods(), **_told())


def clauses() -> st.SearchStrategy[Clause]:
    """Clauses of a story that ask for anything, with and without the means for it."""
    shows = st.lists(st.sampled_from(Show), max_size=3, unique=True).map(tuple)
    told = dict.fromkeys(("missions", "statements", "figures", "groups"), _several_parts)
    profile = st.sampled_from(["", "all", "lowy", "no such"])
    return st.builds(Clause, _ids, _filled, _parties, shows, periods(), profile, **told, **_told())


def sources() -> st.SearchStrategy[Source]:
    """Sources, most of what they tell blank in some."""
    texts = [table_texts() for _ in range(4)]
    title, publisher, url, accessed = texts
    more = {"licence": table_texts(), "place": table_texts()}
    return st.builds(Source, _ids, title, publisher, _dates, url, accessed, **more, **_told())


def accreditations() -> st.SearchStrategy[Accreditation]:
    """Concurrent accreditations, dated and sourced or bare."""
    full = st.builds(Accreditation, _parties, periods(), **_told())
    return full | st.builds(Accreditation, _parties)


RECORDS: Mapping[str, st.SearchStrategy[Any]] = {
    "relations": relations(),
    "recognitions": recognitions(),
    "sanctions": sanctions(),
    "events": events(),
    "statements": statements(),
    "figures": figures(),
    "attributions": attributions(),
    "groups": memberships(),
    "story": clauses(),
    "sources": sources(),
}


@st.composite
def whole_datasets(draw: st.DrawFn, max_size: int = 2) -> Dataset:
    """Datasets that a folder can hold, with records in every table and dated accreditations.

    >>> from hypothesis import Phase, find, settings
    >>> unshrunk = settings(phases=[Phase.generate], database=None, derandomize=True)
    >>> len(find(whole_datasets(), lambda ds: len(ds.events) == 1, settings=unshrunk).events)
    1
    """
    ds = draw(datasets(3))
    told: dict[str, Any] = {name: draw(st.lists(one, max_size=max_size)) for name, one in RECORDS.items()}
    missions = [draw(_accredited(one)) if len(ds.missions.under(one.id)) == 1 else one for one in ds.missions]
    return attrs.evolve(ds, missions=missions, **told)


def _accredited(mission: Mission) -> st.SearchStrategy[Mission]:
    several = st.lists(accreditations(), max_size=2)
    # What stands in the rows of missions.csv names each party once.
    told = several.filter(lambda all_: not all(one.bare for one in all_)) | st.just(
        list(mission.accreditations)
    )
    return told.map(lambda all_: attrs.evolve(mission, accreditations=tuple(all_)))
