"""What a record beside the missions can be known by in another edition: its id, what it is about, when."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import attrs

from diplomap.diffing.natural_keys import apart
from diplomap.values.logic import FALSE
from diplomap.values.periods import Period

Key = Callable[[Any], Hashable]
Related = Callable[[Any, Any], bool]


@attrs.frozen(slots=True)
class TableKeys:
    """The keys of one table, from the finest to the coarsest; a key of None is no key.

    Records that share the coarsest of `keys` are about one thing, and compete where several do.
    `renumbered` knows a record whose id alone was changed, None where records have no id. `related` says
    whether two records under one key can be one: it is the same whichever stands first. `alike` says
    whether two of several are so much alike that each is the other's only match.
    """

    keys: tuple[Key, ...]
    related: Related
    renumbered: Key | None = None
    alike: Related | None = None

    @property
    def coarsest(self) -> Key:
        """The key under which records are about one thing."""
        return self.keys[-1]


def apart_in_time(one: Period, two: Period) -> bool:
    """Whether one surely ended before the other began, so that nobody need take them for one.

    >>> from diplomap.values.dates import PartialDate
    >>> old, new = Period(None, PartialDate.parse("1990")), Period(PartialDate.parse("2015"))
    >>> apart_in_time(old, new), apart_in_time(new, new)
    (True, False)
    """
    return apart((one.start, one.end), (two.start, two.end))


def _share(*pairs: tuple[Any, Any]) -> bool:
    """Whether one of the pairs of values says the same and says something."""
    return any(one == two and one not in (None, "", ()) for one, two in pairs)


def _of_one_time(one: Any, two: Any) -> bool:
    return not apart_in_time(one.period, two.period)


def _begun_at_once(one: Any, two: Any) -> bool:
    """Whether both tell a beginning, and it may be one day."""
    ours, yours = one.period.start, two.period.start
    return None not in (ours, yours) and ours.same(yours) is not FALSE


def _of_one_regime(one: Any, two: Any) -> bool:
    met = one.target == two.target or bool({*one.senders} & {*two.senders})
    return met and _of_one_time(one, two)


def _of_one_event(one: Any, two: Any) -> bool:
    met = _share((one.date, two.date), (one.kind, two.kind), (one.mission, two.mission))
    return met or bool({*one.subject} & {*two.subject})


def _of_one_statement(one: Any, two: Any) -> bool:
    told = ((one.speaker, two.speaker), (one.says, two.says), (one.position, two.position))
    return _share(*told, (one.date, two.date))


def _of_one_figure(one: Any, two: Any) -> bool:
    return _share((one.of, two.of), (one.statement, two.statement), (one.words, two.words))


def _of_one_claim(one: Any, two: Any) -> bool:
    return _share((one.of, two.of), (one.claimed_by, two.claimed_by), (one.statement, two.statement))


def _of_one_source(one: Any, two: Any) -> bool:
    told = [(one.title, one.url, one.publisher), (two.title, two.url, two.publisher)]
    return not all(map(any, told)) or _share(*zip(*told, strict=True))


def _of_one_clause(one: Any, two: Any) -> bool:
    return _share((one.of, two.of), (one.says, two.says))


def _event(one: Any) -> Hashable:
    return one.date, one.kind, frozenset(one.subject), one.with_, one.mission, one.detail


def _statement(one: Any) -> Hashable:
    return one.speaker, one.date, one.says


def _figure(one: Any) -> Hashable:
    told = (one.quantity, one.of, one.comparison, one.value, one.unit)
    return (*told, one.since, one.until, one.statement)


def _claim(one: Any) -> Hashable:
    return one.cause, one.claimed_by, one.of, one.statement, one.window


def _source(one: Any) -> Hashable:
    if not (one.title or one.url):
        return None
    return one.title, one.url, one.publisher, one.date, one.place


def _clause(one: Any) -> Hashable:
    return one.says, one.of


def _step(one: Any) -> Hashable:
    told = (frozenset(one.senders), one.target, frozenset(one.measures), one.stage)
    return (*told, one.instruments, one.period)


def _with_id(renumbered: Key, related: Related) -> TableKeys:
    def both(one: Any) -> Hashable:
        told = renumbered(one)
        return None if told is None else (one.id, told)

    return TableKeys((both, lambda one: one.id), related, renumbered)


KEYS: Mapping[str, TableKeys] = {
    "relations": TableKeys(
        (
            lambda one: (one.pair, one.kind, one.party, one.period.start, one.status),
            lambda one: (one.pair, one.kind, one.party, one.period.start),
            lambda one: (one.pair, one.kind, one.period.start),
            lambda one: (one.pair, one.kind, one.party, one.status),
            lambda one: (one.pair, one.kind, one.party),
            lambda one: (one.pair, one.kind),
        ),
        _of_one_time,
        alike=_begun_at_once,
    ),
    "recognitions": TableKeys(
        (
            lambda one: (one.recogniser, one.recognised, one.period.start, one.status),
            lambda one: (one.recogniser, one.recognised, one.period.start),
            lambda one: (one.recogniser, one.recognised, one.status),
            lambda one: (one.recogniser, one.recognised),
        ),
        _of_one_time,
        alike=_begun_at_once,
    ),
    "sanctions": TableKeys(
        (
            lambda one: (one.id, _step(one)),
            lambda one: (one.id, one.target, one.stage, one.period.start),
            lambda one: (one.id, one.period.start),
            lambda one: (one.id, one.stage),
            lambda one: one.id,
        ),
        _of_one_regime,
        _step,
        _begun_at_once,
    ),
    "events": _with_id(_event, _of_one_event),
    "statements": _with_id(_statement, _of_one_statement),
    "figures": _with_id(_figure, _of_one_figure),
    "attributions": _with_id(_claim, _of_one_claim),
    "groups": TableKeys(
        (
            lambda one: (one.group, one.member, one.role, one.period.start),
            lambda one: (one.group, one.member, one.period.start),
            lambda one: (one.group, one.member, one.role),
            lambda one: (one.group, one.member),
        ),
        _of_one_time,
        alike=_begun_at_once,
    ),
    "story": _with_id(_clause, _of_one_clause),
    "sources": _with_id(_source, _of_one_source),
}
