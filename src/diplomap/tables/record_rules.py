"""What can be wrong with the cells (DM12x) and rows (DM22x) of the tables of records."""

from __future__ import annotations

from diplomap.model.findings import Severity
from diplomap.model.rules import Example, Rule

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE
_RELATIONS = "party,with,kind,status,since,until\n"
_EVENTS = "id,date,kind,subject,with,detail\n"
_FIGURES = "id,quantity,of,comparison,value\n"
_MISSION = "id,sending,receiving,kind,city\na,ITA,ESP,embassy,Madrid\n"


def _rule(
    code: str,
    name: str,
    family: str,
    words: tuple[str, str, str],
    table: str,
    bad: str,
    good: str,
    *,
    source: str = "",
    severity: Severity = _ERROR,
) -> Rule:
    head = {"relations": _RELATIONS, "events": _EVENTS, "figures": _FIGURES}[table]
    file = f"{table}.csv"
    example = Example(((file, head + bad),), ((file, head + good),))
    return Rule(code, name, severity, family, *words, source, example)


UNKNOWN_WORD = _rule(
    "DM121",
    "unknown-word",
    "cells",
    (
        "A cell holds a word that is none of its list: a status, kind, level, measure, stage or cause.",
        "What the row says depends on it, and a word that nobody knows can be neither checked nor counted.",
        "Write one of the words of the list; the message names the nearest.",
    ),
    "relations",
    "PRK,ESP,diplomatic,establishd,2001,\n",
    "PRK,ESP,diplomatic,established,2001,\n",
)
UNREADABLE_NUMBER = _rule(
    "DM122",
    "unreadable-number",
    "cells",
    (
        "The value of a figure is no number and no two numbers, the smaller first, with .. between them.",
        "A figure that cannot be read can be neither supported nor contradicted.",
        "Write 10, 12.5 or 8..10; how it was said belongs in comparison, and its words in words.",
    ),
    "figures",
    "f1,closures,PRK,exactly,ten\n",
    "f1,closures,PRK,exactly,10\n",
)
BAD_DETAIL = _rule(
    "DM123",
    "bad-detail",
    "cells",
    (
        "The detail of an event is not made of name=text, or tells one name twice.",
        "What an event brought about is read from there; what cannot be read is lost to replay.",
        "Write kind=embassy|city=Madrid: names and texts with =, parted by a bar.",
    ),
    "events",
    "e1,2014,opening_announced,PRK,ESP,embassy\n",
    "e1,2014,opening_announced,PRK,ESP,kind=embassy\n",
)
DATE_NOT_KNOWN = _rule(
    "DM124",
    "date-not-known",
    "cells",
    (
        "A cell says in words that its date is not known.",
        "A blank cell says the same, and sorts with the others.",
        "Leave the cell blank.",
    ),
    "relations",
    "PRK,ESP,diplomatic,established,n.d.,\n",
    "PRK,ESP,diplomatic,established,,\n",
    severity=_NOTE,
)
ENDS_BEFORE_IT_BEGINS = _rule(
    "DM221",
    "ends-before-it-begins",
    "rows",
    (
        "What the row tells ends before it begins, whatever the unknown parts of the two dates may be.",
        "One of the two dates is wrong; the row counts nowhere until it is mended.",
        "Correct the wrong one, or exchange the two.",
    ),
    "relations",
    "PRK,ESP,diplomatic,established,2001,1999\n",
    "PRK,ESP,diplomatic,established,1999,2001\n",
)
PARTY_WITH_ITSELF = _rule(
    "DM222",
    "party-with-itself",
    "rows",
    (
        "A party is in relations with itself, recognises itself, or puts sanctions on itself.",
        "These hold between two parties; one of the two cells names the wrong one.",
        "Correct one of the two parties.",
    ),
    "relations",
    "ESP,ESP,diplomatic,established,2001,\n",
    "PRK,ESP,diplomatic,established,2001,\n",
    source="VCDR art. 2",
)
NUMBER_AND_COMPARISON = _rule(
    "DM223",
    "number-and-comparison",
    "rows",
    (
        "A figure of few or many has a number, or another figure has none.",
        "Few and many bound by no number; all others bound by one.",
        "Take the number away, or name another comparison; write the number where one was said.",
    ),
    "figures",
    "f1,missions,PRK,few,10\n",
    "f1,missions,PRK,few,\n",
)

ACCREDITS_NO_MISSION = Rule(
    "DM312",
    "accreditation-without-mission",
    _ERROR,
    "tables",
    "A row of accreditations.csv names a mission that missions.csv does not have, or has several of.",
    "An accreditation belongs to one mission; where nobody can tell to which, the row counts nowhere.",
    "Correct the mission's id, add the mission, or give each mission an id of its own.",
    "VCDR art. 5",
    Example(
        (("accreditations.csv", "mission,to,since\nb,AND,1994\n"), ("missions.csv", _MISSION)),
        (("accreditations.csv", "mission,to,since\na,AND,1994\n"), ("missions.csv", _MISSION)),
    ),
)
RECORD_CELL_RULES = (UNKNOWN_WORD, UNREADABLE_NUMBER, BAD_DETAIL, DATE_NOT_KNOWN)
RECORD_ROW_RULES = (ENDS_BEFORE_IT_BEGINS, PARTY_WITH_ITSELF, NUMBER_AND_COMPARISON)
RECORD_TABLE_RULES = (ACCREDITS_NO_MISSION,)
