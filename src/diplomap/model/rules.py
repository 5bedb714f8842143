"""A rule of checking as a value: its code, name, severity and explanation, and the findings it makes."""

from __future__ import annotations

import attrs

from diplomap.model.findings import Finding, Fix, Severity
from diplomap.values.origins import Origin


@attrs.frozen(slots=True)
class Example:
    """Two small datasets: one that raises the rule's finding, and the same put right.

    Each is the text of missions.csv, or several tables as (file name, text), the one with the finding first.

    >>> Example("id", (("relations.csv", "party"),)).files("good")
    {'relations.csv': 'party'}
    """

    bad: str | tuple[tuple[str, str], ...]
    good: str | tuple[tuple[str, str], ...]

    def files(self, side: str) -> dict[str, str]:
        """The tables of one side (``bad`` or ``good``) by their file names."""
        told: str | tuple[tuple[str, str], ...] = getattr(self, side)
        return {"missions.csv": told} if isinstance(told, str) else dict(told)

    def shown(self, side: str) -> str:
        """One side as it is shown to a reader: a table as it stands, several under their names."""
        files = self.files(side)
        if files.keys() == {"missions.csv"}:
            return files["missions.csv"].rstrip("\n")
        return "\n\n".join(f"{name}:\n{text}".rstrip("\n") for name, text in files.items())


@attrs.frozen(slots=True)
class Rule:
    """One thing that can be wrong, told once: what, why it matters, how to mend it, on what authority.

    `code` never changes its meaning; `name` is one line in the form ``closed-before-opened``; `family`
    is one of files, cells, rows, tables, diplomacy, sanctions, events and sources; `source` is a treaty
    article, codebook or standard, empty where
    the rule follows from the table's own form. A rule whose `default` is False is asked only where it is
    chosen by its code.

    >>> rule = Rule("DM301", "closed-before-opened", Severity.ERROR, "rows", "…", "…", "…")
    >>> rule.at(Origin("m.csv", 3, "closed", "1960"), "closed 1960 before it opened 1970").code
    'DM301'
    """

    code: str
    name: str
    severity: Severity
    family: str
    what: str
    why: str
    mend: str
    source: str = ""
    example: Example | None = None
    default: bool = True

    def at(
        self, origin: Origin, message: str, *, fix: Fix | None = None, related: tuple[Origin, ...] = ()
    ) -> Finding:
        """The finding of this rule at one place."""
        return Finding(self.code, self.severity, message, origin, fix, related)
