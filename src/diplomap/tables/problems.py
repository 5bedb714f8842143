"""What is wrong with a text, said once for all the places where it stands."""

from __future__ import annotations

import attrs

from diplomap.model.rules import Rule


@attrs.frozen(slots=True)
class Problem:
    """What is wrong with a text wherever it stands in a column, and what might be written instead.

    `safe` says that the replacement cannot change what was meant.
    """

    rule: Rule
    message: str
    replacement: str | None = None
    safe: bool = False
