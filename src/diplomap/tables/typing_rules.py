"""All rules that reading a table can raise, in the order of their codes."""

from __future__ import annotations

from diplomap.model.rules import Rule
from diplomap.tables.cell_rules import CELL_RULES, FOOTNOTE_MARK
from diplomap.tables.format_rules import FORMAT_RULES
from diplomap.tables.record_rules import RECORD_CELL_RULES, RECORD_ROW_RULES, RECORD_TABLE_RULES
from diplomap.tables.row_rules import FILE_RULES, ROW_RULES

RULES: tuple[Rule, ...] = (
    *(*FILE_RULES, *FORMAT_RULES, *CELL_RULES, *RECORD_CELL_RULES, FOOTNOTE_MARK),
    *(*ROW_RULES, *RECORD_ROW_RULES, *RECORD_TABLE_RULES),
)
