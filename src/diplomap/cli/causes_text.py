"""The causes claimed for changes, as text and as CSV: side by side, by who claims them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from diplomap.cli.terminal import Terminal
from diplomap.cli.text_tables import wrapped
from diplomap.diffing.reasons import phrase
from diplomap.history.attribution import Explained, ExplainedChange
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
    for one in worldly:
        yield from _change(one, terminal, told)
    if skipped := len(explained) - len(worldly):
        yield f"  {skipped:,} change{'' if skipped == 1 else 's'} of the record alone have none\n"


def _change(one: ExplainedChange, terminal: Terminal, told: set[str]) -> Iterator[str]:
    width = terminal.width
    disputed = ", disputed" if one.disputed else ""
    head = f"{one.change.mission}: {phrase(one.change)}{disputed}"
    yield wrapped(head, width=width, indent="  - ")
    if one.unattributed:
        yield f"      {terminal.paint('unattributed', 'faint')}\n"
    for claim in one.claims:
        said = claim.statement
        words = "" if said is None or said.id in told else f": {said.says}"
        yield wrapped(f"{claim}{words}", width=width, indent="      ", hanging="        ")
        if said is not None:
            told.add(said.id)
        for source in claim.sources:
            # What stands behind many claims is told in full once.
            again = source.id in told
            line = f"source {source.id} (see above)" if again else f"source {source}"
            told.add(source.id)
            yield wrapped(line, width=width, indent="        ", hanging="          ")


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
