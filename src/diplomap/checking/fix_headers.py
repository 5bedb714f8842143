"""Headers that are surely, or likely, meant for a column that a table lacks."""

from __future__ import annotations

from diplomap.checking.fix_characters import plain_characters
from diplomap.checking.fix_tables import TableText, layout_texts
from diplomap.tables.folding import folded

_ALIKE = 0.8


def header_changes(table: TableText) -> tuple[dict[int, str], bool] | None:
    """The names that a table's headers should have, by place, so that it lacks nothing; and if that is safe.

    It is safe where the header differs in nothing but marks, spaces, case and characters that look alike;
    else the one header that is much like the one wanted is taken. None where some column is not found.
    """
    free = {place: name for place, name in enumerate(table.names) if place not in table.ours and name.strip()}
    changes: dict[int, str] = {}
    safe = True
    for ours in table.layout.lacking(table.names):
        wanted = layout_texts(table.layout, ours)
        same = [place for place, name in free.items() if _bare(name) in {_bare(one) for one in wanted}]
        if len(same) != 1:
            same, safe = _alike(free, wanted), False
        if len(same) != 1:
            return None
        place = same[0]
        names = [one for one in wanted if _bare(one) == _bare(free[place])] or [wanted[0]]
        changes[place] = names[0]
        del free[place]
    known = [folded(name) for name in table.names]
    if any(table.texts.why_not(table.texts.header, place) for place in changes):
        return None
    if not changes or any(folded(name) in known for name in changes.values()):
        return None
    return changes, safe


def _bare(name: str) -> str:
    return "".join(letter for letter in plain_characters(name).casefold() if letter.isalnum())


def _alike(free: dict[int, str], wanted: tuple[str, ...]) -> list[int]:
    from difflib import SequenceMatcher

    def likeness(name: str) -> float:
        return max(SequenceMatcher(None, _bare(name), _bare(one)).ratio() for one in wanted)

    return [place for place, name in free.items() if likeness(name) >= _ALIKE]
