"""The shape ``diplomap/patch/1``: a patch as plain dicts and lists, written to JSON and read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from diplomap.diffing.patch import cells
from diplomap.diffing.patch.edits import Edit, TablePatch, checked
from diplomap.diffing.patch.patches import EDITION, Patch
from diplomap.model.dataset import RECORD_TABLES
from diplomap.model.quarantine import Quarantined

SCHEMA = "diplomap/patch/1"
_TABLES = ("missions", *RECORD_TABLES)
# No patch of so many records is read: a file of a few bytes could ask for any amount of memory.
_MOST = 10_000_000


def patch_dict(patch: Patch) -> dict[str, Any]:
    """A patch in plain dicts and lists; docs/reference/patches.md describes every field.

    >>> patch_dict(Patch(edition={"title": ("", "Posts")}))["edition"]
    {'title': {'old': '', 'new': 'Posts'}}

    Raises ValueError where a value cannot stand in a table.
    """
    return {
        "schema": SCHEMA,
        "edition": {
            name: {"old": _plain(name, patch.edition[name][0]), "new": _plain(name, patch.edition[name][1])}
            for name in EDITION
            if name in patch.edition
        },
        "tables": {name: _table_dict(patch.tables[name]) for name in _TABLES if name in patch.tables},
        "quarantine": [
            {"table": one.table, "more": more, "text": one.text, "header": one.header, "codes": [*one.codes]}
            for one, more in patch.quarantine
        ],
    }


def _table_dict(patch: TablePatch) -> dict[str, Any]:
    return {
        "old_length": patch.old_length,
        "new_length": patch.new_length,
        "edits": [
            {
                "old": _side(patch.table, edit.old_place, edit.old),
                "new": _side(patch.table, edit.new_place, edit.new),
            }
            for edit in patch.edits
        ],
        "moves": [{"old": old, "new": new} for old, new in patch.moves],
    }


def _side(table: str, place: int | None, record: Any) -> dict[str, Any] | None:
    return None if record is None else {"place": place, **cells.told(table, record)}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if name == "extra_columns":
        return [*value]
    if name == "coverage":
        try:
            told = json.loads(json.dumps(dict(value), allow_nan=False))
        except (TypeError, ValueError, RecursionError):
            told = None
        if told != dict(value):
            raise ValueError(f"coverage {dict(value)!r} holds what JSON cannot")
        return told
    return value


def patch_text(patch: Patch) -> str:
    """The text of a patch file.

    Raises ValueError where a value cannot stand in a table.
    """
    return json.dumps(patch_dict(patch), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def parsed(data: bytes | str, name: str) -> Patch:
    """The patch that a file holds; `name` is what errors call it.

    >>> parsed(b"[]", "p.json")
    Traceback (most recent call last):
    ValueError: p.json: this is no patch: it is no object of the schema diplomap/patch/1

    Raises ValueError.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return patch_of(json.loads(text))
    except RecursionError:
        raise ValueError(f"{name}: this is no patch: it is nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError(f"{name}: this is no patch: it is no text in UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"{name}: this is no patch: it is no JSON ({error})") from None
    except ValueError as error:
        raise ValueError(f"{name}: this is no patch: {error}") from None


def patch_of(told: Any) -> Patch:
    """The patch of plain dicts and lists.

    Raises ValueError, in words, for anything that is no patch.
    """
    if not isinstance(told, Mapping) or told.get("schema") != SCHEMA:
        raise ValueError(f"it is no object of the schema {SCHEMA}")
    tables = _object(told, "tables")
    edition = _object(told, "edition")
    for told_names, known, what in ((tables, _TABLES, "table"), (edition, EDITION, "value of an edition")):
        if strange := [name for name in told_names if name not in known]:
            raise ValueError(f"there is no {what} called {strange[0]!r}")
    both = {
        name: (
            _of_edition(name, _object(edition, name), "old"),
            _of_edition(name, _object(edition, name), "new"),
        )
        for name in EDITION
        if name in edition
    }
    return Patch(
        {name: _table(name, _object(tables, name)) for name in _TABLES if name in tables},
        {name: (old, new) for name, (old, new) in both.items() if old != new},
        [_held(one) for one in _list(told, "quarantine")],
    )


def _table(name: str, told: Mapping[str, Any]) -> TablePatch:
    edits = [
        Edit(*places, *records)
        for one in _list(told, "edits")
        for places, records in [zip(*(_of_side(name, one, side) for side in ("old", "new")), strict=True)]
    ]
    moves = [(_number(one, "old"), _number(one, "new")) for one in _list(told, "moves")]
    return checked(name, _number(told, "old_length"), _number(told, "new_length"), edits, moves)


def _of_side(table: str, edit: Any, side: str) -> tuple[int | None, Any]:
    if not isinstance(edit, Mapping):
        raise ValueError(f"{table}: an edit has an old and a new side")
    told = edit.get(side)
    return (None, None) if told is None else (_number(told, "place"), cells.read(table, told))


def _of_edition(name: str, both: Mapping[str, Any], side: str) -> Any:
    if side not in both:
        raise ValueError(f"{name}: its {side} value is not told")
    try:
        return _EDITION[name](both[side])
    except (TypeError, ValueError):
        raise ValueError(f"{name}: {both[side]!r} is not what can stand there") from None


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


_EDITION: Mapping[str, Callable[[Any], Any]] = {
    "as_of": _day,
    "coverage": _mapping,
    "title": _text,
    "licence": _text,
    "extra_columns": _texts,
}


def _held(told: Any) -> tuple[Quarantined, int]:
    if not isinstance(told, Mapping) or told.get("table") not in (*_TABLES, "accreditations"):
        raise ValueError("a row in quarantine is told by its table and its text")
    try:
        codes = _texts(told.get("codes", []))
        one = Quarantined(told["table"], _text(told.get("text")), codes, None, _text(told.get("header", "")))
    except TypeError:
        raise ValueError("a row in quarantine has a text, a header and codes") from None
    more = told.get("more")
    if not isinstance(more, int) or isinstance(more, bool) or abs(more) > _MOST:
        raise ValueError(f"{more!r} is no number of rows in quarantine")
    return one, more


def _object(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name, {})
    if not isinstance(found, Mapping):
        raise ValueError(f"{name} is no object")
    return found


def _list(told: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = told.get(name, [])
    if not isinstance(found, list):
        raise ValueError(f"{name} is no list")
    return found


def _number(told: Any, name: str) -> int:
    found = told.get(name) if isinstance(told, Mapping) else None
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= _MOST:
        raise ValueError(f"{name}: {found!r} is no number from 0 to {_MOST:,}")
    return found
