"""Compile the tables of names that ship: run it after scripts/names/ or the registry has changed.

Reads what is written by hand in scripts/names/, the registry of parties, pycountry (ISO 3166) and
babel (Unicode CLDR); writes three tables under src/diplomap/data/parties/. babel is needed here only.
A text that would mean different parties in different languages is left out, and printed.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from names import cldr, hand, iso, places
from names.gathering import Gathered, Named

from diplomap.parties.folding import key, without_and

OUT = Path(__file__).resolve().parents[1] / "src" / "diplomap" / "data" / "parties"
# The names in the tables are those of these versions; others may say a few of them otherwise.
MADE_WITH = {"babel": "2.18.0", "pycountry": "26.2.16", "tzdata": "2026.6"}
OTHER_VERSIONS = 2
_RANK = ("common", "official", "native", "historic", "alias", "demonym", "code")


def main() -> None:
    """Write the tables, or with --check say whether they are as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 where a table is stale, 2 where it cannot be told",
    )
    checking = parser.parse_args().check
    others = [name for name, wanted in MADE_WITH.items() if _installed(name) != wanted]
    if checking and others:
        print(f"not checked: made with other versions of {', '.join(others)}", file=sys.stderr)
        raise SystemExit(OTHER_VERSIONS)
    stale = False
    for name, text in tables().items():
        path = OUT / name
        if checking:
            stale |= not path.exists() or path.read_text(encoding="utf-8") != text
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{name}: {len(text.encode()):,} bytes", file=sys.stderr)
    raise SystemExit(stale)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def tables() -> dict[str, str]:
    """The text of each table by its file name."""
    shared = hand.shared()
    gathered = Gathered()
    for named in (*iso.registered(), *hand.names(), *iso.names(), *cldr.names()):
        gathered.add(named)
    for line in gathered.settle(set(shared)):
        print(line, file=sys.stderr)
    bare = {party: cldr.long_names(party) for party in hand.bare_wanted()}
    rules = hand.shared_with(bare)
    taken = {
        found for one in gathered.names if one.sort != "code" for found in (one.key, without_and(one.key))
    } | {found for rule in rules for found in rule.keys}
    return {
        "names.tsv": _names(gathered.names),
        "name_keys.tsv": _keys(gathered.names, {found for rule in rules for found in rule.keys}),
        "shared_names.tsv": hand.written(rules),
        "not_states.tsv": _not_states(taken),
    }


def _names(names: list[Named]) -> str:
    groups: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in names:
        head = (one.party, one.sort, one.since, one.until, one.source)
        groups[head][one.text].append(one.language)
    lines = ["party\tsort\tsince\tuntil\tsource\ttext|languages, as often as needed"]
    for head in sorted(groups, key=lambda head: (head[0], _RANK.index(head[1]), head[4] == "cldr", head[2:])):
        items = [
            f"{text}|{' '.join(sorted(set(filter(None, languages))))}"
            for text, languages in groups[head].items()
        ]
        lines.append("\t".join((*head, *items)))
    return "\n".join(lines) + "\n"


def _keys(names: list[Named], shared: set[str]) -> str:
    groups: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    whole = {one.key for one in names} | shared
    for one in names:
        code = one.sort == "code"
        found = one.text if code else one.key
        if found not in shared:
            if code:
                groups["code", one.party][found.upper()] = None
            groups["code" if code else "name", one.party][found] = None
            if not code and (shorter := without_and(found)) not in whole:
                groups["name", one.party][shorter] = None
    lines = ["kind\tparty\tkey, as often as needed"]
    lines += ["\t".join((*head, *groups[head])) for head in sorted(groups)]
    return "\n".join(lines) + "\n"


def _not_states(taken: set[str]) -> str:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    said: dict[str, tuple[str, str]] = {}
    for party, why, texts in places.not_states():
        for found in dict.fromkeys(one for text in texts for one in (key(text), without_and(key(text)))):
            if found and found not in taken:
                if found not in said:
                    said[found] = (party, why)
                elif said[found][0] != party and said[found][1] != "" and why != "":
                    said[found] = places.several(said[found], (party, why))
    for found, head in said.items():
        groups[head].append(found)
    lines = ["party\twhy\tkey, as often as needed"]
    lines += ["\t".join((*head, *sorted(groups[head]))) for head in sorted(groups)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
