"""A date with a remark in brackets behind it: what the remark says about the date."""

from __future__ import annotations

import re
from collections.abc import Callable

from diplomap.values.date_problems import DateFault, Refused, either, refuse
from diplomap.values.date_spans import marked
from diplomap.values.dates import PartialDate

Read = Callable[[str, list[str]], PartialDate | None]

_ASIDE = re.compile(r"(.*?\S)\s*\(([^()]*)\)")
_DOUBTS = frozenset(("?", "uncertain", "disputed", "unknown", "unclear", "not certain", "unconfirmed"))
_ROUGHS = frozenset(("approx", "approx.", "approximate", "estimated", "estimate", "or so", "or thereabouts"))
_DENIES = re.compile(
    r"\b(?:not|never|no|wrong|incorrect|old style|o\. ?s|julian|hijri|islamic|reported|alleged(?:ly)?)\b"
    r"|^or\b"
)


def read_with_aside(text: str, read: Read, notes: list[str]) -> PartialDate | None:
    """The date of "1974 (remark)", where `read` reads a text without brackets; None without a bracket.

    A remark that belongs to the date is read with it ("1974 (or before)", "2019 (May)"), one about
    something else is left aside and noted, and one that denies or moves the date is refused.

    >>> years = {"1974": PartialDate.parse("1974")}
    >>> said: list[str] = []
    >>> read_with_aside("1974 (Paris)", lambda text, notes: years.get(text), said), said
    (PartialDate('1974'), ["'(Paris)' left aside"])

    Raises Refused where the remark holds another date or takes the date back.
    """
    match = _ASIDE.fullmatch(text)
    if match is None or (value := read(match[1], notes)) is None:
        return None
    remark = " ".join(match[2].split())
    small = remark.casefold()
    if small in _DOUBTS or small in _ROUGHS:
        notes.append(f"({remark}) read as {'uncertain' if small in _DOUBTS else 'approximate'}")
        return marked(value, uncertain=small in _DOUBTS, approximate=small in _ROUGHS)
    if re.search(r"[^\W\d_]", small) and (joined := _joined(match[1], remark, read, notes)) is not None:
        return joined
    # One or two digits alone are a footnote.
    if not re.fullmatch("[0-9]{0,2}", small):
        _check(text, value, small, read)
    notes.append(f"'({remark})' left aside")
    return value


def _joined(date: str, remark: str, read: Read, notes: list[str]) -> PartialDate | None:
    for text in (f"{date} {remark}", f"{remark} {date}"):
        said: list[str] = []
        try:
            found = read(text, said)
        except Refused as refused:
            if refused.problem.fault is DateFault.UNREADABLE:
                continue
            raise
        if found is not None:
            notes[:] = said
            return found
    return None


def _check(text: str, value: PartialDate, remark: str, read: Read) -> None:
    if re.search("[0-9]{3}", remark):
        raise either(f"{text!r} holds more than one date", value, *_dates_in(remark, read))
    if re.search("[0-9]", remark) or _DENIES.search(remark):
        raise refuse(
            DateFault.UNREADABLE,
            f"{remark!r} says something about the date that cannot be read",
            f"write {value} and put the remark into a note, or {marked(value, uncertain=True)}",
            value,
        )


def _dates_in(text: str, read: Read) -> list[PartialDate]:
    try:
        found = read(text, [])
    except Refused:
        return []
    if found is not None:
        return [found]
    return [PartialDate.parse(year) for year in re.findall("(?<![0-9])[1-9][0-9]{3}(?![0-9])", text)]
