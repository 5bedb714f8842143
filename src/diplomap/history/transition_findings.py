"""What can be wrong with tables of transitions and of spells, beside their cells: rules of their own."""

from __future__ import annotations

from diplomap.model.findings import Severity
from diplomap.model.rules import Rule

CONTRADICTION = Rule(
    "DM851",
    "transitions-contradict",
    Severity.ERROR,
    "tables",
    "Two transitions of one state fall on one day and say different things.",
    "On that day the state would have two statuses; only the one told last in the file is used.",
    "Find out which is right, or tell the days more exactly.",
)
STATE_UNLISTED = Rule(
    "DM852",
    "lifetime-unreadable",
    Severity.ERROR,
    "tables",
    "A row of a list of states has no readable beginning or end, or ends before it begins.",
    "The state is left out, and with it all its spells.",
    "Correct the dates in the list.",
)
LIVES_OVERLAP = Rule(
    "DM853",
    "lifetimes-overlap",
    Severity.WARNING,
    "tables",
    "Two lifetimes of one state in a list of states share days.",
    "On those days the state exists twice, and whatever is told of it is counted twice.",
    "End the earlier lifetime on the day before the later one begins, or leave it and know of it.",
)
OVERLAP = Rule(
    "DM855",
    "status-spells-overlap",
    Severity.ERROR,
    "tables",
    "Two spells of one state share days.",
    "On those days the state is counted twice, or has two statuses.",
    "End the earlier spell on the day before the later one begins.",
)
GAP = Rule(
    "DM856",
    "status-spells-gap",
    Severity.WARNING,
    "tables",
    "Between two spells of one state there are days of which no spell tells.",
    "A state that existed has a status on every day, if only that of no mission.",
    "Tell the status of those days, or give a list of states in which it did not exist then.",
)
BACKWARDS = Rule(
    "DM857",
    "status-spell-ends-before-it-begins",
    Severity.ERROR,
    "tables",
    "A spell ends before it begins.",
    "It covers no day.",
    "Correct or exchange its dates.",
)
NO_CHANGE = Rule(
    "DM858",
    "status-spells-alike",
    Severity.NOTE,
    "tables",
    "Two spells follow one another and say the same.",
    "Who counts spells counts a change where there was none.",
    "Join them, unless something that is not told here changed.",
)
OUTSIDE = Rule(
    "DM859",
    "status-spell-outside-lifetime",
    Severity.ERROR,
    "tables",
    "A spell tells of days on which the list of states does not know the state.",
    "A mission cannot be in a state before it existed or after it ended.",
    "Clip the spell to the state's lifetime, or use the list of states that it was made with.",
)
UNCOVERED = Rule(
    "DM860",
    "lifetime-not-covered",
    Severity.WARNING,
    "tables",
    "A state of the list has days, at the beginning or end of a lifetime, of which no spell tells.",
    "A state that existed has a status on every day, if only that of no mission.",
    "Tell the status of those days.",
)
TRANSITION_RULES = (
    *(CONTRADICTION, STATE_UNLISTED, LIVES_OVERLAP, OVERLAP, GAP, BACKWARDS, NO_CHANGE, OUTSIDE, UNCOVERED),
)
