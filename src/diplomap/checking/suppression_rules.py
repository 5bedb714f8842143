"""What can be wrong with a cell that says which findings of its row are to be left aside."""

from __future__ import annotations

from diplomap.model.findings import Severity
from diplomap.model.rules import Example, Rule

_HEAD = "id,sending,receiving,kind,city,opened,ignore\n"
_SPACED = _HEAD + "a,PRK,ESP,embassy, Madrid,2013,DM120: as the register has it\n"

NO_REASON = Rule(
    "DM021",
    "ignored-without-reason",
    Severity.WARNING,
    "rows",
    "The column ignore names a rule and gives no reason; the findings of that rule are told all the same.",
    "Whoever reads the table next cannot judge whether the finding is still to be left aside.",
    "Write the reason after the code: DM403: two chanceries.",
    "",
    Example(_HEAD + "a,PRK,ESP,embassy,Madrid,2013,DM120\n", _SPACED),
)
IGNORES_UNKNOWN = Rule(
    "DM022",
    "ignores-unknown-rule",
    Severity.WARNING,
    "rows",
    "The column ignore names a rule that does not exist.",
    "The finding that was meant is told all the same, or was never there.",
    "Write the code that the finding shows; several are parted by a bar.",
    "",
    Example(_HEAD + "a,PRK,ESP,embassy,Madrid,2013,DM9999: as the register has it\n", _SPACED),
)
IGNORES_NOTHING = Rule(
    "DM023",
    "ignores-nothing",
    Severity.WARNING,
    "rows",
    "The column ignore names a rule that finds nothing in this row.",
    "Left in place, it would hide the next mistake of that kind in this row.",
    "Take it out.",
    "",
    Example(_HEAD + "a,PRK,ESP,embassy,Madrid,2013,DM120: as the register has it\n", _SPACED),
)
SUPPRESSION_RULES = (NO_REASON, IGNORES_UNKNOWN, IGNORES_NOTHING)
