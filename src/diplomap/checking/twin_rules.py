"""Rules on rows of unlike ids that are probably one post, and on rows of one id that are probably two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from diplomap.checking.registry import Check, table_rule
from diplomap.checking.screens import rows_where
from diplomap.checking.spell_table import SpellTable
from diplomap.checking.wording import listed, named
from diplomap.model.findings import Finding, Severity
from diplomap.model.kinds import Kind
from diplomap.model.rules import Example, Rule
from diplomap.values.dates import OPEN_HI
from diplomap.values.periods import End

_HEADER = "id,sending,receiving,kind,city,opened,closed,wikidata\n"
# Names that every large city of a country gives to one of its districts.
_WARD = re.compile(r"-ku$|\b(district|ward|mitte|arrondissement|municipality)\b")
_CAREER = frozenset({Kind.CONSULATE_GENERAL, Kind.CONSULATE, Kind.VICE_CONSULATE, Kind.CONSULAR_AGENCY})


def _rule(
    code: str,
    name: str,
    severity: Severity,
    what: str,
    why: str,
    mend: str,
    bad: str,
    good: str,
    source: str = "",
) -> Rule:
    return Rule(
        code, name, severity, "tables", what, why, mend, source, Example(_HEADER + bad, _HEADER + good)
    )


@table_rule(
    _rule(
        "DM321",
        "same-post-under-two-ids",
        Severity.WARNING,
        "Two rows of unlike ids tell an open career consular post of the same sender to the same receiver, "
        "of the same kind, in the same city. Embassies have a rule of their own (DM403); names of wards and "
        "districts are left aside, which several cities share.",
        "A state keeps one consulate in a city; the second row is mostly the same post typed again, and "
        "is counted twice.",
        "Give both rows one id, close the one that has closed, or correct the city or the kind.",
        "m1,ESP,POL,consulate,Gdansk,1977,,\nm2,ESP,POL,consulate,Gdansk,1980,,\n",
        "m1,ESP,POL,consulate,Gdansk,1977,,\nm2,ESP,POL,consulate,Krakow,1980,,\n",
        "VCCR art. 4",
    )
)
def same_post_under_two_ids(table: SpellTable) -> Iterable[Finding]:
    """Each open consular post that another row tells under another id."""
    first: dict[tuple[object, ...], int] = {}
    ids = table.column("id")
    for row, key in _told_posts(table):
        before = first.setdefault(key, row)
        if before == row:
            continue
        mission, other = ids.value(row), ids.value(before)
        if mission != other:
            senders = listed(map(named, table.value(row, "sending")))
            kind = str(table.value(row, "kind")).replace("_", " ")
            yield same_post_under_two_ids.rule.at(
                table.origin(row, "id"),
                f"the {kind} of {senders} in {table.value(row, 'city')} is "
                f"{mission} here and {other} in line {table.origin(before).line}",
                related=(table.origin(before, "id"),),
            )


def _told_posts(table: SpellTable) -> Iterable[tuple[int, tuple[object, ...]]]:
    """The open consular posts in a city: the row, and what makes it one post with another row."""
    cities = table.by_text("city", lambda city: "" if _WARD.search(city.casefold()) else city.casefold())
    places = table.column("city").texts
    names = ("sending", "receiving", "host", "kind")
    from_, to, on, what = (table.by_text(name, lambda meaning: meaning) for name in names)
    froms, tos, ons, whats = (table.column(name).texts for name in names)
    for row in _open_consular(table):
        city = cities[places[row]]
        if city:
            yield row, (city, from_[froms[row]], to[tos[row]], on[ons[row]], what[whats[row]])


def _open_consular(table: SpellTable) -> Iterable[int]:
    as_of = table.dataset.as_of
    today = OPEN_HI if as_of is None else as_of.toordinal()
    rows = rows_where(table, "kind", _CAREER.__contains__)
    rows = rows_where(table, "closed", lambda closed: closed is End.OPEN, rows)
    rows = rows_where(table, "status", lambda status: status.operates, rows)
    return rows_where(table, "opened", lambda opened: opened is None or opened.hi <= today, rows)


@table_rule(
    _rule(
        "DM322",
        "item-of-two-missions",
        Severity.WARNING,
        "One Wikidata item stands with two missions of unlike ids.",
        "An item is one post; where two rows name it, one of them has the wrong item or is a copy.",
        "Correct the item in one of the rows, or give both rows one id.",
        "m1,ESP,POL,embassy,Warsaw,1977,,Q42\nm2,ESP,DEU,embassy,Berlin,1999,,Q42\n",
        "m1,ESP,POL,embassy,Warsaw,1977,,Q42\nm2,ESP,DEU,embassy,Berlin,1999,,Q43\n",
        "Wikidata: identifiers of items",
    )
)
def item_of_two_missions(table: SpellTable) -> Iterable[Finding]:
    """Each row whose item stands with another id before."""
    items = table.column("wikidata").texts
    if items is table.column("id").texts or not any(table.by_text("wikidata", bool).values()):
        return
    first: dict[str, tuple[str, int]] = {}
    for row, (item, mission) in enumerate(
        zip(table.column("wikidata").values(), table.column("id").values(), strict=True)
    ):
        if item and first.setdefault(item, (mission, row))[0] != mission:
            other, before = first[item]
            yield item_of_two_missions.rule.at(
                table.origin(row, "wikidata"),
                f"{item} is the item of {mission} here and of {other} in line {table.origin(before).line}",
                related=(table.origin(before, "wikidata"),),
            )


@table_rule(
    _rule(
        "DM323",
        "mission-of-two-items",
        Severity.WARNING,
        "The rows of one mission name two Wikidata items.",
        "A mission is one post; its rows are either two posts under one id, or one item is mistaken.",
        "Correct the item, or give the rows of the other post an id of their own.",
        "m1,ESP,POL,embassy,Warsaw,1977,1990,Q42\nm1,ESP,POL,embassy,Warsaw,1995,,Q43\n",
        "m1,ESP,POL,embassy,Warsaw,1977,1990,Q42\nm1,ESP,POL,embassy,Warsaw,1995,,Q42\n",
        "Wikidata: identifiers of items",
    )
)
def mission_of_two_items(table: SpellTable) -> Iterable[Finding]:
    """Each row whose item is another than that of its mission's first row with one."""
    for rows in table.told_again:
        told = [(row, item) for row in rows if (item := table.value(row, "wikidata"))]
        for row, item in told[1:]:
            before, known = told[0]
            if item != known:
                line = table.origin(before).line
                yield mission_of_two_items.rule.at(
                    table.origin(row, "wikidata"),
                    f"{table.value(row, 'id')} is {item} here and {known} in line {line}",
                    related=(table.origin(before, "wikidata"),),
                )


@table_rule(
    _rule(
        "DM324",
        "ids-alike",
        Severity.WARNING,
        "Two ids differ in capitals, width or composition of letters only (m1 and M1).",
        "To a reader they are one id, to a program two: the spells of one mission fall apart.",
        "Write both in the same way, or give one of the posts an id that looks different.",
        "m1,ESP,POL,embassy,Warsaw,1977,1990,\nM1,ESP,POL,embassy,Warsaw,1995,,\n",
        "m1,ESP,POL,embassy,Warsaw,1977,1990,\nm1,ESP,POL,embassy,Warsaw,1995,,\n",
        "Unicode Standard Annex 15 (NFKC)",
    )
)
def ids_alike(table: SpellTable) -> Iterable[Finding]:
    """The first row of each id that looks like an earlier one."""
    texts = table.column("id").texts
    together = "\n".join(texts)
    # Ids of small letters alone look like no other id that is not the same.
    if together.isascii() and together == together.lower():
        return
    by_look: dict[str, list[str]] = {}
    for text in dict.fromkeys(texts):
        look = text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
        by_look.setdefault(look, []).append(text)
    alike = [ids for ids in by_look.values() if len(ids) > 1]
    if not alike:
        return
    rows: dict[str, int] = {}
    for row, text in enumerate(texts):
        rows.setdefault(text, row)
    for first, *others in alike:
        for other in others:
            yield ids_alike.rule.at(
                table.origin(rows[other], "id"),
                f"{other} looks like {first} in line {table.origin(rows[first]).line}, and is another id",
                related=(table.origin(rows[first], "id"),),
            )


CHECKS: tuple[Check, ...] = (same_post_under_two_ids, item_of_two_missions, mission_of_two_items, ids_alike)
