"""How well each column of a file fits each of ours: by its name, by its values, and by the two together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from diplomap.tables.mapping.column_facts import CITIES, DATES, LONG, NAMES_OF_KIND, PARTIES, ColumnFacts
from diplomap.tables.mapping.header_names import Named, called_otherwise, columns_of, named

_NAME, _VALUES = 0.6, 0.4
_UNSAID = 0.45
_EACH = 0.9
LEAST = 0.5
_SORTS: Mapping[str, Mapping[str, str]] = {
    "missions": {
        **dict.fromkeys(("sending", "receiving", "host", "accredited_to"), PARTIES),
        "kind": "kinds of missions",
        "status": "statuses of missions",
        "head": "ranks of heads",
        "city": CITIES,
        "opened": DATES,
        "closed": DATES,
        "wikidata": "Wikidata items",
    },
    "relations": {
        "party": PARTIES,
        "with": PARTIES,
        "kind": "kinds of relations",
        "status": "statuses of relations",
        "level": "levels",
        "since": DATES,
        "until": DATES,
    },
}
# Of these sorts a column may be by its values alone, whatever it is called.
_TELLING = {"kind": 0.95, "wikidata": 0.8, "status": 0.8}
# Below this share of values that fit, a column is none of the sort, whatever it is called.
_LEAST_SHARE = {PARTIES: 0.5, DATES: 0.5, CITIES: 0.0, "Wikidata items": 0.9, "kinds of missions": 0.3}
_FREE = frozenset(("note", "sources", "id", "city"))


@attrs.frozen(slots=True)
class Score:
    """How well one column of a file fits one of ours, from 0 to 1, and the evidence in words."""

    score: float
    evidence: tuple[str, ...] = ()
    by_name: float = 0.0


def scores(facts: Sequence[ColumnFacts], table: str, given: Mapping[str, str]) -> list[dict[str, Score]]:
    """For each column of a file the columns of ours that it may be; those `given` as constants are not asked.

    >>> from diplomap.tables.mapping.column_facts import column_facts
    >>> found = scores([column_facts("Ville", ["Paris", "Bonn"])], "missions", {})
    >>> round(found[0]["city"].score, 2), found[0]["city"].evidence
    (1.0, ('"Ville" is French for city', 'values: 100 % of 2 texts are names of cities'))
    """
    asked = [ours for ours in columns_of(table) if ours not in given]
    return [{ours: one for ours, one in _of_column(fact, table) if ours in asked} for fact in facts]


def _of_column(fact: ColumnFacts, table: str) -> Iterator[tuple[str, Score]]:
    names = named(fact.header, table)
    other = called_otherwise(fact.header)
    for ours in columns_of(table):
        name = names.get(ours)
        value, said = _by_values(fact, ours, table)
        if value is None:
            continue
        if other and name is None and not (ours == "kind" and tells_kind_in_names(fact)):
            continue
        score = _together(name, value, ours, fact)
        if score >= LEAST:
            evidence = tuple(one for one in (name.why if name else "", said) if one)
            yield ours, Score(round(score, 4), evidence, name.strength if name else 0.0)


def tells_kind_in_names(fact: ColumnFacts) -> bool:
    """Whether a column holds the names of missions, each of which begins or ends with its kind."""
    share = fact.share(NAMES_OF_KIND)
    return share >= _TELLING["kind"] - 0.15 and share > fact.share("kinds of missions")


def _together(name: Named | None, value: float, ours: str, fact: ColumnFacts) -> float:
    if name is not None:
        return _NAME * name.strength + _VALUES * value
    if ours == "kind" and fact.share(NAMES_OF_KIND) >= _TELLING["kind"]:
        return 0.7 * value
    if ours in _TELLING and value >= _TELLING[ours] and fact.filled > 2:
        return 0.55 * value
    if ours in ("sending", "receiving", "party", "with") and value >= 0.8 and fact.distinct > 1:
        return 0.52 * value
    return 0.0


def _by_values(fact: ColumnFacts, ours: str, table: str) -> tuple[float | None, str]:
    """How well the values fit, None where they cannot be that; and what they are, in words."""
    if not fact.filled:
        return _UNSAID, "no value at all"
    if ours == "kind" and table == "missions" and tells_kind_in_names(fact):
        share = fact.share(NAMES_OF_KIND)
        return share, _told(fact, share, NAMES_OF_KIND)
    sort = _SORTS.get(table, {}).get(ours) or _record_sort(table, ours)
    if sort:
        share = fact.share(sort)
        if share < _LEAST_SHARE.get(sort, 0.25):
            return None, ""
        if sort == PARTIES and max(fact.share("Wikidata items"), fact.share(NAMES_OF_KIND)) > share / 2:
            return None, ""
        if sort == "Wikidata items" and fact.distinct < _EACH * fact.filled:
            return None, ""
        if sort == CITIES:
            if fact.share(PARTIES) > 0.6 or fact.share("links") > 0.5 or fact.share(DATES) > 0.5:
                return None, ""
            if fact.share(LONG) > 0.3:
                return 0.1, "values: long texts"
            # Many a seat is a district or a small town, of which nobody here knows.
            return min(1.0, 0.5 + share), _told(fact, share, "names of cities")
        if sort == DATES and fact.share("telephone numbers") > share:
            return None, ""
        return share, _told(fact, share, _plural(sort, ours))
    if ours == "id":
        return _as_id(fact)
    if ours == "sources":
        return 0.6, ""
    if ours == "note":
        return 0.7, ""
    return _UNSAID, ""


def _as_id(fact: ColumnFacts) -> tuple[float | None, str]:
    spaced = sum(1 for text in fact.common if " " in text) / max(1, fact.distinct)
    if fact.distinct < 0.5 * fact.filled or spaced > 0.5 or fact.share(LONG) > 0.2:
        return None, ""
    share = fact.distinct / fact.filled
    told = f"values: {share:.0%} distinct".replace("%", " %")
    return (1.0 if fact.is_key else 0.6 * share), told


def _told(fact: ColumnFacts, share: float, what: str) -> str:
    return f"values: {share:.0%} of {fact.sampled} texts are {what}".replace("%", " %")


def _plural(sort: str, ours: str) -> str:
    return {PARTIES: "names or codes of parties", DATES: "dates"}.get(sort, sort)


def _record_sort(table: str, ours: str) -> str:
    if table == "missions":
        return ""
    from diplomap.tables.record_tables import TABLES

    cell = TABLES[table].by_name[ours].cell
    return PARTIES if cell.party else DATES if cell.date else ""
