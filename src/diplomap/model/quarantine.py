"""Rows that could not be typed, kept as they stood so that writing gives them back."""

from __future__ import annotations

import attrs

from diplomap.model.rows import Row


@attrs.frozen(slots=True, repr=False)
class Quarantined:
    """One row that could not be typed: the record's text byte for byte, and why it is here.

    `text` is the record as it stood in the decoded file, without its line end; `table` names the
    table it belongs to ("missions"); `codes` are the findings that put it here; `header` is its file's header
    record as it stood. Equality is of table and text alone.
    """

    table: str
    text: str
    codes: tuple[str, ...] = attrs.field(default=(), eq=False)
    row: Row | None = attrs.field(default=None, eq=False)
    header: str = attrs.field(default="", eq=False)

    def __repr__(self) -> str:
        return f"<Quarantined {self.table} row: {self.text!r}>"
