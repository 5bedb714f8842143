"""The typed changes of the records beside the missions between two editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diplomap.diffing.editions import Editions
from diplomap.diffing.natures import (
    Rule,
    cell_rule,
    dated,
    end_rule,
    says_no_more,
    start_rule,
    undated,
    undone,
)
from diplomap.diffing.record_change_kinds import RecordChange
from diplomap.diffing.record_change_kinds import RecordChangeKind as Kind
from diplomap.diffing.record_keys import KEYS
from diplomap.diffing.record_pairing import RecordPairing
from diplomap.diffing.record_steps import step_of_new, steps_between
from diplomap.model.dataset import Dataset
from diplomap.model.records import Records
from diplomap.tables.record_tables import TABLES
from diplomap.tables.table_columns import Column
from diplomap.values.dates import PartialDate

Cells = dict[str, tuple[str, str]]


def changes_of_records(
    old: Dataset, new: Dataset, pairings: Mapping[str, RecordPairing]
) -> tuple[RecordChange, ...]:
    """Every typed change of the records of two editions, table by table, in a canonical order.

    >>> from diplomap.diffing.record_pairing import pair_records
    >>> from diplomap.model.relations import Relation, RelationStatus
    >>> was = Dataset(relations=[Relation("PRK", "MYS")])
    >>> now = Dataset(relations=[Relation("PRK", "MYS", status=RelationStatus.SEVERED)])
    >>> pairing = pair_records("relations", was.relations, now.relations)
    >>> [str(one.kind) for one in changes_of_records(was, now, {"relations": pairing})]
    ['relation_severed']
    """
    old_day, new_day = (None if one.as_of is None else one.as_of.toordinal() for one in (old, new))
    editions = Editions(old_day, new_day)
    found: list[RecordChange] = []
    for table, pairing in pairings.items():
        ours, yours = old.tables[table], new.tables[table]
        some = _changes(table, ours, yours, pairing, editions)
        found.extend(sorted(some, key=lambda change: (change.name, str(change.kind), str(change.fields))))
    return tuple(found)


def _changes(
    table: str, old: Records[Any], new: Records[Any], pairing: RecordPairing, editions: Editions
) -> Iterator[RecordChange]:
    unlike = [(old[i], new[j]) for i, j in zip(pairing.old, pairing.new, strict=True) if old[i] != new[j]]
    if not (unlike or pairing.only_old or pairing.only_new):
        return
    about = KEYS[table].coarsest
    together: dict[Any, list[Any]] = {}
    for one in new:
        together.setdefault(about(one), []).append(one)
    for was, now in unlike:
        yield from _between(table, was, now, together[about(now)], editions)
    for i in pairing.only_old:
        yield _gone(table, old[i], editions, left_out=not len(new))
    for j in pairing.only_new:
        yield _come(table, new[j], together[about(new[j])], editions, left_out=not len(old))


def _between(
    table: str, old: Any, new: Any, others: Sequence[Any], editions: Editions
) -> Iterator[RecordChange]:
    fields = cells_between(table, old, new)
    if "since" in fields and says_no_more(*_ends(table, "since", old, new), editions):
        del fields["since"]
    for step in steps_between(table, old, new, others, editions):
        told = {name: fields.pop(name) for name in step.columns if name in fields}
        yield RecordChange(table, step.kind, step.rule, old, new, told, step.when)
    by_rule: dict[Rule, Cells] = {}
    for name, (was, now) in fields.items():
        rule = _rule(table, name, was, now, old, new, editions)
        by_rule.setdefault(rule, {})[name] = (was, now)
    for rule, told in by_rule.items():
        yield RecordChange(table, Kind.CORRECTED, rule, old, new, told)


def _come(table: str, new: Any, others: Sequence[Any], editions: Editions, *, left_out: bool) -> RecordChange:
    step = step_of_new(table, new, others, editions)
    fields = cells_between(table, None, new)
    if step is not None:
        return RecordChange(table, step.kind, step.rule, None, new, fields, step.when)
    start = first_date(table, new)
    rule = dated(start, editions)
    if left_out and rule is not Rule.DATED_AFTER:
        rule = Rule.NOT_LOOKED_FOR
    return RecordChange(table, Kind.ADDED, rule, None, new, fields, start)


def _gone(table: str, old: Any, editions: Editions, *, left_out: bool) -> RecordChange:
    rule = undone(first_date(table, old), editions) if editions.backwards else Rule.NO_EVIDENCE
    if rule is not Rule.DATED_AFTER:
        rule = Rule.NOT_LOOKED_FOR if left_out else Rule.NO_EVIDENCE
    return RecordChange(table, Kind.REMOVED, rule, old, None, cells_between(table, old, None))


def cells_between(table: str, old: Any, new: Any) -> Cells:
    """The cells in which two records differ, by column; of one alone, those in which it says something.

    >>> from diplomap.model.memberships import Membership
    >>> cells_between("groups", None, Membership("friends", "CUB"))
    {'group': ('', 'friends'), 'member': ('', 'CUB')}
    """
    found: Cells = {}
    for column in TABLES[table].columns:
        was, now = ("" if one is None else column.cell.tell(column.value_of(one)) for one in (old, new))
        if was != now:
            found[column.name] = was, now
    extras = [dict(() if one is None else one.extra) for one in (old, new)]
    for name in sorted({*extras[0], *extras[1]}):
        was, now = (some.get(name, "") for some in extras)
        if was != now:
            found[name] = was, now
    return found


def first_date(table: str, record: Any) -> PartialDate | None:
    """The date that a record gives what it tells: its beginning, or the day of an event or statement."""
    by_name = TABLES[table].by_name
    column = by_name.get("since") or by_name.get("date")
    found: PartialDate | None = None if column is None else column.value_of(record)
    return found


def parties_of(table: str, record: Any) -> set[str]:
    """The parties that a record names.

    >>> from diplomap.model.memberships import Membership
    >>> parties_of("groups", Membership("friends", "CUB"))
    {'CUB'}
    """
    found: set[str] = set()
    for column in TABLES[table].columns:
        if column.cell.party and (value := column.value_of(record)):
            found.update((value,) if isinstance(value, str) else value)
    return found


def _ends(table: str, name: str, old: Any, new: Any) -> tuple[Any, Any]:
    column = TABLES[table].by_name[name]
    return column.value_of(old), column.value_of(new)


def _rule(table: str, name: str, was: str, now: str, old: Any, new: Any, editions: Editions) -> Rule:
    column: Column | None = TABLES[table].by_name.get(name)
    if name == "id":
        return Rule.IDENTIFIER
    if name == "sources" and old.sources and {*old.sources} < {*new.sources}:
        return Rule.FURTHER_SOURCE
    if column is not None and column.cell.date == "start":
        return start_rule(*_ends(table, name, old, new), editions)
    if column is not None and column.cell.date == "end":
        return end_rule(*_ends(table, name, old, new), editions)
    if column is not None and column.cell.name in ("word", "words", "number") and was and now:
        return undated(editions)
    return cell_rule(name, was, now, editions)
