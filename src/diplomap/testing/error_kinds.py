"""Kinds of error as they are made by hand, each as a way to spoil one row of a table of missions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from diplomap.testing.mutations import Cells, Injected, Kind, line_of

_NO_DAYS = ("02-30", "04-31", "06-31", "09-31", "11-31", "13-01", "00-12")


def _cell(column: str, change: Callable[[Random, str], str | None]) -> Kind:
    """An error within one cell; None of `change` says that the cell is not fit for it."""

    def injected(random: Random, row: Cells, before: Cells) -> Injected | None:
        new = change(random, row.get(column, ""))
        if new is None or column not in row or new == row[column]:
            return None
        return Injected((line_of([*(row | {column: new}).values()]),), ((0, column),))

    return injected


def _misspelt(random: Random, text: str) -> str | None:
    """One letter dropped, doubled, exchanged with the next or struck beside."""
    if len(text) < 5:
        return None
    place = random.randrange(1, len(text) - 1)
    letter, after = text[place], text[place + 1]
    if not (letter.isalpha() and after.isalpha()):
        return None
    return random.choice(
        (
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + after + letter + text[place + 2 :],
            text[:place] + random.choice("qxzjkw") + text[place + 1 :],
        )
    )


def _misspelt_party(random: Random, text: str) -> str | None:
    """A slip that gives another language's name of the same party (Lesoto for Lesotho) is none."""
    from diplomap.parties.resolution import Resolved
    from diplomap.parties.resolver import resolve

    new = _misspelt(random, text)
    if new is None:
        return None
    before, after = resolve(text), resolve(new)
    same = isinstance(before, Resolved) and isinstance(after, Resolved) and before.party == after.party
    return None if same else new


def _look_alike(random: Random, text: str) -> str | None:
    places = [place for place, letter in enumerate(text) if letter in _ALIKE]
    if not places:
        return None
    place = random.choice(places)
    return text[:place] + _ALIKE[text[place]] + text[place + 1 :]


# Letters of other alphabets that look like ours: Cyrillic, and one of Greek.
_ALIKE = dict(zip("aceopxyi", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456", strict=True))


def _day(change: Callable[[Random, int], str]) -> Callable[[Random, str], str | None]:
    return lambda random, text: change(random, int(text[:4])) if text[:4].isdigit() else None


def _swapped_dates(random: Random, row: Cells, before: Cells) -> Injected | None:
    opened, closed = row["opened"], row["closed"]
    if not closed or opened[:4] >= closed[:4]:
        return None
    cells = row | {"opened": closed, "closed": opened}
    return Injected((line_of([*cells.values()]),), ((0, "closed"), (0, "opened")))


def _swapped(one: str, other: str) -> Kind:
    """Two cells of a row exchanged."""

    def injected(random: Random, row: Cells, before: Cells) -> Injected | None:
        if not row[one] or not row[other] or row[one] == row[other]:
            return None
        cells = row | {one: row[other], other: row[one]}
        return Injected((line_of([*cells.values()]),), ((0, one), (0, other)))

    return injected


def _sent_to_itself(random: Random, row: Cells, before: Cells) -> Injected | None:
    cells = row | {"receiving": row["sending"]}
    return Injected((line_of([*cells.values()]),), ((0, "receiving"),))


def _duplicate_id(random: Random, row: Cells, before: Cells) -> Injected | None:
    # Where all else is alike too, it is a row typed twice.
    if before["id"] == row["id"] or before | {"id": ""} == row | {"id": ""}:
        return None
    cells = row | {"id": before["id"]}
    return Injected((line_of([*cells.values()]),), ((0, "id"),))


def _of_another(column: str) -> Kind:
    """The cell of another row, which is as good as the right one."""

    def injected(random: Random, row: Cells, before: Cells) -> Injected | None:
        if not before[column] or before[column] == row[column]:
            return None
        return Injected((line_of([*(row | {column: before[column]}).values()]),), ((0, column),))

    return injected


def _row_twice(random: Random, row: Cells, before: Cells) -> Injected | None:
    line = line_of([*row.values()])
    return Injected((line, line), ((1, None),))


def _ended_state(random: Random, row: Cells, before: Cells) -> Injected | None:
    column = random.choice(("sending", "receiving"))
    if row["opened"][:4] < "1995":
        return None
    cells = row | {column: random.choice(("East Germany", "Soviet Union", "Czechoslovakia"))}
    return Injected((line_of([*cells.values()]),), ((0, column),))


def _unborn_state(random: Random, row: Cells, before: Cells) -> Injected | None:
    # The day may also make the other party's name one of several: that is told at its cell.
    if _YOUNG.isdisjoint((row["sending"], row["receiving"])) or row["kind"] != "embassy":
        return None
    cells = row | {"opened": str(random.randrange(1952, 1956)), "closed": ""}
    places = ((0, "opened"), (0, "sending"), (0, "receiving"))
    return Injected((line_of([*cells.values()]),), places)


# States that nobody's posts handed down to, all of them younger than 1956.
_YOUNG = frozenset(
    {
        "Angola",
        "Bahrain",
        "Belize",
        "Botswana",
        "Ghana",
        "Jamaica",
        "Kuwait",
        "Mozambique",
        "Namibia",
        "Qatar",
    }
    | {"Singapore", "South Sudan", "Zambia", "Cyprus", "Malta", "Barbados", "Mauritius", "Lesotho"}
)


def _extra_delimiter(random: Random, row: Cells, before: Cells) -> Injected | None:
    cells = [*row.values()]
    cells.insert(random.randrange(1, len(cells)), "")
    return Injected((line_of(cells),), ((0, None),))


def _missing_delimiter(random: Random, row: Cells, before: Cells) -> Injected | None:
    cells = [*row.values()]
    place = random.randrange(0, len(cells) - 1)
    joined = [*cells[:place], cells[place] + cells[place + 1], *cells[place + 2 :]]
    return Injected((line_of(joined),), ((0, None),))


def _shifted_left(random: Random, row: Cells, before: Cells) -> Injected | None:
    cells = [*row.values()]
    del cells[random.randrange(0, 4)]
    return Injected((line_of([*cells, ""]),), ((0, None),))


def _missing_quote(random: Random, row: Cells, before: Cells) -> Injected | None:
    line = line_of([*row.values()])
    if line.count('"') != 2:
        return None
    place = line.index('"') if random.random() < 0.5 else line.rindex('"')
    return Injected((line[:place] + line[place + 1 :],), ((0, None),))


def _blank(random: Random, text: str) -> str | None:
    return ""


KINDS: Mapping[str, Kind] = {
    "misspelt sender": _cell("sending", _misspelt_party),
    "misspelt receiver": _cell("receiving", _misspelt_party),
    "misspelt kind": _cell("kind", _misspelt),
    "misspelt status": _cell("status", _misspelt),
    "look-alike letter in a party": _cell("receiving", _look_alike),
    "look-alike letter in the kind": _cell("kind", _look_alike),
    "required cell blank": _cell("receiving", _blank),
    "impossible day": _cell("opened", _day(lambda random, year: f"{year}-{random.choice(_NO_DAYS)}")),
    "day and month unsettled": _cell(
        "opened", _day(lambda random, year: f"{random.randrange(1, 6)}/{random.randrange(6, 12)}/{year}")
    ),
    "letter in the year": _cell("opened", lambda random, text: text.replace("0", "O", 1)),
    "year of two digits": _cell("opened", _day(lambda random, year: f"3 May {year % 100:02}")),
    "day that stands for none": _cell("closed", lambda random, text: None if text else "9999-12-31"),
    "dates exchanged": _swapped_dates,
    "sender and kind exchanged": _swapped("sending", "kind"),
    "receiver and city exchanged": _swapped("receiving", "city"),
    "city and opening exchanged": _swapped("city", "opened"),
    "sent to itself": _sent_to_itself,
    "id of another mission": _duplicate_id,
    "row twice": _row_twice,
    "state that had ended": _ended_state,
    "state not yet there": _unborn_state,
    "delimiter too many": _extra_delimiter,
    "delimiter missing": _missing_delimiter,
    "cells shifted to the left": _shifted_left,
    "quote missing": _missing_quote,
}
# What no look at the table alone can find, but for the few that contradict something else.
UNSEEN: Mapping[str, Kind] = {
    "another likely date": _of_another("opened"),
    "another state that sends": _of_another("sending"),
    "another state that receives": _of_another("receiving"),
    "another kind": _of_another("kind"),
    "another city": _of_another("city"),
}
