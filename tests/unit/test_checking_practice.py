"""The practice dataset: each planted mistake is found in its row, and nothing is found in the right rows."""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from diplomap.checking.check import check
from diplomap.checking.registry import rules

TABLE = Path(str(files("diplomap"))) / "data" / "datasets" / "practice" / "missions.csv"
CODES = {
    "required cell blank": "DM101",
    "unknown party": "DM102",
    "ambiguous party": "DM103",
    "not a state": "DM104",
    "unknown kind": "DM105",
    "unknown status": "DM106",
    "unknown rank of the head": "DM107",
    "unreadable date": "DM111",
    "impossible date": "DM112",
    "day and month could be exchanged": "DM113",
    "serial number of a spreadsheet": "DM114",
    "year of two digits": "DM115",
    "a year before 1000": "DM116",
    "a date in words": "DM117",
    "spaces before and after": "DM120",
    "closed before opened": "DM201",
    "sending and receiving are the same": "DM202",
    "short row": "DM203",
    "long row": "DM204",
    "same id as the row above": "DM301",
    "the next row repeats this one exactly": "DM302",
    "overlaps the spell above": "DM303",
    "a state before it began": "DM401",
    "a state after it ended": "DM402",
    "two open resident embassies of one sender (with the row above)": "DM403",
    "accredited to its own receiver": "DM404",
    "accredited to its own sender": "DM405",
    "two embassies in Rome, both told as sent to Italy (with the row above)": "DM406",
}
# Rules on what is rarer, and on columns as a whole, are shown by tests/files/rules alone.
RARE = {
    *("DM231", "DM232", "DM233", "DM234", "DM235", "DM321", "DM322", "DM323", "DM324"),
    *("DM407", "DM408", "DM409", "DM410", "DM411", "DM413", "DM414", "DM415", "DM921", "DM922"),
}
# A mistake that two rows make together is told at the later one.
TOLD_AT_THE_LATER_ROW = ("same id as the next", "overlaps the next", "(with the next)", "repeats this one")


def remarks() -> dict[int, str]:
    """The remark of each row, by its physical line: no cell of this table has a line break."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        found = {}
        for line, row in enumerate(csv.reader(stream), 1):
            found[line] = next((cell for cell in row if cell.startswith(("planted: ", "right"))), "")
    del found[1]
    return found


def found_by_line() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for finding in check("practice").findings:
        found[finding.origin.line].append(finding.code)
    return found


def test_right_rows_raise_nothing_and_each_planted_mistake_is_found_in_its_row() -> None:
    found = found_by_line()
    earlier_copies = 0
    for line, remark in remarks().items():
        expected = {code for phrase, code in CODES.items() if remark.startswith(f"planted: {phrase}")}
        if any(phrase in remark for phrase in TOLD_AT_THE_LATER_ROW) and not found[line]:
            earlier_copies += 1
            continue
        assert set(found[line]) == expected, (line, remark)
        assert bool(expected) == remark.startswith("planted: "), (line, remark)
    assert earlier_copies == 5


def test_every_rule_that_a_row_of_our_layout_can_break_is_planted() -> None:
    # Broken quotes, blank rows and doubts of another layout cannot carry a remark of their own; the practice
    # table leaves nothing aside.
    elsewhere = {"DM009", "DM010", "DM205", "DM206", "DM207", "DM021", "DM022", "DM023"} | RARE
    of_missions = [rule for rule in rules() if rule.example and isinstance(rule.example.bad, str)]
    of_rows = {rule.code for rule in of_missions if rule.family != "files"} - elsewhere
    assert of_rows == set(CODES.values())
    assert of_rows == {code for codes in found_by_line().values() for code in codes}
