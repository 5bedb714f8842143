"""A number with something beside it ("ca. 45 %"), of which each part has a cell of its own."""

from __future__ import annotations

from diplomap.checking.fix_tables import TableText
from diplomap.tables.measures import measure_in

VALUE, UNIT, COMPARISON = "value", "unit", "comparison"


def split_measure(table: TableText, record: int, place: int) -> tuple[tuple[int, str], ...] | None:
    """What the cells of a figure should say, by place, where one of them says it all and the others nothing.

    Nothing where a part of it has no cell of its own, or that cell says something already.
    """
    text = table.texts.text(record, place)
    found = None if text is None or table.ours.get(place) != VALUE else measure_in(text)
    if found is None or (found.unit and found.our_unit is None):
        return None
    parts = {UNIT: str(found.our_unit or ""), COMPARISON: str(found.comparison or "")}
    parts = {name: told for name, told in parts.items() if told}
    places = {name: at for at, name in table.ours.items()}
    if not parts or not parts.keys() <= places.keys():
        return None
    both = (place, *(places[name] for name in parts))
    if any(table.texts.text(record, at) is None or not table.texts.alone(record, at) for at in both):
        return None
    if any((table.texts.text(record, places[name]) or "").strip() for name in parts):
        return None
    return (place, found.number), *((places[name], told) for name, told in parts.items())
