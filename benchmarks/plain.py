"""The lower bound: read, check and diff two tables with the csv module, dicts and sets, and nothing else."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

KINDS = {"embassy", "high_commission", "apostolic_nunciature", "legation"}
KINDS |= {"consulate_general", "consulate", "honorary_consulate"}
STATUSES = frozenset(("planned", "operating", "suspended", "evacuated", "closing", "closed", "unknown"))
DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def read(path: Path) -> tuple[list[str], dict[str, list[str]], list[tuple[int, str]]]:
    """The header, the rows by id, and the findings of a table: (line, what is wrong)."""
    from plain_states import STATES

    rows: dict[str, list[str]] = {}
    findings = []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader)
        at = {name: place for place, name in enumerate(header)}
        id_, sending, receiving, kind = at["id"], at["sending"], at["receiving"], at["kind"]
        opened, closed, status = at["opened"], at["closed"], at["status"]
        for row in reader:
            line = reader.line_num
            if len(row) != len(header):
                findings.append((line, f"{len(row)} cells"))
                continue
            if row[sending] not in STATES:
                findings.append((line, f"sending {row[sending]!r}"))
            if row[receiving] not in STATES:
                findings.append((line, f"receiving {row[receiving]!r}"))
            if row[sending] == row[receiving]:
                findings.append((line, "sent to itself"))
            if row[kind] not in KINDS:
                findings.append((line, f"kind {row[kind]!r}"))
            if row[status] not in STATUSES:
                findings.append((line, f"status {row[status]!r}"))
            begin, end = row[opened], row[closed]
            if begin and not DATE.fullmatch(begin):
                findings.append((line, f"opened {begin!r}"))
            if end and not DATE.fullmatch(end):
                findings.append((line, f"closed {end!r}"))
            if begin and end and end < begin[: len(end)]:
                findings.append((line, "closed before opened"))
            if row[id_] in rows:
                findings.append((line, f"id {row[id_]!r} stands twice"))
            rows[row[id_]] = row
    return header, rows, findings


def diff(
    header: list[str], old: dict[str, list[str]], new: dict[str, list[str]]
) -> tuple[list[tuple[str, str, str, str]], list[str], list[str], dict[str, tuple[int, int]]]:
    """Changed cells, ids gone, ids new, and the count of open missions of each sender before and after."""
    changed = []
    for id_, row in old.items():
        other = new.get(id_)
        if other is not None and other != row:
            for name, before, after in zip(header, row, other, strict=True):
                if before != after:
                    changed.append((id_, name, before, after))
    gone = [id_ for id_ in old if id_ not in new]
    added = [id_ for id_ in new if id_ not in old]
    sending, closed = header.index("sending"), header.index("closed")
    before = Counter(row[sending] for row in old.values() if not row[closed])
    after = Counter(row[sending] for row in new.values() if not row[closed])
    return changed, gone, added, {party: (before[party], after[party]) for party in before | after}


def run(old: Path, new: Path) -> int:
    """All of it; the number of differences, so that nothing is left undone."""
    header, one, found = read(old)
    _, two, more = read(new)
    changed, gone, added, ledger = diff(header, one, two)
    return len(changed) + len(gone) + len(added) + len(ledger) + len(found) + len(more)
