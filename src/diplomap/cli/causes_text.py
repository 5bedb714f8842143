"""The causes claimed for changes, as text and as CSV: side by side, by who claims them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import wrapped
from diplomap.diffing.reasons import phrase
from diplomap.history.attribution import Explained
from diplomap.history.claims import Claim
from diplomap.values.logic import TRUE

CAUSE_COLUMNS = (
    *("mission", "change", "when", "cause", "rank", "claimed_by", "position", "fits", "statement"),
    "sources",
)


def causes_text(explained: Explained, terminal: Terminal) -> str:
    """Each change of the world with the causes claimed for it, their statements and their sources.

    >>> import io
    >>> causes_text(Explained(()), Terminal(io.StringIO(), io.StringIO()))
    ''
    """
    return "".join(_causes(explained, terminal))


def causes_csv(explained: Explained) -> str:
    """A row for each claim beside each change; a change without one has `unattributed` for its cause.

    >>> causes_csv(Explained(())).strip().split(",")[:4]
    ['mission', 'change', 'when', 'cause']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CAUSE_COLUMNS)
    for one in explained:
        if one.of_record:
            continue
        change = one.change
        told = [change.mission, str(change.kind), str(change.when or "")]
        if one.unattributed:
            writer.writerow([*told, "unattributed", *[""] * (len(CAUSE_COLUMNS) - 4)])
        for claim in one.claims:
            writer.writerow([*told, *_cells(claim)])
    return out.getvalue()


def _causes(explained: Explained, terminal: Terminal) -> Iterator[str]:
    worldly = [one for one in explained if not one.of_record]
    if not worldly:
        return
    yield f"\n{terminal.paint('causes that somebody claims; none is a verdict of ours', 'title')}\n"
    told: set[str] = set()
    alike: dict[tuple[Claim, ...], str] = {}
    for one in worldly:
        disputed = ", disputed" if one.disputed else ""
        head = f"{one.change.mission}: {phrase(one.change)}{disputed}"
        yield wrapped(head, width=terminal.width, indent="  - ")
        if one.unattributed:
            yield f"      {terminal.paint('unattributed', 'faint')}\n"
        if one.claims and one.claims in alike:
            claims = "claim" if len(one.claims) == 1 else f"{len(one.claims)} claims"
            yield f"      the same {claims} as of {alike[one.claims]}\n"
            continue
        alike[one.claims] = one.change.mission
        for who in dict.fromkeys(claim.claimed_by for claim in one.claims):
            yield from _claimant([c for c in one.claims if c.claimed_by == who], terminal, told)
    if skipped := len(explained) - len(worldly):
        yield f"  {skipped:,} change{'' if skipped == 1 else 's'} of the record alone have none\n"


def _claimant(claims: Sequence[Claim], terminal: Terminal, told: set[str]) -> Iterator[str]:
    """What one claims, with what they said and where, the first time that it is told."""
    width = terminal.width
    causes = ", ".join(_ranked(claim) for claim in claims)
    yield wrapped(f"{claims[0].claimed_by}: {causes}", width=width, indent="      ", hanging="        ")
    said = {claim.statement.id: claim.statement for claim in claims if claim.statement is not None}
    for statement in said.values():
        if statement.id not in told:
            told.add(statement.id)
            yield wrapped(f"says: {statement.says}", width=width, indent="        ", hanging="          ")
    for source in {source.id: source for claim in claims for source in claim.sources}.values():
        if source.id not in told:
            told.add(source.id)
            yield wrapped(f"source {source}", width=width, indent="        ", hanging="          ")


def _ranked(claim: Claim) -> str:
    return f"{claim.cause} ({claim.rank}{'' if claim.fits is TRUE else ', perhaps of this'})"


def _cells(claim: Claim) -> list[str]:
    return [
        str(claim.cause),
        str(claim.rank),
        claim.claimed_by,
        claim.attribution.position or "",
        "yes" if claim.fits is TRUE else "perhaps",
        claim.attribution.statement,
        "|".join(source.id for source in claim.sources),
    ]
