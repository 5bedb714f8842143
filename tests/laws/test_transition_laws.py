"""Laws of transitions and spells: the round trip, the partition of lifetimes, and clipping."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.history.lifetimes import Lifetimes, read_lifetimes
from diplomap.history.spells_of_transitions import spells_of_transitions
from diplomap.history.transition_checks import check_spells
from diplomap.history.transition_comparisons import compare_spells
from diplomap.history.transition_rules import DateRule
from diplomap.history.transition_spell_tables import read_spells
from diplomap.history.transition_spells import SPELL_COLUMNS, Fate, StatusSpell
from diplomap.history.transition_tables import TransitionTable, read_transitions
from diplomap.history.transitions_of_spells import TRANSITION_COLUMNS, transition_row, transitions_of_spells
from diplomap.model.findings import Severity
from diplomap.values.dates import OPEN_HI, PartialDate
from diplomap.values.periods import OPEN

FIRST = date(1900, 1, 1)
# Names that nobody knows are matched with the list's own names; the others go through the resolver.
STATES = (
    ("FRE", "Freedonia"),
    ("SYL", "Sylvania"),
    ("CUB", "Cuba"),
    ("DEU", "Germany"),
    ("DDR", "East Germany"),
)
STATUSES = ("Embassy", "Legation", "Liaison", "Ambassador Nonresident", "None")
days = st.integers(0, 40_000).map(lambda number: FIRST + timedelta(number))


@st.composite
def lists(draw: st.DrawFn) -> Lifetimes:
    """Lists of states with one or two lifetimes each, some of which still exist."""
    rows = ["code,name,start,end"]
    for code, name in draw(st.lists(st.sampled_from(STATES), unique=True, min_size=1)):
        cuts = sorted(draw(st.lists(days, min_size=2, max_size=4, unique=True)))
        for first, last in zip(cuts[::2], cuts[1::2], strict=False):
            rows.append(f"{code},{name},{first},{last}")
        if len(cuts) % 2:
            rows.append(f"{code},{name},{cuts[-1] + timedelta(1)},")
    return read_lifetimes(io.StringIO("\n".join(rows) + "\n"))


@st.composite
def tables(draw: st.DrawFn) -> TransitionTable:
    """Tables of transitions by name or by code, with dates of which parts are missing."""
    rows = ["state,name,status,year,month,day"]
    for _ in range(draw(st.integers(0, 12))):
        code, name = draw(st.sampled_from(STATES))
        when = draw(days)
        parts = [str(when.year), str(when.month), str(when.day)]
        known = draw(st.integers(1, 3))
        told = [*parts[:known], "", ""][:3]
        coded = draw(st.booleans()) if code in ("FRE", "CUB") else False
        rows.append(",".join([code if coded else "", name, draw(st.sampled_from(STATUSES)), *told]))
    return read_transitions(io.StringIO("\n".join(rows) + "\n"))


rules = st.sampled_from(DateRule)
untils = st.none() | days


@settings(max_examples=60)
@given(tables(), lists(), rules, untils)
def test_every_transition_has_one_fate(
    table: TransitionTable, states: Lifetimes, rule: DateRule, until: date | None
) -> None:
    """The rows of the table are as many as those used, carried, repeated, clipped and found wrong."""
    made = spells_of_transitions(table, states, rule, until)
    assert sum(made.fates.values()) == table.rows
    assert made.fates[Fate.CLIPPED] == len(made.clipped)


@settings(max_examples=60)
@given(tables(), lists(), rules, untils)
def test_spells_partition_the_lifetimes(
    table: TransitionTable, states: Lifetimes, rule: DateRule, until: date | None
) -> None:
    """The spells of a lifetime follow one another from its first day to its last, and change each time."""
    made = spells_of_transitions(table, states, rule, until)
    end = OPEN_HI if until is None else until.toordinal() + 1
    for life in states:
        held = within(made.of(life.code), life.first, life.until)
        if life.first >= end:
            assert not held
            continue
        assert held[0].period.start == PartialDate.of(date.fromordinal(life.first))
        for one, two in pairwise(held):
            assert one.period.end == two.period.start
            assert (one.status, one.name) != (two.status, two.name)
        last = held[-1].period.end
        ends = OPEN if life.still or life.until > end else PartialDate.of(date.fromordinal(life.until))
        assert last == ends


def within(spells: Iterable[StatusSpell], first: int, until: int) -> list[StatusSpell]:
    return [one for one in spells if one.period.start is not None and first <= one.period.start.lo < until]


@settings(max_examples=60)
@given(tables(), lists(), rules)
def test_the_check_finds_nothing_in_what_was_made(
    table: TransitionTable, states: Lifetimes, rule: DateRule
) -> None:
    """Spells that were made have no overlap, no gap within a lifetime, and no day outside of one.

    By bounds, a status told of the first days of a lifetime may repeat the one taken before it: a note.
    """
    found = check_spells(spells_of_transitions(table, states, rule), states)
    assert [one for one in found if rule is not DateRule.BOUNDS or one.severity is not Severity.NOTE] == []


@settings(max_examples=60)
@given(tables(), lists(), rules, untils)
def test_spells_told_back_as_transitions_give_the_same_spells(
    table: TransitionTable, states: Lifetimes, rule: DateRule, until: date | None
) -> None:
    """Also where the transitions were written to a file in between."""
    made = spells_of_transitions(table, states, rule, until)
    back = transitions_of_spells(made)
    assert spells_of_transitions(back, states, rule, until).spells == made.spells
    lines = [",".join(TRANSITION_COLUMNS)] + [",".join(transition_row(one).values()) for one in back]
    read = read_transitions(io.StringIO("\n".join(lines) + "\n"), ladder_name=made.ladder.name)
    assert spells_of_transitions(read, states, rule, until).spells == made.spells


@settings(max_examples=60)
@given(tables(), lists(), rules)
def test_spells_written_and_read_are_the_same(
    table: TransitionTable, states: Lifetimes, rule: DateRule
) -> None:
    """A table of spells gives back the spells from which it was written."""
    made = spells_of_transitions(table, states, rule)
    lines = [",".join(SPELL_COLUMNS)] + [",".join(row.values()) for row in made.to_rows()]
    read = read_spells(io.StringIO("\n".join(lines) + "\n"))
    assert read.spells == made.spells
    found = compare_spells(made, read)
    assert (found.equal, found.differences) == (len(made), ())


@settings(max_examples=60)
@given(tables(), lists())
def test_bounds_hold_every_day_that_another_rule_could_choose(
    table: TransitionTable, states: Lifetimes
) -> None:
    """The first and the last day of a missing part lie within what the rule `bounds` keeps."""
    for one in table:
        kept = DateRule.BOUNDS.applied(one.date)
        for rule in DateRule:
            chosen = rule.applied(one.date)
            assert kept.lo <= chosen.lo <= chosen.hi <= kept.hi


@settings(max_examples=60)
@given(tables(), lists(), days, days)
def test_a_later_last_day_changes_nothing_before_it(
    table: TransitionTable, states: Lifetimes, one: date, two: date
) -> None:
    """What is told up to a day stays so where more is told: of each day before, the status is the same."""
    early, late = sorted((one, two))
    short = spells_of_transitions(table, states, until=early)
    long = spells_of_transitions(table, states, until=late)
    for spell in short:
        start = spell.period.start
        assert start is not None
        assert (spell.status, spell.name) in {
            (other.status, other.name) for other in long.of(spell.state) if other.period.start == start
        }
