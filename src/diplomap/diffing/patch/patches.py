"""A patch of whole datasets: what it does to each table and to what an edition says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from diplomap.diffing.patch.composing import composed
from diplomap.diffing.patch.edits import TablePatch
from diplomap.model.dataset import Dataset
from diplomap.model.quarantine import Quarantined

# What an edition says of itself beside its records.
EDITION = ("as_of", "coverage", "title", "licence", "extra_columns")
Held = tuple[tuple[Quarantined, int], ...]


def counted(held: Iterable[tuple[Quarantined, int]]) -> Held:
    """How many more of each row stand in quarantine, none of which stays the same number.

    >>> row = Quarantined("missions", "x")
    >>> counted([(row, 1), (row, -1)]), counted([(row, 1), (row, 1)])[0][1]
    ((), 2)
    """
    times: dict[Quarantined, int] = {}
    for one, more in held:
        times[one] = times.get(one, 0) + more
    found = ((one, more) for one, more in times.items() if more)
    return tuple(sorted(found, key=lambda told: (told[0].table, told[0].text)))


def _that_do_something(tables: Mapping[str, TablePatch]) -> Mapping[str, TablePatch]:
    return {name: patch for name, patch in tables.items() if patch}


@attrs.frozen(slots=True, hash=False, repr=False)
class Patch:
    """What to do to one dataset to get another: a difference that can be applied, undone and composed.

    `tables` holds what it does to the missions and the tables of records, by their names; a table of which
    it tells nothing stays as it is. `edition` has the old and the new value of what an edition says of
    itself (`EDITION`), `quarantine` how many more, or fewer, of each row stand there. Two patches are equal
    where they do the same.

    A patch that does nothing is false.
    """

    tables: Mapping[str, TablePatch] = attrs.field(factory=dict, converter=_that_do_something)
    edition: Mapping[str, tuple[Any, Any]] = attrs.field(factory=dict)
    quarantine: Held = attrs.field(default=(), converter=counted)

    def __bool__(self) -> bool:
        return bool(self.tables or self.edition or self.quarantine)

    def summary(self) -> str:
        """What it does, in a few words.

        >>> Patch(edition={"title": ("a", "b")}).summary(), Patch().summary()
        ('another title', 'nothing')
        """
        told = [f"{len(patch.edits)} edits of {name}" for name, patch in self.tables.items()]
        told += [f"{len(patch.moves)} {name} moved" for name, patch in self.tables.items() if patch.moves]
        told += [f"another {name}" for name in self.edition]
        if self.quarantine:
            told.append(f"{sum(abs(more) for _, more in self.quarantine)} rows in or out of quarantine")
        return ", ".join(told) or "nothing"

    def __repr__(self) -> str:
        return f"<Patch: {self.summary()}>"

    def apply(self, dataset: Dataset, *, order: bool = True) -> Dataset:
        """The dataset that the patch makes of another.

        Where each record that it tells stands at its place, all is done by places. Else records are found
        by what they say, wherever they stand, and new ones take about the place that they have in the new
        edition. Places then tell nothing of the records that only moved: that is a conflict, unless `order`
        is false, and the order stays as it is.

        Raises PatchError with all conflicts, where something cannot be done; nothing is done then.
        """
        from diplomap.diffing.patch.applying import applied

        return applied(self, dataset, order=order)

    def invert(self) -> Patch:
        """The patch that undoes it.

        >>> Patch(edition={"title": ("a", "b")}).invert().edition
        {'title': ('b', 'a')}
        """
        return Patch(
            {name: patch.inverted() for name, patch in self.tables.items()},
            {name: (new, old) for name, (old, new) in self.edition.items()},
            tuple((one, -more) for one, more in self.quarantine),
        )

    def compose(self, other: Patch) -> Patch:
        """The patch that does what this one does and then what the other does.

        >>> first, second = Patch(edition={"title": ("a", "b")}), Patch(edition={"title": ("b", "c")})
        >>> first.compose(second).edition
        {'title': ('a', 'c')}

        Raises ValueError where the other is not of what this one makes.
        """
        tables = {**self.tables, **other.tables}
        for name in self.tables.keys() & other.tables.keys():
            tables[name] = composed(self.tables[name], other.tables[name])
        edition = {**self.edition, **other.edition}
        for name in self.edition.keys() & other.edition.keys():
            (old, made), (found, new) = self.edition[name], other.edition[name]
            if made != found:
                raise ValueError(f"{name}: the first patch makes {made!r}, and the second is of {found!r}")
            edition[name] = old, new
        differing = {name: (old, new) for name, (old, new) in edition.items() if old != new}
        return Patch(tables, differing, (*self.quarantine, *other.quarantine))

    def to_dict(self) -> dict[str, Any]:
        """The patch in the shape ``diplomap/patch/1``; see docs/reference/patches.md.

        Raises ValueError where a value cannot stand in a table.
        """
        from diplomap.diffing.patch.patch_json import patch_dict

        return patch_dict(self)

    @classmethod
    def from_dict(cls, told: Any) -> Patch:
        """The patch of a dict in the shape ``diplomap/patch/1``.

        Raises ValueError, in words, for anything else.
        """
        from diplomap.diffing.patch.patch_json import patch_of

        return patch_of(told)


def read_patch(source: str | Path) -> Patch:
    """The patch that a JSON file holds.

    Raises ValueError for a file that holds none, OSError where it cannot be read.
    """
    from diplomap.diffing.patch.patch_json import parsed

    return parsed(Path(source).read_bytes(), str(source))


def write_patch(patch: Patch, target: str | Path) -> Path:
    """Write a patch to a JSON file; its path.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "patch.json"
    >>> read_patch(write_patch(Patch(edition={"title": ("a", "b")}), path)).edition
    {'title': ('a', 'b')}

    Raises ValueError where a value cannot stand in a table, OSError where the file cannot be written.
    """
    from diplomap.diffing.patch.patch_json import patch_text

    path = Path(target)
    path.write_text(patch_text(patch), encoding="utf-8")
    return path
