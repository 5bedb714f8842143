"""The three-way merge of paths: of one table, or of folders file by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from diplomap.diffing.merging.cells import CLASH, merged_value
from diplomap.diffing.merging.conflicts import Conflict, Settled, Sides, What
from diplomap.diffing.merging.files.file_merge import MARKER_SIZE, FileMerge, merge_file
from diplomap.diffing.merging.files.package_merge import merge_package
from diplomap.diffing.merging.policies import Policy, policy_of
from diplomap.diffing.merging.settling import Settling, Subject
from diplomap.model.statements import Source
from diplomap.tables.formats import format_of
from diplomap.tables.layouts import Layout
from diplomap.tables.reading_result import UnreadableError

_TABLES = (".csv", ".tsv", ".txt")
_PACKAGE = "datapackage.json"


@attrs.frozen(slots=True)
class PathMerge:
    """The merged files by their name within the folder; of one table, that table alone."""

    files: Mapping[str, FileMerge]
    folder: bool

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every open conflict."""
        return tuple(one for file in self.files.values() for one in file.conflicts)

    @property
    def settled(self) -> tuple[Settled, ...]:
        """Every conflict that the policy settled."""
        return tuple(one for file in self.files.values() for one in file.settled)


def merge_paths(
    paths: Sides[Path],
    *,
    name: str | None = None,
    layout: Layout | None = None,
    policy: str | Policy | None = None,
    marker_size: int = MARKER_SIZE,
) -> PathMerge:
    """Merge three versions of a table's file, or of a folder; `name` is what the file is called.

    Raises UnreadableError where a version cannot be read, or some are folders and some are not, ValueError
    for an unknown policy.
    """
    every = paths.each
    folders = [path.is_dir() for path in every]
    if all(folders):
        decide = policy_of(policy, _sources(every))
        return PathMerge(_merged_folder(paths, layout, decide, marker_size), folder=True)
    if any(folders):
        raise UnreadableError("a merge takes three files, or three folders")
    called = name or paths.ours.name
    data = paths.map(_bytes)
    for path, held in zip(every, data.each, strict=True):
        _refuse_other_forms(path.name, held)
    done = _merged_table(called, data, layout, policy_of(policy), marker_size)
    return PathMerge({called: done}, folder=False)


def _merged_folder(
    paths: Sides[Path], layout: Layout | None, policy: Policy, marker_size: int
) -> dict[str, FileMerge]:
    held = paths.map(_files)
    merged: dict[str, FileMerge] = {}
    for name in dict.fromkeys([*held.ours, *held.theirs, *held.base]):
        data = Sides(*(one.get(name) for one in held.each))
        done = _merged_file(name, data, layout, policy, marker_size)
        if done is not None:
            merged[name] = done
    return merged


def _merged_file(
    name: str, data: Sides[bytes | None], layout: Layout | None, policy: Policy, marker_size: int
) -> FileMerge | None:
    plain = merged_value(data)
    if plain is not CLASH:
        return None if plain is None else FileMerge(name, plain)
    settling = Settling(policy)
    if data.ours is not None and data.theirs is not None:
        three = Sides(data.base or b"", data.ours, data.theirs)
        if name.casefold().endswith(_TABLES):
            return _merged_table(name, three, layout, policy, marker_size)
        if name == _PACKAGE and (told := merge_package(name, three, settling)) is not None:
            return FileMerge(name, told, tuple(settling.conflicts), tuple(settling.settled))
        what, why = What.CHANGED, "both changed the file, not alike, and it is no CSV table"
    else:
        gone, kept = ("ours", "theirs") if data.ours is None else ("theirs", "ours")
        what, why = What.REMOVED, f"{gone} removed the file, {kept} changed it"
    shown = data.map(lambda one: None if one is None else f"{len(one)} bytes")
    subject = Subject(name, "")
    choice = settling.settle(subject.conflict(what, shown, why))
    kept_data = next(one for one in (data.ours, data.theirs) if one is not None)
    chosen = kept_data if choice is None else data.of(choice)
    return FileMerge(name, chosen, tuple(settling.conflicts), tuple(settling.settled))


def _merged_table(
    name: str, data: Sides[bytes], layout: Layout | None, policy: Policy, marker_size: int
) -> FileMerge:
    for held in data.each:
        _refuse_other_forms(name, held)
    return merge_file(name, data, layout=layout, policy=policy, marker_size=marker_size)


def _refuse_other_forms(name: str, data: bytes | None) -> None:
    if data and format_of(name, data) is not None:
        raise UnreadableError(
            f"{name}: is no CSV table, and only those are merged byte for byte; `diplomap convert` "
            "makes one of each version, or read them and use diplomap.merge"
        )


def _files(folder: Path) -> dict[str, bytes]:
    return {entry.name: _bytes(entry) for entry in sorted(folder.iterdir()) if entry.is_file()}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).casefold()
        raise UnreadableError(f"{path}: cannot be read ({why})") from None


def _sources(folders: Iterable[Path]) -> list[Source]:
    from diplomap.tables.reading import load

    found: list[Source] = []
    for folder in folders:
        table = folder / "sources.csv"
        if table.is_file():
            found.extend(load(table).dataset.sources)
    return found
