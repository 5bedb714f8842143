"""The work of the benchmark as done by us, by the plain loop, and by peers: each imports, then runs."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

Work = Callable[[Path, Path], int]


def ours() -> Work:
    """Read, type and check with every default rule, diff, ledger of all senders."""
    checking, diffing = _imported(), importlib.import_module("diplomap.diffing.diff")

    def run(old: Path, new: Path) -> int:
        one, two = checking.check(old), checking.check(new)
        found = diffing.diff(one.dataset, two.dataset)
        ledger = found.ledger()
        return len(found.changes) + len(ledger.parties) + len(one.findings) + len(two.findings)

    return run


def ours_check() -> Work:
    """Read, type and check the old edition alone."""
    checking = _imported()
    return lambda old, new: len(checking.check(old).findings) + 1


def _imported() -> ModuleType:
    """The checking module, with all that it imports when first used: peers do so at their import too."""
    for name in (
        "tables.reading",
        "parties.resolver",
        "parties.existence",
        "diffing.accounts",
        "counting.tally",
    ):
        importlib.import_module(f"diplomap.{name}")
    return importlib.import_module("diplomap.checking.check")


def plain() -> Work:
    """The lower bound: csv, dicts, sets."""
    return importlib.import_module("plain").run  # type: ignore[no-any-return]


def plain_check() -> Work:
    """The lower bound of checking alone."""
    read = importlib.import_module("plain").read
    return lambda old, new: len(read(old)[2]) + 1


def csv_diff() -> Work:
    """csv-diff by id: no checks, no types."""
    module = importlib.import_module("csv_diff")

    def run(old: Path, new: Path) -> int:
        with old.open(encoding="utf-8", newline="") as one, new.open(encoding="utf-8", newline="") as two:
            found = module.compare(module.load_csv(one, key="id"), module.load_csv(two, key="id"))
        return sum(len(found[name]) for name in ("added", "removed", "changed"))

    return run


def pydantic_and_dicts() -> Work:
    """Rows as pydantic models with the same checks, then a diff of dicts."""
    return importlib.import_module("pydantic_rows").run  # type: ignore[no-any-return]


def frictionless_check() -> Work:
    """frictionless with a schema of the same cell rules."""
    frictionless = importlib.import_module("frictionless")
    plain_words = importlib.import_module("plain")
    states = importlib.import_module("plain_states").STATES
    day = plain_words.DATE.pattern
    party = {"required": True, "enum": sorted(states)}
    fields = [
        {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}},
        {"name": "sending", "type": "string", "constraints": party},
        {"name": "receiving", "type": "string", "constraints": party},
        {"name": "kind", "type": "string", "constraints": {"enum": sorted(plain_words.KINDS)}},
        {"name": "city", "type": "string"},
        {"name": "opened", "type": "string", "constraints": {"pattern": day}},
        {"name": "closed", "type": "string", "constraints": {"pattern": day}},
        {"name": "status", "type": "string", "constraints": {"enum": sorted(plain_words.STATUSES)}},
        {"name": "sources", "type": "string"},
    ]
    schema = frictionless.Schema.from_descriptor({"fields": fields})
    formula = {"type": "row-constraint", "formula": "sending != receiving"}

    def run(old: Path, new: Path) -> int:
        resource = frictionless.Resource(path=old.name, basepath=str(old.parent), schema=schema)
        checklist = frictionless.Checklist.from_descriptor({"checks": [formula]})
        report = resource.validate(checklist)
        return int(report.stats["errors"]) + 1

    return run


CONTENDERS: dict[str, Callable[[], Work]] = {
    "plain": plain,
    "diplomap": ours,
    "csv-diff (no checks)": csv_diff,
    "pydantic + dict diff": pydantic_and_dicts,
    "plain, check alone": plain_check,
    "diplomap, check alone": ours_check,
    "frictionless, check alone": frictionless_check,
}
