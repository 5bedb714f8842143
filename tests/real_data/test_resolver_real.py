"""The resolver on the names of real tables, held to the codes that stand beside them: no wrong answer."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplomap.parties import codes, registry
from diplomap.parties.resolution import NotAState, Resolved, Unknown
from diplomap.parties.resolver import resolve

# The first edition writes the Order's embassies under the name of the state.
MISLABELLED = ("Malta", "Q190353")
Case = tuple[str, str | None, tuple[str, ...]]


def table(path: Path, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def judged(cases: Iterable[Case]) -> tuple[float, list[tuple[str, str | None, str]]]:
    """The share of distinct names answered, and the answers that the table's own code contradicts."""
    distinct = dict.fromkeys(cases)
    answers = [(text, at, expected, resolve(text, at)) for text, at, expected in distinct]
    right = sum(isinstance(one, Resolved) and one.party in expected for _, _, expected, one in answers)
    wrong = [
        (text, at, one.party)
        for text, at, expected, one in answers
        if isinstance(one, Resolved) and one.party not in expected
    ]
    return right / len(answers), wrong


def us_missions(folder: Path) -> Iterator[Case]:
    for row in table(folder / "us-missions" / "mission_status_range_cow_v0.1.csv"):
        at = row["date_start"]
        expected = codes.from_code("cow", row["country_code_cow"], at)
        for column in ("country_name_usdos", "country_name_cow"):
            yield row[column], at, expected


def cow(path: Path) -> Iterator[Case]:
    for row in table(path):
        at = f"{int(row['styear']):04}-{int(row['stmonth']):02}-{int(row['stday']):02}"
        yield row["statenme"], at, codes.from_code("cow", row["ccode"], at)


def gleditsch_ward(path: Path) -> Iterator[Case]:
    for row in table(path, "\t", "latin-1"):
        yield row["countryname"], row["start"], codes.from_code("gw", row["statenumber"], row["start"])


def test_names_of_the_us_missions_at_their_dates(real_data: Path) -> None:
    share, wrong = judged(us_missions(real_data))
    assert not wrong
    assert share >= 0.95


def test_names_of_the_state_system_at_their_dates(real_data: Path) -> None:
    for path in ("state-registries/cow-states2016.csv", "us-missions/cow_statelist2024.csv"):
        share, wrong = judged(cow(real_data / path))
        assert not wrong, path
        assert share >= 0.97, path


def test_names_of_gleditsch_and_ward_at_their_dates(real_data: Path) -> None:
    """Among them names with both in one ("Benin (Dahomey)"), and letters spoilt by the encoding."""
    for path in ("us-missions/ksgmdw.txt", "us-missions/microstates.txt"):
        share, wrong = judged(gleditsch_ward(real_data / path))
        assert not wrong, path
        assert share >= 0.98, path


def test_names_of_the_korean_ties_in_english_and_korean(real_data: Path) -> None:
    rows = [row for row in table(real_data / "korea-ties" / "diplo_ties_data.csv") if row["iso3c"] != "NA"]
    for column, least in (("country", 1.0), ("country_kr", 1.0)):
        share, wrong = judged((row[column], None, (row["iso3c"],)) for row in rows if row[column] != "NA")
        assert not wrong, column
        assert share >= least, column


def test_names_of_the_factbook_short_and_long(real_data: Path) -> None:
    rows = table(real_data / "factbook" / "organisation_membership.csv")
    share, wrong = judged(
        (row[column], None, codes.from_code("gec", row["gec"]))
        for row in rows
        for column in ("name", "long_name")
        if row["gec"] and row[column] not in ("", "none")
    )
    assert not wrong
    assert share >= 0.99


def test_names_and_citizens_of_the_open_register(real_data: Path) -> None:
    cases: list[Case] = []
    for row in table(real_data / "state-registries" / "openregister-countries.tsv", "\t"):
        ended = row["end-date"] and row["country"] in ("SU", "DD", "YU", "CS")
        expected = codes.from_code("iso2", row["country"], row["end-date"][:4] if ended else None)
        texts = (row["name"], row["official-name"], *row["citizen-names"].split(";"))
        cases += [(text, None, expected) for text in texts]
    share, wrong = judged(cases)
    assert not wrong
    assert share >= 0.99


def test_names_of_the_huggo_states_that_are_still_there(real_data: Path) -> None:
    rows = table(real_data / "state-registries" / "huggo-states.csv")
    share, wrong = judged(
        (row["StateName"], None, (row["stateID"],))
        for row in rows
        if row["End"] == "9999-12-31" and row["stateID"] in registry.ids()
    )
    assert not wrong
    assert share >= 0.99


def test_every_party_of_the_relations_is_known(real_data: Path) -> None:
    """18,318 rows; the cell with its wiki marks and remarks means the same as the name taken from it."""
    rows = table(real_data / "foreign-relations" / "diplomatic_relations_dates.csv")
    for row in rows:
        state, partner = resolve(row["state"]), resolve(row["partner"])
        assert isinstance(state, Resolved), row["state"]
        assert isinstance(partner, Resolved), row["partner"]
        cell = resolve(row["partner_cell"])
        assert isinstance(cell, Resolved), row["partner_cell"]
        assert cell.party == partner.party, row["partner_cell"]


def test_operators_and_hosts_of_the_embassies_agree_with_their_items(real_data: Path) -> None:
    for path in sorted((real_data / "database-of-embassies").glob("*.csv")):
        found: Counter[str] = Counter()
        for row in table(path, ";"):
            for column in ("operator", "country"):
                text, item = row[column], (row[f"{column}QID"] or "").rsplit("/", 1)[-1]
                expected = codes.from_code("wikidata", item) if item else ()
                answer = resolve(text) if text else None
                if answer is None:
                    continue
                found[type(answer).__name__] += 1
                if isinstance(answer, Resolved) and expected and (text, item) != MISLABELLED:
                    assert answer.party in expected, (path.name, text, item)
                assert not isinstance(answer, Unknown), (path.name, text)
                if isinstance(answer, NotAState):
                    assert not expected, (path.name, text)
        assert found["Resolved"] / found.total() >= 0.998, path.name


def test_consular_districts_and_jurisdictions_are_told_from_states(real_data: Path) -> None:
    """Of several hundred jurisdictions all are a party, or known not to be one."""
    texts = {
        text.strip()
        for path in (real_data / "database-of-embassies").glob("*.csv")
        for row in table(path, ";")
        for text in (row.get("jurisdictions") or "").split("|")
        if text.strip()
    }
    unknown = {text for text in texts if isinstance(resolve(text), Unknown)}
    assert len(texts) > 250
    assert not unknown, unknown
