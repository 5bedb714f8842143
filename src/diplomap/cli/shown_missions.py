"""Missions and their spells as JSON tells them, and as rows of a table in our own layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diplomap.model.missions import Mission, Spell
from diplomap.values.periods import End, Period

COLUMNS = (
    *("id", "sending", "receiving", "kind", "status", "city", "host", "opened", "closed", "head"),
    *("accredited_to", "sources", "note", "wikidata"),
)


def mission_as_dict(mission: Mission) -> dict[str, Any]:
    """A mission as JSON tells it, with the file and the physical line of each spell.

    >>> from diplomap.model.kinds import Kind
    >>> told = mission_as_dict(Mission("m", ("PRK",), "ESP", (Spell(Kind.EMBASSY),)))
    >>> told["sending"], told["spells"][0]["class"], told["spells"][0]["closed"]
    (['PRK'], 'diplomatic', None)
    """
    return {
        "id": mission.id,
        "sending": [*mission.sending],
        "receiving": mission.receiving,
        "wikidata": mission.wikidata or None,
        "accreditations": [
            {"to": one.to, "since": opened(one.period) or None, "until": closed(one.period) or None}
            for one in mission.accreditations
        ],
        "spells": [_spell_as_dict(mission, spell) for spell in mission.spells],
    }


def rows_of(mission: Mission) -> Iterator[dict[str, str]]:
    """A mission's spells as rows of our layout, by column; columns that are not ours follow.

    >>> from diplomap.model.kinds import Kind
    >>> spell = Spell(Kind.CONSULATE, period=Period(end=End.UNKNOWN))
    >>> [row["closed"] for row in rows_of(Mission("m", ("PRK",), "CHN", (spell,)))]
    ['unknown']
    """
    for spell in mission.spells:
        yield {
            "id": mission.id,
            "sending": "|".join(mission.sending),
            "receiving": mission.receiving,
            "kind": str(spell.kind),
            "status": str(spell.status),
            "city": spell.seat,
            "host": spell.host or "",
            "opened": opened(spell.period),
            "closed": closed(spell.period),
            "head": "" if spell.head is None else str(spell.head),
            "accredited_to": "|".join(one.to for one in mission.accreditations),
            "sources": "|".join(spell.sources),
            "note": spell.note,
            "wikidata": mission.wikidata,
            **dict(spell.extra),
        }


def opened(period: Period) -> str:
    """When a period began, as a table says it: blank where nobody knows."""
    return "" if period.start is None else str(period.start)


def closed(period: Period) -> str:
    """When a period ended, as a table says it: blank where it goes on, ``unknown`` where nobody knows."""
    return (
        {End.OPEN: "", End.UNKNOWN: "unknown"}[period.end] if isinstance(period.end, End) else str(period.end)
    )


def _spell_as_dict(mission: Mission, spell: Spell) -> dict[str, Any]:
    row = spell.row
    return {
        "kind": str(spell.kind),
        "class": spell.kind.kind_class.value,
        "status": str(spell.status),
        "city": spell.seat or None,
        "host": mission.host_of(spell),
        "opened": opened(spell.period) or None,
        "closed": closed(spell.period) or None,
        "head": None if spell.head is None else str(spell.head),
        "sources": [*spell.sources],
        "note": spell.note or None,
        "extra": dict(spell.extra),
        "file": None if row is None else row.head.file,
        "line": None if row is None else row.line,
    }
