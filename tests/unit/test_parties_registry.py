"""The registry of parties: who is in it, and whether its tables hang together."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pycountry
import pytest

from diplomap.parties import registry
from diplomap.parties.party import Organisation, State, Territory, UnStatus
from diplomap.values.dates import PartialDate
from diplomap.values.logic import TRUE
from diplomap.values.periods import OPEN, Period

FOLDER = Path(str(files("diplomap"))) / "data" / "parties"
TABLES = sorted(path for path in FOLDER.rglob("*.csv") if not path.name.startswith("names"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


OURS = [path for path in TABLES if path.name != "sources.csv" and "source" in rows(path)[0]]


def test_every_member_and_observer_of_the_united_nations_is_a_state() -> None:
    statuses = Counter(state.un for state in registry.states())
    assert statuses[UnStatus.MEMBER] == 193
    assert {s.id for s in registry.states() if s.un is UnStatus.OBSERVER} == {"VAT", "PSE"}


@pytest.mark.parametrize("entry", list(pycountry.countries), ids=lambda entry: entry.alpha_3)
def test_every_entry_of_iso_3166_1_is_a_party(entry: pycountry.db.Data) -> None:
    assert isinstance(registry.party(entry.alpha_3), State | Territory)


def test_no_id_of_ours_is_a_code_of_iso_3166() -> None:
    taken = {code for one in (*pycountry.countries, *pycountry.historic_countries) for code in _iso(one)}
    for one in registry.all_parties():
        if one.source not in ("iso-3166", "iso-3166-3"):
            assert one.id not in taken, one.id


def _iso(entry: pycountry.db.Data) -> tuple[str, str]:
    return entry.alpha_2, entry.alpha_3


def test_ids_of_ours_for_states_lie_in_the_range_left_to_users_and_say_why() -> None:
    for state in registry.states():
        if not state.source.startswith("iso"):
            assert len(state.id) == 3, state.id
            assert "XAA" <= state.id <= "XZZ", state.id
            assert state.note, state.id


@pytest.mark.parametrize(
    "party_id",
    [
        *("XKX", "TWN", "VAT", "XOM", "ESH", "XNC", "XAB", "XSO", "XTR", "XSL", "COK", "NIU", "PSE", "XNK"),
        *("HKG", "MAC", "PRI", "GRL", "BMU", "SUN", "DDR", "YMD", "XYA", "YUG", "SCG", "CSK", "VDR", "XVS"),
        *("XUR", "XAH", "XPR", "XKO", "XZN", "XTB", "XOF", "XTV", "UN", "EU", "NATO", "AFRICAN_UNION"),
    ],
)
def test_the_disputed_the_ended_and_the_dependent_are_there(party_id: str) -> None:
    assert registry.get(party_id) is not None


def test_a_name_stands_for_one_party() -> None:
    names = Counter(one.name for one in registry.all_parties())
    assert [name for name, times in names.items() if times > 1] == []


def test_what_is_no_id_is_refused_with_near_ones() -> None:
    assert registry.get("prk") is None
    with pytest.raises(ValueError, match=r"'PRX'; near it: .*PRK \(North Korea\)"):
        registry.party("PRX")
    with pytest.raises(KeyError, match="no party has the id 'nowhere'"):
        registry.party("nowhere")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_every_row_cites_a_source_that_is_listed(path: Path) -> None:
    known = {row["id"] for row in rows(FOLDER / "sources.csv")}
    for row in rows(path):
        assert row["source"], row
        assert set(row["source"].split("|")) <= known, row


def test_no_source_is_idle_and_each_can_be_looked_up() -> None:
    cited = {source for path in OURS for row in rows(path) for source in row["source"].split("|")}
    listed = rows(FOLDER / "sources.csv")
    assert [row["id"] for row in listed if row["id"] not in cited] == []
    for row in listed:
        assert row["title"], row["id"]
        assert row["publisher"], row["id"]
        assert not row["date"] or PartialDate.parse(row["date"])
        elsewhere = "the address was not seen" in row["note"] or "as carried by" in row["note"]
        assert row["url"].startswith("http") or elsewhere or row["id"] == "own-page", row["id"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_row_is_whole(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        lengths = {len(row) for row in csv.reader(stream)}
    assert len(lengths) == 1


def test_tables_name_only_parties_that_exist() -> None:
    known = registry.ids()
    told = {row["party"] for row in rows(FOLDER / "lives.csv")}
    told |= {row["party"] for row in rows(FOLDER / "memberships.csv")}
    for row in rows(FOLDER / "hosts.csv"):
        told |= {row["territory"], row["state"]}
    for row in rows(FOLDER / "organisations.csv"):
        told |= set(row["seats"].split("|"))
    for row in rows(FOLDER / "lives.csv"):
        told |= set(filter(None, (row["predecessors"] + "|" + row["successors"]).split("|")))
    assert told - known == set()


def test_who_succeeds_is_preceded() -> None:
    before = {(one.id, p) for one in registry.all_parties() for life in one.lives for p in life.predecessors}
    after = {(s, one.id) for one in registry.all_parties() for life in one.lives for s in life.successors}
    assert before == after


def test_every_state_has_a_life_and_lives_follow_one_another() -> None:
    for one in registry.all_parties():
        assert one.lives or not isinstance(one, State), one.id
        for earlier, later in zip(one.lives, one.lives[1:], strict=False):
            assert earlier.period.overlaps(later.period) is not TRUE, one.id
            assert isinstance(earlier.period.end, PartialDate), one.id
            assert later.period.start is not None, one.id


def test_members_of_the_united_nations_are_alive_and_the_ended_are_not() -> None:
    for state in registry.states():
        open_lives = [life for life in state.lives if life.period.end is OPEN]
        if state.un is not UnStatus.NONE:
            assert len(open_lives) == 1, state.id
            assert open_lives[0] is state.lives[-1], state.id
    for party_id in ("DDR", "SUN", "YUG", "CSK", "XAH", "XNK", "ANT"):
        assert all(life.period.end is not OPEN for life in registry.party(party_id).lives), party_id


def test_territories_have_a_host_and_organisations_a_seat() -> None:
    hostless = {one.id for one in registry.territories() if not one.hosts}
    assert hostless == {"ATA"}
    assert [one.id for one in registry.organisations() if not one.seats] == []


def test_a_territory_belongs_to_one_state_at_a_time_but_for_condominiums() -> None:
    for one in registry.territories():
        periods = [hosting.period for hosting in one.hosts]
        pairs = [(a, b) for i, a in enumerate(periods) for b in periods[i + 1 :] if _overlap(a, b)]
        assert not pairs or one.id in ("NHB", "CTE", "NTZ"), one.id


def _overlap(one: Period, other: Period) -> bool:
    return one.overlaps(other) is TRUE


@pytest.mark.parametrize(
    ("territory", "at", "host"),
    [
        ("HKG", "1997-06-30", "GBR"),
        ("HKG", "1997-07-01", "CHN"),
        ("MAC", "1999-12-19", "PRT"),
        ("MAC", "1999-12-20", "CHN"),
        ("MAC", None, "CHN"),
        ("VIR", "1900", "DNK"),
        ("PRI", "1890", "ESP"),
        ("GRL", None, "DNK"),
        ("NHB", "1970", None),
        ("ATA", None, None),
        ("FRA", None, None),
    ],
)
def test_hosts_of_territories(territory: str, at: str | None, host: str | None) -> None:
    assert registry.host_of(territory, at) == host


def test_kinds_of_parties_do_not_mix() -> None:
    assert len(registry.ids()) == len(registry.all_parties())
    assert isinstance(registry.party("XOM"), Organisation)
    assert isinstance(registry.party("TWN"), State)
    assert isinstance(registry.party("HKG"), Territory)
