"""The changes of a difference as rows of a table, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from diplomap.diffing.changes import Change
from diplomap.diffing.shapes import mission_dict
from diplomap.model.missions import Mission, Spell

CHANGE_COLUMNS = (
    *("kind", "nature", "rule", "mission", "sending", "receiving", "when", "cells"),
    *("old_id", "old_line", "new_id", "new_line", "sources"),
)


def change_rows(changes: Iterable[Change]) -> Iterator[list[str]]:
    """The cells of each change under `CHANGE_COLUMNS`.

    >>> from diplomap.diffing.change_kinds import ChangeKind, Nature
    >>> from diplomap.model.kinds import Kind
    >>> m = Mission("a", ("PRK",), "ESP", (Spell(Kind.EMBASSY),))
    >>> moved = Change(ChangeKind.RELOCATED, Nature.UNDETERMINED, m, m, {"city": ("Madrid", "Toledo")})
    >>> next(change_rows([moved]))[:8]
    ['relocated', 'undetermined', '', 'a', 'PRK', 'ESP', '', 'city: Madrid → Toledo']
    """
    for change in changes:
        cells = "; ".join(f"{column}: {old} → {new}" for column, (old, new) in change.fields.items())
        yield [
            *(str(change.kind), str(change.nature), change.rule, change.mission),
            *("|".join(change.sending), change.receiving, str(change.when or ""), cells),
            *_place(change.old, change.old_spell),
            *_place(change.new, change.new_spell),
            "|".join(change.sources),
        ]


def changes_csv(changes: Iterable[Change]) -> str:
    """Changes as CSV, a row a change, with a header.

    >>> changes_csv([]).split(",")[:3]
    ['kind', 'nature', 'rule']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CHANGE_COLUMNS)
    writer.writerows(change_rows(changes))
    return out.getvalue()


def _place(mission: Mission | None, spell: Spell | None) -> tuple[str, str]:
    if mission is None:
        return "", ""
    place = mission_dict(mission, spell)
    return place["id"], "" if place["line"] is None else str(place["line"])
