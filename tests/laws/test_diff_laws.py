"""The laws of a difference: nothing is lost, nothing depends on order, and what is told is so."""

from __future__ import annotations

from collections import Counter

import attrs
from hypothesis import given
from hypothesis import strategies as st

from diplomap.diffing.change_kinds import ChangeKind
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff, diff
from diplomap.diffing.natural_keys import folded
from diplomap.diffing.spells import aligned, in_order
from diplomap.model.dataset import Dataset, Missions
from diplomap.model.missions import Mission, Spell
from diplomap.model.quarantine import Quarantined
from diplomap.testing.editions import as_columns, crowded_editions, shuffled, two_editions
from diplomap.values.dates import PartialDate

Editions = tuple[Dataset, Dataset]
LIFE = {
    *(ChangeKind.OPENED, ChangeKind.CLOSED, ChangeKind.REOPENED, ChangeKind.SUSPENDED),
    *(ChangeKind.CLOSURE_ANNOUNCED, ChangeKind.CORRECTED),
}
CAME = {ChangeKind.OPENED, ChangeKind.APPEARED}


def _placed(between: Diff) -> tuple[list[int], list[int]]:
    pairing = between.pairing
    old = [*pairing.old, *pairing.only_old, *(i for group in pairing.undecided for i in group.old)]
    new = [*pairing.new, *pairing.only_new, *(j for group in pairing.undecided for j in group.new)]
    return old, new


# Every mission of either edition is in exactly one of pairs, only and ambiguous; pairs are one to one.
@given(two_editions() | crowded_editions(), st.booleans())
def test_no_mission_is_lost_or_used_twice(editions: Editions, ignore_ids: bool) -> None:
    between = diff(*editions, ignore_ids=ignore_ids)
    for places, edition in zip(_placed(between), editions, strict=True):
        assert sorted(places) == list(range(len(edition.missions)))
    assert all(group.old and group.new for group in between.ambiguous)
    assert len(between.pairs) == len(between.pairing.by)


# Every row read is paired, only in its edition, or in quarantine, whichever way the missions are kept.
@given(two_editions(), st.integers(0, 2), st.booleans(), st.booleans())
def test_rows_add_up(editions: Editions, aside: int, ignore_ids: bool, kept_as_columns: bool) -> None:
    quarantine = (Quarantined("missions", "x"),) * aside
    old, new = (attrs.evolve(one, quarantine=quarantine) for one in editions)
    if kept_as_columns:
        old, new = as_columns(old), as_columns(new)
    for edition, fates in zip((old, new), diff(old, new, ignore_ids=ignore_ids).rows.values(), strict=True):
        spells = sum(len(mission.spells) for mission in edition.missions)
        assert fates.read == spells + aside == fates.paired + fates.only + fates.quarantined
        assert fates.quarantined == aside


# Between an edition and itself nothing differs, in whatever order its missions and their spells stand.
@given(two_editions(), st.data())
def test_nothing_differs_from_itself(editions: Editions, data: st.DataObject) -> None:
    dataset = editions[0]
    for other in (dataset, data.draw(shuffled(dataset)), as_columns(dataset)):
        if other.missions != dataset.missions and len(other.missions) != len(dataset.missions):
            continue
        between = diff(dataset, other)
        assert not between
        assert between.changes == () == between.ambiguous
        assert len(between.pairs) == len(dataset.missions)


# The order of missions and of the rows of a mission changes nothing in what is told; so nothing is guessed.
@given(two_editions() | crowded_editions(), st.booleans(), st.data())
def test_order_does_not_matter(editions: Editions, ignore_ids: bool, data: st.DataObject) -> None:
    told = diff(*editions, ignore_ids=ignore_ids)
    other = diff(*(data.draw(shuffled(one)) for one in editions), ignore_ids=ignore_ids)
    assert list(map(_unordered, other.changes)) == list(map(_unordered, told.changes))
    assert other.rows == told.rows
    assert other.reused_ids == told.reused_ids
    assert _groups(other) == _groups(told)


# Editions kept as columns differ as the same editions kept as objects do.
@given(two_editions())
def test_columns_and_objects_agree(editions: Editions) -> None:
    columns = tuple(map(as_columns, editions))
    objects = tuple(attrs.evolve(one, missions=Missions(list(one.missions))) for one in columns)
    told, other = diff(*columns), diff(*objects)
    assert told.rows == other.rows
    assert told.pairing == other.pairing
    # A table knows which columns it lacks, and objects do not; that changes natures alone.
    assert _without_natures(told) == _without_natures(other)


# Of a mission told in one spell by both editions, the changes tell exactly the cells that differ, each once.
@given(two_editions(most_spells=1))
def test_every_differing_cell_is_told_once(editions: Editions) -> None:
    between = diff(*editions)
    for place, pair in enumerate(between.pairs):
        subject = between.pairing.old[place], between.pairing.new[place]
        told = between.changes_of.get(subject, [])
        cells = Counter((column, *texts) for change in told for column, texts in change.fields.items())
        assert set(cells) == _differing(pair.old, pair.new, editions)
        assert set(cells.values()) <= {1}


# No change is empty, and none tells a cell as changed that is not.
@given(two_editions(), st.booleans())
def test_changes_tell_something(editions: Editions, ignore_ids: bool) -> None:
    for change in diff(*editions, ignore_ids=ignore_ids).changes:
        assert change.fields
        assert all(old != new for old, new in change.fields.values())
        assert change.old is not None or change.new is not None
        assert change.old is None or change.old in list(editions[0].missions)
        assert change.new is None or change.new in list(editions[1].missions)
        assert change.rule


# What stands in one edition alone is gone once, or came once; nothing that is paired is gone or appeared.
@given(two_editions())
def test_what_stands_alone_came_or_went(editions: Editions) -> None:
    between = diff(*editions)
    gone = Counter(change.old for change in between.changes if change.new is None)
    assert gone == Counter(between.only_old)
    assert all(change.kind is ChangeKind.GONE for change in between.changes if change.new is None)
    for place in between.pairing.only_new:
        first, *later = between.changes_of[None, place]
        assert first.kind in CAME
        assert first.new == editions[1].missions[place]
        assert not {ChangeKind.APPEARED, ChangeKind.GONE} & {change.kind for change in later}
    paired = [change for change in between.changes if change.old is not None and change.new is not None]
    assert not {ChangeKind.GONE, ChangeKind.APPEARED} & {change.kind for change in paired}


# Seen from the other edition the same missions pair, and each change of a paired mission has its mirror.
@given(two_editions(most_spells=1))
def test_changes_are_mirrored(editions: Editions) -> None:
    old, new = editions
    there, back = diff(old, new), diff(new, old)
    assert sorted(zip(there.pairing.old, there.pairing.new, strict=True)) == sorted(
        zip(back.pairing.new, back.pairing.old, strict=True)
    )
    for subject, told in there.changes_of.items():
        if None in subject:
            continue
        mirror = back.changes_of[subject[1], subject[0]]
        assert Counter(c.kind.mirrored for c in told if c.kind not in LIFE) == Counter(
            c.kind for c in mirror if c.kind not in LIFE
        )
        assert _cells(told) == {(column, b, a) for column, a, b in _cells(mirror)}
        closed = {ChangeKind.CLOSED} & {change.kind for change in told}
        assert not closed or {ChangeKind.REOPENED, ChangeKind.CORRECTED} & {c.kind for c in mirror}


# Where ids are ignored, they decide nothing: renumbering an edition pairs the same places.
@given(two_editions() | crowded_editions(), st.permutations("abcdefghijklmnop"))
def test_ignored_ids_do_not_matter(editions: Editions, ids: list[str]) -> None:
    old, new = editions
    told = [attrs.evolve(one, id=id_, wikidata="") for one, id_ in zip(new.missions, ids, strict=False)]
    renumbered = attrs.evolve(new, missions=Missions(told))
    one, two = (diff(old, other, ignore_ids=True).pairing for other in (new, renumbered))
    assert (one.old, one.new, one.undecided) == (two.old, two.new, two.undecided)


# An id that stands once in both editions, under one sender or one receiver, pairs.
@given(two_editions(unique_ids=True))
def test_a_kept_id_pairs(editions: Editions) -> None:
    between = diff(*editions)
    paired = set(zip(between.pairing.old, between.pairing.new, strict=True))
    for i, one in enumerate(editions[0].missions):
        for j, two in enumerate(editions[1].missions):
            if one.id == two.id and (set(one.sending) & set(two.sending) or one.receiving == two.receiving):
                assert (i, j) in paired


# An id that was used again for a post with nothing in common is named, and pairs nothing.
@given(two_editions(unique_ids=True).filter(lambda editions: len(editions[0].missions) > 0), st.data())
def test_an_id_used_again_pairs_nothing(editions: Editions, data: st.DataObject) -> None:
    old = editions[0]
    taken = data.draw(st.sampled_from(list(old.missions)))
    post = Mission(taken.id, ("BRA",), "PER", (attrs.evolve(taken.spells[0], seat="Elsewhere"),))
    new = attrs.evolve(old, missions=[post if one is taken else one for one in old.missions])
    between = diff(old, new)
    assert between.reused_ids == (taken.id,)
    assert between.only_new == (post,)
    assert len(between.pairs) == len(old.missions) - 1


# A pair by id shares a sender, the receiver or the city, or is one with its ends exchanged; any other pair
# shares its parties, and neither of the two had surely ended before the other began.
@given(two_editions() | crowded_editions(), st.booleans())
def test_pairs_have_something_in_common(editions: Editions, ignore_ids: bool) -> None:
    for pair in diff(*editions, ignore_ids=ignore_ids).pairs:
        old, new = pair.old, pair.new
        if pair.by == "id":
            assert old.id == new.id
            assert not ignore_ids
            seats = ({folded(spell.seat) for spell in one.spells} - {""} for one in (old, new))
            kept = set(old.sending) & set(new.sending) or old.receiving == new.receiving
            exchanged = {*old.sending, old.receiving} == {*new.sending, new.receiving}
            assert kept or exchanged or set.intersection(*seats)
        else:
            assert set(old.sending) == set(new.sending)
            assert old.receiving == new.receiving
            assert not _ended_before(old, new)
            assert not _ended_before(new, old)


# Which stretches of a mission's life are one is the same from both sides.
@given(two_editions(), st.data())
def test_stretches_are_aligned_alike_from_both_sides(editions: Editions, data: st.DataObject) -> None:
    told = [in_order(one.spells) for edition in editions for one in edition.missions] or [()]
    one, two = data.draw(st.sampled_from(told)), data.draw(st.sampled_from(told))
    there, back = aligned(one, two), aligned(two, one)
    assert {(i, j) for i, j in there if i is not None and j is not None} == {
        (j, i) for i, j in back if i is not None and j is not None
    }
    assert sorted(i for i, _ in there if i is not None) == list(range(len(one)))
    assert sorted(j for _, j in there if j is not None) == list(range(len(two)))


def _ended_before(one: Mission, two: Mission) -> bool:
    ends = [spell.period.end for spell in one.spells]
    starts = [spell.period.start for spell in two.spells]
    dated = [end.hi for end in ends if isinstance(end, PartialDate)]
    begun = [start.lo for start in starts if start is not None]
    return len(dated) == len(ends) and len(begun) == len(starts) and max(dated) < min(begun)


def _unordered(change: Change) -> tuple[object, ...]:
    return (
        *(change.kind, change.nature, change.rule, change.when, change.sources),
        *(sorted(change.fields.items()), _told(change.old), _told(change.new)),
    )


def _without_natures(between: Diff) -> Counter[object]:
    return Counter(
        (change.kind, change.old, change.new, change.when, cell)
        for change in between.changes
        for cell in change.fields.items()
    )


def _told(mission: Mission | None) -> object:
    if mission is None:
        return None
    rows = sorted(map(repr, mission.spells))
    return mission.id, mission.sending, mission.receiving, rows, mission.accreditations, mission.wikidata


def _groups(between: Diff) -> Counter[object]:
    return Counter(
        (group.why, *(tuple(sorted(repr(_told(m)) for m in side)) for side in (group.old, group.new)))
        for group in between.ambiguous
    )


def _cells(changes: list[Change]) -> set[tuple[str, str, str]]:
    return {(column, *texts) for change in changes for column, texts in change.fields.items()}


def _differing(old: Mission, new: Mission, editions: Editions) -> set[tuple[str, str, str]]:
    """The cells of two missions of one spell that differ, told without the code under test."""
    one, two = (_row(mission) for mission in (old, new))
    found = {
        (column, one.get(column, ""), two.get(column, ""))
        for column in {**one, **two}
        if one.get(column, "") != two.get(column, "")
    }
    for column, before, after in list(found):
        for text, other, edition in ((before, after, editions[0]), (after, before, editions[1])):
            bound = column == "opened" and text.startswith("..") and not other
            # "By some day after the edition's own" says no more than a blank.
            if bound and edition.as_of is not None and text.removeprefix("..") >= str(edition.as_of.year):
                found.discard((column, before, after))
    gained, lost = (
        {one.to for one in side.accreditations} - {one.to for one in other.accreditations}
        for side, other in ((new, old), (old, new))
    )
    found |= {("accredited_to", "", party) for party in gained}
    return found | {("accredited_to", party, "") for party in lost}


def _row(mission: Mission) -> dict[str, str]:
    spell: Spell = mission.spells[0]
    end = spell.period.end
    return {
        "id": mission.id,
        "sending": "|".join(mission.sending),
        "receiving": mission.receiving,
        "wikidata": mission.wikidata,
        "kind": spell.kind.value,
        "status": spell.status.value,
        "city": spell.seat,
        "host": spell.host or "",
        "opened": str(spell.period.start or ""),
        "closed": {"open": "", "unknown": "unknown"}[end.value] if hasattr(end, "value") else str(end),
        "sources": "|".join(spell.sources),
        "note": spell.note,
        **dict(spell.extra),
    }
