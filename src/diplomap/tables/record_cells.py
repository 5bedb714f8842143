"""The types of cells in the tables of records: how each text becomes a value, and a value a text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from typing import Any

import attrs

from diplomap.model.sanctions import Instrument
from diplomap.tables.cell_rules import UNKNOWN_PARTY
from diplomap.tables.measures import measure_in
from diplomap.tables.party_cells import MANY, read_parties
from diplomap.tables.problems import Problem
from diplomap.tables.record_rules import BAD_DETAIL, UNKNOWN_WORD, UNREADABLE_NUMBER
from diplomap.tables.words import near_words, read_word
from diplomap.values.periods import End

Senses = Mapping[str, str]
_SPAN = ".."
_PART_OF_DETAIL = "="


@attrs.frozen(slots=True)
class CellType:
    """How the texts of a column are read and told.

    `read` gets a text that is not blank, without the spaces around it, and the names that the table uses
    in a sense of its own; it gives a value or a `Problem`. `tell` gives the text of a value. `blank` is
    what a blank cell means. `raw` texts are kept as they stand; `date` is ``start`` or ``end`` for
    dates, which are read by the whole column; `party` is ``one`` or ``several`` for names of parties.
    """

    name: str
    read: Callable[[str, Senses], Any]
    tell: Callable[[Any], str] = str
    blank: Any = ""
    raw: bool = False
    date: str = ""
    party: str = ""


def _text(bare: str, senses: Senses) -> str:
    return bare


def _parts(bare: str, senses: Senses) -> tuple[str, ...]:
    return tuple(part.strip() for part in bare.split(MANY) if part.strip())


def one_party(bare: str, senses: Senses) -> Any:
    """The id of the one party that a cell names, None for none.

    >>> one_party("Spain", {}), one_party("Spain|Italy", {}).message
    ('ESP', "'Spain|Italy' names 2 parties where one is asked for")
    """
    found = read_parties(bare, senses)
    if isinstance(found, Problem):
        return found
    if len(found) > 1:
        return Problem(UNKNOWN_PARTY, f"{bare!r} names {len(found)} parties where one is asked for")
    return found[0] if found else None


def _word(of: type[StrEnum], what: str, bare: str, senses: Senses) -> Any:
    found = read_word(of, bare)
    if found is not None:
        return found
    near = near_words(of, bare)
    hint = f"; did you mean {' or '.join(near)}?" if near else f"; known are {_listed(of)}"
    return Problem(
        UNKNOWN_WORD, f"{bare!r} is no {what} known here{hint}", near[0] if len(near) == 1 else None
    )


def _listed(of: type[StrEnum]) -> str:
    names = [one.value for one in of]
    return ", ".join(names if len(names) <= _SHOWN else [*names[:_SHOWN], "…"])


_SHOWN = 12


def _words(of: type[StrEnum], what: str, bare: str, senses: Senses) -> Any:
    found: dict[StrEnum, None] = {}
    for part in _parts(bare, senses):
        one = _word(of, what, part, senses)
        if isinstance(one, Problem):
            # What might be written instead of one of several words is no replacement for the whole cell.
            return attrs.evolve(one, replacement=None) if MANY in bare else one
        found[one] = None
    return tuple(found)


def _joined(values: tuple[Any, ...]) -> str:
    return MANY.join(map(str, values))


def _number(bare: str, senses: Senses) -> Any:
    ends = bare.split(_SPAN)
    read = [_float(end) for end in ends]
    if len(ends) > 2 or None in read:
        return _no_number(bare)
    low, high = read[0], read[-1]
    if low is not None and high is not None and low > high:
        return Problem(UNREADABLE_NUMBER, f"{bare!r} runs downwards", f"{ends[1]}{_SPAN}{ends[0]}")
    return low, high


def _no_number(bare: str) -> Problem:
    found = measure_in(bare)
    if found is None:
        hint = "write a number such as 10 or 12.5, or two with .. between them"
        return Problem(UNREADABLE_NUMBER, f"{bare!r} is no number; {hint}")
    told = [f"the number {found.number} in value"]
    told += [f"{found.our_unit} in unit"] if found.our_unit else []
    told += [f"{found.comparison} in comparison"] if found.comparison else []
    told += [f"what it counts ({found.unit}) in words"] if found.unit and not found.our_unit else []
    # With the number alone, what stands beside it would be lost; where nothing does, it is the same number.
    alone = None if found.unit or found.comparison else found.number
    return Problem(UNREADABLE_NUMBER, f"{bare!r} is more than a number; write {' and '.join(told)}", alone)


def _float(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) and text.isascii() and "_" not in text else None


def _tell_number(value: tuple[float, float] | None) -> str:
    if value is None:
        return ""
    ends = [f"{end:.0f}" if end == int(end) else repr(float(end)) for end in value]
    return ends[0] if value[0] == value[1] else _SPAN.join(ends)


def _detail(bare: str, senses: Senses) -> Any:
    told: dict[str, str] = {}
    for part in _parts(bare, senses):
        name, sign, text = part.partition(_PART_OF_DETAIL)
        name, text = name.strip(), text.strip()
        if not sign or not name:
            return Problem(BAD_DETAIL, f"{part!r} is no name=text, such as kind=embassy")
        if name in told:
            return Problem(BAD_DETAIL, f"{name!r} is told twice")
        told[name] = text
    return tuple(told.items())


def _tell_detail(value: tuple[tuple[str, str], ...]) -> str:
    return MANY.join(f"{name}{_PART_OF_DETAIL}{text}" for name, text in value)


def _instruments(bare: str, senses: Senses) -> tuple[Instrument, ...]:
    return tuple(map(Instrument.parse, _parts(bare, senses)))


def _tell_end(value: Any) -> str:
    return {End.OPEN: "", End.UNKNOWN: "unknown"}[value] if isinstance(value, End) else str(value)


def _or_blank(value: Any) -> str:
    return "" if value is None else str(value)


def _tell_event_date(value: Any) -> str:
    return "unknown" if value is None else str(value)


def word_cell(of: type[StrEnum], what: str, blank: Any = None) -> CellType:
    """Cells that hold one word of a list, however people write it; `what` names it in messages.

    >>> from diplomap.model.relations import RelationStatus
    >>> cell = word_cell(RelationStatus, "status of relations")
    >>> cell.read("Broken off", {}), cell.read("sevred", {}).replacement
    (<RelationStatus.SEVERED: 'severed'>, 'severed')
    """
    return CellType("word", partial(_word, of, what), _or_blank, blank)


def words_cell(of: type[StrEnum], what: str) -> CellType:
    """Cells that hold several words of a list, parted by ``|``.

    >>> from diplomap.model.sanctions import Measure
    >>> words_cell(Measure, "measure").read("arms embargo|travel_ban", {})
    (<Measure.ARMS_EMBARGO: 'arms_embargo'>, <Measure.TRAVEL_BAN: 'travel_ban'>)
    """
    return CellType("words", partial(_words, of, what), _joined, ())


TEXT = CellType("text", _text)
NOTE = CellType("note", _text, raw=True)
PARTS = CellType("parts", _parts, _joined, ())
PARTY = CellType("party", one_party, _or_blank, None, party="one")
PARTIES = CellType("parties", read_parties, _joined, (), party="several")
DATE = CellType("date", _text, _or_blank, None, date="start")
END = CellType("end", _text, _tell_end, End.OPEN, date="end")
EVENT_DATE = CellType("event date", _text, _tell_event_date, None, date="start")
NUMBER = CellType("number", _number, _tell_number, None)
DETAIL = CellType("detail", _detail, _tell_detail, ())
INSTRUMENTS = CellType("instruments", _instruments, _joined, ())
