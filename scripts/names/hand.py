"""Names written by hand: aliases, demonyms, names that several parties share, heirs of ended states."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs

from diplomap.parties import registry
from diplomap.parties.folding import key
from diplomap.values.periods import End
from names.gathering import Named

_FOLDER = Path(__file__).resolve().parent
_CLDR = "cldr:"


@attrs.frozen(slots=True)
class Rule:
    """What texts mean from one day to another; without days, at all other times and undated."""

    since: str
    until: str
    parties: str
    why: str
    keys: tuple[str, ...]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table in this folder."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def names() -> Iterator[Named]:
    """Aliases, then demonyms."""
    for row in rows("names_by_hand.csv"):
        for text in row["texts"].split("|"):
            yield Named(
                row["party"],
                text,
                row["language"],
                row["sort"],
                row["source"],
                row["since"],
                row["until"],
                by_hand=True,
            )
    for row in rows("demonyms.csv"):
        for text in row["texts"].split("|"):
            yield Named(row["party"], text, row["language"], "demonym", "usage", by_hand=True)


def bare_wanted() -> set[str]:
    """The parties whose plain names in all languages follow a rule by date."""
    return {
        text.removeprefix(_CLDR)
        for row in rows("shared_names.csv")
        for text in row["names"].split("|")
        if text.startswith(_CLDR)
    }


def shared() -> dict[str, None]:
    """The keys of all names that follow a rule by date, those by hand only."""
    return dict.fromkeys(found for rule in shared_with({}) for found in rule.keys)


def shared_with(bare: dict[str, list[str]]) -> list[Rule]:
    """The rules by date, with the names in all languages put in for `cldr:XXX`."""
    found = []
    for row in rows("shared_names.csv"):
        texts = []
        for text in row["names"].split("|"):
            texts += bare.get(text.removeprefix(_CLDR), []) if text.startswith(_CLDR) else [text]
        keys = tuple(dict.fromkeys(text if _is_code(text) else key(text) for text in texts))
        found.append(Rule(row["since"], row["until"], row["parties"], row["why"], keys))
    return [*found, *_heirs()]


def written(rules: list[Rule]) -> str:
    """The table that ships."""
    lines = ["since\tuntil\tparties\twhy\tkey, as often as needed"]
    lines += ["\t".join((r.since, r.until, r.parties, r.why, *r.keys)) for r in rules]
    return "\n".join(lines) + "\n"


@cache
def _heirs() -> tuple[Rule, ...]:
    """A name of an ended state that today means part of another: by its lives, else what it is today."""
    found = []
    for row in rows("heirs.csv"):
        keys = tuple(dict.fromkeys(key(text) for text in row["names"].split("|")))
        heir = "-" if row["heir"] == "?" else f"-{row['heir']}"
        found.append(Rule("", "", heir, row["why"], keys))
        for life in registry.party(row["party"]).lives:
            start, end = life.period.start, life.period.end
            since = start.earliest.isoformat() if start is not None and start.earliest else ""
            until = ".." if isinstance(end, End) else end.latest.isoformat() if end.latest else ""
            found.append(Rule(since, until, row["party"], "", keys))
    return tuple(found)


def _is_code(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isupper()
