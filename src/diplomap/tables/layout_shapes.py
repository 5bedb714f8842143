"""Whether a layout is told as it should be: which sort of value each of its parts takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from diplomap.tables.delimiters import DELIMITERS
from diplomap.tables.layout_rows import Panel, RowOfOurs
from diplomap.tables.layouts import Layout

_ROWS, _PANEL = 'a list of objects such as {"constants": {…}}', "an object with the header of the year"


def _text(told: Any) -> bool:
    return isinstance(told, str)


def _texts(told: Any) -> bool:
    return isinstance(told, list | tuple) and all(map(_text, told))


def _by_name(of: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda told: isinstance(told, Mapping) and all(map(_text, told)) and all(map(of, told.values()))


def _several(told: Any) -> bool:
    return _text(told) or _texts(told)


# By how the parts of a layout are annotated: what fits, and what to say of it.
_SHAPES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "str": (_text, "a text"),
    "str | None": (lambda told: told is None or _text(told), "a text"),
    "int": (lambda told: type(told) is int and told >= 0, "a number of lines"),
    "Mapping[str, str]": (_by_name(_text), "an object of texts"),
    "tuple[str, ...]": (_texts, "a list of texts"),
    "Mapping[str, tuple[str, ...]]": (_by_name(_several), "an object of headers or lists of headers"),
    "Mapping[str, Mapping[str, str | None]]": (
        _by_name(_by_name(lambda told: told is None or _text(told))),
        "an object that has an object of texts for each header",
    ),
    "Mapping[str, Any]": (lambda told: isinstance(told, Mapping), "an object"),
}


def misshapen(told: Mapping[str, Any], made: type = Layout) -> str:
    """What is not told as it should be in a layout, or in a row or panel of one; blank where all is well.

    >>> misshapen({"columns": {"id": "No."}, "skip": "two"}), misshapen({"columns": {"id": ["No."]}})
    ('skip should be a number of lines', '')
    """
    for field in attrs.fields(made):
        if field.name not in told:
            continue
        value = told[field.name]
        if field.name == "rows":
            if not isinstance(value, list | tuple) or not all(isinstance(one, Mapping) for one in value):
                return f"rows should be {_ROWS}"
            parts: list[tuple[type, Mapping[str, Any]]] = [(RowOfOurs, one) for one in value]
        elif field.name == "panel":
            if value is not None and not isinstance(value, Mapping):
                return f"panel should be {_PANEL}"
            parts = [] if value is None else [(Panel, value)]
        else:
            fits, should_be = _SHAPES.get(str(field.type), (lambda _: True, ""))
            if not fits(value):
                return f"{field.name} should be {should_be}"
            continue
        for of, one in parts:
            known = [part.name for part in attrs.fields(of)]
            strange = [name for name in one if name not in known]
            why = f"no {strange[0]} is known there" if strange else misshapen(one, of)
            if why:
                return f"{field.name}: {why}"
    return _no_such(told) if made is Layout else ""


def _no_such(told: Mapping[str, Any]) -> str:
    """A word that stands for nothing."""
    from diplomap.tables.derivations import DERIVATIONS
    from diplomap.values.reading_dates import DayOrder

    known = {
        "delimiter": (tuple(DELIMITERS), [told.get("delimiter")]),
        "dates": (("wikidata",), [told.get("dates")]),
        "derive": (tuple(DERIVATIONS), [told.get("derive")]),
        "day_order": (tuple(one.value for one in DayOrder), told.get("day_order", {}).values()),
    }
    for name, (words, given) in known.items():
        wrong = [one for one in given if one is not None and one not in words]
        if wrong:
            return f"{name} is {wrong[0]!r} and should be one of {', '.join(map(repr, words))}"
    return ""
