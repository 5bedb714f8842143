"""What can be wrong with spreadsheets, JSON, YAML, TOML and rows of other programs (DM05x)."""

from __future__ import annotations

import json

from diplomap.model.findings import Severity
from diplomap.model.rules import Example, Rule

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_FINE = {"id": "a", "sending": "PRK", "receiving": "ESP", "kind": "embassy", "city": "Madrid"}


def _shown(text: str) -> tuple[tuple[str, str], ...]:
    return (("missions.json", text),)


def _example(bad: str, good: str | None = None) -> Example:
    return Example(_shown(bad), _shown(good or f"[\n{json.dumps(_FINE)}\n]\n"))


_HEAD = '{"id": "a", "sending": "PRK", "receiving": "ESP", "kind": "embassy"'

NO_RECORD = Rule(
    "DM051",
    "no-record",
    _ERROR,
    "files",
    "Something stands in a list of records that is no record with named values.",
    "Which column its parts belong to is not said, so nothing can be told from it.",
    "Give it the names of the columns, or take it out.",
    "RFC 8259",
    _example(f"[\n{_HEAD}}},\n" + '["b", "PRK", "ITA", "embassy"]\n]\n'),
)
DUPLICATE_KEY = Rule(
    "DM052",
    "duplicate-key",
    _ERROR,
    "files",
    "A record names one column twice; both texts are kept, and the record is set aside.",
    "Nobody can tell which of the two is meant; most programs keep the last without a word.",
    "Take one of the two out.",
    "RFC 8259 section 4",
    _example(f'[\n{_HEAD},\n "city": "Madrid", "city": "Rome"}}\n]\n'),
)
NESTED_VALUE = Rule(
    "DM053",
    "nested-value",
    _ERROR,
    "files",
    "A value is made of parts that no cell of a table can hold.",
    "A cell holds a text, several texts parted by a bar, or names with a text each.",
    "Write a text or a list of texts without bars, or put the parts into columns of their own.",
    "",
    _example(
        f'[\n{_HEAD}, "city": "Madrid",\n "sources": [["s1", "s2"], "s3"]}}\n]\n',
        f'[\n{_HEAD}, "city": "Madrid"}}\n]\n',
    ),
)
TIME_OF_DAY = Rule(
    "DM054",
    "time-of-day",
    _WARNING,
    "files",
    "A date has a time of day; the day was read and the time left aside.",
    "Dates of missions are days; a time often comes from an export that moved them to another time zone.",
    "Take the time away, after a look whether the day is the right one.",
    "ISO 8601",
)
FORMULA_WITHOUT_VALUE = Rule(
    "DM055",
    "formula-without-value",
    _ERROR,
    "files",
    "A cell holds a formula, and the file does not say what it gives.",
    "The value is kept in the file only once a spreadsheet program has computed it.",
    "Open the file in a spreadsheet program and save it, or write the value in the cell.",
    "ISO/IEC 29500",
)
ERROR_VALUE = Rule(
    "DM056",
    "error-value",
    _ERROR,
    "files",
    "A cell holds an error of the spreadsheet, such as #N/A or #REF!.",
    "It says that a formula failed, and nothing about the mission.",
    "Mend the formula, or write the value in the cell.",
    "ISO/IEC 29500",
)
MERGED_CELLS = Rule(
    "DM057",
    "merged-cells",
    _NOTE,
    "files",
    "Several cells are merged into one; its text was read for each of them.",
    "Merged cells are often meant for the eye, and other programs read all but the first as blank.",
    "Write the text in each cell.",
)
HIDDEN_CELLS = Rule(
    "DM058",
    "hidden-cells",
    _NOTE,
    "files",
    "Rows, columns or a sheet are hidden; they were read like the others.",
    "What is hidden is easily forgotten, and may be what somebody meant to leave out.",
    "Show them, or delete what is not meant.",
)
DATE_AS_TEXT = Rule(
    "DM059",
    "date-as-text",
    _NOTE,
    "files",
    "A date is stored as text in a column whose other dates are dates to the spreadsheet.",
    "It sorts apart from the others, and day and month may stand in another order than in them.",
    "Type it again, or make the whole column text.",
)

FORMAT_RULES = (
    *(NO_RECORD, DUPLICATE_KEY, NESTED_VALUE, TIME_OF_DAY, FORMULA_WITHOUT_VALUE, ERROR_VALUE),
    *(MERGED_CELLS, HIDDEN_CELLS, DATE_AS_TEXT),
)
# For these a record cannot be typed, though its texts alone may look as if it could.
UNTYPED = frozenset(rule.code for rule in FORMAT_RULES if rule.severity is _ERROR)
