"""The rules by their codes: what a rule of several rows or of facts is, and the catalogue of all rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from operator import itemgetter
from typing import Any, TypeVar

import attrs

from diplomap.checking.rule_modules import MODULES, checks_of, modules_for
from diplomap.checking.spell_table import SpellTable
from diplomap.model.columns import Column
from diplomap.model.dataset import Dataset
from diplomap.model.findings import Finding
from diplomap.model.rules import Rule

TableFunction = Callable[[SpellTable], Iterable[Finding]]
DatasetFunction = Callable[[Dataset], Iterable[Finding]]
FactFunction = Callable[..., str | None]
Screen = Callable[[SpellTable], Collection[int]]


@attrs.frozen(slots=True)
class TableRule:
    """A rule that looks at several rows: a function of the whole table that yields findings."""

    rule: Rule
    function: TableFunction

    def findings(self, table: SpellTable) -> Iterator[Finding]:
        """What the rule finds in a table."""
        yield from self.function(table)


@attrs.frozen(slots=True)
class FactRule:
    """A rule that looks at some cells of one row and at what is known of the world.

    `function` gets the typed values of `columns`, in that order, and returns what is wrong, or None.
    It is asked once for each distinct combination. The finding stands at the column `at`; the columns
    in `related` are named beside it where they are not blank. `screen` gives the rows that are worth a
    look, found column by column; without it every combination is asked.
    """

    rule: Rule
    columns: tuple[str, ...]
    function: FactFunction
    at: str
    related: tuple[str, ...] = ()
    screen: Screen | None = None

    def findings(self, table: SpellTable) -> Iterator[Finding]:
        """What the rule finds in a table."""
        rows: Collection[int] = range(len(table)) if self.screen is None else self.screen(table)
        if not rows:
            return
        columns = [table.column(name) for name in self.columns]
        combinations = list(zip(*(_cells(column, rows, len(table)) for column in columns), strict=True))
        wrong = {texts: message for texts in set(combinations) if (message := self._asked(columns, texts))}
        if wrong:
            for row, texts in zip(rows, combinations, strict=True):
                if texts in wrong:
                    yield self._found(table, row, wrong[texts])

    def _asked(self, columns: list[Column], texts: tuple[Any, ...]) -> str | None:
        pairs = zip(columns, texts, strict=True)
        return self.function(*(text if c.meanings is None else c.meanings[text] for c, text in pairs))

    def _found(self, table: SpellTable, row: int, message: str) -> Finding:
        beside = (table.origin(row, name) for name in self.related)
        return self.rule.at(
            table.origin(row, self.at), message, related=tuple(origin for origin in beside if origin.raw)
        )


@attrs.frozen(slots=True)
class DatasetRule:
    """A rule that looks at the records of a dataset: a function of the dataset that yields findings.

    `tables` names the tables of which at least one must hold something for the rule to be asked.
    """

    rule: Rule
    function: DatasetFunction
    tables: tuple[str, ...] = ()

    def findings(self, table: SpellTable) -> Iterator[Finding]:
        """What the rule finds in the dataset of a table."""
        held = table.dataset.tables
        if not self.tables or any(len(held[name]) for name in self.tables):
            yield from self.function(table.dataset)


Check = TableRule | FactRule | DatasetRule
AnyCheck = TypeVar("AnyCheck", TableRule, FactRule, DatasetRule)


def table_rule(rule: Rule) -> Callable[[TableFunction], TableRule]:
    """Make a function of a `SpellTable` that yields findings into a rule.

    >>> from diplomap.model.findings import Severity
    >>> @table_rule(Rule("X1", "many-rows", Severity.NOTE, "tables", "…", "…", "…"))
    ... def many_rows(table):
    ...     if len(table) > 1_000_000:
    ...         yield many_rows.rule.at(table.origin(0), "over a million rows")
    >>> many_rows.rule.code
    'X1'
    """
    return lambda function: TableRule(rule, function)


def fact_rule(
    rule: Rule,
    *,
    columns: tuple[str, ...],
    at: str | None = None,
    related: tuple[str, ...] = (),
    screen: Screen | None = None,
) -> Callable[[FactFunction], FactRule]:
    """Make a function of the typed values of some columns into a rule; see `FactRule`.

    Besides our columns there is ``as_of``, the day for which the edition speaks. The finding stands
    at the first of `columns` unless `at` names another.

    >>> from diplomap.model.findings import Severity
    >>> @fact_rule(Rule("X2", "no-city", Severity.NOTE, "rows", "…", "…", "…"), columns=("city",))
    ... def no_city(city):
    ...     return None if city else "no city is told"
    >>> no_city.function(""), no_city.at
    ('no city is told', 'city')

    Raises ValueError where no column is named.
    """
    if not columns:
        raise ValueError(f"{rule.code}: a rule of facts names the columns that it looks at")
    return lambda function: FactRule(rule, columns, function, at or columns[0], related, screen)


def dataset_rule(rule: Rule, *, tables: tuple[str, ...] = ()) -> Callable[[DatasetFunction], DatasetRule]:
    """Make a function of a `Dataset` that yields findings into a rule; see `DatasetRule`.

    >>> from diplomap.model.findings import Severity
    >>> @dataset_rule(Rule("X5", "many-events", Severity.NOTE, "events", "…", "…", "…"), tables=("events",))
    ... def many_events(dataset):
    ...     if len(dataset.events) > 1_000_000:
    ...         yield many_events.rule.at(dataset.events.origin(0), "over a million events")
    >>> many_events.tables
    ('events',)
    """
    return lambda function: DatasetRule(rule, function, tables)


_REGISTERED: dict[str, list[Check]] = {}


def register(check: AnyCheck) -> AnyCheck:
    """Add a rule of one's own: `diplomap.check` runs it and `explain` tells it. Usable as a decorator.

    Several checks may share one rule, such as one for each column in which a party stands.

    >>> from diplomap.model.findings import Severity
    >>> made = register(table_rule(Rule("X3", "never", Severity.NOTE, "tables", "…", "…", "…"))(lambda _: ()))
    >>> rule("X3").name
    'never'
    >>> unregister("X3")

    Raises ValueError where the code or the name belongs to another rule.
    """
    for known in rules():
        if known != check.rule and (known.code == check.rule.code or known.name == check.rule.name):
            raise ValueError(
                f"{check.rule.code} {check.rule.name}: {known.code} {known.name} is there already"
            )
    if any(check.rule == ours.rule for ours in _our_checks()):
        raise ValueError(f"{check.rule.code} {check.rule.name} is a rule of ours")
    _REGISTERED.setdefault(check.rule.code, []).append(check)
    return check


def unregister(code: str) -> None:
    """Take the rules of a code out again that were added by `register`.

    >>> unregister("X4")
    Traceback (most recent call last):
    KeyError: 'X4'
    """
    del _REGISTERED[code]


def checks() -> tuple[Check, ...]:
    """Every rule of several rows or of facts: ours, then those registered.

    >>> {check.rule.family for check in checks()} >= {"tables", "diplomacy"}
    True
    """
    return (*_our_checks(), *(check for added in _REGISTERED.values() for check in added))


def checks_for(dataset: Dataset) -> tuple[Check, ...]:
    """The rules that could find anything in a dataset: those of tables that hold nothing are not even loaded.

    >>> len(checks_for(Dataset())) < len(checks())
    True
    """
    ours = (check for module in modules_for(dataset) for check in checks_of(module))
    return (*ours, *(check for added in _REGISTERED.values() for check in added))


def rules() -> tuple[Rule, ...]:
    """The catalogue: every rule once, by code; those met while typing cells and rows included.

    >>> codes = [rule.code for rule in rules()]
    >>> codes == sorted(set(codes))
    True
    """
    from diplomap.checking.suppression_rules import SUPPRESSION_RULES
    from diplomap.tables.typing_rules import RULES

    every = dict.fromkeys((*RULES, *SUPPRESSION_RULES, *(check.rule for check in checks())))
    return tuple(sorted(every, key=lambda rule: rule.code))


def rule(code: str) -> Rule:
    """The rule of a code.

    >>> rule("DM303").name
    'overlapping-spells'

    Raises KeyError where no rule has the code.
    """
    return {one.code: one for one in rules()}[code]


def _our_checks() -> tuple[Check, ...]:
    return tuple(check for module in MODULES for check in checks_of(module))


def _cells(column: Column, rows: Collection[int], length: int) -> Iterable[Any]:
    if len(rows) == length:
        return column.texts
    if len(rows) == 1:
        return (column.texts[next(iter(rows))],)
    cells: tuple[Any, ...] = itemgetter(*rows)(column.texts)
    return cells
