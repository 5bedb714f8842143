"""What a patch cannot do to a dataset that is not the one it was made of, each thing a value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

_SHOWN = 5


@attrs.frozen(slots=True)
class PatchConflict:
    """One thing that a patch cannot do.

    `what` is ``change``, ``remove``, ``add``, ``move``, ``edition`` or ``quarantine``; `expected` is what the
    patch looks for and `found` what stands there instead, None where nothing does; `name` names the record,
    or the value of the edition, and `why` says in words what is in the way.
    """

    table: str
    what: str
    name: str
    expected: Any
    found: Any
    why: str

    def __str__(self) -> str:
        return f"{self.table}: cannot {_DOING[self.what]} {self.name}: {self.why}"


_DOING = {
    "change": "change",
    "remove": "take out",
    "add": "put in",
    "move": "move",
    "edition": "change",
    "quarantine": "take out of quarantine",
}


class PatchError(ValueError):
    """A patch that cannot be applied to a dataset; `conflicts` holds everything in the way of it."""

    def __init__(self, conflicts: Iterable[PatchConflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__(self.conflicts)

    def __str__(self) -> str:
        told = [str(one) for one in self.conflicts[:_SHOWN]]
        if len(self.conflicts) > _SHOWN:
            told.append(f"and {len(self.conflicts) - _SHOWN} more")
        number = len(self.conflicts)
        return f"the patch does not fit: {number} conflict{'' if number == 1 else 's'}\n" + "\n".join(told)
