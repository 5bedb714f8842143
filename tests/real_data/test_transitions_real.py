"""The United States' missions: 590 transitions, and the 656 spells published from a later revision."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from diplomap.counting.footprint import footprint
from diplomap.history.lifetimes import Lifetimes, read_lifetimes
from diplomap.history.spells_of_transitions import spells_of_transitions
from diplomap.history.transition_checks import check_spells
from diplomap.history.transition_comparisons import SpellComparison, SpellDifference, compare_spells
from diplomap.history.transition_missions import accreditations_of, missions_of
from diplomap.history.transition_rules import DateRule
from diplomap.history.transition_spell_tables import SpellTable, read_spells
from diplomap.history.transition_spells import Fate, StatusSpell, TransitionSpells
from diplomap.history.transition_tables import TransitionTable, read_transitions
from diplomap.history.transitions_of_spells import transitions_of_spells
from diplomap.values.counts import Count
from diplomap.values.dates import OPEN_HI, OPEN_LO, PartialDate
from diplomap.values.logic import TRUE

DIFFERENCES = Path(__file__).resolve().parents[1] / "files" / "us-missions-differences.csv"
Listed = list[dict[str, str]]


@pytest.fixture(scope="module")
def folder(real_data: Path) -> Path:
    return real_data / "us-missions"


@pytest.fixture(scope="module")
def table(folder: Path) -> TransitionTable:
    return read_transitions(folder / "2024-01-16_transitions.csv")


@pytest.fixture(scope="module")
def cow(folder: Path) -> Lifetimes:
    return read_lifetimes(folder / "cow_statelist2024.csv")


@pytest.fixture(scope="module")
def gw(folder: Path) -> Lifetimes:
    return read_lifetimes(folder / "ksgmdw.txt", folder / "microstates.txt")


@pytest.fixture(scope="module")
def published(folder: Path) -> SpellTable:
    return read_spells(folder / "mission_status_range_cow_v0.1.csv")


@pytest.fixture(scope="module")
def made(table: TransitionTable, cow: Lifetimes) -> TransitionSpells:
    return spells_of_transitions(table, cow)


@pytest.fixture(scope="module")
def compared(made: TransitionSpells, published: SpellTable) -> SpellComparison:
    return compare_spells(made, published)


@pytest.fixture(scope="module")
def listed() -> Listed:
    with DIFFERENCES.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def as_listed(one: SpellDifference) -> tuple[str, ...]:
    ours = ("", "") if one.ours is None else (one.ours.status, str(one.ours.period.start))
    theirs = ("", "") if one.theirs is None else (one.theirs.status, str(one.theirs.period.start))
    return (one.state, str(one.kind), *ours, *theirs)


def test_every_row_is_read_and_accounted_for(table: TransitionTable, made: TransitionSpells) -> None:
    assert (table.rows, len(table), table.findings) == (590, 590, ())
    assert sum(made.fates.values()) == 590
    assert made.fates[Fate.CLIPPED] == len(made.clipped)
    assert Counter(one.date.precision.value for one in table) == {"day": 560, "month": 7, "year": 23}


def test_names_that_nobody_knows_are_findings_with_their_place(made: TransitionSpells) -> None:
    named = [one for one in made.findings if one.origin.column == "state_dept_name"]
    assert [(one.code, one.origin.line, one.origin.raw) for one in named] == [
        ("DM102", 67, "Brunswick and Lüneburg"),
        ("DM102", 68, "Brunswick and Lüneburg"),
        ("DM104", 218, "Hanseatic Republics"),
        ("DM104", 219, "Hanseatic Republics"),
        ("DM104", 440, "Republic of Genoa"),
    ]


def test_the_list_of_states_has_one_overlap_of_its_own(cow: Lifetimes) -> None:
    assert [(one.code, one.message) for one in cow.findings] == [
        ("DM853", "YUG 1944-10-20/2006-06-04 and SRB 2006-06-03/.. share a day, from 2006-06-03 on")
    ]


def test_the_published_spells_come_out_but_for_the_listed_differences(
    compared: SpellComparison, listed: Listed
) -> None:
    assert (compared.equal, compared.named_alike, compared.theirs) == (532, 532, 656)
    keys = ("state", "kind", "our_status", "our_start", "their_status", "their_start")
    assert [as_listed(one) for one in compared.differences] == [
        tuple(row[key] for key in keys) for row in listed
    ]
    assert all(row["basis"] and row["why"] for row in listed)


def revised(table: TransitionTable, made: TransitionSpells, differences: Iterable[SpellDifference]) -> str:
    """The table of transitions with each listed difference carried out, as a file."""
    names = {spell.state: spell.name for spell in made if spell.name}
    rows = [(one.name, one.status, str(one.date)) for one in table]
    days = {row: str(DateRule.FIRST_DAY.applied(PartialDate.parse(row[2]))) for row in rows}
    gone: set[tuple[str, str, str]] = set()
    for one in differences:
        told = (one.ours, one.theirs)
        name = next(spell.name for spell in told if spell is not None) or names[one.state]
        if one.ours is not None:
            gone.add((name, one.ours.status, str(one.ours.period.start)))
        if one.theirs is not None:
            rows.append((name, one.theirs.status, str(one.theirs.period.start)))
    kept = [row for row in rows if (row[0], row[1], days.get(row, row[2])) not in gone]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("state_dept_name", "status_change", "year", "month", "day"))
    for name, status, when in kept:
        writer.writerow((name, status, *[*when.split("-"), "", ""][:3]))
    return text.getvalue()


def test_with_the_listed_changes_made_every_published_spell_comes_out(
    table: TransitionTable,
    cow: Lifetimes,
    made: TransitionSpells,
    published: SpellTable,
    compared: SpellComparison,
) -> None:
    """The published edition rests on a later revision of the transitions; the code makes the same of it.

    One row of two is left: the published edition cuts North Vietnam's spell in two where nothing changes.
    """
    changes = [one for one in compared.differences if one.kind != "cut"]
    text = revised(table, made, changes)
    again = compare_spells(spells_of_transitions(read_transitions(io.StringIO(text)), cow), published)
    assert [as_listed(one) for one in again.differences] == [
        ("DRV", "cut", "", "", "None", "1975-04-29"),
    ]
    assert (again.ours, again.equal, again.named_alike) == (655, 654, 654)


def test_only_the_first_day_gives_the_published_dates(
    table: TransitionTable, cow: Lifetimes, published: SpellTable
) -> None:
    equal = {
        rule: compare_spells(spells_of_transitions(table, cow, rule), published).equal
        for rule in (DateRule.FIRST_DAY, DateRule.MIDDLE, DateRule.LAST_DAY)
    }
    assert equal[DateRule.FIRST_DAY] > max(equal[DateRule.MIDDLE], equal[DateRule.LAST_DAY])


def test_the_check_finds_the_overlap_of_a_day_by_itself(published: SpellTable, cow: Lifetimes) -> None:
    found = check_spells(published, cow)
    assert [(one.code, one.origin.line) for one in found] == [("DM858", 175), ("DM855", 548)]
    assert found[1].message.endswith("share a day: 2006-06-03")
    # Without the list of states the gaps between lifetimes are notes, for they may be right.
    assert Counter(one.code for one in check_spells(published)) == {"DM855": 1, "DM856": 26, "DM858": 1}


@pytest.mark.parametrize("rule", [*DateRule])
def test_spells_told_back_give_the_same_spells(
    table: TransitionTable, cow: Lifetimes, rule: DateRule
) -> None:
    made = spells_of_transitions(table, cow, rule)
    again = spells_of_transitions(transitions_of_spells(made), cow, rule)
    assert again.spells == made.spells
    assert again.findings == cow.findings


def test_gleditsch_and_ward_s_states_are_covered_without_gap_or_overlap(
    table: TransitionTable, gw: Lifetimes
) -> None:
    made = spells_of_transitions(table, gw)
    assert (len(gw), gw.last_day, gw.findings) == (239, date(2020, 12, 31), ())
    assert check_spells(made, gw) == ()
    assert {life.code for life in gw} - {spell.state for spell in made} == {"USA"}
    assert sum(made.fates.values()) == 590
    assert {one.transition.name for one in made.clipped if "later than the last day" in one.why} == {
        *("Afghanistan", "Seychelles", "Solomon Islands, The", "Tonga")
    }


def test_both_lists_tell_the_same_of_a_party_on_days_that_both_know(
    table: TransitionTable, made: TransitionSpells, gw: Lifetimes
) -> None:
    """The lists differ in lifetimes and codes, never in what the transitions say of a party on a day."""
    other = by_party(spells_of_transitions(table, gw))
    end = date(2021, 1, 1).toordinal()
    compared = 0
    for party, stretches in by_party(made).items():
        for first, until, one in stretches:
            for start, over, two in other.get(party, []):
                if max(first, start) < min(until, over, end):
                    compared += 1
                    assert (one.status, one.name) == (two.status, two.name), (one, two)
    assert compared > 500


def by_party(made: TransitionSpells) -> dict[str, list[tuple[int, int, StatusSpell]]]:
    found: dict[str, list[tuple[int, int, StatusSpell]]] = {}
    for spell in made:
        for life in made.lifetimes.of(spell.state):
            for identity in life.identities:
                first = max(begins(spell), life.first, identity.first)
                until = min(ends(spell), life.until, identity.until)
                if first < until:
                    found.setdefault(identity.party, []).append((first, until, spell))
    return found


def begins(spell: StatusSpell) -> int:
    return OPEN_LO if spell.period.start is None else spell.period.start.lo


def ends(spell: StatusSpell) -> int:
    end = spell.period.end
    return end.lo if isinstance(end, PartialDate) else OPEN_HI


@pytest.mark.parametrize("system", ["cow", "gw"])
def test_names_find_the_states_that_the_author_wrote_down(
    table: TransitionTable, made: TransitionSpells, gw: Lifetimes, folder: Path, system: str
) -> None:
    """Every state has the names that the author's own list of codes gives it; the code never reads it."""
    yaml = pytest.importorskip("yaml")
    told = yaml.safe_load((folder / "state_system_codes.yaml").read_text(encoding="utf-8"))[system]
    spells = made if system == "cow" else spells_of_transitions(table, gw)
    names: dict[str, set[str]] = {}
    for spell in spells:
        names.setdefault(spell.state, set()).update({spell.name} - {""})
    theirs = {
        code: {entry} if isinstance(entry, str) else {one["name"] for one in entry}
        for code, entry in told.items()
    }
    assert {code: found for code, found in names.items() if found} == theirs


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("GCL", [("1821-08-30", "None", "Colombia"), ("1823-12-16", "Legation", "Colombia")]),
        ("YEM", [("1972-07-01", "Embassy", "North Yemen")]),
        (
            "SER",
            [
                ("1882-11-10", "Envoy Nonresident", "Kingdom of Serbia/Yugoslavia"),
                ("2006-06-05", "Embassy", "Serbia"),
            ],
        ),
        ("HSE", [("1816-01-01", "None", "")]),
        ("HSD", [("1829-05-14", "Consulate", "Hesse")]),
        ("PRK", [("1948-09-09", "None", "")]),
        ("GDR", [("1974-12-09", "Embassy", "East Germany (German Democratic Republic)")]),
        ("RVN", [("1954-05-01", "Embassy", "Vietnam"), ("1975-04-29", "None", "Vietnam")]),
        ("DRV", [("1954-05-01", "None", ""), ("1975-04-30", "None", "Vietnam")]),
    ],
)
def test_names_that_change_their_meaning_find_their_state(
    table: TransitionTable, gw: Lifetimes, state: str, told: list[tuple[str, str, str]]
) -> None:
    spells = spells_of_transitions(table, gw).of(state)
    assert {*told} <= {(str(one.period.start), one.status, one.name) for one in spells}


def test_missions_and_accreditations_of_the_spells(made: TransitionSpells) -> None:
    dataset = missions_of(made)
    germany, prussia = dataset.missions.get("usa-deu"), dataset.missions.get("usa-xpr")
    assert germany is not None
    assert prussia is not None
    assert [str(one.period) for one in prussia.spells] == ["1816-01-01/1871-01-18"]
    assert str(germany.spells[0].period) == "1871-01-18/1893-10-26"
    assert str(germany.latest.kind) == "embassy"
    held = [one for one in accreditations_of(made) if one.accreditation.to == "AND"]
    assert [(str(one.head), str(one.accreditation.period)) for one in held] == [
        ("ambassador", "1998-10-30/..")
    ]


@pytest.mark.parametrize("day", ["1850-01-01", "1914-08-01", "1950-06-25", "2000-01-01", "2024-01-16"])
def test_missions_are_counted_as_the_spells_tell_them(made: TransitionSpells, day: str) -> None:
    ordinal = date.fromisoformat(day).toordinal()
    told = [spell for spell in made if begins(spell) <= ordinal < ends(spell)]
    posts = [spell for spell in told if (step := made.ladder.read(spell.status)) is not None and step.kind]
    assert footprint(missions_of(made), of="USA", at=day).count == Count(len(posts), len(posts))
    held = accreditations_of(made)
    concurrent = [one for one in held if one.accreditation.period.contains(date.fromisoformat(day)) is TRUE]
    assert len(concurrent) == sum("Nonresident" in spell.status for spell in told)


def test_without_a_list_our_own_registry_serves(table: TransitionTable) -> None:
    made = spells_of_transitions(table)
    assert sum(made.fates.values()) == 590
    assert [(str(one.period), one.status) for one in made.of("XHW")] == [
        ("1844-07-05/1853-12-20", "Consulate"),
        ("1853-12-20/1898-01-01", "Legation"),
    ]
