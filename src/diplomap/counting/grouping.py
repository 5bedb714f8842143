"""By what a count is told apart: the sender, the receiver, the host, the kind, the class or the status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from diplomap.counting.profiles import Profile, in_spell
from diplomap.counting.spell_columns import SpellColumns, gathered
from diplomap.counting.standings import Joiner, JudgedRows, hosts

BYS = ("sending", "receiving", "host", "kind", "class", "status", "all")
DYAD, ARROW = "dyad", "→"
_OF_THE_SPELL = ("host", "kind", "class", "status")


@attrs.frozen(slots=True)
class Keys:
    """What stands in each row, and the keys that it means: several only for a joint mission's senders."""

    texts: Sequence[Any]
    meanings: Mapping[Any, tuple[str, ...]]
    of_the_spell: bool


def keys_of(columns: SpellColumns, judged: Profile, by: str) -> Keys:
    """The keys of each row; by "dyad" they are a sender and a receiver, as ``PRK→CHN``.

    Raises ValueError for a `by` that is none of `BYS`, nor "dyad".
    """
    if by == "sending":
        table = {
            text: tuple(party for party in dict.fromkeys(parties) if judged.sending.admits(party))
            for text, parties in columns.meanings("sending").items()
        }
        return Keys(columns.texts("sending"), table, False)
    if by == "receiving":
        return _keys(columns, "receiving", columns.meanings("receiving"))
    if by == "kind":
        return _keys(columns, "kind", {text: kind.value for text, kind in columns.meanings("kind").items()})
    if by == "class":
        classes = {text: kind.kind_class.value for text, kind in columns.meanings("kind").items()}
        return _keys(columns, "kind", classes)
    if by == "status":
        statuses = {text: in_spell(status).value for text, status in columns.meanings("status").items()}
        return _keys(columns, "status", statuses)
    if by == "host":
        where = hosts(columns)
        return Keys(where, {party: (party,) for party in set(where)}, True)
    if by == "all":
        return Keys([None] * columns.length, {None: ("all",)}, False)
    if by == DYAD:
        senders, receivers = columns.meanings("sending"), columns.meanings("receiving")
        texts = list(zip(columns.texts("sending"), columns.texts("receiving"), strict=True))
        dyads = {
            (sending, receiving): tuple(
                dyad(party, receivers[receiving])
                for party in dict.fromkeys(senders[sending])
                if judged.sending.admits(party)
            )
            for sending, receiving in set(texts)
        }
        return Keys(texts, dyads, False)
    raise ValueError(f"missions are not counted by {by!r}; there are {', '.join(BYS)}, {DYAD}")


def dyad(sender: str, receiver: str) -> str:
    """The key of a sender and a receiver.

    >>> dyad("PRK", "CHN")
    'PRK→CHN'
    """
    return f"{sender}{ARROW}{receiver}"


def _keys(columns: SpellColumns, name: str, table: Mapping[Any, str]) -> Keys:
    meanings = {text: (key,) for text, key in table.items()}
    return Keys(columns.texts(name), meanings, name in _OF_THE_SPELL)


@attrs.frozen(slots=True)
class Units:
    """What is counted once: a mission, or where the key is the spell's, a mission under one key.

    `rows` are the rows of each unit, `places` the place of its mission.
    """

    rows: Sequence[tuple[int, ...]] | None
    firsts: Sequence[int]
    places: Sequence[int]
    several: Sequence[int]

    def rows_of(self, unit: int) -> Sequence[int]:
        """The rows of a unit."""
        return (self.firsts[unit],) if self.rows is None else self.rows[unit]

    def codes(self, columns: SpellColumns, judged: JudgedRows) -> bytes:
        """The standing of each unit."""
        found = bytearray(gathered(judged.codes, self.firsts))
        if self.rows is not None and self.several:
            join = Joiner(columns, judged)
            for unit in self.several:
                found[unit] = join(self.rows[unit])
        return bytes(found)


def units_of(columns: SpellColumns, keys: Keys) -> Units:
    """The units of a table of spells under these keys."""
    rows_of = columns.rows_of
    if rows_of is None or not columns.told_often:
        return Units(rows_of, columns.first_rows, range(len(columns.first_rows)), ())
    if not keys.of_the_spell:
        return Units(rows_of, columns.first_rows, range(len(rows_of)), columns.told_often)
    rows: list[tuple[int, ...]] = []
    places: list[int] = []
    for place, several in enumerate(rows_of):
        parts: Sequence[tuple[int, ...]] = (several,)
        if len(several) > 1:
            split: dict[tuple[str, ...], list[int]] = {}
            for row in several:
                split.setdefault(keys.meanings[keys.texts[row]], []).append(row)
            if len(split) > 1:
                parts = [tuple(part) for part in split.values()]
        rows.extend(parts)
        places.extend([place] * len(parts))
    return Units(
        rows,
        [part[0] for part in rows],
        places,
        [unit for unit, part in enumerate(rows) if len(part) > 1],
    )
