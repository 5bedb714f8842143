"""Gathering names from several places, so that each text means one party or is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import attrs

from diplomap.parties import codes
from diplomap.parties.folding import exact_key, key


@attrs.frozen(slots=True)
class Named:
    """A text that names a party; a name by hand wins over a translation that says otherwise."""

    party: str
    text: str
    language: str
    sort: str
    source: str
    since: str = ""
    until: str = ""
    by_hand: bool = False
    key: str = attrs.field(init=False, default="")

    def __attrs_post_init__(self) -> None:
        found = key(self.text)
        # A short translation counts only with its accents: "Irã" is Iran, "Ira" is not.
        short = not self.by_hand and len(found) < 4 and found.isascii() and not self.text.isascii()
        object.__setattr__(self, "key", exact_key(self.text) if short and _no_code(found) else found)


# Translations that elsewhere mean an English county, a neighbour, another place, or a capital.
_SURPRISING = frozenset(("norfolk", "nigeri", "ګیانا", "=mön", "brasilia"))


class Gathered:
    """The names found so far, each text of a party once."""

    def __init__(self) -> None:
        self.names: list[Named] = []
        self._seen: set[tuple[str, str, str]] = set()

    def add(self, one: Named) -> None:
        """Take a name, unless the party has its text in that language, or its key from another place."""
        if not (one.key or one.sort == "code") or "|" in one.text or "\t" in one.text:
            return
        mark = (one.party, one.text if one.sort == "code" else one.key, one.language)
        if mark not in self._seen:
            self._seen.add(mark)
            self.names.append(one)

    def settle(self, shared: set[str]) -> Iterator[str]:
        """Leave out what is no clear name; say what was left out and why."""
        parties: dict[str, set[str]] = defaultdict(set)
        by_hand: dict[str, set[str]] = defaultdict(set)
        for one in self.names:
            parties[one.key].add(one.party)
            if one.by_hand:
                by_hand[one.key].add(one.party)
        kept: list[Named] = []
        for one in self.names:
            why = ""
            if one.key in shared:
                pass
            elif len(parties[one.key]) > 1:
                if len(by_hand[one.key]) != 1:
                    why = "means " + ", ".join(sorted(parties[one.key]))
                elif one.party not in by_hand[one.key]:
                    why = f"by hand it means {', '.join(by_hand[one.key])}"
            elif not one.by_hand and one.key in _SURPRISING:
                why = "elsewhere it means something else"
            elif not one.by_hand and not long_enough(one):
                why = "too short to be told from a code"
            if why:
                yield f"left out: {one.text!r} ({one.language}) of {one.party}: {why}"
            else:
                kept.append(one)
        self.names = kept


def long_enough(one: Named) -> bool:
    """Whether a translation has more letters than a code: in capitals none may be one."""
    return len(one.key) > 3 or not one.key.isascii()


def _no_code(found: str) -> bool:
    return not any(codes.from_code(system, found.upper()) for system in ("iso2", "iso3"))
