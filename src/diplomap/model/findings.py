"""A finding: one thing wrong at one place in the input, and the fix that clears it."""

from __future__ import annotations

from enum import StrEnum

import attrs

from diplomap.values.origins import Origin


class Severity(StrEnum):
    """How bad a finding is: an error cannot be true, a warning is likely wrong, a note is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(slots=True)
class Fix:
    """A replacement of one raw cell; `safe` where it cannot change what was meant."""

    replacement: str
    safe: bool = True


@attrs.frozen(slots=True)
class Finding:
    """One thing wrong at one place: a stable code, a message in plain words, where, and how to mend it.

    >>> f = Finding("DM301", Severity.ERROR, "closed before it opened", Origin("m.csv", 3, "closed", "1960"))
    >>> str(f)
    "m.csv:3, column closed: '1960': error DM301: closed before it opened"
    """

    code: str
    severity: Severity
    message: str
    origin: Origin
    fix: Fix | None = None
    related: tuple[Origin, ...] = ()

    def __str__(self) -> str:
        return f"{self.origin}: {self.severity} {self.code}: {self.message}"
