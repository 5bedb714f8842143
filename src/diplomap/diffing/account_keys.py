"""What a ledger keeps accounts of: the key that a text names, and whether somebody looked for all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from diplomap.counting.coverage import Looked, looked_at
from diplomap.counting.entries import Asked
from diplomap.counting.group_membership import GroupsOnDay
from diplomap.counting.grouping import ARROW, DYAD, dyad
from diplomap.counting.naming import party_id
from diplomap.diffing.changes import Change
from diplomap.diffing.diff import Diff
from diplomap.diffing.group_sides import GROUP
from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission, Spell

BY_PARTY = ("sending", "receiving", "host")
_ARROWS = (ARROW, "->", ">")


def key_of(
    of: str | None, by: str, known: Collection[str], dataset: Dataset, day: date | None = None
) -> str | None:
    """The key that a text names: a party, a group, a sender and a receiver; else the text as it is.

    >>> key_of("North Korea", "sending", (), Dataset()), key_of("NAM", "group", (), Dataset())
    ('PRK', 'NON_ALIGNED')
    >>> key_of("North Korea>China", "dyad", (), Dataset())
    'PRK→CHN'

    Raises ValueError for a party or a group that nobody knows, and for a dyad that names no two.
    """
    if of is None or of in known:
        return of
    if by in BY_PARTY:
        return party_id(of, dataset, day)
    if by == GROUP:
        return GroupsOnDay(dataset, day).id_of(of)
    if by == DYAD:
        for arrow in _ARROWS:
            sender, found, receiver = of.partition(arrow)
            if found:
                return dyad(*(party_id(one.strip(), dataset, day) for one in (sender, receiver)))
        raise ValueError(f"{of!r} names no sender and receiver; write them as PRK{ARROW}CHN or PRK>CHN")
    return of


def looked_of(key: str, by: str, dataset: Dataset, day: date | None, profile: str, asked: Asked) -> Looked:
    """Whether an edition's coverage says that somebody looked for all that an account counts on a day.

    >>> told = Dataset(coverage={"senders": ["PRK"], "complete": True}, as_of=date(2024, 1, 30))
    >>> [looked_of(key, "sending", told, told.as_of, "all", Asked()).answer for key in ("PRK", "KOR")]
    [TRUE, FALSE]
    """
    sending, receiving, host = asked.sending, asked.receiving, asked.host
    if by == "sending" or by == DYAD:
        sending = key.partition(ARROW)[0]
    elif by == "receiving":
        receiving = key
    elif by == "host":
        host = key
    return looked_at(
        dataset.coverage,
        day,
        dataset.as_of,
        sending=sending,
        receiving=receiving,
        host=host,
        profile=profile,
    )


def changes_by_key(diff: Diff, by: str, asked: Asked) -> dict[str, list[Change]]:
    """The changes of the missions asked for, by the key of the accounts that may count them.

    By kind, class or status it is one that the mission is, or was; by group those of its receiver on the
    new edition's day.
    """
    known = GroupsOnDay(diff.new, diff.new.as_of)
    found: dict[str, list[Change]] = {}
    for change in diff.changes:
        keys: dict[str, None] = {}
        for told, spell in ((change.old, change.old_spell), (change.new, change.new_spell)):
            if told is not None and _among(told, asked):
                spells = told.spells if spell is None else (spell,)
                keys.update(dict.fromkeys(_keys(told, spells, by, known)))
        for key in keys:
            found.setdefault(key, []).append(change)
    return found


def _among(mission: Mission, asked: Asked) -> bool:
    return (
        (asked.sending is None or asked.sending in mission.sending)
        and (asked.receiving is None or asked.receiving == mission.receiving)
        and (asked.host is None or any(asked.host == mission.host_of(one) for one in mission.spells))
    )


def _keys(mission: Mission, spells: Iterable[Spell], by: str, known: GroupsOnDay) -> Iterable[str]:
    if by == "all":
        return (by,)
    if by == GROUP:
        return known.of(mission.receiving)
    if by == "sending":
        return mission.sending
    if by == "receiving":
        return (mission.receiving,)
    if by == DYAD:
        return [dyad(sender, mission.receiving) for sender in mission.sending]
    if by == "host":
        return {mission.host_of(one) for one in mission.spells}
    if by == "kind":
        return {one.kind.value for one in spells}
    if by == "class":
        return {one.kind.kind_class.value for one in spells}
    return {one.status.value for one in spells}
