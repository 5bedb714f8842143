"""Applying the patch of a table to records that are not those it was made of: found by what they say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from diplomap.diffing.patch.conflicts import PatchConflict
from diplomap.diffing.patch.edits import Edit, TablePatch
from diplomap.diffing.record_change_kinds import named
from diplomap.diffing.record_keys import KEYS

Key = Callable[[Any], Hashable]


def applied_elsewhere(
    patch: TablePatch, records: Sequence[Any], conflicts: list[PatchConflict], *, order: bool = True
) -> list[Any]:
    """The records that a patch makes of others than its own; what it cannot do is added to `conflicts`.

    A record to be changed or taken out is one that says what the patch expects, the nearest to its place of
    several. One that is to come must not stand there already, nor another with its key.
    """
    return _Applying(patch, records, conflicts).run(order)


class _Applying:
    def __init__(self, patch: TablePatch, records: Sequence[Any], conflicts: list[PatchConflict]) -> None:
        self.patch, self.records, self.conflicts = patch, records, conflicts
        self.key = key_of(patch.table)
        self.named = partial(named, patch.table)
        self.free: dict[Hashable, list[int]] = {}
        for place, one in enumerate(records):
            self.free.setdefault(one, []).append(place)
        self.done: dict[int, Any] = {}

    def run(self, order: bool) -> list[Any]:
        coming = [edit for edit in self.patch.edits if edit.old is None]
        missed = [edit for edit in self.patch.edits if edit.old is not None and not self._found(edit)]
        standing: dict[Hashable, Any] = {}
        for place, one in enumerate(self.records):
            if place not in self.done:
                standing.setdefault(self.key(one), one)
        for edit in missed:
            self._say_missed(edit, standing.get(self.key(edit.old)))
        for edit in coming:
            if (stands := standing.get(self.key(edit.new))) is not None:
                why = "it stands there already" if stands == edit.new else "another of that key stands there"
                self._say("add", edit.new, None, stands, why)
        if self.patch.moves and order:
            number = len(self.patch.moves)
            why = "their places tell nothing here; apply it without the order to leave them where they are"
            what = f"{number} record{'' if number == 1 else 's'}"
            self.conflicts.append(PatchConflict(self.patch.table, "move", what, None, None, why))
        made = [self.done.get(place, one) for place, one in enumerate(self.records)]
        made = [one for one in made if one is not None]
        for edit in coming:
            made.insert(edit.new_place or 0, edit.new)
        return made

    def _found(self, edit: Edit) -> bool:
        """Whether a record is there to be changed or taken out; it is then."""
        places = self.free.get(edit.old)
        if not places:
            return False
        place = min(places, key=lambda one: abs(one - (edit.old_place or 0)))
        places.remove(place)
        self.done[place] = edit.new
        return True

    def _say_missed(self, edit: Edit, stands: Any) -> None:
        what = "remove" if edit.new is None else "change"
        if stands is None:
            why = "it does not stand there"
        elif stands == edit.new:
            why = "it says already what the patch would make it say"
        else:
            why = "it says something else than the patch expects"
        self._say(what, edit.old, edit.old, stands, why)

    def _say(self, what: str, of: Any, expected: Any, found: Any, why: str) -> None:
        self.conflicts.append(PatchConflict(self.patch.table, what, self.named(of), expected, found, why))


def key_of(table: str) -> Key:
    """What one record of a table is known by among the others.

    >>> from diplomap.model.statements import Source
    >>> key_of("sources")(Source("a", "List"))
    'a'
    """
    if table == "missions":
        return lambda one: (one.id, frozenset(one.sending), one.receiving)
    keys = KEYS[table]
    if keys.renumbered is None:
        return keys.keys[0]
    return keys.keys[1] if table == "sanctions" else keys.coarsest
