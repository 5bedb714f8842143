"""Two dates in one cell ("1990–1995"), which may be a beginning and an end."""

from __future__ import annotations

import re

from diplomap.checking.fix_tables import TableText
from diplomap.values.dates import PartialDate
from diplomap.values.reading_dates import read_date

_BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|\s*/\s*|\s+(?:to|until|till)\s+")
_YEARS = re.compile(r"([0-9]{4})-([0-9]{4})")


def split_range(table: TableText, record: int, place: int) -> tuple[tuple[int, str], ...] | None:
    """What the cells of beginning and end should say, by place, where one holds both and one nothing.

    Nothing where they cannot both be written.
    """
    start, end = table.ends
    ours = table.ours.get(place)
    if start is None or end is None or ours not in (start, end):
        return None
    places = {name: at for at, name in table.ours.items()}
    other = end if ours == start else start
    if other not in places:
        return None
    texts = table.texts.record_texts(record) or ()
    if max(place, places[other]) >= len(texts) or texts[places[other]].strip():
        return None
    dates = two_dates(texts[place].strip())
    if dates is None:
        return None
    both = (place, places[other])
    if any(table.texts.text(record, at) is None or not table.texts.alone(record, at) for at in both):
        return ()
    return (places[start], dates[0]), (places[end], dates[1])


def two_dates(text: str) -> tuple[str, str] | None:
    """The two dates of a range, in our notation; None for what is no range of a beginning and a later end.

    >>> two_dates("1990–1995"), two_dates("May 1990 to 3 June 1995"), two_dates("1995-1990")
    (('1990', '1995'), ('1990-05', '1995-06-03'), None)
    """
    years = _YEARS.fullmatch(text)
    parts = years.groups() if years else tuple(_BETWEEN.split(text))
    if len(parts) != 2:
        return None
    first, last = (read_date(part).value if part[:1] else None for part in parts)
    if not isinstance(first, PartialDate) or not isinstance(last, PartialDate) or not first.hi < last.lo:
        return None
    return str(first), str(last)
