"""Transitions of a status become spells, clipped to the lifetimes of the states of a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs

from diplomap.history.lifetimes import Lifetime, Lifetimes, registry_lifetimes
from diplomap.history.transition_fates import Account
from diplomap.history.transition_findings import CONTRADICTION
from diplomap.history.transition_names import Naming
from diplomap.history.transition_rules import DateRule
from diplomap.history.transition_spells import Fate, StatusSpell, TransitionSpells
from diplomap.history.transition_tables import Transition, TransitionTable
from diplomap.model.findings import Finding
from diplomap.tables.cell_rules import UNREADABLE_DATE
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate
from diplomap.values.periods import OPEN, Period


@attrs.frozen(slots=True)
class Placed:
    """A transition with the date that stands for its own."""

    transition: Transition
    when: PartialDate


@attrs.frozen(slots=True)
class _Step:
    start: PartialDate | None
    status: str
    name: str
    placed: Placed | None


def spells_of_transitions(
    table: TransitionTable,
    lifetimes: Lifetimes | None = None,
    rule: DateRule | str = DateRule.FIRST_DAY,
    until: date | None = None,
) -> TransitionSpells:
    """The spells that a table of transitions tells, within the lifetimes of the states of a list.

    A status lasts until the next transition under the same name; before the first one the ladder's ground
    is taken. It is carried over days on which the list does not know the state, and from a name to the next
    one (see `Naming`). Spells of one lifetime follow one another without a gap, from its first day to its
    last. A state that the table never names has one spell; the sender itself has none. `until` is the
    last day of which is told, by default that of the list; later transitions are clipped.

    >>> import io
    >>> from diplomap.history.lifetimes import read_lifetimes
    >>> from diplomap.history.transition_tables import read_transitions
    >>> told = "name,status,year,month,day\\nAlgeria,Consulate,1835,,\\nAlgeria,Embassy,1962,9,29\\n"
    >>> states = read_lifetimes(io.StringIO("code,name,start,end\\nALG,Algeria,1962-07-05,\\n"))
    >>> for spell in spells_of_transitions(read_transitions(io.StringIO(told)), states):
    ...     print(spell.state, spell.period, spell.status)
    ALG 1962-07-05/1962-09-29 Consulate
    ALG 1962-09-29/.. Embassy

    Raises ValueError for a rule that nobody knows.
    """
    rule = DateRule(rule)
    lifetimes = registry_lifetimes() if lifetimes is None else lifetimes
    until = lifetimes.last_day if until is None else until
    findings: list[Finding] = [*table.findings, *lifetimes.findings]
    account = Account(table)
    placed = _placed(table, rule, account, findings)
    coded, named = _timelines(placed, account, findings)
    days = {name: [one.when.lo for one in line] for name, line in named.items()}
    naming = Naming(lifetimes, days, table.senses, lambda name, day: _height(table, named[name], day))
    end = OPEN_HI if until is None else until.toordinal() + 1
    spells: list[StatusSpell] = []
    for life in lifetimes:
        if table.sender and table.sender in {one.party for one in life.identities}:
            continue
        steps = _coded_steps(coded[life.code], table, life, end) if life.code in coded else None
        if steps is None:
            steps = _named_steps(named, naming, table, life, end)
        spells.extend(_spells(steps, life, end, account))
    clipped = account.settle(naming, lifetimes, end, findings)
    fates = Counter(account.fates.values())
    fates[Fate.FINDING] += table.rows - len(table) if table.rows else 0
    return TransitionSpells(
        tuple(spells),
        rule,
        tuple(findings),
        clipped,
        {fate: fates[fate] for fate in Fate},
        lifetimes,
        table.ladder,
        until,
        table.sender,
    )


def _placed(
    table: TransitionTable, rule: DateRule, account: Account, findings: list[Finding]
) -> list[Placed]:
    found = []
    for one in table:
        try:
            found.append(Placed(one, rule.applied(one.date)))
        except ValueError as error:
            account.mark(one, Fate.FINDING)
            findings.append(UNREADABLE_DATE.at(one.origin("date"), str(error)))
    return found


def _timelines(
    placed: Iterable[Placed], account: Account, findings: list[Finding]
) -> tuple[Mapping[str, list[Placed]], Mapping[str, list[Placed]]]:
    """The transitions in order of time by the state's code, where told, else by the name."""
    coded: dict[str, list[Placed]] = defaultdict(list)
    named: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        (coded[one.transition.state] if one.transition.state else named[one.transition.name]).append(one)
    for lines in (coded, named):
        for key, line in lines.items():
            # The file's order is kept among equal dates; of two that begin alike the vaguer comes first.
            line.sort(key=lambda one: (one.when.lo, -one.when.hi))
            lines[key] = _agreeing(line, account, findings)
    return coded, named


def _agreeing(line: list[Placed], account: Account, findings: list[Finding]) -> list[Placed]:
    kept: list[Placed] = []
    for one in line:
        if kept and kept[-1].when == one.when:
            first, second = kept[-1].transition, one.transition
            if first.status != second.status:
                told = f"{first} and {second} fall on one day; the one told last is used"
                findings.append(
                    CONTRADICTION.at(first.origin("status"), told, related=(second.origin("status"),))
                )
                account.mark(first, Fate.FINDING)
            else:
                account.mark(first, Fate.REPEATED)
            kept.pop()
        kept.append(one)
    return kept


def _height(table: TransitionTable, line: list[Placed], day: int) -> int:
    last = _in_force(line, day)
    return table.ladder.rank(table.ladder.ground if last is None else last.transition.status)


def _in_force(line: Iterable[Placed], day: int) -> Placed | None:
    """The last transition that was surely made by that day."""
    return next((one for one in reversed([*line]) if one.when.hi <= day), None)


def _named_steps(
    named: Mapping[str, list[Placed]], naming: Naming, table: TransitionTable, life: Lifetime, end: int
) -> list[_Step]:
    last = min(life.until, end)
    stretches = [stretch for stretch in naming.of(life) if stretch.first < last]
    steps: list[_Step] = []
    before: Placed | None = None
    for place, stretch in enumerate(stretches):
        until = stretches[place + 1].first if place + 1 < len(stretches) else last
        line = named[stretch.name] if stretch.name is not None else []
        steps.extend(_within(line, stretch.first, until, table, _always(stretch.name or ""), before))
        before = steps[-1].placed if steps else None
    return steps


def _always(name: str) -> Callable[[Placed | None], str]:
    return lambda _one: name


def _coded_steps(line: list[Placed], table: TransitionTable, life: Lifetime, end: int) -> list[_Step]:
    return _within(
        line, life.first, min(life.until, end), table, lambda one: one.transition.name if one else ""
    )


def _within(
    line: list[Placed],
    first: int,
    until: int,
    table: TransitionTable,
    name_of: Callable[[Placed | None], str],
    earlier: Placed | None = None,
) -> list[_Step]:
    """The statuses of a stretch of days: what was in force on its first, and each transition within it.

    `earlier` was in force under the name before: it stays so where it is the later of the two.
    """
    if first >= until:
        return []
    before = _in_force(line, first)
    if earlier is not None and (before is None or before.when.lo < earlier.when.lo):
        before = earlier
    status = table.ladder.ground if before is None else before.transition.status
    steps = (
        [] if first == OPEN_LO and before is None else [_Step(_at(first), status, name_of(before), before)]
    )
    for one in line:
        if one.when.hi > first and one.when.lo < until:
            steps.append(_Step(_narrowed(one.when, first, until), one.transition.status, name_of(one), one))
    return steps


def _at(day: int) -> PartialDate | None:
    return None if day == OPEN_LO else PartialDate.of(date.fromordinal(day))


def _narrowed(when: PartialDate, first: int, until: int) -> PartialDate:
    """A date as far as it lies within a stretch; on its first day it may have been so already."""
    lo, hi = max(when.lo, first), min(when.hi, until)
    if (lo, hi) == (when.lo, when.hi):
        return when
    low, high = (date.fromordinal(day) for day in (lo, hi))
    return (
        PartialDate.of(low)
        if lo == hi
        else PartialDate.parse(f"{PartialDate.of(low)}..{PartialDate.of(high)}")
    )


def _spells(steps: list[_Step], life: Lifetime, end: int, account: Account) -> list[StatusSpell]:
    kept: list[_Step] = []
    for step in steps:
        if kept and kept[-1].start == step.start:
            # What was in force on the first day gives way to a transition of that very day.
            account.give_way(kept.pop().placed)
        if kept and (kept[-1].status, kept[-1].name) == (step.status, step.name):
            account.repeat(step.placed)
            continue
        kept.append(step)
    last = None if life.until == OPEN_HI or life.until > end else _at(life.until)
    spells = []
    for place, step in enumerate(kept):
        account.use(step.placed, step.start)
        until = kept[place + 1].start if place + 1 < len(kept) else last
        spells.append(
            StatusSpell(
                life.code,
                step.status,
                Period(step.start, OPEN if until is None else until),
                step.name,
                life.number,
                life.name,
                None if step.placed is None else step.placed.transition,
            )
        )
    return spells
