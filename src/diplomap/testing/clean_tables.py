"""Tables of missions in which nothing is wrong, made by chance: what errors are injected into."""

from __future__ import annotations

from datetime import date
from random import Random

COLUMNS = ("id", "sending", "receiving", "kind", "status", "city", "opened", "closed", "note")
_KINDS = ("embassy", "embassy", "consulate_general", "honorary_consulate")
_CITIES = ("Port Alder", "Ostrow", "Villa Nueva", "Kesh", "Santa Marta, North", 'The "Old" Town', "Umbo")
_NOTES = ("seen on the list", "in a rented house", "told by the ministry, twice", "as before")
_LAST = date(2022, 6, 1).toordinal()


def clean_table(random: Random, rows: int) -> list[list[str]]:
    """A header and rows of missions in which no rule finds anything: parties by name, dates in their lives.

    >>> table = clean_table(Random(1), 3)
    >>> table[0][:4], len(table), all(len(row) == len(COLUMNS) for row in table)
    (['id', 'sending', 'receiving', 'kind'], 4, True)
    """
    born = _born()
    parties = [*born]
    table, seen = [[*COLUMNS]], set[tuple[str, str]]()
    while len(table) <= rows:
        sender, receiver = random.sample(parties, 2)
        if (sender, receiver) in seen:
            continue
        seen.add((sender, receiver))
        first = max(born[sender], born[receiver]) + 400
        opened = random.randrange(first, _LAST - 4000)
        closed = random.randrange(opened + 400, _LAST) if random.random() < 0.3 else None
        number = len(table)
        table.append(
            [
                f"post-{number:05}",
                *(_name(sender), _name(receiver)),
                random.choice(_KINDS),
                "closed" if closed else random.choice(("", "operating")),
                random.choice(_CITIES),
                _told(opened, random),
                date.fromordinal(closed).isoformat() if closed else "",
                random.choice(_NOTES),
            ]
        )
    return table


def _told(day: int, random: Random) -> str:
    """A day, its month or its year."""
    text = date.fromordinal(day).isoformat()
    return text[: random.choice((10, 10, 7, 4))]


def _born() -> dict[str, int]:
    """Members of the United Nations whose beginning is known, with its last possible day."""
    from diplomap.parties.party import State, UnStatus
    from diplomap.parties.registry import get, ids

    found: dict[str, int] = {}
    for one in sorted(ids()):
        party = get(one)
        if isinstance(party, State) and party.un is UnStatus.MEMBER and party.lives:
            starts = [life.period.start for life in party.lives]
            if all(start is not None for start in starts):
                found[one] = max(date(1992, 1, 1).toordinal(), *(s.hi for s in starts if s is not None))
    return {one: day for one, day in found.items() if day < date(2005, 1, 1).toordinal()}


def _name(party_id: str) -> str:
    from diplomap.parties.registry import get

    party = get(party_id)
    return party_id if party is None else party.name
