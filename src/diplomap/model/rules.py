"""A rule of checking as a value: its code, name, severity and explanation, and the findings it makes."""

from __future__ import annotations

import attrs

from diplomap.model.findings import Finding, Fix, Severity
from diplomap.values.origins import Origin


@attrs.frozen(slots=True)
class Example:
    """Two small tables as CSV text: one that raises the rule's finding, and the same put right."""

    bad: str
    good: str


@attrs.frozen(slots=True)
class Rule:
    """One thing that can be wrong, told once: what, why it matters, how to mend it, on what authority.

    `code` never changes its meaning; `name` is one line in the form ``closed-before-opened``; `family`
    is cells, rows, tables or diplomacy; `source` is a treaty article, codebook or standard, empty where
    the rule follows from the table's own form.

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

    def at(
        self, origin: Origin, message: str, *, fix: Fix | None = None, related: tuple[Origin, ...] = ()
    ) -> Finding:
        """The finding of this rule at one place."""
        return Finding(self.code, self.severity, message, origin, fix, related)
