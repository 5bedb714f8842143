"""What can be wrong with one cell: the rules DM1xx."""

from __future__ import annotations

from diplomap.model.findings import Severity
from diplomap.model.rules import Example, Rule
from diplomap.values.date_problems import DateFault

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE
_HEAD = "id,sending,receiving,kind,status,city,opened,head\n"


def _cell_rule(
    code: str, name: str, what: str, why: str, mend: str, bad: str, good: str, source: str = ""
) -> Rule:
    return Rule(code, name, _ERROR, "cells", what, why, mend, source, Example(_HEAD + bad, _HEAD + good))


REQUIRED_BLANK = _cell_rule(
    "DM101",
    "required-cell-blank",
    "A cell of id, sending, receiving or kind is blank.",
    "Without them nobody can tell which post the row speaks of, so the row counts nowhere.",
    "Fill the cell. If it is truly not known, the row does not describe a mission yet.",
    "a,PRK,,embassy,,Madrid,,\n",
    "a,PRK,ESP,embassy,,Madrid,,\n",
)
UNKNOWN_PARTY = _cell_rule(
    "DM102",
    "unknown-party",
    "A name or code of a state, territory or organisation is not known.",
    "A party that is not recognised can be neither counted nor compared.",
    "Correct the spelling, or write the ISO 3166-1 alpha-3 code. A likeness is only ever suggested.",
    "a,PRK,Spainn,embassy,,Madrid,,\n",
    "a,PRK,Spain,embassy,,Madrid,,\n",
    "ISO 3166-1, ISO 3166-3",
)
AMBIGUOUS_PARTY = _cell_rule(
    "DM103",
    "ambiguous-party",
    "A name stands for several parties, and the row's dates do not settle which.",
    "Korea, Congo or Guinea alone may be one of several states; a guess would be silently wrong.",
    "Write the code of the one that is meant.",
    "a,DNK,Congo,embassy,,,1998,\n",
    "a,DNK,COG,embassy,,,1998,\n",
    "ISO 3166-1",
)
NOT_A_PARTY = _cell_rule(
    "DM104",
    "not-a-party",
    "A name is that of a city, a part of a state, a region or a ministry, not of a party.",
    "Missions are sent and received by states, territories and organisations.",
    "Write the state that sends or receives; keep the place or ministry in a note.",
    "a,DNK,Bavaria,consulate,,Munich,1990,\n",
    "a,DNK,DEU,consulate,,Munich,1990,\n",
    "VCDR art. 2; VCCR art. 2",
)
UNKNOWN_KIND = _cell_rule(
    "DM105",
    "unknown-kind",
    "The kind of mission is not known.",
    "What a post is decides under which profile it counts.",
    "Write one of our kinds, such as embassy, consulate_general or honorary_consulate.",
    "a,PRK,ESP,embasy,,Madrid,,\n",
    "a,PRK,ESP,embassy,,Madrid,,\n",
    "VCDR art. 14; VCCR art. 9",
)
UNKNOWN_STATUS = _cell_rule(
    "DM106",
    "unknown-status",
    "The status is not known.",
    "Whether a post works decides whether it counts.",
    "Write planned, operating, suspended, evacuated, closing, closed or unknown; blank means operating.",
    "a,PRK,ESP,embassy,sleeping,Madrid,,\n",
    "a,PRK,ESP,embassy,suspended,Madrid,,\n",
)
UNKNOWN_HEAD = _cell_rule(
    "DM107",
    "unknown-head",
    "The rank of the head of mission is not known.",
    "Ranks are those of the Vienna Convention; COW codes are taken from them.",
    "Write ambassador, minister, charge, other or none.",
    "a,PRK,ESP,embassy,,Madrid,,boss\n",
    "a,PRK,ESP,embassy,,Madrid,,ambassador\n",
    "VCDR art. 14",
)
UNREADABLE_DATE = _cell_rule(
    "DM111",
    "unreadable-date",
    "A date cannot be read.",
    "A date that is read wrongly moves a count; one that cannot be read must be said again.",
    "Write 2019, 2019-05 or 2019-05-03; with ? or ~ where it is doubtful; leave it blank if not known.",
    "a,PRK,ESP,embassy,,Madrid,some time ago,\n",
    "a,PRK,ESP,embassy,,Madrid,..2013,\n",
    "ISO 8601-2:2019 (EDTF)",
)
IMPOSSIBLE_DATE = _cell_rule(
    "DM112",
    "impossible-date",
    "The calendar has no such day.",
    "It is a slip of the keyboard, and nobody can tell of which key.",
    "Correct the day, or write the month alone if the day is not known.",
    "a,PRK,ESP,embassy,,Madrid,31 November 1975,\n",
    "a,PRK,ESP,embassy,,Madrid,1975-11,\n",
    "ISO 8601",
)
AMBIGUOUS_DATE = _cell_rule(
    "DM113",
    "ambiguous-date",
    "A date may mean several days or stretches, and its column does not settle which.",
    "3/4/2019 is 3 April to some and March 4 to others.",
    "Write it as year-month-day.",
    "a,PRK,ESP,embassy,,Madrid,3/4/2019,\n",
    "a,PRK,ESP,embassy,,Madrid,2019-04-03,\n",
    "ISO 8601",
)
SERIAL_DATE = _cell_rule(
    "DM114",
    "serial-date",
    "A number of five digits stands where a date should: a spreadsheet's count of days.",
    "The same number is two different days in the 1900 and 1904 systems.",
    "Format the column as text or as ISO dates in the spreadsheet and save it again.",
    "a,PRK,ESP,embassy,,Madrid,43588,\n",
    "a,PRK,ESP,embassy,,Madrid,2019-05-03,\n",
)
SHORT_YEAR = _cell_rule(
    "DM115",
    "short-year",
    "A year has two digits.",
    "Diplomatic history spans centuries; no century is guessed.",
    "Write the year with four digits.",
    "a,PRK,ESP,embassy,,Madrid,3 May 74,\n",
    "a,PRK,ESP,embassy,,Madrid,1974-05-03,\n",
    "ISO 8601",
)
DATE_OUT_OF_RANGE = _cell_rule(
    "DM116",
    "date-out-of-range",
    "A year lies outside 1000 to 9999.",
    "Dates are kept with four-digit years.",
    "Leave the date blank and tell it in a note.",
    "a,PRK,ESP,embassy,,Madrid,999 BC,\n",
    "a,PRK,ESP,embassy,,Madrid,1013,\n",
    "ISO 8601-2:2019 (EDTF)",
)
TYPED_DATE = Rule(
    "DM117",
    "date-in-words",
    _NOTE,
    "cells",
    "A date is typed in a form of its own; it was read without guessing, and the note says how.",
    "One notation keeps a column sortable and comparable.",
    "Write it in the notation given; `diplomap` writes it so by itself.",
    "ISO 8601-2:2019 (EDTF)",
    Example(
        _HEAD + "a,PRK,ESP,embassy,,Madrid,3 May 2019,\n", _HEAD + "a,PRK,ESP,embassy,,Madrid,2019-05-03,\n"
    ),
)
SPACES_AROUND = Rule(
    "DM120",
    "spaces-around",
    _NOTE,
    "cells",
    "A cell has spaces before or after its text; they were left aside.",
    "To other programs the text with spaces is another text.",
    "Take the spaces away.",
    "",
    Example(_HEAD + "a,PRK,ESP,embassy,, Madrid,,\n", _HEAD + "a,PRK,ESP,embassy,,Madrid,,\n"),
)
FOOTNOTE_MARK = Rule(
    "DM190",
    "footnote-mark",
    _NOTE,
    "cells",
    "A cell bears a footnote mark, in a column of which the layout says so; the mark was moved to the note.",
    "With the mark, Paris¹ is no city and 2003* no year; without it, what the footnote says would be lost.",
    "Write what the footnote says in the note, and the value alone in the cell.",
)

DATE_RULES = {
    DateFault.UNREADABLE: UNREADABLE_DATE,
    DateFault.IMPOSSIBLE: IMPOSSIBLE_DATE,
    DateFault.AMBIGUOUS: AMBIGUOUS_DATE,
    DateFault.SERIAL: SERIAL_DATE,
    DateFault.SHORT_YEAR: SHORT_YEAR,
    DateFault.OUT_OF_RANGE: DATE_OUT_OF_RANGE,
}
CELL_RULES = (
    *(REQUIRED_BLANK, UNKNOWN_PARTY, AMBIGUOUS_PARTY, NOT_A_PARTY, UNKNOWN_KIND, UNKNOWN_STATUS),
    *(UNKNOWN_HEAD, *DATE_RULES.values(), TYPED_DATE, SPACES_AROUND),
)
