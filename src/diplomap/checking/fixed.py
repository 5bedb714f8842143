"""What fixing came to: the edits, the findings that are left, and the files as they would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs

from diplomap.checking.check import Result
from diplomap.checking.fix_diffs import cell_diff, unified_diff
from diplomap.checking.fix_writing import why_not, write_files
from diplomap.model.findings import Finding
from diplomap.tables.formats import is_spreadsheet
from diplomap.tables.raw_edits import raw_text

SCHEMA = "diplomap/fix/1"


class Why(StrEnum):
    """Why a finding is left: nobody knows a fix, it was not asked for, is not proven, or cannot be made."""

    NO_FIX = "no-fix"
    UNSAFE = "unsafe"
    NOT_SELECTED = "not-selected"
    NOT_PROVEN = "not-proven"
    NO_TEXT = "no-text"


@attrs.frozen(slots=True)
class Edit:
    """One cell that says something else, or one row taken out (`column` and `after` are None).

    `line` is the physical line, in the text before all edits, on which the record starts; `before` and
    `after` are the texts of the cell, without the quotes around them, or the row as it stood. `code` is
    that of the finding cleared, or ``codes`` for a name written as its code; `cell` is what the format calls
    the place (``Sheet1!C5``, ``missions[2].kind``), None in CSV.
    """

    file: str
    line: int
    column: str | None
    before: str
    after: str | None
    code: str
    safe: bool = True
    cell: str | None = None


@attrs.frozen(slots=True)
class Left:
    """A finding that is still there, and why: `because` says it in words."""

    finding: Finding
    why: Why
    because: str = ""

    @property
    def had_fix(self) -> bool:
        """Whether some fix is known, though it was not applied."""
        return self.why is not Why.NO_FIX


@attrs.frozen(slots=True, repr=False)
class Fixed:
    """What fixing would do, or did once `write` was called.

    `edits` are in the order of files and lines; `left` are the findings that remain; `before` and `result`
    are what checking found before and after.
    """

    source: str | None
    edits: tuple[Edit, ...]
    left: tuple[Left, ...]
    before: Result
    result: Result
    _old: Mapping[str, bytes] = attrs.field(alias="old")
    _new: Mapping[str, bytes] = attrs.field(alias="new")

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that an edit changes."""
        return tuple(file for file, data in self._old.items() if self._new[file] != data)

    def data(self, file: str) -> bytes:
        """The bytes of a file after the edits."""
        return self._new[file]

    def text(self, file: str) -> str:
        """The text of a file after the edits, without its byte order mark.

        Raises UnreadableError for a workbook, which has none.
        """
        return raw_text(file, self._new[file]).text

    def diff(self) -> str:
        """What changes in which lines, as a unified diff; blank where nothing does.

        Of a workbook it tells each cell: its address, its column, what it said and what it says.
        """
        return "".join(map(self._diff, self.changed))

    def _diff(self, file: str) -> str:
        old, new = self._old[file], self._new[file]
        if is_spreadsheet(new):
            return cell_diff(file, ((one.cell, one.column, one.before, one.after) for one in self._of(file)))
        return unified_diff(file, raw_text(file, old).text, raw_text(file, new).text)

    def _of(self, file: str) -> Iterator[Edit]:
        return (one for one in self.edits if one.file == file)

    def write(self) -> tuple[str, ...]:
        """Write the changed files where they were read from, each in one step, and give their names.

        Raises ValueError where a file cannot be written in place: it is bundled, standard input, in an
        archive or packed, or has changed since it was read. Then nothing is written.
        """
        why = self.why_not_written()
        if why:
            raise ValueError(why)
        write_files({file: self._new[file] for file in self.changed})
        return self.changed

    def why_not_written(self) -> str:
        """Why `write` would refuse; blank where it would not."""
        told = [why_not(file, self._old[file], in_place=self.source is not None) for file in self._old]
        of_changed = [why for file, why in zip(self._old, told, strict=True) if file in self.changed]
        # Where nothing changes, only what could never be written is refused.
        return next(filter(None, of_changed if of_changed else told if all(told) else ()), "")

    def to_dict(self) -> dict[str, Any]:
        """It as JSON tells it, in the shape named by ``schema``."""
        return {
            "schema": SCHEMA,
            "files": [*self._old],
            "changed": [*self.changed],
            "edits": [attrs.asdict(one) for one in self.edits],
            "left": [
                {**_of_finding(one.finding), "why": str(one.why), "because": one.because} for one in self.left
            ],
        }

    def __repr__(self) -> str:
        return f"<Fixed: {len(self.edits)} edits, {len(self.left)} findings left>"


def _of_finding(finding: Finding) -> dict[str, Any]:
    origin, fix = finding.origin, finding.fix
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "file": origin.file,
        "line": int(origin.line),
        "column": origin.column,
        "raw": origin.raw,
        "fix": None if fix is None else {"replacement": fix.replacement, "safe": fix.safe},
    }
