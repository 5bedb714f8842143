"""What can be wrong with a file as a whole (DM0xx) and with one row of it (DM2xx)."""

from __future__ import annotations

from diplomap.model.findings import Severity
from diplomap.model.rules import Example, Rule

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_HEAD = "id,sending,receiving,kind,city,opened,closed\n"
_ROW = "a,PRK,ESP,embassy,Madrid,2013,\n"
_FINE = _HEAD + _ROW
_ROWS = "".join(f"{party.lower()},PRK,{party},embassy,,2013,\n" for party in ("ESP", "DEU", "POL", "AUT"))

OTHER_ENCODING = Rule(
    "DM001",
    "other-encoding",
    _WARNING,
    "files",
    "The file, or some of its lines, is not UTF-8; it was read as Windows-1252.",
    "Accented letters may come out wrong where that was not the encoding either.",
    "Save the table as UTF-8, and look at the accents on the lines named.",
)
NUL_CHARACTER = Rule(
    "DM002",
    "nul-character",
    _WARNING,
    "files",
    "A line holds NUL characters, which no text should.",
    "They are invisible and come from a damaged file or a failed export.",
    "Delete them, or export the table again.",
)
MISSING_COLUMN = Rule(
    "DM003",
    "missing-column",
    _ERROR,
    "files",
    "The header lacks a column without which no row can be typed, such as id, sending, receiving or kind.",
    "Nothing can be told from the table until the column is there or its header is known.",
    "Add the column, rename the header, or name the table's layout with --layout.",
    "",
    Example("id,sending,kind\na,PRK,embassy\n", "id,sending,receiving,kind\na,PRK,ESP,embassy\n"),
)
DUPLICATE_HEADER = Rule(
    "DM004",
    "duplicate-header",
    _WARNING,
    "files",
    "Two columns have the same header; the first is read, the other is kept as it stands.",
    "Nobody can tell which of the two is meant.",
    "Rename or remove one of the two columns.",
    "",
    Example("id,sending,receiving,kind,city,city\na,PRK,ESP,embassy,Madrid,Rome\n", _FINE),
)
BLANK_HEADER = Rule(
    "DM005",
    "blank-header",
    _WARNING,
    "files",
    "A column that holds something has no header; it is kept as it stands.",
    "What its cells mean is not said.",
    "Give the column a name, or remove it.",
    "",
    Example("id,sending,receiving,kind,\na,PRK,ESP,embassy,Madrid\n", _FINE),
)
NO_ROWS = Rule(
    "DM006",
    "no-rows",
    _WARNING,
    "files",
    "The table has a header and no rows.",
    "A diff against it would show every mission as gone.",
    "Check that this is the table you mean.",
    "",
    Example(_HEAD, _FINE),
)
TABLE_NOT_READ = Rule(
    "DM007",
    "table-not-read",
    _NOTE,
    "files",
    "The folder holds a table that is not read.",
    "What it says takes no part in checking or counting, and is not written again.",
    "Keep it beside; nothing in it was changed.",
)
BAD_PACKAGE = Rule(
    "DM008",
    "bad-package",
    _ERROR,
    "files",
    "The dataset's datapackage.json cannot be used.",
    "Without it nobody knows for which day the table speaks and what it covers.",
    "Correct the file, or remove it.",
    "Data Package v2",
)
OPEN_QUOTE = Rule(
    "DM009",
    "open-quote",
    _ERROR,
    "rows",
    "A quote is opened and never closed; its line was split as if the quote were a letter.",
    "Read to the letter, the quote swallows every row below it.",
    "Close the quote, or take it away.",
    "RFC 4180",
    Example(_HEAD + 'a,PRK,ESP,embassy,"Madrid,2013,\nb,PRK,ITA,embassy,Rome,2000,\n', _FINE),
)
SWALLOWED_LINES = Rule(
    "DM010",
    "swallowed-lines",
    _WARNING,
    "rows",
    "A quoted cell runs over lines that look like rows of their own.",
    "A forgotten quote makes rows vanish into one cell.",
    "Close the quote where the cell ends.",
    "RFC 4180",
    Example(
        _HEAD
        + 'a,PRK,ESP,embassy,"Madrid,2013,\nb,PRK,ITA,embassy,Rome,2000,\nc,PRK,DEU,embassy,Berlin",,\n',
        _FINE,
    ),
)
STILL_ASIDE = Rule(
    "DM011",
    "still-set-aside",
    _WARNING,
    "files",
    "Rows that could not be typed when the dataset was written wait in a file of their own.",
    "They count nowhere and are given back as they stand until somebody mends them.",
    "Mend the rows and move them to missions.csv.",
)
TABLE_UNREADABLE = Rule(
    "DM012",
    "table-unreadable",
    _ERROR,
    "files",
    "A table that stands beside others is empty, or no text.",
    "What it should say is missing, and a count or difference would not know.",
    "Put the table back as it was, or remove the file.",
)
CLOSED_BEFORE_OPENED = Rule(
    "DM201",
    "closed-before-opened",
    _ERROR,
    "rows",
    "The post closed before it opened, whatever the unknown parts of the two dates may be.",
    "One of the two dates is wrong; the row counts nowhere until it is mended.",
    "Correct the wrong one, or exchange the two.",
    "",
    Example(_HEAD + "a,PRK,ESP,embassy,Madrid,2013,1999\n", _HEAD + "a,PRK,ESP,embassy,Madrid,1999,2013\n"),
)
SENT_TO_ITSELF = Rule(
    "DM202",
    "sent-to-itself",
    _ERROR,
    "rows",
    "The receiving party is one of the senders.",
    "A mission is sent by one party to another.",
    "Correct the sending or the receiving party.",
    "VCDR art. 2",
    Example(_HEAD + "a,FIN,FIN,embassy,Helsinki,1990,\n", _HEAD + "a,FIN,EST,embassy,Tallinn,1990,\n"),
)
SHORT_ROW = Rule(
    "DM203",
    "short-row",
    _WARNING,
    "rows",
    "The row has fewer cells than the header; what is missing at its end was taken as blank.",
    "If a cell in the middle is missing, all that follow stand in the wrong columns.",
    "Compare the row with the header and add the missing delimiters.",
    "RFC 4180",
    Example(_HEAD + "a,PRK,ESP,embassy,Madrid\n", _FINE),
)
LONG_ROW = Rule(
    "DM204",
    "long-row",
    _ERROR,
    "rows",
    "The row has more filled cells than the header has columns.",
    "Nobody can tell which column the surplus belongs to; often an unquoted delimiter split a cell.",
    "Quote the cell that holds the delimiter, or remove the surplus.",
    "RFC 4180",
    Example(_HEAD + "a,PRK,ESP,embassy,Madrid,2013,,Spain\n", _FINE),
)
BLANK_ROW = Rule(
    "DM205",
    "blank-row",
    _WARNING,
    "rows",
    "Every cell of the row is blank.",
    "It says nothing; spreadsheets leave such rows behind.",
    "Remove the row.",
    "",
    Example(_HEAD + ",,,,,,\n" + _ROW, _FINE),
)
RECEIVER_UNDECIDED = Rule(
    "DM206",
    "receiver-undecided",
    _ERROR,
    "rows",
    "The post stands in one state and is accredited to several others; to which it is sent is not said.",
    "The receiving state decides in whose count the mission stands.",
    "Name the state to which the mission is sent first of all.",
    "VCDR art. 5 and 6",
)
BLANK_SURPLUS = Rule(
    "DM207",
    "blank-cell-too-many",
    _WARNING,
    "rows",
    "The row has more cells than the header has columns, and those beyond it are blank. Nothing is said "
    "where a quarter of the rows or more end so.",
    "A delimiter too many in the middle moves all that follow one column to the right; the blank cell at the "
    "end is what is seen of it.",
    "Compare the row with the header and take the delimiter out that is too many.",
    "RFC 4180",
    Example(
        _HEAD + _ROWS + "b,PRK,ITA,embassy,Rome,,2000,\n",
        _HEAD + _ROWS + "b,PRK,ITA,embassy,Rome,2000,\n",
    ),
)

FILE_RULES = (
    *(OTHER_ENCODING, NUL_CHARACTER, MISSING_COLUMN, DUPLICATE_HEADER, BLANK_HEADER, NO_ROWS),
    *(TABLE_NOT_READ, BAD_PACKAGE, OPEN_QUOTE, SWALLOWED_LINES, STILL_ASIDE, TABLE_UNREADABLE),
)
ROW_RULES = (
    *(CLOSED_BEFORE_OPENED, SENT_TO_ITSELF, SHORT_ROW, LONG_ROW, BLANK_ROW, RECEIVER_UNDECIDED),
    BLANK_SURPLUS,
)
