"""What a ledger keeps accounts of: the key that a text names, and whether somebody looked for all of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from diplomap.counting.coverage import Looked, looked_at
from diplomap.counting.entries import Asked
from diplomap.counting.group_membership import GroupsOnDay
from diplomap.counting.grouping import ARROW, DYAD, dyad
from diplomap.counting.naming import party_id
from diplomap.diffing.group_sides import GROUP
from diplomap.model.dataset import Dataset

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
