"""Transitions and spells: reading, names, partial dates, fates, checks, comparisons, and our own model."""

from __future__ import annotations

import io
from datetime import date

import pytest

from diplomap.history.lifetimes import Lifetimes, read_lifetimes, registry_lifetimes
from diplomap.history.spells_of_transitions import spells_of_transitions
from diplomap.history.status_ladders import ladder, ladder_of, ladders
from diplomap.history.transition_checks import check_spells
from diplomap.history.transition_comparisons import compare_spells
from diplomap.history.transition_findings import TRANSITION_RULES
from diplomap.history.transition_headers import known_headers
from diplomap.history.transition_missions import accreditations_of, missions_of
from diplomap.history.transition_rules import DateRule
from diplomap.history.transition_spell_tables import SpellTable, read_spells
from diplomap.history.transition_spells import Fate, TransitionSpells
from diplomap.history.transition_tables import TransitionTable, read_transitions
from diplomap.history.transitions_of_spells import transitions_of_spells
from diplomap.model.kinds import Kind
from diplomap.parties.registry import ids
from diplomap.tables.reading_result import UnreadableError
from diplomap.values.dates import PartialDate

US = "state_dept_name,status_change,year,month,day\n"
OURS = "name,status,date\n"
COW = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
GERMANY = COW + (
    "GMY,255,Germany,1816,1,1,1945,5,8,2024\n"
    "GMY,255,Germany,1990,10,3,2024,12,31,2024\n"
    "GFR,260,German Federal Republic,1955,5,5,1990,10,2,2024\n"
    "GDR,265,German Democratic Republic,1954,3,25,1990,10,2,2024\n"
    "USA,2,United States of America,1816,1,1,2024,12,31,2024\n"
)


def table(text: str) -> TransitionTable:
    return read_transitions(io.StringIO(text))


def states(text: str) -> Lifetimes:
    return read_lifetimes(io.StringIO(text))


def spells(text: str) -> SpellTable:
    return read_spells(io.StringIO(text))


def told(made: TransitionSpells, state: str) -> list[tuple[str, str]]:
    return [(str(one.period), one.status) for one in made.of(state)]


@pytest.mark.parametrize(
    ("cells", "code", "column", "raw"),
    [
        ("Spain,Legation,1898,4,31", "DM112", "day", "31"),
        ("Spain,Legation,1898,13,", "DM112", "month", "13"),
        ("Spain,Legation,1898,,4", "DM111", "day", "4"),
        ("Spain,Legation,,4,4", "DM111", "year", ""),
        ("Spain,Legation,18x8,4,4", "DM111", "year", "18x8"),
        ("Spain,Legation,1898,April,4", "DM111", "month", "April"),
        ("Spain,Legaton,1898,4,4", "DM106", "status_change", "Legaton"),
        ("Spain,,1898,4,4", "DM101", "status_change", ""),
        (",Legation,1898,4,4", "DM101", "state_dept_name", ""),
    ],
)
def test_a_row_that_is_no_transition_is_a_finding_with_its_place(
    cells: str, code: str, column: str, raw: str
) -> None:
    read = table(US + "Spain,None,1898,4,21\n" + cells + "\n")
    assert (read.rows, len(read)) == (2, 1)
    assert [(one.code, one.origin.line, one.origin.column, one.origin.raw) for one in read.findings] == [
        (code, 3, column, raw)
    ]
    made = spells_of_transitions(read, states("code,name,start,end\nSPN,Spain,1816-01-01,\n"))
    assert made.findings == read.findings
    assert (sum(made.fates.values()), made.fates[Fate.FINDING]) == (2, 1)


def test_a_row_whose_cells_are_in_doubt_is_a_finding_and_no_transition() -> None:
    read = table(US + "Spain,None,1898,4,21,6,7\nSpain,Legation,1899,6,16\nSpain,None\n")
    assert (read.rows, [str(one) for one in read]) == (3, ["Spain: Legation from 1899-06-16"])
    assert [(one.code, one.origin.line) for one in read.findings] == [
        ("DM204", 2),
        ("DM203", 4),
        ("DM111", 4),
    ]


def test_the_word_none_is_a_status_and_not_a_missing_one() -> None:
    assert [one.status for one in table(US + "Spain,None,1898,4,21\n")] == ["None"]
    assert table(US + "Spain,NA,1898,4,21\n").findings[0].code == "DM106"


@pytest.mark.parametrize(
    ("cells", "date_"),
    [("1898,4,21", "1898-04-21"), ("1898,4,", "1898-04"), ("1898,,", "1898"), ("1898,NA,NA", "1898")],
)
def test_parts_of_a_date_may_be_missing(cells: str, date_: str) -> None:
    assert str(table(US + f"Spain,None,{cells}\n").transitions[0].date) == date_


def test_whole_numbers_with_a_point_and_a_nought_are_whole_numbers() -> None:
    assert str(table(US + "Spain,None,1898.0,4.0,21.0\n").transitions[0].date) == "1898-04-21"


def test_a_date_in_one_column_is_read_as_people_type_it() -> None:
    read = table(OURS + "Spain,Embassy,3 May 1913\nSpain,None,30 February 1914\nSpain,None,unknown\n")
    assert str(read.transitions[0].date) == "1913-05-03"
    assert [(one.code, one.origin.column) for one in read.findings] == [("DM112", "date"), ("DM111", "date")]


def test_what_is_no_table_of_transitions_is_refused_in_words() -> None:
    with pytest.raises(
        UnreadableError, match="is no table of transitions; it needs columns for name or state"
    ):
        table("a,b\n1,2\n")
    with pytest.raises(UnreadableError, match="is no table of states"):
        states(OURS + "Spain,None,1898\n")


def test_a_status_is_clipped_to_the_lifetime_and_carried_into_it() -> None:
    made = spells_of_transitions(
        table(OURS + "Algeria,Consulate,1835\nAlgeria,None,1820\nAlgeria,Embassy,1962-09-29\n"),
        states("code,name,start,end\nALG,Algeria,1962-07-05,1990-12-31\n"),
    )
    assert told(made, "ALG") == [("1962-07-05/1962-09-29", "Consulate"), ("1962-09-29/1991-01-01", "Embassy")]
    assert {fate: count for fate, count in made.fates.items() if count} == {
        Fate.CARRIED: 1,
        Fate.CLIPPED: 1,
        Fate.USED: 1,
    }
    assert made.clipped[0].why == "over before the state existed"
    assert str(made.rule) == "first-day"


@pytest.mark.parametrize(
    ("rule", "start"),
    [("first-day", "1830-01-01"), ("middle", "1830-07-02"), ("last-day", "1830-12-31"), ("bounds", "1830")],
)
def test_the_rule_for_missing_parts_is_chosen_and_told(rule: str, start: str) -> None:
    made = spells_of_transitions(
        table(OURS + "Spain,Embassy,1830\n"), states("code,name,start,end\nSPN,Spain,1816-01-01,\n"), rule
    )
    assert made.rule is DateRule(rule)
    assert str(made.of("SPN")[1].period) == f"{start}/.."


def test_bounds_are_narrowed_to_the_lifetime() -> None:
    made = spells_of_transitions(
        table(OURS + "Spain,Embassy,1830\n"),
        states("code,name,start,end\nSPN,Spain,1830-07-01,\n"),
        DateRule.BOUNDS,
    )
    assert told(made, "SPN") == [
        ("1830-07-01/1830-07-01..1830-12-31", "None"),
        ("1830-07-01..1830-12-31/..", "Embassy"),
    ]


def test_a_date_that_is_open_needs_the_rule_bounds() -> None:
    read = table(OURS + "Spain,Embassy,..1830\n")
    listed = states("code,name,start,end\nSPN,Spain,1816-01-01,\n")
    assert [one.code for one in spells_of_transitions(read, listed).findings] == ["DM111"]
    assert spells_of_transitions(read, listed, "bounds").findings == ()


def test_two_that_contradict_on_one_day_are_a_finding_and_the_last_told_is_used() -> None:
    read = table(OURS + "Spain,Embassy,1900-05-01\nSpain,Legation,1900-05-01\nSpain,Legation,1900-05-01\n")
    made = spells_of_transitions(read, states("code,name,start,end\nSPN,Spain,1816-01-01,\n"))
    assert told(made, "SPN")[1] == ("1900-05-01/..", "Legation")
    assert [(one.code, one.origin.line, one.related[0].line) for one in made.findings] == [("DM851", 2, 3)]
    assert (made.fates[Fate.FINDING], made.fates[Fate.REPEATED], made.fates[Fate.USED]) == (1, 1, 1)


def test_one_that_says_what_was_so_already_is_repeated() -> None:
    read = table(OURS + "Spain,Embassy,1900-05-01\nSpain,Embassy,1910-05-01\n")
    made = spells_of_transitions(read, states("code,name,start,end\nSPN,Spain,1816-01-01,\n"))
    assert len(made) == 2
    assert made.fates[Fate.REPEATED] == 1


def test_a_name_that_may_mean_two_is_settled_by_the_list_and_by_other_names() -> None:
    """Before 1871 Prussia has Germany's number; from 1949 the other Germany has a name of its own."""
    read = table(
        US + "Germany,Legation,1797,12,5\nGermany,None,1941,12,11\nGermany,Embassy,1955,5,14\n"
        "East Germany,Embassy,1974,12,9\n"
    )
    made = spells_of_transitions(read, states(GERMANY))
    assert told(made, "GMY") == [
        ("1816-01-01/1941-12-11", "Legation"),
        ("1941-12-11/1945-05-09", "None"),
        ("1990-10-03/..", "Embassy"),
    ]
    assert told(made, "GFR") == [("1955-05-05/1955-05-14", "None"), ("1955-05-14/1990-10-03", "Embassy")]
    assert told(made, "GDR") == [("1954-03-25/1974-12-09", "None"), ("1974-12-09/1990-10-03", "Embassy")]
    assert made.of("USA") == ()
    assert made.findings == ()


def test_a_name_that_stays_ambiguous_is_a_finding_and_no_guess() -> None:
    read = table(OURS + "Germany,Embassy,1960-05-14\n")
    listed = states(
        "code,name,start,end\nDEU,German Federal Republic,1955-05-05,1990-10-02\n"
        "DDR,German Democratic Republic,1954-03-25,1990-10-02\n"
    )
    made = spells_of_transitions(read, listed)
    assert [(one.code, one.origin.raw) for one in made.findings] == [("DM103", "Germany")]
    assert {one.status for one in made} == {"None"}


def test_a_state_that_the_table_never_names_takes_over_from_its_predecessor() -> None:
    listed = states(
        COW + "YAR,678,Yemen Arab Republic,1926,9,2,1990,5,21,2024\n"
        "YEM,679,Yemen,1990,5,22,2024,12,31,2024\n"
        "YPR,680,Yemen People's Republic,1967,11,30,1990,5,21,2024\n"
    )
    read = table(US + "North Yemen,Embassy,1972,7,1\nSouth Yemen,None,1985,1,1\nNorth Yemen,None,2015,2,11\n")
    made = spells_of_transitions(read, listed)
    assert told(made, "YEM") == [("1990-05-22/2015-02-11", "Embassy"), ("2015-02-11/..", "None")]
    assert {one.name for one in made.of("YEM")} == {"North Yemen"}


def test_a_status_goes_on_where_the_name_of_a_state_changes() -> None:
    """COW's Russia is the Soviet Union from 1922 to 1991, whose embassy did not close on its last day."""
    read = table(
        US + "Russia,Embassy,1898,2,11\nRussia,None,1919,9,14\nSoviet Union,Embassy,1933,12,13\n"
        "Congo (Kinshasa),Embassy,1960,6,30\n"
    )
    listed = states(
        COW + "RUS,365,Russia,1816,1,1,2024,12,31,2024\n"
        "DRC,490,Democratic Republic of the Congo,1960,6,30,2024,12,31,2024\n"
    )
    made = spells_of_transitions(read, listed)
    assert [(str(one.period.start), one.status, one.name) for one in made.of("RUS")][2:] == [
        ("1919-09-14", "None", "Russia"),
        ("1922-12-30", "None", "Soviet Union"),
        ("1933-12-13", "Embassy", "Soviet Union"),
        ("1991-12-26", "Embassy", "Russia"),
    ]
    assert told(made, "DRC") == [("1960-06-30/..", "Embassy")]


def test_a_code_of_the_list_needs_no_name() -> None:
    read = table("state,status,date\nGFR,Embassy,1960\nXXX,Embassy,1960\n")
    made = spells_of_transitions(read, states(GERMANY))
    assert told(made, "GFR")[1] == ("1960-01-01/1990-10-03", "Embassy")
    assert [(one.transition.state, one.why) for one in made.clipped] == [
        ("XXX", "the state is not in the list of states")
    ]


def test_the_last_day_told_of_clips_what_is_later() -> None:
    read = table(OURS + "Spain,Embassy,1900\nSpain,None,1910\n")
    listed = states("code,name,start,end\nSPN,Spain,1816-01-01,\nSSD,South Sudan,2011-07-09,\n")
    made = spells_of_transitions(read, listed, until=date(1905, 6, 30))
    assert told(made, "SPN")[-1] == ("1900-01-01/..", "Embassy")
    assert made.to_rows()[-1]["last_day"] == "1905-06-30"
    assert made.clipped[0].why == "later than the last day of which is told"
    assert made.of("SSD") == ()


def test_the_latest_end_of_a_known_list_says_still_so() -> None:
    listed = states(GERMANY)
    assert listed.last_day == date(2024, 12, 31)
    assert [str(one) for one in listed.of("GMY")] == [
        "GMY 1816-01-01/1945-05-09",
        "GMY 1990-10-03/..",
    ]
    assert [one.party for one in listed.of("GMY")[0].identities] == ["XPR", "DEU"]


def test_a_list_with_bad_dates_tells_them() -> None:
    listed = states("code,start,end\nA,1900-02-30,\nB,1910-01-01,1900-01-01\nC,1900-01-01,1910-01-01\n")
    assert [(one.code, one.origin.line) for one in listed.findings] == [("DM852", 2), ("DM852", 3)]
    assert [one.code for one in listed] == ["C"]


def test_lifetimes_that_overlap_are_a_finding_of_the_list() -> None:
    listed = states("code,start,end\nA,1900-01-01,1910-01-01\nA,1910-01-01,\n")
    assert [one.code for one in listed.findings] == ["DM853"]


def test_the_registry_s_lives_are_lifetimes_too() -> None:
    listed = registry_lifetimes()
    assert {life.code for life in listed} <= ids()
    made = spells_of_transitions(table(OURS + "Hawaii,Legation,1853-12-20\n"), listed)
    assert [one.status for one in made.of("XHW")] == ["Legation"]


def test_a_check_finds_overlaps_gaps_and_neighbours_that_say_the_same() -> None:
    read = spells(
        "state,start,last_day,status\n"
        "A,1900-01-01,1909-12-31,None\nA,1910-01-01,1919-12-31,None\nA,1919-12-31,1929-12-31,Embassy\n"
        "A,1931-01-01,,Legation\nB,1900-01-01,1899-01-01,None\n"
    )
    assert [one.code for one in read.findings] == ["DM857"]
    found = check_spells(read)
    assert [(one.code, str(one.severity), one.origin.line) for one in found] == [
        ("DM858", "note", 3),
        ("DM855", "error", 4),
        ("DM856", "note", 5),
    ]
    listed = states("code,start,end\nA,1890-01-01,1999-12-31\n")
    assert [(one.code, str(one.severity)) for one in check_spells(read, listed)] == [
        ("DM858", "note"),
        ("DM855", "error"),
        ("DM859", "error"),
        ("DM860", "warning"),
        ("DM856", "warning"),
    ]


def test_a_comparison_tells_each_kind_of_difference() -> None:
    head = "state,start,last_day,status\n"
    ours = spells(
        head + "A,1900-01-01,1909-12-31,None\nA,1910-01-01,,Embassy\nB,1900-01-01,1950-01-01,None\n"
    )
    theirs = spells(
        head
        + "A,1900-01-01,1901-12-31,None\nA,1902-01-01,1909-12-31,None\nA,1910-01-01,1919-12-31,Legation\n"
        "A,1920-01-01,,Embassy\nB,1900-01-01,1951-01-01,None\nC,1900-01-01,,None\n"
    )
    found = compare_spells(ours, theirs)
    assert (found.equal, found.ours, found.theirs) == (0, 3, 6)
    assert [(one.state, str(one.kind)) for one in found.differences] == [
        ("A", "cut"),
        ("A", "status"),
        ("A", "added"),
        ("B", "end"),
        ("C", "added"),
    ]
    back = compare_spells(theirs, ours)
    assert [str(one.kind) for one in back.differences if one.state == "C"] == ["missing"]


def test_missions_keep_what_the_statuses_tell_and_no_more() -> None:
    read = table(
        OURS + "Cuba,Ambassador Nonresident,1910\nCuba,Embassy,1923-02-10\nCuba,None,1961-01-03\n"
        "Cuba,Interests,1977-09-01\n"
    )
    made = spells_of_transitions(read, states("code,name,start,end\nCUB,Cuba,1909-01-23,\n"))
    mission = missions_of(made, "USA").missions[0]
    assert (mission.id, mission.sending, mission.receiving) == ("usa-cub", ("USA",), "CUB")
    assert [spell.kind for spell in mission.spells] == [Kind.EMBASSY, Kind.INTERESTS_SECTION]
    assert {spell.seat for spell in mission.spells} == {""}
    held = accreditations_of(made, "USA")
    assert [(one.accreditation.to, str(one.accreditation.period)) for one in held] == [
        ("CUB", "1910-01-01/1923-02-10")
    ]
    with pytest.raises(ValueError, match="name the sender"):
        missions_of(made)
    with pytest.raises(ValueError, match="no party has the id"):
        accreditations_of(made, "XYZZY")


def test_a_post_whose_kind_nobody_tells_is_no_mission_and_is_not_lost() -> None:
    read = table(OURS + "Cuba,Embassy,1923\nCuba,Chargé d'affaires,1950\nCuba,None,1961\n")
    made = spells_of_transitions(read, states("code,name,start,end\nCUB,Cuba,1909-01-23,\n"))
    mission = missions_of(made, "USA").missions[0]
    assert [(str(one.status), str(one.period)) for one in mission.spells] == [
        ("operating", "1923-01-01/1950-01-01")
    ]
    held = accreditations_of(made, "USA")
    assert [(one.resident, str(one.head), str(one.accreditation.period)) for one in held] == [
        (True, "charge", "1950-01-01/1961-01-01")
    ]


def test_a_spell_without_a_beginning_cannot_be_told_as_a_transition() -> None:
    read = spells("state,start,last_day,status\nA,,1900-01-01,None\n")
    with pytest.raises(ValueError, match="nobody tells when"):
        transitions_of_spells(read)


def test_bundled_ladders_are_whole_and_sourced() -> None:
    for one in ladders().values():
        assert one.source, one.name
        assert one.title, one.name
        for step in one.steps:
            assert step.resident or step.kind is None, step
            assert step.word == one.ground or step.kind is not None or step.accredits, step
    assert {*ladder("us-missions").words} <= {*ladder("general").words}
    order = [ladder("general").rank(word) for word in ladder("us-missions").words]
    assert order == sorted(order, reverse=True)
    with pytest.raises(ValueError, match="no ladder is called"):
        ladder("lader")
    with pytest.raises(ValueError, match="is no step of it"):
        ladder_of({"name": "x", "ground": "no", "steps": [{"word": "yes"}]})
    with pytest.raises(ValueError, match="stands for two steps"):
        ladder_of({"name": "x", "ground": "no", "steps": [{"word": "no"}, {"word": "yes", "also": ["No"]}]})


def test_bundled_headers_and_senses_are_sourced() -> None:
    every = [one for purpose in ("transitions", "states", "spells") for one in known_headers(purpose)]
    assert len({one.name for one in every}) == len(every)
    for one in every:
        assert one.title, one.name
        assert one.source or one.name.startswith("diplomap-"), one.name
        assert one.ladder in ladders(), one.name
        for sense in one.senses:
            assert sense.party in ids(), sense
            assert sense.source.startswith("https://"), sense
            assert sense.why, sense


def test_each_rule_has_a_code_of_its_own() -> None:
    assert len({rule.code for rule in TRANSITION_RULES}) == len(TRANSITION_RULES)
    assert all("DM851" <= rule.code <= "DM869" for rule in TRANSITION_RULES)


def test_a_partial_date_keeps_what_it_says_under_bounds() -> None:
    told = PartialDate.parse("1830-02~")
    assert DateRule.BOUNDS.applied(told) is told
    assert str(DateRule.FIRST_DAY.applied(told)) == "1830-02-01"
