"""The rows of missions.csv for typed missions, refusing what would not be read back the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from diplomap.model.dataset import Dataset
from diplomap.model.missions import Mission, Spell
from diplomap.parties.resolution import Resolved
from diplomap.tables.folding import folded
from diplomap.tables.layouts import OURS
from diplomap.tables.party_cells import MANY
from diplomap.values.periods import End


def mission_rows(ds: Dataset, *, alone: bool = False) -> list[dict[str, str]]:
    """A row a spell, in the order of the missions, by column name.

    The accreditations of a mission stand in its rows where each says no more than the party, else in a table
    of their own; `alone` says that there is none beside.

    >>> import diplomap as dm
    >>> rows = mission_rows(dm.read("dprk"))
    >>> rows[0]["id"], rows[0]["opened"], rows[0]["closed"]
    ('prk-chn', '1949..2020-10-10', '')

    Raises ValueError where a value cannot stand in a table.
    """
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    rows: list[dict[str, str]] = []
    for mission in ds.missions:
        key = mission.id, mission.sending, mission.receiving
        if key in seen:
            raise ValueError(f"two missions are {mission.id} from {mission.sending} to {mission.receiving}")
        seen.add(key)
        told = told_apart(mission)
        if told and alone:
            raise ValueError(
                f"{mission.id}: missions.csv has no place for what is told of its accreditation to {told[0]}"
                "; write to a folder"
            )
        accredited = "" if told else MANY.join(_party(one.to) for one in mission.accreditations)
        rows.extend(spell_row(mission, spell, accredited) for spell in mission.spells)
    return rows


def told_apart(mission: Mission) -> tuple[str, ...]:
    """To whom a mission is accredited in ways that one cell of its row cannot tell: with a date, or twice."""
    names = Counter(one.to for one in mission.accreditations)
    return tuple(one.to for one in mission.accreditations if not one.bare or names[one.to] > 1)


def spell_row(mission: Mission, spell: Spell, accredited: str = "") -> dict[str, str]:
    """The row of one spell of a mission, by column name; `accredited` is the cell of accredited_to.

    >>> from diplomap.model.kinds import Kind
    >>> embassy = Spell(Kind.EMBASSY, seat="Madrid")
    >>> spell_row(Mission("a", ("PRK",), "ESP", (embassy,)), embassy)["city"]
    'Madrid'

    Raises ValueError where a value cannot stand in a table.
    """
    end = spell.period.end
    row = {
        "id": _bare(mission.id, "id"),
        "sending": MANY.join(_party(one) for one in mission.sending),
        "receiving": _party(mission.receiving),
        "kind": spell.kind.value,
        "status": spell.status.value,
        "city": _bare(spell.seat, "city"),
        "host": _party(spell.host) if spell.host else "",
        "opened": str(spell.period.start or ""),
        "closed": {End.OPEN: "", End.UNKNOWN: "unknown"}[end] if isinstance(end, End) else str(end),
        "head": spell.head.value if spell.head else "",
        "accredited_to": accredited,
        "sources": MANY.join(_part(source) for source in spell.sources),
        "note": spell.note,
        "wikidata": _bare(mission.wikidata, "wikidata"),
    }
    row.update(spell.extra)
    return row


def _bare(text: str, column: str) -> str:
    if text != text.strip():
        raise ValueError(f"{column} {text!r} has spaces around it, which a table does not keep")
    return text


def _part(text: str) -> str:
    if not text or MANY in text:
        raise ValueError(f"source {text!r} cannot stand in a cell of several")
    return _bare(text, "source")


def _party(party: str) -> str:
    from diplomap.parties.resolver import resolve

    found = resolve(party)
    if not isinstance(found, Resolved) or found.party != party:
        raise ValueError(f"{party!r} is no id of a party known here; a table that names it could not be read")
    return party


def check_extra_columns(names: Iterable[str], ours: Iterable[str] = OURS) -> None:
    """Refuse columns whose names would be read as ours, or as one another.

    >>> check_extra_columns(["City"])
    Traceback (most recent call last):
    ValueError: an extra column cannot be called 'City'

    Raises ValueError.
    """
    taken = {*ours, ""}
    for name in names:
        if folded(name) in taken or name != name.strip():
            raise ValueError(f"an extra column cannot be called {name!r}")
        taken.add(folded(name))
