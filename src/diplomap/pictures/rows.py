"""The rows of a page's or a Markdown's tables: the entries of accounts, and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplomap.counting.grouping import ARROW
from diplomap.diffing.account_keys import BY_PARTY
from diplomap.diffing.changes import Change
from diplomap.diffing.ledger import Account, Entry
from diplomap.diffing.reasons import phrase, rule_told
from diplomap.model.missions import Mission
from diplomap.parties.registry import get
from diplomap.values.counts import Count

ENTRY_HEAD = ("Effect", "Nature", "Rule", "Post", "Date", "Why", "Sources")
CHANGE_HEAD = ("Change", "Nature", "Rule", "Post", "Date", "What", "Sources")


def key_named(key: str, by: str) -> str:
    """The key of an account as a reader says it.

    >>> key_named("PRK", "sending"), key_named("PRK→CHN", "dyad"), key_named("de_facto_embassy", "kind")
    ('North Korea (PRK)', 'North Korea (PRK) to China (CHN)', 'de facto embassy')
    """
    if by == "dyad":
        sender, _, receiver = key.partition(ARROW)
        return f"{party_named(sender)} to {party_named(receiver)}"
    return party_named(key) if by in BY_PARTY else key.replace("_", " ")


def party_named(party: str) -> str:
    """A party's name and id; its id alone where nobody knows it.

    >>> party_named("PRK"), party_named("Atlantis")
    ('North Korea (PRK)', 'Atlantis')
    """
    known = get(party)
    return party if known is None or known.name == party else f"{known.name} ({party})"


def post(mission: Mission) -> str:
    """A mission in a few words: kind, city, parties, id."""
    spell = mission.latest
    seat = f" in {spell.seat}" if spell.seat else ""
    senders = " and ".join(map(party_named, mission.sending))
    kind = str(spell.kind).replace("_", " ")
    return f"{kind}{seat} of {senders} to {party_named(mission.receiving)} [{mission.id}]"


def count_said(listed: Count, known: Count | None) -> str:
    """A count; "unknown" where nothing is listed and nobody says that somebody looked."""
    if known is None:
        return "unknown"
    return f"{listed.low:,}" if listed.exact else f"{listed.low:,}–{listed.high:,}"


def entry_row(entry: Entry) -> list[str]:
    """The cells of an entry under `ENTRY_HEAD`."""
    rules = "; ".join(dict.fromkeys(rule_told(change) for change in entry.changes if change.rule))
    missions = "; ".join(post(mission) for mission in entry.new or entry.old)
    when = "" if entry.when is None else entry.when.text
    return [str(entry.effect), str(entry.nature), rules, missions, when, entry.why, ", ".join(entry.sources)]


def entry_rows(accounts: Iterable[Account]) -> Iterator[tuple[Entry, list[str]]]:
    """The entries of accounts with their cells."""
    for account in accounts:
        for entry in account.entries:
            yield entry, entry_row(entry)


def change_row(change: Change) -> list[str]:
    """The cells of a change under `CHANGE_HEAD`."""
    kind = str(change.kind).replace("_", " ")
    when = "" if change.when is None else change.when.text
    told = phrase(change)
    what, sources = told.removeprefix(kind).lstrip(": "), ", ".join(change.sources)
    return [kind, str(change.nature), rule_told(change), post(change.subject), when, what, sources]
