"""The laws of the three-way merge: no edit is lost, no conflict is invented, neither side is favoured."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomap.diffing.merging.conflicts import Choice, Sides
from diplomap.diffing.merging.merge import merge
from diplomap.model.dataset import RECORD_TABLES, Dataset
from diplomap.model.missions import Mission, Spell
from diplomap.model.quarantine import Quarantined
from diplomap.testing.editions import crowded_editions, shuffled, two_editions
from diplomap.testing.records import RECORDS, whole_datasets

FEW = settings(max_examples=50)
editions = two_editions() | crowded_editions() | st.tuples(whole_datasets(), whole_datasets())


@st.composite
def three_versions(draw: st.DrawFn) -> Sides[Dataset]:
    """A base and two versions of it: records of every table kept, edited, dropped, added, moved."""
    base, ours = draw(two_editions() | crowded_editions())
    _, other = draw(two_editions() | crowded_editions())
    kept = [one for one in base.missions if draw(st.booleans())]
    theirs = attrs.evolve(base, missions=[*kept, *other.missions])
    if draw(st.booleans()):
        theirs = draw(shuffled(theirs))
    versions = Sides(base, ours, theirs)
    names = draw(st.lists(st.sampled_from(RECORD_TABLES), max_size=2, unique=True))
    pools = {name: draw(st.lists(RECORDS[name], min_size=1, max_size=3)) for name in names}
    told = []
    for one in (versions.base, versions.ours, versions.theirs):
        lines = draw(st.lists(st.sampled_from("xyz"), max_size=3))
        held = tuple(Quarantined("missions", line) for line in lines)
        records: dict[str, Any] = {
            name: draw(st.lists(st.sampled_from(pool), max_size=3)) for name, pool in pools.items()
        }
        told.append(attrs.evolve(one, quarantine=held, **records))
    return Sides(*told)


def _bag(dataset: Dataset) -> dict[str, Counter[Any]]:
    """What a dataset holds, in whatever order."""
    missions = Counter(
        attrs.evolve(
            one,
            spells=tuple(sorted(one.spells, key=repr)),
            accreditations=tuple(sorted(one.accreditations, key=repr)),
        )
        for one in dataset.missions
    )
    lines = Counter((one.table, one.text) for one in dataset.quarantine)
    return {
        "missions": missions,
        "quarantine": lines,
        **{name: Counter(table) for name, table in dataset.tables.items()},
    }


# Where one side changed nothing, the merge is the other side, whichever it is; alike edits meet in one.
@given(editions)
@FEW
def test_who_changed_nothing_takes_what_the_other_did(both: tuple[Dataset, Dataset]) -> None:
    base, edited = both
    for ours, theirs in ((base, edited), (edited, base), (edited, edited)):
        done = merge(base, ours, theirs)
        assert done.dataset == edited
        assert not done.conflicts


# Where one side changed nothing but one table, that side's table and the other side's rest are the merge.
@given(three_versions())
@FEW
def test_edits_of_unlike_tables_never_meet(versions: Sides[Dataset]) -> None:
    base, edited = versions.base, versions.theirs
    ours = attrs.evolve(edited, missions=base.missions, quarantine=base.quarantine)
    theirs = attrs.evolve(base, missions=edited.missions)
    done = merge(base, ours, theirs)
    assert not done.conflicts
    assert done.dataset == attrs.evolve(edited, quarantine=base.quarantine)


# With ours and theirs exchanged the merge holds the same records, and its conflicts are mirrored.
@given(three_versions())
@FEW
def test_neither_side_is_favoured(versions: Sides[Dataset]) -> None:
    one = merge(versions.base, versions.ours, versions.theirs)
    two = merge(versions.base, versions.theirs, versions.ours)
    assert _bag(one.dataset) == _bag(two.dataset)
    assert (one.dataset.as_of, one.dataset.coverage) == (two.dataset.as_of, two.dataset.coverage)
    mirrored = [conflict.mirrored() for conflict in two.conflicts]
    assert sorted(map(_told, one.conflicts)) == sorted(map(_told, mirrored))


# A record that each version holds as often as the others is in the merge as often, untouched.
@given(three_versions())
@FEW
def test_what_nobody_touched_stays(versions: Sides[Dataset]) -> None:
    done = merge(versions.base, versions.ours, versions.theirs)
    merged = _bag(done.dataset)
    held = [_bag(one) for one in (versions.base, versions.ours, versions.theirs)]
    for name, counts in merged.items():
        for record, times in held[0][name].items():
            if held[1][name][record] == held[2][name][record] == times and not done.conflicts:
                assert counts[record] >= 1


# Nothing comes from nowhere: each cell of the merge stands in one of the three versions.
@given(three_versions())
@FEW
def test_nothing_comes_from_nowhere(versions: Sides[Dataset]) -> None:
    merged = merge(versions.base, versions.ours, versions.theirs).dataset
    told = (versions.base, versions.ours, versions.theirs)
    for cell in ("kind", "status", "seat", "host", "note"):
        known = {getattr(spell, cell) for one in told for m in one.missions for spell in m.spells}
        assert {getattr(spell, cell) for m in merged.missions for spell in m.spells} <= known
    for name in RECORD_TABLES:
        notes = {record.note for one in told for record in one.tables[name]}
        assert {record.note for record in merged.tables[name]} <= notes


# A policy leaves nothing open, and settles no more than was open without it in the same places.
@given(three_versions(), st.sampled_from(Choice))
@FEW
def test_a_policy_settles_every_conflict(versions: Sides[Dataset], choice: Choice) -> None:
    done = merge(versions.base, versions.ours, versions.theirs)
    settled = done.resolve(str(choice))
    assert settled.ok
    assert {one.choice for one in settled.settled} <= {choice}
    assert bool(settled.settled) == bool(done.conflicts)


# Edits of unlike cells of one mission's spell are all kept; of one cell they clash unless they are alike.
@given(st.data())
@FEW
def test_cells_merge_one_by_one(data: st.DataObject) -> None:
    base, _ = data.draw(two_editions(unique_ids=True, most_spells=1).filter(lambda two: two[0].missions))
    _, other = data.draw(two_editions(unique_ids=True, most_spells=1).filter(lambda two: two[1].missions))
    cells = ["kind", "status", "seat", "host", "period", "note"]
    one, two = data.draw(st.sampled_from(cells)), data.draw(st.sampled_from(cells))
    mission, spells = base.missions[0], [m.spells[0] for m in other.missions]
    ours, theirs = data.draw(st.sampled_from(spells)), data.draw(st.sampled_from(spells))
    done = merge(
        base,
        _with(base, mission, {one: getattr(ours, one)}),
        _with(base, mission, {two: getattr(theirs, two)}),
    )
    was, a, b = mission.spells[0], getattr(ours, one), getattr(theirs, two)
    if one != two:
        assert done.dataset == _with(base, mission, {one: a, two: b})
        assert not done.conflicts
    elif one != "period":
        clash = a != b and a != getattr(was, one) and b != getattr(was, one)
        assert len(done.conflicts) == clash
        if clash:
            told = done.conflicts[0]
            assert (told.base, told.ours, told.theirs) == (getattr(was, one), a, b)


def _with(dataset: Dataset, mission: Mission, cells: dict[str, Any]) -> Dataset:
    spell: Spell = attrs.evolve(mission.spells[0], **cells)
    changed = attrs.evolve(mission, spells=(spell,))
    missions = [changed if one is mission else one for one in dataset.missions]
    return attrs.evolve(dataset, missions=missions)


def _told(conflict: Any) -> str:
    return repr((conflict.table, str(conflict.what), conflict.field, conflict.values, conflict.why))
